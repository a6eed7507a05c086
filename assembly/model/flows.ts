/** Every flow of model.md section 1 at given resource volumes. */
import { Parameter } from '../layout'
import { all, clamp, one, select } from '../math/lanes'
import { enterpriseAt, isProportional } from './enterprise'
import { parameter, usePair } from './parameters'
import { ofFactor, point, pointAt } from './points'
import { costPowerAt, powerAt, raise, Row } from './powers'

/** Places the first pair at the logarithms of volumes, whatever the bounds. */
export function placeFreely(factorCount: i32, y0: v128, y1: v128): void {
  point.y0 = y0
  point.y1 = y1
  raise(1, factorCount)
  for (let f = 0; f < factorCount; f++) ofFactor(point, f).factor0 = powerAt(Row.volume0 + f, 0)
  computeFlows(1, factorCount)
}

/** Lets a volume at or beyond a bound be at that bound, in the first `count` pairs' points. */
export function bound(count: i32, factor: i32): void {
  for (let i = 0; i < count; i++) {
    const e = ofFactor(enterpriseAt(i), factor)
    const p = ofFactor(pointAt(i), factor)
    p.y0 = clamp(p.y0, e.lower0, e.upper0)
  }
}

/** Every flow at the y of the first `count` pairs' points, which is inside the bounds; its powers have to be raised. */
export function placeWithin(count: i32, factorCount: i32): void {
  for (let f = 0; f < factorCount; f++) settle(count, f)
  computeFlows(count, factorCount)
}

/** The regimes, and the volumes: exactly the bound at a bound. */
function settle(count: i32, factor: i32): void {
  const slot = factor ? Parameter.factors1Lower : Parameter.factors0Lower
  for (let i = 0; i < count; i++) {
    usePair(i)
    const e = ofFactor(enterpriseAt(i), factor)
    const p = ofFactor(pointAt(i), factor)
    const lower = parameter(slot)
    const upper = parameter(slot + 1)
    const atLower = f64x2.le(p.y0, e.lower0)
    const atUpper = v128.andnot(f64x2.ge(p.y0, e.upper0), atLower)
    const inside = clamp(powerAt(Row.volume0 + factor, i), lower, upper)
    p.atLower0 = atLower
    p.atUpper0 = atUpper
    p.factor0 = select(atLower, lower, select(atUpper, upper, inside))
  }
}

/** c_i x_i^{k_i}, from the volumes where they are proportional. */
function computeCosts(count: i32, factor: i32): void {
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = ofFactor(pointAt(i), factor)
    const proportional = f64x2.eq(parameter(slot + 1), one())
    const powered = all(proportional) ? p.factor0 : select(proportional, p.factor0, costPowerAt(factor, i))
    p.factorCost0 = f64x2.mul(parameter(slot), powered)
  }
}

/** Everything that follows from the volumes and the powers. */
function computeFlows(count: i32, factorCount: i32): void {
  for (let f = 0; f < factorCount; f++) computeCosts(count, f)
  for (let i = 0; i < count; i++) {
    usePair(i)
    const e = enterpriseAt(i)
    const p = pointAt(i)
    let factorCosts = p.factorCost0
    if (factorCount == 2) factorCosts = f64x2.add(factorCosts, p.factorCost1)
    const output = f64x2.mul(parameter(Parameter.productionScale), powerAt(Row.output, i))
    const waste = f64x2.mul(parameter(Parameter.wasteScale), powerAt(Row.waste, i))
    const recycled = f64x2.mul(e.level, waste)
    const proportional = isProportional()
    let additional = f64x2.mul(parameter(Parameter.recyclingYield), recycled)
    if (!all(proportional)) {
      additional = select(proportional, additional, f64x2.mul(e.additionalScale, powerAt(Row.additional, i)))
    }
    const revenue = f64x2.add(
      f64x2.mul(parameter(Parameter.productionPrice), output), f64x2.mul(parameter(Parameter.recyclingPrice), additional),
    )
    const cost = f64x2.add(f64x2.add(parameter(Parameter.fixedCost), factorCosts), f64x2.mul(e.streamCost, waste))
    p.output = output
    p.waste = waste
    p.recycled = recycled
    p.discharged = f64x2.mul(f64x2.sub(one(), e.level), waste)
    p.additionalOutput = additional
    p.revenue = revenue
    p.cost = cost
    p.profit = f64x2.sub(revenue, cost)
  }
}
