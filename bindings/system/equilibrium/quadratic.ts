/** Solves a convex quadratic program in the prices: see program.ts. */
import { InteriorPoint } from './interior-point.ts'
import type { QuadraticProgram, QuadraticSolution } from './program.ts'

const MOST_ITERATIONS = 80
const NEAR = 1e-13
// Below it only rounding moves.
const LEAST = 1e-17
const KEEP = 0.995
// Of the mean product: what is no progress, and what a step to the centre aims at.
const STALLED = 0.9
const CENTRE = 0.5

/** By a primal-dual interior point method, Mehrotra's predictor and corrector. */
export function solveQuadratic(program: QuadraticProgram): QuadraticSolution {
  const point = new InteriorPoint(program)
  let best = Infinity
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const mu = point.gap(0)
    const worst = point.residuals()
    if (!Number.isFinite(worst) || !(mu >= 0)) break
    if (Math.max(worst, mu) < best) {
      best = Math.max(worst, mu)
      point.keep()
    }
    if ((mu < NEAR && worst < 1e-12) || mu < LEAST) break
    point.factor()
    point.direct(0, false)
    const after = point.gap(Math.min(1, point.longest()))
    point.direct(mu * Math.min(1, (after / mu) ** 3), true)
    let by = Math.min(1, KEEP * point.longest())
    if (point.gap(by) > STALLED * mu) {
      // The corrector overshoots: nothing but a step to the centre.
      point.direct(CENTRE * mu, false)
      by = Math.min(1, KEEP * point.longest())
    }
    point.move(by)
    if (!(by > 1e-14)) break
  }
  return point.kept(best)
}
