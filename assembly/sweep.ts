/** The chunk loop: point → parameters → optimum → metrics → columns. Two neighbours along the fastest axis share a register. */
import { Metric, Status } from './layout'
import { isFinite2, select } from './math/lanes'
import {
  derive, enterprise, EVERYTHING, groupsOf, LEVEL, restoreWaste, saveWaste, valid, WASTE, WASTE_BYTES,
} from './model/enterprise'
import { metric, point } from './model/flows'
import { sensitivity } from './model/sensitivity'
import { BLOCK } from './optimum/one-factor'
import { pose, solveBlock, takeOptimum } from './optimum/optimum'
import { runPaths } from './path/run'
import {
  advance, Axis, axisAt, axisCount, factorCount, knots, law, loadParameters, method, metricCode, metricCount, metricSlot, mode,
  setSlot, storeMetric, storeStatus,
} from './task'

/** Computes the next `count` points, row-major, from the index of each axis on. */
export function run(count: i32): void {
  if (mode >= 0) return runPaths(count)
  loadParameters()
  cached = 0
  let done = 0
  while (done < count) {
    for (let i = 0; i < axisCount; i++) {
      const axis = axisAt(i)
      setSlot(axis.slot, v128.load64_splat(axis.values + (<usize>axis.index << 3)))
    }
    derive(EVERYTHING, factorCount, law, knots)
    const row = axisCount ? axisAt(axisCount - 1) : changetype<Axis>(0)
    const length = axisCount ? min(count - done, row.points - row.index) : 1
    if (axisCount) runRow(row, done, length)
    else runPoint()
    done += length
    if (axisCount) advance(length)
  }
}

function runPoint(): void {
  keep(0)
  pose(0, factorCount)
  solveBlock(1, factorCount, method)
  emit(0, 0, false)
}

/** What `derive` found for a pair, kept while the block's problems are solved. */
@unmanaged
class Derived {
  level: v128
  streamCost: v128
  recyclingValue: v128
  lower0: v128
  lower1: v128
  upper0: v128
  upper1: v128
  valid: v128
}

const DERIVED: usize = memory.data(BLOCK * <i32>offsetof<Derived>(), 16)

// What the fastest axis makes of level and waste, where the slower axes do not touch them: the first row's is every row's.
const CACHED_POINTS: i32 = 1024
const CACHE: usize = memory.data((CACHED_POINTS / 2) * WASTE_BYTES, 16)
let cached: i32 = 0 // points of the row that are there
let cachedFrom: i32 = 0 // its first index

/** Whether each row of the fastest axis has the same level and waste. */
function sharesWaste(): bool {
  if (groupsOf(axisAt(axisCount - 1).slot) & ~(LEVEL | WASTE)) return false
  for (let i = 0; i < axisCount - 1; i++) if (groupsOf(axisAt(i).slot) & (LEVEL | WASTE)) return false
  return true
}

/** Steps `length` points along a row of the fastest axis, a block of pairs at a time. */
function runRow(row: Axis, start: i32, length: i32): void {
  const groups = groupsOf(row.slot)
  const caching = length <= CACHED_POINTS && sharesWaste()
  const known = caching && cachedFrom == row.index && cached >= length
  const values = row.values + (<usize>row.index << 3)
  for (let done = 0; done < length; done += 2 * BLOCK) {
    const points = min(length - done, 2 * BLOCK)
    const pairs = (points + 1) >> 1
    for (let i = 0; i < pairs; i++) {
      setPair(row.slot, values, done + 2 * i, length)
      const kept = CACHE + <usize>((done >> 1) + i) * WASTE_BYTES
      if (known) restoreWaste(kept)
      else derive(groups, factorCount, law, knots)
      if (caching && !known) saveWaste(kept)
      keep(i)
      pose(i, factorCount)
    }
    solveBlock(pairs, factorCount, method)
    for (let i = 0; i < pairs; i++) {
      setPair(row.slot, values, done + 2 * i, length)
      recall(i)
      emit(i, start + done + 2 * i, 2 * i + 1 < points)
    }
  }
  if (caching && !known) {
    cached = length
    cachedFrom = row.index
  }
}

/** Sets the row's parameter for the points `at` and `at + 1`; the last of an odd number is its own neighbour. */
// @ts-ignore: decorator
@inline
function setPair(slot: i32, values: usize, at: i32, length: i32): void {
  const address = values + (<usize>at << 3)
  setSlot(slot, at + 1 < length ? v128.load(address) : v128.load64_splat(address))
}

function keep(i: i32): void {
  const d = changetype<Derived>(DERIVED + <usize>i * offsetof<Derived>())
  const e = enterprise
  d.level = e.level
  d.streamCost = e.streamCost
  d.recyclingValue = e.recyclingValue
  d.lower0 = e.lower0
  d.lower1 = e.lower1
  d.upper0 = e.upper0
  d.upper1 = e.upper1
  d.valid = valid(factorCount)
}

function recall(i: i32): void {
  const d = changetype<Derived>(DERIVED + <usize>i * offsetof<Derived>())
  const e = enterprise
  e.level = d.level
  e.streamCost = d.streamCost
  e.recyclingValue = d.recyclingValue
  e.lower0 = d.lower0
  e.lower1 = d.lower1
  e.upper0 = d.upper0
  e.upper1 = d.upper1
}

/** Writes the metrics and statuses of problem `i` of the block to the points `at` and, if `both`, `at + 1`. */
function emit(i: i32, at: i32, both: bool): void {
  const failed = takeOptimum(i, factorCount)
  const allowed = changetype<Derived>(DERIVED + <usize>i * offsetof<Derived>()).valid
  const defined = v128.and(allowed, isFinite2(point.profit))
  const undefined2 = f64x2.splat(NaN)
  for (let m = 0; m < metricCount; m++) {
    const code = metricCode(m)
    const value = code == Metric.sensitivity ? sensitivity(metricSlot(m), factorCount) : metric(code)
    storeMetric(m, at, select(defined, value, undefined2), both)
  }
  let atBound = v128.or(point.atLower0, point.atUpper0)
  if (factorCount == 2) atBound = v128.or(atBound, v128.or(point.atLower1, point.atUpper1))
  const defined2 = i64x2.bitmask(defined)
  const failed2 = i64x2.bitmask(failed)
  const bound2 = i64x2.bitmask(atBound)
  storeStatus(at, statusOf(defined2 & 1, failed2 & 1, bound2 & 1))
  if (both) storeStatus(at + 1, statusOf(defined2 & 2, failed2 & 2, bound2 & 2))
}

// @ts-ignore: decorator
@inline
function statusOf(defined: i32, failed: i32, atBound: i32): i32 {
  if (!defined) return Status.domainError
  if (failed) return Status.notConverged
  return atBound ? Status.atBound : Status.ok
}
