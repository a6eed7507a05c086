/**
 * Ψ near a point: exact in curves, links and capacities, quadratic in plans that move smoothly, and the best of several plans where an
 * enterprise's best plan jumps. Its least point within a box is one quadratic program.
 */
import { valueAt, type Plan } from './agents.ts'
import { gainOf, powerQuantity, type Element } from './elements.ts'
import type { Model } from './model.ts'
import type { QuadraticElement, QuadraticGroup, QuadraticSolution } from './program.ts'
import { solveQuadratic } from './quadratic.ts'

/** Where Ψ is modelled. */
export interface Where {
  prices: Float64Array
  duties: Float64Array
  /** How far a price may move. */
  limits: Float64Array
  /** What money is measured in. */
  money: number
}

/** The plans of each agent there, and what is known of them elsewhere. */
export interface Local extends Where {
  plans: readonly Plan[][]
  /** Of each agent: plans at prices nearby, each what becomes there of one of its plans. */
  cuts: readonly Cut[][]
}

export interface Cut {
  /** Place of the plan among the agent's. */
  of: number
  plan: Plan
}

export interface Least {
  /** Of the prices, in units; quantities and multipliers in what `scaleOf` measures. */
  solution: QuadraticSolution
  /** Of each agent's plans; those of cuts count for their plan. */
  shares: Float64Array[]
  /** By how much the model falls, of all money. */
  promise: number
}

/** Of a price in units to where it is, or at the edge of a wide box, of all money: one that nothing else holds does not run away. */
const PULL = 1e-9

export function leastOf(model: Model, local: Local): Least {
  const { units, markets, elements } = model
  const { limits, plans, cuts } = local
  const n = markets.length
  const gradient = new Float64Array(n)
  const hessian = new Float64Array(n * n)
  for (let i = 0; i < n; i++) hessian[i * n + i] = PULL * Math.min(1, units[i] / limits[i]) ** 2
  const downward = addPowers(model, local, gradient, hessian)
  const groups = groupsOf(model, local, gradient, hessian)
  const straight = elements.map((element, e) => quadraticOf(model, local, element, e))
  const box: QuadraticElement[] = []
  for (let i = 0; i < n; i++) {
    box.push(
      { at: [i], a: [1], b: -limits[i] / units[i], slope: 0, capacity: Infinity },
      { at: [i], a: [-1], b: -downward[i] / units[i], slope: 0, capacity: Infinity },
    )
  }
  const solution = solveQuadratic({ size: n, gradient, hessian, elements: [...straight, ...box], groups })
  let group = 0
  const shares = plans.map((own, j) => {
    if (own.length === 1) return Float64Array.of(1)
    const given = solution.shares[group++]
    const sums = given.slice(0, own.length)
    cuts[j].forEach(({ of }, k) => (sums[of] += given[own.length + k]))
    return sums
  })
  return { solution, shares, promise: -changeOf(solution.step, gradient, hessian, groups, straight) }
}

/** Curves of constant elasticity; how far each price may fall with them. */
export function addPowers({ powers, units }: Model, { prices, limits, money }: Where, gradient: Float64Array, hessian: Float64Array) {
  const n = units.length
  const downward = Float64Array.from(limits)
  for (const power of powers) {
    const { market, sign, elasticity } = power
    const price = prices[market]
    const quantity = powerQuantity(power, price)
    gradient[market] += (sign * quantity * units[market]) / money
    if (price > 0) hessian[market * n + market] += (elasticity * quantity * units[market] ** 2) / price / money
    if (sign < 0) downward[market] = Math.min(downward[market], 0.8 * price)
  }
  return downward
}

/** Enterprises: one plan adds to the quadratic, several are a group of straight lines with the mean of their curvatures. */
function groupsOf({ units }: Model, { prices, plans, cuts, money }: Local, gradient: Float64Array, hessian: Float64Array) {
  const n = units.length
  const groups: QuadraticGroup[] = []
  plans.forEach((own, j) => {
    const [{ agent }] = own
    const at = agent.markets
    const weights = weightsOf(own)
    own.forEach(({ curvature }, p) => {
      for (let a = 0; a < at.length; a++) {
        for (let b = 0; b < at.length; b++) {
          hessian[at[a] * n + at[b]] += (weights[p] * agent.count * curvature[a * at.length + b] * units[at[a]] * units[at[b]]) / money
        }
      }
    })
    const slopeOf = ({ supply }: Plan) => at.map((market, a) => (agent.count * supply[a] * units[market]) / money)
    if (own.length === 1) {
      slopeOf(own[0]).forEach((slope, a) => (gradient[at[a]] += slope))
      return
    }
    const all = [...own, ...cuts[j].map(({ plan }) => plan)]
    const values = all.map((plan) => valueAt(plan, prices))
    const top = Math.max(...values)
    groups.push({ at, plans: all.map((plan, p) => ({ value: (agent.count * (values[p] - top)) / money, gradient: slopeOf(plan) })) })
  })
  return groups
}

export function quadraticOf(model: Model, { prices, duties, money }: Where, element: Element, e: number): QuadraticElement {
  const { markets, move, slope, capacity } = element
  const scale = scaleOf(model, element)
  return {
    at: markets,
    a: move.map((each, k) => (each * model.units[markets[k]]) / scale),
    b: (gainOf(element, prices) - duties[e]) / scale,
    slope: (slope * money) / scale ** 2,
    capacity: (capacity * scale) / money,
  }
}

/** Of each element: its quantity in its own units, and its place: −1 at zero, 1 at its capacity, 0 between. */
export function quantitiesOf(model: Model, { quantities, atZero, atCapacity }: QuadraticSolution, prices: Float64Array, money: number) {
  const { elements } = model
  const places = Int8Array.from(elements, (element, e) => {
    // A curve's quantity is above 0 where its gain is; of the others the greater counts, the quantity or its bound's multiplier.
    if (element.slope > 0) return gainOf(element, prices) > 0 ? 0 : -1
    if (quantities[e] < atZero[e]) return -1
    const capacity = (element.capacity * scaleOf(model, element)) / money
    return capacity - quantities[e] < atCapacity[e] ? 1 : 0
  })
  return { places, quantities: Float64Array.from(elements, (element, e) => (quantities[e] * money) / scaleOf(model, element)) }
}

/** The money a unit of an element moves, by the units of its markets. */
export function scaleOf({ units }: Model, { markets, move }: Element): number {
  return Math.max(...markets.map((market, k) => Math.abs(move[k]) * units[market]))
}

/** The change of each part of Ψ along a step. */
function changeOf(
  step: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  groups: readonly QuadraticGroup[],
  elements: readonly QuadraticElement[],
): number {
  const n = step.length
  const along = (at: readonly number[], a: readonly number[]) => at.reduce((sum, i, k) => sum + a[k] * step[i], 0)
  let change = 0
  for (let i = 0; i < n; i++) {
    change += gradient[i] * step[i]
    for (let j = 0; j < n; j++) change += 0.5 * step[i] * hessian[i * n + j] * step[j]
  }
  for (const { at, plans } of groups) change += Math.max(...plans.map(({ value, gradient: slope }) => value + along(at, slope)))
  for (const element of elements) change += worthOf(element, element.b + along(element.at, element.a)) - worthOf(element, element.b)
  return change
}

/** What an element's quantity earns at a gain. */
function worthOf({ slope, capacity }: QuadraticElement, gain: number): number {
  if (!(gain > 0)) return 0
  return slope > 0 ? (0.5 * gain * gain) / slope : capacity < Infinity ? capacity * gain : 0
}

/** Weights of the plans' curvatures: shares of the round before, where they are known. */
function weightsOf(plans: readonly Plan[]): number[] {
  const others = plans.slice(1).map(({ share }) => Math.min(1, Math.max(0, share)))
  const sum = others.reduce((total, share) => total + share, 0)
  return [Math.max(0, 1 - sum), ...others.map((share) => share / Math.max(1, sum))]
}
