/** Paths of a task, one after the other: see assembly/shared/path. */
import { FIRST_PATH_METRIC, Law as LawCode, Parameter, PathMetric } from '../layout'
import { FactorDynamics, Setting } from '../shared/path/enterprises'
import { Journey } from '../shared/path/journey'
import { sortByTime } from '../shared/path/order'
import {
  advance, Axis, axisAt, axisCount, changes, codeCount, codes, factorCount, knots, law, layOutAnew, loadNumbers, metricCode, metricCount, mode,
  moveAt, numbers, presentValue,
} from '../task'
import { PathEnterprises } from './enterprises'
import { finishSamples, placeSamples } from './samples'

const MOST_TIMES: i32 = 8192

// Made by `preparePaths`, so that an engine that follows none has neither their code nor their memory.
let enterprises: PathEnterprises = changetype<PathEnterprises>(0)
let journey: Journey = changetype<Journey>(0)
let times: Float64Array = changetype<Float64Array>(0)
let order: Int32Array = changetype<Int32Array>(0)

/** Comes once, before the first task of paths is laid out. */
export function preparePaths(): void {
  enterprises = new PathEnterprises()
  journey = new Journey(enterprises, changes, Parameter.investmentConversionCost)
  times = new Float64Array(MOST_TIMES)
  order = new Int32Array(MOST_TIMES)
  layOutAnew()
}

/** Computes the next `count` points from the index of each axis on. */
export function runPaths(count: i32): void {
  readMetrics()
  if (codeCount) changes.describe(codes)
  else changes.clear()
  for (let done = 0; done < count; ) done += runPath(done, count - done)
}

function readMetrics(): void {
  const watch = journey.watch
  watch.wantsPayback = false
  watch.wantsExtremes = false
  for (let i = 0; i < metricCount; i++) {
    const code = metricCode(i) - FIRST_PATH_METRIC
    if (code == PathMetric.payback || code == PathMetric.yearsToPayback || code == PathMetric.yearsFromTransition) watch.wantsPayback = true
    const isExtreme = code == PathMetric.minimumProfit || code == PathMetric.maximumProfit || code == PathMetric.timeOfLowestProfit
    if (isExtreme) watch.wantsExtremes = true
  }
}

/** Follows the next path, of which at most `most` points are wanted, from `first` on. Returns how many are. */
function runPath(first: i32, most: i32): i32 {
  loadNumbers()
  const last = axisCount ? axisAt(axisCount - 1) : changetype<Axis>(0)
  const hasTimes = axisCount && last.moveCount == 1 && moveAt(last, 0).slot == Parameter.time
  const count = hasTimes ? min(most, last.points - last.index) : 1
  const values = hasTimes ? presentValue(last, 0) : 0
  for (let k = 0; k < count; k++) times[k] = hasTimes ? load<f64>(values + (<usize>k << 3)) : numbers[Parameter.horizonEnd]
  if (axisCount) advance(count)
  sortByTime(times, order, count)
  fill(journey.setting)
  changes.read(numbers)
  enterprises.take(numbers, changes)
  placeSamples(journey, first, count)
  journey.follow(times, order, count)
  finishSamples()
  return count
}

function fill(setting: Setting): void {
  setting.mode = mode
  setting.factorCount = factorCount
  setting.start = numbers[Parameter.horizonStart]
  setting.end = numbers[Parameter.horizonEnd]
  setting.discountRate = numbers[Parameter.discountRate]
  setting.conversionCost = numbers[Parameter.investmentConversionCost]
  setting.reversalCost = numbers[Parameter.investmentReversalCost]
  setting.tolerance = numbers[Parameter.dynamicsTolerance]
  setting.isInvested = law == LawCode.invested
  setting.from = numbers[Parameter.transformationFrom]
  setting.investedShare = numbers[Parameter.transformationShare]
  setting.law.take(law, numbers, knots)
  fillFactor(setting.factor0, 0)
  fillFactor(setting.factor1, 1)
}

function fillFactor(to: FactorDynamics, i: i32): void {
  to.initial = numbers[Parameter.dynamicsInitial0 + i]
  to.timescale = numbers[Parameter.dynamicsTimescale0 + i]
  to.share = numbers[Parameter.dynamicsShare0 + i]
  to.unitCost = numbers[Parameter.dynamicsUnitCost0 + i]
  to.depreciation = numbers[Parameter.dynamicsDepreciation0 + i]
}
