/**
 * Derivatives at SOLUTION by the parameters of ENTERPRISE. Those of the objective's maximum follow from the envelope theorem:
 * R' − λ C' at fixed volumes, with revenue R, cost C and the cost's weight λ; for profitability, which is R / C − 1, over C.
 */
import { isUsual } from './range.ts'
import { ENTERPRISE, streamCost } from './signed-enterprise.ts'
import { AT_LOWER, AT_UPPER, INTERIOR, IS_FIXED, ofWaste, PROFITABILITY, SOLUTION, wasteCost, wasteRevenue } from './signed-solution.ts'

/** What a derivative is taken by; where there is one for each factor, the factor is told beside it. */
export const BY_PRICE: i32 = 0
export const BY_COST_EXPONENT: i32 = 1
export const BY_LOWER: i32 = 2
export const BY_UPPER: i32 = 3
export const BY_VOLUME: i32 = 4
export const BY_PRODUCTION_SCALE: i32 = 5
export const BY_OUTPUT_ELASTICITY: i32 = 6
export const BY_PRODUCTION_PRICE: i32 = 7
export const BY_WASTE_SCALE: i32 = 8
export const BY_WASTE_ELASTICITY: i32 = 9
export const BY_DISPOSAL_COST: i32 = 10
export const BY_YIELD: i32 = 11
export const BY_EXPONENT: i32 = 12
export const BY_RECYCLING_PRICE: i32 = 13
export const BY_PROCESSING_COST: i32 = 14
export const BY_FIXED_COST: i32 = 15
export const BY_LEVEL: i32 = 16
export const BY_TRANSACTION_RATE: i32 = 17

/** The derivative of the objective's maximum. NaN for a parameter that there is none by. */
export function objectiveBy(parameter: i32, i: i32): f64 {
  const e = ENTERPRISE
  const s = SOLUTION
  const y = s.y[i]
  switch (parameter) {
    case BY_PRICE: return ofCost(s.costPower[i])
    case BY_COST_EXPONENT: return ofCost(e.price[i] * s.costPower[i] * y)
    case BY_LOWER: return s.regime[i] === AT_LOWER ? byVolume(i) : 0
    case BY_UPPER: return s.regime[i] === AT_UPPER ? byVolume(i) : 0
    case BY_VOLUME: return s.regime[i] === IS_FIXED ? byVolume(i) : 0
    case BY_PRODUCTION_SCALE: return ofRevenue((e.productionPrice * s.output) / e.productionScale)
    case BY_OUTPUT_ELASTICITY: return ofRevenue(e.productionPrice * s.output * y)
    case BY_PRODUCTION_PRICE: return ofRevenue(s.output)
    case BY_WASTE_SCALE: return byWasteScale()
    case BY_WASTE_ELASTICITY: return ofRevenue(wasteRevenue() * y) + ofCost(wasteCost() * y)
    case BY_DISPOSAL_COST: return ofCost(s.discharged)
    case BY_YIELD: return ofRevenue(s.recycled > 0 ? e.recyclingPrice * Math.exp(e.exponent * Math.log(s.recycled)) : 0)
    case BY_EXPONENT: return ofRevenue(s.recycled > 0 ? e.recyclingPrice * s.additionalOutput * Math.log(s.recycled) : 0)
    case BY_RECYCLING_PRICE: return ofRevenue(s.additionalOutput)
    case BY_PROCESSING_COST: return ofCost(s.recycled)
    case BY_FIXED_COST: return ofCost(1)
    case BY_LEVEL: return ofRevenue(difference(revenueOfLevel(), SOLUTION.costWeight * costOfLevel()))
    case BY_TRANSACTION_RATE: return -s.cost
  }
  return NaN
}

function ofRevenue(derivative: f64): f64 {
  return SOLUTION.objective === PROFITABILITY ? derivative / SOLUTION.cost : derivative
}

function ofCost(derivative: f64): f64 {
  return ofRevenue(-SOLUTION.costWeight * derivative)
}

/** Slopes of revenue and cost along y_i. */
function revenueSlope(i: i32): f64 {
  return ENTERPRISE.outputElasticity[i] * ENTERPRISE.productionPrice * SOLUTION.output + ENTERPRISE.wasteElasticity[i] * wasteRevenue()
}

function costSlope(i: i32): f64 {
  return ENTERPRISE.wasteElasticity[i] * wasteCost() + ENTERPRISE.costExponent[i] * ENTERPRISE.price[i] * SOLUTION.costPower[i]
}

function byVolume(i: i32): f64 {
  return (ofRevenue(revenueSlope(i)) + ofCost(costSlope(i))) / SOLUTION.factor[i]
}

/** With its limit where there is no waste. */
function byWasteScale(): f64 {
  const e = ENTERPRISE
  if (SOLUTION.waste > 0) return ofRevenue(wasteRevenue() / e.wasteScale) + ofCost(wasteCost() / e.wasteScale)
  let log: f64 = 0
  for (let i = 0; i < e.factors; i++) log += e.wasteElasticity[i] * SOLUTION.y[i]
  const unitWaste = Math.exp(log)
  const value = e.level > 0 ? e.recyclingPrice * e.additionalYield : 0
  if (e.exponent < 1 && value !== 0) return value > 0 ? Infinity : -Infinity
  return ofRevenue(value * e.level * unitWaste) + ofCost(streamCost() * unitWaste)
}

/** ∂R/∂θ at fixed volumes, infinite where the first unit of waste is recycled with g < 1. */
function revenueOfLevel(): f64 {
  const e = ENTERPRISE
  if (e.recyclingPrice === 0 || e.additionalYield === 0 || e.wasteScale === 0) return 0
  const value = e.recyclingPrice * e.additionalYield
  const isPlain = e.exponent === 1 && (e.level === 0 || (isUsual(Math.abs(value)) && isUsual(SOLUTION.waste)))
  if (isPlain) return value * SOLUTION.waste
  if (e.level > 0) return (e.exponent * SOLUTION.additionalRevenue) / e.level
  return e.recyclingPrice > 0 ? Infinity : -Infinity
}

/** ∂C/∂θ at fixed volumes. */
function costOfLevel(): f64 {
  return ofWaste(ENTERPRISE.processingCost - ENTERPRISE.disposalCost)
}

/**
 * The derivative by the level of the profit where the objective is best. Off the profit's own maximum the volumes' move counts,
 * too: with O the objective, they follow from ∂O/∂y = 0 by the implicit function theorem.
 */
export function profitOfLevel(): f64 {
  const revenue = revenueOfLevel()
  const cost = costOfLevel()
  if (SOLUTION.costWeight === 1 || !SOLUTION.isOptimum) return difference(revenue, cost)
  if (isFinite(revenue)) return movedProfit(revenue, cost)
  // Only the part with θ^{g − 1} counts, by its sign.
  const rate = movedProfit(revenue > 0 ? 1 : -1, 0)
  return rate > 0 ? Infinity : rate < 0 ? -Infinity : NaN
}

/** Of two derivatives by the level that are both infinite, as waste is, what a unit of it tells; with g < 1 the more waste the less is its product. */
function difference(revenue: f64, cost: f64): f64 {
  const e = ENTERPRISE
  const net = revenue - cost
  if (!isNaN(net)) return net
  const gained = e.exponent === 1 ? e.recyclingPrice * e.additionalYield : 0
  const perUnit = gained - SOLUTION.costWeight * (e.processingCost - e.disposalCost)
  return ofWaste(perUnit)
}

/** From the derivatives of revenue and cost by the level at fixed volumes. */
function movedProfit(revenue: f64, cost: f64): f64 {
  const s = SOLUTION
  const drift = s.objective === PROFITABILITY ? (revenue - s.costWeight * cost) / s.cost : 0
  const isFree0 = s.regime[0] === INTERIOR
  const isFree1 = ENTERPRISE.factors === 2 && s.regime[1] === INTERIOR
  const push0 = pushOf(0, revenue, cost, drift)
  const push1 = isFree1 ? pushOf(1, revenue, cost, drift) : 0
  let move0: f64 = 0
  let move1: f64 = 0
  if (isFree0 && isFree1) {
    // Without products of two curvatures, which are money: they might be out of range.
    const c00 = curvature(0, 0)
    const c01 = curvature(0, 1)
    const ratio = c01 / c00
    move1 = (ratio * push0 - push1) / (curvature(1, 1) - ratio * c01)
    move0 = -(push0 + c01 * move1) / c00
  } else if (isFree0) {
    move0 = -push0 / curvature(0, 0)
  } else if (isFree1) {
    move1 = -push1 / curvature(1, 1)
  }
  const fixed = revenue - cost
  const moved = fixed + (s.costWeight - 1) * (costSlope(0) * move0 + (isFree1 ? costSlope(1) * move1 : 0))
  // On a ridge the volumes are not determined.
  return isFinite(moved) ? moved : fixed
}

/** ∂²O / ∂y_i ∂θ, with the move of the weight under profitability. */
function pushOf(i: i32, revenue: f64, cost: f64, drift: f64): f64 {
  const b = ENTERPRISE.wasteElasticity[i]
  return b * (ENTERPRISE.exponent * revenue - SOLUTION.costWeight * cost) - drift * costSlope(i)
}

/** ∂²O / ∂y_i ∂y_j */
function curvature(i: i32, j: i32): f64 {
  const e = ENTERPRISE
  const s = SOLUTION
  const output = e.outputElasticity[i] * e.outputElasticity[j] * e.productionPrice * s.output
  const waste = e.wasteElasticity[i] * e.wasteElasticity[j] * (e.exponent * wasteRevenue() - s.costWeight * wasteCost())
  const cost = i === j ? e.costExponent[i] * e.costExponent[i] * e.price[i] * s.costPower[i] : 0
  return output + waste - s.costWeight * cost
}
