/** Every flow of model.md section 1 at given resource volumes. */
import { Parameter } from '../layout'
import { all, clamp, infinity, isFinite2, one, select } from '../math/lanes'
import { isProportional, power, valid, worth } from './enterprise'
import { factorOf, wasteOf } from './groups'
import { parameter, usePair } from './parameters'
import { LEAST_USUAL } from '../shared/range'
import { areOptimal, ofFactor, pointAt, setOptimal, setPlain } from './points'
import { isRaised, powerAt, raise, Row } from './powers'

/** Places the first `count` pairs at the y of their points, whatever the bounds. */
export function placeFreely(count: i32, factorCount: i32): void {
  raise(count, factorCount)
  computeFlows(count, factorCount, false)
}

/** Lets a volume at or beyond a bound be at that bound, in the first `count` pairs' points. */
export function bound(count: i32, factor: i32): void {
  for (let i = 0; i < count; i++) {
    const f = factorOf(factor, i)
    const p = ofFactor(pointAt(i), factor)
    p.y0 = clamp(p.y0, f.lower, f.upper)
  }
}

/**
 * Every flow at the y of the first `count` pairs' points, for which the powers are raised. `within` the bounds, a volume whose
 * y is a bound's is exactly that bound.
 */
export function computeFlows(count: i32, factorCount: i32, within: bool): void {
  setOptimal(within)
  const areProportional = !isRaised(Row.additional)
  let defined = f64x2.eq(f64x2.splat(0), f64x2.splat(0))
  let atBound = f64x2.splat(0)
  let least = infinity()
  for (let i = 0; i < count; i++) {
    usePair(i)
    const w = wasteOf(i)
    const p = pointAt(i)
    let factorCosts = placeFactor(i, 0, within)
    if (factorCount == 2) factorCosts = f64x2.add(factorCosts, placeFactor(i, 1, within))
    const output = f64x2.mul(parameter(Parameter.productionScale), powerAt(Row.output, i))
    const waste = f64x2.mul(parameter(Parameter.wasteScale), powerAt(Row.waste, i))
    const recycled = f64x2.mul(w.level, waste)
    let additional = f64x2.mul(parameter(Parameter.recyclingYield), recycled)
    if (!areProportional) {
      additional = select(isProportional(), additional, f64x2.mul(w.additionalScale, powerAt(Row.additional, i)))
    }
    const revenue = f64x2.add(
      f64x2.mul(parameter(Parameter.productionPrice), output), f64x2.mul(parameter(Parameter.recyclingPrice), additional),
    )
    const cost = f64x2.add(f64x2.add(parameter(Parameter.fixedCost), factorCosts), f64x2.mul(w.streamCost, waste))
    const profit = f64x2.sub(revenue, cost)
    p.output = output
    p.waste = waste
    p.recycled = recycled
    p.discharged = f64x2.mul(f64x2.sub(one(), w.level), waste)
    p.additionalOutput = additional
    p.revenue = revenue
    p.cost = cost
    p.profit = profit
    p.defined = isFinite2(profit)
    least = f64x2.pmin(least, output)
    defined = v128.and(defined, p.defined)
    atBound = v128.or(atBound, v128.or(p.atLower0, p.atUpper0))
    if (factorCount == 2) atBound = v128.or(atBound, v128.or(p.atLower1, p.atUpper1))
  }
  defined = v128.and(defined, f64x2.ge(least, f64x2.splat(LEAST_USUAL)))
  setPlain(all(v128.andnot(defined, atBound)))
  // Within the bounds are lanes of the vectorised search, whose parameters are allowed, and others that are solved anew.
  if (!within || !all(defined)) defineEach(count, factorCount)
}

/** Says of each pair whether its points are defined, where some may not be. */
function defineEach(count: i32, factorCount: i32): void {
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = pointAt(i)
    const allowed = valid(i, factorCount)
    // The portable solver's.
    if (areOptimal) {
      const usual = v128.and(p.defined, f64x2.ge(p.output, f64x2.splat(LEAST_USUAL)))
      p.failed = v128.or(p.failed, v128.andnot(allowed, usual))
    } else if (!all(p.defined)) countWorthless(i, factorCount)
    p.defined = v128.and(allowed, isFinite2(p.profit))
  }
}

/** The flows in lanes of a pair whose profit is no number: an amount out of range that has no price leaves it one. */
function countWorthless(i: i32, factorCount: i32): void {
  const w = wasteOf(i)
  const p = pointAt(i)
  const factorCosts = factorCount == 2 ? f64x2.add(p.factorCost0, p.factorCost1) : p.factorCost0
  const kept = isFinite2(p.profit)
  p.waste = select(kept, p.waste, worth(parameter(Parameter.wasteScale), powerAt(Row.waste, i)))
  p.recycled = select(kept, p.recycled, worth(w.level, p.waste))
  p.discharged = select(kept, p.discharged, worth(f64x2.sub(one(), w.level), p.waste))
  const additional = worth(parameter(Parameter.recyclingYield), power(p.recycled, parameter(Parameter.recyclingExponent)))
  p.additionalOutput = select(kept, p.additionalOutput, additional)
  const revenue = f64x2.mul(parameter(Parameter.productionPrice), p.output)
  p.revenue = select(kept, p.revenue, f64x2.add(revenue, worth(parameter(Parameter.recyclingPrice), p.additionalOutput)))
  const cost = f64x2.add(parameter(Parameter.fixedCost), factorCosts)
  p.cost = select(kept, p.cost, f64x2.add(cost, worth(w.streamCost, p.waste)))
  p.profit = select(kept, p.profit, f64x2.sub(p.revenue, p.cost))
}

/** A factor's volume and regime. Returns c_i x_i^{k_i}. */
@inline
function placeFactor(i: i32, factor: i32, within: bool): v128 {
  const f = factorOf(factor, i)
  const p = ofFactor(pointAt(i), factor)
  const y = p.y0
  let volume = powerAt(Row.volume0 + factor, i)
  if (within) {
    const lower = parameter(Parameter.factors0Lower + factor)
    const upper = parameter(Parameter.factors0Upper + factor)
    // Beside a bound by less than its volume's rounding is at the bound.
    const atLower = v128.or(f64x2.le(y, f.lower), f64x2.le(volume, lower))
    const atUpper = v128.andnot(v128.or(f64x2.ge(y, f.upper), f64x2.ge(volume, upper)), atLower)
    p.atLower0 = atLower
    p.atUpper0 = atUpper
    volume = select(atLower, lower, select(atUpper, upper, volume))
  }
  p.factor0 = volume
  let powered = volume
  if (isRaised(Row.cost0 + factor)) {
    const proportional = f64x2.eq(parameter(Parameter.factors0CostExponent + factor), one())
    powered = select(proportional, volume, powerAt(Row.cost0 + factor, i))
  }
  const cost = f64x2.mul(parameter(Parameter.factors0Price + factor), powered)
  p.factorCost0 = cost
  return cost
}
