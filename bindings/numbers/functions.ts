/**
 * Logarithms and powers that are the same on every host, as `Math.log`, `Math.exp` and `**` are not: the double nearest to the exact
 * value, but where that is closer to the middle of two doubles than 2^-90 of it. Slow: for what is worked out a few thousand times.
 */
import { scaled } from './bits.ts'
import { double, exp as expOf, log as logOf, multiply, sumOf, type DoubleDouble } from './double-double.ts'

/** Beyond these the exponential is infinite, or 0. */
const [LEAST_LOG, MOST_LOG] = [-746, 710]

export function exp(x: number): number {
  return expOfPair(double(x))
}

function expOfPair(x: DoubleDouble): number {
  if (Number.isNaN(x.hi)) return NaN
  if (x.hi > MOST_LOG) return Infinity
  if (x.hi < LEAST_LOG) return 0
  const { power, doublings } = expOf(x)
  return scaled(power.hi, doublings)
}

export function log(x: number): number {
  return logOfPair(double(x))
}

/** ln (1 + x), without the rounding of the sum. */
export function log1p(x: number): number {
  return logOfPair(sumOf(1, x))
}

function logOfPair(x: DoubleDouble): number {
  if (x.hi === 0) return -Infinity
  return x.hi > 0 && x.hi < Infinity ? logOf(x).hi : x.hi > 0 ? Infinity : NaN
}

/** base ^ exponent for a base of 0 or above. */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1
  if (base === 0) return exponent > 0 ? 0 : Infinity
  return expOfPair(multiply(logOf(double(base)), double(exponent)))
}

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const TERMS = 14

/** e^x to 15 digits, ten times as quick: for signs. */
export function roughExp(x: number): number {
  if (!(x > LEAST_LOG)) return Number.isNaN(x) ? NaN : 0
  if (x > MOST_LOG) return Infinity
  const doublings = Math.round(x / Math.LN2)
  // The high part has zeros at its end, so that its multiple is exact.
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW
  let sum = 1
  for (let n = TERMS; n >= 1; n--) sum = 1 + (sum * rest) / n
  return scaled(sum, doublings)
}
