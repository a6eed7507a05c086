import type { ChunkSource, SweepChunk } from '../../result/chunk.ts'

const LARGEST = 2 ** 17
const SMALLEST = 2 ** 12
const PER_SWEEP = 64

/**
 * Points that are encoded and written at once. It follows from the number of points alone, not from the speed of this
 * run. A crash costs at most the batch under way: a 64th of the sweep, or 4,096 points.
 */
export function batchSize(points: number): number {
  const share = 2 ** Math.floor(Math.log2(Math.max(1, points / PER_SWEEP)))
  return Math.min(LARGEST, Math.max(SMALLEST, share))
}

/** Joins the chunks of a sweep into batches of `size` points. A batch is overwritten by the next one. */
export async function* batches(source: ChunkSource, size: number): AsyncGenerator<SweepChunk, void, void> {
  const columns = Object.fromEntries(source.metrics.map((name) => [name, new Float64Array(size)]))
  const status = new Uint8Array(size)
  let start = 0
  let count = 0
  const batch = (): SweepChunk => ({
    start,
    count,
    columns: Object.fromEntries(source.metrics.map((name) => [name, columns[name].subarray(0, count)])),
    status: status.subarray(0, count),
  })

  for await (const chunk of source.transientChunks?.() ?? source) {
    if (count === 0) start = chunk.start
    for (let from = 0; from < chunk.count; ) {
      const to = Math.min(chunk.count, from + size - count)
      for (const name of source.metrics) columns[name].set(chunk.columns[name].subarray(from, to), count)
      status.set(chunk.status.subarray(from, to), count)
      count += to - from
      from = to
      if (count === size) {
        yield batch()
        start += count
        count = 0
      }
    }
  }
  if (count > 0) yield batch()
}
