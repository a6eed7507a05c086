/**
 * The exponential and the logarithm of doubles to about an ulp, by sums, products, quotients and shifts alone: the same bits on every
 * host, which `Math.exp` and `Math.log` do not have, and fast where those of double-double.ts are exact.
 */

const number = new Float64Array(1)
const words = new Int32Array(number.buffer)
// Where the upper half of a double stands in memory.
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOWER = 1 - UPPER

const LOG2_E = 1.4426950408889634
const LN2_HIGH = 6.9314718036912381649e-1 // 32 significant bits: n · LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10
const BIAS = 1023
const ROOT_HALF_UPPER = 0x3fe6a09e

/** e^x: relative error below 2 ulp, in the subnormal range of the result 2 ulp of the smallest number. */
export function exp(x: number): number {
  if (!(x < 709.79)) return x > 0 ? Infinity : x
  if (x < -745.2) return 0
  const n = Math.floor(x * LOG2_E + 0.5)
  const r = x - n * LN2_HIGH - n * LN2_LOW
  const r2 = r * r
  // Taylor's series to r^13, the rest of which is below 5e-18.
  const low = 1 / 120 + r * (1 / 720 + r * (1 / 5040))
  const high = 1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800)))))
  const tail = 1 / 6 + r * (1 / 24) + r2 * (low + r2 * r * high)
  const power = 1 + (r + r2 * (0.5 + r * tail))
  if (n > -BIAS) return 2 * power * powerOfTwo(n - 1)
  return power * powerOfTwo(n + 100) * powerOfTwo(-100)
}

function powerOfTwo(n: number): number {
  words[LOWER] = 0
  words[UPPER] = (n + BIAS) << 20
  return number[0]
}

/** ln x to an ulp; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return x
  if (x < 2.2250738585072014e-308) return log(x * 18014398509481984) - 54 * LN2_HIGH - 54 * LN2_LOW // 2^54
  number[0] = x
  // Exponent and fraction with the split at √½, so that the fraction is from √½ to √2.
  const upper = words[UPPER] + (0x3ff00000 - ROOT_HALF_UPPER)
  const n = (upper >> 20) - BIAS
  words[UPPER] = (upper & 0xfffff) + ROOT_HALF_UPPER
  const f = number[0] - 1
  const s = f / (2 + f)
  const z = s * s
  // (2 artanh s − 2s) / s³ in z, the minimax fit of assembly/math/log.ts.
  const series =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999941289 +
          z *
            (0.28571428742824134 +
              z * (0.22222198524703732 + z * (0.18183567026569492 + z * (0.15313977060876163 + z * 0.1479672717289187))))))
  const halfSquare = 0.5 * f * f
  return n * LN2_HIGH - (halfSquare - (s * (halfSquare + series) + n * LN2_LOW) - f)
}

/** sin x for |x| ≤ 1. */
export function sin(x: number): number {
  const z = x * x
  let sum = 0
  for (let n = 21; n >= 3; n -= 2) sum = (1 + sum) * (-z / (n * (n - 1)))
  return x * (1 + sum)
}
