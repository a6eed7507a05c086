const SMALLEST = 2 ** 12
const PER_SWEEP = 64

/**
 * Points that are encoded and written at once. It follows from the number of points alone, not from the speed of this
 * run. A crash costs at most the batches under way: 64ths of the sweep, or 4,096 points each.
 */
export function batchSize(points: number, largest: number): number {
  const share = 2 ** Math.ceil(Math.log2(Math.max(1, points / PER_SWEEP)))
  return Math.min(largest, Math.max(SMALLEST, share))
}
