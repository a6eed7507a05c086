/** The equation of signed-cells.ts, M = g U + Z: four exponentials of the place on the curve, each with a sign. */
import { A, B, logMarginalCost, LOG_COST, OF_WASTE, WASTE_SHARE } from './signed-curve.ts'
import { BURDEN, exponent, GAIN, LOG, ROUNDING, SIGN } from './signed-problem.ts'

const OPERATIONS: f64 = 16

// The four exponentials: logarithms as constant + ofW w + ofR r + ofTau τ, with w = Σ b_i y_i.
const GAIN_PART: i32 = 0
const BURDEN_PART: i32 = 1
const LOW_RIM: i32 = 2
const HIGH_RIM: i32 = 3
export const PARTS: i32 = 4
export const PART_SIGN = new Float64Array(PARTS)
export const PART_LOG = new Float64Array(PARTS)
export const OF_W = new Float64Array(PARTS)
export const OF_R = new Float64Array(PARTS)
export const OF_TAU = new Float64Array(PARTS)

/** Takes the four of the problem in hand. */
export function poseEquation(): void {
  setPart(GAIN_PART, SIGN[GAIN], LOG[GAIN] + Math.log(exponent), exponent, 0, 0)
  setPart(BURDEN_PART, SIGN[BURDEN], LOG[BURDEN], 1, 0, 0)
  const low = A[OF_WASTE]
  const high = B[OF_WASTE]
  setPart(LOW_RIM, low > 0 ? -1 : 1, Math.log(Math.abs(low)), 0, 1, 0)
  setPart(HIGH_RIM, high > 0 ? -1 : 1, Math.log(Math.abs(high)), 0, 1, 1)
}

function setPart(part: i32, sign: f64, log: f64, ofW: f64, ofR: f64, ofTau: f64): void {
  PART_SIGN[part] = sign
  PART_LOG[part] = log
  OF_W[part] = ofW
  OF_R[part] = ofR
  OF_TAU[part] = ofTau
}

/** The sign of the equation at a point of the curve, 0 within rounding. */
export function signAt(tau: f64, r: f64): f64 {
  let w: f64 = 0
  let size: f64 = 0
  for (let i = 0; i < 2; i++) {
    const log = logMarginalCost(i, tau)
    w += WASTE_SHARE[i] * (r + log)
    size += WASTE_SHARE[i] * (Math.abs(r) + Math.abs(log) + Math.abs(LOG_COST[i]))
  }
  let greatest = -Infinity
  for (let p = 0; p < PARTS; p++) greatest = Math.max(greatest, logOfPart(p, w, r, tau))
  let value: f64 = 0
  let sizes: f64 = 0
  for (let p = 0; p < PARTS; p++) {
    const part = Math.exp(logOfPart(p, w, r, tau) - greatest)
    value += PART_SIGN[p] * part
    sizes += part * (OPERATIONS + size + Math.abs(PART_LOG[p]) + Math.abs(r) + Math.abs(tau))
  }
  if (Math.abs(value) <= ROUNDING * sizes) return 0
  return value > 0 ? 1 : -1
}

function logOfPart(p: i32, w: f64, r: f64, tau: f64): f64 {
  return PART_LOG[p] + OF_W[p] * w + OF_R[p] * r + OF_TAU[p] * tau
}
