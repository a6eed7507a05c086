// A v128 holds two neighbouring points of the grid, one a lane. No operation mixes lanes, so a point's bits do not depend
// on its neighbour. A mask has all bits of a lane set or none.

/** `a` where the mask is set, `b` elsewhere. */
// @ts-ignore: decorator
@inline
export function select(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask)
}

// @ts-ignore: decorator
@inline
export function any(mask: v128): bool {
  return v128.any_true(mask)
}

// @ts-ignore: decorator
@inline
export function all(mask: v128): bool {
  return i64x2.all_true(mask)
}

/** `x` bounded by `low` and `high`; NaN stays. */
// @ts-ignore: decorator
@inline
export function clamp(x: v128, low: v128, high: v128): v128 {
  return f64x2.pmin(f64x2.pmax(x, low), high)
}

/** The scalar at lane `i` of the v128 stored at `address`. */
// @ts-ignore: decorator
@inline
export function laneAt(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 3))
}

// @ts-ignore: decorator
@inline
export function setLaneAt(address: usize, i: i32, value: f64): void {
  store<f64>(address + (<usize>i << 3), value)
}
