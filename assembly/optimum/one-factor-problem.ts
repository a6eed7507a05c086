/** The problem of one-factor.ts, and what its searches share: the profit, and which of two volumes is the better one. */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { absent, any, BLOCK, select } from '../math/lanes'
import { elasticitiesOf, factorOf, outputOf, wasteOf } from '../model/groups'
import { parameter } from '../model/parameters'

/** Two problems, one a lane. A term is e^{constant + slope · y}, absent with the constant −∞; `log…Slope` is ln slope. */
@unmanaged
export class OneFactor {
  output: v128
  outputSlope: v128
  logOutputSlope: v128
  gain: v128
  gainSlope: v128
  logGainSlope: v128
  burden: v128
  burdenSlope: v128
  logBurdenSlope: v128
  cost: v128
  costSlope: v128
  logCostSlope: v128
  /** Bounds of y. */
  lower: v128
  upper: v128
  /** Whose it is, in the block. */
  pair: i32
  /** Lanes to solve, and those of them that have all four terms. */
  open: v128
  four: v128
  /** The answer: the volume's logarithm, and a mask of the lanes that did not converge. */
  y: v128
  failed: v128
}

const PROBLEMS: usize = memory.data(BLOCK * <i32>offsetof<OneFactor>(), 16)

// @ts-ignore: decorator
@inline
export function problemAt(j: i32): OneFactor {
  return changetype<OneFactor>(PROBLEMS + <usize>j * offsetof<OneFactor>())
}

/** The problem of pair `i`, whose parameters have to be set. */
export function describeOneFactor(p: OneFactor, i: i32): void {
  const e = elasticitiesOf(i)
  const w = wasteOf(i)
  const f0 = factorOf(0, i)
  p.output = outputOf(i).log
  p.outputSlope = parameter(Parameter.productionElasticities0)
  p.logOutputSlope = e.logOutput0
  p.gain = w.gain
  p.burden = w.burden
  p.burdenSlope = parameter(Parameter.wasteElasticities0)
  p.logBurdenSlope = e.logWaste0
  p.gainSlope = f64x2.mul(w.gainExponent, p.burdenSlope)
  p.logGainSlope = f64x2.add(w.logGainExponent, p.logBurdenSlope)
  p.cost = f0.logPrice
  p.costSlope = parameter(Parameter.factors0CostExponent)
  p.logCostSlope = f0.logCostExponent
  p.lower = f0.lower
  p.upper = f0.upper
}

export function profitAt(p: OneFactor, y: v128): v128 {
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

/** Profits of points farther apart than this in y that agree to TIE of their terms are equal but for rounding. */
export const NEIGHBOURS: f64 = 0.01
export const TIE: f64 = 4e-15

/** The better of two volumes; of two equally good ones the smaller. */
export function better(p: OneFactor, first: v128, second: v128): v128 {
  const low = f64x2.pmin(first, second)
  const high = f64x2.pmax(first, second)
  const lowProfit = profitAt(p, low)
  const highExpense = expenseAt(p, high)
  const highProfit = f64x2.sub(revenueAt(p, high), highExpense)
  const distant = f64x2.gt(f64x2.sub(high, low), f64x2.splat(NEIGHBOURS))
  const margin = v128.and(f64x2.mul(highExpense, f64x2.splat(2 * TIE)), distant)
  return select(f64x2.gt(f64x2.sub(highProfit, lowProfit), margin), high, low)
}

/** Marks one lane as not converged. */
export function markFailed(p: OneFactor, lane: i32): void {
  store<i64>(changetype<usize>(p) + offsetof<OneFactor>('failed') + (<usize>lane << 3), -1)
}
