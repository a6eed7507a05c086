import { MODES, type Mode, type ParameterPath } from '../../model/layout.ts'
import type { Enterprise } from '../enterprise.ts'
import { flowsAt, type Flows } from '../flows.ts'
import { optimumAt } from '../optimum.ts'
import { slotOf } from '../parameters.ts'
import type { Optimum } from '../powers.ts'
import type { SwitchingSystem } from './integrate.ts'
import type { Law } from './law.ts'

/** Integrals from the start of the horizon on, in this order behind the states. */
const INTEGRALS = {
  /** ∫ e^{−ρ(t−t0)} Π dt */
  profit: 0,
  /** ∫ e^{−ρ(t−t0)} (θ − θ(t0)) dt, from which the discounted investment follows by parts, without θ'. */
  level: 1,
  /** ∫ e^{−ρ(t−t0)} max(0, Π) dt, whose shares capitalisation spends. */
  surplus: 2,
  /** Of profit less what capitalisation spends: the enterprise's integral minus that of the one whose level stays. */
  gain: 3,
  /** ∫ D dt */
  discharged: 4,
}
const INTEGRAL_COUNT = 5

/** An integral's error is judged beside its size, or beside this share of what it may add up to. */
const FLOOR = 1e-4
/** Beside a state, or what an integral may add up to, a smaller error is rounding. */
const RESOLUTION = 1e-15
/** Below it an integral is nothing: one that is 0 has no relative error. */
const NOTHING = 1e-280
/** Beside the two sums that it is the difference of, a smaller advantage is rounding. */
const ROUNDING = 1e-14
/** A profit this far beyond zero, beside revenue and cost, is no rounding error. */
const CROSSED = 1e-12

/** Where the enterprise is at one time of its path. */
export interface PathPoint {
  /** The enterprise at its level then; the next point of the same path changes it. */
  enterprise: Enterprise
  factors: number[]
  flows: Flows
  /** The optimum that the point is, in mode `optimum`. */
  optimum: Optimum | null
}

/** Values from the start of the horizon to one time. */
export interface PathValue {
  discountedProfit: number
  discountedInvestment: number
  npv: number
  advantage: number
  /** The advantage, and 0 where it is but rounding beside what it is the difference of. */
  roundedAdvantage: number
  totalDischarged: number
}

/**
 * An enterprise on its way, and the same enterprise whose level stays at θ(t0). They share each step, so that the advantage
 * of the one over the other is integrated as such and not lost in the difference of two sums.
 *
 * States are the ln x_i of both, but in mode `optimum`, so that volumes stay positive; and with the law `invested` h, where
 * 1 − θ = (1 − from) e^{−h}, so that the level stays at most 1.
 */
export class EnterprisePath implements SwitchingSystem {
  readonly states: number
  readonly components: number
  /** Whether every optimum so far has converged. */
  converged = true
  readonly #enterprise: Enterprise
  readonly #mode: Mode
  readonly #law: Law | null
  readonly #parameter: (path: ParameterPath) => number
  readonly #perFactor: (name: string) => number[]
  readonly #start: number
  readonly #discountRate: number
  readonly #startLevel: number
  /** The enterprise whose level stays: its optimum, and the profit there. */
  readonly #still: Optimum
  readonly #stillProfit: number
  /** Slots of h, and of the first volume of the enterprise whose level stays. */
  readonly #investedAt: number
  readonly #stillAt: number
  readonly #timescale: number[]
  readonly #share: number[]
  readonly #unitCost: number[]
  readonly #depreciation: number[]
  /** Σ s_i: what capitalisation spends of a surplus. */
  readonly #spent: number
  /** What the invested law raises h by, per unit of surplus. */
  readonly #conversion: number
  readonly #switches: boolean
  #isProfitable = true
  #isStillProfitable = true
  #latest: { level: number; optimum: Optimum } | null = null
  // Sizes at the last point for which derivatives were computed: e^{−ρ(t−t0)}, that times revenue + cost, and waste.
  #latestDiscount = 0
  #turnover = 0
  #waste = 0

  /** @param law null for the law `invested`, which is a state. */
  constructor(enterprise: Enterprise, law: Law | null, mode: number, block: Float64Array) {
    const at = (path: ParameterPath) => block[slotOf(path)]
    this.#parameter = at
    this.#perFactor = (name) => enterprise.factors.map((_, i) => at(`dynamics.${name}[${i}]` as ParameterPath))
    this.#enterprise = enterprise
    this.#mode = MODES[mode]
    this.#law = law
    this.#start = at('horizon.start')
    this.#discountRate = at('discountRate')
    this.#timescale = this.#perFactor('timescale')
    this.#share = this.#perFactor('share')
    this.#unitCost = this.#perFactor('unitCost')
    this.#depreciation = this.#perFactor('depreciation')
    this.#spent = this.#mode === 'capitalisation' ? this.#share.reduce((sum, share) => sum + share, 0) : 0
    this.#conversion = law ? 0 : at('transformation.share') / at('investment.conversionCost')
    this.#switches = law === null || this.#mode === 'capitalisation'
    this.#startLevel = law ? law.levelAt(this.#start) : at('transformation.from')
    this.#still = this.#optimumAt(this.#startLevel)
    this.#stillProfit = this.#still.flows.profit
    const volumes = this.#mode === 'optimum' ? 0 : enterprise.factors.length
    this.#investedAt = volumes
    this.#stillAt = volumes + (law ? 0 : 1)
    this.states = this.#stillAt + volumes
    this.components = this.states + INTEGRAL_COUNT
  }

  /** All components at the start. */
  initial(): Float64Array {
    const y = new Float64Array(this.components)
    if (this.#mode === 'optimum') return y
    this.#perFactor('initial').forEach((given, i) => {
      y[i] = y[this.#stillAt + i] = Math.log(Number.isNaN(given) || this.#isFixed(i) ? this.#still.factors[i] : given)
    })
    return y
  }

  pointAt(t: number, y: Float64Array): PathPoint {
    const level = this.#law ? this.#law.levelAt(t) : this.#startLevel + this.#raised(y)
    const optimum = this.#mode === 'optimum' ? this.#optimumAt(level) : null
    const factors = optimum?.factors ?? this.#volumes(y, 0)
    return { enterprise: this.#enterprise, factors, flows: optimum?.flows ?? this.#flows(level, factors), optimum }
  }

  valueAt(t: number, y: Float64Array): PathValue {
    const integral = (name: keyof typeof INTEGRALS) => y[this.states + INTEGRALS[name]]
    const raised = this.#law ? this.#law.levelAt(t) - this.#startLevel : this.#raised(y)
    const conversionCost = this.#parameter('investment.conversionCost')
    const discountedInvestment = conversionCost * (this.#discount(t) * raised + this.#discountRate * integral('level'))
    const advantage = integral('gain') - discountedInvestment
    const rounding = ROUNDING * (Math.abs(integral('profit')) + Math.abs(discountedInvestment))
    return {
      discountedProfit: integral('profit'),
      discountedInvestment,
      npv: integral('profit') - discountedInvestment - this.#spent * integral('surplus'),
      advantage,
      roundedAdvantage: Math.abs(advantage) <= rounding ? 0 : advantage,
      totalDischarged: integral('discharged'),
    }
  }

  derivatives(t: number, y: Float64Array, out: Float64Array): boolean {
    const { enterprise, factors, flows } = this.pointAt(t, y)
    const { level } = enterprise.waste
    const surplus = this.#isProfitable ? flows.profit : 0
    if (this.#mode !== 'optimum') this.#moves(factors, surplus, () => this.#optimumAt(level), 0, out)
    if (!this.#law) out[this.#investedAt] = this.#conversion * surplus

    const still = this.#stillFlows(y)
    const stillProfit = still?.flows.profit ?? this.#stillProfit
    const stillSurplus = this.#isStillProfitable ? stillProfit : 0
    if (still) this.#moves(still.factors, stillSurplus, () => this.#still, this.#stillAt, out)

    const discount = this.#discount(t)
    this.#latestDiscount = discount
    this.#turnover = discount * (Math.abs(flows.revenue) + Math.abs(flows.cost))
    this.#waste = flows.waste
    out[this.states + INTEGRALS.profit] = discount * flows.profit
    out[this.states + INTEGRALS.level] = discount * (level - this.#startLevel)
    out[this.states + INTEGRALS.surplus] = this.#switches ? discount * surplus : 0
    out[this.states + INTEGRALS.gain] = discount * (flows.profit - stillProfit - this.#spent * (surplus - stillSurplus))
    out[this.states + INTEGRALS.discharged] = flows.discharged
    if (!this.#switches) return true
    const stillOnSide = this.#mode !== 'capitalisation' || isOnSide(still!.flows, this.#isStillProfitable)
    return stillOnSide && isOnSide(flows, this.#isProfitable)
  }

  switchSides(t: number, y: Float64Array): void {
    this.#isProfitable = this.pointAt(t, y).flows.profit > 0
    this.#isStillProfitable = (this.#stillFlows(y)?.flows.profit ?? this.#stillProfit) > 0
  }

  allowance(t: number, from: Float64Array, to: Float64Array, tolerance: number, out: Float64Array): void {
    // An absolute error of ln x is a relative one of x; a relative one of h makes at most 0.4 of it in θ.
    for (let i = 0; i < this.states; i++) out[i] = tolerance + RESOLUTION * Math.abs(to[i])
    if (!this.#law) out[this.#investedAt] = (tolerance + RESOLUTION) * Math.max(to[this.#investedAt], FLOOR)
    const least = Math.max(tolerance * FLOOR, RESOLUTION) * (t - this.#start)
    const money = this.#turnover
    const sizes = { profit: money, level: this.#latestDiscount, surplus: money, gain: money, discharged: this.#waste }
    for (const name of Object.keys(INTEGRALS) as (keyof typeof INTEGRALS)[]) {
      const i = this.states + INTEGRALS[name]
      out[i] = Math.max(tolerance * Math.max(Math.abs(from[i]), Math.abs(to[i])), least * sizes[name], NOTHING)
    }
  }

  #isFixed(i: number): boolean {
    return !Number.isNaN(this.#enterprise.factors[i].volume)
  }

  /** Rates of ln x_i, the first of them at `at`; a fixed factor stays. */
  #moves(factors: number[], surplus: number, target: () => Optimum, at: number, out: Float64Array): void {
    if (this.#mode === 'adjustment') {
      const { factors: wanted } = target()
      factors.forEach((x, i) => { out[at + i] = this.#isFixed(i) ? 0 : (wanted[i] / x - 1) / this.#timescale[i] })
      return
    }
    factors.forEach((x, i) => {
      const bought = surplus === 0 ? 0 : (this.#share[i] * surplus) / (this.#unitCost[i] * x)
      out[at + i] = this.#isFixed(i) ? 0 : bought - this.#depreciation[i]
    })
  }

  #discount(t: number): number {
    return Math.exp(-this.#discountRate * (t - this.#start))
  }

  /** θ − θ(t0) where the level is a state. */
  #raised(y: Float64Array): number {
    return (this.#startLevel - 1) * Math.expm1(-y[this.#investedAt])
  }

  #volumes(y: Float64Array, at: number): number[] {
    return this.#enterprise.factors.map((_, i) => Math.exp(y[at + i]))
  }

  #flows(level: number, factors: number[]): Flows {
    this.#enterprise.waste.level = level
    return flowsAt(this.#enterprise, factors)
  }

  /** The enterprise whose level stays, where it moves. */
  #stillFlows(y: Float64Array): { factors: number[]; flows: Flows } | null {
    if (this.#mode === 'optimum') return null
    const factors = this.#volumes(y, this.#stillAt)
    return { factors, flows: this.#flows(this.#startLevel, factors) }
  }

  #optimumAt(level: number): Optimum {
    if (this.#latest?.level === level) return this.#latest.optimum
    const optimum = optimumAt(this.#enterprise, level)
    if (optimum.failed) this.converged = false
    this.#latest = { level, optimum }
    return optimum
  }
}

/** Whether profit is on its side of zero, but for rounding. */
function isOnSide({ profit, revenue, cost }: Flows, isProfitable: boolean): boolean {
  const slack = CROSSED * (Math.abs(revenue) + Math.abs(cost))
  return isProfitable ? profit >= -slack : profit <= slack
}
