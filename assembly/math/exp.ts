// Polynomial: minimax fit of (e^r − 1 − r) / r² on |r| ≤ ln 2 / 2, computed for this file at 40 digits (Remez exchange),
// relative error 4e-18. Range reduction in two parts after W. J. Cody and W. Waite, Software Manual for the Elementary
// Functions (1980).

import { BLOCK, constant, half, one } from './lanes'

const LOG2_E: usize = memory.data<f64>([1.4426950408889634])
const LN2_HIGH: usize = memory.data<f64>([6.93147180369123816490e-01]) // 32 significant bits: n · LN2_HIGH is exact
const LN2_LOW: usize = memory.data<f64>([1.90821492927058770002e-10])
const ROUND: usize = memory.data<f64>([6755399441055744.0]) // 1.5 · 2^52: adding it leaves the nearest integer in the low bits
const BIAS: usize = memory.data<i64>([1023])

// Powers of two in one multiplication: every n with a normal 2^n.
const ONE_STEP: usize = memory.data<f64>([707.0])
const TAIL: usize = memory.data<f64>([
  0.500000000000001, 0.1666666666666642, 0.041666666666535505, 0.008333333333493087, 0.0013888888942400408,
  0.0001984126950670667, 2.4801494243726717e-5, 2.7557588088590943e-6, 2.76298750642107e-7, 2.4999083615974722e-8,
])
export const ROUGH0: f64 = 0.9999280735724706
export const ROUGH1: f64 = 1.0001641846570064
export const ROUGH2: f64 = 0.5049632645082933
export const ROUGH3: f64 = 0.1656684332413411
const ROUGH: usize = memory.data<f64>([ROUGH0, ROUGH1, ROUGH2, ROUGH3])

/** (e^r − 1 − r) / r² for |r| ≤ 0.35. */
@inline
function tail(r: v128): v128 {
  return tailBy(
    r, constant(TAIL, 0), constant(TAIL, 1), constant(TAIL, 2), constant(TAIL, 3), constant(TAIL, 4), constant(TAIL, 5),
    constant(TAIL, 6), constant(TAIL, 7), constant(TAIL, 8), constant(TAIL, 9),
  )
}

/** `tail` with its coefficients, which a loop loads once. */
@inline
function tailBy(
  r: v128, c0: v128, c1: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128, c7: v128, c8: v128, c9: v128,
): v128 {
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const p01 = f64x2.add(c0, f64x2.mul(r, c1))
  const p23 = f64x2.add(c2, f64x2.mul(r, c3))
  const p45 = f64x2.add(c4, f64x2.mul(r, c5))
  const p67 = f64x2.add(c6, f64x2.mul(r, c7))
  const p89 = f64x2.add(c8, f64x2.mul(r, c9))
  const low = f64x2.add(p01, f64x2.mul(r2, p23))
  const high = f64x2.add(f64x2.add(p45, f64x2.mul(r2, p67)), f64x2.mul(r4, p89))
  return f64x2.add(low, f64x2.mul(r4, high))
}

@inline
function powerOfTwo(rounded: v128): v128 {
  return i64x2.shl(i64x2.add(rounded, constant(BIAS)), 52)
}

/** x − n ln 2 */
@inline
function remainder(x: v128, n: v128): v128 {
  return f64x2.sub(f64x2.sub(x, f64x2.mul(n, constant(LN2_HIGH))), f64x2.mul(n, constant(LN2_LOW)))
}

/** e^r for |r| ≤ 0.35. */
@inline
function power(r: v128): v128 {
  return f64x2.add(one(), f64x2.add(r, f64x2.mul(f64x2.mul(r, r), tail(r))))
}

/**
 * e^x for |x| ≤ 707, without the checks of `exp` and with the same bits there: for the solvers, whose arguments are
 * differences of logarithms. Error at most 1.2 ulp.
 */
export function expModerate(x: v128): v128 {
  const rounded = f64x2.add(f64x2.mul(x, constant(LOG2_E)), constant(ROUND))
  return f64x2.mul(power(remainder(x, f64x2.sub(rounded, constant(ROUND)))), powerOfTwo(rounded))
}

/** Vectors that `expAll` takes at most: four rows of a block. */
const MOST: i32 = 4 * BLOCK
const REMAINDERS: usize = memory.data(MOST * 16, 16)
const SCALES: usize = memory.data(MOST * 16, 16)

/**
 * `exp` of `count` vectors in memory, at most four times BLOCK. Two short loops, so that the processor overlaps the chains of
 * several neighbours; their constants stay in registers.
 */
export function expAll(from: usize, to: usize, count: i32): void {
  const bytes = <usize>count << 4
  const log2e = constant(LOG2_E)
  const round = constant(ROUND)
  const high = constant(LN2_HIGH)
  const low = constant(LN2_LOW)
  const bias = constant(BIAS)
  let largest = f64x2.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(from + at)
    const rounded = f64x2.add(f64x2.mul(x, log2e), round)
    const n = f64x2.sub(rounded, round)
    largest = f64x2.pmax(largest, f64x2.abs(x))
    v128.store(at, f64x2.sub(f64x2.sub(x, f64x2.mul(n, high)), f64x2.mul(n, low)), REMAINDERS)
    v128.store(at, i64x2.shl(i64x2.add(rounded, bias), 52), SCALES)
  }
  if (i64x2.all_true(f64x2.le(largest, constant(ONE_STEP)))) {
    const c0 = constant(TAIL, 0)
    const c1 = constant(TAIL, 1)
    const c2 = constant(TAIL, 2)
    const c3 = constant(TAIL, 3)
    const c4 = constant(TAIL, 4)
    const c5 = constant(TAIL, 5)
    const c6 = constant(TAIL, 6)
    const c7 = constant(TAIL, 7)
    const c8 = constant(TAIL, 8)
    const c9 = constant(TAIL, 9)
    const unit = one()
    for (let at: usize = 0; at < bytes; at += 16) {
      const r = v128.load(at, REMAINDERS)
      const p = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), tailBy(r, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9)))
      v128.store(to + at, f64x2.mul(f64x2.add(unit, p), v128.load(at, SCALES)))
    }
  } else {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, exp(v128.load(from + at)))
  }
}

/** e^x for |x| ≤ 707 with a relative error of 8e-5: for starting points. */
@inline
export function expRough(x: v128): v128 {
  const scaled = f64x2.mul(x, constant(LOG2_E))
  const rounded = f64x2.add(scaled, constant(ROUND))
  const r = f64x2.mul(f64x2.sub(scaled, f64x2.sub(rounded, constant(ROUND))), constant(LN2_HIGH))
  const p = f64x2.add(
    f64x2.add(constant(ROUGH, 0), f64x2.mul(r, constant(ROUGH, 1))),
    f64x2.mul(f64x2.mul(r, r), f64x2.add(constant(ROUGH, 2), f64x2.mul(r, constant(ROUGH, 3)))),
  )
  return f64x2.mul(p, powerOfTwo(rounded))
}

/**
 * e^x for any x. Error at most 1.2 ulp, in the subnormal range of the result 1 ulp of the smallest number. Overflows to +∞
 * above 709.78, falls to 0 below −745.2; e^{−∞} = 0; NaN stays NaN.
 */
export function exp(x: v128): v128 {
  const small = f64x2.le(f64x2.abs(x), constant(ONE_STEP))
  return i64x2.all_true(small) ? expModerate(x) : expWide(x)
}

const SERIES_TO: usize = memory.data<f64>([0.34])

/** e^x − 1 for x ≤ 0, to 3 ulp even where x is small. */
export function expMinusOne(x: v128): v128 {
  const small = f64x2.lt(f64x2.abs(x), constant(SERIES_TO))
  const r = v128.and(x, small)
  const series = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), tail(r)))
  return v128.bitselect(series, f64x2.sub(exp(x), one()), small)
}

/** As `exp`, with the scale in two factors, so that neither leaves the normal range. */
function expWide(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-760))
  const rounded = f64x2.add(f64x2.mul(bounded, constant(LOG2_E)), constant(ROUND))
  const n = f64x2.sub(rounded, constant(ROUND))
  const p = power(remainder(bounded, n))
  const firstHalf = f64x2.add(f64x2.mul(n, half()), constant(ROUND))
  const rest = f64x2.add(f64x2.sub(n, f64x2.sub(firstHalf, constant(ROUND))), constant(ROUND))
  return f64x2.mul(f64x2.mul(p, powerOfTwo(firstHalf)), powerOfTwo(rest))
}
