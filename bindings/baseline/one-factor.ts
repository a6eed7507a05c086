/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */
import type { OneFactorProblem } from '../../assembly/shared/one-factor-problem.ts'
import { solveThreeTerms } from '../../assembly/shared/three-terms.ts'
import { solveFourTerms } from './four-terms.ts'

/** Fills `y`. */
export function solveOneFactor(problem: OneFactorProblem): void {
  const hasGain = problem.gain > -Infinity && problem.gainSlope > 0
  const hasBurden = problem.burden > -Infinity && problem.burdenSlope > 0
  if (hasGain && hasBurden) solveFourTerms(problem)
  else solveThreeTerms(problem)
}
