/** The interior stationary point that can be certified as the global maximum, where there is one. */
import { chooseSide, followTau, newCurve, reduce, type Curve } from './curve.ts'
import type { Plane, TwoFactorProblem } from './two-factor-problem.ts'

const MAX_STEPS = 40
const LIMIT = 700 // |τ|: e^700 is the last power of e in range

/** An equation along the curve, at its τ. */
interface Equation {
  value: number
  slope: number
  /** Of the one with one waste term, S ln|ρ| + Σ weight_i l_i + constant = 0. */
  weight0: number
  weight1: number
  constant: number
}

// Used for every problem anew. Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const CURVE = newCurve()
const EQUATION: Equation = { value: NaN, slope: NaN, weight0: NaN, weight1: NaN, constant: NaN }

const NO_WASTE = [0, 0]

/** Fills `y`, which is the maximum where it lies inside the box; false when no point can be certified. */
export function certify(problem: TwoFactorProblem, y: number[]): boolean {
  const { gain, burden } = problem
  const hasGain = gain.constant > -Infinity && varies(gain)
  const hasBurden = burden.constant > -Infinity && varies(burden)
  if (hasGain && hasBurden) return twoWasteTerms(problem, y)
  if (hasGain || hasBurden) return oneWasteTerm(problem, hasGain ? gain : burden, hasGain, y)
  return noWaste(problem, y)
}

const varies = ({ slopes }: Plane) => slopes[0] > 0 || slopes[1] > 0

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms. */
function place({ costs }: TwoFactorProblem, c: Curve, v: number, y: number[]): void {
  y[0] = (v + c.log0 - c.marginal0) / costs[0].slope
  y[1] = (v + c.log1 - c.marginal1) / costs[1].slope
}

const outputSum = (c: Curve) => c.outputConstant + c.outputShare0 * c.log0 + c.outputShare1 * c.log1
const wasteSum = (c: Curve) => c.wasteConstant + c.wasteShare0 * c.log0 + c.wasteShare1 * c.log1

function noWaste(problem: TwoFactorProblem, y: number[]): boolean {
  const c = CURVE
  reduce(c, problem, NO_WASTE)
  if (c.returns <= 0) return false
  standStill(c, problem)
  place(problem, c, outputSum(c) / c.returns, y)
  return true
}

/** Where ρ = 0. */
function standStill(c: Curve, { output }: TwoFactorProblem): void {
  c.log0 = output.logSlopes[0]
  c.log1 = output.logSlopes[1]
}

/**
 * Where waste only adds (ρ > 0) the point is certified where both positive terms are concave in x_i^{k_i}. Where it only
 * costs (ρ = −r), a stationary point has the value pV (S − r (1 − T)): where that is positive it is the only one and the
 * maximum. The equation in ρ is not divided by S, so constant returns are no special case.
 */
function oneWasteTerm(problem: TwoFactorProblem, term: Plane, rising: boolean, y: number[]): boolean {
  const c = CURVE
  const equation = EQUATION
  reduce(c, problem, term.slopes)
  const { returns } = c
  const growing = 1 - c.wasteReturns
  const fits = rising
    ? returns >= 0 && growing >= 0 && (returns > 0 || growing > 0)
    : returns > 0 || (returns === 0 && growing < 0)
  if (!fits) return false
  chooseSide(c, problem, term.slopes, rising, growing > 0 ? returns / growing : Infinity)
  equation.weight0 = growing * c.outputShare0 - returns * c.wasteShare0
  equation.weight1 = growing * c.outputShare1 - returns * c.wasteShare1
  equation.constant = growing * c.outputConstant - returns * (term.constant + c.wasteConstant)
  if (!solve(problem, oneTermEquation, rising ? asymptoteRoot(problem, term) : 0)) return false
  // v from the better conditioned of the two equations that hold at the root.
  const v = Math.abs(returns) >= Math.abs(growing)
    ? outputSum(c) / returns
    : (term.constant + wasteSum(c) - c.logRho) / growing
  place(problem, c, v, y)
  return true
}

/** Where the nearer asymptote of the one-term equation vanishes on the rising side: the root is close when it is far from τ = 0. */
function asymptoteRoot({ output }: TwoFactorProblem, gain: Plane): number {
  const { weight0, weight1, constant } = EQUATION
  const { returns } = CURVE
  const bend = weight0 + weight1
  const left = -(weight0 * output.logSlopes[0] + weight1 * output.logSlopes[1] + constant) / returns
  const right = -(weight0 * gain.logSlopes[0] + weight1 * gain.logSlopes[1] + constant) / (returns + bend)
  const root = bend > 0 ? Math.min(left, right) : Math.max(left, right)
  return Math.abs(root) < LIMIT ? root : 0
}

function oneTermEquation(equation: Equation, c: Curve): void {
  const { weight0, weight1 } = equation
  equation.value = c.returns * c.logRho + weight0 * c.log0 + weight1 * c.log1 + equation.constant
  equation.slope = c.returns * c.logRhoRate + weight0 * c.logRate0 + weight1 * c.logRate1
}

/**
 * Gain and burden (g < 1). The value of the waste stream is concave in W^h for g ≤ h ≤ 1, so its tangent at a stationary
 * point bounds it from above: a point that is certified for the tangent's one waste term is the maximum here too. A
 * falling tangent takes h = 1, a rising one h = g.
 */
function twoWasteTerms(problem: TwoFactorProblem, y: number[]): boolean {
  const c = CURVE
  const { burden } = problem
  reduce(c, problem, burden.slopes)
  if (c.returns < 0.01) return false // v would be ill-conditioned: the comparison copes
  standStill(c, problem)
  const waste = wasteAt(c, outputSum(c) / c.returns)
  const rising = gainAt(problem, waste) > burden.constant + waste
  if (rising && problem.exponent * c.wasteReturns > 1) return false
  chooseSide(c, problem, burden.slopes, rising, Infinity)
  if (!solve(problem, twoTermEquation, 0)) return false
  if (!rising && c.returns - Math.exp(c.logRho) * (1 - c.wasteReturns) <= 0) return false
  place(problem, c, outputSum(c) / c.returns, y)
  return true
}

/** Σ b_i y_i, ln of the waste less its scale, where pV = e^v. */
const wasteAt = (c: Curve, v: number) => c.wasteReturns * v + wasteSum(c)

/** ln of W times the derivative of the gain by W. */
const gainAt = ({ gain, exponent, logExponent }: TwoFactorProblem, waste: number) => gain.constant + logExponent + exponent * waste

/** |ρ| pV and the smaller waste term together balance the larger one, in logarithms. */
function twoTermEquation(equation: Equation, c: Curve, problem: TwoFactorProblem): void {
  const { exponent } = problem
  const v = outputSum(c) / c.returns
  const vRate = (c.outputShare0 * c.logRate0 + c.outputShare1 * c.logRate1) / c.returns
  const waste = wasteAt(c, v)
  const wasteRate = c.wasteReturns * vRate + c.wasteShare0 * c.logRate0 + c.wasteShare1 * c.logRate1
  const gain = gainAt(problem, waste)
  const burden = problem.burden.constant + waste
  const minor = c.rising ? burden : gain
  const major = c.rising ? gain : burden
  const minorRate = c.rising ? 1 : exponent
  const majorRate = c.rising ? exponent : 1
  const added = c.logRho + v
  const ratio = Math.exp(-Math.abs(added - minor))
  const weight = (added >= minor ? 1 : ratio) / (1 + ratio)
  equation.value = Math.max(added, minor) + Math.log(1 + ratio) - major
  equation.slope = weight * (c.logRhoRate + vRate) + ((1 - weight) * minorRate - majorRate) * wasteRate
}

/**
 * The root in τ of an equation that is negative on the far left and nearly linear at both ends: Newton's steps, halving
 * where they stray. The last step, at most 1e-7, moves the logarithms along their tangents: an error of 1e-14. false when
 * there is no root before |τ| = 700.
 */
function solve(problem: TwoFactorProblem, evaluate: (equation: Equation, c: Curve, problem: TwoFactorProblem) => void, start: number): boolean {
  const c = CURVE
  const equation = EQUATION
  let left = -LIMIT
  let right = LIMIT
  c.tau = start
  for (let i = 0; i < MAX_STEPS; i++) {
    followTau(c)
    evaluate(equation, c, problem)
    const { tau } = c
    if (equation.value > 0) right = tau
    else left = tau
    const step = -equation.value / equation.slope
    if (Math.abs(step) < 1e-7) {
      c.logRho += c.logRhoRate * step
      c.log0 += c.logRate0 * step
      c.log1 += c.logRate1 * step
      return Math.abs(tau) < LIMIT - 1
    }
    const newton = tau + step
    c.tau = newton >= left && newton <= right ? newton : 0.5 * (left + right)
  }
  return false
}
