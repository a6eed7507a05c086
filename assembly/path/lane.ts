/** What a lane knows of its path, beside the step: where its points go, and how its integration fares. */

@unmanaged
export class Lane {
  active: bool
  /** Its points among those of the run, and where their times are. */
  first: i32
  count: i32
  times: usize
  /** Whether the times of its samples never fall; then samples before `next` need no second look. */
  increasing: bool
  next: i32
  /** End of the last step seen. */
  seen: f64
  /** Length to try next, whether the last try was rejected, and the time that no step passes. */
  length: f64
  rejected: bool
  limit: f64
  steps: i32
  rejections: i32
  // Of the whole path so far: see watch.ts.
  payback: f64
  advantage: f64
  minimum: f64
  maximum: f64
  timeOfMinimum: f64
  profit: f64
}

const LANES: usize = memory.data(2 * <i32>offsetof<Lane>(), 16)

// @ts-ignore: decorator
@inline
export function laneOf(i: i32): Lane {
  return changetype<Lane>(LANES + <usize>i * offsetof<Lane>())
}
