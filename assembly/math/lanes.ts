// A v128 holds two neighbouring points of the grid, one a lane. No operation mixes lanes, so a point's bits do not depend
// on its neighbour. A mask has all bits of a lane set or none.

/** Vectors that go through the stages of a computation together: enough to keep the processor busy during a division. */
export const BLOCK: i32 = 16

// A vector constant in the code costs three instructions each time it is used, a load from memory one: so constants of
// the hot path are data, and their names stand for addresses.
const COMMON: usize = memory.data<f64>([1, 2, 0.5, Infinity, -Infinity, -0.0])

/** Constant `i` of a table, in both lanes. */
@inline
export function constant(table: usize, i: i32 = 0): v128 {
  return v128.load64_splat(table + (<usize>i << 3))
}

@inline
export function one(): v128 { return constant(COMMON, 0) }
@inline
export function two(): v128 { return constant(COMMON, 1) }
@inline
export function half(): v128 { return constant(COMMON, 2) }
@inline
export function infinity(): v128 { return constant(COMMON, 3) }
/** The logarithm of a term that is not there: −∞. */
@inline
export function absent(): v128 { return constant(COMMON, 4) }
@inline
export function signBit(): v128 { return constant(COMMON, 5) }

/** `a` where the mask is set, `b` elsewhere. */
@inline
export function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask)
}

@inline
export function any(mask: v128): bool {
  return v128.any_true(mask)
}

@inline
export function all(mask: v128): bool {
  return i64x2.all_true(mask)
}

@inline
export function isFinite2(x: v128): v128 {
  return f64x2.lt(f64x2.abs(x), infinity())
}

/** `x` bounded by `low` and `high`; NaN stays. */
@inline
export function clamp(x: v128, low: v128, high: v128): v128 {
  return f64x2.pmin(f64x2.pmax(x, low), high)
}

/** The scalar at lane `i` of the v128 stored at `address`. */
@inline
export function laneAt(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 3))
}

@inline
export function setLaneAt(address: usize, i: i32, value: f64): void {
  store<f64>(address + (<usize>i << 3), value)
}

/** The mask of lane `i`. */
function maskOf(i: i32): v128 {
  return i ? i64x2(0, -1) : i64x2(-1, 0)
}

/** The scalar in lane `i`. */
export function scalarOf(lanes: v128, i: i32): f64 {
  return i ? f64x2.extract_lane(lanes, 1) : f64x2.extract_lane(lanes, 0)
}

/** `value` in lane `i`, the other lane as it is. */
export function withLane(lanes: v128, i: i32, value: f64): v128 {
  return v128.bitselect(f64x2.splat(value), lanes, maskOf(i))
}
