/**
 * The task in memory. `reserve` lays it out anew; the host then fills it through the addresses and calls `run`. All
 * numbers are little-endian; an axis is four i32 (see `Axis`), a parameter that it moves two (see `Move`), a metric two (its code
 * and a sensitivity's slot).
 */
import { Parameter, Status } from './layout'
import { setLaneAt } from './math/lanes'
import { addressOf, layOutVaried, VARIED } from './model/parameters'
import { setTable } from './model/table'
import { Changes } from './shared/path/changes'

/** Points that one call of `run` can compute. */
const CAPACITY: i32 = 8192
/** A column has room for one more, as pairs are stored whole. */
const ROOM: i32 = CAPACITY + 2

@unmanaged
export class Axis {
  /** Parameters that it moves together, one or more. */
  moveCount: i32
  /** Values in a full turn of the axis. */
  points: i32
  /** The point that `run` starts at. */
  index: i32
  /** Address of the first of its moves. */
  moves: usize
}

/** A parameter that an axis moves. */
@unmanaged
export class Move {
  slot: i32
  /** Address of value 0; only the values that the run needs have to be there. */
  values: usize
}

export let factorCount: i32 = 1
export let method: i32 = 0
/** Code of Objective. */
export let objective: i32 = 0
/** Code of Mode where each point is a time on a path, −1 where it is an optimum of its own. */
export let mode: i32 = -1
/** Code of Law, or −1 where the parameter `level` is the level. */
export let law: i32 = -1
export let knots: i32 = 0
let numberCount: i32 = 0
export let axisCount: i32 = 0
export let metricCount: i32 = 0
/** The parameter block of one point, and what of it changes over time: see shared/path/changes.ts. */
export let numbers: Float64Array = new Float64Array(Parameter.count)
export let codes: Int32Array = new Int32Array(0)
let numberRoom: i32 = Parameter.count
let codeRoom: i32 = 0
export let codeCount: i32 = 0
export const changes = new Changes()
/** Tasks so far: what is kept of one is not the next one's. */
export let serial: i32 = 0

let parameters: usize = 0
let axes: usize = 0
let moves: usize = 0
let values: usize = 0
let metrics: usize = 0
let columns: usize = 0
let statuses: usize = 0
let table: usize = 0

// The task's memory, behind the objects of portable code, which stay: they are all made before the first task.
let room: usize = 0
let end: usize = 0

/** Objects that were made since the last task keep their memory. */
export function layOutAnew(): void {
  room = 0
}

/** Room for so many numbers. */
function take(count: i32): usize {
  const at = end
  end += <usize>count << 3
  return at
}

/**
 * Lays out a task with `newNumberCount` numbers behind the table's, `changeCount` changes in `newCodeCount` codes, whose axes move
 * `moveCount` parameters, with `valueCount` values in all.
 */
export function reserve(
  newFactorCount: i32, newMethod: i32, newObjective: i32, newMode: i32, newLaw: i32, newKnots: i32, newNumberCount: i32,
  newCodeCount: i32, changeCount: i32, newAxisCount: i32, moveCount: i32, valueCount: i32, newMetricCount: i32,
): void {
  serial++
  factorCount = newFactorCount
  method = newMethod
  objective = newObjective
  mode = newMode
  law = newLaw
  knots = newKnots
  numberCount = newNumberCount
  codeCount = newCodeCount
  axisCount = newAxisCount
  metricCount = newMetricCount
  if (makeRoom(Parameter.count + 2 * knots + numberCount, changeCount) || !room) room = heap.alloc(0)
  end = room
  // Whole vectors first.
  columns = take(metricCount * ROOM)
  table = take(4 * knots)
  const varied = take(moveCount * VARIED)
  parameters = take(Parameter.count + 2 * knots + numberCount)
  axes = take(axisCount * (<i32>offsetof<Axis>() >> 3))
  moves = take(moveCount * (<i32>offsetof<Move>() >> 3))
  metrics = take(metricCount)
  // One value more, as a pair of lanes may read past the last.
  values = take(valueCount + 1)
  // Last, and to whole words behind the last block: statuses are stored eight at once.
  statuses = take((ROOM + 7) >> 3)
  const missing = <i32>((end + 0xffff) >> 16) - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
  setTable(table)
  layOutVaried(varied, moveCount)
}

/** Makes what portable code needs of a task larger where it is too small. Returns whether the heap has grown by that. */
function makeRoom(numberCount: i32, changeCount: i32): bool {
  const fits = numberRoom >= numberCount && codeRoom >= codeCount && changes.room >= changeCount
  if (numberRoom < numberCount) {
    numberRoom = numberCount
    numbers = new Float64Array(numberCount)
  }
  if (codeRoom < codeCount) {
    codeRoom = codeCount
    codes = new Int32Array(codeCount)
  }
  changes.reserve(changeCount)
  return !fits
}

/** Where the parameters go: one f64 a slot of the layout, then the table's times and levels, then the numbers of changes. */
export function parametersAt(): usize { return parameters }
/** Where the codes of changes go: one i32 each. */
export function codesAt(): usize { return changetype<usize>(codes) }
export function axesAt(): usize { return axes }
/** Where the moves are, axis by axis. */
export function movesAt(): usize { return moves }
export function valuesAt(): usize { return values }
export function metricsAt(): usize { return metrics }
/** Where the column of a metric is. */
export function columnAt(metric: i32): usize { return columns + (<usize>(metric * ROOM) << 3) }
/** Where the statuses are: one byte a point. */
export function statusesAt(): usize { return statuses }
export function capacity(): i32 { return CAPACITY }

@inline
export function axisAt(i: i32): Axis {
  return changetype<Axis>(axes + <usize>i * offsetof<Axis>())
}

/** Parameter `k` of those that an axis moves. */
@inline
export function moveAt(axis: Axis, k: i32): Move {
  return changetype<Move>(axis.moves + <usize>k * offsetof<Move>())
}

/** Where a parameter's value at the axis' present point is. */
@inline
export function presentValue(axis: Axis, k: i32): usize {
  return moveAt(axis, k).values + (<usize>axis.index << 3)
}

@inline
export function metricCode(i: i32): i32 {
  return load<i32>(metrics + (<usize>i << 3))
}

@inline
export function metricSlot(i: i32): i32 {
  return load<i32>(metrics + (<usize>i << 3), 4)
}

/** Copies the parameter block into both lanes. */
export function loadParameters(): void {
  for (let slot = 0; slot < Parameter.count + 2 * knots; slot++) {
    setSlot(slot, v128.load64_splat(parameters + (<usize>slot << 3)))
  }
}

/** Copies the parameter block into `numbers`, with the values of the axes in hand. */
export function loadNumbers(): void {
  memory.copy(changetype<usize>(numbers), parameters, <usize>(Parameter.count + 2 * knots + numberCount) << 3)
  for (let k = 0; k < axisCount; k++) {
    const axis = axisAt(k)
    for (let m = 0; m < axis.moveCount; m++) numbers[moveAt(axis, m).slot] = load<f64>(presentValue(axis, m))
  }
}

/** Where a parameter or a knot of the table is. */
export function slotAddress(slot: i32): usize {
  return slot < Parameter.count ? addressOf(slot) : table + (<usize>(slot - Parameter.count) << 4)
}

export function setSlot(slot: i32, value: v128): void {
  v128.store(slotAddress(slot), value)
}

/** Moves the axes on by `steps` points, which end at or before the end of the fastest axis. */
export function advance(steps: i32): void {
  for (let i = axisCount - 1; i >= 0; i--) {
    const axis = axisAt(i)
    axis.index += steps
    if (axis.index < axis.points) return
    axis.index = 0
    steps = 1
  }
}

/** Status of a pair of lanes by the bits of the undefined, the failed and those at a bound, two each: a byte a lane. */
const STATUSES: usize = memory.data(64 * 2)
for (let bits = 0; bits < 64; bits++) {
  for (let lane = 0; lane < 2; lane++) {
    const own = bits >> lane
    const status = own & 1 ? Status.domainError : own & 4 ? Status.notConverged : own & 16 ? Status.atBound : Status.ok
    store<u8>(STATUSES + <usize>(2 * bits + lane), <u8>status)
  }
}

/** Stores the statuses of the points `at` and `at + 1`, from the bits of their lanes. */
@inline
export function storeStatuses(at: i32, undefined2: i32, failed: i32, atBound: i32): void {
  const bits = undefined2 | (failed << 2) | (atBound << 4)
  store<u16>(statuses + <usize>at, load<u16>(STATUSES + <usize>(2 * bits)))
}

/** Stores status ok for `count` points from `at` on, and beyond them for those that have none yet. */
export function storeOk(at: i32, count: i32): void {
  for (let k = 0; k < count; k += 8) store<i64>(statuses + <usize>(at + k), <i64>Status.ok * 0x0101010101010101)
}

export function storeStatus(at: i32, status: i32): void {
  store<u8>(statuses + <usize>at, <u8>status)
}

/** Stores a metric for one point. */
export function storeOne(metric: i32, at: i32, value: f64): void {
  setLaneAt(columnAt(metric), at, value + 0) // no −0
}

export function statusOf(at: i32): i32 {
  return load<u8>(statuses + <usize>at)
}
