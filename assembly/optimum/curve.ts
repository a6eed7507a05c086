/** ρ, the marginal net value of the waste stream over that of output, as a function of one variable, and what follows from it. */
import { expModerate } from '../math/exp'
import { all, one, select } from '../math/lanes'
import { log, logNormal } from '../math/log'
import { TwoFactor } from './two-factor-problem'

/**
 * What the equation in ρ needs of a problem. ρ runs over one side of zero, as a function of τ from −∞ to ∞: e^τ on the
 * rising side, −limit / (1 + e^{−τ}) on the falling one, which keeps both ends in logarithmic reach.
 */
@unmanaged
export class Curve {
  /** Lanes on the rising side. */
  rising: v128
  logLimit: v128
  limit: v128
  /** a_i + b_i ρ = base_i + rate_i X, with X = e^τ or 1 / (1 + e^τ). */
  base0: v128
  base1: v128
  rate0: v128
  rate1: v128
  /** b_i */
  waste0: v128
  waste1: v128
  /** a_i / k_i and b_i / k_i */
  outputShare0: v128
  outputShare1: v128
  wasteShare0: v128
  wasteShare1: v128
  /** S = 1 − Σ a_i / k_i and T = Σ b_i / k_i */
  returns: v128
  wasteReturns: v128
  /** v S = outputConstant + Σ outputShare_i l_i, where v = ln pV and l_i = ln(a_i + b_i ρ) */
  outputConstant: v128
  /** Σ b_i y_i = T v + wasteConstant + Σ wasteShare_i l_i */
  wasteConstant: v128
  /** ln k_i c_i */
  marginal0: v128
  marginal1: v128

  // At the τ of the last `moveTo`: ln|ρ|, l_i and their derivatives by τ.
  logRho: v128
  logRhoRate: v128
  log0: v128
  log1: v128
  logRate0: v128
  logRate1: v128

  // Of the one-term equation S ln|ρ| + Σ weight_i l_i + constant = 0.
  weight0: v128
  weight1: v128
  constant: v128

  // The equation's value and slope at that τ.
  value: v128
  slope: v128
}

/** Fills what does not depend on ρ; `waste0` and `waste1` are the exponents of the one waste stream. */
export function reduce(p: TwoFactor, c: Curve, waste0: v128, waste1: v128): void {
  const inverse0 = f64x2.div(one(), p.costSlope0)
  const inverse1 = f64x2.div(one(), p.costSlope1)
  c.waste0 = waste0
  c.waste1 = waste1
  c.outputShare0 = f64x2.mul(p.outputSlope0, inverse0)
  c.outputShare1 = f64x2.mul(p.outputSlope1, inverse1)
  c.wasteShare0 = f64x2.mul(waste0, inverse0)
  c.wasteShare1 = f64x2.mul(waste1, inverse1)
  c.returns = f64x2.sub(f64x2.sub(one(), c.outputShare0), c.outputShare1)
  c.wasteReturns = f64x2.add(c.wasteShare0, c.wasteShare1)
  c.marginal0 = f64x2.add(p.cost0, p.logCostSlope0)
  c.marginal1 = f64x2.add(p.cost1, p.logCostSlope1)
  c.outputConstant = f64x2.sub(p.output, weigh(c.outputShare0, c.outputShare1, c.marginal0, c.marginal1))
  c.wasteConstant = f64x2.neg(weigh(c.wasteShare0, c.wasteShare1, c.marginal0, c.marginal1))
}

// @ts-ignore: decorator
@inline
export function weigh(weight0: v128, weight1: v128, value0: v128, value1: v128): v128 {
  return f64x2.add(f64x2.mul(weight0, value0), f64x2.mul(weight1, value1))
}

/** Chooses the side of ρ in each lane; on the falling side ρ stays above −limit, where the first share vanishes. */
export function chooseSide(p: TwoFactor, c: Curve, rising: v128, cap: v128): void {
  const vanishing0 = f64x2.div(p.outputSlope0, c.waste0)
  const vanishing1 = f64x2.div(p.outputSlope1, c.waste1)
  const limit = f64x2.pmin(f64x2.pmin(vanishing0, vanishing1), cap)
  c.rising = rising
  c.limit = limit
  c.logLimit = log(limit)
  const rest0 = v128.andnot(f64x2.sub(p.outputSlope0, f64x2.mul(c.waste0, limit)), f64x2.eq(vanishing0, limit))
  const rest1 = v128.andnot(f64x2.sub(p.outputSlope1, f64x2.mul(c.waste1, limit)), f64x2.eq(vanishing1, limit))
  c.base0 = select(rising, p.outputSlope0, rest0)
  c.base1 = select(rising, p.outputSlope1, rest1)
  c.rate0 = select(rising, c.waste0, f64x2.mul(c.waste0, limit))
  c.rate1 = select(rising, c.waste1, f64x2.mul(c.waste1, limit))
}

/** Fills what depends on ρ, at τ. */
export function moveTo(c: Curve, tau: v128): void {
  const e = expModerate(tau)
  const onePlus = f64x2.add(one(), e)
  const left = f64x2.div(one(), onePlus) // 1 − r / limit on the falling side
  const x = select(c.rising, e, left)
  const share0 = f64x2.add(c.base0, f64x2.mul(c.rate0, x))
  const share1 = f64x2.add(c.base1, f64x2.mul(c.rate1, x))
  c.log0 = logNormal(share0)
  c.log1 = logNormal(share1)
  const inverse = f64x2.div(one(), f64x2.mul(share0, share1))
  if (all(c.rising)) {
    c.logRho = tau
    c.logRhoRate = one()
    c.logRate0 = f64x2.mul(f64x2.mul(c.rate0, x), f64x2.mul(inverse, share1))
    c.logRate1 = f64x2.mul(f64x2.mul(c.rate1, x), f64x2.mul(inverse, share0))
    return
  }
  const r = f64x2.mul(c.limit, f64x2.mul(e, left))
  c.logRho = select(c.rising, tau, f64x2.sub(f64x2.add(c.logLimit, tau), logNormal(onePlus)))
  c.logRhoRate = select(c.rising, one(), left)
  const rhoRate = select(c.rising, e, f64x2.neg(f64x2.mul(r, left)))
  c.logRate0 = f64x2.mul(f64x2.mul(c.waste0, rhoRate), f64x2.mul(inverse, share1))
  c.logRate1 = f64x2.mul(f64x2.mul(c.waste1, rhoRate), f64x2.mul(inverse, share0))
}
