/**
 * The curve of stationary.ts, along which the direction that leaves the waste unchanged is stationary: its points, the equation E that is
 * left there, and bounds of both over a piece.
 */
import { between, INTERVAL, multiply } from './interval.ts'
import { TwoFactorProblem } from './two-factor-problem.ts'

const MAX_STEPS: i32 = 100
/** Newton's step on the curve, beside its log, after which the error, about half its square, is rounding. */
const LAST_STEP: f64 = 1e-8
/** Beside its terms, a value of E that is nothing but rounding. */
const ROUNDING: f64 = 1e-14

/** A point inside the box. */
export class BoxPoint {
  y0: f64 = NaN
  y1: f64 = NaN
}

/** A point of the curve and what the bounds need there. */
export class CurvePoint {
  v: f64 = NaN
  /** l_i of the binding factor */
  log: f64 = NaN
  rho: f64 = NaN
  /** dρ/dv */
  rhoRate: f64 = NaN
  y0: f64 = NaN
  y1: f64 = NaN
  /** dl_i/dv */
  logRate0: f64 = NaN
  logRate1: f64 = NaN
  /** Σ b_i y_i, ln W less its scale */
  waste: f64 = NaN

  take(other: CurvePoint): void {
    this.v = other.v
    this.log = other.log
    this.rho = other.rho
    this.rhoRate = other.rhoRate
    this.y0 = other.y0
    this.y1 = other.y1
    this.logRate0 = other.logRate0
    this.logRate1 = other.logRate1
    this.waste = other.waste
  }
}

// The problem: terms, the waste exponents b and the gain's exponent g, the two coefficients of the waste stream.
let output: f64 = 0, output0: f64 = 0, output1: f64 = 0
let gain: f64 = 0, gain0: f64 = 0, gain1: f64 = 0
let burden: f64 = 0, burden0: f64 = 0, burden1: f64 = 0
let cost0: f64 = 0, costSlope0: f64 = 0, marginal0: f64 = 0
let cost1: f64 = 0, costSlope1: f64 = 0, marginal1: f64 = 0
let lower0: f64 = 0, upper0: f64 = 0, lower1: f64 = 0, upper1: f64 = 0
let waste0: f64 = 0, waste1: f64 = 0, exponent: f64 = 0
let unit: f64 = 0, gainScale: f64 = 0, burdenScale: f64 = 0
let share0: f64 = 0, share1: f64 = 0, returns: f64 = 0, outputConstant: f64 = 0
let swapped: bool = false // whether the second factor's a + bρ vanishes first
let logRest: f64 = 0, logRatio: f64 = 0 // the other's a + bρ is rest + ratio times that

/** Reads a problem; false when it has no interior stationary point that could be a maximum. */
export function poseCurve(p: TwoFactorProblem): bool {
  output = p.output
  output0 = p.outputSlope0
  output1 = p.outputSlope1
  gain = p.gain
  gain0 = p.gainSlope0
  gain1 = p.gainSlope1
  burden = p.burden
  burden0 = p.burdenSlope0
  burden1 = p.burdenSlope1
  cost0 = p.cost0
  cost1 = p.cost1
  costSlope0 = p.costSlope0
  costSlope1 = p.costSlope1
  marginal0 = p.cost0 + p.logCostSlope0
  marginal1 = p.cost1 + p.logCostSlope1
  lower0 = p.lower0
  lower1 = p.lower1
  upper0 = p.upper0
  upper1 = p.upper1

  const hasGain = gain > -Infinity
  const hasBurden = burden > -Infinity
  waste0 = hasBurden ? burden0 : gain0
  waste1 = hasBurden ? burden1 : gain1
  // Without a waste that varies the one stationary point has ρ = 0; it is a maximum, and then certified, or a saddle.
  if (!(hasGain || hasBurden) || (waste0 === 0 && waste1 === 0)) return false
  exponent = hasGain && hasBurden ? p.exponent : 1
  // In a unit in which one of the two is 1.
  unit = hasGain ? gain : burden
  gainScale = hasGain ? exponent : 0
  burdenScale = hasBurden ? Math.exp(burden - unit) : 0
  share0 = output0 / costSlope0
  share1 = output1 / costSlope1
  returns = 1 - share0 - share1
  outputConstant = output - share0 * marginal0 - share1 * marginal1
  swapped = output0 * waste1 > output1 * waste0
  const ratio = swapped ? waste0 / waste1 : waste1 / waste0
  logRatio = Math.log(ratio)
  logRest = Math.log(Math.max(0, swapped ? output0 - output1 * ratio : output1 - output0 * ratio))
  return true
}

/** ln pV */
export function outputAt(y0: f64, y1: f64): f64 {
  return output + output0 * y0 + output1 * y1
}

/** Sets `to` to the point of the curve at v; `near` is a guess of its `log`. */
export function curvePoint(to: CurvePoint, v: f64, near: f64): void {
  const bindingShare = swapped ? share1 : share0
  const otherShare = swapped ? share0 : share1
  // With s = ln(a + bρ) of the binding factor, that of the other is ln(rest + ratio e^s), and the equation is convex and rising.
  const target = returns * v - outputConstant
  let s = near
  let step = Infinity
  let weight: f64 = 0 // of ratio e^s in the sum
  let otherLog: f64 = 0
  for (let i = 0; ; i++) {
    const lead = logRatio + s - logRest
    const minor = Math.exp(-Math.abs(lead))
    weight = (lead < 0 ? minor : 1) / (1 + minor)
    otherLog = (lead < 0 ? logRest : logRatio + s) + Math.log(1 + minor)
    if (!(Math.abs(step) > LAST_STEP * Math.max(1, Math.abs(s))) || i === MAX_STEPS) break
    step = (bindingShare * s + otherShare * otherLog - target) / (bindingShare + otherShare * weight)
    s -= step
  }
  const bindingRate = returns / (bindingShare + otherShare * weight)
  const otherRate = bindingRate * weight
  const bindingWaste = swapped ? waste1 : waste0
  const sum = Math.exp(s)
  to.v = v
  to.log = s
  to.rho = (sum - (swapped ? output1 : output0)) / bindingWaste
  to.rhoRate = (sum / bindingWaste) * bindingRate
  to.y0 = (v + (swapped ? otherLog : s) - marginal0) / costSlope0
  to.y1 = (v + (swapped ? s : otherLog) - marginal1) / costSlope1
  to.logRate0 = swapped ? otherRate : bindingRate
  to.logRate1 = swapped ? bindingRate : otherRate
  to.waste = waste0 * to.y0 + waste1 * to.y1
}

/** E(v) = ρ pV / W^g + s W^{1−g} − g q E θ^g, zero where the point is stationary; with one waste term, g = 1. */
export function equation(p: CurvePoint): f64 {
  return p.rho * Math.exp(p.v - exponent * p.waste - unit) + burdenScale * Math.exp((1 - exponent) * p.waste) - gainScale
}

/** dE/dv */
export function slopeAt(p: CurvePoint): f64 {
  const wasteRate = waste0 * (1 + p.logRate0) / costSlope0 + waste1 * (1 + p.logRate1) / costSlope1
  const net = Math.exp(p.v - exponent * p.waste - unit)
  const burden = (1 - exponent) * wasteRate * burdenScale * Math.exp((1 - exponent) * p.waste)
  return (p.rhoRate + p.rho * (1 - exponent * wasteRate)) * net + burden
}

// What `enclose` finds; whether E is nothing but rounding all along.
export let slopeLow: f64 = 0, slopeHigh: f64 = 0
export let isRidge: bool = false

/** Bounds dE/dv over a piece of the curve by `slopeLow` and `slopeHigh`; false where it misses the box or E has no zero. */
export function enclose(left: CurvePoint, right: CurvePoint): bool {
  const width = right.v - left.v
  const rate0Low = (1 + Math.min(left.logRate0, right.logRate0)) / costSlope0
  const rate0High = (1 + Math.max(left.logRate0, right.logRate0)) / costSlope0
  between(left.y0, right.y0, rate0Low, rate0High, width)
  if (INTERVAL.high < lower0 || INTERVAL.low > upper0) return false
  const rate1Low = (1 + Math.min(left.logRate1, right.logRate1)) / costSlope1
  const rate1High = (1 + Math.max(left.logRate1, right.logRate1)) / costSlope1
  between(left.y1, right.y1, rate1Low, rate1High, width)
  if (INTERVAL.high < lower1 || INTERVAL.low > upper1) return false

  const wasteRateLow = waste0 * rate0Low + waste1 * rate1Low
  const wasteRateHigh = waste0 * rate0High + waste1 * rate1High
  const netRateLow = 1 - exponent * wasteRateHigh
  const netRateHigh = 1 - exponent * wasteRateLow
  between(left.v - exponent * left.waste - unit, right.v - exponent * right.waste - unit, netRateLow, netRateHigh, width)
  const netLow = Math.exp(INTERVAL.low)
  const netHigh = Math.exp(INTERVAL.high)
  between(left.waste, right.waste, wasteRateLow, wasteRateHigh, width)
  const streamLow = burdenScale * Math.exp((1 - exponent) * INTERVAL.low)
  const streamHigh = burdenScale * Math.exp((1 - exponent) * INTERVAL.high)
  const rhoLow = Math.min(left.rho, right.rho)
  const rhoHigh = Math.max(left.rho, right.rho)

  multiply(rhoLow, rhoHigh, netLow, netHigh)
  const atLeast = INTERVAL.low + streamLow - gainScale
  const atMost = INTERVAL.high + streamHigh - gainScale
  if (atLeast > 0 || atMost < 0) return false
  isRidge = atMost - atLeast <= ROUNDING * Math.max(Math.max(Math.abs(INTERVAL.low), Math.abs(INTERVAL.high)), streamHigh)
  multiply(rhoLow, rhoHigh, netRateLow, netRateHigh)
  multiply(Math.min(left.rhoRate, right.rhoRate) + INTERVAL.low, Math.max(left.rhoRate, right.rhoRate) + INTERVAL.high, netLow, netHigh)
  slopeLow = INTERVAL.low
  slopeHigh = INTERVAL.high
  multiply((1 - exponent) * wasteRateLow, (1 - exponent) * wasteRateHigh, streamLow, streamHigh)
  slopeLow += INTERVAL.low
  slopeHigh += INTERVAL.high
  return true
}

/**
 * Newton's steps from a point of the curve on the gradient by y, which does not share the curve's conditioning; a step that strays
 * is not taken.
 */
export function polish(from: CurvePoint, at: BoxPoint): void {
  at.y0 = from.y0
  at.y1 = from.y1
  for (let i = 0; i < 3; i++) {
    const o = Math.exp(output + output0 * at.y0 + output1 * at.y1)
    const g = Math.exp(gain + gain0 * at.y0 + gain1 * at.y1)
    const b = Math.exp(burden + burden0 * at.y0 + burden1 * at.y1)
    const c0 = costSlope0 * Math.exp(cost0 + costSlope0 * at.y0)
    const c1 = costSlope1 * Math.exp(cost1 + costSlope1 * at.y1)
    const g0 = output0 * o + gain0 * g - burden0 * b - c0
    const g1 = output1 * o + gain1 * g - burden1 * b - c1
    const h00 = output0 * output0 * o + gain0 * gain0 * g - burden0 * burden0 * b - costSlope0 * c0
    const h01 = output0 * output1 * o + gain0 * gain1 * g - burden0 * burden1 * b
    const h11 = output1 * output1 * o + gain1 * gain1 * g - burden1 * burden1 * b - costSlope1 * c1
    const determinant = h00 * h11 - h01 * h01
    const step0 = (h01 * g1 - h11 * g0) / determinant
    const step1 = (h01 * g0 - h00 * g1) / determinant
    if (!(Math.abs(step0) + Math.abs(step1) < 1e-4)) break
    at.y0 += step0
    at.y1 += step1
  }
  at.y0 = Math.min(Math.max(at.y0, lower0), upper0)
  at.y1 = Math.min(Math.max(at.y1, lower1), upper1)
}
