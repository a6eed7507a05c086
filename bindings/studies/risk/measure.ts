import { standardErrorOf } from '../indices/spread.ts'
import { ascending, quantileOf, tailsOf, type Tails } from './tails.ts'

/** The distribution of a metric over the samples, in its unit. */
export interface RiskOfMetric {
  /** By share. */
  quantiles: Record<string, number>
  /** By level: both tails. */
  tails: Record<string, Tails>
  /** null where any value is none. */
  mean: number | null
  /** Of the mean. */
  standardError: number | null
  /** Of the quantiles and the tails, from how independent parts of the sample differ. */
  standardErrors: {
    quantiles: Record<string, number>
    tails: Record<string, { low: { VaR: number; CVaR: number }; high: { VaR: number; CVaR: number } }>
  }
  /** Points with a value, without one (a payback that is none), and that failed. */
  points: number
  /** See `points`. */
  none: number
  /** See `points`. */
  failed: number
  /** The mean over the points with a value, where some have none. */
  meanWhereThereIs?: number
}

export interface Shares {
  quantiles: readonly number[]
  levels: readonly number[]
}

/**
 * Quantiles, tails and mean of a sample.
 * @param blocks independent parts of the sample; NaN is a point that failed, Infinity a value that is none.
 */
export function riskOf(blocks: readonly ArrayLike<number>[], { quantiles, levels }: Shares): RiskOfMetric {
  const parts = blocks.map(ascending)
  const all = ascending(parts.flatMap((part) => Array.from(part)))
  const given = blocks.reduce((sum, block) => sum + block.length, 0)
  const finite = all.filter(Number.isFinite)
  const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const none = all.length - finite.length
  const byLevel = <T>(of: (level: number) => T) => Object.fromEntries(levels.map((level) => [String(level), of(level)]))
  const byShare = (of: (share: number) => number) => Object.fromEntries(quantiles.map((share) => [String(share), of(share)]))
  const error = (of: (tails: Tails) => number, level: number) => standardErrorOf(parts.map((part) => of(tailsOf(part, level))))
  return {
    quantiles: byShare((share) => quantileOf(all, share)),
    tails: byLevel((level) => tailsOf(all, level)),
    mean: none > 0 ? null : meanOf(all),
    standardError: none > 0 ? null : standardErrorOf(parts.map(meanOf)),
    standardErrors: {
      quantiles: byShare((share) => standardErrorOf(parts.map((part) => quantileOf(part, share)))),
      tails: byLevel((level) => ({
        low: { VaR: error(({ low }) => low.VaR, level), CVaR: error(({ low }) => low.CVaR, level) },
        high: { VaR: error(({ high }) => high.VaR, level), CVaR: error(({ high }) => high.CVaR, level) },
      })),
    },
    points: all.length,
    none,
    failed: given - all.length,
    ...(none > 0 && finite.length > 0 && { meanWhereThereIs: meanOf(finite) }),
  }
}

/** The share of points at which a condition holds, of those at which that is known, and its error. */
export function probabilityOf(blocks: readonly ArrayLike<number>[]): { probability: number; standardError: number; unknown: number } {
  const known = blocks.map((block) => Array.from(block).filter((value) => !Number.isNaN(value)))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const all = known.flat()
  return {
    probability: mean(all),
    standardError: standardErrorOf(known.map(mean)),
    unknown: blocks.reduce((sum, block) => sum + block.length, 0) - all.length,
  }
}
