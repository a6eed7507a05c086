/** The point inside the box that may be the maximum, and what is certain of it. */
import type { TwoFactorProblem } from '../../assembly/shared/two-factor-problem.ts'
import { chooseSide, followTau, moveLogs, newCurve, prepare, type Curve } from './curve.ts'
import { inverseSeries } from './series.ts'

const MAX_STEPS = 40
const LIMIT = 700 // |τ|: e^700 is the last power of e in range
/** The size of a step of fifth order that leaves an error of 1e-14, and that from which on it is worth its while. */
const LAST_STEP = 1.5e-3
const SHORT_STEP = 0.2
/** The size of a step of Newton's that leaves an error of 1e-14. */
const LAST_NEWTON_STEP = 1e-7

/** A step towards the root of an equation along the curve. */
interface Step {
  /** The equation's value. */
  value: number
  step: number
  /** Whether the step ends at the root. */
  isLast: boolean
}

/** The equation of one waste term, S ln|ρ| + Σ weight_i l_i + constant = 0, and of that term ln b_i and ln of its coefficient. */
interface Equation {
  weight0: number
  weight1: number
  constant: number
  logWaste0: number
  logWaste1: number
  term: number
}

// Used for every problem anew. Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const CURVE = newCurve()
const STEP: Step = { value: NaN, step: NaN, isLast: false }
const EQUATION: Equation = { weight0: NaN, weight1: NaN, constant: NaN, logWaste0: NaN, logWaste1: NaN, term: NaN }

/** Beside the sizes of its parts, a value of the equation whose sign is beyond doubt. */
const MARGIN = 1e-3
/** A turn closer to an end than this is not found well. */
const FARTHEST_TURN = 14

/** The point inside, where `findInterior` finds one. */
export const INNER = { y0: NaN, y1: NaN }

/**
 * What is known of the points inside: `only`, y is the only local maximum of all volumes and, inside the box, the maximum;
 * `tangent`, it is the maximum where it lies inside the box; `single`, it is the only local maximum; `none`, there is none;
 * `unknown`.
 */
export type Interior = 'only' | 'tangent' | 'single' | 'none' | 'unknown'

/** Sets INNER, where there is such a point. */
export function findInterior(p: TwoFactorProblem): Interior {
  const varies = p.burdenSlope0 > 0 || p.burdenSlope1 > 0
  const hasGain = p.gain > -Infinity && varies
  const hasBurden = p.burden > -Infinity && varies
  if (hasGain && hasBurden) return twoWasteTerms(p)
  if (hasGain || hasBurden) return oneWasteTerm(p, hasGain)
  return noWaste(p)
}

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms. */
function volumesAtRoot(p: TwoFactorProblem, c: Curve, v: number): void {
  INNER.y0 = (v + c.log0 - c.marginal0) / p.costSlope0
  INNER.y1 = (v + c.log1 - c.marginal1) / p.costSlope1
}

const outputSum = (c: Curve) => c.outputConstant + c.outputShare0 * c.log0 + c.outputShare1 * c.log1
const wasteSum = (c: Curve) => c.wasteConstant + c.wasteShare0 * c.log0 + c.wasteShare1 * c.log1

function noWaste(problem: TwoFactorProblem): Interior {
  const c = CURVE
  prepare(c, problem, 0, 0)
  if (c.returns <= 0) return 'unknown'
  standStill(c, problem)
  volumesAtRoot(problem, c, outputSum(c) / c.returns)
  return 'only'
}

/** Where ρ = 0. */
function standStill(c: Curve, p: TwoFactorProblem): void {
  c.log0 = p.logOutputSlope0
  c.log1 = p.logOutputSlope1
}

/**
 * Where waste only adds (ρ > 0) the point is certified where both positive terms are concave in x_i^{k_i}. Where it only
 * costs (ρ = −r), a stationary point has the value pV (S − r (1 − T)): where that is positive it is the maximum. The equation in
 * ρ is not divided by S, so constant returns are no special case.
 *
 * Where growing waste adds (T > 1) or shrinking waste costs (T < 1), with S > 0, the equation rises, turns once and falls: its
 * first root is the only local maximum. Otherwise it only rises.
 */
function oneWasteTerm(problem: TwoFactorProblem, rising: boolean): Interior {
  const c = CURVE
  const equation = EQUATION
  equation.term = rising ? problem.gain : problem.burden
  equation.logWaste0 = rising ? problem.logGainSlope0 : problem.logBurdenSlope0
  equation.logWaste1 = rising ? problem.logGainSlope1 : problem.logBurdenSlope1
  if (rising) prepare(c, problem, problem.gainSlope0, problem.gainSlope1)
  else prepare(c, problem, problem.burdenSlope0, problem.burdenSlope1)
  const { returns } = c
  const shrinking = 1 - c.wasteReturns
  const fits = returns > 0 || (returns === 0 && (rising ? shrinking > 0 : shrinking < 0))
  if (!fits) return 'unknown'
  chooseSide(c, problem, rising)
  equation.weight0 = shrinking * c.outputShare0 - returns * c.wasteShare0
  equation.weight1 = shrinking * c.outputShare1 - returns * c.wasteShare1
  equation.constant = shrinking * c.outputConstant - returns * (equation.term + c.wasteConstant)
  const turns = returns > 0 && (rising ? shrinking < 0 : shrinking > 0)
  const turn = turns ? findTurn(problem, shrinking) : LIMIT
  if (turn === 'none' || (turn === 'unknown' && rising)) return turn
  const right = turn === 'unknown' ? LIMIT : turn
  const start = turns ? leftRoot(problem) : asymptoteRoot(problem)
  if (!solve(problem, oneTermStep, Math.min(start, right), right)) return 'unknown'
  // v from the better conditioned of the two equations that hold at the root.
  const v = Math.abs(returns) >= Math.abs(shrinking) ? outputSum(c) / returns : (equation.term + wasteSum(c) - c.logRho) / shrinking
  volumesAtRoot(problem, c, v)
  if (!turns || (!rising && Math.exp(c.logRho) * shrinking < returns)) return 'only'
  return turn === 'unknown' ? 'unknown' : 'single'
}

/** Where the left asymptote of the one-term equation vanishes, of slope S; 0 where that is out of range. */
function leftRoot(p: TwoFactorProblem): number {
  const { weight0, weight1, constant } = EQUATION
  const { returns, logLimit } = CURVE
  return inRange(-(weight0 * p.logOutputSlope0 + weight1 * p.logOutputSlope1 + constant + returns * logLimit) / returns)
}

/** On the rising side the nearer root of both asymptotes; on the falling side the left one's, where that is left of 0. */
function asymptoteRoot(problem: TwoFactorProblem): number {
  const { weight0, weight1, constant, logWaste0, logWaste1 } = EQUATION
  const { returns, rising } = CURVE
  const left = leftRoot(problem)
  if (!rising) return Math.min(left, 0)
  const bend = weight0 + weight1
  const right = inRange(-(weight0 * logWaste0 + weight1 * logWaste1 + constant) / (returns + bend))
  return bend > 0 ? Math.min(left, right) : Math.max(left, right)
}

const inRange = (tau: number) => (Math.abs(tau) < LIMIT ? tau : 0)

/**
 * Where the turning equation is at its highest: there S + Σ weight_i b_i ρ / (a_i + b_i ρ) = 0, a quadratic equation in ρ. `none`
 * where it is below zero even there, `unknown` too near to zero, or to an end, to tell.
 */
function findTurn({ outputSlope0: a0, outputSlope1: a1 }: TwoFactorProblem, shrinking: number): number | 'none' | 'unknown' {
  const { weight0, weight1, constant } = EQUATION
  const { returns, rising, logLimit, rest0, rest1, waste0: b0, waste1: b1 } = CURVE
  const square = b0 * b1 * shrinking
  const linear = a0 * b1 * (returns + weight1) + a1 * b0 * (returns + weight0)
  const product = returns * a0 * a1
  const root = Math.sqrt(linear * linear - 4 * square * product)
  const size = rising && linear > 0 ? (linear + root) / (-2 * square) : (2 * product) / (root + (rising ? -linear : linear))
  const e = rising ? size : size / (Math.exp(logLimit) - size)
  const tau = Math.log(e)
  const logOne = rising ? 0 : Math.log(1 + e)
  const logs = weight0 * (Math.log(a0 + rest0 * e) - logOne) + weight1 * (Math.log(a1 + rest1 * e) - logOne)
  const highest = logs + constant + returns * (logLimit + tau - logOne)
  const sizes = 2 * (Math.abs(weight0) + Math.abs(weight1)) + returns * (1 + Math.abs(logLimit)) + Math.abs(constant)
  if (!(Math.abs(highest) > MARGIN * Math.max(1, sizes) && Math.abs(tau) < FARTHEST_TURN)) return 'unknown'
  return highest > 0 ? tau : 'none'
}

/** ν = −E / E', then the inverse series to ν⁴; Halley's step where ν is large. */
function oneTermStep(to: Step, c: Curve): void {
  const { weight0, weight1, constant } = EQUATION
  const { returns, sum0, sum1, one } = c
  const bend = -(returns + weight0 + weight1)
  const value = returns * c.logRho + weight0 * c.log0 + weight1 * c.log1 + constant
  const inverse = -1 / (returns + weight0 * sum0.share + weight1 * sum1.share + bend * one.share)
  const nu = value * inverse
  const c2 = (1 / 2) * inverse * (weight0 * sum0.second + weight1 * sum1.second + bend * one.second) // −c_2
  const c3 = (-1 / 6) * inverse * (weight0 * sum0.third + weight1 * sum1.third + bend * one.third)
  const c4 = (1 / 24) * inverse * (weight0 * sum0.fourth + weight1 * sum1.fourth + bend * one.fourth) // −c_4
  const weights = Math.abs(weight0) + Math.abs(weight1) + Math.abs(bend)
  const size = Math.abs(nu) * Math.max(1, Math.abs(inverse) * weights)
  to.value = value
  to.step = size < SHORT_STEP ? inverseSeries(nu, c2, c3, c4) : nu / Math.max(1 - c2 * nu, 0.5)
  to.isLast = size < LAST_STEP
}

/**
 * Gain and burden (g < 1). The value of the waste stream is concave in W^h for g ≤ h ≤ 1, so its tangent at a stationary
 * point bounds it from above: a point that is certified for the tangent's one waste term is the maximum here too. A
 * falling tangent takes h = 1, a rising one h = g.
 */
function twoWasteTerms(problem: TwoFactorProblem): Interior {
  const c = CURVE
  prepare(c, problem, problem.burdenSlope0, problem.burdenSlope1)
  if (c.returns < 0.01) return 'unknown' // v would be ill-conditioned: the comparison copes
  standStill(c, problem)
  const waste = wasteAt(c, outputSum(c) / c.returns)
  const rising = gainAt(problem, waste) > problem.burden + waste
  if (rising && problem.exponent * c.wasteReturns > 1) return 'unknown'
  chooseSide(c, problem, rising)
  if (!solve(problem, twoTermStep, 0, LIMIT)) return 'unknown'
  if (!rising && c.returns - Math.exp(c.logRho) * (1 - c.wasteReturns) <= 0) return 'unknown'
  volumesAtRoot(problem, c, outputSum(c) / c.returns)
  return 'tangent'
}

/** Σ b_i y_i, ln of the waste less its scale, where pV = e^v. */
const wasteAt = (c: Curve, v: number) => c.wasteReturns * v + wasteSum(c)

/** ln of W times the derivative of the gain by W. */
const gainAt = ({ gain, exponent, logExponent }: TwoFactorProblem, waste: number) => gain + logExponent + exponent * waste

/** Newton's step where |ρ| pV and the smaller waste term together balance the larger one, in logarithms. */
function twoTermStep(to: Step, c: Curve, problem: TwoFactorProblem): void {
  const { exponent } = problem
  const inverseReturns = 1 / c.returns
  const rate0 = c.sum0.share - c.one.share
  const rate1 = c.sum1.share - c.one.share
  const v = outputSum(c) * inverseReturns
  const vRate = (c.outputShare0 * rate0 + c.outputShare1 * rate1) * inverseReturns
  const waste = wasteAt(c, v)
  const wasteRate = c.wasteReturns * vRate + c.wasteShare0 * rate0 + c.wasteShare1 * rate1
  const gain = gainAt(problem, waste)
  const burden = problem.burden + waste
  const minor = c.rising ? burden : gain
  const major = c.rising ? gain : burden
  const minorRate = c.rising ? 1 : exponent
  const majorRate = c.rising ? exponent : 1
  const added = c.logRho + v
  const ratio = Math.exp(-Math.abs(added - minor))
  const weight = (added >= minor ? 1 : ratio) / (1 + ratio)
  to.value = Math.max(added, minor) + Math.log(1 + ratio) - major
  to.step = -to.value / (weight * (1 - c.one.share + vRate) + ((1 - weight) * minorRate - majorRate) * wasteRate)
  to.isLast = Math.abs(to.step) < LAST_NEWTON_STEP
}

/**
 * Follows an equation to its root left of `right`: it is negative on the far left and nearly linear there. Halves the interval
 * where a step strays; the last step moves the logarithms alone. false when there is no root before |τ| = 700.
 */
function solve(
  problem: TwoFactorProblem,
  setStep: (to: Step, c: Curve, problem: TwoFactorProblem) => void,
  start: number,
  right: number,
): boolean {
  const c = CURVE
  let left = -LIMIT
  c.tau = start
  for (let i = 0; i < MAX_STEPS; i++) {
    followTau(c, problem)
    setStep(STEP, c, problem)
    const { tau } = c
    const { value, step, isLast } = STEP
    if (isLast) {
      moveLogs(c, step)
      return Math.abs(tau) < LIMIT - 1
    }
    if (value > 0) right = tau
    else left = tau
    const next = tau + step
    c.tau = next >= left && next <= right ? next : 0.5 * (left + right)
  }
  return false
}
