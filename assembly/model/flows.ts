/** Every flow of model.md section 1 at given resource volumes, and the derivatives of the optimal profit. */
import { Metric, Parameter, Regime } from '../layout'
import { exp } from '../math/exp'
import { all, one, select } from '../math/lanes'
import { Enterprise, enterprise, power } from './enterprise'
import { parameter } from './parameters'

/** Two points, one a lane. */
@unmanaged
export class Point {
  /** Resource volumes, their logarithms, and their regimes as masks. */
  factor0: v128
  factor1: v128
  y0: v128
  y1: v128
  atLower0: v128
  atLower1: v128
  atUpper0: v128
  atUpper1: v128
  /** c_i x_i^{k_i} */
  factorCost0: v128
  factorCost1: v128
  output: v128
  waste: v128
  recycled: v128
  discharged: v128
  additionalOutput: v128
  revenue: v128
  cost: v128
  profit: v128
}

export const point = changetype<Point>(memory.data(offsetof<Point>(), 16))

/** Places the point at the logarithms of volumes, whatever the bounds. */
export function placeFreely(factorCount: i32, y0: v128, y1: v128): void {
  const nowhere = f64x2.splat(0)
  setVolume(0, y0, exp(y0), nowhere, nowhere)
  if (factorCount == 2) setVolume(1, y1, exp(y1), nowhere, nowhere)
  computeFlows(factorCount)
}

/** Places the point at the logarithms of volumes; a volume at or beyond a bound is that bound. */
export function placeAt(factorCount: i32, y0: v128, y1: v128): void {
  placeFactor(0, y0)
  if (factorCount == 2) placeFactor(1, y1)
  computeFlows(factorCount)
}

function placeFactor(factor: i32, y: v128): void {
  const shift = <usize>factor << 4
  const e = changetype<Enterprise>(changetype<usize>(enterprise) + shift)
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  const lower = parameter(slot + 2)
  const upper = parameter(slot + 3)
  const atLower = f64x2.le(y, e.lower0)
  const atUpper = v128.andnot(f64x2.ge(y, e.upper0), atLower)
  const bounded = select(atLower, e.lower0, select(atUpper, e.upper0, y))
  const inside = f64x2.pmin(f64x2.pmax(exp(bounded), lower), upper)
  setVolume(factor, bounded, select(atLower, lower, select(atUpper, upper, inside)), atLower, atUpper)
}

function setVolume(factor: i32, y: v128, x: v128, atLower: v128, atUpper: v128): void {
  const p = changetype<Point>(changetype<usize>(point) + (<usize>factor << 4))
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  const exponent = parameter(slot + 1)
  const proportional = f64x2.eq(exponent, one())
  const powered = all(proportional) ? x : select(proportional, x, exp(f64x2.mul(exponent, y)))
  p.y0 = y
  p.factor0 = x
  p.atLower0 = atLower
  p.atUpper0 = atUpper
  p.factorCost0 = f64x2.mul(parameter(slot), powered)
}

/** Everything that follows from y and the factors' costs. */
function computeFlows(factorCount: i32): void {
  const p = point
  const level = enterprise.level
  let outputLog = f64x2.mul(parameter(Parameter.productionElasticities0), p.y0)
  let wasteLog = f64x2.mul(parameter(Parameter.wasteElasticities0), p.y0)
  let cost = f64x2.add(parameter(Parameter.fixedCost), p.factorCost0)
  if (factorCount == 2) {
    outputLog = f64x2.add(outputLog, f64x2.mul(parameter(Parameter.productionElasticities1), p.y1))
    wasteLog = f64x2.add(wasteLog, f64x2.mul(parameter(Parameter.wasteElasticities1), p.y1))
    cost = f64x2.add(cost, p.factorCost1)
  }
  p.output = f64x2.mul(parameter(Parameter.productionScale), exp(outputLog))
  p.waste = f64x2.mul(parameter(Parameter.wasteScale), exp(wasteLog))
  p.recycled = f64x2.mul(level, p.waste)
  p.discharged = f64x2.mul(f64x2.sub(one(), level), p.waste)
  const g = parameter(Parameter.recyclingExponent)
  const proportional = f64x2.eq(g, one())
  const powered = all(proportional) ? p.recycled : select(proportional, p.recycled, power(p.recycled, g))
  p.additionalOutput = f64x2.mul(parameter(Parameter.recyclingYield), powered)
  p.revenue = f64x2.add(
    f64x2.mul(parameter(Parameter.productionPrice), p.output),
    f64x2.mul(parameter(Parameter.recyclingPrice), p.additionalOutput),
  )
  p.cost = f64x2.add(cost, f64x2.mul(enterprise.streamCost, p.waste))
  p.profit = f64x2.sub(p.revenue, p.cost)
}

/** ∂Π/∂θ at fixed resources, which at an optimum is the derivative of its profit (envelope theorem). */
export function profitOfLevel(): v128 {
  const zero = f64x2.splat(0)
  const g = parameter(Parameter.recyclingExponent)
  const saved = f64x2.mul(
    f64x2.sub(parameter(Parameter.wasteDisposalCost), parameter(Parameter.recyclingProcessingCost)), point.waste,
  )
  const value = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
  const proportional = f64x2.eq(g, one())
  let powers = point.waste
  if (!all(proportional)) {
    const general = f64x2.mul(power(enterprise.level, f64x2.sub(g, one())), power(point.waste, g))
    powers = select(proportional, point.waste, f64x2.mul(g, general))
  }
  const gained = v128.and(f64x2.gt(value, zero), f64x2.gt(point.waste, zero))
  return f64x2.add(saved, v128.and(f64x2.mul(value, powers), gained))
}

/** The value of a metric that is not a sensitivity; NaN for a code that is no metric. */
export function metric(code: i32): v128 {
  const p = point
  switch (code) {
    case Metric.level: return enterprise.level
    case Metric.factors0: return p.factor0
    case Metric.factors1: return p.factor1
    case Metric.regime0: return regime(p.atLower0, p.atUpper0)
    case Metric.regime1: return regime(p.atLower1, p.atUpper1)
    case Metric.output: return p.output
    case Metric.waste: return p.waste
    case Metric.recycled: return p.recycled
    case Metric.discharged: return p.discharged
    case Metric.additionalOutput: return p.additionalOutput
    case Metric.revenue: return p.revenue
    case Metric.cost: return p.cost
    case Metric.profit: return p.profit
    case Metric.profitability: return f64x2.div(p.profit, p.cost)
    case Metric.profitOfLevel: return profitOfLevel()
  }
  return f64x2.splat(NaN)
}

function regime(atLower: v128, atUpper: v128): v128 {
  return select(atLower, f64x2.splat(Regime.lower), v128.and(atUpper, f64x2.splat(Regime.upper)))
}
