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

import { infinity } from '../math/lanes'

const LANES: usize = memory.data(2 * 160, 16)

// @ts-ignore: decorator
@inline
export function laneOf(i: i32): Lane {
  return changetype<Lane>(LANES + <usize>i * 160)
}

/** The mask of lane `i`. */
export function maskOf(i: i32): v128 {
  return i ? i64x2(0, -1) : i64x2(-1, 0)
}

/** The scalar in lane `i`. */
export function scalarOf(lanes: v128, i: i32): f64 {
  return i ? f64x2.extract_lane(lanes, 1) : f64x2.extract_lane(lanes, 0)
}

// @ts-ignore: decorator
@inline
export function isFinite2(x: v128): v128 {
  return f64x2.lt(f64x2.abs(x), infinity())
}

/** `value` in lane `i`, the other lane as it is. */
export function withLane(lanes: v128, i: i32, value: f64): v128 {
  return v128.bitselect(f64x2.splat(value), lanes, maskOf(i))
}
