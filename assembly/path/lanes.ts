/** What a lane knows of its path, beside the step: where its points go, and how its integration fares. */

@unmanaged
export class Lane {
  active: bool
  /** Its points among those of the run, and the sample of the first. */
  first: i32
  count: i32
  sample: i32
  /** Samples before it have been seen, where samples increase. */
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

const LANES: usize = memory.data(2 * 128, 16)

// @ts-ignore: decorator
@inline
export function laneOf(i: i32): Lane {
  return changetype<Lane>(LANES + <usize>i * 128)
}

/** The mask of lane `i`. */
export function maskOf(i: i32): v128 {
  return i ? i64x2(0, -1) : i64x2(-1, 0)
}

/** `value` in lane `i`, the other lane as it is. */
export function withLane(lanes: v128, i: i32, value: f64): v128 {
  return v128.bitselect(f64x2.splat(value), lanes, maskOf(i))
}
