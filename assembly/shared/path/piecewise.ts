/** A function of time by its values at knots: steps, lines, or a monotone cubic. */
import { cubic, endSlope, innerSlope } from '../monotone-cubic.ts'

/** Kinds, in the order of INTERPOLATIONS in bindings/model. */
export const STEP: i32 = 0
export const LINEAR: i32 = 1
export const SMOOTH: i32 = 2

/**
 * Looked at from one piece between two knots at a time: `enter` chooses it, and what follows is that piece's, so that its end
 * has its own value and not the next one's.
 */
export class Piecewise {
  kind: i32 = SMOOTH
  /** Where the knots are among the numbers: `count` times and as many values. */
  numbers: Float64Array = new Float64Array(0)
  count: i32 = 0
  timesAt: i32 = 0
  valuesAt: i32 = 0
  /** Whether the piece has one value. */
  isConstant: bool = true
  /** The end of the piece; ∞ behind the last knot. */
  next: f64 = Infinity
  private start: f64 = 0
  private width: f64 = 0
  private left: f64 = 0
  private right: f64 = 0
  private leftSlope: f64 = 0
  private rightSlope: f64 = 0

  /** Chooses the piece from a time on. */
  enter(t: f64): void {
    let low = -1
    let high = this.count
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.time(middle) <= t) low = middle
      else high = middle
    }
    this.next = high < this.count ? this.time(high) : Infinity
    this.left = this.count > 0 ? this.value(low < 0 ? 0 : low) : NaN
    this.isConstant = true
    if (low < 0 || high === this.count || this.kind === STEP) return
    this.right = this.value(high)
    if (this.left === this.right) return
    this.isConstant = false
    this.start = this.time(low)
    this.width = this.next - this.start
    if (this.kind === LINEAR) return
    this.leftSlope = this.slope(low)
    this.rightSlope = this.slope(high)
  }

  at(t: f64): f64 {
    if (this.isConstant) return this.left
    const u = (t - this.start) / this.width
    if (this.kind === LINEAR) return this.left * (1 - u) + this.right * u
    return cubic(u, this.width, this.left, this.right, this.leftSlope, this.rightSlope)
  }

  /** The derivative by time. */
  rate(t: f64): f64 {
    if (this.isConstant) return 0
    const secant = (this.right - this.left) / this.width
    if (this.kind === LINEAR) return secant
    const u = (t - this.start) / this.width
    const v = 1 - u
    return 6 * secant * u * v + this.leftSlope * v * (1 - 3 * u) + this.rightSlope * u * (1 - 3 * v)
  }

  time(k: i32): f64 {
    return this.numbers[this.timesAt + k]
  }

  value(k: i32): f64 {
    return this.numbers[this.valuesAt + k]
  }

  private secant(k: i32): f64 {
    return (this.value(k + 1) - this.value(k)) / (this.time(k + 1) - this.time(k))
  }

  private slope(k: i32): f64 {
    const last = this.count - 1
    if (last === 1) return this.secant(0)
    if (k > 0 && k < last) {
      return innerSlope(this.time(k) - this.time(k - 1), this.time(k + 1) - this.time(k), this.secant(k - 1), this.secant(k))
    }
    const own = k === 0 ? 0 : last - 1
    const beside = k === 0 ? 1 : last - 2
    const width = this.time(own + 1) - this.time(own)
    return endSlope(width, this.time(beside + 1) - this.time(beside), this.secant(own), this.secant(beside))
  }
}
