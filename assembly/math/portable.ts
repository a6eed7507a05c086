/**
 * `Math` of the whole module (asconfig.json): functions that have the same bits on every host, one value at a time and with
 * the bits of a lane of the vector functions. What JavaScript's `Math` has and this has not does not compile.
 */
import { exp as expOfPair, expMinusOne } from './exp'
import { log as log2 } from './log'

@global
export namespace PortableMath {
  export const LN2: f64 = 0.6931471805599453

  export function exp(x: f64): f64 {
    if (x < -746) return 0 // an absent term, mostly
    return f64x2.extract_lane(expOfPair(f64x2.splat(x)), 0)
  }

  /** To 5 ulp. */
  export function expm1(x: f64): f64 {
    return f64x2.extract_lane(expMinusOne(f64x2.splat(x)), 0)
  }

  export function log(x: f64): f64 {
    return f64x2.extract_lane(log2(f64x2.splat(x)), 0)
  }

  /** The logarithm of the rounded sum, and what the rounding lost over that sum: to 2 ulp. */
  export function log1p(x: f64): f64 {
    const sum = 1 + x
    return sum > 0 && sum < Infinity ? log(sum) + (x - (sum - 1)) / sum : log(sum)
  }

  @inline
  export function abs(x: f64): f64 { return f64.abs(x) }

  @inline
  export function sqrt(x: f64): f64 { return f64.sqrt(x) }

  @inline
  export function floor(x: f64): f64 { return f64.floor(x) }

  @inline
  export function ceil(x: f64): f64 { return f64.ceil(x) }

  @inline
  export function min(a: f64, b: f64): f64 { return f64.min(a, b) }

  @inline
  export function max(a: f64, b: f64): f64 { return f64.max(a, b) }
}
