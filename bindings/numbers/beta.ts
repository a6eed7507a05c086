/** The quantile of the beta distribution on [0, 1]. */
import { exp, log } from './elementary.ts'
import type { Quantile } from './normal.ts'

const STEPS = 100
/** Below the least normal number a fraction's part counts as 0. */
const TINY = 1e-300
const EPSILON = 2 ** -52

/** To about 1e-15 of the whole, by Newton's steps kept between bounds that close in. */
export function betaQuantile(a: number, b: number): Quantile {
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b)
  return (u, rest) => {
    if (u <= 0) return 0
    if (rest <= 0) return 1
    let [low, high] = [0, 1]
    let x = startOf(u, rest, a, b, logScale)
    for (let step = 0; step < STEPS; step++) {
      const logDensity = logScale + (a - 1) * log(x) + (b - 1) * log(1 - x)
      const excess = excessAt(x, u, rest, a, b, logScale)
      if (excess === 0) return x
      if (excess > 0) high = x
      else low = x
      let next = x - excess / exp(logDensity)
      if (!(next > low && next < high)) next = 0.5 * (low + high)
      if (Math.abs(next - x) <= EPSILON * next || next === low || next === high) return next
      x = next
    }
    return x
  }
}

/** I_x(a, b) − u, of the smaller of the two sides. */
function excessAt(x: number, u: number, rest: number, a: number, b: number, logScale: number): number {
  const power = exp(logScale + a * log(x) + b * log(1 - x))
  // The fraction converges quickly on this side of the mean.
  if (x * (a + b + 2) < a + 1) return (power * fraction(x, a, b)) / a - u
  return rest - (power * fraction(1 - x, b, a)) / b
}

/** Lentz's form of the continued fraction of the incomplete beta function (DLMF 8.17.22). */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < EPSILON) break
  }
  return result
}

function away(x: number): number {
  return Math.abs(x) < TINY ? TINY : x
}

/** The tails' powers, or the mean: good enough for steps that are kept between bounds. */
function startOf(u: number, rest: number, a: number, b: number, logScale: number): number {
  const left = exp((log(u) + log(a) - logScale) / a)
  if (left < 0.1 / (1 + b)) return Math.max(left, TINY)
  const right = exp((log(rest) + log(b) - logScale) / b)
  if (right < 0.1 / (1 + a)) return Math.min(1 - right, 1 - EPSILON / 2)
  return a / (a + b)
}

/** ln Γ(x) for x > 0: Stirling's series from 15 on. */
function logGamma(x: number): number {
  let product = 1
  while (x < 15) product *= x++
  const z = 1 / (x * x)
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - (z * 691) / 360360))))) / x
  return (x - 0.5) * log(x) - x + 0.9189385332046728 + series - log(product)
}
