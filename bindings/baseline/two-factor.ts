/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md, fact 3).
 * The search tries that root first and returns when it can be certified as the global maximum; otherwise it compares
 * every interior stationary point (stationary.ts), or the only one that may be a maximum, and the optima of the edges.
 */
import { examine } from './interior.ts'
import { at, NEIGHBOURS, newOneFactorProblem, setLine, TIE, type Line } from './one-factor-problem.ts'
import { solveOneFactor } from './one-factor.ts'
import { stationaryPoints } from './stationary.ts'
import { isInside, planeAt, type Plane, type TwoFactorProblem } from './two-factor-problem.ts'

/** A point that may be the maximum. */
interface Candidate {
  y: number[]
  /** The terms of the profit there. */
  output: number
  gain: number
  burden: number
  costs: number[]
  /** Whether the profit falls from here into the box. */
  holds: boolean
}

// Used for every problem anew. Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const newCandidate = (): Candidate => ({ y: [NaN, NaN], output: NaN, gain: NaN, burden: NaN, costs: [NaN, NaN], holds: false })
const INNER = [NaN, NaN]
const EDGE = newOneFactorProblem()
let best = newCandidate()
let rival = newCandidate()

/** Fills `y` and `converged`. */
export function solveTwoFactor(problem: TwoFactorProblem): void {
  problem.converged = true
  const interior = examine(problem, INNER)
  const certified = interior === 'only' || interior === 'tangent'
  const inside = (certified || interior === 'candidate') && isInside(problem, INNER)
  if (certified && inside) {
    answer(problem, INNER)
    return
  }
  forgetBest()
  if (!(certified && findBeyond(problem))) {
    if (interior === 'unknown' || interior === 'tangent') compareAll(problem)
    else compareKnown(problem, inside)
  }
  answer(problem, best.y)
}

/** Mostly the maximum is on an edge that the certified point lies beyond. */
function findBeyond(problem: TwoFactorProblem): boolean {
  for (let fixed = 0; fixed < 2; fixed++) {
    const side = INNER[fixed] < problem.lower[fixed] ? -1 : INNER[fixed] > problem.upper[fixed] ? 1 : 0
    if (side === 0) continue
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
  const side = problem.gain.constant > -Infinity ? 1 : -1
  if (inside) considerPoint(problem, INNER)
  considerEdge(problem, 0, side)
  considerEdge(problem, 1, side)
  if (pullsAway(problem, 0, -side) && pullsAway(problem, 1, -side)) return
  considerEdge(problem, 0, -side)
  considerEdge(problem, 1, -side)
}

/**
 * Whether the profit rises from factor i's lower bound, side −1, wherever the other factor is, waste paying; or, waste costing,
 * falls to its upper one: there the output and the cost alone decide where the other factor is at the same side.
 */
function pullsAway({ output, costs, lower, upper }: TwoFactorProblem, i: number, side: number): boolean {
  const y = side < 0 ? lower : upper
  const lead = planeAt(output, y) + output.logSlopes[i] - (at(costs[i], y[i]) + costs[i].logSlope)
  return side < 0 ? lead > 0 : lead < 0
}

/** All edges, and unless the best of them is certain all stationary points. */
function compareAll(problem: TwoFactorProblem): void {
  for (let fixed = 0; fixed < 2; fixed++) {
    considerEdge(problem, fixed, -1)
    considerEdge(problem, fixed, 1)
  }
  if (!isGlobal(problem)) considerStationaryPoints(problem)
}

function answer({ y }: TwoFactorProblem, found: number[]): void {
  y[0] = found[0]
  y[1] = found[1]
}

/** The optimum of the edge where factor `fixed` stands at its lower bound, side −1, or its upper, side 1. */
function considerEdge(problem: TwoFactorProblem, fixed: number, side: number): void {
  const { output, gain, burden, costs, lower, upper } = problem
  const free = 1 - fixed
  const bound = side < 0 ? lower[fixed] : upper[fixed]
  setAlong(EDGE.output, output, fixed, bound)
  setAlong(EDGE.gain, gain, fixed, bound)
  setAlong(EDGE.burden, burden, fixed, bound)
  setLine(EDGE.cost, costs[free].constant, costs[free].slope, costs[free].logSlope)
  EDGE.lower = lower[free]
  EDGE.upper = upper[free]
  solveOneFactor(EDGE)
  if (!EDGE.converged) problem.converged = false
  rival.y[fixed] = bound
  rival.y[free] = EDGE.y
  setTerms(rival, problem)
  rival.holds = side * pullOn(problem, rival, fixed) >= 0
  consider()
}

/** The plane where factor `fixed` is at y = bound. */
function setAlong(line: Line, { constant, slopes, logSlopes }: Plane, fixed: number, bound: number): void {
  setLine(line, constant + slopes[fixed] * bound, slopes[1 - fixed], logSlopes[1 - fixed])
}

function considerStationaryPoints(problem: TwoFactorProblem): void {
  const { points, complete } = stationaryPoints(problem)
  if (!complete) problem.converged = false
  for (const y of points) considerPoint(problem, y)
}

/** A stationary point inside the box. */
function considerPoint(problem: TwoFactorProblem, y: number[]): void {
  rival.y[0] = y[0]
  rival.y[1] = y[1]
  setTerms(rival, problem)
  rival.holds = true
  consider()
}

function setTerms(candidate: Candidate, { output, gain, burden, costs }: TwoFactorProblem): void {
  const { y } = candidate
  candidate.output = Math.exp(planeAt(output, y))
  candidate.gain = Math.exp(planeAt(gain, y))
  candidate.burden = Math.exp(planeAt(burden, y))
  candidate.costs[0] = Math.exp(at(costs[0], y[0]))
  candidate.costs[1] = Math.exp(at(costs[1], y[1]))
}

/** ∂Π/∂y of one factor. */
function pullOn({ output, gain, burden, costs }: TwoFactorProblem, candidate: Candidate, i: number): number {
  return output.slopes[i] * candidate.output + gain.slopes[i] * candidate.gain - burden.slopes[i] * candidate.burden -
    costs[i].slope * candidate.costs[i]
}

/**
 * Whether the best candidate is certain to be the global maximum: no small move improves it, and the tangent of the waste
 * stream's value there, as in four-terms.ts, is rising with both positive terms concave in x_i^{k_i} (not both linear, which
 * would leave a ridge of ties), or falling with a positive value.
 */
function isGlobal({ output, gain, costs, exponent }: TwoFactorProblem): boolean {
  if (!best.holds) return false
  const marginal = exponent * best.gain - best.burden
  if (!(marginal > 0)) return best.output + marginal > best.costs[0] + best.costs[1]
  const outputShare = output.slopes[0] / costs[0].slope + output.slopes[1] / costs[1].slope
  const gainShare = gain.slopes[0] / costs[0].slope + gain.slopes[1] / costs[1].slope
  return outputShare <= 1 && gainShare <= 1 && outputShare + gainShare < 2
}

function forgetBest(): void {
  best.y[0] = NaN
  best.holds = false
}

/** Makes the rival the best where it is better. */
function consider(): void {
  if (!Number.isNaN(best.y[0]) && !isBetter()) return
  const beaten = best
  best = rival
  rival = beaten
}

/**
 * Whether the rival is better than the best, by the difference of each term: one that dwarfs the others but is the same for
 * both cancels. Within rounding, a candidate that holds wins over one that does not, then the smaller first factor.
 */
function isBetter(): boolean {
  const lead = rival.output - best.output + (rival.gain - best.gain) - (rival.burden - best.burden) -
    (rival.costs[0] - best.costs[0]) - (rival.costs[1] - best.costs[1])
  const distant = Math.abs(rival.y[0] - best.y[0]) + Math.abs(rival.y[1] - best.y[1]) > NEIGHBOURS
  const margin = distant || rival.holds !== best.holds ? TIE * sizeOfDifference() : 0
  if (Math.abs(lead) > margin) return lead > 0
  if (rival.holds !== best.holds) return rival.holds
  return rival.y[0] < best.y[0]
}

/** What rounding can act on in the difference of the two. */
function sizeOfDifference(): number {
  return sizeOf(rival.output, best.output) + sizeOf(rival.gain, best.gain) + sizeOf(rival.burden, best.burden) +
    sizeOf(rival.costs[0], best.costs[0]) + sizeOf(rival.costs[1], best.costs[1])
}

const sizeOf = (term: number, other: number) => (term === other ? 0 : term + other)
