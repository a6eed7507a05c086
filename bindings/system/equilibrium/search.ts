/**
 * Prices that clear every market are the least point of the convex dual Ψ. Each round goes to the least point of its local model within a
 * trust region; where Ψ does not fall there, the model learns the plans that it did not know. Near the answer the rounds are Newton's.
 */
import { areOne, bestReplies, followed, frozenAt, gonePlan, isSame, valueAt, type Plan } from './agents.ts'
import { leastOf, quantitiesOf, type Cut, type Least } from './local.ts'
import { dualOf, moneyOf, type Model } from './model.ts'

const MOST_ROUNDS = 400
/** Plans that are kept of an enterprise. */
const MOST_PLANS = 8
const WIDEST = 1e12
/** Trials from one point, each with plans that the one before has shown, after which the box is too wide. */
const MOST_MISSES = 6
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
  #cuts: Cut[][]
  rounds = 0
  point: Point

  constructor(model: Model, duties: Float64Array, prices: Float64Array) {
    this.#model = model
    this.duties = duties
    const none = model.agents.map((agent) => (agent.exit ? [gonePlan(agent)] : []))
    const start = this.#visit(prices, none)
    if (start === undefined) throw new Error(`no best reply at the prices to start from`)
    this.point = start
    this.#cuts = start.plans.map(() => [])
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
    for (let missed = 0; this.rounds < MOST_ROUNDS; ) {
      this.rounds++
      const { prices, best, plans, dual } = this.point
      const limits = prices.map((price, i) => this.#width * Math.max(Math.abs(price), 0.1 * units[i]))
      const money = moneyOf(this.#model, prices, best) || 1
      const least = leastOf(this.#model, { prices, plans, cuts: this.#cuts, duties: this.duties, limits, money })
      const { solution, promise } = least
      if (!(solution.residual < LEAST_TRUST)) {
        // Where something without a limit gains, the box may be too narrow to end that.
        this.#width *= dual < Infinity ? 0.1 : 10
        if (this.#width < 1e-13 || this.#width > WIDEST) return undefined
        continue
      }
      const next = prices.map((price, i) => price + solution.step[i] * units[i])
      const found = this.#read(least, next, money)
      const atEdge = next.some((price, i) => Math.abs(price - prices[i]) > 0.9 * limits[i])
      const trial = this.#reach(next, plans)
      const fall = trial === undefined ? -Infinity : dual - trial.dual
      if (trial !== undefined && dual < Infinity && promise * money <= 1e-11 * money + 1e-15 * Math.abs(dual)) {
        // Too little is left for Ψ to tell: the model is as good as exact.
        if (!atEdge) return { ...found, point: trial.dual <= dual + 1e-12 * money ? this.#moveTo(trial) : this.point }
      }
      if (trial !== undefined && fall >= 0.05 * promise * money) {
        this.#moveTo(trial)
        if (atEdge && fall > 0.3 * promise * money) this.#width = Math.min(WIDEST, this.#width * 4)
        return { ...found, point: trial }
      }
      if (trial !== undefined && this.#learn(trial) && ++missed % MOST_MISSES > 0) continue
      const length = next.reduce((most, price, i) => Math.max(most, limits[i] > 0 ? Math.abs(price - prices[i]) / limits[i] : 0), 0)
      this.#width *= Math.max(0.02, Math.min(0.35, 0.35 * length))
      if (this.#width < 1e-13) return { ...found, point: this.point }
    }
    return undefined
  }

  #moveTo(point: Point): Point {
    this.#cuts = point.plans.map(() => [])
    return (this.point = point)
  }

  /** Adds the plans that earn more at a trial than the model knew; whether there are any. */
  #learn({ prices, best }: Point): boolean {
    let learnt = false
    const plans = this.point.plans.map((known, j) => {
      const own = withTried(this.point.prices, known, best[j])
      if (own.length > known.length) learnt = true
      if (own.length === 1) return own
      const cuts = this.#cuts[j]
      const top = Math.max(...[...own, ...cuts.map(({ plan }) => plan)].map((plan) => valueAt(plan, prices)))
      if (!(best[j].profit - top > 1e-9 * best[j].size)) return own
      const of = own.findIndex((plan) => !plan.gone && (best[j].only || isSame(followed(plan, prices), best[j])))
      if (of >= 0) {
        cuts.push({ of, plan: frozenAt(best[j], prices) })
        learnt = true
      }
      return own
    })
    this.point = { ...this.point, plans }
    return learnt
  }

  #read({ solution, shares, promise }: Least, next: Float64Array, money: number): Found {
    const { plans } = this.point
    plans.forEach((own, j) => own.forEach((plan, p) => (plan.share = shares[j][p])))
    return {
      point: this.point,
      ...quantitiesOf(this.#model, solution, next, money),
      plans,
      promise,
    }
  }
}

/** The best plan, and what becomes of the others: each is followed to the prices; one that leads nowhere of its own stays what it was. */
function plansAt(prices: Float64Array, best: Plan, known: readonly Plan[]): Plan[] {
  const own = [best]
  for (const old of known) {
    const there = best.only && !old.gone ? best : followed(old, prices)
    const same = own.findIndex((plan) => isSame(plan, there))
    if (same < 0) own.push(there)
    else if (same === 0) own[0].share = Math.max(own[0].share, old.share)
    if (old.frozen && same >= 0 && !own.some((plan) => areOne(plan, old))) own.push(frozenAt(old, prices))
  }
  if (own.length <= MOST_PLANS) return own
  // Whoever may leave can always do so.
  const rank = (plan: Plan) => (plan.gone ? Infinity : plan.profit)
  return [
    best,
    ...own
      .slice(1)
      .toSorted((a, b) => rank(b) - rank(a))
      .slice(0, MOST_PLANS - 1),
  ]
}

/** The plans with one that was best at other prices, where it is another. */
function withTried(prices: Float64Array, own: readonly Plan[], tried: Plan): Plan[] {
  const here = own[0].only ? own[0] : followed(tried, prices)
  if (!own.some((plan) => isSame(plan, here))) return [...own, { ...here, share: 0 }]
  if (own.some((plan) => areOne(plan, tried))) return [...own]
  return [...own, { ...frozenAt(tried, prices), share: 0 }]
}
