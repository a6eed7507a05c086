/** The points that come of a path: each at its time, and what is said of the path as a whole. */
import { FIRST_PATH_METRIC, isOfWholePath, Metric, Mode, Parameter, PathMetric, Status } from '../layout'
import { isFinite2, laneAt, one, scalarOf, select, withLane } from '../math/lanes'
import { point } from '../model/points'
import { metric } from '../model/metrics'
import { parameter } from '../model/parameters'
import { factorCount, metricCode, metricCount, metricSlot, mode, statusOf, storeOne, storeStatus } from '../task'
import { Lane, laneOf } from './lane'
import { at, END, FROM, START } from './step'
import { path, ROW, stand, value } from './system'

export enum Outcome {
  reached, tooManySteps, leftRange,
}

const Y: usize = memory.data(<i32>ROW, 16)

/** Gives a path `count` points from point `first` on, at the times at the address `times`, or, for 0, at the horizon's end. */
export function placeSamples(lane: Lane, first: i32, count: i32, times: usize): void {
  lane.first = first
  lane.count = count
  lane.times = times
  lane.next = 0
  lane.seen = -Infinity
  lane.increasing = true
  for (let k = 1; k < count; k++) {
    if (load<f64>(times + (<usize>k << 3)) < load<f64>(times + (<usize>(k - 1) << 3))) lane.increasing = false
  }
  for (let k = 0; k < count; k++) {
    storeStatus(first + k, Status.domainError)
    for (let m = 0; m < metricCount; m++) storeOne(m, first + k, NaN)
  }
}

/** Computes the points of the lanes in the bits `lanes` whose times are in the step. */
export function visit(lanes: i32): void {
  for (let i = 0; i < 2; i++) if (!laneOf(i).increasing) laneOf(i).next = 0
  for (;;) {
    const first = lanes & 1 ? nextSample(0) : -1
    const second = lanes & 2 ? nextSample(1) : -1
    if (first < 0 && second < 0) break
    let times = v128.load(END)
    if (first >= 0) times = withLane(times, 0, timeOf(0, first))
    if (second >= 0) times = withLane(times, 1, timeOf(1, second))
    at(times, Y)
    value(times, Y)
    stand(times, Y)
    store2(first, second)
  }
  for (let i = 0; i < 2; i++) if (lanes & (1 << i)) laneOf(i).seen = laneAt(END, i)
}

function timeOf(i: i32, sample: i32): f64 {
  const times = laneOf(i).times
  if (times) return load<f64>(times + (<usize>sample << 3))
  return scalarOf(parameter(Parameter.horizonEnd), i)
}

/** The next sample of lane `i` that is in the step and has not been seen; −1 where there is none. */
function nextSample(i: i32): i32 {
  const lane = laneOf(i)
  const start = scalarOf(parameter(Parameter.horizonStart), i)
  const end = laneAt(END, i)
  while (lane.next < lane.count) {
    const t = timeOf(i, lane.next)
    if (t > end && lane.increasing) return -1
    lane.next++
    if (t > lane.seen && t >= start && t <= end) return lane.next - 1
  }
  return -1
}

/** Stores the point that the enterprise is at, and its values, as samples of the two lanes. */
function store2(first: i32, second: i32): void {
  const p = path
  const finite = i64x2.bitmask(v128.and(isFinite2(point.profit), v128.and(isFinite2(p.npv), isFinite2(p.advantage))))
  const atBound = mode == Mode.optimum ? i64x2.bitmask(boundMask()) : 0
  const stored0 = first >= 0 && finite & 1
  const stored1 = second >= 0 && finite & 2
  for (let m = 0; m < metricCount; m++) {
    const value = quantity(metricCode(m), metricSlot(m))
    if (stored0) storeOne(m, laneOf(0).first + first, f64x2.extract_lane(value, 0))
    if (stored1) storeOne(m, laneOf(1).first + second, f64x2.extract_lane(value, 1))
  }
  if (stored0) storeStatus(laneOf(0).first + first, atBound & 1 ? Status.atBound : Status.ok)
  if (stored1) storeStatus(laneOf(1).first + second, atBound & 2 ? Status.atBound : Status.ok)
}

function boundMask(): v128 {
  const first = v128.or(point.atLower0, point.atUpper0)
  return factorCount == 2 ? v128.or(first, v128.or(point.atLower1, point.atUpper1)) : first
}

/** The value of a metric at a time of the path; NaN for one of the whole horizon, which is filled in later. */
function quantity(code: i32, slot: i32): v128 {
  if (code <= Metric.sensitivity) return metric(code, slot, 0, factorCount)
  switch (code - FIRST_PATH_METRIC) {
    case PathMetric.discountedProfit: return path.discountedProfit
    case PathMetric.discountedInvestment: return path.discountedInvestment
    case PathMetric.npv: return path.npv
    case PathMetric.advantage: return path.advantage
  }
  return f64x2.splat(NaN)
}

/** Ends the path of lane `i`: fills in what is said of the whole of it, and the status of what it did not reach. */
export function finish(i: i32, outcome: Outcome): void {
  const lane = laneOf(i)
  lane.active = false
  value(v128.load(START), FROM)
  const reached = outcome == Outcome.reached
  let needsEnd = false
  for (let m = 0; m < metricCount; m++) {
    const code = metricCode(m) - FIRST_PATH_METRIC
    if (!isOfWholePath(code)) continue
    const always = code == PathMetric.breakEvenLevel || code == PathMetric.steps || code == PathMetric.rejections
    if (!always) needsEnd = true
    const whole = always || reached ? ofWholePath(code, i) : NaN
    for (let k = 0; k < lane.count; k++) storeOne(m, lane.first + k, whole)
  }
  const failed = i64x2.bitmask(path.failed) & (1 << i)
  for (let k = lane.first; k < lane.first + lane.count; k++) {
    const status = statusOf(k)
    if (!reached && (needsEnd || status == Status.domainError)) {
      storeStatus(k, outcome == Outcome.tooManySteps ? Status.notConverged : Status.domainError)
    } else if (failed && status != Status.domainError) {
      storeStatus(k, Status.notConverged)
    }
  }
}

function ofWholePath(code: i32, i: i32): f64 {
  const lane = laneOf(i)
  switch (code) {
    case PathMetric.payback: return lane.payback
    case PathMetric.minimumProfit: return lane.minimum
    case PathMetric.maximumProfit: return lane.maximum
    case PathMetric.timeOfLowestProfit: return lane.timeOfMinimum
    case PathMetric.totalDischarged: return scalarOf(path.totalDischarged, i)
    case PathMetric.breakEvenLevel: return scalarOf(breakEvenLevel(), i)
    case PathMetric.steps: return lane.steps
    case PathMetric.rejections: return lane.rejections
  }
  return NaN
}

/** m(θ) = 0, the level at which waste stops being a net burden; NaN where there is none, or g < 1. */
function breakEvenLevel(): v128 {
  const disposalCost = parameter(Parameter.wasteDisposalCost)
  const recycled = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
  const perLevel = f64x2.sub(f64x2.add(recycled, disposalCost), parameter(Parameter.recyclingProcessingCost))
  const level = f64x2.div(disposalCost, perLevel)
  const inRange = v128.and(f64x2.ge(level, f64x2.splat(0)), f64x2.le(level, one()))
  const proportional = f64x2.eq(parameter(Parameter.recyclingExponent), one())
  return select(v128.and(inRange, proportional), f64x2.abs(level), f64x2.splat(NaN)) // no −0
}
