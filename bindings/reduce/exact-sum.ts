import { nearest } from '../numbers/rational.ts'

const EXPONENTS = 2048
/** Bits of the lower part of a number's fraction, and of the upper part that goes with it. */
const LOW_BITS = 32
const HIDDEN_BIT = 2 ** 20
/** So many lower parts, each below 2^32, add up to less than 2^53 and hence exactly. */
const MOST_PENDING = 2 ** 20
/** The unit in the last place of the smallest numbers is 2^-1074: sums are whole multiples of it. */
const SMALLEST_EXPONENT = 1074n

/** A sum of doubles without any rounding, so that its order and division do not matter. */
export interface ExactSum {
  /** By exponent: the sums of the upper and of the lower parts of the fractions, signed, exact; empty where none are pending. */
  high: Float64Array
  /** See `high`. */
  low: Float64Array
  /** Numbers in `high` and `low`. */
  pending: number
  /** What has been moved out of them, in units of 2^-1074. */
  total: bigint
}

const NONE = new Float64Array(0)

export function createSum(): ExactSum {
  return { high: NONE, low: NONE, pending: 0, total: 0n }
}

const number = new Float64Array(1)
const words = new Uint32Array(number.buffer)
// Where the upper half of a double stands in memory.
const [LOWER, UPPER] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** Adds a finite number. */
export function addNumber(sum: ExactSum, value: number): void {
  if (sum.high.length === 0) {
    sum.high = new Float64Array(EXPONENTS)
    sum.low = new Float64Array(EXPONENTS)
  }
  number[0] = value
  const upper = words[UPPER]
  const exponent = (upper >>> 20) & 0x7ff
  const fraction = (upper & 0xfffff) + (exponent === 0 ? 0 : HIDDEN_BIT)
  if (value < 0) {
    sum.high[exponent] -= fraction
    sum.low[exponent] -= words[LOWER]
  } else {
    sum.high[exponent] += fraction
    sum.low[exponent] += words[LOWER]
  }
  if (++sum.pending === MOST_PENDING) settle(sum)
}

export function mergeSum(sum: ExactSum, other: ExactSum): void {
  settle(other)
  sum.total += other.total
}

/** The sum divided by a positive whole number, rounded once. */
export function dividedBy(sum: ExactSum, divisor: number): number {
  settle(sum)
  return nearest(sum.total, BigInt(divisor) << SMALLEST_EXPONENT)
}

function settle(sum: ExactSum): void {
  for (let exponent = 0; exponent < sum.high.length; exponent++) {
    if (sum.high[exponent] === 0 && sum.low[exponent] === 0) continue
    const part = (BigInt(sum.high[exponent]) << BigInt(LOW_BITS)) + BigInt(sum.low[exponent])
    // Subnormal numbers (exponent 0) have the unit of exponent 1.
    sum.total += part << BigInt(Math.max(exponent - 1, 0))
  }
  sum.high.fill(0)
  sum.low.fill(0)
  sum.pending = 0
}
