/**
 * Prices that could as well be others: where a market is idle, or buyers and sellers are at their limits. With the quantities of one equilibrium the
 * prices of all are a convex set: what is between its bounds keeps its gain, what is at a bound keeps its side, and every plan stays a best
 * reply. The last is cut from outside by plans that would be better.
 */
import { bestReplies, pullsOf, valueAt } from './agents.ts'
import { nullSpace } from './dense.ts'
import { dutyOf, gainOf, powerQuantity } from './elements.ts'
import type { Model } from './model.ts'
import { countingOf, type Settled } from './measures.ts'
import type { QuadraticElement } from './program.ts'
import { solveQuadratic } from './quadratic.ts'

/** Least and greatest price; null where there is no end. */
export type PriceRange = [number | null, number | null]

/** In units of the markets: who goes farther has no end. */
const FAR = 1e6
const LEAST_STEP = 1e-9
const MOST_CUTS = 60
/** Of the money of a plan: what another would earn more by is a cut. */
const CUT = 1e-12
/** What of the move others make without need. */
const STAY = 1e-6

/** A bound of a move: what it adds along the move is at most `room`. */
interface Side {
  along: Float64Array
  room: number
}

export function priceRangesOf(model: Model, found: Settled): Record<string, PriceRange> {
  const settled = { ...found, used: countingOf(model, found) }
  const { markets, units } = model
  const n = markets.length
  const basis = nullSpace(rowsOf(model, settled), n)
  if (basis.length === 0) return {}
  const sides = sidesOf(model, settled)
  const ranges: Record<string, PriceRange> = {}
  for (let market = 0; market < n; market++) {
    if (!basis.some((vector) => Math.abs(vector[market]) > 1e-9)) continue
    const ends: (number | null)[] = []
    for (const sign of [-1, 1] as const) ends.push(farthest(model, settled, basis, sides, market, sign))
    const [low, high] = ends
    const price = settled.prices[market]
    if (low !== null && high !== null && high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-3 * units[market])) continue
    ranges[markets[market]] = [low === null ? null : Math.min(low, price), high === null ? null : Math.max(high, price)]
  }
  return ranges
}

/** Moves of the prices, in units, that leave quantities as they are make all of these 0. */
function rowsOf({ elements, powers, markets, units }: Model, { prices, quantities, used }: Settled): Float64Array[] {
  const rows: Float64Array[] = []
  const row = () => {
    const values = new Float64Array(markets.length)
    rows.push(values)
    return values
  }
  elements.forEach((element, e) => {
    if (!isBetween(element.capacity, quantities[e])) return
    const values = row()
    element.markets.forEach((market, k) => (values[market] += element.move[k] * units[market]))
    if (element.tariff > 0 && prices[element.markets[0]] > 0) values[element.markets[0]] -= element.tariff * units[element.markets[0]]
  })
  for (const power of powers) if (powerQuantity(power, prices[power.market]) > 0) row()[power.market] = units[power.market]
  for (const own of used) {
    for (const plan of own) {
      const { markets: at } = plan.agent
      at.forEach((_, i) => {
        const values = row()
        at.forEach((market, k) => (values[market] += plan.curvature[i * at.length + k] * units[market]))
      })
    }
    for (const other of own.slice(1)) {
      const values = row()
      other.agent.markets.forEach((market, k) => (values[market] += (other.supply[k] - own[0].supply[k]) * units[market]))
    }
  }
  return rows
}

function isBetween(capacity: number, quantity: number): boolean {
  return quantity > 0 && quantity < capacity
}

function sidesOf({ elements, powers, markets, units }: Model, { prices, quantities, used }: Settled): Side[] {
  const sides: Side[] = []
  elements.forEach((element, e) => {
    if (isBetween(element.capacity, quantities[e])) return
    const sign = quantities[e] > 0 ? -1 : 1
    const along = new Float64Array(markets.length)
    element.markets.forEach((market, k) => (along[market] += sign * element.move[k] * units[market]))
    const gain = gainOf(element, prices) - dutyOf(element, prices)
    sides.push({ along, room: Math.max(0, -sign * gain) })
  })
  for (const power of powers) {
    if (power.sign > 0 && !(prices[power.market] > 0)) {
      const along = new Float64Array(markets.length)
      along[power.market] = units[power.market]
      sides.push({ along, room: -prices[power.market] })
    }
  }
  for (const plan of used.flat()) {
    for (const { pull, more } of pullsOf(plan, prices)) {
      const along = new Float64Array(markets.length)
      plan.agent.markets.forEach((market, k) => (along[market] += more[k] * units[market]))
      sides.push({ along, room: Math.max(0, -pull) })
    }
  }
  return sides
}

/** The end of a market's prices in one direction. */
function farthest(
  model: Model,
  settled: Settled,
  basis: readonly Float64Array[],
  sides: Side[],
  market: number,
  sign: 1 | -1,
): number | null {
  const { prices, used } = settled
  const everywhere = basis.map(() => FAR)
  for (let cut = 0; cut < MOST_CUTS; cut++) {
    const found = longest(basis, sides, market, sign, everywhere)
    const isEndless = found.some((each) => Math.abs(each) > 0.5 * FAR)
    // Solved anew within what was found, to its last digits.
    const steps = isEndless
      ? found
      : longest(
          basis,
          sides,
          market,
          sign,
          found.map((each) => Math.max(2 * Math.abs(each), LEAST_STEP)),
        )
    const there = moved(model, prices, basis, steps)
    const best = bestReplies(model, there)
    if (best === undefined) return prices[market]
    let worse = false
    best.forEach((plan, j) => {
      const kept = used[j][0]
      const own = kept.gone ? 0 : valueAt(kept, there)
      if (!(plan.profit - own > CUT * Math.max(plan.size, kept.size))) return
      const along = new Float64Array(prices.length)
      plan.agent.markets.forEach((at, k) => (along[at] += (plan.supply[k] - (kept.gone ? 0 : kept.supply[k])) * model.units[at]))
      const room = Math.max(0, (kept.gone ? 0 : valueAt(kept, prices)) - valueAt(plan, prices))
      sides.push({ along, room })
      worse = true
    })
    if (!worse) return isEndless ? null : there[market]
  }
  return prices[market]
}

/** Steps along the basis, each within its reach, that take a market's price farthest; others are as short as can be. */
function longest(basis: readonly Float64Array[], sides: readonly Side[], market: number, sign: 1 | -1, reach: readonly number[]): number[] {
  const size = basis.length
  const at = basis.map((_, k) => k)
  const elements: QuadraticElement[] = []
  for (const { along, room } of sides) {
    const a = basis.map((vector, k) => reach[k] * vector.reduce((sum, each, i) => sum + each * along[i], 0))
    const scale = Math.max(...a.map(Math.abs))
    if (scale > 0) elements.push({ at, a: a.map((each) => each / scale), b: -room / scale, slope: 0, capacity: Infinity })
  }
  for (const k of at) for (const way of [1, -1]) elements.push({ at: [k], a: [way], b: -1, slope: 0, capacity: Infinity })
  const most = Math.max(...basis.map((vector, k) => Math.abs(reach[k] * vector[market])))
  const gradient = Float64Array.from(basis, (vector, k) => (-sign * reach[k] * vector[market]) / most)
  const hessian = new Float64Array(size * size)
  for (let k = 0; k < size; k++) hessian[k * size + k] = STAY
  const { step } = solveQuadratic({ size, gradient, hessian, elements, groups: [] })
  return Array.from(step, (each, k) => each * reach[k])
}

function moved({ units }: Model, prices: Float64Array, basis: readonly Float64Array[], steps: readonly number[]): Float64Array {
  return prices.map((price, i) => price + units[i] * basis.reduce((sum, vector, k) => sum + steps[k] * vector[i], 0))
}
