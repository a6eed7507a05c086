/** ρ, the marginal net value of the waste stream over that of output, as a function of one variable, and what follows from it. */
import type { TwoFactorProblem } from '../../assembly/shared/two-factor-problem.ts'

/**
 * What the equation in ρ needs of a problem, and a point of the curve. ρ runs over one side of zero, as a function of τ from
 * −∞ to ∞: e^τ on the rising side, −limit / (1 + e^{−τ}) on the falling one, which keeps both ends in logarithmic reach.
 */
export interface Curve {
  /** b_i, a_i / k_i and b_i / k_i */
  waste0: number
  waste1: number
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
  /** ln limit, 0 on the rising side. */
  logLimit: number
  /** a_i + b_i ρ = (a_i + rest_i e^τ) / (1 + e^τ) on the falling side, a_i + rest_i e^τ on the rising one. */
  rest0: number
  rest1: number

  tau: number
  /** The logarithms of a_i + rest_i e^τ and, on the falling side, of 1 + e^τ; elsewhere 0. */
  sum0: LogSum
  sum1: LogSum
  one: LogSum
  /** ln|ρ| and l_i */
  logRho: number
  log0: number
  log1: number
}

/** ln(a + b e^τ) and its derivatives by τ, polynomials of the first, which is the share of b e^τ. */
export interface LogSum {
  log: number
  share: number
  second: number
  third: number
  fourth: number
}

// Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.
const newLogSum = (): LogSum => ({ log: NaN, share: NaN, second: NaN, third: NaN, fourth: NaN })

export function newCurve(): Curve {
  return {
    waste0: NaN,
    waste1: NaN,
    outputShare0: NaN,
    outputShare1: NaN,
    wasteShare0: NaN,
    wasteShare1: NaN,
    returns: NaN,
    wasteReturns: NaN,
    marginal0: NaN,
    marginal1: NaN,
    outputConstant: NaN,
    wasteConstant: NaN,
    rising: false,
    logLimit: NaN,
    rest0: NaN,
    rest1: NaN,
    tau: NaN,
    sum0: newLogSum(),
    sum1: newLogSum(),
    one: newLogSum(),
    logRho: NaN,
    log0: NaN,
    log1: NaN,
  }
}

/** Fills what does not depend on ρ; `waste0` and `waste1` are the exponents of the one waste stream. */
export function prepare(c: Curve, p: TwoFactorProblem, waste0: number, waste1: number): void {
  const inverse0 = 1 / p.costSlope0
  const inverse1 = 1 / p.costSlope1
  c.waste0 = waste0
  c.waste1 = waste1
  c.outputShare0 = p.outputSlope0 * inverse0
  c.outputShare1 = p.outputSlope1 * inverse1
  c.wasteShare0 = waste0 * inverse0
  c.wasteShare1 = waste1 * inverse1
  c.returns = 1 - c.outputShare0 - c.outputShare1
  c.wasteReturns = c.wasteShare0 + c.wasteShare1
  c.marginal0 = p.cost0 + p.logCostSlope0
  c.marginal1 = p.cost1 + p.logCostSlope1
  c.outputConstant = p.output - (c.outputShare0 * c.marginal0 + c.outputShare1 * c.marginal1)
  c.wasteConstant = -(c.wasteShare0 * c.marginal0 + c.wasteShare1 * c.marginal1)
}

/** Chooses the side of ρ. On the falling one ρ stays above −limit, where the first share vanishes. */
export function chooseSide(c: Curve, p: TwoFactorProblem, rising: boolean): void {
  c.rising = rising
  if (rising) {
    c.logLimit = 0
    c.rest0 = c.waste0
    c.rest1 = c.waste1
    setLogSum(c.one, 1, 0, 1)
    return
  }
  const a0 = p.outputSlope0
  const a1 = p.outputSlope1
  const vanishing0 = a0 / c.waste0
  const vanishing1 = a1 / c.waste1
  const limit = Math.min(vanishing0, vanishing1)
  c.logLimit = Math.log(limit)
  c.rest0 = vanishing0 === limit ? 0 : a0 - c.waste0 * limit
  c.rest1 = vanishing1 === limit ? 0 : a1 - c.waste1 * limit
}

/** Fills what depends on ρ, at the curve's τ. */
export function followTau(c: Curve, p: TwoFactorProblem): void {
  const e = Math.exp(c.tau)
  setLogSum(c.sum0, p.outputSlope0, c.rest0, e)
  setLogSum(c.sum1, p.outputSlope1, c.rest1, e)
  if (!c.rising) setLogSum(c.one, 1, 1, e)
  c.logRho = c.logLimit + c.tau - c.one.log
  c.log0 = c.sum0.log - c.one.log
  c.log1 = c.sum1.log - c.one.log
}

function setLogSum(sum: LogSum, a: number, b: number, e: number): void {
  const share = (b * e) / (a + b * e)
  const second = share * (1 - share)
  sum.log = Math.log(a + b * e)
  sum.share = share
  sum.second = second
  sum.third = second * (1 - 2 * share)
  sum.fourth = second * (1 - 6 * second)
}

/** Moves ln|ρ| and l_i, not the rest, a small step of τ on. */
export function moveLogs(c: Curve, step: number): void {
  const gone = along(c.one, step)
  c.logRho += step - gone
  c.log0 += along(c.sum0, step) - gone
  c.log1 += along(c.sum1, step) - gone
}

/** The change of a logarithm over a step. */
function along({ share, second, third, fourth }: LogSum, step: number): number {
  return step * (share + step * ((1 / 2) * second + step * ((1 / 6) * third + step * (1 / 24) * fourth)))
}
