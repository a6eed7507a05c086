import { exp, expModerate } from '../math/exp'
import { logOnePlus } from '../math/log'
import { all, any, half, laneAt, one, select, setLaneAt, two } from '../math/lanes'
import * as scalar from '../math/scalar'
import { markFailed, OneFactor } from './one-factor-problem'

const MAX_STEPS: i32 = 60
const MAX_DEPTH: i32 = 64
const ANSWER: usize = memory.data(16, 16)

// Balance of one lane: the sign of the derivative, ln(positive terms) − ln(negative terms), and both mean exponents.
let value: f64 = 0
let rise: f64 = 0
let fall: f64 = 0

// The same for two lanes.
const VALUE: usize = memory.data(16, 16)
const SLOPE: usize = memory.data(16, 16)

/**
 * The best volume where gain and burden are both present (g < 1), in the lanes of `wanted`: a volume that no small move
 * improves, returned when it can be certified; a lane without a certificate is searched for every local maximum.
 */
export function fourTermsMaximum(p: OneFactor, wanted: v128): v128 {
  const zero = f64x2.splat(0)
  balance(p, p.lower)
  const fallsAtLower = f64x2.le(v128.load(VALUE), zero)
  balance(p, p.upper)
  const risesAtUpper = f64x2.ge(v128.load(VALUE), zero)
  const atBound = v128.or(fallsAtLower, risesAtUpper)
  let y = select(fallsAtLower, p.lower, p.upper)
  let pending = v128.andnot(wanted, atBound)
  if (any(pending)) {
    y = select(atBound, y, f64x2.mul(half(), f64x2.add(p.lower, p.upper)))
    let left = p.lower
    let right = p.upper
    for (let i = 0; i < MAX_STEPS && any(pending); i++) {
      balance(p, y)
      const v = v128.load(VALUE)
      const slope = v128.load(SLOPE)
      const positive = f64x2.gt(v, zero)
      left = select(positive, y, left)
      right = select(positive, right, y)
      const newton = f64x2.sub(y, f64x2.div(v, slope))
      const safe = v128.and(f64x2.lt(slope, zero), v128.and(f64x2.ge(newton, left), f64x2.le(newton, right)))
      const next = select(safe, newton, f64x2.mul(half(), f64x2.add(left, right)))
      const moved = f64x2.abs(f64x2.sub(next, y))
      y = select(pending, next, y)
      // Newton's step squares the error; halving ends at the resolution of y.
      const done = v128.or(
        v128.and(safe, f64x2.lt(moved, f64x2.splat(1e-9))),
        f64x2.le(moved, f64x2.mul(f64x2.splat(4e-16), f64x2.pmax(one(), f64x2.abs(y)))),
      )
      pending = v128.andnot(pending, done)
    }
  }
  const open = v128.or(pending, v128.andnot(wanted, isCertified(p, y)))
  return any(open) ? searchLanes(p, y, open) : y
}

/** Fills VALUE and SLOPE: see `value`. */
function balance(p: OneFactor, y: v128): void {
  const output = f64x2.add(f64x2.add(p.output, p.logOutputSlope), f64x2.mul(p.outputSlope, y))
  const gain = f64x2.add(f64x2.add(p.gain, p.logGainSlope), f64x2.mul(p.gainSlope, y))
  const burden = f64x2.add(f64x2.add(p.burden, p.logBurdenSlope), f64x2.mul(p.burdenSlope, y))
  const cost = f64x2.add(f64x2.add(p.cost, p.logCostSlope), f64x2.mul(p.costSlope, y))
  const positive = ratioOf(output, gain)
  const negative = ratioOf(burden, cost)
  const positiveLog = logOnePlus(positive, f64x2.div(one(), f64x2.add(two(), positive)))
  const negativeLog = logOnePlus(negative, f64x2.div(one(), f64x2.add(two(), negative)))
  v128.store(VALUE, f64x2.sub(
    f64x2.add(f64x2.pmax(output, gain), positiveLog),
    f64x2.add(f64x2.pmax(burden, cost), negativeLog),
  ))
  v128.store(SLOPE, f64x2.sub(
    mean(p.outputSlope, p.gainSlope, positive, f64x2.ge(output, gain)),
    mean(p.burdenSlope, p.costSlope, negative, f64x2.ge(burden, cost)),
  ))
}

/** The smaller of two exponentials over the larger. */
// @ts-ignore: decorator
@inline
function ratioOf(a: v128, b: v128): v128 {
  return expModerate(f64x2.pmax(f64x2.neg(f64x2.abs(f64x2.sub(a, b))), f64x2.splat(-700)))
}

// @ts-ignore: decorator
@inline
function mean(a: v128, b: v128, ratio: v128, aLeads: v128): v128 {
  const weight = f64x2.div(select(aLeads, one(), ratio), f64x2.add(one(), ratio))
  return f64x2.add(b, f64x2.mul(f64x2.sub(a, b), weight))
}

/**
 * Whether a point that no small move improves is the global maximum. The value of the waste stream is concave in W^h for
 * g ≤ h ≤ 1, so its tangent there bounds it from above, and a point that is best for the tangent's enterprise is best.
 * A falling tangent (h = 1) leaves one positive term, and a stationary point with a positive value is the maximum
 * (geometric programming); with a rising one (h = g) the profit is concave in x^k when a ≤ k and g b ≤ k.
 */
function isCertified(p: OneFactor, y: v128): v128 {
  const unimodal = f64x2.le(f64x2.pmax(p.outputSlope, p.gainSlope), f64x2.pmin(p.burdenSlope, p.costSlope))
  if (all(unimodal)) return unimodal
  const gain = exp(f64x2.add(p.gain, f64x2.mul(p.gainSlope, y)))
  const burden = exp(f64x2.add(p.burden, f64x2.mul(p.burdenSlope, y)))
  const output = exp(f64x2.add(p.output, f64x2.mul(p.outputSlope, y)))
  const cost = exp(f64x2.add(p.cost, f64x2.mul(p.costSlope, y)))
  const marginal = f64x2.sub(f64x2.mul(f64x2.div(p.gainSlope, p.burdenSlope), gain), burden)
  const concave = v128.and(f64x2.le(p.outputSlope, p.costSlope), f64x2.le(p.gainSlope, p.costSlope))
  const positive = f64x2.gt(f64x2.add(output, marginal), cost)
  return v128.or(unimodal, select(f64x2.gt(marginal, f64x2.splat(0)), concave, positive))
}

function searchLanes(p: OneFactor, y: v128, open: v128): v128 {
  v128.store(ANSWER, y)
  const lanes = i64x2.bitmask(open)
  for (let i = 0; i < 2; i++) {
    if (lanes & (1 << i)) {
      read(p, i)
      setLaneAt(ANSWER, i, search())
      if (failed) markFailed(p, i)
    }
  }
  return v128.load(ANSWER)
}

// One lane's problem: terms and their derivatives' logarithms.
let output: f64 = 0, outputSlope: f64 = 0, marginalOutput: f64 = 0
let gain: f64 = 0, gainSlope: f64 = 0, marginalGain: f64 = 0
let burden: f64 = 0, burdenSlope: f64 = 0, marginalBurden: f64 = 0
let cost: f64 = 0, costSlope: f64 = 0, marginalCost: f64 = 0
let lower: f64 = 0, upper: f64 = 0
let failed: bool = false
let best: f64 = 0, bestProfit: f64 = 0

function read(p: OneFactor, lane: i32): void {
  const base = changetype<usize>(p)
  output = laneAt(base + offsetof<OneFactor>('output'), lane)
  outputSlope = laneAt(base + offsetof<OneFactor>('outputSlope'), lane)
  marginalOutput = output + laneAt(base + offsetof<OneFactor>('logOutputSlope'), lane)
  gain = laneAt(base + offsetof<OneFactor>('gain'), lane)
  gainSlope = laneAt(base + offsetof<OneFactor>('gainSlope'), lane)
  marginalGain = gain + laneAt(base + offsetof<OneFactor>('logGainSlope'), lane)
  burden = laneAt(base + offsetof<OneFactor>('burden'), lane)
  burdenSlope = laneAt(base + offsetof<OneFactor>('burdenSlope'), lane)
  marginalBurden = burden + laneAt(base + offsetof<OneFactor>('logBurdenSlope'), lane)
  cost = laneAt(base + offsetof<OneFactor>('cost'), lane)
  costSlope = laneAt(base + offsetof<OneFactor>('costSlope'), lane)
  marginalCost = cost + laneAt(base + offsetof<OneFactor>('logCostSlope'), lane)
  lower = laneAt(base + offsetof<OneFactor>('lower'), lane)
  upper = laneAt(base + offsetof<OneFactor>('upper'), lane)
  failed = false
}

function profit(y: f64): f64 {
  return scalar.exp(output + outputSlope * y) + scalar.exp(gain + gainSlope * y) -
    (scalar.exp(burden + burdenSlope * y) + scalar.exp(cost + costSlope * y))
}

function evaluate(y: f64): void {
  const o = marginalOutput + outputSlope * y
  const g = marginalGain + gainSlope * y
  const b = marginalBurden + burdenSlope * y
  const c = marginalCost + costSlope * y
  const positive = scalar.exp(-Math.abs(o - g))
  const negative = scalar.exp(-Math.abs(b - c))
  value = Math.max(o, g) + scalar.logOnePlus(positive) - (Math.max(b, c) + scalar.logOnePlus(negative))
  const outputWeight = (o >= g ? 1 : positive) / (1 + positive)
  const burdenWeight = (b >= c ? 1 : negative) / (1 + negative)
  rise = outputSlope * outputWeight + gainSlope * (1 - outputWeight)
  fall = burdenSlope * burdenWeight + costSlope * (1 - burdenWeight)
}

// Pieces still to search: their right ends, the next one on top; a piece begins where the last one ended.
const RIGHTS: usize = memory.data(8 * 64, 16)

/**
 * Every local maximum, by halving the interval until the balance is monotone on each piece or has no zero there. Mean
 * exponents rise with y, so their values at the ends bound the slope and no zero can hide. A piece too short to halve
 * holds at most a flat inflection; its middle is a candidate all the same.
 */
function search(): f64 {
  best = NaN
  evaluate(lower)
  if (value <= 0) consider(lower)
  let left = lower
  let depth = 1
  store<f64>(RIGHTS, upper)
  while (depth > 0) {
    const right = load<f64>(RIGHTS + (<usize>(depth - 1) << 3))
    evaluate(left)
    const leftValue = value, leftRise = rise, leftFall = fall
    evaluate(right)
    const rightValue = value
    const steepestRise = rise - leftFall
    const steepestFall = leftRise - fall
    const width = right - left
    const middle = 0.5 * (left + right)
    if (steepestRise <= 0 || steepestFall >= 0) {
      if (leftValue > 0 && rightValue < 0) consider(fallingRoot(left, right))
    } else if (width < 1e-9 || depth == MAX_DEPTH) {
      consider(middle)
    } else if (
      !staysPositive(leftValue, rightValue, steepestFall, steepestRise, width) &&
      !staysPositive(-leftValue, -rightValue, -steepestRise, -steepestFall, width)
    ) {
      store<f64>(RIGHTS + (<usize>depth << 3), middle)
      depth++
      continue
    }
    left = right
    depth--
  }
  evaluate(upper)
  if (value >= 0) consider(upper)
  return best
}

function consider(y: f64): void {
  const candidate = profit(y)
  if (isNaN(best) || candidate > bestProfit) {
    best = y
    bestProfit = candidate
  }
}

/** Whether a function with these end values and slopes within [fall, rise] keeps above zero between. */
function staysPositive(atLeft: f64, atRight: f64, fall: f64, rise: f64, width: f64): bool {
  if (!(atLeft > 0 && atRight > 0)) return false
  if (atLeft + fall * width > 0 || atRight - rise * width > 0) return true
  // the two bounding lines meet above zero
  return (rise * atLeft - fall * (atRight - rise * width)) / (rise - fall) > 0
}

function fallingRoot(left: f64, right: f64): f64 {
  let y = 0.5 * (left + right)
  for (let i = 0; i < MAX_STEPS + 40; i++) {
    evaluate(y)
    if (value > 0) left = y
    else right = y
    const slope = rise - fall
    const newton = y - value / slope
    const safe = slope < 0 && newton >= left && newton <= right
    const next = safe ? newton : 0.5 * (left + right)
    const moved = Math.abs(next - y)
    y = next
    if ((safe && moved < 1e-9) || moved <= 4e-16 * Math.max(1, Math.abs(y))) return y
  }
  failed = true
  return y
}
