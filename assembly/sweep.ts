/**
 * The chunk loop: point → parameters → optimum → metrics → columns. Two neighbours along the fastest axis share a register,
 * and a block of such pairs goes through each stage in a loop of its own.
 */
import { computeBlock } from './columns'
import { EVERYTHING, groupsOf } from './layout'
import { BLOCK } from './math/lanes'
import { derive } from './model/enterprise'
import { bytesOf, separateGroups, shareGroups } from './model/groups'
import { usePair, vary, varyNothing, varyToo } from './model/parameters'
import { setChanged } from './model/changed'
import { runChanging } from './changing'
import {
  advance, Axis, axisAt, axisCount, codeCount, factorCount, knots, law, loadParameters, moveAt, presentValue, serial, setSlot,
  slotAddress,
} from './task'

/** Computes the next `count` points, row-major, from the index of each axis on. */
export function run(count: i32): void {
  loadParameters()
  varyNothing()
  shareGroups()
  setChanged(0)
  if (codeCount) return runChanging(count)
  if (keptOf != serial) kept = 0
  keptOf = serial
  for (let done = 0; done < count; ) {
    for (let i = 0; i < axisCount; i++) {
      const axis = axisAt(i)
      for (let k = 0; k < axis.moveCount; k++) setSlot(moveAt(axis, k).slot, v128.load64_splat(presentValue(axis, k)))
    }
    shareGroups()
    derive(0, EVERYTHING, factorCount, law, knots)
    const length = axisCount ? runRow(done, count - done) : runPoint()
    if (axisCount) advance(length)
    done += length
  }
}

function runPoint(): i32 {
  computeBlock(1, 0)
  return 1
}

// What the fastest axis makes of its groups, an entry a pair. Where the slower axes do not touch them the first row's is
// every row's.
const KEPT_BYTES: usize = 1024 * 208
const KEPT: usize = memory.data(<i32>KEPT_BYTES, 16)
let kept: i32 = 0 // points of the row that are there
let keptFrom: i32 = 0 // its first index
let keptOf: i32 = 0 // its task

/** Steps along a row of the fastest axis to its end, or `most` points, and returns how many. */
function runRow(start: i32, most: i32): i32 {
  const axis = axisAt(axisCount - 1)
  const length = min(most, axis.points - axis.index)
  const groups = groupsOfAxis(axis)
  const bytes = bytesOf(groups)
  const keeps = <usize>((length + 1) >> 1) * bytes <= KEPT_BYTES && isEveryRows(groups)
  const known = keeps && keptFrom == axis.index && kept >= length
  for (let done = 0; done < length; done += 2 * BLOCK) {
    const points = min(length - done, 2 * BLOCK)
    const pairs = (points + 1) >> 1
    varyAlong(axis, done, points)
    separateGroups(groups, KEPT + (keeps ? <usize>done >> 1 : 0) * bytes)
    if (!known) deriveBlock(pairs, groups)
    computeBlock(pairs, start + done)
  }
  if (keeps && !known) {
    kept = length
    keptFrom = axis.index
  } else if (!keeps) {
    kept = 0
  }
  return length
}

/** Lets the parameters of an axis run through `count` values, from the one `offset` behind the present on. */
function varyAlong(axis: Axis, offset: i32, count: i32): void {
  const behind = <usize>offset << 3
  vary(slotAddress(moveAt(axis, 0).slot), presentValue(axis, 0) + behind, count)
  for (let k = 1; k < axis.moveCount; k++) varyToo(slotAddress(moveAt(axis, k).slot), presentValue(axis, k) + behind, count)
}

function groupsOfAxis(axis: Axis): i32 {
  let groups = 0
  for (let k = 0; k < axis.moveCount; k++) groups |= groupsOf(moveAt(axis, k).slot)
  return groups
}

function deriveBlock(pairs: i32, groups: i32): void {
  for (let i = 0; i < pairs; i++) {
    usePair(i)
    derive(i, groups, factorCount, law, knots)
  }
}

/** Whether no slower axis touches any of these groups. */
function isEveryRows(groups: i32): bool {
  for (let i = 0; i < axisCount - 1; i++) if (groups & groupsOfAxis(axisAt(i))) return false
  return true
}
