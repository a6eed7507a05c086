/**
 * Where the root of the equation along the curve nearly is: first the root of an asymptote, then Halley's steps on approximations,
 * until the exact step of interior.ts is the last one. With gain and burden Newton's steps from τ = 0.
 */
import { expRough } from '../math/exp'
import { any, BLOCK, constant, one, select, signBit, two } from '../math/lanes'
import { logAll, logRough } from '../math/log'
import { BALANCE, balance } from './balance'
import { Curve, curveAt, LIMIT, weigh } from './curve'
import { TwoFactor, twoFactorAt } from './two-factor-problem'

const MOST_STEPS: i32 = 3
/** The longest step, and the size of a step after which a further one is not worth its while. */
const LENGTHS: usize = memory.data<f64>([5, 0.08])
/** Beside the sizes of its parts, a value that approximations leave without a doubt of its sign. */
const MARGIN: f64 = 1e-3
const BOUND: usize = memory.data<f64>([LIMIT])
/** A turn closer to an end than this is not found well. */
const FARTHEST_TURN: usize = memory.data<f64>([14])

// An entry a problem: whether it is on its way, ln limit, e^τ, and two of the three sums whose logarithms are in the equation.
const OPEN: usize = memory.data(BLOCK * 16, 16)
const LIMITS: usize = memory.data(BLOCK * 16, 16)
const E: usize = memory.data(BLOCK * 16, 16)
const SUM0: usize = memory.data(BLOCK * 16, 16)
const SUM1: usize = memory.data(BLOCK * 16, 16)

/** Sets τ of the first `count` problems. */
export function approach(count: i32): void {
  for (let j = 0; j < count; j++) v128.store(LIMITS + (<usize>j << 4), curveAt(j).limit)
  logAll(LIMITS, LIMITS, count)
  for (let j = 0; j < count; j++) {
    const c = curveAt(j)
    c.logLimit = v128.load(LIMITS + (<usize>j << 4))
    if (any(c.turning)) findTurn(c, twoFactorAt(j))
    c.tau = f64x2.pmin(v128.and(asymptoteRoot(c, twoFactorAt(j)), v128.andnot(c.wanted, c.both)), c.right)
    v128.store(OPEN + (<usize>j << 4), c.wanted)
  }
  for (let step = 0; step < MOST_STEPS && isOpen(count); step++) {
    for (let j = 0; j < count; j++) look(twoFactorAt(j), curveAt(j), <usize>j << 4)
    for (let j = 0; j < count; j++) stepRoughly(twoFactorAt(j), curveAt(j), <usize>j << 4)
  }
}

function isOpen(count: i32): bool {
  let open = f64x2.splat(0)
  for (let j = 0; j < count; j++) open = v128.or(open, v128.load(OPEN + (<usize>j << 4)))
  return any(open)
}

/**
 * The root of the left asymptote, of slope S, where the equation turns; else on the rising side the nearer root of both
 * asymptotes, and on the falling side the left one's, where that is left of 0.
 */
@inline
function asymptoteRoot(c: Curve, p: TwoFactor): v128 {
  const zero = f64x2.splat(0)
  const common = f64x2.add(c.constant, f64x2.mul(c.returns, c.logLimit))
  const atLeft = f64x2.add(weigh(c.weight0, c.weight1, p.logOutputSlope0, p.logOutputSlope1), common)
  const atRight = f64x2.add(weigh(c.weight0, c.weight1, p.logGainSlope0, p.logGainSlope1), common)
  const bend = f64x2.add(c.weight0, c.weight1)
  const left = f64x2.neg(f64x2.div(atLeft, c.returns))
  const right = f64x2.neg(f64x2.div(atRight, f64x2.add(c.returns, bend)))
  const nearer = select(f64x2.gt(bend, zero), f64x2.pmin(left, right), f64x2.pmax(left, right))
  const root = select(c.turning, left, select(c.rising, nearer, f64x2.pmin(left, zero)))
  return v128.and(root, f64x2.lt(f64x2.abs(root), constant(BOUND)))
}

/**
 * Where the equation of the turning lanes is at its highest: there S + Σ weight_i b_i ρ / (a_i + b_i ρ) = 0, a quadratic equation
 * in ρ. The first root is left of it, where the equation is above zero there. Too near to zero to tell, growing waste is left to
 * the comparison of every point; shrinking waste may still be certified.
 */
function findTurn(c: Curve, p: TwoFactor): void {
  const zero = f64x2.splat(0)
  const a0 = p.outputSlope0
  const a1 = p.outputSlope1
  const square = f64x2.mul(f64x2.mul(c.waste0, c.waste1), c.shrinking)
  const linear = f64x2.add(
    f64x2.mul(f64x2.mul(a0, c.waste1), f64x2.add(c.returns, c.weight1)),
    f64x2.mul(f64x2.mul(a1, c.waste0), f64x2.add(c.returns, c.weight0)),
  )
  const product = f64x2.mul(c.returns, f64x2.mul(a0, a1))
  const root = f64x2.sqrt(f64x2.sub(f64x2.mul(linear, linear), f64x2.mul(f64x2.splat(4), f64x2.mul(square, product))))
  const twice = f64x2.add(product, product)
  // |ρ|
  const rho = select(
    v128.and(c.rising, f64x2.gt(linear, zero)), f64x2.div(f64x2.add(linear, root), f64x2.mul(f64x2.splat(-2), square)),
    f64x2.div(twice, f64x2.add(root, v128.xor(linear, v128.and(c.rising, signBit())))),
  )
  const e = select(c.rising, rho, f64x2.div(rho, f64x2.sub(c.limit, rho)))
  const tau = logRough(e)
  const logs = weigh(
    c.weight0, c.weight1, logRough(f64x2.add(a0, f64x2.mul(c.rest0, e))), logRough(f64x2.add(a1, f64x2.mul(c.rest1, e))),
  )
  const logOne = v128.andnot(f64x2.mul(c.weightOne, logRough(f64x2.add(one(), e))), c.rising)
  const highest = f64x2.add(f64x2.add(f64x2.add(logs, logOne), c.constant), f64x2.mul(c.returns, f64x2.add(c.logLimit, tau)))
  const sizes = f64x2.add(c.weights, f64x2.add(f64x2.abs(c.constant), f64x2.abs(f64x2.mul(c.returns, c.logLimit))))
  const margin = f64x2.mul(f64x2.splat(MARGIN), f64x2.pmax(one(), sizes))
  const sure = v128.and(f64x2.gt(f64x2.abs(highest), margin), f64x2.lt(f64x2.abs(tau), constant(FARTHEST_TURN)))
  const known = v128.and(v128.and(c.turning, sure), f64x2.gt(e, zero))
  c.turned = v128.and(known, f64x2.gt(highest, zero))
  c.barren = v128.andnot(known, c.turned)
  const lost = v128.or(c.barren, v128.andnot(v128.and(c.turning, c.rising), c.turned))
  c.wanted = v128.andnot(c.wanted, lost)
  c.pending = c.wanted
  c.right = select(c.turned, tau, c.right)
}

@inline
function look(p: TwoFactor, c: Curve, at: usize): void {
  const e = expRough(c.tau)
  v128.store(E + at, e)
  v128.store(SUM0 + at, f64x2.add(p.outputSlope0, f64x2.mul(c.rest0, e)))
  v128.store(SUM1 + at, f64x2.add(p.outputSlope1, f64x2.mul(c.rest1, e)))
}

@inline
function stepRoughly(p: TwoFactor, c: Curve, at: usize): void {
  const e = v128.load(E + at)
  const sum0 = v128.load(SUM0 + at)
  const sum1 = v128.load(SUM1 + at)
  const sumOne = f64x2.add(one(), e)
  const weight0 = c.weight0
  const weight1 = c.weight1
  const weightOne = v128.andnot(c.weightOne, c.rising)
  const share0 = f64x2.div(f64x2.mul(c.rest0, e), sum0)
  const share1 = f64x2.div(f64x2.mul(c.rest1, e), sum1)
  const shareOne = f64x2.div(e, sumOne)
  const log0 = logRough(sum0)
  const log1 = logRough(sum1)
  const logOne = logRough(sumOne)
  const logs = f64x2.add(weigh(weight0, weight1, log0, log1), f64x2.mul(weightOne, logOne))
  let value = f64x2.add(f64x2.add(logs, c.constant), f64x2.mul(c.returns, f64x2.add(c.logLimit, c.tau)))
  const first0 = f64x2.mul(weight0, share0)
  const first1 = f64x2.mul(weight1, share1)
  const firstOne = f64x2.mul(weightOne, shareOne)
  let slope = f64x2.add(f64x2.add(c.returns, f64x2.add(first0, first1)), firstOne)
  let second = f64x2.add(
    f64x2.add(f64x2.mul(first0, f64x2.sub(one(), share0)), f64x2.mul(first1, f64x2.sub(one(), share1))),
    f64x2.mul(firstOne, f64x2.sub(one(), shareOne)),
  )
  if (any(c.both)) {
    const fallen = v128.andnot(logOne, c.rising)
    const logRho = f64x2.sub(f64x2.add(c.logLimit, c.tau), fallen)
    const share = v128.andnot(shareOne, c.rising)
    balance(p, c, logRho, f64x2.sub(log0, fallen), f64x2.sub(log1, fallen), share, share0, share1)
    value = select(c.both, BALANCE.value, value)
    slope = select(c.both, BALANCE.slope, slope)
    second = v128.andnot(second, c.both)
  }
  const square = f64x2.mul(slope, slope)
  const turned = f64x2.sub(f64x2.add(square, square), f64x2.mul(value, second))
  const halley = f64x2.neg(f64x2.div(f64x2.mul(two(), f64x2.mul(value, slope)), f64x2.pmax(square, turned)))
  const longest = constant(LENGTHS, 0)
  const step = f64x2.pmin(f64x2.pmax(halley, f64x2.neg(longest)), longest)
  const next = f64x2.pmin(f64x2.add(c.tau, step), c.right)
  const open = v128.and(v128.load(OPEN + at), f64x2.lt(f64x2.abs(next), constant(BOUND)))
  const far = f64x2.gt(f64x2.mul(f64x2.abs(step), c.weights), f64x2.mul(constant(LENGTHS, 1), f64x2.abs(slope)))
  c.tau = select(open, next, c.tau)
  v128.store(OPEN + at, v128.and(open, far))
}
