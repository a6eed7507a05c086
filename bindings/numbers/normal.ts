/** The normal distribution: its quantile, its tail probability, and the quantile of a part that lies far out. */
import { exp, log } from './elementary.ts'

/** The standard normal quantile for 0 < u < 1; relative error about 1e-15 (M. J. Wichura, Algorithm AS 241, Applied Statistics 37, 1988). */
export function normalQuantile(u: number): number {
  const q = u - 0.5
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q *
        (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r +
          13731.693765509461125) *
          r +
          1971.5909503065514427) *
          r +
          133.14166789178437745) *
          r +
          3.387132872796366608)) /
      (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r +
        5394.1960214247511077) *
        r +
        687.1870074920579083) *
        r +
        42.313330701600911252) *
        r +
        1)
    )
  }
  const value = tailQuantile(q < 0 ? u : 1 - u)
  return q < 0 ? -value : value
}

/** Above which a standard normal variable is with probability p, 0 < p < 0.075. */
function tailQuantile(p: number): number {
  let r = Math.sqrt(-log(p))
  if (r <= 5) {
    r -= 1.6
    return (
      (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r +
        3.64784832476320460504) *
        r +
        5.7694972214606914055) *
        r +
        4.6303378461565452959) *
        r +
        1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r +
        0.68976733498510000455) *
        r +
        1.6763848301838038494) *
        r +
        2.05319162663775882187) *
        r +
        1)
    )
  }
  r -= 5
  return (
    (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r +
      0.29656057182850489123) *
      r +
      1.7848265399172913358) *
      r +
      5.4637849111641143699) *
      r +
      6.6579046435011037772) /
    (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r +
      0.0148753612908506148525) *
      r +
      0.13692988092273580531) *
      r +
      0.59983220655588793769) *
      r +
      1)
  )
}

const ROOT_2PI = 2.5066282746310002
/** From here on the continued fraction is quicker than the series. */
const FAR = 2.5

/** The probability of more than x; relative error about 1e-15 for x > 0, until it underflows at 38. */
export function upperTail(x: number): number {
  if (x === Infinity) return 0
  if (x < 0) return 1 - upperTail(-x)
  return x < FAR ? 0.5 - density(x) * seriesAt(x) : density(x) * millsRatio(x)
}

/** ln of the same for x ≥ 0, where it underflows too. */
function logUpperTail(x: number): number {
  return x < FAR ? log(upperTail(x)) : log(millsRatio(x) / ROOT_2PI) - 0.5 * x * x
}

function density(x: number): number {
  // x² in two parts, the first exact: far out its rounding would count.
  const high = Math.floor(x * 16 + 0.5) / 16
  return (exp(-0.5 * high * high) * exp(-0.5 * (x - high) * (x + high))) / ROOT_2PI
}

/** (Φ(x) − ½) / φ(x) = x + x³/3 + x⁵/(3·5) + … */
function seriesAt(x: number): number {
  let term = x
  let sum = x
  for (let n = 3; term > 1e-17 * sum; n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return sum
}

/** (1 − Φ(x)) / φ(x) for x ≥ FAR, by Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/(x + …)))). */
function millsRatio(x: number): number {
  let fraction = x
  for (let n = Math.ceil(20 + 700 / (x * x)); n >= 1; n--) fraction = x + n / fraction
  return 1 / fraction
}

/** A quantile at u, given 1 − u too: near 1, or where a distribution is mirrored, a double does not hold both. */
export type Quantile = (u: number, rest: number) => number

/** The quantile of a standard normal variable between low and high, from the nearer tail. */
export function truncatedQuantile(low: number, high: number): Quantile {
  if (high <= 0) {
    const mirrored = truncatedQuantile(-high, -low)
    return (u, rest) => -mirrored(rest, u)
  }
  if (low >= 0) return farQuantile(low, high)
  const below = upperTail(-low)
  const above = upperTail(high)
  const inside = 1 - below - above
  return (u, rest) => {
    const lower = below + u * inside
    return clamp(lower <= 0.5 ? normalQuantile(lower) : -normalQuantile(above + rest * inside), low, high)
  }
}

/** The same for 0 ≤ low. */
function farQuantile(low: number, high: number): Quantile {
  const start = logUpperTail(low)
  // The probability beyond `high`, of that beyond `low`.
  const beyond = high === Infinity ? 0 : exp(logUpperTail(high) - start)
  return (u, rest) => {
    const before = u * (1 - beyond)
    const target = start + (before < 0.1 ? logOneMinus(before) : log(rest + u * beyond))
    return clamp(solve(target, low, start), low, high)
  }
}

/** ln(1 − x) for 0 ≤ x ≤ 0.1. */
function logOneMinus(x: number): number {
  const rest = 1 - x
  return rest === 1 ? -x : (log(rest) * x) / (1 - rest)
}

/** x ≥ low with logUpperTail(x) = target, by Newton's steps: the function is concave, so that they come from one side. */
function solve(target: number, low: number, start: number): number {
  let x = Math.sqrt(low * low - 2 * (target - start))
  for (let step = 0; step < 40; step++) {
    const slope = x < FAR ? density(x) / upperTail(x) : 1 / millsRatio(x)
    const change = (logUpperTail(x) - target) / slope
    x += change
    if (x < low) x = low
    if (Math.abs(change) <= 4e-16 * Math.abs(x)) break
  }
  return x
}

function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x
}
