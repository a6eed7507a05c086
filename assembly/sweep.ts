/**
 * The chunk loop: point → parameters → optimum → metrics → columns. Two neighbours along the fastest axis share a register,
 * and a block of such pairs goes through each stage in a loop of its own.
 */
import { BLOCK, isFinite2, select } from './math/lanes'
import { derive, endOf, Enterprise, enterpriseAt, EVERYTHING, groupsOf, MOST_BYTES, startOf, together, valid } from './model/enterprise'
import { pointAt } from './model/points'
import { fieldOf, metric } from './model/metrics'
import { usePair, vary, varyNothing } from './model/parameters'
import { findOptima } from './optimum/optimum'
import { runPaths } from './path/run'
import {
  advance, axisAt, axisCount, columnAt, factorCount, knots, law, loadParameters, method, metricCode, metricCount, metricSlot,
  mode, setSlot, slotAddress, storeStatuses,
} from './task'

/** Computes the next `count` points, row-major, from the index of each axis on. */
export function run(count: i32): void {
  loadParameters()
  varyNothing()
  if (mode >= 0) return runPaths(count)
  kept = 0
  for (let done = 0; done < count; ) {
    for (let i = 0; i < axisCount; i++) {
      const axis = axisAt(i)
      setSlot(axis.slot, v128.load64_splat(axis.values + (<usize>axis.index << 3)))
    }
    deriveAll()
    const length = axisCount ? runRow(done, count - done) : runPoint()
    if (axisCount) advance(length)
    done += length
  }
}

/** The enterprises of the whole block, as the parameters are. */
function deriveAll(): void {
  const first = enterpriseAt(0)
  derive(first, EVERYTHING, factorCount, law, knots)
  for (let i = 1; i < BLOCK; i++) copy(changetype<usize>(enterpriseAt(i)), changetype<usize>(first), offsetof<Enterprise>())
}

function runPoint(): i32 {
  computeBlock(1, 0)
  return 1
}

/** Steps along a row of the fastest axis to its end, or `most` points, and returns how many. */
function runRow(start: i32, most: i32): i32 {
  const axis = axisAt(axisCount - 1)
  const length = min(most, axis.points - axis.index)
  const values = axis.values + (<usize>axis.index << 3)
  const groups = groupsOf(axis.slot)
  const keeps = length <= KEPT_POINTS && isEveryRows(groups)
  const known = keeps && keptFrom == axis.index && kept >= length
  for (let done = 0; done < length; done += 2 * BLOCK) {
    const points = min(length - done, 2 * BLOCK)
    const pairs = (points + 1) >> 1
    vary(slotAddress(axis.slot), values + (<usize>done << 3), points)
    if (known) recall(done >> 1, pairs, groups)
    else deriveBlock(pairs, groups)
    if (keeps && !known) keep(done >> 1, pairs, groups)
    computeBlock(pairs, start + done)
  }
  if (keeps && !known) {
    kept = length
    keptFrom = axis.index
  }
  return length
}

function deriveBlock(pairs: i32, groups: i32): void {
  for (let i = 0; i < pairs; i++) {
    usePair(i)
    derive(enterpriseAt(i), groups, factorCount, law, knots)
  }
}

// What the fastest axis makes of its groups, where the slower axes do not touch them: the first row's is every row's.
const KEPT_POINTS: i32 = 1024
const KEPT: usize = memory.data((KEPT_POINTS / 2) * MOST_BYTES, 16)
let kept: i32 = 0 // points of the row that are there
let keptFrom: i32 = 0 // its first index

/** Whether no slower axis touches any of these groups. */
function isEveryRows(groups: i32): bool {
  for (let i = 0; i < axisCount - 1; i++) if (together(groups) & together(groupsOf(axisAt(i).slot))) return false
  return groups != 0 && groups != EVERYTHING
}

function keep(first: i32, pairs: i32, groups: i32): void {
  const start = startOf(groups)
  const bytes = endOf(groups) - start
  for (let i = 0; i < pairs; i++) {
    copy(KEPT + <usize>((first + i) * MOST_BYTES), changetype<usize>(enterpriseAt(i)) + start, bytes)
  }
}

function recall(first: i32, pairs: i32, groups: i32): void {
  const start = startOf(groups)
  const bytes = endOf(groups) - start
  for (let i = 0; i < pairs; i++) {
    copy(changetype<usize>(enterpriseAt(i)) + start, KEPT + <usize>((first + i) * MOST_BYTES), bytes)
  }
}

/** Copies vectors; `memory.copy` calls out of the module. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at))
}

const DEFINED: usize = memory.data(BLOCK * 16, 16)

/** Finds the optima of the pairs and writes their metrics and statuses from point `at` on. */
function computeBlock(pairs: i32, at: i32): void {
  findOptima(pairs, factorCount, method)
  const defined = writeStatuses(pairs, at)
  for (let m = 0; m < metricCount; m++) writeMetric(m, pairs, columnAt(m) + (<usize>at << 3), defined)
}

/** Returns whether every point is defined. */
function writeStatuses(pairs: i32, at: i32): bool {
  let undefined2 = 0
  for (let i = 0; i < pairs; i++) {
    const p = pointAt(i)
    const defined = v128.and(valid(enterpriseAt(i), factorCount), isFinite2(p.profit))
    let atBound = v128.or(p.atLower0, p.atUpper0)
    if (factorCount == 2) atBound = v128.or(atBound, v128.or(p.atLower1, p.atUpper1))
    const lanes = i64x2.bitmask(defined) ^ 3
    undefined2 |= lanes
    v128.store(DEFINED + (<usize>i << 4), defined)
    storeStatuses(at + 2 * i, lanes, i64x2.bitmask(p.failed), i64x2.bitmask(atBound))
  }
  return !undefined2
}

function writeMetric(m: i32, pairs: i32, column: usize, allDefined: bool): void {
  const code = metricCode(m)
  const field = fieldOf(code)
  if (field >= 0) {
    for (let i = 0; i < pairs; i++) v128.store(column + (<usize>i << 4), v128.load(changetype<usize>(pointAt(i)) + <usize>field))
  } else {
    const slot = metricSlot(m)
    for (let i = 0; i < pairs; i++) {
      usePair(i)
      v128.store(column + (<usize>i << 4), metric(code, slot, i, factorCount))
    }
  }
  if (!allDefined) clearUndefined(pairs, column)
}

function clearUndefined(pairs: i32, column: usize): void {
  for (let at: usize = 0; at < <usize>pairs << 4; at += 16) {
    v128.store(column + at, select(v128.load(DEFINED + at), v128.load(column + at), f64x2.splat(NaN)))
  }
}
