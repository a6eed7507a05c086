/**
 * Stationary points along the curve of signed-curve.ts with a single waste term, so with g = 1. Of x and |M| each is a power of the
 * volumes, which gives r twice, as R1(τ) / (1 − Σ α_i) and as R2(τ) / (1 − Σ β_i). Without division
 *
 *     H(τ) = (1 − Σ β_i) R1(τ) − (1 − Σ α_i) R2(τ) = 0,
 *
 * a sum of multiples of logarithms of the four forms, two of which are 1 or e^τ. So its slope vanishes where a quadratic in e^τ does.
 */
import {
  A,
  B,
  FARTHEST,
  logForm,
  logMarginalCost,
  LOG_COST,
  OF_OUTPUT,
  OF_WASTE,
  OUTPUT_SHARE,
  returns,
  shareAt,
  WASTE_SHARE,
  wasteReturns,
} from './signed-curve.ts'
import { LOG, OUTPUT, ROUNDING, SLOPE, TERMS, COST } from './signed-problem.ts'
import { addStationary } from './stationary-point.ts'

const OPERATIONS: f64 = 16
const MOST_STEPS: i32 = 200

/** Weights of the logarithms of the forms in H. */
const WEIGHT = new Float64Array(4)
/** Of R1 and R2 at τ = 0 the part without forms. */
let outputConstant: f64 = 0
let wasteConstant: f64 = 0
let gainReturns: f64 = 0

/** Where H turns, between the ends of τ. */
const TURN = new Float64Array(4)
let turns: i32 = 0

/** Adds the stationary points; `waste` is the waste term. */
export function searchArc(waste: i32): void {
  gainReturns = 1 - wasteReturns
  for (let i = 0; i < 2; i++) WEIGHT[i] = gainReturns * OUTPUT_SHARE[i] - returns * WASTE_SHARE[i]
  WEIGHT[OF_OUTPUT] = -gainReturns
  WEIGHT[OF_WASTE] = returns
  outputConstant = LOG[OUTPUT] - OUTPUT_SHARE[0] * LOG_COST[0] - OUTPUT_SHARE[1] * LOG_COST[1]
  wasteConstant = LOG[waste] - WASTE_SHARE[0] * LOG_COST[0] - WASTE_SHARE[1] * LOG_COST[1]
  findTurns()
  for (let i = 0; i < turns; i++) {
    const left = TURN[i]
    const right = TURN[i + 1]
    const before = signOf(left)
    const after = signOf(right)
    if (before === 0) addAt(left)
    else if (before * after < 0) addAt(rootBetween(left, right, after))
  }
}

/** Fills TURN: the ends of τ and between them where H turns. */
function findTurns(): void {
  let fixed: f64 = 0 // the slope's part that does not depend on τ
  let first = -1
  let second = -1
  for (let f = 0; f < 4; f++) {
    if (A[f] === 0) fixed += WEIGHT[f]
    else if (B[f] !== 0 && first < 0) first = f
    else if (B[f] !== 0) second = f
  }
  turns = 0
  TURN[0] = -FARTHEST
  if (second >= 0) addTurnsOfTwo(fixed, WEIGHT[first], WEIGHT[second], B[first] / A[first], B[second] / A[second])
  else if (first >= 0) addTurn(-fixed / ((fixed + WEIGHT[first]) * (B[first] / A[first])))
  turns++
  TURN[turns] = FARTHEST
}

/** Where fixed + Σ w c z / (1 + c z) vanishes with z = e^τ. */
function addTurnsOfTwo(fixed: f64, w: f64, v: f64, c: f64, d: f64): void {
  const unit = Math.sqrt(c * d)
  const square = fixed + w + v
  const linear = (fixed * (c + d) + w * c + v * d) / unit
  const discriminant = linear * linear - 4 * square * fixed
  // Of two turns that nearly meet none is overlooked; one too many does no harm.
  if (discriminant < -1e-12 * linear * linear) return
  const root = -0.5 * (linear + (linear < 0 ? -1 : 1) * Math.sqrt(Math.max(0, discriminant)))
  const one = root / (square * unit)
  const other = fixed / (root * unit)
  addTurn(Math.min(one, other))
  addTurn(Math.max(one, other))
}

function addTurn(z: f64): void {
  if (!(z > 0 && z < Infinity)) return
  turns++
  TURN[turns] = Math.log(z)
}

// What `measure` leaves.
let output: f64 = 0
let waste: f64 = 0
let slope: f64 = 0
let noise: f64 = 0

/** R1, R2, and the slope of H. */
function measure(tau: f64): void {
  const onOutput = logForm(OF_OUTPUT, tau)
  const onWaste = logForm(OF_WASTE, tau)
  output = outputConstant - onOutput
  waste = wasteConstant - onWaste
  slope = WEIGHT[OF_OUTPUT] * shareAt(OF_OUTPUT, tau) + WEIGHT[OF_WASTE] * shareAt(OF_WASTE, tau)
  let outputSize = Math.abs(outputConstant) + Math.abs(onOutput) + OPERATIONS
  let wasteSize = Math.abs(wasteConstant) + Math.abs(onWaste) + OPERATIONS
  for (let i = 0; i < 2; i++) {
    const form = logForm(i, tau)
    output += OUTPUT_SHARE[i] * form
    waste += WASTE_SHARE[i] * form
    slope += WEIGHT[i] * shareAt(i, tau)
    outputSize += OUTPUT_SHARE[i] * (Math.abs(form) + Math.abs(LOG_COST[i]))
    wasteSize += WASTE_SHARE[i] * (Math.abs(form) + Math.abs(LOG_COST[i]))
  }
  noise = ROUNDING * ((1 + Math.abs(gainReturns)) * outputSize + (1 + Math.abs(returns)) * wasteSize)
}

function signOf(tau: f64): f64 {
  measure(tau)
  const value = gainReturns * output - returns * waste
  if (Math.abs(value) <= noise) return 0
  return value > 0 ? 1 : -1
}

/** The root of a piece along which H rises or falls: Newton's steps in a bracket. */
function rootBetween(left: f64, right: f64, signAtRight: f64): f64 {
  let low = left
  let high = right
  let tau = 0.5 * (low + high)
  let before = high - low
  for (let step = 0; step < MOST_STEPS; step++) {
    measure(tau)
    const value = gainReturns * output - returns * waste
    if (value > 0 === signAtRight > 0) high = tau
    else low = tau
    const newton = tau - value / slope
    const next = newton > low && newton < high && Math.abs(newton - tau) < 0.5 * before ? newton : 0.5 * (low + high)
    before = Math.abs(next - tau)
    tau = next
    if (before <= ROUNDING * Math.max(1, Math.abs(tau))) return tau
  }
  return tau
}

/** The stationary point of a root, with r from the better conditioned of its two equations. */
function addAt(tau: f64): void {
  measure(tau)
  const r = (returns * output + gainReturns * waste) / (returns * returns + gainReturns * gainReturns)
  addStationary((r + logMarginalCost(0, tau)) / SLOPE[COST], (r + logMarginalCost(1, tau)) / SLOPE[TERMS + COST + 1])
}
