/**
 * The maximum of a problem of one factor with three terms. One stands alone against a pair, and the derivative vanishes where
 * e^{−u} + e^{−w} = 1, with u and w the logarithms of the lone term over each of the pair, lines in y. Mirroring y where the lone
 * term is the cost turns both cases into "the lone term is ahead on the left, behind on the right" at the wanted maximum, of which
 * there is at most one.
 */
import { compareEveryMaximum } from './every-maximum.ts'
import { better, OneFactorProblem } from './one-factor-problem.ts'

/** Enough but where the lone term is ahead by nearly nothing. */
const MAX_STEPS: i32 = 30

/** The two lines, and the interval of η, which is y or mirrors it. */
class Lines {
  u: f64 = NaN
  uSlope: f64 = NaN
  w: f64 = NaN
  wSlope: f64 = NaN
  low: f64 = NaN
  high: f64 = NaN
}

/** S(η) = ln(e^{−u(η)} + e^{−w(η)}) and its derivatives. */
class LogSum {
  value: f64 = NaN
  slope: f64 = NaN
  curvature: f64 = NaN
}

const LINES = new Lines()
const SUM = new LogSum()

/** Fills `y` of a problem without a gain or without a burden. */
export function solveThreeTerms(p: OneFactorProblem): void {
  const l = LINES
  const pays = p.gain > -Infinity && p.gainSlope > 0
  const burdens = p.burden > -Infinity && p.burdenSlope > 0
  const sign: f64 = pays ? -1 : 1
  const output = p.output + p.logOutputSlope
  const cost = p.cost + p.logCostSlope
  l.low = pays ? -p.upper : p.lower
  l.high = pays ? -p.lower : p.upper
  l.w = sign * (output - cost)
  l.wSlope = p.outputSlope - p.costSlope
  l.u = l.w + 800 // e^{−800} is nothing beside e^{−w}
  l.uSlope = l.wSlope
  if (pays) {
    l.u = cost - p.gain - p.logGainSlope
    l.uSlope = p.gainSlope - p.costSlope
  } else if (burdens) {
    l.u = output - p.burden - p.logBurdenSlope
    l.uSlope = p.outputSlope - p.burdenSlope
  }
  if (Math.min(l.uSlope, l.wSlope) >= 0) {
    p.y = better(p, p.lower, p.upper)
    return
  }
  const root = largerRoot(l)
  if (isNaN(root)) {
    compareEveryMaximum(p)
    return
  }
  const peak = sign * Math.min(Math.max(root, l.low), l.high)
  if (Math.max(l.uSlope, l.wSlope) > 0) {
    // A left end from which the profit rises is no rival.
    if (root > l.low) sumAt(l, l.low)
    p.y = root > l.low && SUM.value < 0 ? peak : better(p, peak, sign * l.low)
  } else {
    p.y = peak
  }
}

/**
 * The larger root of the convex S, where at least one of the lines falls: the nearer end when it lies outside [low, high],
 * `low` when there is none, NaN where the steps do not lead to it. Hyperbola start u w = ln²2, then Halley steps. The bracket is the
 * valley of S, if it has one, and the point where the first falling line reaches zero.
 */
function largerRoot(l: Lines): f64 {
  if (l.wSlope === 0) return rootBesideConstant(l, l.w, l.u, l.uSlope)
  if (l.uSlope === 0) return rootBesideConstant(l, l.u, l.w, l.wSlope)
  let left: f64 = -Infinity
  let right = Math.min(fallsToZero(l.u, l.uSlope), fallsToZero(l.w, l.wSlope))
  if (Math.max(l.uSlope, l.wSlope) > 0) {
    left = (l.w - l.u - Math.log(-l.wSlope / l.uSlope)) / (l.uSlope - l.wSlope)
    if (!(left < right)) return l.low
    sumAt(l, left)
    if (SUM.value >= 0) return l.low
  }
  const scale = Math.abs(l.uSlope) + Math.abs(l.wSlope)
  const start = hyperbola(l)
  let eta = start > left && start < right ? start : right
  for (let i = 0; i < MAX_STEPS; i++) {
    sumAt(l, eta)
    const value = SUM.value
    const slope = SUM.slope
    if (value <= 0 && eta >= l.high) return l.high
    if (value >= 0 && slope > 0 && eta <= l.low) return l.low
    if (value > 0) right = eta
    else left = eta
    const halley = slope - (0.5 * value * SUM.curvature) / slope
    const stepped = eta - value / (halley > 0.25 * slope ? halley : slope)
    // A Halley step cubes the error, so where Newton's would be 4e-6 it leaves 1e-16.
    if (Math.abs(value) * scale * scale <= 4e-6 * slope * Math.min(slope, scale)) return stepped
    eta = stepped >= left && stepped <= right ? stepped : 0.5 * (left + right)
    if (!(Math.abs(eta) < Infinity)) return NaN
  }
  return NaN
}

/** Where one line is constant and the other falls. */
function rootBesideConstant(l: Lines, constant: f64, start: f64, slope: f64): f64 {
  if (constant <= 0) return l.low
  return (start + Math.log(-Math.expm1(-constant))) / -slope
}

function fallsToZero(constant: f64, slope: f64): f64 {
  return slope < 0 ? constant / -slope : Infinity
}

/** Fills SUM at η. */
function sumAt(l: Lines, eta: f64): void {
  const atU = l.u + l.uSlope * eta
  const atW = l.w + l.wSlope * eta
  const ratio = Math.exp(-Math.abs(atU - atW))
  const major = 1 / (1 + ratio)
  const weight = atU <= atW ? major : ratio * major
  const difference = l.uSlope - l.wSlope
  SUM.value = Math.log(1 + ratio) - Math.min(atU, atW)
  SUM.slope = -(l.wSlope + difference * weight)
  SUM.curvature = ratio * major * major * difference * difference
}

/** The root of u w = ln²2 with u, w > 0 at which the falling line binds; the vertex where there is none. */
function hyperbola(l: Lines): f64 {
  const a = l.uSlope * l.wSlope
  const b = l.u * l.wSlope + l.w * l.uSlope
  const c = l.u * l.w - Math.LN2 * Math.LN2
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  return b > 0 ? (-b - root) / (2 * a) : (2 * c) / (root - b)
}
