/** The metrics of model.md section 1 at the points of the block. */
import { Direction, Metric, Parameter, Regime } from '../layout'
import { all, one, select } from '../math/lanes'
import { shareOf } from './changed'
import { isProportional, power, worth } from './enterprise'
import { wasteOf } from './groups'
import { Point, pointAt } from './points'
import { parameter } from './parameters'
import { sensitivity } from './sensitivity'
import { withSignedLanes } from './signed-lanes'

/** Where in Point a metric is, −1 for one that `metric` computes. */
export function fieldOf(code: i32): i32 {
  switch (code) {
    case Metric.factors0: return offsetof<Point>('factor0')
    case Metric.factors1: return offsetof<Point>('factor1')
    case Metric.output: return offsetof<Point>('output')
    case Metric.waste: return offsetof<Point>('waste')
    case Metric.recycled: return offsetof<Point>('recycled')
    case Metric.discharged: return offsetof<Point>('discharged')
    case Metric.additionalOutput: return offsetof<Point>('additionalOutput')
    case Metric.revenue: return offsetof<Point>('revenue')
    case Metric.cost: return offsetof<Point>('cost')
    case Metric.profit: return offsetof<Point>('profit')
  }
  return -1
}

/**
 * A metric of pair `i`, whose parameters have to be set; `slot` is the parameter of a sensitivity. NaN for a code that is no
 * metric of a point.
 */
export function metric(code: i32, slot: i32, i: i32, factorCount: i32): v128 {
  const field = fieldOf(code)
  if (field >= 0) return v128.load(changetype<usize>(pointAt(i)) + <usize>field)
  if (code == Metric.level) return wasteOf(i).level
  if (code == Metric.sensitivityOfInput) {
    const share = shareOf(slot, i)
    const product = f64x2.mul(metric(Metric.sensitivity, slot, i, factorCount), share)
    return v128.and(product, f64x2.ne(share, f64x2.splat(0)))
  }
  return withSignedLanes(ordinaryMetric(code, slot, i, factorCount), code, slot, i, factorCount)
}

/** Of enterprises whose prices have the ordinary signs, whose factors are free and whose objective is profit. */
function ordinaryMetric(code: i32, slot: i32, i: i32, factorCount: i32): v128 {
  const p = pointAt(i)
  switch (code) {
    case Metric.regime0: return regime(p.atLower0, p.atUpper0)
    case Metric.regime1: return regime(p.atLower1, p.atUpper1)
    // None at cost 0.
    case Metric.profitability: return f64x2.div(select(f64x2.eq(p.cost, f64x2.splat(0)), f64x2.splat(NaN), p.profit), p.cost)
    case Metric.profitOfLevel: case Metric.objectiveOfLevel: return profitOfLevel(i)
    case Metric.maximumProfitOfLevel: case Metric.utility: return p.profit
    case Metric.transactionCost: return f64x2.splat(0)
    case Metric.valueOfWaste: return valueOfWaste(i)
    case Metric.breakEvenLevel: return breakEvenLevel()
    case Metric.breakEvenDirection: return breakEvenDirection()
    case Metric.sensitivity: return slot == Parameter.level ? profitOfLevel(i) : sensitivity(slot, i, factorCount)
  }
  return f64x2.splat(NaN)
}

function regime(atLower: v128, atUpper: v128): v128 {
  return select(atLower, f64x2.splat(Regime.lower), v128.and(atUpper, f64x2.splat(Regime.upper)))
}

/** ∂Π/∂θ at fixed resources, which at an optimum is the derivative of its profit (envelope theorem). */
export function profitOfLevel(i: i32): v128 {
  const zero = f64x2.splat(0)
  const waste = pointAt(i).waste
  const g = parameter(Parameter.recyclingExponent)
  const saved = worth(
    f64x2.sub(parameter(Parameter.wasteDisposalCost), parameter(Parameter.recyclingProcessingCost)), waste,
  )
  const value = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
  const proportional = isProportional()
  let powers = waste
  if (!all(proportional)) {
    const general = f64x2.mul(power(wasteOf(i).level, f64x2.sub(g, one())), power(waste, g))
    powers = select(proportional, waste, f64x2.mul(g, general))
  }
  const gained = v128.and(f64x2.gt(value, zero), f64x2.gt(waste, zero))
  return f64x2.add(saved, v128.and(f64x2.mul(value, powers), gained))
}

/** φ(W) / W, which with g = 1 is m(θ) and depends on the level alone. */
function valueOfWaste(i: i32): v128 {
  const zero = f64x2.splat(0)
  const w = wasteOf(i)
  const g = parameter(Parameter.recyclingExponent)
  const value = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
  const proportional = isProportional()
  let powers = w.level
  if (!all(proportional)) {
    const general = f64x2.mul(power(w.level, g), power(pointAt(i).waste, f64x2.sub(g, one())))
    powers = select(proportional, powers, general)
  }
  const earns = v128.and(f64x2.ne(value, zero), f64x2.gt(w.level, zero))
  return f64x2.sub(v128.and(f64x2.mul(value, powers), earns), w.streamCost)
}

/** The level in (0, 1] at which m changes sign, from −d to that at level 1; NaN where it has one sign or none, or g is below 1. */
function breakEvenLevel(): v128 {
  const zero = f64x2.splat(0)
  const disposalCost = parameter(Parameter.wasteDisposalCost)
  const value = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
  const atOne = f64x2.sub(value, parameter(Parameter.recyclingProcessingCost))
  const rises = v128.and(f64x2.gt(disposalCost, zero), f64x2.ge(atOne, zero))
  const falls = v128.and(f64x2.lt(disposalCost, zero), f64x2.le(atOne, zero))
  // Of one sign, the two are added without loss.
  const level = f64x2.div(disposalCost, f64x2.add(disposalCost, atOne))
  return select(v128.and(isProportional(), v128.or(rises, falls)), level, f64x2.splat(NaN))
}

/** Code of Direction: what waste is above that level. */
function breakEvenDirection(): v128 {
  const level = breakEvenLevel()
  const gains = f64x2.gt(parameter(Parameter.wasteDisposalCost), f64x2.splat(0))
  const direction = select(gains, f64x2.splat(Direction.gain), f64x2.splat(Direction.burden))
  return select(f64x2.eq(level, level), direction, f64x2.splat(NaN))
}
