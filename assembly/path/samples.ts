/** The points that come of a path: each at its time, and what is said of the path as a whole. */
import { FIRST_PATH_METRIC, isOfWholePath, Metric, Mode, Parameter, PathMetric, Status } from '../layout'
import { isFinite2, scalarOf, withLane } from '../math/lanes'
import { metric } from '../model/metrics'
import { parameter } from '../model/parameters'
import { pointAt } from '../model/points'
import { Journey, NOT_CONVERGED, REACHED } from '../shared/path/journey'
import { factorCount, metricCode, metricCount, metricSlot, mode, statusOf, storeOne, storeStatus } from '../task'

/** What follows the path; where its points are, and how many. */
let journey: Journey = changetype<Journey>(0)
let first: i32 = 0
let count: i32 = 0

/** Gives a path its points. */
export function placeSamples(newJourney: Journey, newFirst: i32, newCount: i32): void {
  journey = newJourney
  first = newFirst
  count = newCount
  for (let k = first; k < first + count; k++) {
    storeStatus(k, Status.domainError)
    for (let m = 0; m < metricCount; m++) storeOne(m, k, NaN)
  }
}

/** Keeps sample `index`, which is lane `lane` of pair `i`, whose parameters are set. */
export function storeSample(index: i32, i: i32, lane: i32, atBound: bool): void {
  const system = journey.system
  const values = system.integrals
  const p = pointAt(i)
  const isFinite = ((i64x2.bitmask(isFinite2(p.profit)) >> lane) & 1) != 0
  if (!isFinite || !(Math.abs(values.npv) < Infinity) || !(Math.abs(values.advantage) < Infinity)) return
  if (mode != Mode.optimum) {
    if (isFree(0)) p.factor0 = withLane(p.factor0, lane, system.volumes.at(0))
    if (factorCount == 2 && isFree(1)) p.factor1 = withLane(p.factor1, lane, system.volumes.at(1))
  }
  for (let m = 0; m < metricCount; m++) storeOne(m, first + index, quantity(metricCode(m), metricSlot(m), i, lane))
  storeStatus(first + index, atBound ? Status.atBound : Status.ok)
}

function isFree(factor: i32): bool {
  const volume = f64x2.extract_lane(parameter(Parameter.factors0Volume + factor), 0)
  return volume != volume
}

/** The value of a metric at the sample in hand; NaN for one of the whole horizon, which is filled in later. */
function quantity(code: i32, slot: i32, i: i32, lane: i32): f64 {
  if (code < FIRST_PATH_METRIC) {
    // Off the optimum, resources have no regime.
    if (mode != Mode.optimum && (code == Metric.regime0 || code == Metric.regime1)) return NaN
    return scalarOf(metric(code, slot, i, factorCount), lane)
  }
  const values = journey.system.integrals
  switch (code - FIRST_PATH_METRIC) {
    case PathMetric.discountedProfit: return values.discountedProfit
    case PathMetric.discountedInvestment: return values.discountedInvestment
    case PathMetric.npv: return values.npv
    case PathMetric.advantage: return values.advantage
  }
  return NaN
}

/** Fills in what is said of the whole path, and the status of what it did not reach. */
export function finishSamples(): void {
  let needsEnd = false
  for (let m = 0; m < metricCount; m++) {
    const code = metricCode(m) - FIRST_PATH_METRIC
    if (!isOfWholePath(code)) continue
    const always = code == PathMetric.steps || code == PathMetric.rejections || code == PathMetric.domainErrorFrom
    if (!always) needsEnd = true
    const whole = always || journey.outcome == REACHED ? ofWholePath(code) : NaN
    for (let k = first; k < first + count; k++) storeOne(m, k, whole)
  }
  for (let k = first; k < first + count; k++) storeStatus(k, finalStatus(statusOf(k), needsEnd))
}

/**
 * A time that the path did not reach is a failure, and so is a wanted quantity of a horizon that it did not end; such a quantity
 * is at a bound where any optimum on the way was.
 */
function finalStatus(status: i32, needsEnd: bool): i32 {
  if (journey.outcome == REACHED) return status == Status.ok && needsEnd && journey.wasAtBound ? Status.atBound : status
  if (!needsEnd && status != Status.domainError) return status
  return journey.outcome == NOT_CONVERGED ? Status.notConverged : Status.domainError
}

function ofWholePath(code: i32): f64 {
  const watch = journey.watch
  switch (code) {
    case PathMetric.payback: return watch.payback
    case PathMetric.yearsToPayback: return watch.since(journey.setting.start)
    case PathMetric.yearsFromTransition: return watch.since(watch.transition)
    case PathMetric.minimumProfit: return watch.minimum
    case PathMetric.maximumProfit: return watch.maximum
    case PathMetric.timeOfLowestProfit: return watch.timeOfMinimum
    case PathMetric.totalDischarged: return journey.system.integrals.totalDischarged
    case PathMetric.domainErrorFrom: return journey.domainErrorFrom
    case PathMetric.steps: return journey.steps
    case PathMetric.rejections: return journey.rejections
  }
  return NaN
}
