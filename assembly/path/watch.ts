/** What is looked for along a whole path, step by step: the payback, and the lowest and highest profit. */
import { laneAt, scalarOf, withLane } from '../math/lanes'
import { point } from '../model/points'
import { Lane, laneOf } from './lane'
import { at, END, START } from './step'
import { path, ROW, stand, value } from './system'

/** Quantities of a path at a time. */
enum Quantity {
  advantage, profit, negatedProfit,
}

/** Places inside a step where a quantity is looked at; between them it is taken to turn at most once. */
const LOOKS: i32 = 4
const GOLDEN: f64 = 0.6180339887498949
const SECTIONS: i32 = 42 // 0.618^42 = 2e-9: closer, rounding hides which of two values is lower
const BISECTIONS: i32 = 60
/** Beside the two sums that it is the difference of, a smaller advantage is rounding. */
const ROUNDING: f64 = 1e-14

const Y: usize = memory.data(<i32>ROW, 16)
const TIMES: usize = memory.data(8 * (LOOKS + 1), 16)
const VALUES: usize = memory.data(8 * (LOOKS + 1), 16)

/** A quantity of lane `i` at a time inside its step. The other lane stays at the end of its own. */
function quantity(which: Quantity, i: i32, t: f64): f64 {
  const times = withLane(v128.load(END), i, t)
  at(times, Y)
  if (which == Quantity.advantage) {
    value(times, Y)
    const advantage = scalarOf(path.advantage, i)
    const size = Math.abs(scalarOf(path.discountedProfit, i)) + Math.abs(scalarOf(path.discountedInvestment, i))
    const rounding = ROUNDING * size
    return Math.abs(advantage) <= rounding ? 0 : advantage
  }
  stand(times, Y)
  const profit = scalarOf(point.profit, i)
  return which == Quantity.profit ? profit : -profit
}

// @ts-ignore: decorator
@inline
function time(k: i32): f64 { return load<f64>(TIMES + (<usize>k << 3)) }
// @ts-ignore: decorator
@inline
function seen(k: i32): f64 { return load<f64>(VALUES + (<usize>k << 3)) }

function look(which: Quantity, i: i32, first: f64): void {
  const start = laneAt(START, i)
  const end = laneAt(END, i)
  for (let k = 0; k <= LOOKS; k++) {
    const t = k == LOOKS ? end : start + ((end - start) * <f64>k) / LOOKS
    store<f64>(TIMES + (<usize>k << 3), t)
    store<f64>(VALUES + (<usize>k << 3), k ? quantity(which, i, t) : first)
  }
}

/** Whether a quantity may have a minimum near look `k` that is below `bound`; the looks around it are k ± 1. */
function mayDip(k: i32, bound: f64): bool {
  const v = seen(k)
  if (k == 0) {
    // At an end, the slope of the parabola through three looks says whether the quantity turns before it.
    return v < seen(1) && 4 * seen(1) - 3 * v - seen(2) < 0 && v - Math.abs(v - 2 * seen(1) + seen(2)) < bound
  }
  if (k == LOOKS) {
    const w = seen(k - 1)
    return v < w && 3 * v - 4 * w + seen(k - 2) > 0 && v - Math.abs(v - 2 * w + seen(k - 2)) < bound
  }
  return v < seen(k - 1) && v <= seen(k + 1) && v - Math.abs(seen(k - 1) - 2 * v + seen(k + 1)) < bound
}

/** Time of the minimum of a quantity that turns once around look `k`. */
function lowest(which: Quantity, i: i32, k: i32): f64 {
  let left = time(max(k - 1, 0))
  let right = time(min(k + 1, LOOKS))
  let a = right - GOLDEN * (right - left)
  let b = left + GOLDEN * (right - left)
  let atA = quantity(which, i, a)
  let atB = quantity(which, i, b)
  for (let n = 0; n < SECTIONS; n++) {
    if (atA <= atB) {
      right = b
      b = a
      atB = atA
      a = right - GOLDEN * (right - left)
      atA = quantity(which, i, a)
    } else {
      left = a
      a = b
      atA = atB
      b = left + GOLDEN * (right - left)
      atB = quantity(which, i, b)
    }
  }
  return atA <= atB ? a : b
}

/** The first time, to rounding, at which the advantage, negative at `left`, is not. */
function firstNonnegative(i: i32, left: f64, right: f64): f64 {
  for (let n = 0; n < BISECTIONS; n++) {
    const middle = 0.5 * (left + right)
    if (middle <= left || middle >= right) break
    if (quantity(Quantity.advantage, i, middle) < 0) left = middle
    else right = middle
  }
  return right
}

/** The earliest time from which the advantage, 0 at the start, is never negative again; ∞ as long as it is. */
export function watchPayback(i: i32): void {
  const lane = laneOf(i)
  look(Quantity.advantage, i, lane.advantage)
  for (let k = 1; k <= LOOKS; k++) {
    if (seen(k) < 0) lane.payback = Infinity
    else if (seen(k - 1) < 0) lane.payback = firstNonnegative(i, time(k - 1), time(k))
  }
  for (let k = 0; k <= LOOKS; k++) {
    const right = time(min(k + 1, LOOKS))
    if (seen(k) < 0 || right < lane.payback || !mayDip(k, 0)) continue
    const bottom = lowest(Quantity.advantage, i, k)
    if (quantity(Quantity.advantage, i, bottom) < 0) lane.payback = max(lane.payback, firstNonnegative(i, bottom, right))
  }
  lane.advantage = seen(LOOKS)
}

/** The lowest and highest profit, and the earliest time of the lowest. */
export function watchExtremes(i: i32): void {
  const lane = laneOf(i)
  look(Quantity.profit, i, lane.profit)
  lane.profit = seen(LOOKS)
  for (let k = 1; k <= LOOKS; k++) meet(lane, time(k), seen(k))
  for (let k = 0; k <= LOOKS; k++) if (mayDip(k, lane.minimum)) meetAt(lane, i, lowest(Quantity.profit, i, k))
  for (let k = 0; k <= LOOKS; k++) store<f64>(VALUES + (<usize>k << 3), -seen(k))
  for (let k = 0; k <= LOOKS; k++) if (mayDip(k, -lane.maximum)) meetAt(lane, i, lowest(Quantity.negatedProfit, i, k))
}

function meetAt(lane: Lane, i: i32, t: f64): void {
  meet(lane, t, quantity(Quantity.profit, i, t))
}

function meet(lane: Lane, t: f64, profit: f64): void {
  // Of equal values, but for rounding, the earliest counts.
  if (profit < lane.minimum - 1e-13 * Math.abs(lane.minimum)) lane.timeOfMinimum = t
  lane.minimum = min(lane.minimum, profit)
  lane.maximum = max(lane.maximum, profit)
}
