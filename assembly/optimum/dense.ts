/** The dense search: the best of 1,024 log-spaced volumes, or of 128 × 128. The baseline to beat and an independent check. */
import { exp } from '../math/exp'
import { absent, any, select } from '../math/lanes'
import { OneFactor } from './one-factor-problem'
import { TwoFactor } from './two-factor-problem'

const LINE_POINTS: i32 = 1024
const PLANE_POINTS: i32 = 128

/** ln of the volume at `index`; the last is exactly the upper bound. */
@inline
function volumeAt(lower: v128, upper: v128, index: i32, points: i32): v128 {
  if (index == points - 1) return upper
  const share = f64x2.splat(<f64>index / <f64>(points - 1))
  return f64x2.add(lower, f64x2.mul(f64x2.sub(upper, lower), share))
}

/** Fills `y`. */
export function searchLine(p: OneFactor): void {
  let best = p.lower
  let bestProfit = absent()
  for (let i = 0; i < LINE_POINTS; i++) {
    const y = volumeAt(p.lower, p.upper, i, LINE_POINTS)
    const profit = profitAt(p, y)
    const improves = f64x2.gt(profit, bestProfit)
    best = select(improves, y, best)
    bestProfit = select(improves, profit, bestProfit)
  }
  p.y = best
}

function profitAt(p: OneFactor, y: v128): v128 {
  return f64x2.sub(revenueAt(p, y), expenseAt(p, y))
}

function revenueAt(p: OneFactor, y: v128): v128 {
  const output = exp(f64x2.add(p.output, f64x2.mul(p.outputSlope, y)))
  return f64x2.add(output, wasteTermAt(p.gain, p.gainSlope, y))
}

function expenseAt(p: OneFactor, y: v128): v128 {
  const cost = exp(f64x2.add(p.cost, f64x2.mul(p.costSlope, y)))
  return f64x2.add(wasteTermAt(p.burden, p.burdenSlope, y), cost)
}

/** The power of an absent term would be a slow way to nothing. */
function wasteTermAt(constant: v128, slope: v128, y: v128): v128 {
  if (!any(f64x2.gt(constant, absent()))) return f64x2.splat(0)
  return exp(f64x2.add(constant, f64x2.mul(slope, y)))
}

// The second factor's volumes and its powers in each term.
const VOLUME: usize = memory.data(PLANE_POINTS * 16, 16)
const OUTPUT: usize = memory.data(PLANE_POINTS * 16, 16)
const GAIN: usize = memory.data(PLANE_POINTS * 16, 16)
const BURDEN: usize = memory.data(PLANE_POINTS * 16, 16)
const COST: usize = memory.data(PLANE_POINTS * 16, 16)

/** Fills `y0`, `y1` and `failed`. Each term is a product, so its powers are computed once a factor. */
export function searchPlane(p: TwoFactor): void {
  for (let j = 0; j < PLANE_POINTS; j++) {
    const y = volumeAt(p.lower1, p.upper1, j, PLANE_POINTS)
    const at = <usize>j << 4
    v128.store(VOLUME + at, y)
    v128.store(OUTPUT + at, exp(f64x2.mul(p.outputSlope1, y)))
    v128.store(GAIN + at, exp(f64x2.mul(p.gainSlope1, y)))
    v128.store(BURDEN + at, exp(f64x2.mul(p.burdenSlope1, y)))
    v128.store(COST + at, exp(f64x2.add(p.cost1, f64x2.mul(p.costSlope1, y))))
  }
  let best0 = p.lower0
  let best1 = p.lower1
  let bestProfit = absent()
  for (let i = 0; i < PLANE_POINTS; i++) {
    const y = volumeAt(p.lower0, p.upper0, i, PLANE_POINTS)
    const output = exp(f64x2.add(p.output, f64x2.mul(p.outputSlope0, y)))
    const gain = exp(f64x2.add(p.gain, f64x2.mul(p.gainSlope0, y)))
    const burden = exp(f64x2.add(p.burden, f64x2.mul(p.burdenSlope0, y)))
    const cost = exp(f64x2.add(p.cost0, f64x2.mul(p.costSlope0, y)))
    for (let at: usize = 0; at < <usize>PLANE_POINTS << 4; at += 16) {
      const revenue = f64x2.add(f64x2.mul(output, v128.load(OUTPUT + at)), f64x2.mul(gain, v128.load(GAIN + at)))
      const costs = f64x2.add(f64x2.mul(burden, v128.load(BURDEN + at)), f64x2.add(cost, v128.load(COST + at)))
      const profit = f64x2.sub(revenue, costs)
      const improves = f64x2.gt(profit, bestProfit)
      best0 = select(improves, y, best0)
      best1 = select(improves, v128.load(VOLUME + at), best1)
      bestProfit = select(improves, profit, bestProfit)
    }
  }
  p.y0 = best0
  p.y1 = best1
  p.failed = f64x2.splat(0)
}
