// One value at a time, for the searches that leave the vector path. The same bits as a lane of the vector functions.
import { exp as exp2 } from './exp'
import { log as log2 } from './log'

export function exp(x: f64): f64 {
  if (x < -746) return 0 // an absent term, mostly
  return f64x2.extract_lane(exp2(f64x2.splat(x)), 0)
}

export function log(x: f64): f64 {
  return f64x2.extract_lane(log2(f64x2.splat(x)), 0)
}

/** ln(1 + x) for 0 ≤ x ≤ 1, absolute error at most 2e-16. */
// @ts-ignore: decorator
@inline
export function logOnePlus(x: f64): f64 {
  return log(1 + x)
}
