/** What the registry says of a number of a scenario. */
import type { Unit } from './units.ts'

/** Which numbers are allowed: finite ones from `least` or above `above` to `most`. */
export interface Range {
  /** It is greater than this. */
  above?: number
  /** It is this or greater. */
  least?: number
  /** It is this or less. */
  most?: number
}

export const REAL: Range = {}
export const POSITIVE: Range = { above: 0 }
export const NONNEGATIVE: Range = { least: 0 }
export const SHARE: Range = { least: 0, most: 1 }

/**
 * What a kernel derives anew when a parameter changes, by the parameter's group. Two groups are there once a factor. A level is
 * part of what waste is worth, hence both.
 */
export const GROUPS = {
  level: ['level', 'waste'],
  waste: ['waste'],
  output: ['output'],
  elasticities: ['elasticities'],
  factor: ['factor'],
  objective: ['objective'],
  /** Of paths alone: no optimum depends on it. */
  path: [],
} as const
export type Group = keyof typeof GROUPS

/** Where a slider runs, around the value that a scenario has; the number box beside it takes any value that is allowed. */
export type Slider =
  | { from: number; to: number; spacing?: 'linear' | 'log' }
  /** From a positive number over a ratio to that times it, by even ratios. */
  | { around: number }
  /** From 0 to `times` (by default 4) times a number that may be 0, at least to `upTo`. */
  | { upTo: number; times?: number }
  /** Over a share of the horizon's length; `within` it, where 1 is the whole. */
  | { within: 'horizon' }
  | { ofHorizon: number }

/** What is known of a parameter: the registry’s entry. */
export interface ParameterEntry {
  /** Its name on a form. */
  label: string
  /** What it is counted in; empty where it is a plain number. */
  unit: Unit
  /** What it is, without its unit. */
  meaning: string
  /** Which values it may have. */
  range: Range
  /** The value where a scenario leaves it out. */
  default?: number
  /** What happens where it is left out, in words. */
  optional?: string
  /** What is derived anew when it changes. */
  group: Group
  /** Where its slider begins and ends. */
  slider: Slider
  /** A value to begin with, where it is not in the middle of the slider. */
  usual?: number
}
