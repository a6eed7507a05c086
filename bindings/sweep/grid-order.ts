import { strideOf } from '../plan/axis.ts'
import { GridTooLargeError } from '../errors.ts'
import type { Plan } from '../plan/plan.ts'
import type { SweepChunk } from '../result/chunk.ts'
import { describeGrid, gigabytes } from '../result/surface.ts'
import { pointsPerPath, type PointRange } from '../plan/task.ts'

/**
 * A path gives all its times at once, but in the grid they are next to each other only where `time` is the last axis.
 * Otherwise the paths that differ along the axes behind `time` make a slab: the same points in both orders. Slabs are
 * gathered, turned into the grid's order and handed on.
 */
export interface Slabs {
  /** Points of a slab: `times` × `paths`. */
  size: number
  times: number
  paths: number
}

/** The slabs of a plan; null where the task is in the grid's order. */
export function slabsOf({ task, axes, shape, metrics }: Plan): Slabs | null {
  const times = pointsPerPath(task)
  const paths = strideOf(
    axes,
    axes.findIndex(({ parameter }) => parameter === 'time'),
  )
  if (times === 1 || paths === 1) return null
  const size = times * paths
  const bytes = size * (metrics.length * Float64Array.BYTES_PER_ELEMENT + 1)
  if (bytes <= SLAB_LIMIT) return { size, times, paths }
  throw new GridTooLargeError(
    `${describeGrid({ shape, metrics })} needs ${gigabytes(bytes)} of memory to turn paths into the order of its axes, more than the ` +
      `${gigabytes(SLAB_LIMIT)} that it may take. Make "time" the last axis: that order needs none.`,
  )
}

const SLAB_LIMIT = 2 ** 30

/** The range of whole slabs around a range of points. */
export function wholeSlabs({ size }: Slabs, { start, end }: PointRange): PointRange {
  return start === end ? { start, end } : { start: Math.floor(start / size) * size, end: Math.ceil(end / size) * size }
}

/** Turns chunks in the task's order, of whole slabs, into chunks of a range in the grid's order, a slab each. */
export async function* inGridOrder(
  chunks: AsyncIterable<SweepChunk>,
  slabs: Slabs,
  range: PointRange,
): AsyncGenerator<SweepChunk, void, void> {
  let slab: Slab | undefined
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.count; ) {
      slab ??= new Slab(chunk, chunk.start + taken, slabs)
      taken += slab.take(chunk, taken)
      if (!slab.isFull) continue
      yield slab.crop(range)
      slab = undefined
    }
  }
}

/** One slab on its way into the grid's order. */
class Slab {
  readonly #start: number
  readonly #slabs: Slabs
  readonly #columns: Record<string, Float64Array>
  readonly #status: Uint8Array
  #filled = 0

  constructor({ columns }: SweepChunk, start: number, slabs: Slabs) {
    this.#start = start
    this.#slabs = slabs
    this.#columns = Object.fromEntries(Object.keys(columns).map((name) => [name, new Float64Array(slabs.size)]))
    this.#status = new Uint8Array(slabs.size)
  }

  get isFull(): boolean {
    return this.#filled === this.#slabs.size
  }

  /** Takes what belongs here of a chunk, from its point `from` on; returns how many points that is. */
  take(chunk: SweepChunk, from: number): number {
    const count = Math.min(chunk.count - from, this.#slabs.size - this.#filled)
    this.#turn(chunk.status, this.#status, from, count)
    for (const [name, column] of Object.entries(this.#columns)) this.#turn(chunk.columns[name], column, from, count)
    this.#filled += count
    return count
  }

  #turn(source: Float64Array | Uint8Array, target: Float64Array | Uint8Array, from: number, count: number): void {
    const { times, paths } = this.#slabs
    for (let i = 0; i < count; i++) {
      const inSlab = this.#filled + i
      target[(inSlab % times) * paths + Math.floor(inSlab / times)] = source[from + i]
    }
  }

  /** The points inside the range. */
  crop({ start, end }: PointRange): SweepChunk {
    const from = Math.max(0, start - this.#start)
    const to = Math.min(this.#slabs.size, end - this.#start)
    const columns = Object.fromEntries(Object.entries(this.#columns).map(([name, column]) => [name, column.subarray(from, to)]))
    return { start: this.#start + from, count: to - from, columns, status: this.#status.subarray(from, to) }
  }
}
