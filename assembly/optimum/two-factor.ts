/**
 * The exact optimum over two factors. With y_i = ln x_i the profit is
 *
 *     e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i},  each exponent linear in y,
 *
 * as in one-factor.ts. At an interior stationary point, with ρ the marginal net value of the waste stream over the value
 * of output, k_i c_i x_i^{k_i} = pV (a_i + b_i ρ): everything is a function of ρ, and one equation remains (model.md,
 * fact 3). The search tries that root first and returns when it can be certified as the global maximum; otherwise it
 * compares every interior stationary point (stationary.ts), or the only one that may be it, and the optima of the edges.
 */
import { any, BLOCK } from '../math/lanes'
import { consider, forgetBest, isGlobal, planeAt, takeBest } from './candidates'
import { curveAt } from './curve'
import { collectEdges, setEdge, takeEdges } from './edges'
import { findInterior, isInside } from './interior'
import { solveProblems } from './one-factor'
import { problemAt } from './one-factor-problem'
import { gaveUp, loadCurve, nextStationaryPoint, y0 as stationary0, y1 as stationary1 } from './stationary'
import { markFailed, read, TwoFactor, twoFactorAt } from './two-factor-problem'

const EDGES = problemAt(0)

/** Fills `y0`, `y1` and `failed` of the first `count` problems. */
export function solveTwoFactor(count: i32): void {
  findInterior(count)
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    p.failed = f64x2.splat(0)
    const certified = p.found
    p.found = v128.and(certified, isInside(p))
    const done = i64x2.bitmask(v128.or(p.found, v128.andnot(p.known, certified)))
    for (let i = 0; i < 2; i++) if (!(done & (1 << i))) collectEdges(p, j, i)
  }
  takeEdges()
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    const done = i64x2.bitmask(v128.or(p.found, p.known))
    for (let i = 0; i < 2; i++) if (!(done & (1 << i))) compareAll(p, j, i)
  }
  for (let j = 0; j < count; j++) {
    const p = twoFactorAt(j)
    const known = i64x2.bitmask(v128.andnot(p.known, p.found))
    const rising = i64x2.bitmask(curveAt(j).rising)
    for (let i = 0; i < 2; i++) if (known & (1 << i)) collectKnown(p, i, (rising >> i) & 1)
  }
  compareKnown()
}

/** One lane of whose points inside nothing is known: all edges, and unless the best of them is certified every stationary point. */
function compareAll(p: TwoFactor, j: i32, lane: i32): void {
  forgetBest()
  compareEdges(p, lane, 0, 1)
  compareEdges(p, lane, 2, 3)
  if (!isGlobal(p, curveAt(j), lane) && loadCurve(p, lane)) {
    while (nextStationaryPoint()) consider(p, lane, stationary0, stationary1, 0, 0)
    if (gaveUp()) markFailed(p, lane)
  }
  takeBest(p, lane)
}

/** A lane whose points inside are known, and the optima of both its edges on one side: 1, the upper bounds, or 0, the lower ones. */
@unmanaged
class Known {
  problem: TwoFactor
  lane: i32
  side: i32
  y: v128
  failed: v128
}

const KNOWN: usize = memory.data(BLOCK * <i32>offsetof<Known>(), 16)
let collected: i32 = 0

// @ts-ignore: decorator
@inline
function knownAt(k: i32): Known {
  return changetype<Known>(KNOWN + <usize>k * offsetof<Known>())
}

/** Collects a lane whose points inside are known, with the side on which the maximum mostly is: the upper one where waste pays. */
function collectKnown(p: TwoFactor, lane: i32, side: i32): void {
  if (collected == BLOCK) compareKnown()
  const edges = problemAt(collected)
  const known = knownAt(collected++)
  known.problem = p
  known.lane = lane
  known.side = side
  setEdge(edges, 0, p, lane, side)
  setEdge(edges, 1, p, lane, 2 + side)
  edges.open = f64x2.eq(edges.lower, edges.lower)
}

function compareKnown(): void {
  if (!collected) return
  solveProblems(collected)
  // The comparison may need the problems for other edges.
  for (let k = 0; k < collected; k++) {
    knownAt(k).y = problemAt(k).y
    knownAt(k).failed = problemAt(k).failed
  }
  for (let k = 0; k < collected; k++) compareOneKnown(knownAt(k))
  collected = 0
}

/** The edges on the other side are compared only where the profit might fall from them. */
function compareOneKnown(known: Known): void {
  const p = known.problem
  const lane = known.lane
  const side = known.side
  forgetBest()
  if (any(known.failed)) markFailed(p, lane)
  if (i64x2.bitmask(v128.and(p.single, isInside(p))) & (1 << lane)) {
    consider(p, lane, read(p, offsetof<TwoFactor>('y0'), 0, lane), read(p, offsetof<TwoFactor>('y0'), 1, lane), 0, 0)
  }
  considerEdge(p, lane, side, boundAt(p, lane, 0, side), f64x2.extract_lane(known.y, 0))
  considerEdge(p, lane, 2 + side, boundAt(p, lane, 1, side), f64x2.extract_lane(known.y, 1))
  if (!(pullsAway(p, lane, 0, 1 - side) && pullsAway(p, lane, 1, 1 - side))) compareEdges(p, lane, 1 - side, 3 - side)
  takeBest(p, lane)
}

/**
 * Whether the profit rises from factor i's lower bound, side 0, wherever the other factor is, waste paying; or, waste costing, falls
 * to its upper one: there the output and the cost alone decide where the other factor is at the same side.
 */
function pullsAway(p: TwoFactor, lane: i32, i: i32, side: i32): bool {
  const y0 = boundAt(p, lane, 0, side)
  const y1 = boundAt(p, lane, 1, side)
  const output = planeAt(p, offsetof<TwoFactor>('output'), offsetof<TwoFactor>('outputSlope0'), lane, y0, y1) +
    read(p, offsetof<TwoFactor>('logOutputSlope0'), i, lane)
  const cost = read(p, offsetof<TwoFactor>('cost0'), i, lane) + read(p, offsetof<TwoFactor>('costSlope0'), i, lane) * (i ? y1 : y0) +
    read(p, offsetof<TwoFactor>('logCostSlope0'), i, lane)
  return side ? output < cost : output > cost
}

function boundAt(p: TwoFactor, lane: i32, i: i32, side: i32): f64 {
  return read(p, side ? offsetof<TwoFactor>('upper0') : offsetof<TwoFactor>('lower0'), i, lane)
}

/** Two edges at once, one a lane; see `edgeBeyond` for their numbers. */
function compareEdges(p: TwoFactor, lane: i32, first: i32, second: i32): void {
  const bound0 = setEdge(EDGES, 0, p, lane, first)
  const bound1 = setEdge(EDGES, 1, p, lane, second)
  EDGES.open = f64x2.eq(EDGES.lower, EDGES.lower)
  solveProblems(1)
  if (any(EDGES.failed)) markFailed(p, lane)
  considerEdge(p, lane, first, bound0, f64x2.extract_lane(EDGES.y, 0))
  considerEdge(p, lane, second, bound1, f64x2.extract_lane(EDGES.y, 1))
}

function considerEdge(p: TwoFactor, lane: i32, edge: i32, bound: f64, y: f64): void {
  const side = edge & 1 ? 1 : -1
  if (edge >> 1) consider(p, lane, y, bound, 1, side)
  else consider(p, lane, bound, y, 0, side)
}
