/** What is looked for along a whole path, step by step: the payback, and the lowest and highest profit. */
import { Panel } from './panel.ts'
import { System } from './system.ts'

/** Quantities of a path at a time. */
const PROFIT: i32 = 0
const NEGATED_PROFIT: i32 = 1
const ADVANTAGE: i32 = 2

/** Most places inside a step where a quantity is looked at. */
const MOST_PLACES: i32 = 16
/** Where a quantity falls this share of a step before an end, or rises after it, it turns before that end. */
const BESIDE: f64 = 1e-5
const GOLDEN: f64 = 0.6180339887498949
const SECTIONS: i32 = 42 // 0.618^42 = 2e-9: closer, rounding hides which of two values is lower
const BISECTIONS: i32 = 80
/** Profits that differ by less, beside revenue and cost, are equal but for rounding. */
const ROUNDING: f64 = 1e-13
/** −ln 0.99: what h is where a level that profit pays for has done a hundredth of its way. */
const FIRST_HUNDREDTH: f64 = 0.01005033585350145

export class Watch {
  wantsPayback: bool = false
  wantsExtremes: bool = false
  /** The earliest time from which the advantage, 0 at the start, is never negative again; ∞ as long as it is. */
  payback: f64 = 0
  minimum: f64 = 0
  maximum: f64 = 0
  timeOfMinimum: f64 = 0
  /** The time at which the level first moves; ∞ as long as it has not. */
  transition: f64 = 0
  private profit: f64 = 0
  private advantage: f64 = 0
  private places: i32 = 0
  private times: Float64Array = new Float64Array(MOST_PLACES + 1)
  private values: Float64Array = new Float64Array(MOST_PLACES + 1)

  constructor(private system: System, public panel: Panel) {}

  /** Begins where the step stands. */
  begin(): void {
    const t = this.panel.start
    const setting = this.system.setting
    this.payback = t
    this.advantage = 0
    this.transition = setting.isInvested ? Infinity : setting.law.firstMove()
    if (!this.wantsExtremes) return
    this.profit = this.panel.profit(t)
    this.minimum = this.profit
    this.maximum = this.profit
    this.timeOfMinimum = t
  }

  /** Goes on behind a time at which the profit may have jumped. */
  resume(): void {
    if (!this.wantsExtremes) return
    this.profit = this.panel.profit(this.panel.start)
    this.meet(this.panel.start, this.profit, this.panel.turnover)
  }

  /** Looks at a step before it is accepted. */
  see(): void {
    if (this.wantsPayback) this.seePayback()
    if (this.wantsExtremes) this.seeExtremes()
    if (this.wantsPayback && this.transition === Infinity && this.system.setting.isInvested) this.seeTransition()
  }

  /** A profit of the path, just looked at. */
  meet(t: f64, profit: f64, turnover: f64): void {
    // Of equal values, but for rounding, the earliest counts.
    const rounding = ROUNDING * turnover
    if (profit < this.minimum - rounding) this.timeOfMinimum = t
    this.minimum = Math.min(this.minimum, profit)
    this.maximum = Math.max(this.maximum, profit)
  }

  private quantity(which: i32, t: f64): f64 {
    if (which === ADVANTAGE) {
      const advantage = this.exactAdvantage(t)
      // Its sign is not decided closer than it is known.
      return Math.abs(advantage) <= this.system.integrals.advantageError ? 0 : advantage
    }
    const profit = this.panel.profit(t)
    return which === PROFIT ? profit : -profit
  }

  private exactAdvantage(t: f64): f64 {
    this.panel.look(t)
    this.system.value(t)
    return this.system.integrals.advantage
  }

  private look(which: i32, first: f64): void {
    this.places = this.panel.places
    this.times[0] = this.panel.start
    this.values[0] = first
    for (let k = 1; k <= this.places; k++) {
      const t = this.panel.placeAt(k)
      this.times[k] = t
      this.values[k] = which === PROFIT ? this.panel.profitAtPlace(k) : this.quantity(which, t)
    }
  }

  /** Whether a quantity may have a minimum near look `k` that is below `bound`; the looks around it are k ± 1. */
  private mayDip(which: i32, k: i32, bound: f64): bool {
    const v = this.values
    const start = this.panel.start
    const end = this.panel.end
    const last = this.places
    const middle = k === 0 ? 1 : k === last ? last - 1 : k
    const bend = Math.abs(v[middle - 1] - 2 * v[middle] + v[middle + 1])
    if (!(v[k] - bend < bound)) return false
    if (k === 0) return v[0] < v[1] && this.quantity(which, start + BESIDE * (end - start)) < v[0]
    if (k === last) return v[k] < v[k - 1] && this.quantity(which, end - BESIDE * (end - start)) < v[k]
    return v[k] < v[k - 1] && v[k] <= v[k + 1]
  }

  /** Time of the minimum of a quantity that turns once around look `k`. */
  private lowest(which: i32, k: i32): f64 {
    let left = this.times[k > 0 ? k - 1 : 0]
    let right = this.times[k < this.places ? k + 1 : this.places]
    let a = right - GOLDEN * (right - left)
    let b = left + GOLDEN * (right - left)
    let atA = this.quantity(which, a)
    let atB = this.quantity(which, b)
    for (let n = 0; n < SECTIONS; n++) {
      if (atA <= atB) {
        right = b
        b = a
        atB = atA
        a = right - GOLDEN * (right - left)
        atA = this.quantity(which, a)
      } else {
        left = a
        a = b
        atA = atB
        b = left + GOLDEN * (right - left)
        atB = this.quantity(which, b)
      }
    }
    return atA <= atB ? a : b
  }

  /** The first time, to rounding, at which the advantage, negative at `left`, is not; `right` where it is but rounding there. */
  private firstNonnegative(left: f64, right: f64): f64 {
    for (let n = 0; n < BISECTIONS; n++) {
      const middle = 0.5 * (left + right)
      if (!(middle > left && middle < right)) break
      if (this.exactAdvantage(middle) < 0) left = middle
      else right = middle
    }
    return right
  }

  private seePayback(): void {
    this.look(ADVANTAGE, this.advantage)
    for (let k = 1; k <= this.places; k++) {
      if (this.values[k] < 0) this.payback = Infinity
      else if (this.values[k - 1] < 0) this.payback = this.firstNonnegative(this.times[k - 1], this.times[k])
    }
    for (let k = 0; k <= this.places; k++) {
      const right = this.times[k < this.places ? k + 1 : this.places]
      if (this.values[k] < 0 || right < this.payback || !this.mayDip(ADVANTAGE, k, 0)) continue
      const bottom = this.lowest(ADVANTAGE, k)
      if (this.quantity(ADVANTAGE, bottom) < 0) this.payback = Math.max(this.payback, this.firstNonnegative(bottom, right))
    }
    this.advantage = this.values[this.places]
  }

  private seeExtremes(): void {
    this.look(PROFIT, this.profit)
    this.profit = this.values[this.places]
    for (let k = 1; k <= this.places; k++) this.meet(this.times[k], this.values[k], this.panel.turnover)
    for (let k = 0; k <= this.places; k++) if (this.mayDip(PROFIT, k, this.minimum)) this.meetAt(this.lowest(PROFIT, k))
    for (let k = 0; k <= this.places; k++) this.values[k] = -this.values[k]
    for (let k = 0; k <= this.places; k++) if (this.mayDip(NEGATED_PROFIT, k, -this.maximum)) this.meetAt(this.lowest(NEGATED_PROFIT, k))
  }

  private meetAt(t: f64): void {
    const profit = this.panel.profit(t)
    this.meet(t, profit, this.panel.turnover)
  }

  private seeTransition(): void {
    const converted = this.system.converted
    if (!(converted.to >= FIRST_HUNDREDTH)) return
    let left = this.panel.start
    let right = this.panel.end
    for (let n = 0; n < BISECTIONS; n++) {
      const middle = 0.5 * (left + right)
      if (!(middle > left && middle < right)) break
      this.panel.look(middle)
      if (converted.now >= FIRST_HUNDREDTH) right = middle
      else left = middle
    }
    this.transition = right
  }

  /** A payback as years from a time; ∞ for none. */
  since(t: f64): f64 {
    return this.payback < Infinity && t < Infinity ? this.payback - t : Infinity
  }
}
