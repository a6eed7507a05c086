/**
 * Stationary points along the curve of signed-curve.ts with two waste terms, so with g < 1. That x is a power of the volumes gives the
 * curve
 *
 *     S r = G(τ) = ln(pA) + Σ α_i (ln form_i(τ) − ln k_i|c_i|) − ln form_x(τ),     S = 1 − Σ α_i,
 *
 * and on it M = g U + Z has to hold, U the revenue from recycled waste and −Z the cost of the waste stream: four exponentials.
 * G turns once at most, so the curve has two pieces along which τ and r are monotone. A piece is cut, across whichever of the
 * two is the longer, into cells whose ends enclose them; a cell is dropped where it misses the box or the equation provably has
 * no root, and searched where the equation, over one of its terms, provably rises or falls. So each root is found, whatever S
 * is.
 */
import { CELL, spend, STEP } from './effort.ts'
import {
  A, B, FARTHEST, logForm, logMarginalCost, LOG_COST, OF_OUTPUT, OUTPUT_SHARE, returns, shareAt, WASTE_SHARE, wasteReturns,
} from './signed-curve.ts'
import { OF_R, OF_TAU, OF_W, PARTS, PART_LOG, PART_SIGN, poseEquation, signAt } from './signed-parts.ts'
import { COST, LOG, LOWER, OUTPUT, ROUNDING, SLOPE, TERMS, UPPER } from './signed-problem.ts'
import { addStationary, SLACK } from './stationary-point.ts'

/** Cells looked at before the search gives up, of which a thousand is much; and the smallest of them. */
const MOST_CELLS: i32 = 8000
const SMALLEST: f64 = 1e-11
/** Width to which a root is halved before Newton's steps finish it. */
const NEAR: f64 = 1e-7
const MOST_STEPS: i32 = 200

let outputConstant: f64 = 0
let cells: i32 = 0

/** Adds the stationary points. Returns false where the search was given up. */
export function searchCells(): bool {
  poseEquation()
  outputConstant = LOG[OUTPUT] - OUTPUT_SHARE[0] * LOG_COST[0] - OUTPUT_SHARE[1] * LOG_COST[1]
  cells = 0
  const turn = findTurn()
  if (returns === 0) {
    searchUpright(-FARTHEST, turn)
    searchUpright(turn, FARTHEST)
  } else {
    const height = curveAt(turn) / returns
    searchCell(-FARTHEST, curveAt(-FARTHEST) / returns, turn, height)
    searchCell(turn, height, FARTHEST, curveAt(FARTHEST) / returns)
  }
  return cells < MOST_CELLS
}

/** G */
function curveAt(tau: f64): f64 {
  return outputConstant + OUTPUT_SHARE[0] * logForm(0, tau) + OUTPUT_SHARE[1] * logForm(1, tau) - logForm(OF_OUTPUT, tau)
}

/** G' */
function curveSlopeAt(tau: f64): f64 {
  return OUTPUT_SHARE[0] * shareAt(0, tau) + OUTPUT_SHARE[1] * shareAt(1, tau) - shareAt(OF_OUTPUT, tau)
}

/** Where G turns; an end of τ where it does not. One form at most is neither constant nor e^τ. */
function findTurn(): f64 {
  let fixed: f64 = 0
  let weight: f64 = 0
  let ratio: f64 = 1
  for (let f = 0; f < 3; f++) {
    const share = f === OF_OUTPUT ? -1 : OUTPUT_SHARE[f]
    if (A[f] === 0) {
      fixed += share
    } else if (B[f] !== 0) {
      weight = share
      ratio = B[f] / A[f]
    }
  }
  const turn = Math.log(-fixed / ((fixed + weight) * ratio))
  return turn > -FARTHEST && turn < FARTHEST ? turn : FARTHEST
}

/** S = 0: the curve is the lines τ = root of G, r free; on a piece there is one at most. */
function searchUpright(left: f64, right: f64): void {
  if (!(left < right)) return
  const atLeft = curveAt(left)
  const atRight = curveAt(right)
  if (atLeft > 0 === atRight > 0) return
  const tau = tauOf(0, left, right)
  let low = -Infinity
  let high = Infinity
  for (let i = 0; i < 2; i++) {
    const k = SLOPE[i * TERMS + COST + i]
    const log = logMarginalCost(i, tau)
    low = Math.max(low, k * LOWER[i] - log)
    high = Math.min(high, k * UPPER[i] - log)
  }
  if (low < high) searchCell(tau, low, tau, high)
}

/** τ between two others, between which G is monotone, at which G has a value. */
function tauOf(value: f64, left: f64, right: f64): f64 {
  let low = left
  let high = right
  const rises = curveAt(right) > curveAt(left)
  let tau = 0.5 * (low + high)
  let before = high - low
  for (let step = 0; step < MOST_STEPS; step++) {
    spend(STEP)
    const excess = curveAt(tau) - value
    if (excess > 0 === rises) high = tau
    else low = tau
    const newton = tau - excess / curveSlopeAt(tau)
    const next = newton > low && newton < high && Math.abs(newton - tau) < 0.5 * before ? newton : 0.5 * (low + high)
    before = Math.abs(next - tau)
    tau = next
    if (before <= ROUNDING * Math.max(1, Math.abs(tau))) return tau
  }
  return tau
}

/** The point between the ends of a cell, across the longer of its sides. */
let middleTau: f64 = 0
let middleR: f64 = 0

function cut(tau0: f64, r0: f64, tau1: f64, r1: f64): void {
  if (tau1 - tau0 >= Math.abs(r1 - r0)) {
    middleTau = 0.5 * (tau0 + tau1)
    middleR = returns === 0 ? r0 : curveAt(middleTau) / returns
  } else {
    middleR = 0.5 * (r0 + r1)
    middleTau = returns === 0 ? tau0 : tauOf(middleR * returns, tau0, tau1)
  }
}

function searchCell(tau0: f64, r0: f64, tau1: f64, r1: f64): void {
  if (cells >= MOST_CELLS) return
  cells++
  spend(CELL)
  if (!mayHoldRoot(tau0, r0, tau1, r1)) return
  const width = tau1 - tau0 + Math.abs(r1 - r0)
  if (width < SMALLEST * (1 + Math.abs(tau0) + Math.abs(r0))) {
    addAt(tau0, r0)
  } else if (isMonotone(tau0, tau1)) {
    searchMonotone(tau0, r0, tau1, r1)
  } else {
    cut(tau0, r0, tau1, r1)
    const tau = middleTau
    const r = middleR
    searchCell(tau0, r0, tau, r)
    searchCell(tau, r, tau1, r1)
  }
}

function addAt(tau: f64, r: f64): void {
  addStationary((r + logMarginalCost(0, tau)) / SLOPE[COST], (r + logMarginalCost(1, tau)) / SLOPE[TERMS + COST + 1])
}

/** The least and the greatest size of each part in the cell, over the greatest of all. */
const LEAST = new Float64Array(PARTS)
const MOST = new Float64Array(PARTS)

/** Whether the cell meets the box and the equation may have a root in it. Fills LEAST and MOST. */
function mayHoldRoot(tau0: f64, r0: f64, tau1: f64, r1: f64): bool {
  const rLow = Math.min(r0, r1)
  const rHigh = Math.max(r0, r1)
  let wLow: f64 = 0
  let wHigh: f64 = 0
  for (let i = 0; i < 2; i++) {
    const k = SLOPE[i * TERMS + COST + i]
    const low = rLow + logMarginalCost(i, tau0)
    const high = rHigh + logMarginalCost(i, tau1)
    if (high < k * (LOWER[i] - SLACK) || low > k * (UPPER[i] + SLACK)) return false
    wLow += WASTE_SHARE[i] * low
    wHigh += WASTE_SHARE[i] * high
  }
  let greatest = -Infinity
  for (let p = 0; p < PARTS; p++) {
    LEAST[p] = PART_LOG[p] + OF_W[p] * wLow + OF_R[p] * rLow + OF_TAU[p] * tau0
    MOST[p] = PART_LOG[p] + OF_W[p] * wHigh + OF_R[p] * rHigh + OF_TAU[p] * tau1
    greatest = Math.max(greatest, MOST[p])
  }
  let gainsLow: f64 = 0
  let gainsHigh: f64 = 0
  let lossesLow: f64 = 0
  let lossesHigh: f64 = 0
  for (let p = 0; p < PARTS; p++) {
    LEAST[p] = Math.exp(LEAST[p] - greatest)
    MOST[p] = Math.exp(MOST[p] - greatest)
    if (PART_SIGN[p] > 0) {
      gainsLow += LEAST[p]
      gainsHigh += MOST[p]
    } else {
      lossesLow += LEAST[p]
      lossesHigh += MOST[p]
    }
  }
  return gainsHigh * CERTAIN >= lossesLow && lossesHigh * CERTAIN >= gainsLow
}

/** More than rounding can be out by in a comparison. */
const CERTAIN: f64 = 1 + 1e-12

/** Whether the equation over one of its parts rises or falls all along the cell, from LEAST and MOST. */
function isMonotone(tau0: f64, tau1: f64): bool {
  // Rates along the curve in the direction of τ: τ' = |S| and r' = ±G', and w' = T r' + q.
  const along = Math.abs(returns)
  const toward: f64 = returns < 0 ? -1 : 1
  const slope0 = toward * curveSlopeAt(tau0)
  const slope1 = toward * curveSlopeAt(tau1)
  const rLow = returns === 0 ? 1 : Math.min(slope0, slope1)
  const rHigh = returns === 0 ? 1 : Math.max(slope0, slope1)
  const qLow = along * (WASTE_SHARE[0] * shareAt(0, tau0) + WASTE_SHARE[1] * shareAt(1, tau0))
  const qHigh = along * (WASTE_SHARE[0] * shareAt(0, tau1) + WASTE_SHARE[1] * shareAt(1, tau1))
  for (let over = 0; over < PARTS; over++) {
    let low: f64 = 0
    let high: f64 = 0
    for (let p = 0; p < PARTS; p++) {
      if (p === over) continue
      const ofW = OF_W[p] - OF_W[over]
      const ofR = OF_R[p] - OF_R[over] + ofW * wasteReturns
      const ofTau = (OF_TAU[p] - OF_TAU[over]) * along
      const rateLow = ofTau + Math.min(ofR * rLow, ofR * rHigh) + Math.min(ofW * qLow, ofW * qHigh)
      const rateHigh = ofTau + Math.max(ofR * rLow, ofR * rHigh) + Math.max(ofW * qLow, ofW * qHigh)
      const partLow = PART_SIGN[p] > 0 ? rateLow : -rateHigh
      const partHigh = PART_SIGN[p] > 0 ? rateHigh : -rateLow
      low += partLow * (partLow > 0 ? LEAST[p] : MOST[p])
      high += partHigh * (partHigh > 0 ? MOST[p] : LEAST[p])
    }
    if (low > 0 || high < 0) return true
  }
  return false
}

/** The root of a cell along which the equation has one at most. */
function searchMonotone(tau0: f64, r0: f64, tau1: f64, r1: f64): void {
  const first = signAt(tau0, r0)
  const last = signAt(tau1, r1)
  if (first === 0) addAt(tau0, r0)
  if (last === 0) addAt(tau1, r1)
  if (first * last >= 0) return
  let leftTau = tau0
  let leftR = r0
  let rightTau = tau1
  let rightR = r1
  for (let step = 0; step < MOST_STEPS; step++) {
    if (rightTau - leftTau + Math.abs(rightR - leftR) < NEAR) break
    spend(STEP)
    cut(leftTau, leftR, rightTau, rightR)
    if (signAt(middleTau, middleR) === last) {
      rightTau = middleTau
      rightR = middleR
    } else {
      leftTau = middleTau
      leftR = middleR
    }
  }
  addAt(rightTau, rightR)
}
