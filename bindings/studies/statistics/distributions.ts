import { exp } from '../../numbers/elementary.ts'
import { incompleteBeta } from './beta.ts'

/** Probability that |t| of Student's distribution is at least |t|. */
export function studentTwoSided(t: number, degrees: number): number {
  const square = t * t
  if (square === Infinity) return 0
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5)
}

/** Probability that F is at least `f`. */
export function fisherAbove(f: number, above: number, below: number): number {
  if (f === Infinity) return 0
  const scale = below + above * f
  return incompleteBeta(below / scale, (above * f) / scale, below / 2, above / 2)
}

/** Probability that a binomial variable of `n` trials is at least `k`. */
export function binomialAtLeast(k: number, n: number, probability: number): number {
  if (k <= 0) return 1
  if (k > n) return 0
  return incompleteBeta(probability, 1 - probability, k, n - k + 1)
}

/** The t that |t| of Student's distribution exceeds with probability `excess`, by bisection: 0.05 gives the half width of 95 % intervals. */
export function studentQuantile(excess: number, degrees: number): number {
  let [low, high] = [0, 1]
  while (studentTwoSided(high, degrees) > excess) [low, high] = [high, 2 * high]
  for (;;) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return middle
    if (studentTwoSided(middle, degrees) > excess) low = middle
    else high = middle
  }
}

/** Φ(z), by the incomplete gamma function's continued fraction in the tails and its series in the middle; relative error about 1e-14 on the left. */
export function normalBelow(z: number): number {
  if (Number.isNaN(z)) return NaN
  if (z > 0) return 1 - normalBelow(-z)
  return z < -3 ? leftTail(-z) : 0.5 - halfCentre(-z)
}

function density(z: number): number {
  return exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** Φ(z) − ½ = φ(z) (z + z³/3 + z⁵/15 + …). */
function halfCentre(z: number): number {
  let term = z
  let sum = z
  for (let n = 3; term > 1e-18 * sum; n += 2) sum += term *= (z * z) / n
  return density(z) * sum
}

/** Mills' ratio as the continued fraction 1/(z + 1/(z + 2/(z + …))), from its far end. */
function leftTail(z: number): number {
  let rest = z
  for (let n = 120; n > 0; n--) rest = z + n / rest
  return density(z) / rest
}
