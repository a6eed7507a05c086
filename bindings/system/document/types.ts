import type { Scenario } from '../../scenario/index.ts'
import type { CheckedKeys, Curve, Kind, Link, Port, PortName, State, SystemInput } from './schema.ts'

export type { Curve, Kind, Link, Port, PortName, State, SystemInput }

/** What is traded. */
export interface Material {
  /** By which markets call it: `material@region`. */
  name: string
  /** What the indicators count it as. */
  kind: Kind
  /** Of a unit. */
  mass: number
}

/** Enterprises that are alike. */
export interface Enterprise {
  /** By which results call them. */
  name: string
  /** Name of the region where they are. */
  region: string
  /** How many there are. */
  count: number
  /** Whether it may leave. */
  exit: boolean
  /** What each of them is. */
  scenario: Scenario
  /** At all times; undefined where the scenario's law gives it. */
  level?: number
  /** What of theirs is traded, and where; the rest has the prices of the scenario. */
  ports: Partial<Record<PortName, Port>>
}

/** A system as checked, every default filled in, its scenarios in place of their files. */
export interface System {
  /** Shown above results. */
  name?: string
  /** Sources and notes. */
  description?: string
  /** Their names. */
  regions: string[]
  /** What is traded. */
  materials: Material[]
  /** Who makes and uses it. */
  enterprises: Enterprise[]
  /** What comes from outside, by price. */
  supplies: Curve[]
  /** What goes to users outside, by price. */
  demands: Curve[]
  /** Ways from one region to another. */
  links: Link[]
  /** States in which something is disturbed. */
  disruptions?: CheckedKeys['disruptions']
  /** Years over which levels and parameters move. */
  horizon?: CheckedKeys['horizon']
  /** Numbers of the document to sweep over. */
  sweep?: CheckedKeys['sweep']
  /** Numbers that are not known exactly. */
  uncertainty?: CheckedKeys['uncertainty']
  /** Words for units. */
  units?: CheckedKeys['units']
  /** Numbers that change over time. */
  changes?: CheckedKeys['changes']
}

/** The parameter whose place the price of a port's market takes. */
export const PRICE_OF: Readonly<Record<PortName, string>> = {
  output: 'production.price',
  additionalOutput: 'recycling.price',
  discharged: 'waste.disposalCost',
  'factors[0]': 'factors[0].price',
  'factors[1]': 'factors[1].price',
}

/** A market's name: a material in a region. */
export function marketName(material: string, region: string): string {
  return `${material}@${region}`
}

/** Every market of a system, in the order in which its parts name them. */
export function marketsOf({ enterprises, supplies, demands, links }: System): string[] {
  const names = new Set<string>()
  for (const { ports, region } of enterprises) for (const { material } of Object.values(ports)) names.add(marketName(material, region))
  for (const { material, region } of [...supplies, ...demands]) names.add(marketName(material, region))
  for (const { material, from, to } of links) names.add(marketName(material, from)).add(marketName(material, to))
  return [...names]
}

/** The states of disruption that a document names. */
export function statesOf({ disruptions }: Pick<System, 'disruptions'>): readonly State[] {
  return disruptions === undefined ? [] : Array.isArray(disruptions) ? disruptions : disruptions.states
}
