import { axisWindow } from './axis.ts'
import { ArgumentError, GridTooLargeError } from './errors.ts'
import { FIRST_FAILURE, METRICS, REGIMES, STATUSES, type Metric, type Regime, type Status } from './layout.ts'
import type { PlanAxis } from './plan.ts'
import type { Chunk, ChunkRoom } from './task.ts'

/** Flows per year and profits at one optimum: the metrics that are neither a factor nor its regime. */
export type Flow = Exclude<Metric, `factors[${number}]` | `regime[${number}]`>

const FLOWS = METRICS.filter((name): name is Flow => !name.endsWith(']'))

/** The maximum of profit at one transformation level; names and units as in the scenario file's model. */
export interface Optimum extends Record<Flow, number> {
  /** Resource volumes, one a factor. */
  factors: number[]
  /** Whether each factor is `interior` or at its `lower` or `upper` bound; null where there is no optimum. */
  regime: (Regime | null)[]
  /** `ok`, `atBound`, or why the numbers cannot be relied on: `notConverged`, `domainError`. */
  status: Status
  /** ∂profit/∂parameter by parameter path, when asked for. */
  sensitivities?: Record<string, number>
}

/** Reads the one point of an optimum's chunk. */
export function toOptimum(chunk: Chunk, metrics: readonly string[], factorCount: number): Optimum {
  const value = new Map(metrics.map((name, i) => [name, chunk.columns[i][0]]))
  const perFactor = <T>(read: (i: number) => T) => Array.from({ length: factorCount }, (_, i) => read(i))
  const sensitivities = metrics.filter((name) => name.startsWith('sensitivity:'))
  return {
    factors: perFactor((i) => value.get(`factors[${i}]`)!),
    regime: perFactor((i) => REGIMES[value.get(`regime[${i}]`)!] ?? null),
    ...(Object.fromEntries(FLOWS.map((name) => [name, value.get(name)!])) as Record<Flow, number>),
    status: STATUSES[chunk.status[0]],
    ...(sensitivities.length > 0 && {
      sensitivities: Object.fromEntries(sensitivities.map((name) => [name.slice('sensitivity:'.length), value.get(name)!])),
    }),
  }
}

/** Consecutive points of a sweep, row-major. */
export interface SweepChunk {
  /** Index of the first point in the whole grid. */
  start: number
  count: number
  /** One value a point, by metric name. */
  columns: Record<string, Float64Array>
  /** Codes, positions in STATUSES, one a point. */
  status: Uint8Array
}

export interface SweepStats {
  points: number
  /** Points whose status is `notConverged` or `domainError`. */
  failed: number
  seconds: number
  pointsPerSecond: number
}

// A one in each byte of a word of four codes; and what, added to a word, sets the top bits of the failures' bytes.
const ONES = 0x01010101
const TO_TOP_BIT = (0x80 - FIRST_FAILURE) * ONES

/** How many points of a column of statuses failed: `notConverged` or `domainError`. */
export function failedIn(status: Uint8Array): number {
  if (status.length < 4) return failedOf(status)
  // Four codes at once, as this runs in the thread that feeds the workers; the words lie at multiples of four.
  const from = -status.byteOffset & 3
  const words = new Int32Array(status.buffer, status.byteOffset + from, (status.length - from) >> 2)
  let failed = failedOf(status.subarray(0, from)) + failedOf(status.subarray(from + words.byteLength))
  for (let i = 0; i < words.length; i++) failed += Math.imul(((words[i] + TO_TOP_BIT) >>> 7) & ONES, ONES) >>> 24
  return failed
}

function failedOf(codes: Uint8Array): number {
  return codes.filter((code) => code >= FIRST_FAILURE).length
}

/** A whole sweep in memory. Point (i, j, k) of shape [I, J, K] is at index (i · J + j) · K + k. */
export interface Surface {
  axes: { parameter: string; values: Float64Array }[]
  /** Points along each axis, slowest first. */
  shape: number[]
  metrics: Record<string, Float64Array>
  /** Codes, positions in STATUSES. */
  status: Uint8Array
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
  take(start: number, count: number): ChunkRoom {
    const columns = this.#grid.metrics.map((name) => this.#metrics[name].subarray(start, start + count))
    return { columns, status: this.#status.subarray(start, start + count) }
  }

  add(chunk: SweepChunk): void {
    if (chunk.status.buffer === this.#status.buffer) return // written in place
    for (const name of this.#grid.metrics) this.#metrics[name].set(chunk.columns[name], chunk.start)
    this.#status.set(chunk.status, chunk.start)
  }

  finish(stats: SweepStats): Surface {
    return {
      axes: this.#grid.axes.map(({ parameter, values }) => ({ parameter, values: axisWindow(values, 0, values.points) })),
      shape: [...this.#grid.shape],
      metrics: this.#metrics,
      status: this.#status,
      stats,
    }
  }
}

/** Throws unless a surface has an array of the right length for everything that the grid computes. */
function requireRoom(into: Surface, { points, metrics }: Grid): void {
  const lacks = [...metrics.map((name) => [name, into.metrics?.[name]] as const), ['status', into.status] as const]
    .find(([, column]) => column?.length !== points)
  if (lacks === undefined) return
  const [name, column] = lacks
  throw new ArgumentError(
    `into has ${column?.length ?? 'no'} values of ${name}; expected ${points}: give an earlier surface of as many points and the same metrics, or leave it out`,
  )
}

function surfaceBytes({ points, metrics, shape }: Grid): number {
  const perPoint = metrics.length * Float64Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT
  return points * perPoint + shape.reduce((sum, length) => sum + length, 0) * Float64Array.BYTES_PER_ELEMENT
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
