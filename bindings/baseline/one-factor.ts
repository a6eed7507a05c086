/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */

/** ln of a power term: constant + slope·y. A term that is absent has the constant −Infinity. */
export interface Line {
  constant: number
  slope: number
  logSlope: number
}

export interface OneFactorProblem {
  output: Line
  gain: Line
  burden: Line
  cost: Line
  /** Bounds of y. */
  lower: number
  upper: number
}

export interface OneFactorSolution {
  y: number
  converged: boolean
}

const ABSENT: Line = { constant: -Infinity, slope: 0, logSlope: -Infinity }
const LN2 = Math.LN2
const MAX_ITERATIONS = 100

export const at = (line: Line, y: number) => line.constant + line.slope * y

/** Profits of points farther apart than this in y that agree to TIE of their terms are equal but for rounding. */
export const NEIGHBOURS = 0.01
export const TIE = 4e-15

/** The derivative of a term by y, a term of the same shape; a constant term has none. */
export function derivative(line: Line): Line {
  return line.slope === 0 ? ABSENT : { ...line, constant: line.constant + line.logSlope }
}

export function solveOneFactor(problem: OneFactorProblem): OneFactorSolution {
  const hasGain = problem.gain.constant > -Infinity && problem.gain.slope > 0
  const hasBurden = problem.burden.constant > -Infinity && problem.burden.slope > 0
  return hasGain && hasBurden ? solveFourTerms(problem) : solveThreeTerms(problem, hasGain, hasBurden)
}

/** The better of two volumes; of two equally good ones the smaller. */
function better({ output, gain, burden, cost }: OneFactorProblem, first: number, second: number): number {
  const low = Math.min(first, second)
  const high = Math.max(first, second)
  const revenue = (y: number) => Math.exp(at(output, y)) + Math.exp(at(gain, y))
  const expense = (y: number) => Math.exp(at(burden, y)) + Math.exp(at(cost, y))
  const lead = revenue(high) - expense(high) - (revenue(low) - expense(low))
  const margin = high - low > NEIGHBOURS ? 2 * TIE * expense(high) : 0
  return lead > margin ? high : low
}

/**
 * Three terms: one stands alone against a pair, and the derivative vanishes where e^{−u} + e^{−w} = 1, with u and w the
 * logarithms of the lone term over each of the pair, lines in y. Mirroring y where the lone term is the cost turns both
 * cases into "the lone term is ahead on the left, behind on the right" at the wanted maximum, of which there is at most one.
 */
function solveThreeTerms(problem: OneFactorProblem, hasGain: boolean, hasBurden: boolean): OneFactorSolution {
  const output = derivative(problem.output)
  const cost = derivative(problem.cost)
  const waste = hasGain ? derivative(problem.gain) : derivative(problem.burden)
  const mirror = hasGain ? -1 : 1
  const lone = hasGain ? cost : output
  const partner = hasGain ? output : cost
  const lower = mirror > 0 ? problem.lower : -problem.upper
  const upper = mirror > 0 ? problem.upper : -problem.lower

  const w: Line = { constant: lone.constant - partner.constant, slope: mirror * (lone.slope - partner.slope), logSlope: NaN }
  const u: Line = hasGain || hasBurden
    ? { constant: lone.constant - waste.constant, slope: mirror * (lone.slope - waste.slope), logSlope: NaN }
    : { constant: w.constant + 800, slope: w.slope, logSlope: NaN } // e^{−800} is nothing beside e^{−w}

  const steepest = Math.min(u.slope, w.slope)
  if (steepest >= 0) return { y: better(problem, problem.lower, problem.upper), converged: true }

  const { root, converged } = largerRoot(u, w, lower, upper)
  const peak = mirror * Math.min(Math.max(root, lower), upper)
  // A left end from which the profit rises is no rival.
  const sole = Math.max(u.slope, w.slope) <= 0 || (root > lower && logSum(u, w, lower).value < 0)
  return { y: sole ? peak : better(problem, peak, mirror * lower), converged }
}

/**
 * The larger root of the convex S(η) = ln(e^{−u(η)} + e^{−w(η)}), where at least one of the lines falls: the nearer end
 * when it lies outside [low, high], `low` when there is none. Hyperbola start u w = ln²2, then Halley steps. The bracket is
 * the valley of S, if it has one, and the point where the first falling line reaches zero.
 */
function largerRoot(u: Line, w: Line, low: number, high: number): { root: number; converged: boolean } {
  let left = -Infinity
  let right = Math.min(fallsToZero(u), fallsToZero(w))
  if (Math.max(u.slope, w.slope) > 0) {
    left = (w.constant - u.constant - Math.log(-w.slope / u.slope)) / (u.slope - w.slope)
    if (!(left < right) || logSum(u, w, left).value >= 0) return { root: low, converged: true }
  }
  const scale = Math.abs(u.slope) + Math.abs(w.slope)
  const start = hyperbola(u, w)
  let eta = start > left && start < right ? start : right
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    if (eta === -Infinity) return { root: low, converged: true }
    const { value, slope, curvature } = logSum(u, w, eta)
    if (value <= 0 && eta >= high) return { root: high, converged: true }
    if (value >= 0 && slope > 0 && eta <= low) return { root: low, converged: true }
    if (value > 0) right = eta
    else left = eta
    const halley = slope - (0.5 * value * curvature) / slope
    const stepped = eta - value / (halley > 0.25 * slope ? halley : slope)
    // A Halley step cubes the error, so where Newton's would be 4e-6 it leaves 1e-16.
    if (Math.abs(value) * scale * scale <= 4e-6 * slope * Math.min(slope, scale)) return { root: stepped, converged: true }
    const next = stepped >= left && stepped <= right ? stepped : 0.5 * (left + right)
    if (Math.abs(next - eta) <= 2e-16 * Math.abs(eta)) return { root: next, converged: true }
    eta = next
  }
  return { root: eta, converged: false }
}

function fallsToZero({ constant, slope }: Line): number {
  if (slope < 0) return constant / -slope
  return slope === 0 && constant <= 0 ? -Infinity : Infinity
}

function logSum(u: Line, w: Line, eta: number): { value: number; slope: number; curvature: number } {
  const atU = at(u, eta)
  const atW = at(w, eta)
  const ratio = Math.exp(-Math.abs(atU - atW))
  const major = 1 / (1 + ratio)
  const weight = atU <= atW ? major : ratio * major
  const difference = u.slope - w.slope
  return {
    value: Math.log1p(ratio) - Math.min(atU, atW),
    slope: -(u.slope * weight + w.slope * (1 - weight)),
    curvature: ratio * major * major * difference * difference,
  }
}

/** The root of u w = ln²2 with u, w > 0 at which the falling line binds; the vertex where there is none. */
function hyperbola(u: Line, w: Line): number {
  const a = u.slope * w.slope
  const b = u.constant * w.slope + w.constant * u.slope
  const c = u.constant * w.constant - LN2 * LN2
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  return b > 0 ? (-b - root) / (2 * a) : (2 * c) / (root - b)
}

/** Derivative sign G(y) = ln(positive terms) − ln(negative terms), and bounds of its slope: each mean exponent rises with y. */
interface Balance {
  value: number
  rise: number
  fall: number
}

function solveFourTerms(problem: OneFactorProblem): OneFactorSolution {
  const output = derivative(problem.output)
  const gain = derivative(problem.gain)
  const burden = derivative(problem.burden)
  const cost = derivative(problem.cost)
  const balance = (y: number): Balance => {
    const positive = logSumOf(output, gain, y)
    const negative = logSumOf(burden, cost, y)
    return { value: positive.value - negative.value, rise: positive.slope, fall: negative.slope }
  }
  const atLower = balance(problem.lower)
  const atUpper = balance(problem.upper)
  let y: number
  let converged = true
  if (atLower.value <= 0) y = problem.lower
  else if (atUpper.value >= 0) y = problem.upper
  else ({ y, converged } = bracketedRoot(balance, problem.lower, problem.upper))
  if (isCertified(problem, y)) return { y, converged }
  return searchFourTerms(problem, balance)
}

function logSumOf(first: Line, second: Line, y: number): { value: number; slope: number } {
  const p = at(first, y)
  const q = at(second, y)
  const ratio = Math.exp(-Math.abs(p - q))
  const weight = (p >= q ? 1 : ratio) / (1 + ratio)
  return { value: Math.max(p, q) + Math.log1p(ratio), slope: first.slope * weight + second.slope * (1 - weight) }
}

/**
 * Whether a point that no small move improves is the global maximum. The value of the waste stream is concave in W^h for
 * g ≤ h ≤ 1, so its tangent there bounds it from above, and a point that is best for the tangent's enterprise is best.
 * A falling tangent (h = 1) leaves one positive term, and a stationary point with a positive value is the maximum
 * (geometric programming); with a rising one (h = g) the profit is concave in x^k when a ≤ k and g b ≤ k.
 */
function isCertified({ output, gain, burden, cost }: OneFactorProblem, y: number): boolean {
  if (Math.max(output.slope, gain.slope) <= Math.min(burden.slope, cost.slope)) return true
  const marginal = (gain.slope / burden.slope) * Math.exp(at(gain, y)) - Math.exp(at(burden, y))
  if (marginal > 0) return output.slope <= cost.slope && gain.slope <= cost.slope
  return Math.exp(at(output, y)) + marginal > Math.exp(at(cost, y))
}

/** A root in [left, right] where the balance falls from positive to negative: Newton's steps, halving where they stray. */
function bracketedRoot(balance: (y: number) => Balance, left: number, right: number): OneFactorSolution {
  let y = 0.5 * (left + right)
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const { value, rise, fall } = balance(y)
    if (value > 0) left = y
    else right = y
    const slope = rise - fall
    const newton = y - value / slope
    const next = slope < 0 && newton >= left && newton <= right ? newton : 0.5 * (left + right)
    const moved = Math.abs(next - y)
    y = next
    if (moved <= 4e-16 * Math.max(1, Math.abs(y))) return { y, converged: true }
    if (next === newton && moved < 1e-9) return { y, converged: true } // Newton's step squares the error
  }
  return { y, converged: false }
}

/**
 * Every local maximum, by halving the interval until the balance is monotone on each piece or has no zero there. Mean
 * exponents rise with y, so their values at the ends bound the slope and no zero can hide. A piece too short to halve
 * holds at most a flat inflection; its middle is a candidate all the same.
 */
function searchFourTerms(problem: OneFactorProblem, balance: (y: number) => Balance): OneFactorSolution {
  const candidates = [problem.lower, problem.upper].filter((y, i) => (i === 0 ? balance(y).value <= 0 : balance(y).value >= 0))
  let converged = true
  const pieces = [{ left: problem.lower, right: problem.upper }]
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const { left, right } = piece
    const atLeft = balance(left)
    const atRight = balance(right)
    const steepestRise = atRight.rise - atLeft.fall
    const steepestFall = atLeft.rise - atRight.fall
    const width = right - left
    const monotone = steepestRise <= 0 || steepestFall >= 0
    const middle = 0.5 * (left + right)
    if (monotone) {
      if (atLeft.value > 0 && atRight.value < 0) {
        const root = bracketedRoot(balance, left, right)
        converged &&= root.converged
        candidates.push(root.y)
      }
    } else if (width < 1e-9) {
      candidates.push(middle)
    } else if (!staysPositive(atLeft.value, atRight.value, steepestFall, steepestRise, width) &&
               !staysPositive(-atLeft.value, -atRight.value, -steepestRise, -steepestFall, width)) {
      pieces.push({ left, right: middle }, { left: middle, right })
    }
  }
  return { y: candidates.reduce((best, y) => better(problem, best, y)), converged }
}

/** Whether a function with these end values and slopes within [fall, rise] keeps above zero between. */
function staysPositive(atLeft: number, atRight: number, fall: number, rise: number, width: number): boolean {
  return atLeft > 0 && atRight > 0 && (atLeft + fall * width > 0 || atRight - rise * width > 0 ||
    // the two bounding lines meet above zero
    (rise * atLeft - fall * (atRight - rise * width)) / (rise - fall) > 0)
}
