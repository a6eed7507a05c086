import { axisColumns, axisWindow } from '../plan/axis.ts'
import { ArgumentError, GridTooLargeError } from '../errors.ts'
import type { PlanAxis } from '../plan/axis.ts'
import type { AxisValues, ChunkRoom } from '../plan/task.ts'
import type { SweepChunk } from './chunk.ts'

/** What a sweep has computed, and how fast. */
export interface SweepStats {
  /** Points of the grid. */
  points: number
  /** Points whose status is `notConverged` or `domainError`. */
  failed: number
  /** Time on the wall, from the first chunk asked for to the last that came. */
  seconds: number
  /** Points over seconds. */
  pointsPerSecond: number
}

/** A whole sweep in memory. Point (i, j, k) of shape [I, J, K] is at index (i · J + j) · K + k. `Name` is what the sweep was asked for. */
export interface Surface<Name extends string = string> {
  /** An axis that moves several parameters together numbers its points, and has the values of each parameter in `columns`. */
  axes: { parameter: string; values: Float64Array; columns?: Record<string, Float64Array> }[]
  /** Points along each axis, slowest first. */
  shape: number[]
  /** One value a point, by metric name, in the units of docs/reference.md. */
  metrics: Record<Name, Float64Array>
  /** Codes, positions in STATUSES. */
  status: Uint8Array
  /** How many points there are, how many failed, and how long they took. */
  stats: SweepStats
}

/** A sweep's grid and what it computes at each point. */
export interface Grid {
  readonly axes: readonly PlanAxis[]
  readonly metrics: readonly string[]
  /** Points along each axis, slowest first. */
  readonly shape: readonly number[]
  readonly points: number
}

/** What `result()` may take: beyond it, allocation begins to fail on common machines and in browser tabs. */
const MEMORY_LIMIT = 2 ** 31

/** Collects chunks, in any order, into a surface. */
export class SurfaceBuilder {
  readonly #grid: Grid
  readonly #metrics: Record<string, Float64Array>
  readonly #status: Uint8Array

  /** @throws GridTooLargeError or, where the surface to build it in is of another grid, ArgumentError, before any point has run. */
  constructor(grid: Grid, into?: Surface) {
    this.#grid = grid
    if (into !== undefined) {
      requireRoom(into, grid)
      this.#metrics = Object.fromEntries(grid.metrics.map((name) => [name, into.metrics[name]]))
      this.#status = into.status
      return
    }
    const bytes = surfaceBytes(grid)
    if (bytes > MEMORY_LIMIT) throw tooLarge(grid, bytes, `more than the ${gigabytes(MEMORY_LIMIT)} a result may take`)
    try {
      this.#metrics = Object.fromEntries(grid.metrics.map((name) => [name, new Float64Array(grid.points)]))
      this.#status = new Uint8Array(grid.points)
    } catch {
      throw tooLarge(grid, bytes, 'more than this host has')
    }
  }

  /** The part of the surface that a chunk fills. */
  roomFor(start: number, count: number): ChunkRoom {
    const columns = this.#grid.metrics.map((name) => this.#metrics[name].subarray(start, start + count))
    return { columns, status: this.#status.subarray(start, start + count) }
  }

  /** Whether a chunk's statuses, and so its columns, are written in the surface. */
  holds(status: Uint8Array): boolean {
    return status.buffer === this.#status.buffer
  }

  add(chunk: SweepChunk): void {
    if (this.holds(chunk.status)) return
    for (const name of this.#grid.metrics) this.#metrics[name].set(chunk.columns[name], chunk.start)
    this.#status.set(chunk.status, chunk.start)
  }

  finish(stats: SweepStats): Surface {
    return {
      axes: this.#grid.axes.map(({ parameter, values, columns }) => ({
        parameter,
        values: whole(values),
        ...(columns && { columns: Object.fromEntries(columns.map((column) => [column.parameter, whole(column.values)])) }),
      })),
      shape: [...this.#grid.shape],
      metrics: this.#metrics,
      status: this.#status,
      stats,
    }
  }
}

const whole = (values: AxisValues) => axisWindow(values, 0, values.points)

/** Throws unless a surface has an array of the right length for everything that the grid computes. */
function requireRoom(into: Surface, { points, metrics }: Grid): void {
  const lacks = [...metrics.map((name) => [name, into.metrics?.[name]] as const), ['status', into.status] as const].find(
    ([, column]) => column?.length !== points,
  )
  if (lacks === undefined) return
  const [name, column] = lacks
  throw new ArgumentError(
    `into has ${column?.length ?? 'no'} values of ${name}; expected ${points}: give an earlier surface of as many points and the same metrics, or leave it out`,
  )
}

function surfaceBytes({ points, metrics, axes }: Grid): number {
  const perPoint = metrics.length * Float64Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT
  return points * perPoint + axisColumns(axes).reduce((sum, { values }) => sum + values.points, 0) * Float64Array.BYTES_PER_ELEMENT
}

function tooLarge(grid: Grid, bytes: number, limit: string): GridTooLargeError {
  return new GridTooLargeError(
    `${describeGrid(grid)} takes ${gigabytes(bytes)} of memory, ${limit}. ` +
      'Iterate over the chunks of the sweep, write it to a file, or use fewer points.',
  )
}

/** `a grid of 512 × 256 = 131,072 points with 3 metrics` */
export function describeGrid({ shape, metrics }: { shape: readonly number[]; metrics: readonly string[] }): string {
  const points = shape.reduce((product, length) => product * length, 1)
  return `a grid of ${shape.join(' × ')} = ${points.toLocaleString('en')} ${points === 1 ? 'point' : 'points'} with ${metrics.length} ${metrics.length === 1 ? 'metric' : 'metrics'}`
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toLocaleString('en', { maximumSignificantDigits: 3 })} GB`
}
