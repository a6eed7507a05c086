/** The laws of model.md section 4 that are functions of time, one value at a time. */
import {
  BASS, CONSTANT, EXPONENTIAL, GOMPERTZ, hasEnd, hasStart, INVESTED, LAW_SLOT, LawNumbers, LEVEL_SLOT, LINEAR, LOGISTIC, SMOOTHSTEP, TABLE,
  TABLE_SLOT,
} from './law-numbers.ts'
import { Piecewise } from './piecewise.ts'

/** The distance from 1 to the next number. */
const EPSILON: f64 = 2.220446049250313e-16
/** ln 99: the odds of a hundredth. */
const LOG_ODDS: f64 = 4.59511985013459
/** ln ln 100 */
const LOG_LOG: f64 = 1.5271796258079011

/** As Piecewise, it is looked at from one piece between two kinks at a time. */
export class Law extends LawNumbers {
  code: i32 = CONSTANT
  table: Piecewise = new Piecewise()
  /** Whether the piece has one level. */
  isConstant: bool = true
  /** The end of the piece; ∞ behind the last kink. */
  next: f64 = Infinity

  /**
   * Takes the law of a task with code `code`, or, for −1, the level that is given, from a block of parameters. The law `invested` is a
   * state: it stays the constant that it starts from.
   */
  take(code: i32, numbers: Float64Array, knots: i32): void {
    this.read(numbers, LAW_SLOT)
    this.code = code
    if (code < 0 || code === INVESTED) {
      this.code = CONSTANT
      this.level = code < 0 ? numbers[LEVEL_SLOT] : this.from
    }
    this.table.numbers = numbers
    this.table.count = code === TABLE ? knots : 0
    this.table.timesAt = TABLE_SLOT
    this.table.valuesAt = TABLE_SLOT + knots
  }

  /** Chooses the piece from a time on. */
  enter(t: f64): void {
    this.next = Infinity
    this.isConstant = this.from === this.to || this.code === CONSTANT
    if (this.code === TABLE) {
      this.table.enter(t)
      this.next = this.table.next
      this.isConstant = this.table.isConstant
    } else if (hasStart(this.code)) {
      const ends = hasEnd(this.code) ? this.rampEnd() : Infinity
      if (t < this.start) this.next = this.start
      else if (t < ends) this.next = ends
      if (t < this.start || t >= ends) this.isConstant = true
    }
  }

  /** The first time, to rounding, at which the whole way is done. */
  private rampEnd(): f64 {
    const end = this.start + this.duration
    return (end - this.start) / this.duration < 1 ? end + EPSILON * Math.abs(end) : end
  }

  at(t: f64): f64 {
    if (this.code === CONSTANT) return this.level
    // Rounding may carry a level past the ends by a bit.
    if (this.code === TABLE) return Math.min(Math.max(this.table.at(t), 0), 1)
    return Math.min(Math.max(this.from + (this.to - this.from) * this.shareAt(t), 0), 1)
  }

  /** The share of the way from `from` to `to`. */
  private shareAt(t: f64): f64 {
    switch (this.code) {
      case LINEAR:
        return this.ramp(t)
      case SMOOTHSTEP: {
        const u = this.ramp(t)
        return u * u * (3 - (u + u))
      }
      case EXPONENTIAL:
        return -Math.expm1(-Math.max((t - this.start) / this.timescale, 0))
      case LOGISTIC:
        return 1 / (1 + Math.exp((this.midpoint - t) / this.timescale))
      case GOMPERTZ:
        return Math.exp(-Math.exp((this.inflection - t) / this.timescale))
      case BASS: {
        const exponent = -(this.innovation + this.imitation) * Math.max(t - this.start, 0)
        return -(Math.expm1(exponent) / (1 + (this.imitation / this.innovation) * Math.exp(exponent)))
      }
    }
    return NaN
  }

  private ramp(t: f64): f64 {
    return Math.min(Math.max((t - this.start) / this.duration, 0), 1)
  }

  /** dθ/dt */
  rate(t: f64): f64 {
    if (this.isConstant) return 0
    if (this.code === TABLE) return this.table.rate(t)
    return (this.to - this.from) * this.shareRate(t)
  }

  /** Its derivative, between kinks. */
  private shareRate(t: f64): f64 {
    switch (this.code) {
      case LINEAR:
        return 1 / this.duration
      case SMOOTHSTEP: {
        const u = (t - this.start) / this.duration
        return (6 * u * (1 - u)) / this.duration
      }
      case EXPONENTIAL:
        return Math.exp((this.start - t) / this.timescale) / this.timescale
      case LOGISTIC: {
        const u = (t - this.midpoint) / this.timescale
        const share = 1 / (1 + Math.exp(-u))
        return (share * (1 / (1 + Math.exp(u)))) / this.timescale
      }
      case GOMPERTZ: {
        const power = Math.exp((this.inflection - t) / this.timescale)
        return power < Infinity ? (power * Math.exp(-power)) / this.timescale : 0
      }
      case BASS: {
        const both = this.innovation + this.imitation
        const power = Math.exp(-both * (t - this.start))
        const held = 1 + (this.imitation / this.innovation) * power
        return ((both * power) / held) * (both / this.innovation / held)
      }
    }
    return NaN
  }

  /** Whether the level falls at some time. */
  falls(): bool {
    if (this.code !== TABLE) return this.code !== CONSTANT && this.to < this.from
    for (let k = 1; k < this.table.count; k++) if (this.table.value(k) < this.table.value(k - 1)) return true
    return false
  }

  /** When the level first moves: a start, or where a law without one has done a hundredth of its way. ∞ where it never does. */
  firstMove(): f64 {
    if (this.code === TABLE) {
      for (let k = 0; k < this.table.count - 1; k++) if (this.table.value(k) !== this.table.value(k + 1)) return this.table.time(k)
      return Infinity
    }
    if (this.code === CONSTANT || this.from === this.to) return Infinity
    if (hasStart(this.code)) return this.start
    switch (this.code) {
      case LOGISTIC:
        return this.midpoint - this.timescale * LOG_ODDS
      case GOMPERTZ:
        return this.inflection - this.timescale * LOG_LOG
    }
    return NaN
  }
}
