/** A system in a state, ready for the search: markets by number, elements, agents, scales. */
import { marketsOf, type System } from '../document/types.ts'
import { agentsOf, type Agent, type Plan } from './agents.ts'
import { gainOf, partsOf, sizeOf, powerQuantity, powerSurplus, type Element, type PowerCurve, type Shares } from './elements.ts'

export interface Model {
  system: System
  markets: string[]
  marketIndex: ReadonlyMap<string, number>
  elements: Element[]
  powers: PowerCurve[]
  agents: Agent[]
  /** What a price of each market is measured in. */
  units: Float64Array
  /** How many global maxima were searched for. */
  optima: number
}

export function modelOf(system: System, shares: Shares, time: number): Model {
  const markets = marketsOf(system)
  const marketIndex = new Map(markets.map((name, i) => [name, i]))
  const { elements, powers } = partsOf(system, marketIndex, shares)
  const agents = agentsOf(system, marketIndex, shares, time)
  return {
    system,
    markets,
    marketIndex,
    elements,
    powers,
    agents,
    units: unitsOf(markets, elements, powers, agents),
    optima: 0,
  }
}

/** The greatest reference price of the material, or what its ports' own prices say. */
function unitsOf(
  markets: readonly string[],
  elements: readonly Element[],
  powers: readonly PowerCurve[],
  agents: readonly Agent[],
): Float64Array {
  const materialOf = (market: number) => markets[market].slice(0, markets[market].lastIndexOf('@'))
  const sizes = new Map<string, number>()
  const own = new Map<string, number>()
  const note = (into: Map<string, number>, market: number, size: number) =>
    into.set(materialOf(market), Math.max(into.get(materialOf(market)) ?? 0, Math.abs(size)))
  for (const {
    kind,
    markets: [market],
    size,
  } of elements)
    if (kind !== 'links') note(sizes, market, size)
  for (const { market, price } of powers) note(sizes, market, price)
  for (const { ports, scenario } of agents) {
    for (const { name, market, handling } of ports) {
      const price =
        name === 'output'
          ? scenario.production.price
          : name === 'additionalOutput'
            ? scenario.recycling.price
            : name === 'discharged'
              ? scenario.waste.disposalCost
              : scenario.factors[Number(name[8])].price
      note(own, market, Math.abs(price) + Math.abs(handling))
    }
  }
  return Float64Array.from(markets, (_, i) => sizes.get(materialOf(i)) || own.get(materialOf(i)) || 1)
}

/** Relative to the prices: what unlimited elements may gain by rounding. */
const ROUNDING = 1e-9

/**
 * The dual Ψ at prices, with duties a unit of each element: it is convex, and at least the surplus of whatever is done; Infinity where
 * something without a limit gains.
 */
export function dualOf({ elements, powers, agents }: Model, prices: Float64Array, best: readonly Plan[], duties: Float64Array): number {
  let dual = 0
  agents.forEach(({ count, exit }, j) => (dual += count * (exit ? Math.max(0, best[j].profit) : best[j].profit)))
  elements.forEach((element, e) => {
    const gain = gainOf(element, prices) - duties[e]
    if (element.slope > 0) dual += (0.5 * Math.max(0, gain) ** 2) / element.slope
    else if (element.capacity < Infinity) dual += element.capacity * Math.max(0, gain)
    else if (gain > ROUNDING * sizeOf(element, prices)) dual = Infinity
  })
  for (const power of powers) dual += powerSurplus(power, prices[power.market])
  return dual
}

/** Money that moves at prices: what gaps and steps are measured by. */
export function moneyOf({ powers, elements }: Model, prices: Float64Array, best: readonly Plan[]): number {
  let money = 0
  for (const { agent, size } of best) money += agent.count * size
  for (const power of powers) money += Math.abs(Math.min(1e300, powerQuantity(power, prices[power.market])) * prices[power.market])
  for (const element of elements) {
    if (element.slope > 0) money += Math.max(0, gainOf(element, prices) / element.slope) * Math.abs(prices[element.markets[0]])
  }
  return money
}
