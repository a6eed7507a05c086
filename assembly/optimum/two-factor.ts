/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md,
 * fact 3). What is known of its root decides the way of a lane:
 *
 *     findInterior        the root: certified, single, known
 *       ├ certified, inside the box ───────────────────────────────────────────────────→ solved
 *       ├ certified, beyond an edge, or nothing known
 *       │   └ takeEdges   the optima of the edges it lies beyond ── one is certified ──→ solved
 *       │       ├ known ────┐
 *       │       └ not known ┼ compareAll    every edge, every stationary point ────────→ solved, or given up
 *       └ known, not certified
 *           └───────────────┴ compareKnown  the single point inside, the edges ────────→ solved
 *
 * A pair comes here from the chunk (`run` of sweep.ts) through columns.ts, optimum.ts and two-factor-problem.ts. From here on calls only go
 * down: interior.ts with curve.ts, approach.ts and, for gain and burden, balance.ts; edges.ts with one-factor.ts; shared/best-point.ts and
 * shared/stationary.ts.
 *
 * certified: the root is the global maximum if it lies in the box. single: it is the only local maximum there may be inside. known:
 * certified as the only one, single, or there is none inside. Each step goes over the whole block before the next one begins. A lane
 * that is given up, `failed`, is left to the portable solver for any signs (model/signed-lanes.ts).
 */
import { BLOCK } from '../math/lanes'
import { considerInside, considerKnownOnEdge, considerOnEdge, forgetBest, isGlobal, pullsAway, takeBest } from '../shared/best-point'
import { gaveUp, nextStationaryPoint, startSearch, STATIONARY } from '../shared/stationary'
import { curveAt } from './curve'
import { collectEdges, raiseEdges, setEdge, setFixedCost, takeEdges, termOfEdge } from './edges'
import { findInterior, isInside } from './interior'
import { solveProblems } from './one-factor'
import { problemAt } from './one-factor-problem'
import { ALONE, giveLane, read, takeLane, TwoFactor, twoFactorAt } from './two-factor-problem'

const EDGES = problemAt(0)

/** Fills `y0`, `y1` and `failed` of the first `count` problems. */
export function solveTwoFactor(count: i32): void {
  findInterior(count)
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    p.failed = f64x2.splat(0)
    p.solved = v128.and(p.certified, isInside(p))
    const open = i64x2.bitmask(v128.andnot(v128.or(p.certified, v128.not(p.known)), p.solved))
    for (let i = 0; i < 2; i++) if (open & (1 << i)) collectEdges(p, j, i)
  }
  takeEdges()
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    const open = i64x2.bitmask(v128.not(v128.or(p.solved, p.known)))
    for (let i = 0; i < 2; i++) if (open & (1 << i)) compareAll(p, i)
  }
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    const open = i64x2.bitmask(v128.andnot(p.known, p.solved))
    const rising = i64x2.bitmask(curveAt(j).rising)
    for (let i = 0; i < 2; i++) if (open & (1 << i)) collectKnown(p, i, (rising >> i) & 1)
  }
  compareKnown()
}

/** One lane of whose points inside nothing is known: all edges, and unless the best of them is certified every stationary point. */
function compareAll(p: TwoFactor, lane: i32): void {
  takeLane(p, lane)
  forgetBest()
  compareEdges(p, lane, 0)
  compareEdges(p, lane, 1)
  if (!isGlobal(ALONE) && startSearch(ALONE)) {
    while (nextStationaryPoint()) considerInside(ALONE, STATIONARY.y0, STATIONARY.y1)
    ALONE.failed = gaveUp()
  }
  takeBest(ALONE)
  giveLane(p, lane)
}

/** A lane whose points inside are known, and the optima of both its edges on one side: 1, the upper bounds, or 0, the lower ones. */
@unmanaged
class Known {
  problem: TwoFactor
  lane: i32
  side: i32
  y: v128
}

const KNOWN: usize = memory.data(BLOCK * <i32>offsetof<Known>(), 16)
let collected: i32 = 0

@inline
function knownAt(k: i32): Known {
  return changetype<Known>(KNOWN + <usize>k * offsetof<Known>())
}

/** Collects a lane whose points inside are known, with the side on which the maximum mostly is: the upper one where waste pays. */
function collectKnown(p: TwoFactor, lane: i32, side: i32): void {
  if (collected == BLOCK) compareKnown()
  const k = collected++
  const edges = problemAt(k)
  const known = knownAt(k)
  known.problem = p
  known.lane = lane
  known.side = side
  setFixedCost(k, 0, p, lane, 0, setEdge(edges, 0, p, lane, side))
  setFixedCost(k, 1, p, lane, 1, setEdge(edges, 1, p, lane, 2 + side))
  edges.open = f64x2.eq(edges.lower, edges.lower)
}

function compareKnown(): void {
  if (!collected) return
  solveProblems(collected)
  raiseEdges(collected)
  // The comparison may need the problems for other edges.
  for (let k = 0; k < collected; k++) knownAt(k).y = problemAt(k).y
  for (let k = 0; k < collected; k++) compareOneKnown(k)
  collected = 0
}

/** The edges on the other side are compared only where the profit might fall from them. */
function compareOneKnown(k: i32): void {
  const known = knownAt(k)
  const p = known.problem
  const lane = known.lane
  const side = known.side
  const isPoint = (i64x2.bitmask(v128.and(p.single, isInside(p))) >> lane) & 1
  takeLane(p, lane)
  forgetBest()
  if (isPoint) considerInside(ALONE, read(p, offsetof<TwoFactor>('y0'), 0, lane), read(p, offsetof<TwoFactor>('y0'), 1, lane))
  considerRaised(k, 0, side, f64x2.extract_lane(known.y, 0))
  considerRaised(k, 1, side, f64x2.extract_lane(known.y, 1))
  if (!pullsAway(ALONE, 1 - side)) compareEdges(p, lane, 1 - side)
  takeBest(ALONE)
  giveLane(p, lane)
}

/** The optimum of an edge whose terms are raised: of problem `k` the lane of the factor that is fixed. */
function considerRaised(k: i32, fixed: i32, side: i32, y: f64): void {
  considerKnownOnEdge(
    ALONE, fixed, side, y, termOfEdge(0, k, fixed), termOfEdge(1, k, fixed), termOfEdge(2, k, fixed), termOfEdge(3, k, fixed),
    termOfEdge(4, k, fixed),
  )
}

/** The edges of both factors on one side, one a lane. */
function compareEdges(p: TwoFactor, lane: i32, side: i32): void {
  setEdge(EDGES, 0, p, lane, side)
  setEdge(EDGES, 1, p, lane, 2 + side)
  EDGES.open = f64x2.eq(EDGES.lower, EDGES.lower)
  solveProblems(1)
  considerOnEdge(ALONE, 0, side, f64x2.extract_lane(EDGES.y, 0))
  considerOnEdge(ALONE, 1, side, f64x2.extract_lane(EDGES.y, 1))
}
