import { ArgumentError } from '../errors.ts'
import { linearSpacing } from '../numbers/spacing.ts'
import { addValues, ascending, createCells, mergeCells, type Cells } from './cells.ts'
import { described, type Gatherer } from './gatherer.ts'
import type { Reducer } from './reducer.ts'

/**
 * The values that so large shares of the values do not exceed, within 0.012 % (2^-13) of the true ones; 0 and 1 give the
 * minimum and the maximum exactly. NaN where no value is finite.
 * @param shares from 0 to 1: `[0.05, 0.5, 0.95]`.
 * @throws ArgumentError for a share outside 0 to 1.
 */
export function quantiles(shares: readonly number[]): Reducer<number[], Cells> {
  const wrong = shares.find((share) => !(share >= 0 && share <= 1))
  if (wrong !== undefined) throw new ArgumentError(`a quantile's share is ${wrong}; expected a number from 0 to 1`)
  return { ...described('cells', cells), finish: (cells) => shares.map((share) => quantile(cells, share)) }
}

export function cells(): Gatherer<Cells> {
  return { start: createCells, add: (state, values) => addValues(state, values), merge: mergeCells }
}

function quantile(cells: Cells, share: number): number {
  if (cells.count === 0) return NaN
  if (share === 0) return cells.minimum
  if (share === 1) return cells.maximum
  const rank = Math.ceil(share * cells.count)
  let below = 0
  for (const { value, count } of ascending(cells)) {
    below += count
    if (below >= rank) return value
  }
  return cells.maximum
}

const SHARE_ROUNDING = 1e-9

/** One tail of the values: what the worst of them reach, and what they are on average. */
export interface TailOfValues {
  /** Value at risk: in the worst share of the values they are at most this (low), or at least this (high). */
  VaR: number
  /** Conditional value at risk: their average there. A value at the edge counts in part. */
  CVaR: number
}

/**
 * Value at risk and conditional value at risk at a level, of the low and of the high tail, in the values' own unit and sign, within 0.012 % (2^-13) of the true ones. NaN where no value is finite.
 * @param level above 0 and below 1: 0.95 speaks of the worst 5 %.
 * @throws ArgumentError for another level.
 */
export function tails(level: number): Reducer<{ low: TailOfValues; high: TailOfValues }, Cells> {
  if (!(level > 0 && level < 1)) throw new ArgumentError(`the level of a tail is ${level}; expected a number above 0 and below 1`)
  return {
    ...described('cells', cells),
    finish(cells) {
      const values = [...ascending(cells)]
      // A share such as 1 − 0.93 is above 0.07 by its rounding, which must not reach for the next value.
      const share = 1 - level - SHARE_ROUNDING / cells.count
      return {
        low: { VaR: quantile(cells, share), CVaR: meanOfFirst(values, share * cells.count) },
        high: { VaR: quantile(cells, level - SHARE_ROUNDING / cells.count), CVaR: meanOfFirst(values.toReversed(), share * cells.count) },
      }
    },
  }
}

/** The mean of so many values, the last of which may count in part. */
function meanOfFirst(values: readonly { value: number; count: number }[], wanted: number): number {
  let [left, sum] = [wanted, 0]
  for (const { value, count } of values) {
    const taken = Math.min(left, count)
    sum += taken * value
    left -= taken
    if (left <= 0) break
  }
  return sum / (wanted - left)
}

/** How many values lie in each of some bins of equal width. */
export interface Histogram {
  /** One more than bins: bin i holds the values from `edges[i]` up to, but without, `edges[i + 1]`; the last one holds its upper edge too. */
  edges: number[]
  /** Values in each bin. */
  counts: number[]
  /** Values below the first edge and above the last. */
  below: number
  /** See `below`. */
  above: number
}

/** Values closer to each other than this, relative to their size, may be one value and its rounding. */
const ROUNDING = 2 ** -49

/**
 * Counts of values in bins of equal width.
 * @param options `bins`, and `from` and `to`, between which they lie. Without `from` and `to` they span the minimum and the
 *   maximum, and a value within 0.012 % (2^-13) of an edge may be counted on its other side.
 *   Where all values are equal, but for rounding, the bins reach beyond them, so that edges always increase.
 * @throws ArgumentError for bins that are no positive whole number or too narrow for doubles, or `from` not below `to`.
 */
export function histogram({ bins, from, to }: { bins: number; from?: number; to?: number }): Reducer<Histogram> {
  if (!Number.isSafeInteger(bins) || bins < 1) throw new ArgumentError(`bins is ${bins}; expected a whole number from 1 on`)
  if (from === undefined && to === undefined) return { ...described('cells', cells), finish: (cells: Cells) => spanning(cells, bins) }
  if (from === undefined || to === undefined || !(from < to) || !Number.isFinite(to - from)) {
    throw new ArgumentError(`a histogram reaches from ${from} to ${to}; expected two finite numbers, the smaller first, or neither`)
  }
  const edges = edgesOf(from, to, bins)
  if (!increases(edges))
    throw new ArgumentError(`a histogram of ${bins} bins from ${from} to ${to} has no number between two of its edges; ask for fewer bins`)
  return { ...described('tallies', tallies, edges), finish: (state) => structuredClone(state) }
}

/** Counts in bins with given edges. */
export function tallies(edges: number[]): Gatherer<Histogram> {
  return {
    start: () => empty(edges),
    add(state: Histogram, values) {
      for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) tally(state, values[i], 1)
    },
    merge(state: Histogram, other: Histogram) {
      other.counts.forEach((count, bin) => (state.counts[bin] += count))
      state.below += other.below
      state.above += other.above
    },
  }
}

function spanning(cells: Cells, bins: number): Histogram {
  if (cells.count === 0) return { edges: [], counts: [], below: 0, above: 0 }
  const result = empty(edgesAround(cells, bins))
  for (const { value, count } of ascending(cells)) tally(result, value, count)
  return result
}

/** Edges that span the values. Around values that are one but for rounding they span half of its size on both sides. */
function edgesAround({ minimum, maximum }: Cells, bins: number): number[] {
  const size = Math.max(Math.abs(minimum), Math.abs(maximum))
  if (maximum - minimum > bins * Math.max(ROUNDING * size, Number.MIN_VALUE)) return edgesOf(minimum, maximum, bins)
  const reach = size === 0 ? 0.5 : Math.max(size / 2, bins * Number.MIN_VALUE)
  return edgesOf(Math.max(minimum - reach, -Number.MAX_VALUE), Math.min(maximum + reach, Number.MAX_VALUE), bins)
}

function edgesOf(from: number, to: number, bins: number): number[] {
  const spacing = linearSpacing(from, to, bins + 1)
  return Array.from({ length: bins + 1 }, (_, i) => spacing(i))
}

function increases(edges: readonly number[]): boolean {
  return edges.every((edge, i) => i === 0 || edge > edges[i - 1])
}

function empty(edges: number[]): Histogram {
  return { edges, counts: new Array<number>(edges.length - 1).fill(0), below: 0, above: 0 }
}

function tally(histogram: Histogram, value: number, count: number): void {
  const { edges, counts } = histogram
  const [from, to, last] = [edges[0], edges[counts.length], counts.length - 1]
  if (value < from) histogram.below += count
  else if (value > to) histogram.above += count
  else {
    let bin = from === to ? 0 : Math.min(last, Math.floor((value / (to - from) - from / (to - from)) * counts.length))
    // The edges decide, not the rounding of a division.
    while (bin > 0 && value < edges[bin]) bin--
    while (bin < last && value >= edges[bin + 1]) bin++
    counts[bin] += count
  }
}
