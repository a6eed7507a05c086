/** The maximum of any problem of one factor, from every one that is local. */
import { addPower, AFTER, BEFORE, clearSum, findRoots, ROOTS, signAtHigh, signAtLow } from './power-sum.ts'
import { better, OneFactorProblem } from './one-factor-problem.ts'

/** Fills `y`. The derivative is a sum of four powers at most, whose roots are all found. */
export function compareEveryMaximum(p: OneFactorProblem): void {
  clearSum()
  addPower(1, p.output + p.logOutputSlope, p.outputSlope)
  addPower(1, p.gain + p.logGainSlope, p.gainSlope)
  addPower(-1, p.burden + p.logBurdenSlope, p.burdenSlope)
  addPower(-1, p.cost + p.logCostSlope, p.costSlope)
  const roots = findRoots(p.lower, p.upper)
  // Where there is no root the derivative has one sign, which an end within rounding of a root may not show.
  const between = signAtLow !== 0 ? signAtLow : signAtHigh
  const first = roots > 0 ? BEFORE[0] : between
  const last = roots > 0 ? AFTER[roots - 1] : between
  let best = first <= 0 ? p.lower : NaN
  for (let i = 0; i < roots; i++) {
    if (BEFORE[i] < 0 || AFTER[i] > 0) continue
    best = isNaN(best) ? ROOTS[i] : better(p, best, ROOTS[i])
  }
  p.y = isNaN(best) ? p.upper : last >= 0 ? better(p, best, p.upper) : best
}
