/**
 * Paths of a task, two at a time: each lane steps along a path of its own, with its own times and step lengths, and takes the next
 * path when it is done. No operation mixes lanes, so a path's bits do not depend on its neighbour.
 */
import { FIRST_PATH_METRIC, Law, Metric, Mode, Parameter, PathMetric, Status } from '../layout'
import { any, laneAt, setLaneAt } from '../math/lanes'
import { parameter } from '../model/enterprise'
import { metric, point } from '../model/flows'
import { sensitivity } from '../model/sensitivity'
import { knotTime } from '../model/table'
import {
  Axis, axisAt, axisCount, factorCount, knots, law, loadParameters, metricCode, metricCount, metricSlot, mode, setSlotLane,
  storeLane, storeStatus,
} from '../task'
import { Lane, laneOf, maskOf, withLane } from './lanes'
import { accept, at, attempt, consistentAtEnd, consistentInside, END, FROM, restart, START, TO } from './step'
import { begin, derivatives, layOut, path, ROW, stand, switchSides, value } from './system'
import { watchExtremes, watchPayback } from './watch'

const MAX_STEPS: i32 = 50000
const SAFETY: f64 = 0.9
const MOST_GROWTH: f64 = 5
const MOST_SHRINKAGE: f64 = 0.2
const FIRST_SHARE: f64 = 1.0 / 16 // of the way to the first boundary
const BISECTIONS: i32 = 60

const Y: usize = memory.data(160, 16)
const OUT: usize = memory.data(160, 16)

/** The axis of times, where there is one. */
let times: Axis = changetype<Axis>(0)
let increasing: bool = true
let wantsPayback: bool = false
let wantsExtremes: bool = false
let needsEnd: bool = false

/** Computes the next `count` points from the index of each axis on. */
export function runPaths(count: i32): void {
  loadParameters()
  layOut()
  readTimes()
  readMetrics()
  let done = 0
  do {
    for (let i = 0; i < 2; i++) {
      while (!laneOf(i).active && done < count) done = takePath(i, done, count)
    }
    if (laneOf(0).active || laneOf(1).active) stepLanes()
  } while (done < count || laneOf(0).active || laneOf(1).active)
}

function readTimes(): void {
  times = changetype<Axis>(0)
  if (axisCount && axisAt(axisCount - 1).slot == Parameter.time) times = axisAt(axisCount - 1)
  increasing = true
}

function readMetrics(): void {
  wantsPayback = wantsExtremes = needsEnd = false
  for (let i = 0; i < metricCount; i++) {
    const code = metricCode(i) - FIRST_PATH_METRIC
    if (code == PathMetric.payback) wantsPayback = true
    if (code >= PathMetric.minimumProfit && code <= PathMetric.timeOfLowestProfit) wantsExtremes = true
    if (isOfWholeHorizon(code)) needsEnd = true
  }
}

// @ts-ignore: decorator
@inline
function isOfWholeHorizon(code: i32): bool {
  return code == PathMetric.payback || (code >= PathMetric.minimumProfit && code <= PathMetric.totalDischarged)
}

function sampleTime(lane: Lane, i: i32, k: i32): f64 {
  return times ? load<f64>(times.values + (<usize>(lane.sample + k) << 3)) : laneAt(PARAMETER_END, i)
}
