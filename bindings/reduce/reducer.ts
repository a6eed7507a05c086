import type { PlanAxis } from '../plan/axis.ts'

/**
 * Gathers one quantity of a sweep, some values at a time, in memory that does not grow with the number of points. States are
 * plain data; however the points are divided and in whatever order their states are merged, the result is the same, to the bit.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list of reducers has as many kinds of states, which none but their own reducer reads
export interface Reducer<Result, State = any> {
  /** The state before any value. */
  start(): State
  /**
   * Takes in the values of consecutive points, the first of which has the index `start`. Values that are not finite do not count; those of
   * points that failed are NaN. `status` has the points' codes, positions in STATUSES.
   */
  add(state: State, values: Float64Array, start: number, status: Uint8Array): void
  /** Takes in what another state has gathered. */
  merge(state: State, other: State): void
  /** What has come of all values. `axes` are those of the sweep. */
  finish(state: State, axes: readonly PlanAxis[]): Result
}
