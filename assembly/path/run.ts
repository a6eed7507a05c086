/**
 * Paths of a task, two at a time: each lane steps along a path of its own, with its own times and step lengths, and takes
 * the next path when it is done. No operation mixes lanes, so a path's bits do not depend on its neighbour.
 */
import { FIRST_PATH_METRIC, hasKnots, kinkOffset, kinkOrigin, MOST_KINKS, Parameter, PathMetric } from '../layout'
import { laneAt, maskOf, scalarOf, setLaneAt, withLane } from '../math/lanes'
import { point } from '../model/points'
import { parameter } from '../model/parameters'
import { knotTime } from '../model/table'
import {
  advance, axisAt, axisCount, knots, law, loadParameters, metricCode, metricCount, moveAt, presentValue, setSlotOfLane,
} from '../task'
import { laneOf } from './lane'
import { finish, Outcome, placeSamples, visit } from './samples'
import { foresee, separatePlaces, setTime } from './moments'
import { accept, at, attempt, consistentAtEnd, consistentInside, END, FROM, restart, START, stop } from './step'
import { begin, derivatives, layOut, resolution, ROW, stand, switchSides } from './system'
import { watchExtremes, watchPayback } from './watch'

const MAX_STEPS: i32 = 50000
const SAFETY: f64 = 0.9
const MOST_GROWTH: f64 = 5
const MOST_SHRINKAGE: f64 = 0.2
const FIRST_SHARE: f64 = 1.0 / 16 // of the way to the first boundary
const BISECTIONS: i32 = 60

const Y: usize = memory.data(<i32>ROW, 16)
const OUT: usize = memory.data(<i32>ROW, 16)
const ERROR: usize = memory.data(16, 16)

let wantsPayback: bool = false
let wantsExtremes: bool = false

/** Computes the next `count` points from the index of each axis on. */
export function runPaths(count: i32): void {
  loadParameters()
  layOut()
  separatePlaces()
  readMetrics()
  for (let done = 0; ; ) {
    for (let i = 0; i < 2; i++) {
      while (!laneOf(i).active && done < count) done += takePath(i, done, count - done)
    }
    if (!(laneOf(0).active || laneOf(1).active)) return
    stepLanes()
  }
}

function readMetrics(): void {
  wantsPayback = false
  wantsExtremes = false
  for (let i = 0; i < metricCount; i++) {
    const code = metricCode(i) - FIRST_PATH_METRIC
    if (code == PathMetric.payback) wantsPayback = true
    if (code == PathMetric.minimumProfit || code == PathMetric.maximumProfit || code == PathMetric.timeOfLowestProfit) wantsExtremes = true
  }
}

/** Starts lane `i` on the next path, of which at most `count` points are wanted, from `first` on. Returns how many are. */
function takePath(i: i32, first: i32, count: i32): i32 {
  const lane = laneOf(i)
  for (let k = 0; k < axisCount; k++) {
    const axis = axisAt(k)
    for (let m = 0; m < axis.moveCount; m++) setSlotOfLane(moveAt(axis, m).slot, i, load<f64>(presentValue(axis, m)))
  }
  if (isAlongTime()) {
    const last = axisAt(axisCount - 1)
    placeSamples(lane, first, min(count, last.points - last.index), presentValue(last, 0))
  } else {
    placeSamples(lane, first, 1, 0)
  }
  if (axisCount) advance(lane.count)

  const mask = maskOf(i)
  if (!(i64x2.bitmask(begin(mask, FROM)) & (1 << i))) return lane.count
  const start = laneParameter(Parameter.horizonStart, i)
  setLaneAt(START, i, start)
  switchSides(mask, v128.load(START), FROM)
  restart(mask)
  stop(i)
  lane.payback = start
  lane.advantage = 0
  if (wantsExtremes) {
    stand(v128.load(START), FROM)
    lane.profit = lane.minimum = lane.maximum = scalarOf(point.profit, i)
    lane.timeOfMinimum = start
  }
  lane.steps = 0
  lane.rejections = 0
  lane.rejected = false
  lane.limit = nextBoundary(i, start)
  lane.length = (lane.limit - start) * FIRST_SHARE
  visit(1 << i)
  if (lane.limit > start) lane.active = true
  else finish(i, Outcome.reached)
  return lane.count
}

/** Whether the fastest axis is that of the times of a path. */
function isAlongTime(): bool {
  if (!axisCount) return false
  const last = axisAt(axisCount - 1)
  return last.moveCount == 1 && moveAt(last, 0).slot == Parameter.time
}

function laneParameter(slot: i32, i: i32): f64 {
  return scalarOf(parameter(slot), i)
}

/** The next time after `t` at which θ is not smooth, or the end. */
function nextBoundary(i: i32, t: f64): f64 {
  let next = laneParameter(Parameter.horizonEnd, i)
  if (hasKnots(law)) for (let k = 0; k < knots; k++) next = nearer(next, knotTime(k, i), t)
  for (let k = 0; k < MOST_KINKS; k++) {
    const origin = kinkOrigin(law, k)
    if (origin < 0) break
    const offset = kinkOffset(law, k)
    next = nearer(next, laneParameter(origin, i) + (offset < 0 ? 0 : laneParameter(offset, i)), t)
  }
  return next
}

// @ts-ignore: decorator
@inline
function nearer(next: f64, kink: f64, t: f64): f64 {
  return kink > t && kink < next ? kink : next
}

/** Steps each active lane once, or finds that its step has to be shorter. */
function stepLanes(): void {
  for (let i = 0; i < 2; i++) {
    const lane = laneOf(i)
    if (lane.active && lane.steps + lane.rejections >= MAX_STEPS) finish(i, Outcome.tooManySteps)
    const start = laneAt(START, i)
    // A step that would leave a sliver takes it along. An idle lane stands still.
    const arrives = start + 1.01 * lane.length >= lane.limit
    setLaneAt(END, i, lane.active ? (arrives ? lane.limit : start + lane.length) : start)
  }
  v128.store(ERROR, attempt())
  const inside = i64x2.bitmask(consistentInside)
  const atEnd = i64x2.bitmask(consistentAtEnd)
  let accepted = 0
  for (let i = 0; i < 2; i++) {
    const bit = 1 << i
    if (laneOf(i).active && judge(i, laneAt(ERROR, i), !(inside & bit) && (atEnd & bit) != 0)) accepted |= bit
  }
  if (!accepted) return
  const crossing = accepted & ~atEnd
  if (crossing) {
    const first = crossing & 1 ? firstBeyond(0) : 0
    const second = crossing & 2 ? firstBeyond(1) : 0
    if (crossing & 1) setLaneAt(END, 0, first)
    if (crossing & 2) setLaneAt(END, 1, second)
    attempt()
  }
  visit(accepted)
  for (let i = 0; i < 2; i++) {
    if (!(accepted & (1 << i))) continue
    if (wantsPayback) watchPayback(i)
    if (wantsExtremes) watchExtremes(i)
  }
  accept(masks(accepted))
  if (crossing) {
    switchSides(masks(crossing), v128.load(START), FROM)
    restart(masks(crossing))
  }
  for (let i = 0; i < 2; i++) {
    const lane = laneOf(i)
    if (!(accepted & (1 << i)) || laneAt(START, i) != lane.limit) continue
    if (lane.limit == laneParameter(Parameter.horizonEnd, i)) finish(i, Outcome.reached)
    else lane.limit = nextBoundary(i, lane.limit)
  }
}

function masks(bits: i32): v128 {
  const none = f64x2.splat(0)
  return v128.or(bits & 1 ? maskOf(0) : none, bits & 2 ? maskOf(1) : none)
}

/** Whether the step is accepted; sets the length to try next. `strayed`: derivatives in it were beyond their side of zero. */
function judge(i: i32, error: f64, strayed: bool): bool {
  const lane = laneOf(i)
  const taken = laneAt(END, i) - laneAt(START, i)
  const shortest = scalarOf(resolution(), i)
  const change = error > 0 ? SAFETY / Math.sqrt(Math.sqrt(Math.sqrt(error))) : MOST_GROWTH
  if (error <= 1 && !(strayed && taken > 1e3 * shortest)) {
    // A step that a boundary cut short says nothing against its length.
    const grown = taken * min(lane.rejected ? 1 : MOST_GROWTH, change)
    lane.length = max(laneAt(END, i) == lane.limit ? max(lane.length, grown) : grown, shortest)
    lane.rejected = false
    lane.steps++
    return true
  }
  lane.rejections++
  lane.rejected = true
  if (error <= 1) lane.length = 0.5 * taken // perhaps there and back within one step
  else lane.length = taken * (error < Infinity ? max(MOST_SHRINKAGE, change) : MOST_SHRINKAGE)
  if (!(lane.length > shortest)) finish(i, Outcome.leftRange)
  return false
}

/** The first time of the step of lane `i`, to rounding, at which a profit is beyond its side of zero. */
function firstBeyond(i: i32): f64 {
  let before = laneAt(START, i)
  let after = laneAt(END, i)
  for (let n = 0; n < BISECTIONS; n++) {
    const middle = 0.5 * (before + after)
    if (middle <= before || middle >= after) break
    const times = withLane(v128.load(END), i, middle)
    at(times, Y)
    setTime(0, times)
    foresee(1)
    if (i64x2.bitmask(derivatives(0, Y, OUT)) & (1 << i)) before = middle
    else after = middle
  }
  return after
}
