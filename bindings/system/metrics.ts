/** Quantities of an equilibrium by name: `welfare`, `prices.slag@harbour`, `enterprises.smelter.profit`, `flows.ore ship`, `indicators.system.circularUse`. */
import { closest } from 'fastest-levenshtein'
import { ArgumentError, show } from '../errors.ts'
import { METRICS } from '../model/layout.ts'
import type { Optimum } from '../result/optimum.ts'
import { marketsOf, type System } from './document/types.ts'
import type { SystemResult } from './solve.ts'

const TOTALS = ['welfare', 'gap', 'dutyRevenue'] as const
const OF_REGION = ['consumption', 'recycled', 'circularUse', 'primaryUse', 'secondaryUse'] as const
const OF_ENTERPRISE = ['recyclingRate', 'recycledInput', 'materialCircularity'] as const
const OF_MARKET = ['herfindahl', 'importReliance'] as const
const OF_CURVE = ['quantity', 'price'] as const

/** What metrics read of a result. */
export type Quantities = Omit<SystemResult, 'status' | 'priceRanges' | 'rationed' | 'stats'>

type Read = (result: Quantities) => number | null | undefined

/** How each quantity of a system is read from its results, by name. */
export function metricsOf(system: System): Map<string, Read> {
  const reads = new Map<string, Read>()
  for (const name of TOTALS) reads.set(name, (result) => result[name])
  for (const market of marketsOf(system)) {
    reads.set(`prices.${market}`, ({ prices }) => prices[market])
    for (const key of OF_MARKET) reads.set(`indicators.markets.${market}.${key}`, ({ indicators }) => indicators.markets[market][key])
  }
  system.enterprises.forEach(({ name, scenario }) => {
    reads.set(`enterprises.${name}.operating`, ({ enterprises }) => enterprises[name].operating)
    const quantities = METRICS.filter((metric) => scenario.factors.length === 2 || !metric.includes('[1]'))
    for (const metric of quantities)
      reads.set(`enterprises.${name}.${metric}`, ({ enterprises }) => quantityOf(enterprises[name].optimum, metric))
    for (const key of OF_ENTERPRISE)
      reads.set(`indicators.enterprises.${name}.${key}`, ({ indicators }) => indicators.enterprises[name][key])
  })
  for (const list of ['supplies', 'demands'] as const) {
    for (const { name } of system[list])
      for (const key of OF_CURVE) reads.set(`${list}.${name}.${key}`, (result) => result[list][name][key])
  }
  system.links.forEach(({ name }, i) => reads.set(`flows.${name}`, ({ flows }) => flows[i].quantity))
  for (const key of [...OF_REGION, ...OF_ENTERPRISE]) reads.set(`indicators.system.${key}`, ({ indicators }) => indicators.system[key])
  for (const region of system.regions) {
    for (const key of OF_REGION) reads.set(`indicators.regions.${region}.${key}`, ({ indicators }) => indicators.regions[region][key])
  }
  return reads
}

/** Of one enterprise; who has left makes and earns nothing. */
function quantityOf(optimum: Optimum | null, metric: string): number {
  if (optimum === null) return 0
  const factor = /^(factors|regime)\[(\d)\]$/.exec(metric)
  if (factor?.[1] === 'factors') return optimum.factors[Number(factor[2])]
  return (optimum as unknown as Record<string, number>)[metric] ?? NaN
}

/** Welfare, every price, and what each enterprise earns. */
export function defaultMetrics(system: System): string[] {
  return [
    'welfare',
    ...marketsOf(system).map((market) => `prices.${market}`),
    ...system.enterprises.map(({ name }) => `enterprises.${name}.profit`),
  ]
}

/** @throws ArgumentError for a quantity that the system has not. */
export function readsOf(system: System, names: readonly string[]): Read[] {
  const reads = metricsOf(system)
  return names.map((name) => {
    const read = reads.get(name)
    if (read !== undefined) return read
    throw new ArgumentError(
      `an equilibrium of the system has no quantity ${show(name)}; the nearest is ${show(closest(name, [...reads.keys()]))}`,
    )
  })
}

/** Whether a metric is made of optima. */
export function readsPlans(metric: string): boolean {
  return metric.startsWith('enterprises.') || metric.startsWith('indicators.')
}
