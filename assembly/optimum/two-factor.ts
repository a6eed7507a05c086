/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md,
 * fact 3). The search tries that root first and returns when it can be certified as the global maximum; otherwise it
 * compares every interior stationary point (stationary.ts) and the optima of the four edges.
 */
import { any, laneAt, setLaneAt } from '../math/lanes'
import * as scalar from '../math/scalar'
import { Curve, curveAt } from './curve'
import { collectEdges, edgeBeyond, read, setEdge, takeEdges } from './edges'
import { findInterior, isInside } from './interior'
import { solveProblems } from './one-factor'
import { NEIGHBOURS, problemAt, TIE } from './one-factor-problem'
import { gaveUp, loadCurve, nextStationaryPoint, y0 as stationary0, y1 as stationary1 } from './stationary'
import { markFailed, TwoFactor, twoFactorAt } from './two-factor-problem'

const EDGES = problemAt(0)

/** Fills `y0`, `y1` and `failed` of the first `count` problems. */
export function solveTwoFactor(count: i32): void {
  findInterior(count)
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    p.failed = f64x2.splat(0)
    p.found = v128.and(p.found, isInside(p))
    const done = i64x2.bitmask(p.found)
    const known = i64x2.bitmask(p.known)
    for (let i = 0; i < 2; i++) if (!((done | known) & (1 << i))) collectEdges(p, j, i)
  }
  takeEdges()
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    const done = i64x2.bitmask(p.found)
    const known = i64x2.bitmask(p.known)
    for (let i = 0; i < 2; i++) {
      if (done & (1 << i)) continue
      if (known & (1 << i)) compareKnown(p, i)
      else compareAll(p, j, i)
      setLaneAt(changetype<usize>(p) + offsetof<TwoFactor>('y0'), i, best0)
      setLaneAt(changetype<usize>(p) + offsetof<TwoFactor>('y1'), i, best1)
    }
  }
}

// The best candidate of one lane.
let best0: f64 = 0
let best1: f64 = 0
let bestOutput: f64 = 0, bestGain: f64 = 0, bestBurden: f64 = 0, bestCost0: f64 = 0, bestCost1: f64 = 0
let bestHolds: bool = false
let compared: bool = false

/**
 * One lane by comparison. The stationary point that was tried first lies outside the box: mostly the maximum is on an edge
 * it lies beyond. Otherwise all edges are compared, and unless the best can be certified every interior stationary point.
 */
function compareAll(p: TwoFactor, j: i32, lane: i32): void {
  compared = false
  const beyond0 = edgeBeyond(p, lane, 0)
  const beyond1 = edgeBeyond(p, lane, 1)
  if (beyond0 >= 0 || beyond1 >= 0) compareEdges(p, lane, beyond0 >= 0 ? beyond0 : beyond1, beyond1 >= 0 ? beyond1 : beyond0)
  if (!isGlobal(p, j, lane)) {
    compareEdges(p, lane, 0, 1)
    compareEdges(p, lane, 2, 3)
    if (!isGlobal(p, j, lane) && loadCurve(p, lane)) {
      while (nextStationaryPoint()) consider(p, lane, stationary0, stationary1, 0, 0)
      if (gaveUp()) markFailed(p, lane)
    }
  }
}

/** One lane whose points inside are known: of the edges, the lower ones matter only where the profit may rise towards them. */
function compareKnown(p: TwoFactor, lane: i32): void {
  compared = false
  if (i64x2.bitmask(v128.and(p.single, isInside(p))) & (1 << lane)) consider(p, lane, read(p, offsetof<TwoFactor>('y0'), 0, lane), read(p, offsetof<TwoFactor>('y0'), 1, lane), 0, 0)
  compareEdges(p, lane, 1, 3)
  if (!(risesFromLower(p, lane, 0) && risesFromLower(p, lane, 1))) compareEdges(p, lane, 0, 2)
}

/** Whether, without a burden, the profit rises with factor `i` from its lower bound wherever the other one is. */
function risesFromLower(p: TwoFactor, lane: i32, i: i32): bool {
  const lower0 = read(p, offsetof<TwoFactor>('lower0'), 0, lane)
  const lower1 = read(p, offsetof<TwoFactor>('lower0'), 1, lane)
  const output = planeAt(p, offsetof<TwoFactor>('output'), offsetof<TwoFactor>('outputSlope0'), lane, lower0, lower1)
  const cost = read(p, offsetof<TwoFactor>('cost0'), i, lane) + read(p, offsetof<TwoFactor>('costSlope0'), i, lane) * (i ? lower1 : lower0)
  return output + read(p, offsetof<TwoFactor>('logOutputSlope0'), i, lane) > cost + read(p, offsetof<TwoFactor>('logCostSlope0'), i, lane)
}

/**
 * Whether the best candidate so far is certain to be the global maximum: no small move improves it, and the tangent of the
 * waste stream's value there, as in four-terms.ts, is rising with both positive terms concave in x_i^{k_i} (not both
 * linear, which would leave a ridge of ties), or falling with a positive value.
 */
function isGlobal(p: TwoFactor, j: i32, lane: i32): bool {
  if (!compared || !bestHolds) return false
  const curve = changetype<usize>(curveAt(j))
  const returns = laneAt(curve + offsetof<Curve>('returns'), lane)
  const gainReturns = laneAt(curve + offsetof<Curve>('gainReturns'), lane)
  const marginal = read(p, offsetof<TwoFactor>('exponent'), 0, lane) * bestGain - bestBurden
  if (marginal > 0) return returns >= 0 && gainReturns <= 1 && (returns > 0 || gainReturns < 1)
  return bestOutput + marginal > bestCost0 + bestCost1
}

/** Two edges at once, one a lane; see `edgeBeyond` for their numbers. */
function compareEdges(p: TwoFactor, lane: i32, first: i32, second: i32): void {
  const bound0 = setEdge(EDGES, 0, p, lane, first)
  const bound1 = setEdge(EDGES, 1, p, lane, second)
  EDGES.open = f64x2.eq(EDGES.lower, EDGES.lower)
  solveProblems(1)
  if (any(EDGES.failed)) markFailed(p, lane)
  considerEdge(p, lane, first, bound0, f64x2.extract_lane(EDGES.y, 0))
  if (second != first) considerEdge(p, lane, second, bound1, f64x2.extract_lane(EDGES.y, 1))
}

function considerEdge(p: TwoFactor, lane: i32, edge: i32, bound: f64, y: f64): void {
  const side = edge & 1 ? 1 : -1
  if (edge >> 1) consider(p, lane, y, bound, 1, side)
  else consider(p, lane, bound, y, 0, side)
}

/**
 * Compares by the difference of each term: one that dwarfs the others but is the same for both points cancels. Within
 * rounding, a candidate from which the profit falls into the box wins over one from which it does not, then the smaller
 * first factor. `bound` says at which bound factor `fixed` stands: −1 lower, 1 upper, 0 none.
 */
function consider(p: TwoFactor, lane: i32, y0: f64, y1: f64, fixed: i32, bound: i32): void {
  const output = scalar.exp(planeAt(p, offsetof<TwoFactor>('output'), offsetof<TwoFactor>('outputSlope0'), lane, y0, y1))
  const gain = scalar.exp(planeAt(p, offsetof<TwoFactor>('gain'), offsetof<TwoFactor>('gainSlope0'), lane, y0, y1))
  const burden = scalar.exp(planeAt(p, offsetof<TwoFactor>('burden'), offsetof<TwoFactor>('burdenSlope0'), lane, y0, y1))
  const slope0 = read(p, offsetof<TwoFactor>('costSlope0'), 0, lane)
  const slope1 = read(p, offsetof<TwoFactor>('costSlope0'), 1, lane)
  const cost0 = scalar.exp(read(p, offsetof<TwoFactor>('cost0'), 0, lane) + slope0 * y0)
  const cost1 = scalar.exp(read(p, offsetof<TwoFactor>('cost0'), 1, lane) + slope1 * y1)
  const pull = read(p, offsetof<TwoFactor>('outputSlope0'), fixed, lane) * output +
    read(p, offsetof<TwoFactor>('gainSlope0'), fixed, lane) * gain -
    read(p, offsetof<TwoFactor>('burdenSlope0'), fixed, lane) * burden -
    (fixed ? slope1 * cost1 : slope0 * cost0)
  const holds = pull * <f64>bound >= 0
  if (compared) {
    const lead = output - bestOutput + (gain - bestGain) - (burden - bestBurden) - (cost0 - bestCost0) - (cost1 - bestCost1)
    const size = sizeOf(output, bestOutput) + sizeOf(gain, bestGain) + sizeOf(burden, bestBurden) +
      sizeOf(cost0, bestCost0) + sizeOf(cost1, bestCost1)
    const distant = Math.abs(y0 - best0) + Math.abs(y1 - best1) > NEIGHBOURS
    const margin = distant || holds != bestHolds ? TIE * size : 0
    const wins = Math.abs(lead) > margin ? lead > 0 : holds != bestHolds ? holds : y0 < best0
    if (!wins) return
  }
  compared = true
  best0 = y0
  best1 = y1
  bestOutput = output
  bestGain = gain
  bestBurden = burden
  bestCost0 = cost0
  bestCost1 = cost1
  bestHolds = holds
}

/** What rounding can act on in the difference of two terms. */
// @ts-ignore: decorator
@inline
function sizeOf(term: f64, other: f64): f64 {
  return term == other ? 0 : term + other
}

function planeAt(p: TwoFactor, constant: usize, slopes: usize, lane: i32, y0: f64, y1: f64): f64 {
  return read(p, constant, 0, lane) + read(p, slopes, 0, lane) * y0 + read(p, slopes, 1, lane) * y1
}
