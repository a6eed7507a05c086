/**
 * The one-factor optimum where gain and burden are both present (g < 1). The derivative of profit vanishes where
 *
 *     L(y) = ln(a e^{output} + g b e^{gain}) − ln(b e^{burden} + k e^{cost}) = 0,
 *
 * and L falls through zero at a maximum. One that no small move improves is returned when it can be certified as the global
 * maximum; a lane without a certificate is searched for every local maximum (shared/every-maximum.ts).
 */
import { exp, expAll } from '../math/exp'
import { twiceArtanh } from '../math/log'
import { all, any, BLOCK, clamp, constant, half, one, select, two } from '../math/lanes'
import { inverseSeries } from '../math/series'
import { compareEveryMaximum } from '../shared/every-maximum'
import { ALONE, giveLane, OneFactor, problemAt, takeLane } from './one-factor-problem'

const MAX_STEPS: i32 = 12

/** ln of a sum of two exponentials and its derivatives, in two lanes; first only what they follow from. */
@unmanaged
class Sum {
  /** The larger term, its slope, and the slope of the other less that. */
  larger: v128
  slope: v128
  difference: v128
  /** Over the larger, the other: e; and its share of the sum, e / (1 + e). */
  share: v128
  value: v128
}

// Of each problem the sum of the positive terms, then that of the negative ones.
const SUMS: usize = memory.data(2 * BLOCK * <i32>offsetof<Sum>(), 16)
const EXPONENTS: usize = memory.data(2 * BLOCK * 16, 16)
const POWERS: usize = memory.data(2 * BLOCK * 16, 16)
const PENDING: usize = memory.data(BLOCK * 16, 16)

const LEAST: usize = memory.data<f64>([-700])
const SERIES: usize = memory.data<f64>([1.0 / 6, 1.0 / 24, 6])
const WORST_STEP: usize = memory.data<f64>([1.5e-3, 0.1])

@inline
function sumAt(n: i32): Sum {
  return changetype<Sum>(SUMS + <usize>n * offsetof<Sum>())
}

/** Fills `y` in the lanes of `four`, of the first `count` problems. */
export function solveFourTerms(count: i32): void {
  for (let j = 0; j < count; j++) begin(problemAt(j), j)
  for (let step = 0; step < MAX_STEPS && anyPending(count); step++) {
    for (let j = 0; j < count; j++) compareTerms(problemAt(j), j)
    for (let n = 0; n < 2 * count; n += count) expAll(EXPONENTS + (<usize>n << 4), POWERS + (<usize>n << 4), count)
    for (let n = 0; n < 2 * count; n++) weigh(sumAt(n), v128.load(POWERS + (<usize>n << 4)))
    for (let n = 0; n < 2 * count; n++) complete(sumAt(n))
    for (let j = 0; j < count; j++) improve(problemAt(j), j)
  }
  for (let j = 0; j < count; j++) {
    const p = problemAt(j)
    if (!any(p.four)) continue
    const open = v128.and(p.four, v128.or(v128.load(PENDING + (<usize>j << 4)), v128.not(isCertified(p))))
    const lanes = i64x2.bitmask(open)
    for (let i = 0; i < 2; i++) if (lanes & (1 << i)) searchLane(p, i)
  }
}

function searchLane(p: OneFactor, lane: i32): void {
  takeLane(p, lane)
  compareEveryMaximum(ALONE)
  giveLane(p, lane)
}

function anyPending(count: i32): bool {
  let pending = f64x2.splat(0)
  for (let j = 0; j < count; j++) pending = v128.or(pending, v128.load(PENDING + (<usize>j << 4)))
  return any(pending)
}

/** Starts at the optimum without waste. */
function begin(p: OneFactor, j: i32): void {
  const lead = f64x2.sub(f64x2.add(p.output, p.logOutputSlope), f64x2.add(p.cost, p.logCostSlope))
  const middle = f64x2.mul(half(), f64x2.add(p.lower, p.upper))
  const slope = f64x2.sub(p.costSlope, p.outputSlope)
  const y = select(f64x2.gt(slope, f64x2.splat(0)), clamp(f64x2.div(lead, slope), p.lower, p.upper), middle)
  p.y = select(p.four, y, p.y)
  v128.store(PENDING + (<usize>j << 4), p.four)
}

function compareTerms(p: OneFactor, j: i32): void {
  const y = p.y
  const output = f64x2.add(f64x2.add(p.output, p.logOutputSlope), f64x2.mul(p.outputSlope, y))
  const gain = f64x2.add(f64x2.add(p.gain, p.logGainSlope), f64x2.mul(p.gainSlope, y))
  const burden = f64x2.add(f64x2.add(p.burden, p.logBurdenSlope), f64x2.mul(p.burdenSlope, y))
  const cost = f64x2.add(f64x2.add(p.cost, p.logCostSlope), f64x2.mul(p.costSlope, y))
  compareTwo(2 * j, output, p.outputSlope, gain, p.gainSlope)
  compareTwo(2 * j + 1, burden, p.burdenSlope, cost, p.costSlope)
}

@inline
function compareTwo(n: i32, a: v128, aSlope: v128, b: v128, bSlope: v128): void {
  const s = sumAt(n)
  const gap = f64x2.sub(a, b)
  const aLeads = f64x2.ge(gap, f64x2.splat(0))
  const slope = select(aLeads, aSlope, bSlope)
  s.larger = f64x2.pmax(a, b)
  s.slope = slope
  s.difference = f64x2.sub(select(aLeads, bSlope, aSlope), slope)
  v128.store(EXPONENTS + (<usize>n << 4), f64x2.pmax(f64x2.neg(f64x2.abs(gap)), constant(LEAST)))
}

@inline
function weigh(s: Sum, e: v128): void {
  const onePlus = f64x2.add(one(), e)
  const twoPlus = f64x2.add(two(), e)
  const inverse = f64x2.div(e, f64x2.mul(onePlus, twoPlus))
  s.share = f64x2.mul(inverse, twoPlus)
  s.value = f64x2.mul(inverse, onePlus)
}

@inline
function complete(s: Sum): void {
  s.value = f64x2.add(s.larger, twiceArtanh(s.value))
}

/**
 * A step of fifth order from ν = −L / L', Halley's where ν is large. The derivatives of ln of a sum are the cumulants of its
 * slopes, each weighted with its share. A lane is done after a step from so near that the series is exact, or at a bound from
 * which the profit falls into the box.
 */
function improve(p: OneFactor, j: i32): void {
  const positive = sumAt(2 * j)
  const negative = sumAt(2 * j + 1)
  const inverse = f64x2.div(f64x2.splat(-1), f64x2.sub(meanOf(positive), meanOf(negative)))
  const falls = f64x2.gt(inverse, f64x2.splat(0))
  const nu = f64x2.mul(f64x2.sub(positive.value, negative.value), inverse)
  const c2 = f64x2.mul(f64x2.mul(inverse, half()), f64x2.sub(second(positive), second(negative))) // −c_2
  const c3 = f64x2.mul(f64x2.mul(inverse, constant(SERIES, 0)), f64x2.sub(third(negative), third(positive)))
  const c4 = f64x2.mul(f64x2.mul(inverse, constant(SERIES, 1)), f64x2.sub(fourth(positive), fourth(negative))) // −c_4
  const halley = f64x2.div(nu, f64x2.pmax(f64x2.sub(one(), f64x2.mul(c2, nu)), half()))

  const scale = f64x2.pmax(f64x2.abs(positive.difference), f64x2.abs(negative.difference))
  const size = f64x2.mul(f64x2.abs(nu), f64x2.pmax(scale, f64x2.abs(f64x2.mul(f64x2.mul(scale, scale), inverse))))
  const y = p.y
  const step = select(f64x2.lt(size, constant(WORST_STEP, 1)), inverseSeries(nu, c2, c3, c4), halley)
  const next = clamp(f64x2.add(y, step), p.lower, p.upper)
  const stays = v128.or(
    v128.and(f64x2.le(y, p.lower), f64x2.lt(nu, f64x2.splat(0))),
    v128.and(f64x2.ge(y, p.upper), f64x2.gt(nu, f64x2.splat(0))),
  )
  const pending = v128.and(v128.load(PENDING + (<usize>j << 4)), falls)
  p.y = select(v128.andnot(pending, stays), next, y)
  const done = v128.or(stays, f64x2.le(size, constant(WORST_STEP)))
  v128.store(PENDING + (<usize>j << 4), v128.andnot(v128.load(PENDING + (<usize>j << 4)), v128.and(done, falls)))
}

@inline
function meanOf(s: Sum): v128 {
  return f64x2.add(s.slope, f64x2.mul(s.difference, s.share))
}

@inline
function second(s: Sum): v128 {
  return f64x2.mul(f64x2.mul(s.difference, s.difference), spread(s))
}

/** The other's share times the larger's. */
@inline
function spread(s: Sum): v128 {
  return f64x2.mul(s.share, f64x2.sub(one(), s.share))
}

@inline
function third(s: Sum): v128 {
  return f64x2.mul(f64x2.mul(second(s), s.difference), f64x2.sub(one(), f64x2.add(s.share, s.share)))
}

@inline
function fourth(s: Sum): v128 {
  const square = f64x2.mul(s.difference, s.difference)
  return f64x2.mul(f64x2.mul(second(s), square), f64x2.sub(one(), f64x2.mul(constant(SERIES, 2), spread(s))))
}

/**
 * Whether a point that no small move improves is the global maximum. The value of the waste stream is concave in W^h for
 * g ≤ h ≤ 1, so its tangent there bounds it from above, and a point that is best for the tangent's enterprise is best.
 * A falling tangent (h = 1) leaves one positive term, and a stationary point with a positive value is the maximum
 * (geometric programming); with a rising one (h = g) the profit is concave in x^k when a ≤ k and g b ≤ k.
 */
function isCertified(p: OneFactor): v128 {
  const y = p.y
  const unimodal = f64x2.le(f64x2.pmax(p.outputSlope, p.gainSlope), f64x2.pmin(p.burdenSlope, p.costSlope))
  if (all(unimodal)) return unimodal
  const gain = exp(f64x2.add(p.gain, f64x2.mul(p.gainSlope, y)))
  const burden = exp(f64x2.add(p.burden, f64x2.mul(p.burdenSlope, y)))
  const output = exp(f64x2.add(p.output, f64x2.mul(p.outputSlope, y)))
  const cost = exp(f64x2.add(p.cost, f64x2.mul(p.costSlope, y)))
  const marginal = f64x2.sub(f64x2.mul(f64x2.div(p.gainSlope, p.burdenSlope), gain), burden)
  const concave = v128.and(f64x2.le(p.outputSlope, p.costSlope), f64x2.le(p.gainSlope, p.costSlope))
  const positive = f64x2.gt(f64x2.add(output, marginal), cost)
  return v128.or(unimodal, select(f64x2.gt(marginal, f64x2.splat(0)), concave, positive))
}
