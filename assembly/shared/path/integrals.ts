/** Integrals along a path from the start of its horizon on, how well they are known, and the values that they make. */
import { Changes } from './changes.ts'
import { DEGREE } from './chebyshev.ts'
import { Component } from './component.ts'
import { OPTIMUM, Setting, Side } from './enterprises.ts'

/** An integral's error is judged beside its size, or beside this share of what it may add up to. */
const FLOOR: f64 = 1e-4
/** Beside what an integral may add up to, a smaller error is rounding. */
const RESOLUTION: f64 = 1e-15
/** Below it an integral is nothing: one that is 0 has no relative error. */
const NOTHING: f64 = 1e-280
/** A level that has moved by less has not moved, for the errors of integrals. */
const UNMOVED: f64 = 1e-30
/** Wastes that differ by less have a difference of profits that the mean of their slopes gives, to the square of this. */
const ALIKE: f64 = 1e-6

export class Integrals {
  /** ∫ e^{−ρ(t−t0)} Π dt */
  profit: Component = new Component()
  /**
   * ∫ e^{−ρ(t−t0)} (θ − θ(t0)) dt, from which the discounted investment follows by parts, without θ'; where J changes over
   * time or falls have a price of their own, that investment itself.
   */
  level: Component = new Component()
  /** ∫ e^{−ρ(t−t0)} max(0, Π) dt, whose shares capitalisation spends; where nothing is made of profits, no part of the chain. */
  surplus: Component = new Component()
  /** Of profit less what capitalisation spends: the enterprise's integral minus that of the one whose level stays. */
  gain: Component = new Component()
  /** ∫ D dt */
  discharged: Component = new Component()
  // Values from the start of the horizon on: see `value`.
  discountedProfit: f64 = 0
  discountedInvestment: f64 = 0
  npv: f64 = 0
  advantage: f64 = 0
  advantageError: f64 = 0
  totalDischarged: f64 = 0
  /** θ(t0) */
  startLevel: f64 = 0
  /** Σ s_i: what capitalisation spends of a surplus. */
  spent: f64 = 0
  /** Derivatives are known to this share, as their times are: the rounding of the horizon's times. */
  resolution: f64 = 0
  /** Position of J among the changed parameters; −1 where it is a constant. */
  private conversionAt: i32 = -1
  /** Whether the integral of the level is the investment itself. */
  private isPriced: bool = false
  /** e^{−ρ(t−t0)} at the points of the panel. */
  private discounts: Float64Array = new Float64Array(DEGREE + 1)
  // Sizes at the point that was taken last.
  private discount: f64 = 0
  private turnover: f64 = 0
  private waste: f64 = 0
  private moved: f64 = 0
  private gainSize: f64 = 0
  private gainNoise: f64 = 0
  /** |J| where the integral LEVEL has it as a factor, else 1. */
  private conversion: f64 = 1
  /** Errors of the integrals of gain and level so far. */
  private gainError: f64 = 0
  private levelError: f64 = 0
  /** What the step in hand adds to them, where it is looked into. */
  private gainDoubt: f64 = 0
  private levelDoubt: f64 = 0

  constructor(private setting: Setting, private changes: Changes, private conversionSlot: i32) {}

  /** Begins a path, whose level and spending are set, and chains the integrals up to `end`. */
  begin(end: Component, hasSurplus: bool): void {
    const s = this.setting
    this.conversionAt = this.changes.indexOf(this.conversionSlot)
    this.isPriced = this.conversionAt >= 0 || (s.reversalCost === s.reversalCost && !s.isInvested && s.law.falls())
    this.resolution = RESOLUTION * Math.max(Math.abs(s.start), Math.abs(s.end))
    this.gainError = 0
    this.levelError = 0
    this.gainDoubt = 0
    this.levelDoubt = 0
    this.profit.next = this.level
    this.level.next = hasSurplus ? this.surplus : this.gain
    this.surplus.next = this.gain
    this.gain.next = this.discharged
    this.discharged.next = end
    this.surplus.place(0)
  }

  /** Takes point `j` of a panel, which is at that time, and the rate of the integral of the level there. */
  takeLevel(j: i32, t: f64, level: f64, surplus: f64): void {
    const s = this.setting
    const discount = s.discountRate === 0 ? 1 : Math.exp(-s.discountRate * (t - s.start))
    this.discounts[j] = discount
    this.discount = discount
    this.moved = Math.max(Math.abs(level - this.startLevel), UNMOVED)
    this.level.values[j] = discount * this.raise(t, level, surplus)
  }

  /** Takes the other rates there, from where the two enterprises are. */
  take(j: i32, level: f64, perLevel: f64, here: Side, still: Side, surplus: f64, stillSurplus: f64): void {
    const discount = this.discounts[j]
    this.discount = discount
    this.turnover = discount * here.turnover
    this.waste = here.waste
    this.profit.values[j] = discount * here.profit
    this.surplus.values[j] = discount * surplus
    this.gain.values[j] = discount * (this.gained(perLevel, here, still, level) - this.spent * (surplus - stillSurplus))
    this.discharged.values[j] = here.discharged
  }

  /** Π − Π of the one that stays; of volumes that hardly differ, from the slopes at both. */
  private gained(perLevel: f64, here: Side, still: Side, level: f64): f64 {
    if (this.setting.mode === OPTIMUM && Math.abs(here.waste - still.waste) <= ALIKE * here.waste && perLevel === perLevel) {
      const size = this.discount * Math.abs(perLevel) * here.waste
      this.gainSize = size * this.moved
      this.gainNoise = size * RESOLUTION * level
      return 0.5 * perLevel * (here.waste + still.waste) * (level - this.startLevel)
    }
    this.gainSize = this.turnover
    this.gainNoise = RESOLUTION * this.turnover
    return here.profit - still.profit
  }

  /** What the integral LEVEL is of, before its discount. */
  private raise(t: f64, level: f64, surplus: f64): f64 {
    const s = this.setting
    this.conversion = 1
    if (!this.isPriced) return level - this.startLevel
    const rate = s.law.rate(t)
    const cost = rate < 0 && s.reversalCost === s.reversalCost ? -s.reversalCost : this.conversionCostAt(t)
    this.conversion = Math.abs(cost)
    return s.isInvested ? s.investedShare * surplus * (1 - level) : cost * rate
  }

  /** J, the cost of raising the level from 0 to 1. */
  conversionCostAt(t: f64): f64 {
    if (this.conversionAt < 0) return this.setting.conversionCost
    this.changes.evaluate(t)
    return this.changes.values[this.conversionAt]
  }

  /** How large an error of an integral may be in a panel to `t` whose end was taken last. */
  allowance(c: Component, t: f64, length: f64): f64 {
    const s = this.setting
    const share = Math.max(s.tolerance * FLOOR, RESOLUTION) * (t - s.start)
    let allowed = Math.max(s.tolerance * Math.max(Math.abs(c.from), Math.abs(c.to)), NOTHING)
    if (c === this.level) {
      allowed = Math.max(allowed, this.discount * this.conversion * Math.max(share * this.moved, RESOLUTION * length))
    } else if (c === this.gain) {
      allowed = Math.max(allowed, Math.max(share * this.gainSize, length * this.gainNoise))
    } else {
      allowed = Math.max(allowed, share * (c === this.discharged ? this.waste : this.turnover))
    }
    // An integrand comes and goes at times that are rounded.
    return allowed + this.resolution * Math.abs(c.change)
  }

  /** Takes the errors of the step in hand into account, in which the integrals of gain and level are rounded by so much. */
  doubt(length: f64, gainRounding: f64, levelRounding: f64): void {
    const gain = this.gain
    const level = this.level
    const levelNoise = RESOLUTION * this.discount * this.conversion * this.moved
    this.gainDoubt = gainRounding + gain.estimate + length * this.gainNoise + this.resolution * Math.abs(gain.change)
    this.levelDoubt = levelRounding + level.estimate + length * levelNoise + this.resolution * Math.abs(level.change)
  }

  /** Is at the start of a step: errors are those of the steps before. */
  trust(): void {
    this.gainDoubt = 0
    this.levelDoubt = 0
  }

  /** Adds up the errors of a step that is accepted. */
  acceptErrors(length: f64): void {
    this.doubt(length, 0, 0)
    this.gainError += this.gainDoubt
    this.levelError += this.levelDoubt
    this.trust()
  }

  /** Computes the values up to `t`, from the components now; `raised` is what a level that is a state has risen by. */
  value(t: f64, raised: f64): void {
    const s = this.setting
    const profit = this.profit.now
    const gain = this.gain.now
    const kept = this.level.now
    let investment = kept
    let error = this.gainError + this.gainDoubt
    const levelError = this.levelError + this.levelDoubt
    if (!this.isPriced) {
      const discount = Math.exp(-s.discountRate * (t - s.start))
      const change = s.isInvested ? raised : s.law.at(t) - this.startLevel
      investment = s.conversionCost * (discount * change + s.discountRate * kept)
      const late = s.isInvested ? 0 : Math.abs(s.law.rate(t)) * this.resolution
      error += Math.abs(s.conversionCost) * (s.discountRate * levelError + discount * late)
    } else {
      error += levelError
    }
    this.discountedProfit = profit
    this.discountedInvestment = investment
    this.npv = profit - investment - this.spent * this.surplus.now
    this.advantage = gain - investment
    this.advantageError = 2 * error + RESOLUTION * (Math.abs(gain) + Math.abs(investment))
    this.totalDischarged = this.discharged.now
  }
}
