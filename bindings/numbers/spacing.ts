/** Evenly spaced values between two numbers that stand for decimals, each the double nearest to the exact one. */
import { isEven, scaled } from './bits.ts'
import { add, exp, log, multiply, over, productOf, sumOf, times, type DoubleDouble, type Scaled } from './double-double.ts'
import { decimalOf, nearest, nearestPair, overOneDenominator } from './rational.ts'

/** Value `index` of `points`, of which the first and the last are the ends. */
export type Spacing = (index: number) => number

/** Sums of 106 bits are known this closely, relative to the larger end. */
const ACCURACY = 2 ** -98
/** Ends between these sizes leave room for the products of 106 bits. */
const [SMALL, LARGE] = [1e-250, 1e290]

/** Even steps: the doubles nearest to the decimals of the grid. 0.1 to 0.4 in 4 points are 0.1, 0.2, 0.3 and 0.4. */
export function linearSpacing(from: number, to: number, points: number): Spacing {
  const steps = points - 1
  const {
    numerators: [first, last],
    denominator,
  } = overOneDenominator([decimalOf(from), decimalOf(to)])
  const exact = (index: number) => nearest(first * BigInt(steps - index) + last * BigInt(index), denominator * BigInt(steps))
  const size = Math.max(Math.abs(from), Math.abs(to))
  if (size < SMALL || size > LARGE) return exact
  const start = nearestPair(first, denominator)
  const step = nearestPair(last - first, denominator * BigInt(steps))
  const error = size * ACCURACY
  return (index) => {
    const { hi, lo } = along(start, step, index)
    // Nearly always the sum tells which double is nearest.
    return hi + (lo + error) === hi && hi + (lo - error) === hi ? hi : exact(index)
  }
}

/** start + index · step, in one pass for speed. */
function along(start: DoubleDouble, step: DoubleDouble, index: number): DoubleDouble {
  const product = productOf(step.hi, index)
  const sum = sumOf(start.hi, product.hi)
  const rest = sum.lo + (product.lo + step.lo * index + start.lo)
  const hi = sum.hi + rest
  return { hi, lo: rest - (hi - sum.hi) }
}

/** Neighbours that share an exponential: each is one product away from it. */
const BLOCK = 32

/** Products of exponentials are known this closely. */
const POWER_ACCURACY = 2 ** -88

/** Even ratios between two positive numbers: the doubles nearest to the exact values. */
export function logSpacing(from: number, to: number, points: number): Spacing {
  const start = logOfDecimal(from)
  const end = logOfDecimal(to)
  const step = over(add(end, { hi: -start.hi, lo: -start.lo }), points - 1)
  const ratios = Array.from({ length: Math.min(BLOCK, points) }, (_, i) => exp(times(step, i)))
  let block = -1
  let first: Scaled
  return (index) => {
    const offset = index % BLOCK
    if (index - offset !== block) {
      block = index - offset
      first = exp(add(start, times(step, block)))
    }
    const ratio = ratios[offset]
    return scaled(rounded(multiply(first.power, ratio.power)), first.doublings + ratio.doublings)
  }
}

/** The nearest double. What cannot be told from the middle of two is taken for it, as 1e23 is one: the even one is then nearest by convention. */
function rounded({ hi, lo }: DoubleDouble): number {
  const error = hi * POWER_ACCURACY
  const [above, below] = [hi + (lo + error), hi + (lo - error)]
  return above === below || isEven(above) ? above : below
}

function logOfDecimal(value: number): DoubleDouble {
  const {
    numerators: [numerator],
    denominator,
  } = overOneDenominator([decimalOf(value)])
  return log(nearestPair(numerator, denominator))
}
