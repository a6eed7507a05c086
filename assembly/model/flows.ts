/** Every flow of model.md section 1 at given resource volumes, and the derivatives of the optimal profit. */
import { Parameter } from '../layout'
import { expAll } from '../math/exp'
import { all, clamp, one, select } from '../math/lanes'
import { enterpriseAt, isProportional } from './enterprise'
import { BLOCK, parameter, usePair } from './parameters'

/** Two points, one a lane. */
@unmanaged
export class Point {
  /** Logarithms of the resource volumes, the volumes, and their regimes as masks. */
  y0: v128
  y1: v128
  factor0: v128
  factor1: v128
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
  /** Lanes whose optimum was not found. */
  failed: v128
}

const POINTS: usize = memory.data(BLOCK * <i32>offsetof<Point>(), 16)

/** The points of pair `i` of the block. */
// @ts-ignore: decorator
@inline
export function pointAt(i: i32): Point {
  return changetype<Point>(POINTS + <usize>i * offsetof<Point>())
}

/** Those of the first pair. */
export const point = changetype<Point>(POINTS)

/** What belongs to factor `i` of a Point or an Enterprise, in the fields of factor 0. */
// @ts-ignore: decorator
@inline
export function ofFactor<T>(all: T, i: i32): T {
  return changetype<T>(changetype<usize>(all) + (<usize>i << 4))
}

/** Places the first pair at the logarithms of volumes, whatever the bounds. */
export function placeFreely(factorCount: i32, y0: v128, y1: v128): void {
  const nowhere = f64x2.splat(0)
  point.y0 = y0
  point.y1 = y1
  for (let f = 0; f < factorCount; f++) {
    const p = ofFactor(point, f)
    p.atLower0 = nowhere
    p.atUpper0 = nowhere
  }
  raise(1, factorCount)
  for (let f = 0; f < factorCount; f++) ofFactor(point, f).factor0 = powerAt(VOLUME + f, 0)
  computeFlows(1, factorCount)
}

/** Places the first `count` pairs at y0 and y1; a volume at or beyond a bound is that bound. */
export function placeWithin(count: i32, factorCount: i32): void {
  for (let f = 0; f < factorCount; f++) bound(count, f)
  raise(count, factorCount)
  for (let f = 0; f < factorCount; f++) settle(count, f)
  computeFlows(count, factorCount)
}

function bound(count: i32, factor: i32): void {
  for (let i = 0; i < count; i++) {
    const e = ofFactor(enterpriseAt(i), factor)
    const p = ofFactor(pointAt(i), factor)
    const y = p.y0
    const atLower = f64x2.le(y, e.lower0)
    const atUpper = v128.andnot(f64x2.ge(y, e.upper0), atLower)
    p.y0 = select(atLower, e.lower0, select(atUpper, e.upper0, y))
    p.atLower0 = atLower
    p.atUpper0 = atUpper
  }
}

/** The volumes from their powers: exactly the bound at a bound. */
function settle(count: i32, factor: i32): void {
  const slot = factor ? Parameter.factors1Lower : Parameter.factors0Lower
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = ofFactor(pointAt(i), factor)
    const lower = parameter(slot)
    const upper = parameter(slot + 1)
    const inside = clamp(powerAt(VOLUME + factor, i), lower, upper)
    p.factor0 = select(p.atLower0, lower, select(p.atUpper0, upper, inside))
  }
}

// Exponents and their powers of e in rows, an entry a pair: x_i, V / A, W / B, and, where some pair needs them, the
// x_i^{k_i} with k_i other than 1 and (W / B)^g with g other than 1.
const VOLUME: i32 = 0
const OUTPUT: i32 = 2
const WASTE: i32 = 3
const COST: i32 = 4
const ADDITIONAL: i32 = 6
const ROWS: i32 = 7
const EXPONENTS: usize = memory.data(ROWS * BLOCK * 16, 16)
const POWERS: usize = memory.data(ROWS * BLOCK * 16, 16)

// @ts-ignore: decorator
@inline
function setExponent(row: i32, i: i32, value: v128): void {
  v128.store(EXPONENTS + (<usize>(row * BLOCK + i) << 4), value)
}

// @ts-ignore: decorator
@inline
function powerAt(row: i32, i: i32): v128 {
  return v128.load(POWERS + (<usize>(row * BLOCK + i) << 4))
}

function raiseRow(row: i32, count: i32): void {
  const at = <usize>(row * BLOCK) << 4
  expAll(EXPONENTS + at, POWERS + at, count)
}

/** Raises e to what the flows at the points' y need. */
function raise(count: i32, factorCount: i32): void {
  let proportional = f64x2.eq(one(), one())
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = pointAt(i)
    const g = parameter(Parameter.recyclingExponent)
    let outputLog = f64x2.mul(parameter(Parameter.productionElasticities0), p.y0)
    let wasteLog = f64x2.mul(parameter(Parameter.wasteElasticities0), p.y0)
    setExponent(VOLUME, i, p.y0)
    if (factorCount == 2) {
      outputLog = f64x2.add(outputLog, f64x2.mul(parameter(Parameter.productionElasticities1), p.y1))
      wasteLog = f64x2.add(wasteLog, f64x2.mul(parameter(Parameter.wasteElasticities1), p.y1))
      setExponent(VOLUME + 1, i, p.y1)
    }
    setExponent(OUTPUT, i, outputLog)
    setExponent(WASTE, i, wasteLog)
    setExponent(ADDITIONAL, i, f64x2.mul(g, wasteLog))
    proportional = v128.and(proportional, f64x2.eq(g, one()))
  }
  for (let f = 0; f < factorCount; f++) raiseRow(VOLUME + f, count)
  raiseRow(OUTPUT, count)
  raiseRow(WASTE, count)
  if (!all(proportional)) raiseRow(ADDITIONAL, count)
}

/** c_i x_i^{k_i}, from the volumes, of which only bounds may differ from the powers of e. */
function computeCosts(count: i32, factor: i32): void {
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  let proportional = f64x2.eq(one(), one())
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = ofFactor(pointAt(i), factor)
    const exponent = parameter(slot + 1)
    p.factorCost0 = f64x2.mul(parameter(slot), p.factor0)
    proportional = v128.and(proportional, f64x2.eq(exponent, one()))
    setExponent(COST + factor, i, f64x2.mul(exponent, p.y0))
  }
  if (all(proportional)) return
  raiseRow(COST + factor, count)
  for (let i = 0; i < count; i++) {
    usePair(i)
    const p = ofFactor(pointAt(i), factor)
    const raised = f64x2.mul(parameter(slot), powerAt(COST + factor, i))
    p.factorCost0 = select(f64x2.eq(parameter(slot + 1), one()), p.factorCost0, raised)
  }
}

/** Everything that follows from the volumes and the powers of e. */
function computeFlows(count: i32, factorCount: i32): void {
  for (let f = 0; f < factorCount; f++) computeCosts(count, f)
  for (let i = 0; i < count; i++) {
    usePair(i)
    const e = enterpriseAt(i)
    const p = pointAt(i)
    let factorCosts = p.factorCost0
    if (factorCount == 2) factorCosts = f64x2.add(factorCosts, p.factorCost1)
    const output = f64x2.mul(parameter(Parameter.productionScale), powerAt(OUTPUT, i))
    const waste = f64x2.mul(parameter(Parameter.wasteScale), powerAt(WASTE, i))
    const recycled = f64x2.mul(e.level, waste)
    const proportional = isProportional()
    let additional = f64x2.mul(parameter(Parameter.recyclingYield), recycled)
    if (!all(proportional)) additional = select(proportional, additional, f64x2.mul(e.additionalScale, powerAt(ADDITIONAL, i)))
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
