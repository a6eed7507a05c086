/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md, fact 3).
 * The search tries that root first and returns when it can be certified as the global maximum; otherwise it compares
 * every interior stationary point (assembly/shared/stationary.ts), or the only one that may be a maximum, and the optima of the edges.
 */
import { boundOf, considerInside, considerOnEdge, forgetBest, isGlobal, pullsAway, takeBest } from '../../assembly/shared/best-point.ts'
import { OneFactorProblem } from '../../assembly/shared/one-factor-problem.ts'
import { gaveUp, nextStationaryPoint, startSearch, STATIONARY } from '../../assembly/shared/stationary.ts'
import type { TwoFactorProblem } from '../../assembly/shared/two-factor-problem.ts'
import { findInterior, INNER } from './interior.ts'
import { solveOneFactor } from './one-factor.ts'

// Used for every problem anew.
const EDGE = new OneFactorProblem()

/** Fills `y0`, `y1` and `failed`. */
export function solveTwoFactor(problem: TwoFactorProblem): void {
  problem.failed = false
  const interior = findInterior(problem)
  const certified = interior === 'only' || interior === 'tangent'
  const inside = (certified || interior === 'single') && isInside(problem)
  if (certified && inside) {
    problem.y0 = INNER.y0
    problem.y1 = INNER.y1
    return
  }
  forgetBest()
  if (!(certified && takeEdges(problem))) {
    if (interior === 'unknown' || interior === 'tangent') compareAll(problem)
    else compareKnown(problem, inside)
  }
  takeBest(problem)
}

function isInside({ lower0, lower1, upper0, upper1 }: TwoFactorProblem): boolean {
  return INNER.y0 >= lower0 && INNER.y0 <= upper0 && INNER.y1 >= lower1 && INNER.y1 <= upper1
}

/** Mostly the maximum is on an edge that the certified point lies beyond. */
function takeEdges(problem: TwoFactorProblem): boolean {
  for (let fixed = 0; fixed < 2; fixed++) {
    const y = fixed === 0 ? INNER.y0 : INNER.y1
    const side = y < boundOf(problem, fixed, 0) ? 0 : 1
    if (side === 1 && !(y > boundOf(problem, fixed, 1))) continue
    considerEdge(problem, fixed, side)
    if (isGlobal(problem)) return true
  }
  return false
}

/**
 * The point inside, and the edges: where waste pays the upper ones, else the lower ones; the others only where the profit might
 * fall from them.
 */
function compareKnown(problem: TwoFactorProblem, inside: boolean): void {
  const side = problem.gain > -Infinity ? 1 : 0
  if (inside) considerInside(problem, INNER.y0, INNER.y1)
  compareEdges(problem, side)
  if (!pullsAway(problem, 1 - side)) compareEdges(problem, 1 - side)
}

/** All edges, and unless the best of them is certain all stationary points. */
function compareAll(problem: TwoFactorProblem): void {
  compareEdges(problem, 0)
  compareEdges(problem, 1)
  if (isGlobal(problem) || !startSearch(problem)) return
  while (nextStationaryPoint()) considerInside(problem, STATIONARY.y0, STATIONARY.y1)
  problem.failed = gaveUp()
}

function compareEdges(problem: TwoFactorProblem, side: number): void {
  considerEdge(problem, 0, side)
  considerEdge(problem, 1, side)
}

/** The optimum of the edge where factor `fixed` stands at its lower bound, side 0, or its upper one, side 1. */
function considerEdge(problem: TwoFactorProblem, fixed: number, side: number): void {
  const bound = boundOf(problem, fixed, side)
  if (fixed === 0) setEdgeOfFirst(problem, bound)
  else setEdgeOfSecond(problem, bound)
  solveOneFactor(EDGE)
  considerOnEdge(problem, fixed, side, EDGE.y)
}

/** The problem where the first factor stands at a bound. */
function setEdgeOfFirst(p: TwoFactorProblem, bound: number): void {
  EDGE.output = p.output + p.outputSlope0 * bound
  EDGE.outputSlope = p.outputSlope1
  EDGE.logOutputSlope = p.logOutputSlope1
  EDGE.gain = p.gain + p.gainSlope0 * bound
  EDGE.gainSlope = p.gainSlope1
  EDGE.logGainSlope = p.logGainSlope1
  EDGE.burden = p.burden + p.burdenSlope0 * bound
  EDGE.burdenSlope = p.burdenSlope1
  EDGE.logBurdenSlope = p.logBurdenSlope1
  EDGE.cost = p.cost1
  EDGE.costSlope = p.costSlope1
  EDGE.logCostSlope = p.logCostSlope1
  EDGE.lower = p.lower1
  EDGE.upper = p.upper1
}

function setEdgeOfSecond(p: TwoFactorProblem, bound: number): void {
  EDGE.output = p.output + p.outputSlope1 * bound
  EDGE.outputSlope = p.outputSlope0
  EDGE.logOutputSlope = p.logOutputSlope0
  EDGE.gain = p.gain + p.gainSlope1 * bound
  EDGE.gainSlope = p.gainSlope0
  EDGE.logGainSlope = p.logGainSlope0
  EDGE.burden = p.burden + p.burdenSlope1 * bound
  EDGE.burdenSlope = p.burdenSlope0
  EDGE.logBurdenSlope = p.logBurdenSlope0
  EDGE.cost = p.cost0
  EDGE.costSlope = p.costSlope0
  EDGE.logCostSlope = p.logCostSlope0
  EDGE.lower = p.lower0
  EDGE.upper = p.upper0
}
