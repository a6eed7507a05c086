import { ArgumentError, show } from '../../errors.ts'

/** Value at risk and conditional value at risk of one tail, in the metric's own unit and sign. */
export interface Tail {
  /** Of the low tail: in the worst 1 − level of cases the metric is this or less. Of the high tail: this or more. */
  VaR: number
  /** And on average. */
  CVaR: number
}

/** Both tails of a distribution at one level. */
export interface Tails {
  /** Where the least values are. */
  low: Tail
  /** Where the greatest values are. */
  high: Tail
}

/** What a count of points may be off by for the rounding of a share: 0.07 · 100 is 7.000000000000001. */
const ROUNDING = 1e-9

/** Values in ascending order; NaN has no place in them, Infinity, such as a payback that is none, has. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
}

/**
 * The least of ascending values that at least a share of them does not exceed: the step quantile, as `empirical` takes it.
 * @param share from 0 to 1; 0 gives the least value.
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length - ROUNDING) - 1)]
}

/**
 * Both tails of ascending values at a level. CVaR is 1/(1 − level) times the integral of the quantile over the tail, so a value at its edge counts in part: R. T. Rockafellar and
 * S. Uryasev, Journal of Banking & Finance 26 (2002), 1443–1471, whose VaR of a loss differs only where (1 − level) n is a whole number.
 * @throws ArgumentError for a level outside 0 to 1.
 */
export function tailsOf(sorted: Float64Array, level: number): Tails {
  if (!(level > 0 && level < 1))
    throw new ArgumentError(`the level of a tail is ${show(level)}; expected a share above 0 and below 1, such as 0.95`)
  const count = sorted.length
  return {
    low: { VaR: quantileOf(sorted, 1 - level), CVaR: meanOfFirst((i) => sorted[i], (1 - level) * count) },
    high: { VaR: quantileOf(sorted, level), CVaR: meanOfFirst((i) => sorted[count - 1 - i], (1 - level) * count) },
  }
}

/** The mean of so many values, the last of which may count in part. */
function meanOfFirst(value: (i: number) => number, count: number): number {
  const nearest = Math.round(count)
  const wanted = Math.abs(count - nearest) < ROUNDING ? nearest : count
  const whole = Math.floor(wanted)
  let sum = 0
  for (let i = 0; i < whole; i++) sum += value(i)
  return wanted === whole ? sum / whole : (sum + (wanted - whole) * value(whole)) / wanted
}
