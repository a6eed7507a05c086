/**
 * Lanes whose prices have other signs than the vectorised search is for, or that have a fixed factor or another objective than
 * profit: each goes through the portable solver (assembly/shared), which the JavaScript backend runs as well.
 */
import { Metric, Method, Objective, Parameter, Regime } from '../layout'
import { any, setLaneAt, scalarOf, withLane } from '../math/lanes'
import {
  BY_COST_EXPONENT, BY_DISPOSAL_COST, BY_EXPONENT, BY_FIXED_COST, BY_LEVEL, BY_LOWER, BY_OUTPUT_ELASTICITY, BY_PRICE, BY_PROCESSING_COST,
  BY_PRODUCTION_PRICE, BY_PRODUCTION_SCALE, BY_RECYCLING_PRICE, BY_TRANSACTION_RATE, BY_UPPER, BY_VOLUME, BY_WASTE_ELASTICITY,
  BY_WASTE_SCALE, BY_YIELD, objectiveBy, profitOfLevel,
} from '../shared/signed-derivatives'
import { ENTERPRISE } from '../shared/signed-enterprise'
import { maximumProfit, profitability, resume, solve, solveDensely, SOLUTION, transactionCost, utility } from '../shared/signed-solution'
import { objective } from '../task'
import { ordinary, valid } from './enterprise'
import { areAllOrdinary, wasteOf } from './groups'
import { parameter, usePair } from './parameters'
import { areOptimal, ofFactor, Point, pointAt, setOptimal, setPlain } from './points'

/** The lanes of pair `i` that are the portable solver's, as bits. */
@inline
function signedLanes(i: i32, factorCount: i32): i32 {
  return objective == Objective.profit ? ~i64x2.bitmask(ordinary(i, factorCount)) & 3 : 3
}

/** Whether every lane of the first `count` pairs is for the vectorised search. */
export function areOrdinary(count: i32, factorCount: i32): bool {
  if (objective != Objective.profit) return false
  return areAllOrdinary(count, factorCount)
}

/** Whether some lane is. */
export function areSomeOrdinary(count: i32, factorCount: i32): bool {
  for (let i = 0; i < count; i++) if (signedLanes(i, factorCount) != 3) return true
  return false
}

/** Whether the vectorised search gave some lane up. */
export function hasFailed(count: i32): bool {
  let failed = pointAt(0).failed
  for (let i = 1; i < count; i++) failed = v128.or(failed, pointAt(i).failed)
  return any(failed)
}

/** Places those lanes of the first `count` pairs at their optima, and those that the vectorised search gave up. */
export function solveSignedLanes(count: i32, factorCount: i32, method: i32): void {
  setOptimal(true)
  setPlain(false)
  for (let i = 0; i < count; i++) {
    const lanes = signedLanes(i, factorCount) | i64x2.bitmask(pointAt(i).failed)
    if (!lanes) continue
    usePair(i)
    const allowed = lanes & i64x2.bitmask(v128.and(valid(i, factorCount), isObjectiveValid()))
    setMask(pointAt(i), offsetof<Point>('defined'), lanes, false)
    for (let lane = 0; lane < 2; lane++) {
      if (!(allowed & (1 << lane))) continue
      readEnterprise(i, lane, factorCount)
      const rate = scalarOf(parameter(Parameter.objectiveTransactionRate), lane)
      if (method == Method.exact) solve(objective, rate)
      else solveDensely(objective, rate)
      write(pointAt(i), lane, factorCount)
    }
  }
}

/** The transaction rate is at least 0 where it counts. */
function isObjectiveValid(): v128 {
  const rate = parameter(Parameter.objectiveTransactionRate)
  if (objective != Objective.utility) return f64x2.eq(f64x2.splat(0), f64x2.splat(0))
  return v128.and(f64x2.ge(rate, f64x2.splat(0)), f64x2.lt(rate, f64x2.splat(Infinity)))
}

/** Reads one lane of the pair whose parameters are set. */
function readEnterprise(i: i32, lane: i32, factorCount: i32): void {
  const e = ENTERPRISE
  e.factors = factorCount
  e.productionScale = read(Parameter.productionScale, lane)
  e.productionPrice = read(Parameter.productionPrice, lane)
  e.wasteScale = read(Parameter.wasteScale, lane)
  e.disposalCost = read(Parameter.wasteDisposalCost, lane)
  e.additionalYield = read(Parameter.recyclingYield, lane)
  e.exponent = read(Parameter.recyclingExponent, lane)
  e.recyclingPrice = read(Parameter.recyclingPrice, lane)
  e.processingCost = read(Parameter.recyclingProcessingCost, lane)
  e.fixedCost = read(Parameter.fixedCost, lane)
  e.level = scalarOf(wasteOf(i).level, lane)
  for (let f = 0; f < factorCount; f++) {
    e.outputElasticity[f] = read(Parameter.productionElasticities0 + f, lane)
    e.wasteElasticity[f] = read(Parameter.wasteElasticities0 + f, lane)
    e.price[f] = read(Parameter.factors0Price + f, lane)
    e.costExponent[f] = read(Parameter.factors0CostExponent + f, lane)
    e.lower[f] = read(Parameter.factors0Lower + f, lane)
    e.upper[f] = read(Parameter.factors0Upper + f, lane)
    e.volume[f] = read(Parameter.factors0Volume + f, lane)
  }
}

function read(slot: i32, lane: i32): f64 {
  return scalarOf(parameter(slot), lane)
}

/** Copies SOLUTION into one lane of a point. */
function write(p: Point, lane: i32, factorCount: i32): void {
  const s = SOLUTION
  for (let f = 0; f < factorCount; f++) {
    const q = ofFactor(p, f)
    set(q, offsetof<Point>('y0'), lane, s.y[f])
    set(q, offsetof<Point>('factor0'), lane, s.factor[f])
    set(q, offsetof<Point>('factorCost0'), lane, ENTERPRISE.price[f] * s.costPower[f])
    setMask(q, offsetof<Point>('atLower0'), 1 << lane, <i32>s.regime[f] == Regime.lower)
    setMask(q, offsetof<Point>('atUpper0'), 1 << lane, <i32>s.regime[f] == Regime.upper)
  }
  set(p, offsetof<Point>('output'), lane, s.output)
  set(p, offsetof<Point>('waste'), lane, s.waste)
  set(p, offsetof<Point>('recycled'), lane, s.recycled)
  set(p, offsetof<Point>('discharged'), lane, s.discharged)
  set(p, offsetof<Point>('additionalOutput'), lane, s.additionalOutput)
  set(p, offsetof<Point>('revenue'), lane, s.revenue)
  set(p, offsetof<Point>('cost'), lane, s.cost)
  set(p, offsetof<Point>('profit'), lane, s.profit)
  set(p, offsetof<Point>('costWeight'), lane, s.costWeight)
  setMask(p, offsetof<Point>('defined'), 1 << lane, s.isDefined)
  setMask(p, offsetof<Point>('failed'), 1 << lane, !s.isComplete)
}

@inline
function set(p: Point, field: usize, lane: i32, value: f64): void {
  setLaneAt(changetype<usize>(p) + field, lane, value)
}

@inline
function setMask(p: Point, field: usize, lanes: i32, value: bool): void {
  const at = changetype<usize>(p) + field
  if (lanes & 1) store<i64>(at, value ? -1 : 0)
  if (lanes & 2) store<i64>(at + 8, value ? -1 : 0)
}

/** A metric whose lanes the vectorised formulas are for, with the portable solver's lanes put right. */
export function withSignedLanes(ordinary: v128, code: i32, slot: i32, i: i32, factorCount: i32): v128 {
  const p = pointAt(i)
  let lanes = signedLanes(i, factorCount)
  // Off its optimum no enterprise knows the highest profit at its level.
  if (code == Metric.maximumProfitOfLevel && !areOptimal) lanes = 3
  lanes &= i64x2.bitmask(p.defined)
  let value = ordinary
  for (let lane = 0; lane < 2; lane++) {
    if (!(lanes & (1 << lane))) continue
    readEnterprise(i, lane, factorCount)
    const costWeight = areOptimal ? scalarOf(p.costWeight, lane) : NaN
    const rate = read(Parameter.objectiveTransactionRate, lane)
    resume(objective, rate, costWeight, scalarOf(p.y0, lane), scalarOf(p.y1, lane))
    value = withLane(value, lane, signedMetric(code, slot, scalarOf(ordinary, lane)))
  }
  return value
}

/** `ordinary` where the ordinary formula does. */
function signedMetric(code: i32, slot: i32, ordinary: f64): f64 {
  switch (code) {
    case Metric.regime0: return SOLUTION.regime[0]
    case Metric.regime1: return SOLUTION.regime[1]
    case Metric.profitability: return profitability()
    case Metric.profitOfLevel: return profitOfLevel()
    case Metric.maximumProfitOfLevel: return maximumProfit()
    case Metric.transactionCost: return transactionCost()
    case Metric.utility: return utility()
    case Metric.objectiveOfLevel: return objectiveBy(BY_LEVEL, 0)
    case Metric.sensitivity: return sensitivity(slot)
  }
  return ordinary
}

/** By the parameter of a slot; that of the second factor follows that of the first. */
function sensitivity(slot: i32): f64 {
  switch (slot) {
    case Parameter.factors0Price: case Parameter.factors1Price: return objectiveBy(BY_PRICE, slot - Parameter.factors0Price)
    case Parameter.factors0CostExponent: case Parameter.factors1CostExponent:
      return objectiveBy(BY_COST_EXPONENT, slot - Parameter.factors0CostExponent)
    case Parameter.factors0Lower: case Parameter.factors1Lower: return objectiveBy(BY_LOWER, slot - Parameter.factors0Lower)
    case Parameter.factors0Upper: case Parameter.factors1Upper: return objectiveBy(BY_UPPER, slot - Parameter.factors0Upper)
    case Parameter.factors0Volume: case Parameter.factors1Volume: return objectiveBy(BY_VOLUME, slot - Parameter.factors0Volume)
    case Parameter.productionScale: return objectiveBy(BY_PRODUCTION_SCALE, 0)
    case Parameter.productionElasticities0: case Parameter.productionElasticities1:
      return objectiveBy(BY_OUTPUT_ELASTICITY, slot - Parameter.productionElasticities0)
    case Parameter.productionPrice: return objectiveBy(BY_PRODUCTION_PRICE, 0)
    case Parameter.wasteScale: return objectiveBy(BY_WASTE_SCALE, 0)
    case Parameter.wasteElasticities0: case Parameter.wasteElasticities1:
      return objectiveBy(BY_WASTE_ELASTICITY, slot - Parameter.wasteElasticities0)
    case Parameter.wasteDisposalCost: return objectiveBy(BY_DISPOSAL_COST, 0)
    case Parameter.recyclingYield: return objectiveBy(BY_YIELD, 0)
    case Parameter.recyclingExponent: return objectiveBy(BY_EXPONENT, 0)
    case Parameter.recyclingPrice: return objectiveBy(BY_RECYCLING_PRICE, 0)
    case Parameter.recyclingProcessingCost: return objectiveBy(BY_PROCESSING_COST, 0)
    case Parameter.fixedCost: return objectiveBy(BY_FIXED_COST, 0)
    case Parameter.objectiveTransactionRate: return objectiveBy(BY_TRANSACTION_RATE, 0)
    case Parameter.level: return objectiveBy(BY_LEVEL, 0)
  }
  return NaN
}
