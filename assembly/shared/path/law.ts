/** The laws of model.md section 4 that are functions of time, one value at a time. */
import { Piecewise } from './piecewise.ts'

/** Codes, in the order of LAWS in bindings/model. */
export const CONSTANT: i32 = 0
export const LINEAR_LAW: i32 = 1
export const SMOOTHSTEP: i32 = 2
export const EXPONENTIAL: i32 = 3
export const LOGISTIC: i32 = 4
export const GOMPERTZ: i32 = 5
export const BASS: i32 = 6
export const TABLE: i32 = 7
export const INVESTED: i32 = 8

/** The distance from 1 to the next number. */
const EPSILON: f64 = 2.220446049250313e-16
/** ln 99: the odds of a hundredth. */
const LOG_ODDS: f64 = 4.59511985013459
/** ln ln 100 */
const LOG_LOG: f64 = 1.5271796258079011

/** As Piecewise, it is looked at from one piece between two kinks at a time. */
export class Law {
  code: i32 = CONSTANT
  from: f64 = 0
  to: f64 = 0
  /** `start`, `midpoint` or `inflection`; `duration` or `timescale`. */
  origin: f64 = 0
  unit: f64 = 1
  innovation: f64 = 1
  imitation: f64 = 0
  table: Piecewise = new Piecewise()
  /** Whether the piece has one level. */
  isConstant: bool = true
  /** The end of the piece; ∞ behind the last kink. */
  next: f64 = Infinity

  /** Chooses the piece from a time on. */
  enter(t: f64): void {
    this.next = Infinity
    this.isConstant = this.from === this.to || this.code === CONSTANT
    if (this.code === TABLE) {
      this.table.enter(t)
      this.next = this.table.next
      this.isConstant = this.table.isConstant
    } else if (this.hasStart()) {
      const ends = this.code === LINEAR_LAW || this.code === SMOOTHSTEP ? this.rampEnd() : Infinity
      if (t < this.origin) this.next = this.origin
      else if (t < ends) this.next = ends
      if (t < this.origin || t >= ends) this.isConstant = true
    }
  }

  /** The first time, to rounding, at which the whole way is done. */
  private rampEnd(): f64 {
    const end = this.origin + this.unit
    return (end - this.origin) / this.unit < 1 ? end + EPSILON * Math.abs(end) : end
  }

  private hasStart(): bool {
    return (this.code >= LINEAR_LAW && this.code <= EXPONENTIAL) || this.code === BASS
  }

  at(t: f64): f64 {
    if (this.code === CONSTANT) return this.from
    // Rounding may carry a level past the ends by a bit.
    if (this.code === TABLE) return Math.min(Math.max(this.table.at(t), 0), 1)
    return Math.min(Math.max(this.from + (this.to - this.from) * this.share(t), 0), 1)
  }

  /** The share of the way from `from` to `to`. */
  private share(t: f64): f64 {
    const u = (t - this.origin) / this.unit
    switch (this.code) {
      case LINEAR_LAW:
        return Math.min(Math.max(u, 0), 1)
      case SMOOTHSTEP: {
        const clamped = Math.min(Math.max(u, 0), 1)
        return clamped * clamped * (3 - (clamped + clamped))
      }
      case EXPONENTIAL:
        return -Math.expm1(-Math.max((t - this.origin) / this.unit, 0))
      case LOGISTIC:
        return 1 / (1 + Math.exp(-u))
      case GOMPERTZ:
        return Math.exp(-Math.exp(-u))
      case BASS: {
        const exponent = -(this.innovation + this.imitation) * Math.max(t - this.origin, 0)
        return -(Math.expm1(exponent) / (1 + (this.imitation / this.innovation) * Math.exp(exponent)))
      }
    }
    return NaN
  }

  /** dθ/dt */
  rate(t: f64): f64 {
    if (this.isConstant) return 0
    if (this.code === TABLE) return this.table.rate(t)
    return (this.to - this.from) * this.shareRate(t)
  }

  private shareRate(t: f64): f64 {
    const u = (t - this.origin) / this.unit
    switch (this.code) {
      case LINEAR_LAW:
        return 1 / this.unit
      case SMOOTHSTEP:
        return (6 * u * (1 - u)) / this.unit
      case EXPONENTIAL:
        return Math.exp(-u) / this.unit
      case LOGISTIC: {
        const share = 1 / (1 + Math.exp(-u))
        return (share * (1 / (1 + Math.exp(u)))) / this.unit
      }
      case GOMPERTZ: {
        const power = Math.exp(-u)
        return power < Infinity ? (power * Math.exp(-power)) / this.unit : 0
      }
      case BASS: {
        const both = this.innovation + this.imitation
        const power = Math.exp(-both * (t - this.origin))
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
    if (this.hasStart()) return this.origin
    return this.origin - this.unit * (this.code === LOGISTIC ? LOG_ODDS : LOG_LOG)
  }
}
