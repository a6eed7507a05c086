/** The chunk loop: point → parameters → optimum → metrics → columns. Two neighbours along the fastest axis share a register. */
import { Metric, Status } from './layout'
import { select } from './math/lanes'
import { derive, EVERYTHING, groupsOf, valid } from './model/enterprise'
import { metric, point } from './model/flows'
import { sensitivity } from './model/sensitivity'
import { findOptimum } from './optimum/optimum'
import { runPaths } from './path/run'
import {
  advance, Axis, axisAt, axisCount, factorCount, knots, law, loadParameters, method, metricCode, metricCount, metricSlot, mode, setSlot,
  storeMetric, storeStatus,
} from './task'

/** Computes the next `count` points, row-major, from the index of each axis on. */
export function run(count: i32): void {
  if (mode >= 0) return runPaths(count)
  loadParameters()
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
    else solvePair(0, false)
    done += length
    if (axisCount) advance(length)
  }
}

/** Steps `length` points along a row of the fastest axis. */
function runRow(row: Axis, start: i32, length: i32): void {
  const slot = row.slot
  const groups = groupsOf(slot)
  let address = row.values + (<usize>row.index << 3)
  for (let i = 0; i < length; i += 2) {
    const both = i + 1 < length
    setSlot(slot, both ? v128.load(address) : v128.load64_splat(address))
    derive(groups, factorCount, law, knots)
    solvePair(start + i, both)
    address += 16
  }
}

function solvePair(at: i32, both: bool): void {
  const failed = findOptimum(factorCount, method)
  const finite = f64x2.lt(f64x2.abs(point.profit), f64x2.splat(Infinity))
  const defined = v128.and(valid(factorCount), finite)
  const undefined2 = f64x2.splat(NaN)
  for (let i = 0; i < metricCount; i++) {
    const code = metricCode(i)
    const value = code == Metric.sensitivity ? sensitivity(metricSlot(i), factorCount) : metric(code)
    storeMetric(i, at, select(defined, value, undefined2), both)
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
