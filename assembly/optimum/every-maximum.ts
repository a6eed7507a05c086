/** Every local maximum of one lane's problem with four terms, for the lanes whose maximum could not be certified. */
import { laneAt, setLaneAt } from '../math/lanes'
import { markFailed, OneFactor } from './one-factor-problem'

const MAX_STEPS: i32 = 100
const MAX_DEPTH: i32 = 64

// Balance: the sign of the derivative, ln(positive terms) − ln(negative terms), and both mean exponents.
let value: f64 = 0
let rise: f64 = 0
let fall: f64 = 0

/** Fills `y` in the lanes of `open`. */
export function searchLanes(p: OneFactor, open: v128): void {
  const lanes = i64x2.bitmask(open)
  for (let i = 0; i < 2; i++) {
    if (!(lanes & (1 << i))) continue
    read(p, i)
    setLaneAt(changetype<usize>(p) + offsetof<OneFactor>('y'), i, search())
    if (failed) markFailed(p, i)
  }
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
  return Math.exp(output + outputSlope * y) + Math.exp(gain + gainSlope * y) -
    (Math.exp(burden + burdenSlope * y) + Math.exp(cost + costSlope * y))
}

function evaluate(y: f64): void {
  const o = marginalOutput + outputSlope * y
  const g = marginalGain + gainSlope * y
  const b = marginalBurden + burdenSlope * y
  const c = marginalCost + costSlope * y
  const positive = Math.exp(-Math.abs(o - g))
  const negative = Math.exp(-Math.abs(b - c))
  value = Math.max(o, g) + Math.log(1 + positive) - (Math.max(b, c) + Math.log(1 + negative))
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
  for (let i = 0; i < MAX_STEPS; i++) {
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
