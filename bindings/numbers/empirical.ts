import { nearest } from './rational.ts'
import type { Quantile } from './normal.ts'

/** The smallest value whose cumulative weight is at least u of the total: decided exactly, as u = 0.2 is above a fifth. */
export function weightedQuantile(values: readonly number[], weights: readonly number[] = values.map(() => 1)): Quantile {
  const order = [...values.keys()].filter((i) => weights[i] > 0).sort((i, j) => values[i] - values[j])
  const integers = commonUnit(order.map((i) => weights[i]))
  const total = integers.reduce((sum, weight) => sum + weight, 0n)
  let cumulative = 0n
  const last = Float64Array.from(integers, (weight) => largestAtMost((cumulative += weight), total))
  const sorted = Float64Array.from(order, (i) => values[i])
  return (u) => {
    let [from, to] = [0, sorted.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      if (u <= last[middle]) to = middle
      else from = middle + 1
    }
    return sorted[from]
  }
}

/** Positive doubles as whole multiples of one power of two. */
function commonUnit(weights: readonly number[]): bigint[] {
  const parts = weights.map(partsOf)
  const least = parts.reduce((smallest, { exponent }) => Math.min(smallest, exponent), 0)
  return parts.map(({ fraction, exponent }) => fraction << BigInt(exponent - least))
}

/** The largest double that is at most a ratio from 0 to 1. */
function largestAtMost(numerator: bigint, denominator: bigint): number {
  if (numerator === denominator) return 1
  const value = nearest(numerator, denominator)
  return isAbove(value, numerator, denominator) ? before(value) : value
}

function isAbove(value: number, numerator: bigint, denominator: bigint): boolean {
  const { fraction, exponent } = partsOf(value)
  return fraction * denominator > numerator << BigInt(-exponent)
}

const number = new DataView(new ArrayBuffer(8))

function before(value: number): number {
  number.setFloat64(0, value)
  number.setBigUint64(0, number.getBigUint64(0) - 1n)
  return number.getFloat64(0)
}

/** A positive double as fraction · 2^exponent, both whole. */
function partsOf(value: number): { fraction: bigint; exponent: number } {
  number.setFloat64(0, value)
  const bits = number.getBigUint64(0)
  const biased = Number(bits >> 52n)
  const fraction = bits & ((1n << 52n) - 1n)
  return biased === 0 ? { fraction, exponent: -1074 } : { fraction: fraction + (1n << 52n), exponent: biased - 1075 }
}
