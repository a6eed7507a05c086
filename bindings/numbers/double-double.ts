/**
 * Numbers of 106 bits as unevaluated sums of two doubles. Only sums, products and quotients are rounded, as IEEE 754 says:
 * the same bits on every host, which `Math.log` and `Math.exp` do not have.
 */
import { exponentOf, scaled } from './bits.ts'

/** hi + lo, where hi is the nearest double. */
export interface DoubleDouble {
  hi: number
  lo: number
}

const SPLITTER = 2 ** 27 + 1

/** a + b, exactly. */
export function sumOf(a: number, b: number): DoubleDouble {
  const hi = a + b
  const part = hi - a
  return { hi, lo: a - (hi - part) + (b - part) }
}

/** a · b, exactly, where neither is near the ends of the range of doubles. */
export function productOf(a: number, b: number): DoubleDouble {
  const hi = a * b
  const aSplit = SPLITTER * a
  const aHigh = aSplit - (aSplit - a)
  const aLow = a - aHigh
  const bSplit = SPLITTER * b
  const bHigh = bSplit - (bSplit - b)
  const bLow = b - bHigh
  return { hi, lo: aLow * bLow - (hi - aHigh * bHigh - aLow * bHigh - aHigh * bLow) }
}

/** hi + lo where hi is the larger. */
function normalised(hi: number, lo: number): DoubleDouble {
  const sum = hi + lo
  return { hi: sum, lo: lo - (sum - hi) }
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = sumOf(a.hi, b.hi)
  const low = sumOf(a.lo, b.lo)
  const first = normalised(high.hi, high.lo + low.hi)
  return normalised(first.hi, first.lo + low.lo)
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = productOf(a.hi, b.hi)
  return normalised(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi))
}

/** a times a double. */
export function times(a: DoubleDouble, b: number): DoubleDouble {
  const product = productOf(a.hi, b)
  return normalised(product.hi, product.lo + a.lo * b)
}

/** a over a double. */
export function over(a: DoubleDouble, b: number): DoubleDouble {
  const quotient = a.hi / b
  const product = productOf(quotient, b)
  return normalised(quotient, (a.hi - product.hi - product.lo + a.lo) / b)
}

export function double(hi: number): DoubleDouble {
  return { hi, lo: 0 }
}

const LN2: DoubleDouble = { hi: 0.6931471805599453, lo: 2.3190468138462996e-17 }
/** An argument is divided by 2^HALVINGS before the series of the exponential, and its result squared as often. */
const HALVINGS = 9
const TERMS = 9
/** Of which the first need more digits than a double has. */
const LONG_TERMS = 4

/** 1/n! */
const INVERSE_FACTORIALS = Array.from({ length: TERMS }).reduce<DoubleDouble[]>(
  (list, _, i) => [...list, over(list[i], i + 1)],
  [double(1)],
)

/** e^x − 1 where |x| is at most about 0.35; its relative error is below 2^-92. */
function expm1(x: DoubleDouble): DoubleDouble {
  const small = { hi: x.hi / 2 ** HALVINGS, lo: x.lo / 2 ** HALVINGS }
  let high = 0
  for (let n = TERMS; n > LONG_TERMS; n--) high = high * small.hi + INVERSE_FACTORIALS[n].hi
  let sum = double(high)
  for (let n = LONG_TERMS; n >= 1; n--) sum = add(multiply(sum, small), INVERSE_FACTORIALS[n])
  let result = multiply(sum, small)
  // (1 + r)² − 1 = 2 r + r²
  for (let i = 0; i < HALVINGS; i++) result = add({ hi: 2 * result.hi, lo: 2 * result.lo }, multiply(result, result))
  return result
}

/** power · 2^doublings, power from 0.7 to 1.5. */
export interface Scaled {
  power: DoubleDouble
  doublings: number
}

/** e^x for a finite x; its relative error is below 2^-90. */
export function exp(x: DoubleDouble): Scaled {
  const doublings = Math.round(x.hi / LN2.hi)
  return { power: add(double(1), expm1(add(x, times(LN2, -doublings)))), doublings }
}

/** ln (hi + lo) of a positive finite number, within 2^-95 of the larger of it and the number's binary exponent. */
export function log({ hi, lo }: DoubleDouble): DoubleDouble {
  // Fractions from √½ to √2, so that the logarithm of a number near 1 is not a difference.
  const exponent = hi < Number.MAX_VALUE / 2 ? exponentOf(hi * Math.SQRT2) : exponentOf(hi)
  const fraction = scaled(hi, -exponent)
  const tail = double(scaled(lo, -exponent))
  // ln m = y + ln(1 + d) with d = m e^-y − 1, which is small: its square is the last that matters.
  const rough = roughLog(fraction)
  const excess = add(add(sumOf(fraction, -1), tail), multiply(expm1(double(-rough)), add(double(fraction), tail)))
  const rest = add(excess, double(-0.5 * excess.hi * excess.hi))
  return add(times(LN2, exponent), add(double(rough), rest))
}

/** ln x to about 16 digits, for x from 0.7 to 1.5: the series of artanh. */
function roughLog(x: number): number {
  const ratio = (x - 1) / (x + 1)
  const square = ratio * ratio
  let sum = 0
  for (let n = 23; n >= 1; n -= 2) sum = sum * square + 1 / n
  return 2 * ratio * sum
}
