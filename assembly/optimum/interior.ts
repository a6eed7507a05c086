/** The interior stationary points that may be maxima, of a block of problems, and what is certain of them. */
import { exp, expAll } from '../math/exp'
import { all, any, BLOCK, constant, half, one, select } from '../math/lanes'
import { logAll } from '../math/log'
import { inverseSeries } from '../math/series'
import { approach } from './approach'
import { BALANCE, balance } from './balance'
import { Curve, curveAt, LIMIT, prepare, weigh } from './curve'
import { twoFactorAt, TwoFactor } from './two-factor-problem'

const MAX_STEPS: i32 = 40
/** Sizes of steps: of fifth order and Newton's that leave an error of 1e-14, and from which on the series beats Halley's. */
const NEAR: usize = memory.data<f64>([1.5e-3, 1e-7, 0.2])
const SERIES: usize = memory.data<f64>([1.0 / 6, 1.0 / 24, 6])

// An entry a problem: τ and e^τ; a_0 + rest_0 e^τ, a_1 + rest_1 e^τ, 1 + e^τ and their logarithms.
const TAU: usize = memory.data(BLOCK * 16, 16)
const E: usize = memory.data(BLOCK * 16, 16)
const SUMS: usize = memory.data(3 * BLOCK * 16, 16)
const LOGS: usize = memory.data(3 * BLOCK * 16, 16)
const ROW: usize = BLOCK * 16

/** Fills `y0`, `y1`, `certified`, `single` and `known` of the first `count` problems. */
export function findInterior(count: i32): void {
  for (let j = 0; j < count; j++) prepare(twoFactorAt(j), curveAt(j))
  approach(count)
  const falls = anyFalls(count)
  for (let step = 0; step < MAX_STEPS && anyPending(count); step++) {
    for (let j = 0; j < count; j++) v128.store(TAU + (<usize>j << 4), curveAt(j).tau)
    expAll(TAU, E, count)
    for (let j = 0; j < count; j++) moveTo(twoFactorAt(j), curveAt(j), <usize>j << 4)
    logAll(SUMS, LOGS, count)
    logAll(SUMS + ROW, LOGS + ROW, count)
    if (falls) logAll(SUMS + 2 * ROW, LOGS + 2 * ROW, count)
    for (let j = 0; j < count; j++) improve(twoFactorAt(j), curveAt(j), <usize>j << 4)
  }
  for (let j = 0; j < count; j++) volumesAtRoot(twoFactorAt(j), curveAt(j))
}

function anyPending(count: i32): bool {
  let pending = f64x2.splat(0)
  for (let j = 0; j < count; j++) pending = v128.or(pending, curveAt(j).pending)
  return any(pending)
}

function anyFalls(count: i32): bool {
  let rising = f64x2.eq(one(), one())
  for (let j = 0; j < count; j++) rising = v128.and(rising, curveAt(j).rising)
  return !all(rising)
}

/** The sums whose logarithms are wanted, and the shares of e^τ in them. */
@inline
function moveTo(p: TwoFactor, c: Curve, at: usize): void {
  const e = v128.load(E + at)
  const sum0 = f64x2.add(p.outputSlope0, f64x2.mul(c.rest0, e))
  const sum1 = f64x2.add(p.outputSlope1, f64x2.mul(c.rest1, e))
  const sum = f64x2.add(one(), e)
  v128.store(SUMS + at, sum0)
  v128.store(SUMS + ROW + at, sum1)
  v128.store(SUMS + 2 * ROW + at, sum)
  c.share0 = f64x2.div(f64x2.mul(c.rest0, e), sum0)
  c.share1 = f64x2.div(f64x2.mul(c.rest1, e), sum1)
  c.shareOne = v128.andnot(f64x2.div(e, sum), c.rising)
}

/**
 * A step in the pending lanes. ln|ρ| and l_i are sums of logarithms whose n-th derivatives by τ are polynomials of the shares:
 * ν = −E / E', then the inverse series to ν⁴ for one waste term, else Newton's step, halving where it strays. The last step
 * moves the logarithms by their own series.
 */
function improve(p: TwoFactor, c: Curve, at: usize): void {
  const pending = c.pending
  if (!any(pending)) return
  const share0 = c.share0
  const share1 = c.share1
  const shareOne = c.shareOne
  const tau = c.tau
  const logOne = v128.andnot(v128.load(LOGS + 2 * ROW + at), c.rising)
  const logRho = f64x2.sub(f64x2.add(c.logLimit, tau), logOne)
  const log0 = f64x2.sub(v128.load(LOGS + at), logOne)
  const log1 = f64x2.sub(v128.load(LOGS + ROW + at), logOne)
  const bend = c.weightOne
  let value = f64x2.add(f64x2.add(f64x2.mul(c.returns, logRho), weigh(c.weight0, c.weight1, log0, log1)), c.constant)
  let slope = f64x2.add(
    f64x2.add(c.returns, weigh(c.weight0, c.weight1, share0, share1)), f64x2.mul(bend, shareOne),
  )
  const spread0 = spread(share0)
  const spread1 = spread(share1)
  const spreadOne = spread(shareOne)
  if (any(c.both)) {
    balance(p, c, logRho, log0, log1, shareOne, share0, share1)
    value = select(c.both, BALANCE.value, value)
    slope = select(c.both, BALANCE.slope, slope)
  }
  const inverse = f64x2.div(f64x2.splat(-1), slope)
  const nu = f64x2.mul(value, inverse)
  const third0 = thirdOf(share0, spread0)
  const third1 = thirdOf(share1, spread1)
  const thirdOne = thirdOf(shareOne, spreadOne)
  const fourth0 = fourthOf(spread0)
  const fourth1 = fourthOf(spread1)
  const fourthOne = fourthOf(spreadOne)
  const second = f64x2.add(weigh(c.weight0, c.weight1, spread0, spread1), f64x2.mul(bend, spreadOne))
  const third = f64x2.add(weigh(c.weight0, c.weight1, third0, third1), f64x2.mul(bend, thirdOne))
  const fourth = f64x2.add(weigh(c.weight0, c.weight1, fourth0, fourth1), f64x2.mul(bend, fourthOne))
  const c2 = f64x2.mul(f64x2.mul(inverse, half()), second) // −c_2
  const c3 = f64x2.neg(f64x2.mul(f64x2.mul(inverse, constant(SERIES, 0)), third))
  const c4 = f64x2.mul(f64x2.mul(inverse, constant(SERIES, 1)), fourth) // −c_4
  const size = f64x2.mul(f64x2.abs(nu), f64x2.pmax(one(), f64x2.mul(f64x2.abs(inverse), c.weights)))
  const halley = f64x2.div(nu, f64x2.pmax(f64x2.sub(one(), f64x2.mul(c2, nu)), half()))
  const step = select(c.both, nu, select(f64x2.lt(size, constant(NEAR, 2)), inverseSeries(nu, c2, c3, c4), halley))
  const done = v128.and(pending, f64x2.lt(size, select(c.both, constant(NEAR, 1), constant(NEAR, 0))))

  const gone = along(step, shareOne, spreadOne, thirdOne, fourthOne)
  c.logRho = select(done, f64x2.add(logRho, f64x2.sub(step, gone)), c.logRho)
  c.log0 = select(done, f64x2.add(log0, f64x2.sub(along(step, share0, spread0, third0, fourth0), gone)), c.log0)
  c.log1 = select(done, f64x2.add(log1, f64x2.sub(along(step, share1, spread1, third1, fourth1), gone)), c.log1)
  const positive = f64x2.gt(value, f64x2.splat(0))
  const right = select(positive, tau, c.right)
  const left = select(positive, c.left, tau)
  const next = f64x2.add(tau, step)
  const safe = v128.and(f64x2.ge(next, left), f64x2.le(next, right))
  c.right = right
  c.left = left
  c.tau = select(pending, select(safe, next, f64x2.mul(half(), f64x2.add(left, right))), tau)
  c.pending = v128.andnot(pending, done)
}

/** The change of a logarithm over a step, from its derivatives. */
@inline
function along(step: v128, first: v128, second: v128, third: v128, fourth: v128): v128 {
  const high = f64x2.add(f64x2.mul(third, constant(SERIES, 0)), f64x2.mul(step, f64x2.mul(fourth, constant(SERIES, 1))))
  return f64x2.mul(step, f64x2.add(first, f64x2.mul(step, f64x2.add(f64x2.mul(half(), second), f64x2.mul(step, high)))))
}

// Derivatives of ln(a + b e^τ) by τ, from the share of b e^τ: the first is the share itself.
@inline
function spread(share: v128): v128 {
  return f64x2.mul(share, f64x2.sub(one(), share))
}

@inline
function thirdOf(share: v128, second: v128): v128 {
  return f64x2.mul(second, f64x2.sub(one(), f64x2.add(share, share)))
}

@inline
function fourthOf(second: v128): v128 {
  return f64x2.mul(second, f64x2.sub(one(), f64x2.mul(constant(SERIES, 2), second)))
}

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms, and what is certain of that point. */
function volumesAtRoot(p: TwoFactor, c: Curve): void {
  // v from the better conditioned of the two equations that hold at the root; only the first holds for `both` and `pure`.
  const special = v128.or(c.both, c.pure)
  const fromOutput = v128.or(special, f64x2.ge(f64x2.abs(c.returns), f64x2.abs(c.shrinking)))
  const output = f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, c.log0, c.log1))
  const waste = f64x2.add(f64x2.add(c.term, c.wasteConstant), weigh(c.wasteShare0, c.wasteShare1, c.log0, c.log1))
  const v = f64x2.div(select(fromOutput, output, f64x2.sub(waste, c.logRho)), select(fromOutput, c.returns, c.shrinking))
  p.y0 = f64x2.mul(f64x2.sub(f64x2.add(v, c.log0), c.marginal0), c.inverse0)
  p.y1 = f64x2.mul(f64x2.sub(f64x2.add(v, c.log1), c.marginal1), c.inverse1)
  // An end of the interval is not a root.
  const solved = v128.and(v128.andnot(c.wanted, c.pending), f64x2.le(f64x2.abs(c.tau), f64x2.splat(LIMIT - 1)))
  let certified = v128.or(solved, c.pure)
  if (any(c.both)) {
    // A falling tangent needs a positive value. Outside the box the tangent says nothing about the points inside.
    const positive = f64x2.gt(f64x2.sub(c.returns, f64x2.mul(exp(c.logRho), c.shrinking)), f64x2.splat(0))
    const allowed = v128.and(v128.or(c.rising, positive), isInside(p))
    certified = v128.and(certified, v128.or(allowed, v128.not(c.both)))
  }
  // The root of a turning equation is certified where its value is surely positive; −ρ is known nearly.
  const reach = f64x2.mul(f64x2.mul(c.limit, c.shareOne), c.shrinking)
  const pays = v128.andnot(f64x2.lt(reach, f64x2.mul(f64x2.splat(0.99), c.returns)), c.rising)
  p.certified = v128.andnot(certified, v128.andnot(c.turning, pays))
  p.single = v128.and(solved, c.turned)
  // With one waste term a certified point is the only local maximum of all volumes.
  p.known = v128.or(v128.or(p.single, c.barren), v128.andnot(p.certified, c.both))
}

/** Lanes whose point is inside the box. */
export function isInside(p: TwoFactor): v128 {
  const inside0 = v128.and(f64x2.ge(p.y0, p.lower0), f64x2.le(p.y0, p.upper0))
  const inside1 = v128.and(f64x2.ge(p.y1, p.lower1), f64x2.le(p.y1, p.upper1))
  return v128.and(inside0, inside1)
}
