/**
 * What the plan hands to a runner and what comes back. Everything here survives structured cloning, so that it crosses
 * to a worker unchanged.
 */

/** Values along one axis: a rule, or the values themselves. */
export type AxisValues =
  | { spacing: 'linear' | 'log'; from: number; to: number; points: number }
  | { spacing: 'values'; values: Float64Array; points: number }

export interface TaskAxis {
  /** Slot of the parameter in layout.ts. */
  slot: number
  values: AxisValues
}

export interface TaskMetric {
  /** Code in layout.ts: a position in METRICS, or SENSITIVITY. */
  code: number
  /** The parameter's slot, for a sensitivity; otherwise 0. */
  slot: number
}

/** One grid of optima: a parameter block, the axes that vary it and the metrics wanted at each point. */
export interface Task {
  /** Unique within an engine: a kernel keeps the task it has loaded until another id arrives. */
  id: number
  factorCount: 1 | 2
  /** Code of METHODS. */
  method: number
  /** Code of LAWS when the level follows a transformation law at `time`; -1 when the slot `level` holds it. */
  law: number
  /** One value a slot of PARAMETERS, then `knots` table times and `knots` table levels. */
  parameters: Float64Array
  knots: number
  /** Slowest first: row-major. No axis at all is a grid of one point. */
  axes: TaskAxis[]
  metrics: TaskMetric[]
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

/** Computes chunks, synchronously, in the calling thread. */
export interface Kernel {
  run(task: Task, start: number, count: number): Chunk
}
