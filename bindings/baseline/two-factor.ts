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
import { NEIGHBOURS, solveOneFactor, TIE, type Line } from './one-factor.ts'
import { certifiedPoint } from './interior.ts'
import { stationaryPoints } from './stationary.ts'
import { isInside, planeAt, type Pair, type Plane, type TwoFactorProblem } from './two-factor-problem.ts'

export interface TwoFactorSolution {
  y: Pair
  converged: boolean
}

/** The terms of the profit, the negative ones with their sign. */
function termsAt({ output, gain, burden, costs }: TwoFactorProblem, y: Pair): number[] {
  return [
    Math.exp(planeAt(output, y)),
    Math.exp(planeAt(gain, y)),
    -Math.exp(planeAt(burden, y)),
    -Math.exp(costs[0].constant + costs[0].slope * y[0]),
    -Math.exp(costs[1].constant + costs[1].slope * y[1]),
  ]
}

export function solveTwoFactor(problem: TwoFactorProblem): TwoFactorSolution {
  const certified = certifiedPoint(problem)
  if (certified && isInside(problem, certified)) return { y: certified, converged: true }

  // Mostly the maximum is on an edge that the point lies beyond.
  const beyond = EDGES.filter(({ fixed, side }) => certified && side * certified[fixed] > side * boundOf(problem, fixed, side))
  const found = compareEdges(problem, beyond)
  if (found.best && isGlobal(problem, found.best)) return { y: found.best.y, converged: found.converged }
  const { best: onEdge, converged } = compareEdges(problem, EDGES)
  if (isGlobal(problem, onEdge!)) return { y: onEdge!.y, converged }
  const { points, complete } = stationaryPoints(problem)
  const interior = points.map((y): Candidate => ({ y, terms: termsAt(problem, y), holds: true }))
  return { y: interior.reduce(preferred, onEdge!).y, converged: converged && complete }
}

interface Edge {
  fixed: 0 | 1
  /** −1 where the fixed factor stands at its lower bound, 1 at its upper. */
  side: -1 | 1
}

const EDGES: Edge[] = [
  { fixed: 0, side: -1 }, { fixed: 0, side: 1 }, { fixed: 1, side: -1 }, { fixed: 1, side: 1 },
]

const boundOf = ({ lower, upper }: TwoFactorProblem, fixed: 0 | 1, side: number) => (side < 0 ? lower : upper)[fixed]

function compareEdges(problem: TwoFactorProblem, edges: Edge[]): { best?: Candidate; converged: boolean } {
  let best: Candidate | undefined
  let converged = true
  for (const { fixed, side } of edges) {
    const edge = solveEdge(problem, fixed, boundOf(problem, fixed, side))
    converged &&= edge.converged
    const terms = termsAt(problem, edge.y)
    const rival = { y: edge.y, terms, holds: side * pullOn(problem, terms, fixed) >= 0 }
    best = best ? preferred(best, rival) : rival
  }
  return { best, converged }
}

/**
 * Whether a candidate is certain to be the global maximum: no small move improves it, and the tangent of the waste stream's
 * value there, as in one-factor.ts, is rising with both positive terms concave in x_i^{k_i} (not both linear, which would
 * leave a ridge of ties), or falling with a positive value.
 */
function isGlobal({ output, gain, burden, costs }: TwoFactorProblem, { terms, holds }: Candidate): boolean {
  if (!holds) return false
  const share = ({ slopes }: Plane) => slopes[0] / costs[0].slope + slopes[1] / costs[1].slope
  const i = burden.slopes[0] > 0 ? 0 : 1
  const exponent = terms[2] < 0 && burden.slopes[i] > 0 ? gain.slopes[i] / burden.slopes[i] : 1
  const marginal = exponent * terms[1] + terms[2]
  if (marginal > 0) return share(output) <= 1 && share(gain) <= 1 && share(output) + share(gain) < 2
  return terms[0] + marginal + terms[3] + terms[4] > 0
}

interface Candidate {
  y: Pair
  terms: number[]
  /** Whether the profit falls from here into the box. */
  holds: boolean
}

/** ∂Π/∂y of one factor. */
function pullOn({ output, gain, burden, costs }: TwoFactorProblem, terms: number[], i: 0 | 1): number {
  return output.slopes[i] * terms[0] + gain.slopes[i] * terms[1] + burden.slopes[i] * terms[2] + costs[i].slope * terms[3 + i]
}

/**
 * The better of two candidates, by the difference of each term: one that dwarfs the others but is the same for both
 * cancels. Within rounding, a candidate that holds wins over one that does not, then the smaller first factor.
 */
function preferred(best: Candidate, rival: Candidate): Candidate {
  const lead = rival.terms.reduce((sum, term, i) => sum + (term - best.terms[i]), 0)
  const size = rival.terms.reduce((sum, term, i) => sum + (term === best.terms[i] ? 0 : Math.abs(term) + Math.abs(best.terms[i])), 0)
  const distant = Math.abs(rival.y[0] - best.y[0]) + Math.abs(rival.y[1] - best.y[1]) > NEIGHBOURS
  const margin = distant || rival.holds !== best.holds ? TIE * size : 0
  if (Math.abs(lead) > margin) return lead > 0 ? rival : best
  if (rival.holds !== best.holds) return rival.holds ? rival : best
  return rival.y[0] < best.y[0] ? rival : best
}

function solveEdge(problem: TwoFactorProblem, fixed: 0 | 1, bound: number): TwoFactorSolution {
  const free = (1 - fixed) as 0 | 1
  const along = (plane: Plane): Line => ({
    constant: plane.constant + plane.slopes[fixed] * bound,
    slope: plane.slopes[free],
    logSlope: plane.logSlopes[free],
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
