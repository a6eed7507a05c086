/** From a block of pairs, whose parameters are derived, to their columns: optima, then statuses and metrics. */
import { select } from './math/lanes'
import { fieldOf, metric } from './model/metrics'
import { usePair } from './model/parameters'
import { arePlain, pointAt } from './model/points'
import { findOptima } from './optimum/optimum'
import { columnAt, factorCount, method, metricCode, metricCount, metricSlot, storeOk, storeStatuses } from './task'

/** Finds the optima of the pairs and writes their metrics and statuses from point `at` on. */
export function computeBlock(pairs: i32, at: i32): void {
  findOptima(pairs, factorCount, method)
  const defined = writeStatuses(pairs, at)
  for (let m = 0; m < metricCount; m++) writeMetric(m, pairs, columnAt(m) + (<usize>at << 3), defined)
}

/** Returns whether every point is defined. */
function writeStatuses(pairs: i32, at: i32): bool {
  if (arePlain) {
    storeOk(at, 2 * pairs)
    return true
  }
  let undefined2 = 0
  for (let i = 0; i < pairs; i++) {
    const p = pointAt(i)
    let atBound = v128.or(p.atLower0, p.atUpper0)
    if (factorCount == 2) atBound = v128.or(atBound, v128.or(p.atLower1, p.atUpper1))
    const lanes = i64x2.bitmask(p.defined) ^ 3
    undefined2 |= lanes
    storeStatuses(at + 2 * i, lanes, i64x2.bitmask(p.failed), i64x2.bitmask(atBound))
  }
  return !undefined2
}

function writeMetric(m: i32, pairs: i32, column: usize, allDefined: bool): void {
  const code = metricCode(m)
  const field = fieldOf(code)
  if (field >= 0) {
    for (let i = 0; i < pairs; i++) store2(column, i, v128.load(changetype<usize>(pointAt(i)) + <usize>field))
  } else {
    const slot = metricSlot(m)
    for (let i = 0; i < pairs; i++) {
      usePair(i)
      store2(column, i, metric(code, slot, i, factorCount))
    }
  }
  if (!allDefined) clearUndefined(pairs, column)
}

/** Stores a pair's values, of which none is −0. */
@inline
function store2(column: usize, i: i32, value: v128): void {
  v128.store(column + (<usize>i << 4), f64x2.add(value, f64x2.splat(0)))
}

function clearUndefined(pairs: i32, column: usize): void {
  for (let i = 0; i < pairs; i++) {
    const at = column + (<usize>i << 4)
    v128.store(at, select(pointAt(i).defined, v128.load(at), f64x2.splat(NaN)))
  }
}
