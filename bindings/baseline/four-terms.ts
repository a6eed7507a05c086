/**
 * The one-factor optimum where gain and burden are both present (g < 1). The derivative of profit vanishes where
 *
 *     L(y) = ln(a e^{output} + g b e^{gain}) − ln(b e^{burden} + k e^{cost}) = 0,
 *
 * and L falls through zero at a maximum. One that no small move improves is returned when it can be certified as the global
 * maximum; without a certificate every local maximum is searched for (assembly/shared/every-maximum.ts).
 */
import { compareEveryMaximum } from '../../assembly/shared/every-maximum.ts'
import type { OneFactorProblem } from '../../assembly/shared/one-factor-problem.ts'
import { inverseSeries } from './series.ts'

const MAX_STEPS = 12
/** The size of a step from which the first term that the series drops is 1e-14, about its fifth power. */
const WORST_LAST_STEP = 1.5e-3
/** The size of a step for which the series is of use. */
const WORST_STEP = 0.1

/** ln of a sum of two exponentials and its derivatives: the cumulants of their slopes, each weighted with its share. */
interface LogSum {
  value: number
  mean: number
  second: number
  third: number
  fourth: number
  /** One slope less the other. */
  difference: number
}

// Used for every problem anew. Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const newSum = (): LogSum => ({ value: NaN, mean: NaN, second: NaN, third: NaN, fourth: NaN, difference: NaN })
const POSITIVE = newSum()
const NEGATIVE = newSum()

/** Fills `y`. */
export function solveFourTerms(problem: OneFactorProblem): void {
  if (!approach(problem) || !isCertified(problem)) compareEveryMaximum(problem)
}

/** Steps to a maximum, or to a bound from which the profit falls into the box; false where the steps lead to none. */
function approach(problem: OneFactorProblem): boolean {
  const { lower, upper } = problem
  // ln of the derivatives of the terms at y = 0.
  const output = problem.output + problem.logOutputSlope
  const gain = problem.gain + problem.logGainSlope
  const burden = problem.burden + problem.logBurdenSlope
  const cost = problem.cost + problem.logCostSlope
  problem.y = withoutWaste(problem)
  for (let i = 0; i < MAX_STEPS; i++) {
    const { y } = problem
    setSum(POSITIVE, output, problem.outputSlope, gain, problem.gainSlope, y)
    setSum(NEGATIVE, burden, problem.burdenSlope, cost, problem.costSlope, y)
    // ν = −L / L', then the inverse series to ν⁴ with c_n = L^(n) / (n! L'); Halley's step where ν is large.
    const inverse = 1 / (NEGATIVE.mean - POSITIVE.mean)
    if (!(inverse > 0)) return false
    const nu = (POSITIVE.value - NEGATIVE.value) * inverse
    if (nu < 0 ? y <= lower : y >= upper) return true
    const c2 = (1 / 2) * inverse * (POSITIVE.second - NEGATIVE.second) // −c_2
    const c3 = (1 / 6) * inverse * (NEGATIVE.third - POSITIVE.third)
    const c4 = (1 / 24) * inverse * (POSITIVE.fourth - NEGATIVE.fourth) // −c_4
    const series = inverseSeries(nu, c2, c3, c4)
    const halley = nu / Math.max(1 - c2 * nu, 0.5)
    const scale = Math.max(Math.abs(POSITIVE.difference), Math.abs(NEGATIVE.difference))
    const size = Math.abs(nu) * Math.max(scale, scale * scale * inverse)
    problem.y = Math.min(Math.max(y + (size < WORST_STEP ? series : halley), lower), upper)
    if (size <= WORST_LAST_STEP) return true
  }
  return false
}

/** The optimum without waste. */
function withoutWaste({ output, outputSlope, logOutputSlope, cost, costSlope, logCostSlope, lower, upper }: OneFactorProblem): number {
  const slope = costSlope - outputSlope
  if (!(slope > 0)) return 0.5 * (lower + upper)
  return Math.min(Math.max((output + logOutputSlope - (cost + logCostSlope)) / slope, lower), upper)
}

function setSum(sum: LogSum, first: number, firstSlope: number, second: number, secondSlope: number, y: number): void {
  const p = first + firstSlope * y
  const q = second + secondSlope * y
  const ratio = Math.exp(-Math.abs(p - q))
  const share = (p >= q ? ratio : 1) / (1 + ratio) // of the second
  const difference = secondSlope - firstSlope
  const spread = share * (1 - share)
  const square = difference * difference * spread
  sum.value = Math.max(p, q) + Math.log(1 + ratio)
  sum.mean = firstSlope + difference * share
  sum.second = square
  sum.third = square * difference * (1 - 2 * share)
  sum.fourth = square * difference * difference * (1 - 6 * spread)
  sum.difference = difference
}

/**
 * Whether a point that no small move improves is the global maximum. The value of the waste stream is concave in W^h for
 * g ≤ h ≤ 1, so its tangent there bounds it from above, and a point that is best for the tangent's enterprise is best.
 * A falling tangent (h = 1) leaves one positive term, and a stationary point with a positive value is the maximum
 * (geometric programming); with a rising one (h = g) the profit is concave in x^k when a ≤ k and g b ≤ k.
 */
function isCertified(p: OneFactorProblem): boolean {
  if (Math.max(p.outputSlope, p.gainSlope) <= Math.min(p.burdenSlope, p.costSlope)) return true
  const marginal = (p.gainSlope / p.burdenSlope) * Math.exp(p.gain + p.gainSlope * p.y) - Math.exp(p.burden + p.burdenSlope * p.y)
  if (marginal > 0) return p.outputSlope <= p.costSlope && p.gainSlope <= p.costSlope
  return Math.exp(p.output + p.outputSlope * p.y) + marginal > Math.exp(p.cost + p.costSlope * p.y)
}
