/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */
import { solveFourTerms } from './four-terms.ts'
import { better, type OneFactorProblem } from './one-factor-problem.ts'

const MAX_STEPS = 100

/** The two lines of a problem with three terms, and the interval of η; see `solveThreeTerms`. */
interface Lines {
  u: number
  uSlope: number
  w: number
  wSlope: number
  low: number
  high: number
}

/** S(η) = ln(e^{−u(η)} + e^{−w(η)}) and its derivatives. */
interface LogSum {
  value: number
  slope: number
  curvature: number
}

// Used for every problem anew. Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const LINES: Lines = { u: NaN, uSlope: NaN, w: NaN, wSlope: NaN, low: NaN, high: NaN }
const SUM: LogSum = { value: NaN, slope: NaN, curvature: NaN }

/** Fills `y` and `converged`. */
export function solveOneFactor(problem: OneFactorProblem): void {
  const hasGain = problem.gain.constant > -Infinity && problem.gain.slope > 0
  const hasBurden = problem.burden.constant > -Infinity && problem.burden.slope > 0
  problem.converged = true
  if (hasGain && hasBurden) solveFourTerms(problem)
  else solveThreeTerms(problem, hasGain, hasBurden)
}

/**
 * Three terms: one stands alone against a pair, and the derivative vanishes where e^{−u} + e^{−w} = 1, with u and w the
 * logarithms of the lone term over each of the pair, lines in y. Mirroring y where the lone term is the cost turns both
 * cases into "the lone term is ahead on the left, behind on the right" at the wanted maximum, of which there is at most one.
 */
function solveThreeTerms(problem: OneFactorProblem, hasGain: boolean, hasBurden: boolean): void {
  const l = LINES
  const { lower, upper } = problem
  const mirror = hasGain ? -1 : 1
  const lone = hasGain ? problem.cost : problem.output
  const partner = hasGain ? problem.output : problem.cost
  const waste = hasGain ? problem.gain : problem.burden
  l.low = hasGain ? -upper : lower
  l.high = hasGain ? -lower : upper
  l.w = lone.constant + lone.logSlope - partner.constant - partner.logSlope
  l.wSlope = mirror * (lone.slope - partner.slope)
  l.u = l.w + 800 // e^{−800} is nothing beside e^{−w}
  l.uSlope = l.wSlope
  if (hasGain || hasBurden) {
    l.u = lone.constant + lone.logSlope - waste.constant - waste.logSlope
    l.uSlope = mirror * (lone.slope - waste.slope)
  }
  if (Math.min(l.uSlope, l.wSlope) >= 0) {
    problem.y = better(problem, lower, upper)
    return
  }
  const root = largerRoot(problem, l)
  const peak = mirror * Math.min(Math.max(root, l.low), l.high)
  // A left end from which the profit rises is no rival.
  const sole = Math.max(l.uSlope, l.wSlope) <= 0 || (root > l.low && sumAt(l, l.low).value < 0)
  problem.y = sole ? peak : better(problem, peak, mirror * l.low)
}

/**
 * The larger root of the convex S, where at least one of the lines falls: the nearer end when it lies outside [low, high],
 * `low` when there is none. Hyperbola start u w = ln²2, then Halley steps. The bracket is the valley of S, if it has one,
 * and the point where the first falling line reaches zero.
 */
function largerRoot(problem: OneFactorProblem, l: Lines): number {
  const { u, uSlope, w, wSlope, low, high } = l
  let left = -Infinity
  let right = Math.min(fallsToZero(u, uSlope), fallsToZero(w, wSlope))
  if (Math.max(uSlope, wSlope) > 0) {
    left = (w - u - Math.log(-wSlope / uSlope)) / (uSlope - wSlope)
    if (!(left < right) || sumAt(l, left).value >= 0) return low
  }
  const scale = Math.abs(uSlope) + Math.abs(wSlope)
  const start = hyperbola(l)
  let eta = start > left && start < right ? start : right
  for (let i = 0; i < MAX_STEPS; i++) {
    if (eta === -Infinity) return low
    const { value, slope, curvature } = sumAt(l, eta)
    if (value <= 0 && eta >= high) return high
    if (value >= 0 && slope > 0 && eta <= low) return low
    if (value > 0) right = eta
    else left = eta
    const halley = slope - (0.5 * value * curvature) / slope
    const stepped = eta - value / (halley > 0.25 * slope ? halley : slope)
    // A Halley step cubes the error, so where Newton's would be 4e-6 it leaves 1e-16.
    if (Math.abs(value) * scale * scale <= 4e-6 * slope * Math.min(slope, scale)) return stepped
    const next = stepped >= left && stepped <= right ? stepped : 0.5 * (left + right)
    if (Math.abs(next - eta) <= 2e-16 * Math.abs(eta)) return next
    eta = next
  }
  problem.converged = false
  return eta
}

function fallsToZero(constant: number, slope: number): number {
  if (slope < 0) return constant / -slope
  return slope === 0 && constant <= 0 ? -Infinity : Infinity
}

/** S at η. The next call overwrites it. */
function sumAt({ u, uSlope, w, wSlope }: Lines, eta: number): LogSum {
  const atU = u + uSlope * eta
  const atW = w + wSlope * eta
  const ratio = Math.exp(-Math.abs(atU - atW))
  const major = 1 / (1 + ratio)
  const weight = atU <= atW ? major : ratio * major
  const difference = uSlope - wSlope
  SUM.value = Math.log(1 + ratio) - Math.min(atU, atW)
  SUM.slope = -(wSlope + difference * weight)
  SUM.curvature = ratio * major * major * difference * difference
  return SUM
}

/** The root of u w = ln²2 with u, w > 0 at which the falling line binds; the vertex where there is none. */
function hyperbola({ u, uSlope, w, wSlope }: Lines): number {
  const a = uSlope * wSlope
  const b = u * wSlope + w * uSlope
  const c = u * w - Math.LN2 * Math.LN2
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  return b > 0 ? (-b - root) / (2 * a) : (2 * c) / (root - b)
}
