/**
 * The curve on which the interior stationary points of a problem with two factors lie, every term but one of the waste's being
 * there (model.md, fact 7). signed-arc.ts and signed-cells.ts find them on it.
 *
 * With x = |X| and M, and k_i |c_i| x_i^{k_i} = |a_i X + b_i M|, every volume follows from (x, M), which lies in a sector: X
 * has its sign, and each a_i X + b_i M that of c_i. A point of the sector is e^r (E0 + e^τ E1), with E0 and E1 its rims. Along
 * a ray r moves alone; across, each of x and |a_i X + b_i M| is a form A + B e^τ with A, B ≥ 0, whose logarithm is smooth and
 * monotone in τ whatever cancels in it.
 */
import { COST, LOG, OUTPUT, SIGN, SLOPE, TERMS } from './signed-problem.ts'

/** The forms: those of the factors, x, and with a single waste term |M|. */
export const OF_OUTPUT: i32 = 2
export const OF_WASTE: i32 = 3
export const A = new Float64Array(4)
export const B = new Float64Array(4)
/** The rims' ratios M / x; −∞ and ∞ where the sector is a half-plane. */
export let ratioLow: f64 = 0
export let ratioHigh: f64 = 0

/** a_i / k_i, b_i / k_i (with a single waste term its own exponents over k_i), and ln k_i|c_i|. */
export const OUTPUT_SHARE = new Float64Array(2)
export const WASTE_SHARE = new Float64Array(2)
export const LOG_COST = new Float64Array(2)
/** 1 − Σ a_i / k_i and Σ b_i / k_i */
export let returns: f64 = 0
export let wasteReturns: f64 = 0

/**
 * Describes the curve of a problem with the waste term `waste`; `sign` is that of M, 0 where it may have either. Returns false where the
 * sector is empty: then there are no such points.
 */
export function describeCurve(waste: i32, sign: f64): bool {
  setShares(waste)
  return setSector(waste, sign)
}

function setShares(waste: i32): void {
  returns = 1
  wasteReturns = 0
  for (let i = 0; i < 2; i++) {
    const k = SLOPE[i * TERMS + COST + i]
    OUTPUT_SHARE[i] = SLOPE[i * TERMS + OUTPUT] / k
    WASTE_SHARE[i] = SLOPE[i * TERMS + waste] / k
    LOG_COST[i] = Math.log(k) + LOG[COST + i]
    returns -= OUTPUT_SHARE[i]
    wasteReturns += WASTE_SHARE[i]
  }
}

function setSector(waste: i32, sign: f64): bool {
  ratioLow = sign === 0 ? -Infinity : 0
  ratioHigh = Infinity
  let atLow = sign === 0 ? OF_OUTPUT : OF_WASTE
  let atHigh = OF_OUTPUT
  for (let i = 0; i < 2; i++) {
    const ofOutput = -SIGN[COST + i] * SIGN[OUTPUT] * SLOPE[i * TERMS + OUTPUT]
    const ofWaste = -SIGN[COST + i] * (sign === 0 ? 1 : sign) * SLOPE[i * TERMS + waste]
    A[i] = ofOutput
    B[i] = ofWaste
    const ratio = -ofOutput / ofWaste
    if (ofWaste > 0 && ratio > ratioLow) {
      ratioLow = ratio
      atLow = i
    } else if (ofWaste < 0 && ratio < ratioHigh) {
      ratioHigh = ratio
      atHigh = i
    } else if (ofWaste === 0 && ofOutput < 0) {
      return false
    }
  }
  A[OF_OUTPUT] = 1
  B[OF_OUTPUT] = 0
  A[OF_WASTE] = 0
  B[OF_WASTE] = 1
  if (!(ratioLow < ratioHigh)) return false
  for (let f = 0; f < 4; f++) {
    const ofOutput = A[f]
    const ofWaste = B[f]
    A[f] = f === atLow ? 0 : ratioLow === -Infinity ? -ofWaste : ofOutput + ofWaste * ratioLow
    B[f] = f === atHigh ? 0 : ratioHigh === Infinity ? ofWaste : ofOutput + ofWaste * ratioHigh
    if (f !== OF_WASTE && !(A[f] >= 0 && B[f] >= 0)) return false
  }
  return true
}

/** ln of a form. */
export function logForm(f: i32, tau: f64): f64 {
  const a = A[f]
  const b = B[f]
  if (a === 0) return tau + Math.log(b)
  if (b === 0) return Math.log(a)
  return tau > 0 ? tau + Math.log(b + a * Math.exp(-tau)) : Math.log(a + b * Math.exp(tau))
}

/** Its slope, the share of e^τ in it, from 0 to 1. */
export function shareAt(f: i32, tau: f64): f64 {
  const a = A[f]
  const b = B[f]
  if (a === 0) return 1
  if (tau > 0) return b / (b + a * Math.exp(-tau))
  const part = b * Math.exp(tau)
  return part / (a + part)
}

/** ln k_i|c_i| x_i^{k_i} less r, over k_i times a share: what a factor adds to the logarithm of output or waste. */
export function logMarginalCost(i: i32, tau: f64): f64 {
  return logForm(i, tau) - LOG_COST[i]
}

/** The largest |τ|: beyond it a form is as good as 0 beside the others. */
export const FARTHEST: f64 = 2000
