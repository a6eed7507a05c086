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
  /** The best reply of each agent. */
  best: readonly Plan[]
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
  const note = (market: number, quantity: number) => {
    if (quantity > most[market]) most[market] = quantity
  }
  for (const { markets: own, offset, slope, capacity } of elements) {
    const quantity = slope > 0 ? Math.abs(offset / slope) : capacity < Infinity ? capacity : 0
    for (const market of own) note(market, quantity)
  }
  for (const { market, quantity } of powers) note(market, quantity)
  for (const own of used) {
    for (const { agent, share, gross } of own)
      for (let k = 0; k < gross.length; k++) note(agent.markets[k], Math.abs(share * agent.count * gross[k]))
  }
  for (let i = 0; i < most.length; i++) most[i] *= NOTHING
  return most
}

/** Absolute quantities through each market. */
export function throughOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const through = new Float64Array(markets.length)
  for (let e = 0; e < elements.length; e++) {
    const { markets: own, move } = elements[e]
    for (let k = 0; k < own.length; k++) through[own[k]] += Math.abs(move[k] * quantities[e])
  }
  for (const power of powers) through[power.market] += powerQuantity(power, prices[power.market])
  for (const own of used) {
    for (const { agent, share, gross } of own) {
      const count = Math.abs(share) * agent.count
      for (let k = 0; k < gross.length; k++) through[agent.markets[k]] += count * gross[k]
    }
  }
  return through
}

/** Excess supply of each market. */
export function balanceOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const balance = new Float64Array(markets.length)
  for (let e = 0; e < elements.length; e++) {
    const { markets: own, move } = elements[e]
    for (let k = 0; k < own.length; k++) balance[own[k]] += move[k] * quantities[e]
  }
  for (const power of powers) balance[power.market] += power.sign * powerQuantity(power, prices[power.market])
  for (const own of used) {
    for (const { agent, share, supply } of own)
      for (let k = 0; k < supply.length; k++) balance[agent.markets[k]] += share * agent.count * supply[k]
  }
  return balance
}

/** Whether what is at a bound would do better off it. */
export function isWrong(element: Element, place: number, prices: Float64Array): boolean {
  const gain = gainOf(element, prices) - dutyOf(element, prices)
  return place !== 0 && -place * gain > SETTLED * sizeOf(element, prices)
}
