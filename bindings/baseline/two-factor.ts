/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md, fact 3).
 * The search tries that root first and returns when it can be certified as the global maximum; otherwise it compares
 * every interior stationary point (stationary.ts) and the optima of the four edges.
 */
import { solveOneFactor, type Line } from './one-factor.ts'
import { stationaryPoints } from './stationary.ts'
import { certifiedPoint } from './interior.ts'

export type Pair = [number, number]

/** ln of a power term: constant + slopes · y. A term that is absent has the constant −Infinity. */
export interface Plane {
  constant: number
  slopes: Pair
}

export interface TwoFactorProblem {
  output: Plane
  gain: Plane
  burden: Plane
  /** ln of c_i x_i^{k_i} as a line in y_i. */
  costs: [Line, Line]
  lower: Pair
  upper: Pair
}

export interface TwoFactorSolution {
  y: Pair
  converged: boolean
}

export const planeAt = (plane: Plane, [y0, y1]: Pair) => plane.constant + plane.slopes[0] * y0 + plane.slopes[1] * y1

export function profitAt({ output, gain, burden, costs }: TwoFactorProblem, y: Pair): number {
  const cost = Math.exp(costs[0].constant + costs[0].slope * y[0]) + Math.exp(costs[1].constant + costs[1].slope * y[1])
  return Math.exp(planeAt(output, y)) + Math.exp(planeAt(gain, y)) - (Math.exp(planeAt(burden, y)) + cost)
}

export const isInside = ({ lower, upper }: TwoFactorProblem, y: Pair) =>
  y[0] >= lower[0] && y[0] <= upper[0] && y[1] >= lower[1] && y[1] <= upper[1]

export function solveTwoFactor(problem: TwoFactorProblem): TwoFactorSolution {
  const certified = certifiedPoint(problem)
  if (certified.point && isInside(problem, certified.point)) return { y: certified.point, converged: true }

  let best: Pair = [problem.lower[0], problem.lower[1]]
  let bestProfit = profitAt(problem, best)
  let converged = true
  const consider = (y: Pair) => {
    const profit = profitAt(problem, y)
    if (profit > bestProfit || (profit === bestProfit && y[0] < best[0])) [best, bestProfit] = [y, profit]
  }
  for (const fixed of [0, 1] as const) {
    for (const bound of [problem.lower[fixed], problem.upper[fixed]]) {
      const edge = solveEdge(problem, fixed, bound)
      converged &&= edge.converged
      consider(edge.y)
    }
  }
  // A certified point outside the box is the only stationary one with a positive value: a positive edge then beats the rest.
  if (certified.point && (certified.concave || bestProfit > 0)) return { y: best, converged }
  for (const y of stationaryPoints(problem)) consider(y)
  return { y: best, converged }
}

function solveEdge(problem: TwoFactorProblem, fixed: 0 | 1, bound: number): TwoFactorSolution {
  const free = (1 - fixed) as 0 | 1
  const along = (plane: Plane): Line => ({
    constant: plane.constant + plane.slopes[fixed] * bound,
    slope: plane.slopes[free],
  })
  const { y, converged } = solveOneFactor({
    output: along(problem.output),
    gain: along(problem.gain),
    burden: along(problem.burden),
    cost: problem.costs[free],
    lower: problem.lower[free],
    upper: problem.upper[free],
  })
  return { y: fixed === 0 ? [bound, y] : [y, bound], converged }
}
