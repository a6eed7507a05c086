/**
 * Prices that clear every market are the least point of the convex dual Ψ. Each round replaces Ψ by a model that is exact in curves, links and
 * capacities, quadratic in plans that move smoothly, and the best of several plans where an enterprise's best plan jumps; the least
 * point of the model within a trust region comes from an interior point method. Near the answer the rounds are Newton's.
 */
import { areOne, bestReplies, followed, frozenAt, gonePlan, isSame, valueAt, type Plan } from './agents.ts'
import { gainOf, powerQuantity, type Element } from './elements.ts'
import { dualOf, moneyOf, type Model } from './model.ts'
import { solveQuadratic, type QuadraticElement, type QuadraticGroup, type QuadraticSolution } from './quadratic.ts'

const MOST_ROUNDS = 400
/** Plans that are kept of an enterprise. */
const MOST_PLANS = 8
const WIDEST = 1e12
/** A model that was solved no better says nothing. */
const LEAST_TRUST = 1e-3
/** In units: a price that is tried at 0. */
const VANISHING = 1e-6

export interface Point {
  prices: Float64Array
  /** Of each agent. */
  best: Plan[]
  /** Of each agent: its best plan first, then others that it may jump to. */
  plans: Plan[][]
  dual: number
}

/** What a round has come to: which quantities are between their bounds, and shares of plans. */
export interface Found {
  point: Point
  /** Of each element, in its own units. */
  quantities: Float64Array
  /** −1 at zero, 1 at its capacity, 0 between. */
  places: Int8Array
  /** Plans of each agent with their shares; those that are not used, too. */
  plans: Plan[][]
  /** What the model's least point is below, of all money. */
  promise: number
}

export class Search {
  readonly #model: Model
  /** Of a unit of each element; whoever changes them restarts the search. */
  readonly duties: Float64Array
  #width = 1
  rounds = 0
  point: Point

  constructor(model: Model, duties: Float64Array, prices: Float64Array) {
    this.#model = model
    this.duties = duties
    const none = model.agents.map((agent) => (agent.exit ? [gonePlan(agent)] : []))
    const start = this.#visit(prices, none)
    if (start === undefined) throw new Error(`no best reply at the prices to start from`)
    this.point = start
  }

  /** Forgets how good the point was: its duties have changed. */
  restart(): void {
    this.point = { ...this.point, dual: dualOf(this.#model, this.point.prices, this.point.best, this.duties) }
    this.#width = Math.max(this.#width, 0.1)
  }

  /** The best replies to prices, and what becomes of plans that were known; undefined where somebody has no best reply. */
  #visit(prices: Float64Array, known: readonly Plan[][]): Point | undefined {
    const best = bestReplies(this.#model, prices)
    if (best === undefined) return undefined
    const plans = best.map((plan, j) => plansAt(prices, plan, known[j]))
    return { prices, best, plans, dual: dualOf(this.#model, prices, best, this.duties) }
  }

  /**
   * As a visit, but where prices vanish and Ψ is no greater without them, they are 0: plans turn with the ratios of prices however small
   * those are, while at 0 an enterprise that has no others earns the same with every plan, and mixes of them balance the markets.
   */
  #reach(prices: Float64Array, known: readonly Plan[][]): Point | undefined {
    const near = this.#visit(prices, known)
    if (near === undefined) return undefined
    const nought = prices.map((price, i) => (Math.abs(price) < VANISHING * this.#model.units[i] ? 0 : price))
    if (nought.every((price, i) => price === prices[i])) return near
    // From there it has come: where Ψ is greater, the plans that are best nearby are what was missing.
    if (nought.every((price, i) => price === this.point.prices[i])) return near.dual === this.point.dual ? this.point : near
    const there = this.#visit(
      nought,
      known.map((own, j) => [near.best[j], ...own]),
    )
    if (there === undefined || there.dual > near.dual) return near
    const held = (plan: Plan) => (plan.size > plan.agent.technology.fixedCost ? plan : frozenAt(plan, nought))
    return { ...there, plans: there.plans.map((own) => own.map(held)) }
  }

  /** One round: the least point of the model, and the move to it where Ψ falls. Undefined where the rounds are used up. */
  round(): Found | undefined {
    const { units } = this.#model
    while (this.rounds < MOST_ROUNDS) {
      this.rounds++
      const { prices, best, plans, dual } = this.point
      const money = moneyOf(this.#model, prices, best) || 1
      const { solution, promise, limits } = this.#least(plans, money)
      if (!(solution.residual < LEAST_TRUST)) {
        // Where something without a limit gains, the box may be too narrow to end that.
        this.#width *= dual < Infinity ? 0.1 : 10
        if (this.#width < 1e-13 || this.#width > WIDEST) return undefined
        continue
      }
      const next = prices.map((price, i) => price + solution.step[i] * units[i])
      const found = this.#read(solution, next, plans, money, promise)
      const atEdge = next.some((price, i) => Math.abs(price - prices[i]) > 0.9 * limits[i])
      const trial = this.#reach(next, plans)
      const fall = trial === undefined ? -Infinity : dual - trial.dual
      if (trial !== undefined && dual < Infinity && promise * money <= 1e-11 * money + 1e-15 * Math.abs(dual)) {
        // Too little is left for Ψ to tell: the model is as good as exact.
        if (!atEdge) return { ...found, point: trial.dual <= dual + 1e-12 * money ? (this.point = trial) : this.point }
      }
      if (trial !== undefined && fall >= 0.05 * promise * money) {
        this.point = trial
        if (atEdge && fall > 0.3 * promise * money) this.#width = Math.min(WIDEST, this.#width * 4)
        return { ...found, point: trial }
      }
      if (trial !== undefined) this.point = { ...this.point, plans: plans.map((own, j) => withTried(prices, own, trial.best[j])) }
      const length = next.reduce((most, price, i) => Math.max(most, limits[i] > 0 ? Math.abs(price - prices[i]) / limits[i] : 0), 0)
      this.#width *= Math.max(0.02, Math.min(0.35, 0.35 * length))
      if (this.#width < 1e-13) return { ...found, point: this.point }
    }
    return undefined
  }

  #least(plans: Plan[][], money: number): { solution: QuadraticSolution; promise: number; limits: Float64Array } {
    const { units, powers, markets, elements } = this.#model
    const { prices } = this.point
    const n = markets.length
    const gradient = new Float64Array(n)
    const hessian = new Float64Array(n * n)
    const limits = prices.map((price, i) => this.#width * Math.max(Math.abs(price), 0.1 * units[i]))
    const least = Float64Array.from(limits)
    for (const power of powers) {
      const { market, sign, elasticity } = power
      const price = prices[market]
      const quantity = powerQuantity(power, price)
      gradient[market] += (sign * quantity * units[market]) / money
      if (price > 0) hessian[market * n + market] += (elasticity * quantity * units[market] ** 2) / price / money
      if (sign < 0) least[market] = Math.min(least[market], 0.8 * price)
    }
    const groups: QuadraticGroup[] = []
    for (const own of plans) {
      const [{ agent }] = own
      const size = agent.markets.length
      const weights = sharesOf(own)
      own.forEach((plan, p) => {
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) {
            const [i, j] = [agent.markets[a], agent.markets[b]]
            hessian[i * n + j] += (weights[p] * agent.count * plan.curvature[a * size + b] * units[i] * units[j]) / money
          }
        }
      })
      if (own.length === 1) {
        agent.markets.forEach((market, a) => (gradient[market] += (agent.count * own[0].supply[a] * units[market]) / money))
        continue
      }
      const top = Math.max(...own.map((plan) => valueAt(plan, prices)))
      groups.push({
        at: agent.markets,
        plans: own.map((plan) => ({
          value: (agent.count * (valueAt(plan, prices) - top)) / money,
          gradient: agent.markets.map((market, a) => (agent.count * plan.supply[a] * units[market]) / money),
        })),
      })
    }
    const straight = elements.map((element, e) => this.#quadratic(element, e, money))
    const box: QuadraticElement[] = []
    for (let i = 0; i < n; i++) {
      box.push(
        { at: [i], a: [1], b: -limits[i] / units[i], slope: 0, capacity: Infinity },
        { at: [i], a: [-1], b: -least[i] / units[i], slope: 0, capacity: Infinity },
      )
    }
    const solution = solveQuadratic({ size: n, gradient, hessian, elements: [...straight, ...box], groups })
    // What the model gains: the change of each part of Ψ along the step.
    let change = 0
    const { step } = solution
    for (let i = 0; i < n; i++) {
      change += gradient[i] * step[i]
      for (let j = 0; j < n; j++) change += 0.5 * step[i] * hessian[i * n + j] * step[j]
    }
    for (const { at, plans: own } of groups)
      change += Math.max(...own.map(({ value, gradient: g }) => value + at.reduce((sum, i, k) => sum + g[k] * step[i], 0)))
    straight.forEach((element) => {
      const { at, a, b } = element
      const after = b + at.reduce((sum, i, k) => sum + a[k] * step[i], 0)
      change += worthOf(element, after) - worthOf(element, b)
    })
    return { solution, promise: -change, limits }
  }

  #quadratic(element: Element, e: number, money: number): QuadraticElement {
    const { units } = this.#model
    const { markets, move, slope, capacity } = element
    const scale = this.#scaleOf(element)
    return {
      at: markets,
      a: move.map((each, k) => (each * units[markets[k]]) / scale),
      b: (gainOf(element, this.point.prices) - this.duties[e]) / scale,
      slope: (slope * money) / scale ** 2,
      capacity: (capacity * scale) / money,
    }
  }

  #scaleOf({ markets, move }: Element): number {
    return Math.max(...markets.map((market, k) => Math.abs(move[k]) * this.#model.units[market]))
  }

  #read(solution: QuadraticSolution, next: Float64Array, plans: Plan[][], money: number, promise: number): Found {
    const { quantities, atZero, atCapacity, shares } = solution
    const { elements } = this.#model
    const places = Int8Array.from(elements, (element, e) => {
      // A curve's quantity is above 0 where its gain is; of the others the greater counts, the quantity or its bound's multiplier.
      if (element.slope > 0) return gainOf(element, next) > 0 ? 0 : -1
      const capacity = (element.capacity * this.#scaleOf(element)) / money
      if (quantities[e] < atZero[e]) return -1
      return capacity - quantities[e] < atCapacity[e] ? 1 : 0
    })
    let group = 0
    for (const own of plans) {
      const given = own.length === 1 ? [1] : shares[group++]
      own.forEach((plan, p) => (plan.share = given[p]))
    }
    return {
      point: this.point,
      quantities: Float64Array.from(elements, (element, e) => (quantities[e] * money) / this.#scaleOf(element)),
      places,
      plans,
      promise,
    }
  }
}

/** What an element's quantity earns at a gain. */
function worthOf({ slope, capacity }: QuadraticElement, gain: number): number {
  if (!(gain > 0)) return 0
  return slope > 0 ? (0.5 * gain * gain) / slope : capacity < Infinity ? capacity * gain : 0
}

/** The best plan, and what becomes of the others: each is followed to the prices; one that leads nowhere of its own stays what it was. */
function plansAt(prices: Float64Array, best: Plan, known: readonly Plan[]): Plan[] {
  const own = [best]
  for (const old of known) {
    const there = followed(old, prices)
    const same = own.findIndex((plan) => isSame(plan, there))
    if (same < 0) own.push(there)
    else if (same === 0) own[0].share = Math.max(own[0].share, old.share)
    if (old.frozen && same >= 0 && !own.some((plan) => areOne(plan, old))) own.push(frozenAt(old, prices))
  }
  return own.length > MOST_PLANS
    ? own.slice(0, 1).concat(
        own
          .slice(1)
          .toSorted((a, b) => b.profit - a.profit)
          .slice(0, MOST_PLANS - 1),
      )
    : own
}

/** The plans with one that was best at other prices, where it is another. */
function withTried(prices: Float64Array, own: readonly Plan[], tried: Plan): Plan[] {
  const here = followed(tried, prices)
  if (!own.some((plan) => isSame(plan, here))) return [...own, { ...here, share: 0 }]
  if (own.some((plan) => areOne(plan, tried))) return [...own]
  return [...own, { ...frozenAt(tried, prices), share: 0 }]
}

/** Weights of the plans' curvatures: those of the round before, where they are known. */
function sharesOf(plans: readonly Plan[]): number[] {
  const others = plans.slice(1).map(({ share }) => Math.min(1, Math.max(0, share)))
  const sum = others.reduce((total, share) => total + share, 0)
  return [Math.max(0, 1 - sum), ...others.map((share) => share / Math.max(1, sum))]
}
