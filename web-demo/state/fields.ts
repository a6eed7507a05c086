import { known } from '../known.ts'
import {
  LAW_ENTRIES,
  MODE_ENTRIES,
  parameterEntry,
  sliderRange,
  valueAt,
  type Horizon,
  type NumberKey,
  type SliderRange,
  type Unit,
} from 'offcut/forms'
import type { Law, Mode } from 'offcut'
import { words } from '../texts/index.ts'
import { getAt, numberAt } from './tree.ts'
import { isCalendar, unitWords } from './units.ts'

/** Where a slider runs and an axis begins. */
export type Range = SliderRange

export function isNumericField(path: string): boolean {
  return parameterEntry(path) !== undefined
}

export interface Info {
  label: string
  /** The kind of unit, and its words. */
  kind: Unit
  unit: string
  help: string
}

/** Label, unit and help of a parameter, of `time` or of `level`. With two factors the label names the one it is of. */
export function parameterInfo(path: string, scenario: unknown): Info {
  const kind = parameterEntry(path)?.unit ?? ''
  return { label: labelOf(path, scenario), kind, unit: unitWords(kind, scenario, factorOf(path)), help: helpOf(path, scenario) }
}

function labelOf(path: string, scenario: unknown): string {
  if (path === 'time' && isCalendar(scenario)) return words.value.year
  // A plant whose volumes are given has so much waste a year, and no more of it with more activity.
  if (path === 'waste.scale' && isOfOneVolume(scenario)) return words.value.metrics.waste.label
  const own = parameterEntry(path) && words.value.parameters[keyOf(path)].label
  return (own ?? path) + ofFactor(path, scenario)
}

function isOfOneVolume(scenario: unknown): boolean {
  const factors = getAt(scenario, 'factors')
  return Array.isArray(factors) && factors.every((factor) => factor?.volume === 1)
}

function keyOf(path: string): NumberKey {
  return path.replace(/\[\d+\]/g, '[]') as NumberKey
}

/** Which of the resources a path is of. */
function factorOf(path: string): number {
  return Number(/\[(\d)\]/.exec(path)?.[1] ?? 0)
}

function ofFactor(path: string, scenario: unknown): string {
  const factors = getAt(scenario, 'factors')
  if (!/\[\d\]/.test(path) || path.startsWith('transformation.') || !Array.isArray(factors) || factors.length < 2) return ''
  const { ofResource, resource } = words.value.controls
  const index = factorOf(path)
  return ofResource(factors[index]?.name || resource(String(index + 1)))
}

/** Where the slider of a parameter runs: around `base`, its value when the scenario was loaded. */
export function rangeOf(path: string, base: number | undefined, scenario: unknown): Range {
  return known(sliderRange(path, base, horizonOf(scenario)))
}

export function horizonOf(scenario: unknown): Horizon {
  return { start: numberAt(scenario, 'horizon.start') ?? 0, end: numberAt(scenario, 'horizon.end') ?? 10 }
}

/** What a parameter means, and what the scenario's law means by it. */
function helpOf(path: string, scenario: unknown): string {
  const key = /^transformation\.(\w+)$/.exec(path)?.[1]
  const law = valueAt(scenario, ['transformation', 'law']) as Law
  const ofLaw = words.value.laws[law]?.meanings as Record<string, string> | undefined
  return ofLaw?.[key ?? ''] ?? (parameterEntry(path) ? words.value.parameters[keyOf(path)].help : '')
}

/** The keys of a law or a mode, beside its name. */
export function variantKeys(section: 'transformation' | 'dynamics', name: string): string[] {
  const entry = section === 'transformation' ? LAW_ENTRIES[name as Law] : MODE_ENTRIES[name as Mode]
  return (entry?.keys ?? []).map((key) => key.replace('[]', ''))
}
