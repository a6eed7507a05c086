/** ρ, the marginal net value of the waste stream over that of output, as a function of one variable, and what follows from it. */
import { absent, any, BLOCK, infinity, one, select } from '../math/lanes'
import { TwoFactor } from './two-factor-problem'

/** |τ|: e^700 is the last power of e in range. */
export const LIMIT: f64 = 700

/**
 * What the equation in ρ needs of a problem. ρ runs over one side of zero, as a function of τ from −∞ to ∞: e^τ on the
 * rising side, −limit / (1 + e^{−τ}) on the falling one, which keeps both ends in logarithmic reach.
 */
@unmanaged
export class Curve {
  /** Lanes with gain and burden (g < 1), lanes without waste, and lanes on the rising side. */
  both: v128
  pure: v128
  rising: v128
  /** The least of −ρ on the falling side, else 1, and its logarithm, which `approach` takes. */
  limit: v128
  logLimit: v128
  /** a_i + b_i ρ = (a_i + rest_i e^τ) / (1 + e^τ) on the falling side, a_i + rest_i e^τ on the rising one. */
  rest0: v128
  rest1: v128
  /** b_i */
  waste0: v128
  waste1: v128
  /** 1 / k_i, a_i / k_i and b_i / k_i */
  inverse0: v128
  inverse1: v128
  outputShare0: v128
  outputShare1: v128
  wasteShare0: v128
  wasteShare1: v128
  /** S = 1 − Σ a_i / k_i, T = Σ b_i / k_i, and 1 − T, above zero where waste shrinks beside its costs as volumes rise */
  returns: v128
  wasteReturns: v128
  shrinking: v128
  /** g T with gain and burden, else T */
  gainReturns: v128
  /** v S = outputConstant + Σ outputShare_i l_i, where v = ln pV and l_i = ln(a_i + b_i ρ) */
  outputConstant: v128
  /** Σ b_i y_i = T v + wasteConstant + Σ wasteShare_i l_i */
  wasteConstant: v128
  /** ln k_i c_i */
  marginal0: v128
  marginal1: v128
  /**
   * The one-term equation: S ln|ρ| + Σ weight_i l_i + constant = 0, the weight of ln(1 + e^τ) in it, the sum of their sizes, and
   * ln of the term's coefficient.
   */
  weight0: v128
  weight1: v128
  weightOne: v128
  weights: v128
  constant: v128
  term: v128

  /**
   * Lanes whose equation rises, turns once and falls, so that its first root, if there is one, is the only local maximum: where
   * growing waste adds (T > 1) or shrinking waste costs (T < 1), with S > 0. Of these, lanes where it is above zero at its turn,
   * and lanes where it is below.
   */
  turning: v128
  turned: v128
  barren: v128
  /** Lanes still to solve, and where: τ and the interval of the root. */
  pending: v128
  wanted: v128
  tau: v128
  left: v128
  right: v128
  /** The shares of e^τ in a_i + rest_i e^τ and in 1 + e^τ. */
  share0: v128
  share1: v128
  shareOne: v128
  /** ln|ρ| and l_i, finally at the root. */
  logRho: v128
  log0: v128
  log1: v128
}

const CURVES: usize = memory.data(BLOCK * <i32>offsetof<Curve>(), 16)

@inline
export function curveAt(j: i32): Curve {
  return changetype<Curve>(CURVES + <usize>j * offsetof<Curve>())
}

@inline
export function weigh(weight0: v128, weight1: v128, value0: v128, value1: v128): v128 {
  return f64x2.add(f64x2.mul(weight0, value0), f64x2.mul(weight1, value1))
}

/**
 * Fills what does not depend on ρ, chooses the side and the lanes whose root is wanted.
 *
 * One waste term: where waste only adds (ρ > 0) the point is certified where both positive terms are concave in x_i^{k_i}.
 * Where it only costs (ρ = −r), a stationary point has the value pV (S − r (1 − T)): where that is positive it is the maximum.
 * The equation in ρ is not divided by S, so constant returns are no special case.
 *
 * Gain and burden (g < 1): the value of the waste stream is concave in W^h for g ≤ h ≤ 1, so its tangent at a stationary
 * point bounds it from above: a point that is certified for the tangent's one waste term is the maximum here too. A
 * falling tangent takes h = 1, a rising one h = g.
 */
export function prepare(p: TwoFactor, c: Curve): void {
  const zero = f64x2.splat(0)
  const varies = v128.or(f64x2.gt(p.burdenSlope0, zero), f64x2.gt(p.burdenSlope1, zero))
  const hasGain = v128.and(f64x2.gt(p.gain, absent()), varies)
  const hasBurden = v128.and(f64x2.gt(p.burden, absent()), varies)
  const hasWaste = v128.or(hasGain, hasBurden)
  const both = v128.and(hasGain, hasBurden)
  const onlyGain = v128.andnot(hasGain, hasBurden)
  c.both = both
  c.waste0 = select(onlyGain, p.gainSlope0, v128.and(p.burdenSlope0, hasBurden))
  c.waste1 = select(onlyGain, p.gainSlope1, v128.and(p.burdenSlope1, hasBurden))
  reduce(p, c)

  const returns = c.returns
  const shrinking = c.shrinking
  const decreasing = f64x2.gt(returns, zero)
  const grows = f64x2.lt(shrinking, zero)
  const shrinks = f64x2.gt(shrinking, zero)
  const constantFits = v128.and(hasWaste, select(hasGain, shrinks, grows))
  let rising = hasGain
  let fits = v128.or(decreasing, v128.and(f64x2.eq(returns, zero), constantFits))
  if (any(both)) {
    // Which side: by the waste stream's margin at the optimum without it.
    const v = f64x2.div(f64x2.add(c.outputConstant, outputShares(p, c)), returns)
    const waste = f64x2.add(
      f64x2.add(f64x2.mul(c.wasteReturns, v), c.wasteConstant),
      weigh(c.wasteShare0, c.wasteShare1, p.logOutputSlope0, p.logOutputSlope1),
    )
    const gain = f64x2.add(f64x2.add(p.gain, p.logExponent), f64x2.mul(p.exponent, waste))
    const gainLeads = f64x2.gt(gain, f64x2.add(p.burden, waste))
    const concave = v128.or(v128.not(gainLeads), f64x2.le(f64x2.mul(p.exponent, c.wasteReturns), one()))
    rising = select(both, gainLeads, rising)
    // With nearly constant returns v is ill-conditioned: the comparison copes.
    fits = select(both, v128.and(f64x2.ge(returns, f64x2.splat(0.01)), concave), fits)
  }
  chooseSide(p, c, rising)
  c.pure = v128.andnot(fits, hasWaste)
  const ordinary = v128.and(f64x2.ge(c.limit, f64x2.splat(f64.MIN_NORMAL_VALUE)), f64x2.lt(c.limit, infinity()))
  const oneTerm = v128.andnot(hasWaste, both)
  c.turning = v128.and(v128.and(oneTerm, decreasing), select(hasGain, grows, shrinks))
  c.turned = zero
  c.barren = zero
  c.wanted = v128.and(v128.and(fits, hasWaste), ordinary)
  c.term = select(hasGain, p.gain, p.burden)
  c.weight0 = f64x2.sub(f64x2.mul(shrinking, c.outputShare0), f64x2.mul(returns, c.wasteShare0))
  c.weight1 = f64x2.sub(f64x2.mul(shrinking, c.outputShare1), f64x2.mul(returns, c.wasteShare1))
  c.weightOne = f64x2.neg(f64x2.add(returns, f64x2.add(c.weight0, c.weight1)))
  c.weights = f64x2.add(f64x2.add(f64x2.abs(c.weight0), f64x2.abs(c.weight1)), f64x2.abs(c.weightOne))
  c.constant = f64x2.sub(f64x2.mul(shrinking, c.outputConstant), f64x2.mul(returns, f64x2.add(c.term, c.wasteConstant)))
  c.pending = c.wanted
  c.left = f64x2.splat(-LIMIT)
  c.right = f64x2.splat(LIMIT)
  c.tau = zero
  c.logRho = zero
  c.log0 = p.logOutputSlope0
  c.log1 = p.logOutputSlope1
}

/** Σ outputShare_i ln a_i */
@inline
function outputShares(p: TwoFactor, c: Curve): v128 {
  return weigh(c.outputShare0, c.outputShare1, p.logOutputSlope0, p.logOutputSlope1)
}

/** Fills what follows from the exponents and the costs. */
function reduce(p: TwoFactor, c: Curve): void {
  const inverse0 = f64x2.div(one(), p.costSlope0)
  const inverse1 = f64x2.div(one(), p.costSlope1)
  c.inverse0 = inverse0
  c.inverse1 = inverse1
  c.outputShare0 = f64x2.mul(p.outputSlope0, inverse0)
  c.outputShare1 = f64x2.mul(p.outputSlope1, inverse1)
  c.wasteShare0 = f64x2.mul(c.waste0, inverse0)
  c.wasteShare1 = f64x2.mul(c.waste1, inverse1)
  c.returns = f64x2.sub(f64x2.sub(one(), c.outputShare0), c.outputShare1)
  c.wasteReturns = f64x2.add(c.wasteShare0, c.wasteShare1)
  c.shrinking = f64x2.sub(one(), c.wasteReturns)
  c.gainReturns = f64x2.mul(c.wasteReturns, select(c.both, p.exponent, one()))
  c.marginal0 = f64x2.add(p.cost0, p.logCostSlope0)
  c.marginal1 = f64x2.add(p.cost1, p.logCostSlope1)
  c.outputConstant = f64x2.sub(p.output, weigh(c.outputShare0, c.outputShare1, c.marginal0, c.marginal1))
  c.wasteConstant = f64x2.neg(weigh(c.wasteShare0, c.wasteShare1, c.marginal0, c.marginal1))
}

/** Chooses the side of ρ in each lane; on the falling side ρ stays above −limit, where the first share vanishes. */
function chooseSide(p: TwoFactor, c: Curve, rising: v128): void {
  const vanishing0 = f64x2.div(p.outputSlope0, c.waste0)
  const vanishing1 = f64x2.div(p.outputSlope1, c.waste1)
  const limit = f64x2.pmin(vanishing0, vanishing1)
  const rest0 = v128.andnot(f64x2.sub(p.outputSlope0, f64x2.mul(c.waste0, limit)), f64x2.eq(vanishing0, limit))
  const rest1 = v128.andnot(f64x2.sub(p.outputSlope1, f64x2.mul(c.waste1, limit)), f64x2.eq(vanishing1, limit))
  c.rising = rising
  c.limit = select(rising, one(), limit)
  c.rest0 = select(rising, c.waste0, rest0)
  c.rest1 = select(rising, c.waste1, rest1)
}
