/** The optimum of ENTERPRISE under an objective, and what follows from it: flows and derivatives (model.md, section 1). */
import { BEST } from './candidates.ts'
import { effort } from './effort.ts'
import { isUsual } from './range.ts'
import { ENTERPRISE, poseObjective } from './signed-enterprise.ts'
import { maximize } from './signed-optimum.ts'
import { LOWER, UPPER } from './signed-problem.ts'

export const PROFIT: i32 = 0
export const UTILITY: i32 = 1
export const PROFITABILITY: i32 = 2

export const INTERIOR: i32 = 0
export const AT_LOWER: i32 = 1
export const AT_UPPER: i32 = 2
export const IS_FIXED: i32 = 3

/** Dinkelbach's steps at most; from the profit's maximum they are few, as they converge faster than linearly. */
const MOST_STEPS: i32 = 60
/** And what they may cost together. */
const MOST_EFFORT: f64 = 500000
/** Ratios that differ by less are the same. */
const SAME_RATIO: f64 = 1e-13
/** A cost this small beside its parts is nothing but the rounding of their powers. */
const NOTHING: f64 = 1e-14

/** Where the enterprise stands and every flow there. */
export class Solution {
  /** ln of the volumes, the volumes, x_i^{k_i}, and codes of regimes. */
  y: Float64Array = new Float64Array(2)
  factor: Float64Array = new Float64Array(2)
  costPower: Float64Array = new Float64Array(2)
  regime: Float64Array = new Float64Array(2)
  /** The objective is revenue − costWeight · cost, which for profitability is profit over cost where it is best. */
  objective: i32 = PROFIT
  transactionRate: f64 = 0
  costWeight: f64 = 1
  /** Whether it is the objective's optimum, or just somewhere. */
  isOptimum: bool = true
  /** Whether the search came to its end, and whether there is an optimum: the objective is allowed and its money is finite. */
  isComplete: bool = true
  isDefined: bool = true
  output: f64 = 0
  waste: f64 = 0
  /** ln (W / B) */
  wastePower: f64 = 0
  recycled: f64 = 0
  discharged: f64 = 0
  additionalOutput: f64 = 0
  /** d D, r R and q U. */
  disposal: f64 = 0
  processing: f64 = 0
  additionalRevenue: f64 = 0
  revenue: f64 = 0
  cost: f64 = 0
  profit: f64 = 0
}

export const SOLUTION = new Solution()

/** Fills SOLUTION with the optimum. */
export function solve(objective: i32, transactionRate: f64): void {
  begin(objective, transactionRate)
  const isAllowed = objective !== PROFITABILITY || costsEverywhere()
  maximizeAt(SOLUTION.costWeight)
  if (isAllowed && objective === PROFITABILITY) improveRatio()
  finish(isAllowed)
}

/** Fills SOLUTION with the best point of a dense grid of volumes, spaced evenly in their logarithms. */
export function solveDensely(objective: i32, transactionRate: f64): void {
  begin(objective, transactionRate)
  const isAllowed = objective !== PROFITABILITY || costsEverywhere()
  poseObjective(1, SOLUTION.costWeight)
  const points = ENTERPRISE.factors === 1 ? LINE_POINTS : PLANE_POINTS
  let best = -Infinity
  let best0 = LOWER[0]
  let best1 = LOWER[1]
  for (let i = 0; i < pointsAlong(0, points); i++) {
    const y0 = gridPoint(0, i, points)
    for (let j = 0; j < pointsAlong(1, points); j++) {
      const y1 = gridPoint(1, j, points)
      stand(y0, y1)
      const value = objective === PROFITABILITY ? SOLUTION.revenue / SOLUTION.cost : SOLUTION.revenue - SOLUTION.costWeight * SOLUTION.cost
      if (value > best) {
        best = value
        best0 = y0
        best1 = y1
      }
    }
  }
  standAt(best0, best1)
  if (objective === PROFITABILITY) SOLUTION.costWeight = best
  finish(isAllowed)
}

/** Volumes along one factor, and along each of two. */
const LINE_POINTS: i32 = 1024
const PLANE_POINTS: i32 = 128

function pointsAlong(i: i32, points: i32): i32 {
  return i >= ENTERPRISE.factors || LOWER[i] === UPPER[i] ? 1 : points
}

function gridPoint(i: i32, index: i32, points: i32): f64 {
  if (i >= ENTERPRISE.factors) return 0
  if (index === 0) return LOWER[i]
  return index === points - 1 ? UPPER[i] : LOWER[i] + ((UPPER[i] - LOWER[i]) * (index as f64)) / ((points - 1) as f64)
}

/** Fills SOLUTION with a point that is known: the optimum, whose costs have a weight, or any other, where that is NaN. */
export function resume(objective: i32, transactionRate: f64, costWeight: f64, y0: f64, y1: f64): void {
  begin(objective, transactionRate)
  const s = SOLUTION
  s.isOptimum = !isNaN(costWeight)
  poseObjective(1, 1)
  standAt(y0, y1)
  if (s.isOptimum) s.costWeight = costWeight
  else if (objective === PROFITABILITY) s.costWeight = s.revenue / s.cost
}

function begin(objective: i32, transactionRate: f64): void {
  const s = SOLUTION
  s.objective = objective
  s.transactionRate = objective === UTILITY ? transactionRate : 0
  s.costWeight = 1 + s.transactionRate
  s.isComplete = true
  s.isOptimum = true
}

function finish(isAllowed: bool): void {
  const s = SOLUTION
  s.isDefined = isAllowed && isFinite(s.revenue) && isFinite(s.cost) && isFinite(s.profit)
}

/** Whether the least cost over the box is above 0. */
function costsEverywhere(): bool {
  poseObjective(0, 1)
  if (!maximize()) SOLUTION.isComplete = false
  stand(BEST[0], BEST[1])
  return SOLUTION.cost > leastCost()
}

/** What a cost is above to be more than rounding. */
function leastCost(): f64 {
  const e = ENTERPRISE
  let size = e.fixedCost + Math.abs(SOLUTION.disposal) + Math.abs(SOLUTION.processing)
  for (let i = 0; i < e.factors; i++) size += Math.abs(e.price[i]) * SOLUTION.costPower[i]
  return NOTHING * size
}

/** Stands at the maximum of revenue − weight · cost. */
function maximizeAt(weight: f64): void {
  poseObjective(1, weight)
  if (!maximize()) SOLUTION.isComplete = false
  standAt(BEST[0], BEST[1])
}

/**
 * Dinkelbach: the ratio is best where the maximum of revenue − ratio · cost is 0. Each step raises the ratio; where that is nothing but rounding the
 * next point may be far worse, and the one before it is the best.
 */
function improveRatio(): void {
  const s = SOLUTION
  const before = effort
  let best0 = s.y[0]
  let best1 = s.y[1]
  for (let step = 0; step < MOST_STEPS && effort - before < MOST_EFFORT; step++) {
    const ratio = s.revenue / s.cost
    if (!isFinite(ratio)) return
    const isFirst = step === 0
    const y0 = s.y[0]
    const y1 = s.y[1]
    if (!isFirst && ratio <= s.costWeight) {
      if (s.costWeight - ratio > SAME_RATIO * Math.abs(s.costWeight)) standAt(best0, best1)
      return
    }
    best0 = y0
    best1 = y1
    s.costWeight = ratio
    maximizeAt(ratio)
    if (s.y[0] === y0 && s.y[1] === y1) return
  }
  s.isComplete = false
}

function standAt(y0: f64, y1: f64): void {
  stand(y0, y1)
  setRegimes()
}

function setRegimes(): void {
  const e = ENTERPRISE
  for (let i = 0; i < e.factors; i++) {
    const y = SOLUTION.y[i]
    SOLUTION.regime[i] = !isNaN(e.volume[i]) ? IS_FIXED : y === LOWER[i] ? AT_LOWER : y === UPPER[i] ? AT_UPPER : INTERIOR
  }
}

/** Computes every flow at a point; a volume at a bound is exactly that bound. */
export function stand(y0: f64, y1: f64): void {
  const e = ENTERPRISE
  const s = SOLUTION
  let output: f64 = 0
  let waste: f64 = 0
  let factorCost: f64 = 0
  for (let i = 0; i < e.factors; i++) {
    const y = i === 0 ? y0 : y1
    const isFixed = !isNaN(e.volume[i])
    s.y[i] = y
    s.factor[i] = isFixed ? e.volume[i] : y === LOWER[i] ? e.lower[i] : y === UPPER[i] ? e.upper[i] : Math.exp(y)
    const power = e.costExponent[i] * y
    s.costPower[i] = e.costExponent[i] === 1 ? s.factor[i] : Math.exp(power)
    factorCost += money(e.price[i], s.costPower[i], 1, power)
    output += e.outputElasticity[i] * y
    waste += e.wasteElasticity[i] * y
  }
  s.output = money(e.productionScale, Math.exp(output), 1, output)
  s.waste = money(e.wasteScale, Math.exp(waste), 1, waste)
  s.wastePower = waste
  s.recycled = ofWaste(e.level)
  s.discharged = ofWaste(1 - e.level)
  s.disposal = ofWaste(e.disposalCost * (1 - e.level))
  s.processing = ofWaste(e.processingCost * e.level)
  const isKept = isUsual(s.recycled)
  // ln R^g, from that of W / B where R itself has lost its digits.
  const power = e.exponent * (isKept ? Math.log(s.recycled) : Math.log(e.level) + Math.log(e.wasteScale) + waste)
  s.additionalOutput = money(e.additionalYield, isKept && e.exponent === 1 ? s.recycled : Math.exp(power), 1, power)
  s.additionalRevenue = money(e.recyclingPrice, s.additionalOutput, e.additionalYield, power)
  s.revenue = money(e.productionPrice, s.output, e.productionScale, output) + s.additionalRevenue
  s.cost = e.fixedCost + factorCost + (s.disposal + s.processing)
  s.profit = s.revenue - s.cost
}

/** A price times the waste. */
export function ofWaste(price: f64): f64 {
  return money(price, SOLUTION.waste, ENTERPRISE.wasteScale, SOLUTION.wastePower)
}

/** price · quantity, where that is out of range by its logarithm: it is scale · e^power. What has no price costs nothing, however much there is of it. */
function money(price: f64, quantity: f64, scale: f64, power: f64): f64 {
  if (price === 0 || isUsual(quantity)) return times(price, quantity)
  const size = Math.exp(Math.log(Math.abs(price)) + Math.log(scale) + power)
  return price > 0 ? size : -size
}

/** What has no price costs nothing, however much there is of it. */
function times(price: f64, quantity: f64): f64 {
  return price === 0 ? 0 : price * quantity
}

/** The maximum profit over the box, which under another objective is more than the profit there. */
export function maximumProfit(): f64 {
  const s = SOLUTION
  if (s.objective === PROFIT && s.isOptimum) return s.profit
  const y0 = s.y[0]
  const y1 = s.y[1]
  poseObjective(1, 1)
  maximize()
  stand(BEST[0], BEST[1])
  const profit = s.profit
  stand(y0, y1)
  return profit
}

/** τ · cost */
export function transactionCost(): f64 {
  return times(SOLUTION.transactionRate, SOLUTION.cost)
}

/** Revenue − (1 + τ) cost */
export function utility(): f64 {
  return SOLUTION.transactionRate === 0 ? SOLUTION.profit : SOLUTION.revenue - (1 + SOLUTION.transactionRate) * SOLUTION.cost
}

/** Π / cost; NaN where nothing costs anything, or one part as much as another earns. */
export function profitability(): f64 {
  return Math.abs(SOLUTION.cost) <= leastCost() ? NaN : SOLUTION.profit / SOLUTION.cost
}

/** g q U and (d (1 − θ) + r θ) W: slopes of revenue and cost by ln W. */
export function wasteRevenue(): f64 {
  return ENTERPRISE.exponent * SOLUTION.additionalRevenue
}

export function wasteCost(): f64 {
  return SOLUTION.disposal + SOLUTION.processing
}
