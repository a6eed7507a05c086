/** exp and log of bindings/numbers/elementary.ts, two at a time, with the same operations in the same order: the same bits. */
import { constant } from './block'

const LN2_HIGH: usize = memory.data<f64>([6.9314718036912381649e-1])
const LN2_LOW: usize = memory.data<f64>([1.90821492927058770002e-10])
const LOG2_E: usize = memory.data<f64>([1.4426950408889634])
const SERIES: usize = memory.data<f64>([
  0.6666666666666735, 0.3999999999941289, 0.28571428742824134, 0.22222198524703732, 0.18183567026569492, 0.15313977060876163,
  0.1479672717289187,
])
const INVERSES: usize = memory.data<f64>([
  1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0, 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0,
  1.0 / 479001600.0, 1.0 / 6227020800.0,
])
const ROUND: usize = memory.data<f64>([6755399441055744.0]) // 1.5 · 2^52
const ROOT_HALF: i64 = 0x3fe6a09e << 32
const SHIFT: i64 = (0x3ff00000 - 0x3fe6a09e) << 32

/** c_i + x · sum */
@inline
function term(table: usize, i: i32, x: v128, sum: v128): v128 {
  return f64x2.add(constant(table, i), f64x2.mul(x, sum))
}

/** ln x of normal numbers. */
export function log(x: v128): v128 {
  const shifted = i64x2.add(x, i64x2.splat(SHIFT))
  // The exponent as a number, by the digits of 2^52.
  const n = f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(0x4330000000000000)), f64x2.splat(4503599627370496.0 + 1023.0))
  const one = f64x2.splat(1)
  const f = f64x2.sub(i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), i64x2.splat(ROOT_HALF)), one)
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f))
  const z = f64x2.mul(s, s)
  const upper = term(SERIES, 3, z, term(SERIES, 4, z, term(SERIES, 5, z, constant(SERIES, 6))))
  const sum = term(SERIES, 0, z, term(SERIES, 1, z, term(SERIES, 2, z, upper)))
  const series = f64x2.mul(z, sum)
  const halfSquare = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f)
  const correction = f64x2.add(f64x2.mul(s, f64x2.add(halfSquare, series)), f64x2.mul(n, constant(LN2_LOW)))
  return f64x2.sub(f64x2.mul(n, constant(LN2_HIGH)), f64x2.sub(f64x2.sub(halfSquare, correction), f))
}

/** e^x for |x| ≤ 700. */
export function exp(x: v128): v128 {
  const one = f64x2.splat(1)
  const half = f64x2.splat(0.5)
  const n = f64x2.floor(f64x2.add(f64x2.mul(x, constant(LOG2_E)), half))
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, constant(LN2_HIGH))), f64x2.mul(n, constant(LN2_LOW)))
  const r2 = f64x2.mul(r, r)
  const low = term(INVERSES, 2, r, term(INVERSES, 3, r, constant(INVERSES, 4)))
  const upper = term(INVERSES, 7, r, term(INVERSES, 8, r, term(INVERSES, 9, r, constant(INVERSES, 10))))
  const high = term(INVERSES, 5, r, term(INVERSES, 6, r, upper))
  const first = term(INVERSES, 0, r, constant(INVERSES, 1))
  const tail = f64x2.add(first, f64x2.mul(r2, f64x2.add(low, f64x2.mul(f64x2.mul(r2, r), high))))
  const power = f64x2.add(one, f64x2.add(r, f64x2.mul(r2, f64x2.add(half, f64x2.mul(r, tail)))))
  // n in the lowest bits of n + 1.5 · 2^52.
  const scale = i64x2.shl(i64x2.add(f64x2.add(n, constant(ROUND)), i64x2.splat(1023)), 52)
  return f64x2.mul(power, scale)
}
