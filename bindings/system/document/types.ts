import type { Scenario } from '../../scenario/index.ts'
import type { CheckedKeys, Curve, Kind, Link, Port, PortName, State, SystemInput } from './schema.ts'

export type { Curve, Kind, Link, Port, PortName, State, SystemInput }

export interface Material {
  name: string
  kind: Kind
  /** Of a unit. */
  mass: number
}

export interface Enterprise {
  name: string
  region: string
  count: number
  /** Whether it may leave. */
  exit: boolean
  scenario: Scenario
  /** At all times; undefined where the scenario's law gives it. */
  level?: number
  ports: Partial<Record<PortName, Port>>
}

/** A system as checked, every default filled in, its scenarios in place of their files. */
export interface System {
  name?: string
  description?: string
  regions: string[]
  materials: Material[]
  enterprises: Enterprise[]
  supplies: Curve[]
  demands: Curve[]
  links: Link[]
  disruptions?: CheckedKeys['disruptions']
  horizon?: CheckedKeys['horizon']
  sweep?: CheckedKeys['sweep']
  uncertainty?: CheckedKeys['uncertainty']
  units?: CheckedKeys['units']
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
