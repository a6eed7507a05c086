/** The interior stationary point that can be certified as the global maximum, where there is one. */
import { expModerate } from '../math/exp'
import { absent, all, any, half, infinity, one, select, two } from '../math/lanes'
import { logOnePlus } from '../math/log'
import { chooseSide, Curve, moveTo, reduce, weigh } from './curve'
import { TwoFactor } from './two-factor-problem'

const LIMIT: f64 = 700 // |τ|: e^700 is the last power of e in range
const MAX_STEPS: i32 = 40

@unmanaged
export class Certificate {
  /** y = ln x of the stationary point, inside the box or not. */
  y0: v128
  y1: v128
  /** Lanes that have such a point. */
  found: v128
}

const CURVE = changetype<Curve>(memory.data(offsetof<Curve>(), 16))

/** Fills `result`. */
export function certify(p: TwoFactor, result: Certificate): void {
  const zero = f64x2.splat(0)
  const varies = v128.or(f64x2.gt(p.burdenSlope0, zero), f64x2.gt(p.burdenSlope1, zero))
  const hasGain = v128.and(f64x2.gt(p.gain, absent()), varies)
  const hasBurden = v128.and(f64x2.gt(p.burden, absent()), varies)
  const both = v128.and(hasGain, hasBurden)
  result.found = zero
  if (!all(both)) oneWasteTerm(p, hasGain, hasBurden, both, result)
  if (any(both)) twoWasteTerms(p, both, result)
}

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms. */
function place(p: TwoFactor, c: Curve, v: v128, log0: v128, log1: v128, wanted: v128, result: Certificate): void {
  const y0 = f64x2.div(f64x2.sub(f64x2.add(v, log0), c.marginal0), p.costSlope0)
  const y1 = f64x2.div(f64x2.sub(f64x2.add(v, log1), c.marginal1), p.costSlope1)
  result.y0 = select(wanted, y0, result.y0)
  result.y1 = select(wanted, y1, result.y1)
  result.found = v128.or(result.found, wanted)
}

/**
 * One waste term or none. Where waste only adds (ρ > 0) the point is certified where both positive terms are concave in
 * x_i^{k_i}. Where it only costs (ρ = −r), a stationary point has the value pV (S − r (1 − T)): where that is positive it
 * is the only one and the maximum. The equation in ρ is not divided by S, so constant returns are no special case.
 */
function oneWasteTerm(p: TwoFactor, hasGain: v128, hasBurden: v128, skipped: v128, result: Certificate): void {
  const c = CURVE
  const zero = f64x2.splat(0)
  const hasWaste = v128.or(hasGain, hasBurden)
  const term = select(hasGain, p.gain, p.burden)
  const waste0 = select(hasGain, p.gainSlope0, select(hasBurden, p.burdenSlope0, zero))
  const waste1 = select(hasGain, p.gainSlope1, select(hasBurden, p.burdenSlope1, zero))
  reduce(p, c, waste0, waste1)
  const growing = f64x2.sub(one(), c.wasteReturns) // 1 − T
  const decreasing = f64x2.gt(c.returns, zero)
  const positiveCap = select(f64x2.gt(growing, zero), f64x2.div(c.returns, growing), infinity())

  const constantReturns = f64x2.eq(c.returns, zero)
  const fallingFits = v128.or(decreasing, v128.and(constantReturns, f64x2.lt(growing, zero)))
  const risingFits = v128.or(
    v128.and(decreasing, f64x2.ge(growing, zero)),
    v128.and(constantReturns, f64x2.gt(growing, zero)),
  )
  const fits = v128.andnot(select(hasGain, risingFits, select(hasBurden, fallingFits, decreasing)), skipped)
  const pure = v128.andnot(fits, hasWaste)
  const mixed = v128.and(fits, hasWaste)
  if (any(pure)) {
    const shares = weigh(c.outputShare0, c.outputShare1, p.logOutputSlope0, p.logOutputSlope1)
    const v = f64x2.div(f64x2.add(c.outputConstant, shares), c.returns)
    place(p, c, v, p.logOutputSlope0, p.logOutputSlope1, pure, result)
  }
  if (any(mixed)) {
    chooseSide(p, c, hasGain, positiveCap)
    c.weight0 = f64x2.sub(f64x2.mul(growing, c.outputShare0), f64x2.mul(c.returns, c.wasteShare0))
    c.weight1 = f64x2.sub(f64x2.mul(growing, c.outputShare1), f64x2.mul(c.returns, c.wasteShare1))
    c.constant = f64x2.sub(f64x2.mul(growing, c.outputConstant), f64x2.mul(c.returns, f64x2.add(term, c.wasteConstant)))
    const solved = v128.andnot(mixed, solve(c, mixed, any(hasGain) ? v128.and(asymptoteRoot(c, p), hasGain) : zero, p, zero, false))
    // v from the better conditioned of the two equations that hold at the root.
    const fromOutput = f64x2.ge(f64x2.abs(c.returns), f64x2.abs(growing))
    const output = f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, c.log0, c.log1))
    const waste = f64x2.add(f64x2.add(term, c.wasteConstant), weigh(c.wasteShare0, c.wasteShare1, c.log0, c.log1))
    const v = select(fromOutput, f64x2.div(output, c.returns), f64x2.div(f64x2.sub(waste, c.logRho), growing))
    place(p, c, v, c.log0, c.log1, solved, result)
  }
}

/** Where the nearer asymptote of the one-term equation vanishes on the rising side: the root is close when it is far from τ = 0. */
function asymptoteRoot(c: Curve, p: TwoFactor): v128 {
  const atLeft = f64x2.add(weigh(c.weight0, c.weight1, p.logOutputSlope0, p.logOutputSlope1), c.constant)
  const atRight = f64x2.add(weigh(c.weight0, c.weight1, p.logGainSlope0, p.logGainSlope1), c.constant)
  const bend = f64x2.add(c.weight0, c.weight1)
  const left = f64x2.neg(f64x2.div(atLeft, c.returns))
  const right = f64x2.neg(f64x2.div(atRight, f64x2.add(c.returns, bend)))
  const zero = f64x2.splat(0)
  const root = select(f64x2.gt(bend, zero), f64x2.pmin(left, right), f64x2.pmax(left, right))
  return v128.and(root, f64x2.lt(f64x2.abs(root), f64x2.splat(LIMIT)))
}

function oneTermEquation(c: Curve): void {
  c.value = f64x2.add(f64x2.add(f64x2.mul(c.returns, c.logRho), weigh(c.weight0, c.weight1, c.log0, c.log1)), c.constant)
  c.slope = f64x2.add(f64x2.mul(c.returns, c.logRhoRate), weigh(c.weight0, c.weight1, c.logRate0, c.logRate1))
}

/**
 * Gain and burden (g < 1). The value of the waste stream is concave in W^h for g ≤ h ≤ 1, so its tangent at a stationary
 * point bounds it from above: a point that is certified for the tangent's one waste term is the maximum here too. A
 * falling tangent takes h = 1, a rising one h = g. Outside the box the tangent says nothing about the points inside.
 */
function twoWasteTerms(p: TwoFactor, lanes: v128, result: Certificate): void {
  const c = CURVE
  const zero = f64x2.splat(0)
  reduce(p, c, p.burdenSlope0, p.burdenSlope1)
  const growing = f64x2.sub(one(), c.wasteReturns)
  // With nearly constant returns v is ill-conditioned: the comparison copes.
  const wellConditioned = f64x2.ge(c.returns, f64x2.splat(0.01))
  const v0 = f64x2.div(
    f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, p.logOutputSlope0, p.logOutputSlope1)),
    c.returns,
  )
  const waste = f64x2.add(
    f64x2.add(f64x2.mul(c.wasteReturns, v0), c.wasteConstant),
    weigh(c.wasteShare0, c.wasteShare1, p.logOutputSlope0, p.logOutputSlope1),
  )
  const gain = f64x2.add(f64x2.add(p.gain, p.logExponent), f64x2.mul(p.exponent, waste))
  const rising = f64x2.gt(gain, f64x2.add(p.burden, waste))
  const fits = v128.or(v128.not(rising), f64x2.le(f64x2.mul(p.exponent, c.wasteReturns), one()))
  const wanted = v128.and(lanes, v128.and(wellConditioned, fits))
  if (!any(wanted)) return
  chooseSide(p, c, rising, infinity())
  const open = solve(c, wanted, zero, p, f64x2.div(one(), c.returns), true)
  const v = f64x2.div(f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, c.log0, c.log1)), c.returns)
  const rho = expModerate(c.logRho)
  const positive = f64x2.gt(f64x2.sub(c.returns, f64x2.mul(rho, growing)), zero)
  const certified = v128.and(v128.andnot(wanted, open), v128.or(rising, positive))
  place(p, c, v, c.log0, c.log1, certified, result)
  const outside = v128.or(
    v128.or(f64x2.lt(result.y0, p.lower0), f64x2.gt(result.y0, p.upper0)),
    v128.or(f64x2.lt(result.y1, p.lower1), f64x2.gt(result.y1, p.upper1)),
  )
  result.found = v128.andnot(result.found, v128.and(lanes, outside))
}

/** |ρ| pV and the smaller waste term together balance the larger one, in logarithms. */
function twoTermEquation(c: Curve, p: TwoFactor, inverseReturns: v128): void {
  const v = f64x2.mul(f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, c.log0, c.log1)), inverseReturns)
  const vRate = f64x2.mul(weigh(c.outputShare0, c.outputShare1, c.logRate0, c.logRate1), inverseReturns)
  const waste = f64x2.add(
    f64x2.add(f64x2.mul(c.wasteReturns, v), c.wasteConstant),
    weigh(c.wasteShare0, c.wasteShare1, c.log0, c.log1),
  )
  const wasteRate = f64x2.add(
    f64x2.mul(c.wasteReturns, vRate),
    weigh(c.wasteShare0, c.wasteShare1, c.logRate0, c.logRate1),
  )
  const gain = f64x2.add(f64x2.add(p.gain, p.logExponent), f64x2.mul(p.exponent, waste))
  const burden = f64x2.add(p.burden, waste)
  const added = f64x2.add(c.logRho, v)
  const minor = select(c.rising, burden, gain)
  const major = select(c.rising, gain, burden)
  const minorRate = select(c.rising, one(), p.exponent)
  const majorRate = select(c.rising, p.exponent, one())
  const ratio = expModerate(f64x2.pmax(f64x2.neg(f64x2.abs(f64x2.sub(added, minor))), f64x2.splat(-LIMIT)))
  const onePlus = f64x2.add(one(), ratio)
  const twoPlus = f64x2.add(two(), ratio)
  const inverse = f64x2.div(one(), f64x2.mul(onePlus, twoPlus))
  const weight = f64x2.mul(select(f64x2.ge(added, minor), one(), ratio), f64x2.mul(inverse, twoPlus))
  const sum = f64x2.add(f64x2.pmax(added, minor), logOnePlus(ratio, f64x2.mul(inverse, onePlus)))
  c.value = f64x2.sub(sum, major)
  const fromWaste = f64x2.sub(f64x2.mul(f64x2.sub(one(), weight), minorRate), majorRate)
  c.slope = f64x2.add(f64x2.mul(weight, f64x2.add(c.logRhoRate, vRate)), f64x2.mul(fromWaste, wasteRate))
}

/**
 * The root in τ of the chosen equation, in the lanes of `wanted`; leaves ln|ρ| and l_i there and returns the lanes in which
 * it was not found. The equation is negative on the far left, nearly linear at both ends: Newton's steps, halving where
 * they stray. The last step, at most 1e-7, moves the logarithms along their tangents: an error of 1e-14.
 */
function solve(c: Curve, wanted: v128, start: v128, p: TwoFactor, inverseReturns: v128, twoTerms: bool): v128 {
  const zero = f64x2.splat(0)
  let left = f64x2.splat(-LIMIT)
  let right = f64x2.splat(LIMIT)
  let tau = start
  let pending = wanted
  let logRho = zero
  let log0 = zero
  let log1 = zero
  for (let i = 0; i < MAX_STEPS && any(pending); i++) {
    moveTo(c, tau)
    if (twoTerms) twoTermEquation(c, p, inverseReturns)
    else oneTermEquation(c)
    const positive = f64x2.gt(c.value, zero)
    right = select(positive, tau, right)
    left = select(positive, left, tau)
    const step = f64x2.neg(f64x2.div(c.value, c.slope))
    const done = v128.and(pending, f64x2.lt(f64x2.abs(step), f64x2.splat(1e-7)))
    logRho = select(done, f64x2.add(c.logRho, f64x2.mul(c.logRhoRate, step)), logRho)
    log0 = select(done, f64x2.add(c.log0, f64x2.mul(c.logRate0, step)), log0)
    log1 = select(done, f64x2.add(c.log1, f64x2.mul(c.logRate1, step)), log1)
    pending = v128.andnot(pending, done)
    const newton = f64x2.add(tau, step)
    const safe = v128.and(f64x2.ge(newton, left), f64x2.le(newton, right))
    tau = select(pending, select(safe, newton, f64x2.mul(half(), f64x2.add(left, right))), tau)
  }
  c.logRho = logRho
  c.log0 = log0
  c.log1 = log1
  // An end of the interval is not a root.
  return v128.or(pending, f64x2.gt(f64x2.abs(tau), f64x2.splat(LIMIT - 1)))
}
