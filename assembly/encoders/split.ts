/** The bytes of doubles, or of singles, as streams: all first bytes, then all second ones, and so on; and what statistics say of the numbers. */

let least: f64 = Infinity
let greatest: f64 = -Infinity
let anyNaN: bool = false

/** The extremes of the numbers that were split last, and whether one of them is NaN: then the extremes say nothing. */
export function minimum(): f64 { return least }
export function maximum(): f64 { return greatest }
export function holdsNaN(): bool { return anyNaN }

/** Sixteen doubles at a time, into streams that begin `stride` bytes after each other: taking every other byte of 128 three times puts the bits of a byte's number in front. */
export function split(values: usize, count: i32, to: usize, stride: usize): void {
  let low = f64x2.splat(Infinity)
  let high = f64x2.splat(-Infinity)
  let unordered = i64x2.splat(0)
  const whole = count & ~15
  for (let i = 0; i < whole; i += 16) {
    const at = values + (<usize>i << 3)
    const x0 = v128.load(at), x1 = v128.load(at, 16), x2 = v128.load(at, 32), x3 = v128.load(at, 48)
    const x4 = v128.load(at, 64), x5 = v128.load(at, 80), x6 = v128.load(at, 96), x7 = v128.load(at, 112)
    low = f64x2.pmin(f64x2.pmin(f64x2.pmin(f64x2.pmin(low, x0), f64x2.pmin(x1, x2)), f64x2.pmin(x3, x4)), f64x2.pmin(f64x2.pmin(x5, x6), x7))
    high = f64x2.pmax(f64x2.pmax(f64x2.pmax(f64x2.pmax(high, x0), f64x2.pmax(x1, x2)), f64x2.pmax(x3, x4)), f64x2.pmax(f64x2.pmax(x5, x6), x7))
    unordered = v128.or(unordered, v128.or(
      v128.or(v128.or(f64x2.ne(x0, x0), f64x2.ne(x1, x1)), v128.or(f64x2.ne(x2, x2), f64x2.ne(x3, x3))),
      v128.or(v128.or(f64x2.ne(x4, x4), f64x2.ne(x5, x5)), v128.or(f64x2.ne(x6, x6), f64x2.ne(x7, x7))),
    ))
    const y0 = even(x0, x1), y1 = even(x2, x3), y2 = even(x4, x5), y3 = even(x6, x7)
    const y4 = odd(x0, x1), y5 = odd(x2, x3), y6 = odd(x4, x5), y7 = odd(x6, x7)
    const z0 = even(y0, y1), z1 = even(y2, y3), z2 = even(y4, y5), z3 = even(y6, y7)
    const z4 = odd(y0, y1), z5 = odd(y2, y3), z6 = odd(y4, y5), z7 = odd(y6, y7)
    const stream = to + <usize>i
    v128.store(stream, even(z0, z1))
    v128.store(stream + stride, even(z2, z3))
    v128.store(stream + 2 * stride, even(z4, z5))
    v128.store(stream + 3 * stride, even(z6, z7))
    v128.store(stream + 4 * stride, odd(z0, z1))
    v128.store(stream + 5 * stride, odd(z2, z3))
    v128.store(stream + 6 * stride, odd(z4, z5))
    v128.store(stream + 7 * stride, odd(z6, z7))
  }
  least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1))
  greatest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1))
  anyNaN = v128.any_true(unordered)
  for (let i = whole; i < count; i++) {
    const value = load<f64>(values + (<usize>i << 3))
    if (value != value) anyNaN = true
    if (value < least) least = value
    if (value > greatest) greatest = value
    const bits = reinterpret<u64>(value)
    for (let byte = 0; byte < 8; byte++) store<u8>(to + <usize>byte * stride + <usize>i, <u8>(bits >> (<u64>byte << 3)))
  }
}

/** Doubles as the nearest singles, in their place: two singles stand where a double was. */
export function narrow(values: usize, count: i32): void {
  const whole = count & ~1
  for (let i = 0; i < whole; i += 2) {
    v128.store64_lane(values + (<usize>i << 2), f32x4.demote_f64x2_zero(v128.load(values + (<usize>i << 3))), 0)
  }
  if (whole < count) store<f32>(values + (<usize>whole << 2), <f32>load<f64>(values + (<usize>whole << 3)))
}

/** Sixteen singles at a time. */
export function splitSingles(values: usize, count: i32, to: usize, stride: usize): void {
  let low = f32x4.splat(Infinity)
  let high = f32x4.splat(-Infinity)
  let unordered = i64x2.splat(0)
  const whole = count & ~15
  for (let i = 0; i < whole; i += 16) {
    const at = values + (<usize>i << 2)
    const x0 = v128.load(at), x1 = v128.load(at, 16), x2 = v128.load(at, 32), x3 = v128.load(at, 48)
    low = f32x4.pmin(f32x4.pmin(f32x4.pmin(f32x4.pmin(low, x0), x1), x2), x3)
    high = f32x4.pmax(f32x4.pmax(f32x4.pmax(f32x4.pmax(high, x0), x1), x2), x3)
    unordered = v128.or(unordered, v128.or(v128.or(f32x4.ne(x0, x0), f32x4.ne(x1, x1)), v128.or(f32x4.ne(x2, x2), f32x4.ne(x3, x3))))
    const y0 = even(x0, x1), y1 = even(x2, x3), y2 = odd(x0, x1), y3 = odd(x2, x3)
    const stream = to + <usize>i
    v128.store(stream, even(y0, y1))
    v128.store(stream + stride, even(y2, y3))
    v128.store(stream + 2 * stride, odd(y0, y1))
    v128.store(stream + 3 * stride, odd(y2, y3))
  }
  least = min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)))
  greatest = max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)))
  anyNaN = v128.any_true(unordered)
  for (let i = whole; i < count; i++) {
    const value = <f64>load<f32>(values + (<usize>i << 2))
    if (value != value) anyNaN = true
    if (value < least) least = value
    if (value > greatest) greatest = value
    const bits = load<u32>(values + (<usize>i << 2))
    for (let byte = 0; byte < 4; byte++) store<u8>(to + <usize>byte * stride + <usize>i, <u8>(bits >> (<u32>byte << 3)))
  }
}

@inline
function even(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
}

@inline
function odd(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
}
