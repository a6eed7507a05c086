/** ρ, the marginal net value of the waste stream over that of output, as a function of one variable, and what follows from it. */
import type { TwoFactorProblem } from './two-factor-problem.ts'

/**
 * What the equation in ρ needs of a problem, and a point of the curve. ρ runs over one side of zero, as a function of τ from
 * −∞ to ∞: e^τ on the rising side, −limit / (1 + e^{−τ}) on the falling one, which keeps both ends in logarithmic reach.
 */
export interface Curve {
  /** a_i / k_i and b_i / k_i */
  outputShare0: number
  outputShare1: number
  wasteShare0: number
  wasteShare1: number
  /** S = 1 − Σ a_i / k_i and T = Σ b_i / k_i */
  returns: number
  wasteReturns: number
  /** ln k_i c_i */
  marginal0: number
  marginal1: number
  /** v S = outputConstant + Σ outputShare_i l_i, where v = ln pV and l_i = ln(a_i + b_i ρ) */
  outputConstant: number
  /** ln of the b-weighted powers of x, Σ b_i y_i = T v + wasteConstant + Σ wasteShare_i l_i */
  wasteConstant: number

  rising: boolean
  limit: number
  logLimit: number
  /** a_i + b_i ρ = base_i + rate_i X, with X = e^τ or 1 / (1 + e^τ). */
  base0: number
  base1: number
  rate0: number
  rate1: number

  tau: number
  // What `followTau` derives from it: ln|ρ|, l_i and their derivatives by τ.
  logRho: number
  logRhoRate: number
  log0: number
  log1: number
  logRate0: number
  logRate1: number
}

/** Numbers start as NaN, which tells the JavaScript engine that they will not be small integers. */
export function newCurve(): Curve {
  return {
    outputShare0: NaN, outputShare1: NaN, wasteShare0: NaN, wasteShare1: NaN, returns: NaN, wasteReturns: NaN,
    marginal0: NaN, marginal1: NaN, outputConstant: NaN, wasteConstant: NaN,
    rising: false, limit: NaN, logLimit: NaN, base0: NaN, base1: NaN, rate0: NaN, rate1: NaN,
    tau: NaN, logRho: NaN, logRhoRate: NaN, log0: NaN, log1: NaN, logRate0: NaN, logRate1: NaN,
  }
}

/** Fills what does not depend on ρ; `waste` are the exponents of the one waste stream. */
export function reduce(c: Curve, { output, costs }: TwoFactorProblem, waste: number[]): void {
  const inverse0 = 1 / costs[0].slope
  const inverse1 = 1 / costs[1].slope
  c.outputShare0 = output.slopes[0] * inverse0
  c.outputShare1 = output.slopes[1] * inverse1
  c.wasteShare0 = waste[0] * inverse0
  c.wasteShare1 = waste[1] * inverse1
  c.returns = 1 - c.outputShare0 - c.outputShare1
  c.wasteReturns = c.wasteShare0 + c.wasteShare1
  c.marginal0 = costs[0].constant + costs[0].logSlope
  c.marginal1 = costs[1].constant + costs[1].logSlope
  c.outputConstant = output.constant - (c.outputShare0 * c.marginal0 + c.outputShare1 * c.marginal1)
  c.wasteConstant = -(c.wasteShare0 * c.marginal0 + c.wasteShare1 * c.marginal1)
}

/** Chooses the side of ρ. On the falling one ρ stays above −limit: where the first share vanishes, or above −cap. */
export function chooseSide(c: Curve, { output }: TwoFactorProblem, waste: number[], rising: boolean, cap: number): void {
  const a0 = output.slopes[0]
  const a1 = output.slopes[1]
  c.rising = rising
  if (rising) {
    c.base0 = a0
    c.base1 = a1
    c.rate0 = waste[0]
    c.rate1 = waste[1]
    return
  }
  const vanishing0 = a0 / waste[0]
  const vanishing1 = a1 / waste[1]
  const limit = Math.min(vanishing0, vanishing1, cap)
  c.limit = limit
  c.logLimit = Math.log(limit)
  c.base0 = vanishing0 === limit ? 0 : a0 - waste[0] * limit
  c.base1 = vanishing1 === limit ? 0 : a1 - waste[1] * limit
  c.rate0 = waste[0] * limit
  c.rate1 = waste[1] * limit
}

/** Fills what depends on ρ, at the curve's τ. */
export function followTau(c: Curve): void {
  const { tau } = c
  const e = Math.exp(tau)
  const left = 1 / (1 + e) // 1 − |ρ| / limit on the falling side
  const x = c.rising ? e : left
  const rate = c.rising ? 1 : -e * left // of ln X
  const part0 = c.rate0 * x
  const part1 = c.rate1 * x
  const share0 = c.base0 + part0
  const share1 = c.base1 + part1
  c.log0 = Math.log(share0)
  c.log1 = Math.log(share1)
  const inverse = rate / (share0 * share1)
  c.logRate0 = part0 * share1 * inverse
  c.logRate1 = part1 * share0 * inverse
  c.logRho = c.rising ? tau : c.logLimit + tau - Math.log(1 + e)
  c.logRhoRate = c.rising ? 1 : left
}
