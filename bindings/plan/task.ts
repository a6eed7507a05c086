/**
 * What the plan hands to a runner and what comes back. Everything here survives structured cloning, so that it crosses
 * to a worker unchanged.
 */
import type { HostModule } from '../host-types.ts'
import type { Design } from './design/design.ts'
import { TIME_SLOT } from '../model/layout.ts'

/** Values along one axis: a rule, or the values themselves. */
export type AxisValues =
  | { spacing: 'linear' | 'log'; from: number; to: number; points: number }
  | { spacing: 'values'; values: Float64Array; points: number }
  /** The numbers of the points: 0, 1, 2 and so on. */
  | { spacing: 'index'; points: number }
  /** A column of a design of samples, from sample `from` on, which is 0 by default; or that of a process at samples of any `numbers`. */
  | { spacing: 'samples'; design: Design; column: number; from?: number; numbers?: Float64Array; points: number }

/** A parameter that an axis moves. */
export interface TaskMove {
  /** Slot of the parameter in layout.ts. */
  slot: number
  values: AxisValues
}

export interface TaskAxis extends TaskMove {
  /** Parameters that move together with it, each through as many values. */
  beside?: TaskMove[]
}

/** Every parameter that an axis moves. */
export function movesOf(axis: TaskAxis): readonly TaskMove[] {
  return axis.beside ? [axis, ...axis.beside] : [axis]
}

export interface TaskMetric {
  /** Code in layout.ts: a position in METRICS, SENSITIVITY, or FIRST_PATH_METRIC + a position in PATH_METRICS. */
  code: number
  /** The parameter's slot, for a sensitivity; otherwise 0. */
  slot: number
}

/** One grid of optima or of times on paths: a parameter block, the axes that vary it and the metrics wanted at each point. */
export interface Task {
  /** Unique within an engine: a kernel keeps the task it has loaded until another id arrives. */
  id: number
  factorCount: 1 | 2
  /** Code of METHODS. */
  method: number
  /** Code of OBJECTIVES. */
  objective: number
  /**
   * Code of MODES where each point is a time on a path: the value of a last axis on the slot `time`, and without one the end of
   * the horizon. -1 where each point is an optimum of its own.
   */
  mode: number
  /** Code of LAWS when the level follows a transformation law at `time`; -1 when the slot `level` holds it. */
  law: number
  /** One value a slot of PARAMETERS, then `knots` table times and `knots` table levels, then the numbers of `changes`. */
  parameters: Float64Array
  knots: number
  /** The module that follows paths, where the backend has one: it loads when paths are first asked for. */
  paths?: HostModule
  /** Parameters that change over time, as assembly/shared/path/changes.ts reads them; empty where there are none. */
  changes: Int32Array
  /** Slowest first: row-major. No axis at all is a grid of one point. */
  axes: TaskAxis[]
  metrics: TaskMetric[]
}

/** The times of a task's paths; undefined where each path is looked at once, or there are none. */
export function timesOfPaths({ mode, axes }: Task): AxisValues | undefined {
  const last = axes.at(-1)
  return mode >= 0 && last?.slot === TIME_SLOT && !last.beside ? last.values : undefined
}

/** Neighbouring points that come from one integration: a chunk best holds them all. */
export function pointsPerPath(task: Task): number {
  return timesOfPaths(task)?.points ?? 1
}

/** Consecutive points of a grid: `start` to `end` − 1. */
export interface PointRange {
  /** Index of the first point, row-major. */
  start: number
  /** Index of the first point behind the range. */
  end: number
}

/** Points `start` to `start + count - 1` of a task's grid, row-major. */
export interface Chunk {
  start: number
  count: number
  /** One column a metric of the task, in its order, each of length `count`. */
  columns: Float64Array[]
  /** Codes of STATUSES, one a point. */
  status: Uint8Array
}

/** Where a chunk may be written. */
export type ChunkRoom = Pick<Chunk, 'columns' | 'status'>

/** Room for a chunk in one block of memory, which crosses to another thread as one: the columns, then the statuses. */
export function newRoom(task: Task, count: number, memory: ArrayBufferLike = new ArrayBuffer(roomBytes(task, count))): ChunkRoom {
  const columnBytes = count * Float64Array.BYTES_PER_ELEMENT
  const columns = task.metrics.map((_, i) => new Float64Array(memory, i * columnBytes, count))
  return { columns, status: new Uint8Array(memory, columns.length * columnBytes, count) }
}

/** Memory that a chunk's room takes. */
export function roomBytes({ metrics }: Pick<Task, 'metrics'>, count: number): number {
  return count * (metrics.length * Float64Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT)
}

/** Computes chunks, synchronously, in the calling thread. */
export interface Kernel {
  /** @param room arrays of the chunk's size to fill and return; by default new ones. */
  run(task: Task, start: number, count: number, room?: ChunkRoom): Chunk
}
