/**
 * Every interior stationary point of one lane's two-factor problem, g ≤ 1, by a search over the single variable v = ln pV.
 *
 * Stationarity in the direction that leaves the waste unchanged ties ρ to v for any returns to scale, constant ones
 * included: Σ (a_i/k_i) ln(a_i + b_i ρ) = S v + const has one solution, since its left side rises with ρ from −∞. Along
 * that curve ρ, l_i and dl_i/dv are monotone in v, so their values at the ends of a piece bound them inside; interval
 * arithmetic then bounds the remaining equation E(v) = 0 and its slope. A piece is dropped only when E has no zero there
 * or the curve misses the box, and is solved when E is monotone; otherwise it is halved. So no stationary point can be
 * missed. A piece too short to halve (a double root) yields its middle.
 */
import { laneAt } from '../math/lanes'
import { between, high, low, multiply } from '../math/interval'
import { TwoFactor } from './two-factor-problem'

const MIN_WIDTH: f64 = 1e-10
const MAX_PIECES: i32 = 4000 // a hundred is much
const MAX_STEPS: i32 = 100
const MOST_CHORDS: i32 = 30
/** An interval of v that holds a zero well enough. */
const NARROW: f64 = 1e-12
const MAX_DEPTH: i32 = 64
/** Newton's step on the curve, beside its log, after which the error, about half its square, is rounding. */
const LAST_STEP: f64 = 1e-8

/** The point that the last `nextStationaryPoint` found, inside the box. */
export let y0: f64 = 0
export let y1: f64 = 0

// The problem: terms, the waste exponents b and the gain's exponent g, the two coefficients of the waste stream.
let output: f64 = 0, output0: f64 = 0, output1: f64 = 0
let gain: f64 = 0, gain0: f64 = 0, gain1: f64 = 0
let burden: f64 = 0, burden0: f64 = 0, burden1: f64 = 0
let cost0: f64 = 0, costSlope0: f64 = 0, marginal0: f64 = 0
let cost1: f64 = 0, costSlope1: f64 = 0, marginal1: f64 = 0
let lower0: f64 = 0, upper0: f64 = 0, lower1: f64 = 0, upper1: f64 = 0
let waste0: f64 = 0, waste1: f64 = 0, exponent: f64 = 0
let gainScale: f64 = 0, burdenScale: f64 = 0
let share0: f64 = 0, share1: f64 = 0, returns: f64 = 0, outputConstant: f64 = 0
let swapped: bool = false // whether the second factor's a + bρ vanishes first
let logRest: f64 = 0, logRatio: f64 = 0 // the other's a + bρ is rest + ratio times that

/** A point of the curve and what the bounds need there. */
@unmanaged
class CurvePoint {
  v: f64
  /** l_i of the binding factor */
  log: f64
  rho: f64
  /** dρ/dv */
  rhoRate: f64
  y0: f64
  y1: f64
  /** dl_i/dv */
  logRate0: f64
  logRate1: f64
  /** Σ b_i y_i, ln W less its scale */
  waste: f64
}

// The left end of the current piece, and a stack of right ends, the current one on top.
const SIZE: usize = offsetof<CurvePoint>()
const LEFT = changetype<CurvePoint>(memory.data(offsetof<CurvePoint>(), 16))
const STACK: usize = memory.data((MAX_DEPTH + 1) * <i32>offsetof<CurvePoint>(), 16)
const MIDDLE = changetype<CurvePoint>(memory.data(offsetof<CurvePoint>(), 16))
let depth: i32 = 0
let pieces: i32 = 0

/** Reads one lane's problem; false when it has no interior stationary point that could be a maximum. */
export function loadCurve(p: TwoFactor, lane: i32): bool {
  const base = changetype<usize>(p)
  output = laneAt(base + offsetof<TwoFactor>('output'), lane)
  output0 = laneAt(base + offsetof<TwoFactor>('outputSlope0'), lane)
  output1 = laneAt(base + offsetof<TwoFactor>('outputSlope1'), lane)
  gain = laneAt(base + offsetof<TwoFactor>('gain'), lane)
  gain0 = laneAt(base + offsetof<TwoFactor>('gainSlope0'), lane)
  gain1 = laneAt(base + offsetof<TwoFactor>('gainSlope1'), lane)
  burden = laneAt(base + offsetof<TwoFactor>('burden'), lane)
  burden0 = laneAt(base + offsetof<TwoFactor>('burdenSlope0'), lane)
  burden1 = laneAt(base + offsetof<TwoFactor>('burdenSlope1'), lane)
  cost0 = laneAt(base + offsetof<TwoFactor>('cost0'), lane)
  cost1 = laneAt(base + offsetof<TwoFactor>('cost1'), lane)
  costSlope0 = laneAt(base + offsetof<TwoFactor>('costSlope0'), lane)
  costSlope1 = laneAt(base + offsetof<TwoFactor>('costSlope1'), lane)
  marginal0 = cost0 + laneAt(base + offsetof<TwoFactor>('logCostSlope0'), lane)
  marginal1 = cost1 + laneAt(base + offsetof<TwoFactor>('logCostSlope1'), lane)
  lower0 = laneAt(base + offsetof<TwoFactor>('lower0'), lane)
  lower1 = laneAt(base + offsetof<TwoFactor>('lower1'), lane)
  upper0 = laneAt(base + offsetof<TwoFactor>('upper0'), lane)
  upper1 = laneAt(base + offsetof<TwoFactor>('upper1'), lane)

  const hasGain = gain > -Infinity
  const hasBurden = burden > -Infinity
  waste0 = hasBurden ? burden0 : gain0
  waste1 = hasBurden ? burden1 : gain1
  // Without a waste that varies the one stationary point has ρ = 0; it is a maximum, and then certified, or a saddle.
  if (!(hasGain || hasBurden) || (waste0 == 0 && waste1 == 0)) return false
  exponent = hasGain && hasBurden ? laneAt(base + offsetof<TwoFactor>('exponent'), lane) : 1
  gainScale = hasGain ? exponent * Math.exp(gain) : 0
  burdenScale = hasBurden ? Math.exp(burden) : 0
  share0 = output0 / costSlope0
  share1 = output1 / costSlope1
  returns = 1 - share0 - share1
  outputConstant = output - share0 * marginal0 - share1 * marginal1
  swapped = output0 * waste1 > output1 * waste0
  const ratio = swapped ? waste0 / waste1 : waste1 / waste0
  logRatio = Math.log(ratio)
  logRest = Math.log(Math.max(0, swapped ? output0 - output1 * ratio : output1 - output0 * ratio))

  curvePoint(LEFT, output + output0 * lower0 + output1 * lower1, 0)
  curvePoint(changetype<CurvePoint>(STACK), output + output0 * upper0 + output1 * upper1, 0)
  depth = 1
  pieces = 0
  return true
}

/** Whether the search gave up: it halved so often that points may be missing. */
export function gaveUp(): bool {
  return pieces > MAX_PIECES
}

/** Searches on for the next stationary point and sets `y0` and `y1`; false when there is none left. */
export function nextStationaryPoint(): bool {
  while (depth > 0 && ++pieces <= MAX_PIECES) {
    const top = STACK + <usize>(depth - 1) * SIZE
    const right = changetype<CurvePoint>(top)
    let found = false
    if (enclose(LEFT, right)) {
      if (slopeLow >= 0 || slopeHigh <= 0) {
        found = equation(LEFT) * equation(right) <= 0
        if (found) findZero(right)
      } else {
        curvePoint(MIDDLE, 0.5 * (LEFT.v + right.v), 0.5 * (LEFT.log + right.log))
        found = right.v - LEFT.v < MIN_WIDTH || depth == MAX_DEPTH
        if (!found) {
          memory.copy(top + SIZE, changetype<usize>(MIDDLE), SIZE)
          depth++
          continue
        }
      }
    }
    memory.copy(changetype<usize>(LEFT), top, SIZE)
    depth--
    if (found) {
      polish()
      return true
    }
  }
  return false
}

/** Sets `to` to the point of the curve at v; `near` is a guess of its `log`. */
function curvePoint(to: CurvePoint, v: f64, near: f64): void {
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
    if (!(Math.abs(step) > LAST_STEP * Math.max(1, Math.abs(s))) || i == MAX_STEPS) break
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
function equation(p: CurvePoint): f64 {
  return p.rho * Math.exp(p.v - exponent * p.waste) + burdenScale * Math.exp((1 - exponent) * p.waste) - gainScale
}

// What `enclose` finds.
let slopeLow: f64 = 0, slopeHigh: f64 = 0

/** Bounds dE/dv over a piece of the curve by `slopeLow` and `slopeHigh`; false where it misses the box or E has no zero. */
function enclose(left: CurvePoint, right: CurvePoint): bool {
  const width = right.v - left.v
  const rate0Low = (1 + Math.min(left.logRate0, right.logRate0)) / costSlope0
  const rate0High = (1 + Math.max(left.logRate0, right.logRate0)) / costSlope0
  between(left.y0, right.y0, rate0Low, rate0High, width)
  if (high < lower0 || low > upper0) return false
  const rate1Low = (1 + Math.min(left.logRate1, right.logRate1)) / costSlope1
  const rate1High = (1 + Math.max(left.logRate1, right.logRate1)) / costSlope1
  between(left.y1, right.y1, rate1Low, rate1High, width)
  if (high < lower1 || low > upper1) return false

  const wasteRateLow = waste0 * rate0Low + waste1 * rate1Low
  const wasteRateHigh = waste0 * rate0High + waste1 * rate1High
  const netRateLow = 1 - exponent * wasteRateHigh
  const netRateHigh = 1 - exponent * wasteRateLow
  between(left.v - exponent * left.waste, right.v - exponent * right.waste, netRateLow, netRateHigh, width)
  const netLow = Math.exp(low)
  const netHigh = Math.exp(high)
  between(left.waste, right.waste, wasteRateLow, wasteRateHigh, width)
  const streamLow = burdenScale * Math.exp((1 - exponent) * low)
  const streamHigh = burdenScale * Math.exp((1 - exponent) * high)
  const rhoLow = Math.min(left.rho, right.rho)
  const rhoHigh = Math.max(left.rho, right.rho)

  multiply(rhoLow, rhoHigh, netLow, netHigh)
  if (low + streamLow > gainScale || high + streamHigh < gainScale) return false
  multiply(rhoLow, rhoHigh, netRateLow, netRateHigh)
  multiply(Math.min(left.rhoRate, right.rhoRate) + low, Math.max(left.rhoRate, right.rhoRate) + high, netLow, netHigh)
  slopeLow = low
  slopeHigh = high
  multiply((1 - exponent) * wasteRateLow, (1 - exponent) * wasteRateHigh, streamLow, streamHigh)
  slopeLow += low
  slopeHigh += high
  return true
}

/**
 * Sets MIDDLE to the zero of E between LEFT and `right`, where E is monotone: by chords, with half the value at an end that stays
 * twice (the Illinois method, M. Dowell and P. Jarratt, BIT 11, 1971), and by halves if they take long.
 */
function findZero(right: CurvePoint): void {
  let a = LEFT.v
  let b = right.v
  let atA = equation(LEFT)
  let atB = equation(right)
  let side = 0
  memory.copy(changetype<usize>(MIDDLE), changetype<usize>(LEFT), SIZE)
  for (let i = 0; b - a > NARROW * Math.max(1, Math.abs(a)); i++) {
    const chord = (a * atB - b * atA) / (atB - atA)
    const middle = i < MOST_CHORDS && chord > a && chord < b ? chord : 0.5 * (a + b)
    const moved = Math.abs(middle - MIDDLE.v)
    if (middle == a || middle == b || (i && moved < NARROW)) return
    curvePoint(MIDDLE, middle, MIDDLE.log)
    const value = equation(MIDDLE)
    if (value < 0 == atA < 0) {
      if (side < 0) atB *= 0.5
      side = -1
      a = middle
      atA = value
    } else {
      if (side > 0) atA *= 0.5
      side = 1
      b = middle
      atB = value
    }
  }
}

/**
 * Newton's steps from MIDDLE on the gradient by y, which does not share the curve's conditioning; a step that strays is not
 * taken.
 */
function polish(): void {
  y0 = MIDDLE.y0
  y1 = MIDDLE.y1
  for (let i = 0; i < 3; i++) {
    const o = Math.exp(output + output0 * y0 + output1 * y1)
    const g = Math.exp(gain + gain0 * y0 + gain1 * y1)
    const b = Math.exp(burden + burden0 * y0 + burden1 * y1)
    const c0 = costSlope0 * Math.exp(cost0 + costSlope0 * y0)
    const c1 = costSlope1 * Math.exp(cost1 + costSlope1 * y1)
    const g0 = output0 * o + gain0 * g - burden0 * b - c0
    const g1 = output1 * o + gain1 * g - burden1 * b - c1
    const h00 = output0 * output0 * o + gain0 * gain0 * g - burden0 * burden0 * b - costSlope0 * c0
    const h01 = output0 * output1 * o + gain0 * gain1 * g - burden0 * burden1 * b
    const h11 = output1 * output1 * o + gain1 * gain1 * g - burden1 * burden1 * b - costSlope1 * c1
    const determinant = h00 * h11 - h01 * h01
    const step0 = (h01 * g1 - h11 * g0) / determinant
    const step1 = (h01 * g0 - h00 * g1) / determinant
    if (!(Math.abs(step0) + Math.abs(step1) < 1e-4)) break
    y0 += step0
    y1 += step1
  }
  y0 = Math.min(Math.max(y0, lower0), upper0)
  y1 = Math.min(Math.max(y1, lower1), upper1)
}
