/**
 * Edges of the two-factor box, where one factor is fixed at a bound and the problem is one-factor again. Where the interior
 * stationary point lies beyond one edge the optimum is mostly on it: such lanes are collected, two a problem, solved as a
 * block, and certified.
 */
import { expAll } from '../math/exp'
import { absent, any, BLOCK, laneAt, one, select, setLaneAt } from '../math/lanes'
import { Curve, curveAt } from './curve'
import { solveProblems } from './one-factor'
import { OneFactor, problemAt } from './one-factor-problem'
import { read, TwoFactor, twoFactorAt } from './two-factor-problem'

/**
 * The edge beyond which the point (y0, y1) lies in factor `i`, −1 for none. Edge 2i is factor i at its lower bound, 2i + 1 at
 * its upper.
 */
function edgeBeyond(p: TwoFactor, lane: i32, i: i32): i32 {
  const y = read(p, offsetof<TwoFactor>('y0'), i, lane)
  if (y < read(p, offsetof<TwoFactor>('lower0'), i, lane)) return 2 * i
  return y > read(p, offsetof<TwoFactor>('upper0'), i, lane) ? 2 * i + 1 : -1
}

/** Makes an edge lane `to` of a problem and returns the bound at which its fixed factor stands. */
export function setEdge(edges: OneFactor, to: i32, p: TwoFactor, lane: i32, edge: i32): f64 {
  const fixed = edge >> 1
  const free = 1 - fixed
  const bound = read(p, edge & 1 ? offsetof<TwoFactor>('upper0') : offsetof<TwoFactor>('lower0'), fixed, lane)
  // The fields of OneFactor from `output` to `logBurdenSlope` are those of TwoFactor, less the second factor's.
  copyTerm(edges, to, p, lane, offsetof<OneFactor>('output'), offsetof<TwoFactor>('output'), fixed, bound)
  copyTerm(edges, to, p, lane, offsetof<OneFactor>('gain'), offsetof<TwoFactor>('gain'), fixed, bound)
  copyTerm(edges, to, p, lane, offsetof<OneFactor>('burden'), offsetof<TwoFactor>('burden'), fixed, bound)
  put(edges, to, offsetof<OneFactor>('cost'), read(p, offsetof<TwoFactor>('cost0'), free, lane))
  put(edges, to, offsetof<OneFactor>('costSlope'), read(p, offsetof<TwoFactor>('costSlope0'), free, lane))
  put(edges, to, offsetof<OneFactor>('logCostSlope'), read(p, offsetof<TwoFactor>('logCostSlope0'), free, lane))
  put(edges, to, offsetof<OneFactor>('lower'), read(p, offsetof<TwoFactor>('lower0'), free, lane))
  put(edges, to, offsetof<OneFactor>('upper'), read(p, offsetof<TwoFactor>('upper0'), free, lane))
  return bound
}

/** A term's constant, slope and ln slope: constant, two slopes and two logarithms follow one another in TwoFactor. */
@inline
function copyTerm(edges: OneFactor, to: i32, p: TwoFactor, lane: i32, target: usize, source: usize, fixed: i32, bound: f64): void {
  const free = 1 - fixed
  put(edges, to, target, read(p, source, 0, lane) + read(p, source + 16, fixed, lane) * bound)
  put(edges, to, target + 16, read(p, source + 16, free, lane))
  put(edges, to, target + 32, read(p, source + 48, free, lane))
}

@inline
function put(edges: OneFactor, lane: i32, field: usize, value: f64): void {
  setLaneAt(changetype<usize>(edges) + field, lane, value)
}

/** What a certificate needs to know of the fixed factor, two edges a lane each. */
@unmanaged
class Fixed {
  /** ln x, and 1 at the upper bound, −1 at the lower. */
  bound: v128
  side: v128
  /** c x^k, as a logarithm. */
  cost: v128
  outputSlope: v128
  burdenSlope: v128
  costSlope: v128
  exponent: v128
  /** 1 − Σ a_i / k_i and g Σ b_i / k_i */
  returns: v128
  gainReturns: v128
}

const FIXED: usize = memory.data(BLOCK * <i32>offsetof<Fixed>(), 16)
/** Whose lane each edge is: the problem's index, lane and edge. */
const OWNERS: usize = memory.data(2 * BLOCK * 4)
const ROW: usize = BLOCK * 16
const EXPONENTS: usize = memory.data(5 * BLOCK * 16, 16)
const POWERS: usize = memory.data(5 * BLOCK * 16, 16)
let edges: i32 = 0

@inline
function fixedAt(k: i32): Fixed {
  return changetype<Fixed>(FIXED + <usize>k * offsetof<Fixed>())
}

/** Collects the edges beyond which a lane's point lies. */
export function collectEdges(p: TwoFactor, j: i32, lane: i32): void {
  const beyond0 = edgeBeyond(p, lane, 0)
  const beyond1 = edgeBeyond(p, lane, 1)
  if (edges > 2 * BLOCK - 2) takeEdges()
  if (beyond0 >= 0) collect(p, j, lane, beyond0)
  if (beyond1 >= 0) collect(p, j, lane, beyond1)
}

function collect(p: TwoFactor, j: i32, lane: i32, edge: i32): void {
  const k = edges >> 1
  // The last of an odd number is its own neighbour.
  for (let to = edges & 1; to < 2; to++) {
    const bound = setEdge(problemAt(k), to, p, lane, edge)
    const fixed = edge >> 1
    const at = changetype<usize>(fixedAt(k))
    const curve = changetype<usize>(curveAt(j))
    const costSlope = setFixedCost(k, to, p, lane, fixed, bound)
    setLaneAt(at + offsetof<Fixed>('bound'), to, bound)
    setLaneAt(at + offsetof<Fixed>('side'), to, edge & 1 ? 1 : -1)
    setLaneAt(at + offsetof<Fixed>('outputSlope'), to, read(p, offsetof<TwoFactor>('outputSlope0'), fixed, lane))
    setLaneAt(at + offsetof<Fixed>('burdenSlope'), to, read(p, offsetof<TwoFactor>('burdenSlope0'), fixed, lane))
    setLaneAt(at + offsetof<Fixed>('costSlope'), to, costSlope)
    setLaneAt(at + offsetof<Fixed>('exponent'), to, read(p, offsetof<TwoFactor>('exponent'), 0, lane))
    setLaneAt(at + offsetof<Fixed>('returns'), to, laneAt(curve + offsetof<Curve>('returns'), lane))
    setLaneAt(at + offsetof<Fixed>('gainReturns'), to, laneAt(curve + offsetof<Curve>('gainReturns'), lane))
  }
  store<i32>(OWNERS + (<usize>edges << 2), (j << 3) | (lane << 2) | edge)
  edges++
}

/** Solves the edges collected; leaves in `open` the lanes that are certified. */
function solveEdges(): void {
  const count = (edges + 1) >> 1
  for (let k = 0; k < count; k++) problemAt(k).open = f64x2.eq(fixedAt(k).side, fixedAt(k).side)
  solveProblems(count)
  raiseEdges(count)
  for (let k = 0; k < count; k++) problemAt(k).open = certificate(k)
}

/** Raises the terms at the optima of the edges in the first `count` problems. */
export function raiseEdges(count: i32): void {
  for (let k = 0; k < count; k++) {
    const p = problemAt(k)
    const at = EXPONENTS + (<usize>k << 4)
    v128.store(at, f64x2.add(p.output, f64x2.mul(p.outputSlope, p.y)))
    v128.store(at + ROW, f64x2.add(p.gain, f64x2.mul(p.gainSlope, p.y)))
    v128.store(at + 2 * ROW, f64x2.add(p.burden, f64x2.mul(p.burdenSlope, p.y)))
    v128.store(at + 3 * ROW, f64x2.add(p.cost, f64x2.mul(p.costSlope, p.y)))
    v128.store(at + 4 * ROW, fixedAt(k).cost)
  }
  for (let row: usize = 0; row < 5 * ROW; row += ROW) raiseTerms(EXPONENTS + row, POWERS + row, count)
}

/** What `raiseEdges` raised: 0 output, 1 gain, 2 burden, 3 the cost of the factor that moves along the edge, 4 that of the other. */
export function termOfEdge(term: i32, k: i32, lane: i32): f64 {
  return laneAt(POWERS + <usize>term * ROW + (<usize>k << 4), lane)
}

/** Notes the cost of the factor that is fixed, for `raiseEdges`. Returns its exponent. */
export function setFixedCost(k: i32, to: i32, p: TwoFactor, lane: i32, fixed: i32, bound: f64): f64 {
  const costSlope = read(p, offsetof<TwoFactor>('costSlope0'), fixed, lane)
  const cost = read(p, offsetof<TwoFactor>('cost0'), fixed, lane) + costSlope * bound
  setLaneAt(changetype<usize>(fixedAt(k)) + offsetof<Fixed>('cost'), to, cost)
  return costSlope
}

/** `expAll`, which is slow where a term is absent: mostly the same one from all edges. */
function raiseTerms(from: usize, to: usize, count: i32): void {
  let present = f64x2.splat(0)
  for (let k = 0; k < count; k++) present = v128.or(present, f64x2.gt(v128.load(from + (<usize>k << 4)), absent()))
  if (any(present)) expAll(from, to, count)
  else memory.fill(to, 0, <usize>count << 4)
}

/**
 * Lanes whose optimum on the edge is certain to be that of the box: the profit falls into the box from there, and as in
 * `isGlobal` of shared/best-point.ts.
 */
function certificate(k: i32): v128 {
  const zero = f64x2.splat(0)
  const f = fixedAt(k)
  const at = POWERS + (<usize>k << 4)
  const output = v128.load(at)
  const gain = v128.load(at + ROW)
  const burden = v128.load(at + 2 * ROW)
  const fixedCost = v128.load(at + 4 * ROW)
  const margin = f64x2.sub(f64x2.mul(f.exponent, gain), burden)
  const pull = f64x2.sub(
    f64x2.add(f64x2.mul(f.outputSlope, output), f64x2.mul(f.burdenSlope, margin)), f64x2.mul(f.costSlope, fixedCost),
  )
  const holds = f64x2.ge(f64x2.mul(pull, f.side), zero)
  // Both positive terms are concave in x_i^{k_i} and not both linear, which would leave a ridge of ties.
  const concave = v128.or(
    v128.and(f64x2.gt(f.returns, zero), f64x2.le(f.gainReturns, one())),
    v128.and(f64x2.ge(f.returns, zero), f64x2.lt(f.gainReturns, one())),
  )
  const positive = f64x2.gt(f64x2.add(output, margin), f64x2.add(v128.load(at + 3 * ROW), fixedCost))
  return v128.and(holds, select(f64x2.gt(margin, zero), concave, positive))
}

/** Solves the edges collected, moves the lanes whose optimum is there to it, and notes in `solved` that they are. */
export function takeEdges(): void {
  solveEdges()
  for (let n = 0; n < edges; n++) {
    const k = n >> 1
    const from = n & 1
    if (!(i64x2.bitmask(problemAt(k).open) & (1 << from))) continue
    const owner = load<i32>(OWNERS + (<usize>n << 2))
    const p = changetype<usize>(twoFactorAt(owner >> 3))
    const lane = (owner >> 2) & 1
    const fixed = <usize>((owner >> 1) & 1) << 4
    const y = p + offsetof<TwoFactor>('y0')
    setLaneAt(y + fixed, lane, laneAt(changetype<usize>(fixedAt(k)) + offsetof<Fixed>('bound'), from))
    setLaneAt(y + 16 - fixed, lane, laneAt(changetype<usize>(problemAt(k)) + offsetof<OneFactor>('y'), from))
    store<i64>(p + offsetof<TwoFactor>('solved') + (<usize>lane << 3), -1)
  }
  edges = 0
}
