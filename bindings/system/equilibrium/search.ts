/**
 * Prices that clear every market are the least point of the convex dual Ψ. Each round replaces Ψ by a model that is exact in curves, links and
 * capacities, quadratic in plans that move smoothly, and the best of several plans where an enterprise's best plan jumps; the least
 * point of the model within a trust region comes from an interior point method. Near the answer the rounds are Newton's.
 */
import { areOne, boundsApart, gonePlan, isCut, valueAt, type Plan } from './agents.ts'
import { gainOf, powerQuantity, type Element } from './elements.ts'
import { dualOf, moneyOf, type Model } from './model.ts'
import { solveQuadratic, type QuadraticElement, type QuadraticGroup, type QuadraticSolution } from './quadratic.ts'

const MOST_ROUNDS = 400
/** Plans that are kept of an enterprise. */
const MOST_PLANS = 24
const WIDEST = 1e12
/** A model that was solved no better says nothing. */
const LEAST_TRUST = 1e-3

export interface Point {
  prices: Float64Array
  /** Of each agent. */
  best: Plan[]
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
  readonly #duties: Float64Array
  readonly #kept: Plan[][]
  #width = 1
  rounds = 0
  point!: Point

  constructor(model: Model, duties: Float64Array) {
    this.#model = model
    this.#duties = duties
    this.#kept = model.agents.map(() => [])
  }

  async start(prices: Float64Array): Promise<void> {
    this.point = await this.#visit(prices)
  }

  get duties(): Float64Array {
    return this.#duties
  }

  /** Forgets how good the point was: its duties have changed. */
  restart(): void {
    this.point = { ...this.point, dual: dualOf(this.#model, this.point.prices, this.point.best, this.#duties) }
    this.#width = 1
  }

  async #visit(prices: Float64Array): Promise<Point> {
    const { agents, replies } = this.#model
    const best = await replies.ask(agents.map((agent) => ({ agent, prices })))
    best.forEach((plan, j) => {
      const kept = this.#kept[j]
      kept.unshift(plan)
      if (kept.length > MOST_PLANS) kept.pop()
    })
    return { prices, best, dual: dualOf(this.#model, prices, best, this.#duties) }
  }

  /** One round: the least point of the model, and the move to it where Ψ falls. Undefined where the rounds are used up. */
  async round(): Promise<Found | undefined> {
    const { units } = this.#model
    while (this.rounds < MOST_ROUNDS) {
      this.rounds++
      const { prices, best, dual } = this.point
      const money = moneyOf(this.#model, prices, best) || 1
      const plans = await this.#plansAt(this.point)
      const { solution, promise, limits } = this.#least(plans, money)
      const next = prices.map((price, i) => price + solution.step[i] * units[i])
      const found = this.#read(solution, plans, money, promise)
      if (!(solution.residual < LEAST_TRUST) || promise < -1e-9) {
        this.#width *= 0.1
        if (this.#width < 1e-13) return undefined
        continue
      }
      const atEdge = next.some((price, i) => Math.abs(price - prices[i]) > 0.9 * limits[i])
      const trial = await this.#visit(next)
      const fall = dual - trial.dual
      if (promise * money <= 1e-11 * money + 1e-15 * Math.abs(dual)) {
        // Too little is left for Ψ to tell: the model is as good as exact.
        if (!atEdge) return { ...found, point: trial.dual <= dual + 1e-12 * money ? (this.point = trial) : this.point }
      }
      if (fall >= 0.05 * promise * money) {
        this.point = trial
        if (atEdge && fall > 0.3 * promise * money) this.#width = Math.min(WIDEST, this.#width * 4)
        return { ...found, point: trial }
      }
      const length = next.reduce((most, price, i) => Math.max(most, limits[i] > 0 ? Math.abs(price - prices[i]) / limits[i] : 0), 0)
      this.#width *= Math.max(0.02, Math.min(0.35, 0.35 * length))
      if (this.#width < 1e-13) return { ...found, point: this.point }
    }
    return undefined
  }

  /** The plans of each agent that count at a point: its best, and others that its best may jump to. */
  async #plansAt({ prices, best }: Point): Promise<Plan[][]> {
    const { agents, replies } = this.#model
    const chosen = best.map((plan, j) => {
      const own = [plan]
      if (agents[j].exit) own.push(gonePlan(agents[j]))
      for (const kept of this.#kept[j]) {
        if (kept === plan) continue
        const like = own.findIndex((each) => areOne(each, kept))
        if (like < 0) own.push(kept)
        else if (like > 0 && valueAt(kept, prices) > valueAt(own[like], prices)) own[like] = kept
      }
      return own
    })
    // Others are asked for anew near where they were, which gives them curvature.
    const queries: { j: number; k: number; query: Parameters<typeof replies.ask>[0][number] }[] = []
    chosen.forEach((own, j) =>
      own.forEach((plan, k) => {
        if (k === 0 || plan.gone) return
        queries.push({ j, k, query: { agent: plan.agent, prices, bounds: boundsApart(plan, own) } })
      }),
    )
    const answers = await replies.ask(queries.map(({ query }) => query))
    answers.forEach((plan, i) => {
      const { j, k, query } = queries[i]
      const old = chosen[j][k]
      if (plan.failed || isCut(plan, query.bounds!) || areOne(plan, chosen[j][0]) || plan.profit < valueAt(old, prices)) {
        chosen[j][k] = { ...old, curvature: old.curvature.map(() => 0) }
      } else chosen[j][k] = { ...plan, share: old.share }
    })
    return chosen
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
      b: (gainOf(element, this.point.prices) - this.#duties[e]) / scale,
      slope: (slope * money) / scale ** 2,
      capacity: (capacity * scale) / money,
    }
  }

  #scaleOf({ markets, move }: Element): number {
    return Math.max(...markets.map((market, k) => Math.abs(move[k]) * this.#model.units[market]))
  }

  #read({ quantities, atZero, atCapacity, shares }: QuadraticSolution, plans: Plan[][], money: number, promise: number): Found {
    const { elements } = this.#model
    const places = Int8Array.from(elements, (element, e) => {
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

/** Weights of the plans' curvatures: those of the round before, where they are known. */
function sharesOf(plans: readonly Plan[]): number[] {
  const others = plans.slice(1).map(({ share }) => Math.min(1, Math.max(0, share)))
  const sum = others.reduce((total, share) => total + share, 0)
  return [Math.max(0, 1 - sum), ...others.map((share) => share / Math.max(1, sum))]
}
