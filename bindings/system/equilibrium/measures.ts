/** What an end of the search is measured by: quantities through the markets, what is left over in them, which plans count. */
import type { Plan } from './agents.ts'
import { dutyOf, gainOf, powerQuantity, sizeOf, type Element } from './elements.ts'
import type { Model } from './model.ts'

export interface Settled {
  prices: Float64Array
  /** Of each element. */
  quantities: Float64Array
  places: Int8Array
  /** The plans that each agent uses, with shares of its count. */
  used: Plan[][]
  /** The greatest fault of a condition, relative to what it is measured by. */
  fault: number
}

/** Relative to what a condition is measured by. */
export const SETTLED = 2e-11
/** Of what could be traded. */
export const NOTHING = 1e-12
/** Of the count, or of a market: a plan that counts for no more is not used. */
export const NO_SHARE = 1e-12

/** The plans of each agent that count. */
export function countingOf(model: Model, settled: Settled): Plan[][] {
  const through = throughOf(model, settled)
  return settled.used.map((own) => own.filter((plan) => weightOf(plan, through) > NO_SHARE))
}

/** How much a plan counts: its share, or what that is of the quantities through its markets, where the plan is a great one. */
export function weightOf({ agent, share, gross }: Plan, through: Float64Array): number {
  return agent.markets.reduce((most, market, k) => Math.max(most, (share * agent.count * gross[k]) / through[market] || 0), share)
}

/** Quantities below which a market is idle: rounding of what its curves, capacities and enterprises could trade. */
export function idleOf({ markets, elements, powers }: Model, used: readonly Plan[][]): Float64Array {
  const most = new Float64Array(markets.length)
  const note = (market: number, quantity: number) => (most[market] = Math.max(most[market], Math.abs(quantity)))
  for (const { markets: own, offset, slope, capacity } of elements) {
    for (const market of own) note(market, slope > 0 ? offset / slope : capacity < Infinity ? capacity : 0)
  }
  for (const { market, quantity } of powers) note(market, quantity)
  for (const plan of used.flat()) plan.agent.markets.forEach((market, k) => note(market, plan.share * plan.agent.count * plan.gross[k]))
  return most.map((quantity) => NOTHING * quantity)
}

/** Absolute quantities through each market. */
export function throughOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const through = new Float64Array(markets.length)
  elements.forEach(({ markets: own, move }, e) => own.forEach((market, k) => (through[market] += Math.abs(move[k] * quantities[e]))))
  for (const power of powers) through[power.market] += powerQuantity(power, prices[power.market])
  for (const plan of used.flat())
    plan.agent.markets.forEach((market, k) => (through[market] += Math.abs(plan.share) * plan.agent.count * plan.gross[k]))
  return through
}

/** Excess supply of each market. */
export function balanceOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const balance = new Float64Array(markets.length)
  elements.forEach(({ markets: own, move }, e) => own.forEach((market, k) => (balance[market] += move[k] * quantities[e])))
  for (const power of powers) balance[power.market] += power.sign * powerQuantity(power, prices[power.market])
  for (const plan of used.flat())
    plan.agent.markets.forEach((market, k) => (balance[market] += plan.share * plan.agent.count * plan.supply[k]))
  return balance
}

/** Whether what is at a bound would do better off it. */
export function isWrong(element: Element, place: number, prices: Float64Array): boolean {
  const gain = gainOf(element, prices) - dutyOf(element, prices)
  return place !== 0 && -place * gain > SETTLED * sizeOf(element, prices)
}
