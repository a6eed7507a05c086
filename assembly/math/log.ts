// Polynomials: minimax fits of (2 artanh s − 2s) / s³ in z = s², computed for this file at 40 digits (Remez exchange).
// The sum f − (f²/2 − s (f²/2 + R)) keeps the leading term exact, as in the C library of Sun Microsystems (K. C. Ng, 1993).

import { absent, BLOCK, constant, half, infinity, one, two } from './lanes'

const LN2_HIGH: usize = memory.data<f64>([6.93147180369123816490e-01]) // 32 significant bits: n · LN2_HIGH is exact
const LN2_LOW: usize = memory.data<f64>([1.90821492927058770002e-10])
const SMALLEST_NORMAL: usize = memory.data<f64>([2.2250738585072014e-308])
const SERIES: usize = memory.data<f64>([
  0.6666666666666735, 0.3999999999941289, 0.28571428742824134, 0.22222198524703732, 0.18183567026569492,
  0.15313977060876163, 0.1479672717289187,
])
const ONE_PLUS: usize = memory.data<f64>([
  0.6666666666666642, 0.4000000000012446, 0.2857142855133434, 0.22222223781120823, 0.18181749857839052, 0.1538644519824505,
  0.1330235776631943, 0.12095927266522669, 0.08381603820896107, 0.16946197322323364,
])
const ROUGH: usize = memory.data<f64>([
  -6.4226012800872034e-06, 0.9998990397191161, -0.4990128599675872, 0.3375634729689308, -0.2752053429378042, 0.17595088727187783,
])
const LN2: usize = memory.data<f64>([0.6931471805599453])

// Bits of a double: √½, its distance from 1, the mantissa, 2^52, and 2^52 + 1023 as a number.
const ROOT_HALF: i64 = 0x3fe6a09e667f3bcd
const SPLIT: usize = memory.data<i64>([0x3ff0000000000000 - ROOT_HALF, ROOT_HALF, 0x000fffffffffffff, 0x4330000000000000])
const EXPONENT_BIAS: usize = memory.data<f64>([4503599627370496.0 + 1023.0])

/**
 * ln x. Error at most 1 ulp for every positive x, subnormal ones included. ln 0 = −∞, ln ∞ = ∞; NaN for a negative x
 * and for NaN.
 */
export function log(x: v128): v128 {
  const ordinary = v128.and(
    f64x2.ge(x, constant(SMALLEST_NORMAL)),
    f64x2.lt(x, infinity()),
  )
  return i64x2.all_true(ordinary) ? logNormal(x) : logAny(x)
}

/** ln x for normal, finite, positive x: as `log` without its checks. */
export function logNormal(x: v128): v128 {
  // Exponent and mantissa with the split at √½, so that m is in [√½, √2).
  const shifted = i64x2.add(x, constant(SPLIT, 0))
  const f = f64x2.sub(mantissa(shifted), one())
  return assemble(exponent(shifted), f, f64x2.div(f, f64x2.add(f, two())))
}

@inline
function exponent(shifted: v128): v128 {
  return f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), constant(SPLIT, 3)), constant(EXPONENT_BIAS))
}

@inline
function mantissa(shifted: v128): v128 {
  return i64x2.add(v128.and(shifted, constant(SPLIT, 2)), constant(SPLIT, 1))
}

/** n ln 2 + ln(1 + f), given s = f / (2 + f). */
@inline
function assemble(n: v128, f: v128, s: v128): v128 {
  const z = f64x2.mul(s, s)
  const z2 = f64x2.mul(z, z)
  // z · (2 artanh s − 2s) / s³, relative error of the logarithm 3e-18
  const p01 = f64x2.add(constant(SERIES, 0), f64x2.mul(z, constant(SERIES, 1)))
  const p23 = f64x2.add(constant(SERIES, 2), f64x2.mul(z, constant(SERIES, 3)))
  const p45 = f64x2.add(constant(SERIES, 4), f64x2.mul(z, constant(SERIES, 5)))
  const p456 = f64x2.add(p45, f64x2.mul(z2, constant(SERIES, 6)))
  const series = f64x2.mul(z, f64x2.add(p01, f64x2.mul(z2, f64x2.add(p23, f64x2.mul(z2, p456)))))
  const halfSquare = f64x2.mul(half(), f64x2.mul(f, f))
  const correction = f64x2.add(f64x2.mul(s, f64x2.add(halfSquare, series)), f64x2.mul(n, constant(LN2_LOW)))
  return f64x2.sub(f64x2.mul(n, constant(LN2_HIGH)), f64x2.sub(f64x2.sub(halfSquare, correction), f))
}

/** ln x for normal, finite, positive x with an absolute error of 9e-6: for starting points. */
export function logRough(x: v128): v128 {
  const shifted = i64x2.add(x, constant(SPLIT, 0))
  const f = f64x2.sub(mantissa(shifted), one())
  const f2 = f64x2.mul(f, f)
  const p01 = f64x2.add(constant(ROUGH, 0), f64x2.mul(f, constant(ROUGH, 1)))
  const p23 = f64x2.add(constant(ROUGH, 2), f64x2.mul(f, constant(ROUGH, 3)))
  const p45 = f64x2.add(constant(ROUGH, 4), f64x2.mul(f, constant(ROUGH, 5)))
  const p = f64x2.add(p01, f64x2.mul(f2, f64x2.add(p23, f64x2.mul(f2, p45))))
  return f64x2.add(f64x2.mul(exponent(shifted), constant(LN2)), p)
}

const RATIOS: usize = memory.data(BLOCK * 16, 16)
const FRACTIONS: usize = memory.data(BLOCK * 16, 16)
const EXPONENTS: usize = memory.data(BLOCK * 16, 16)

/** `logNormal` of `count` vectors in memory, at most BLOCK, in two short loops as `expAll`. */
export function logAll(from: usize, to: usize, count: i32): void {
  const bytes = <usize>count << 4
  for (let at: usize = 0; at < bytes; at += 16) {
    const shifted = i64x2.add(v128.load(from + at), constant(SPLIT, 0))
    const f = f64x2.sub(mantissa(shifted), one())
    v128.store(EXPONENTS + at, exponent(shifted))
    v128.store(FRACTIONS + at, f)
    v128.store(RATIOS + at, f64x2.div(f, f64x2.add(f, two())))
  }
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, assemble(v128.load(EXPONENTS + at), v128.load(FRACTIONS + at), v128.load(RATIOS + at)))
  }
}

function logAny(x: v128): v128 {
  const small = f64x2.lt(x, constant(SMALLEST_NORMAL))
  const scaled = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984.0)), x, small) // 2^54
  const shift = v128.and(small, f64x2.splat(54))
  const normal = logNormal(scaled)
  const value = f64x2.sub(
    f64x2.sub(normal, f64x2.mul(shift, constant(LN2_HIGH))),
    f64x2.mul(shift, constant(LN2_LOW)),
  )
  const positive = f64x2.gt(x, f64x2.splat(0))
  const finite = f64x2.lt(x, infinity())
  const zero = f64x2.eq(x, f64x2.splat(0))
  const special = v128.bitselect(absent(), v128.bitselect(x, f64x2.splat(NaN), positive), zero)
  return v128.bitselect(value, special, v128.and(positive, finite))
}

/**
 * ln(1 + r) for 0 ≤ r ≤ 1, given 1 / (2 + r). Absolute error at most 2.2e-16: the solvers add it to a logarithm of any
 * size, so the absolute error is the one that counts.
 */
export function logOnePlus(r: v128, inverse: v128): v128 {
  return twiceArtanh(f64x2.mul(r, inverse))
}

/** 2 artanh s for 0 ≤ s ≤ 1/3, which is ln(1 + r) where s = r / (2 + r). */
@inline
export function twiceArtanh(s: v128): v128 {
  const z = f64x2.mul(s, s)
  const z2 = f64x2.mul(z, z)
  const z4 = f64x2.mul(z2, z2)
  const p01 = f64x2.add(constant(ONE_PLUS, 0), f64x2.mul(z, constant(ONE_PLUS, 1)))
  const p23 = f64x2.add(constant(ONE_PLUS, 2), f64x2.mul(z, constant(ONE_PLUS, 3)))
  const p45 = f64x2.add(constant(ONE_PLUS, 4), f64x2.mul(z, constant(ONE_PLUS, 5)))
  const p67 = f64x2.add(constant(ONE_PLUS, 6), f64x2.mul(z, constant(ONE_PLUS, 7)))
  const p89 = f64x2.add(constant(ONE_PLUS, 8), f64x2.mul(z, constant(ONE_PLUS, 9)))
  const low = f64x2.add(p01, f64x2.mul(z2, p23))
  const high = f64x2.add(f64x2.add(p45, f64x2.mul(z2, p67)), f64x2.mul(z4, p89))
  const series = f64x2.add(low, f64x2.mul(z4, high))
  return f64x2.add(f64x2.add(s, s), f64x2.mul(f64x2.mul(s, z), series))
}
