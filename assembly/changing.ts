/** Optima of a task whose parameters change over time: each point is that of the parameters at its time. */
import { computeBlock } from './columns'
import { EVERYTHING, Parameter } from './layout'
import { BLOCK, withLane } from './math/lanes'
import { setChanged, setShare, shareOf } from './model/changed'
import { derive, deriveWaste } from './model/enterprise'
import { Elasticities, Factor, LEVEL, Output, separateGroups, Waste, WASTE, wasteOf } from './model/groups'
import { setVaried, usePair, variedAt, varyMany } from './model/parameters'
import { Law } from './shared/path/law'
import { advance, axisAt, axisCount, changes, codes, factorCount, knots, law as code, loadNumbers, moveAt, numbers } from './task'

const ENTRIES: usize = memory.data(
  BLOCK * <i32>(offsetof<Waste>() + offsetof<Output>() + offsetof<Elasticities>() + 2 * offsetof<Factor>()), 16,
)
const SLOTS = new Int32Array(2 * Parameter.count)
const law = new Law()

/** Slots of an enterprise that differ between points: those of axes, and those that change. */
let slots: i32 = 0

/** Computes the next `count` points from the index of each axis on. */
export function runChanging(count: i32): void {
  changes.describe(codes)
  setChanged(changes.count)
  collectSlots()
  for (let done = 0; done < count; ) {
    const points = min(count - done, 2 * BLOCK)
    const pairs = (points + 1) >> 1
    varyMany(slots)
    separateGroups(EVERYTHING, ENTRIES)
    for (let k = 0; k < points; k++) readPoint(k >> 1, k & 1)
    for (let i = 0; i < pairs; i++) {
      usePair(i)
      deriveWaste(wasteOf(i))
      derive(i, EVERYTHING & ~(LEVEL | WASTE), factorCount, -1, 0)
    }
    computeBlock(pairs, done)
    done += points
  }
}

function collectSlots(): void {
  slots = changes.count
  for (let k = 0; k < slots; k++) SLOTS[k] = changes.slots[k]
  for (let k = 0; k < axisCount; k++) {
    const axis = axisAt(k)
    for (let m = 0; m < axis.moveCount; m++) {
      const slot = moveAt(axis, m).slot
      if (slot < Parameter.count && changes.indexOf(slot) < 0) SLOTS[slots++] = slot
    }
  }
}

/** Reads the next point into lane `lane` of pair `i`; into both lanes where that is the first. */
function readPoint(i: i32, lane: i32): void {
  loadNumbers()
  if (axisCount) advance(1)
  const t = numbers[Parameter.time]
  changes.read(numbers)
  changes.enter(t)
  changes.evaluate(t)
  law.take(code, numbers, knots)
  law.enter(t)
  const w = wasteOf(i)
  w.level = into(w.level, lane, law.at(t))
  for (let k = 0; k < slots; k++) {
    const slot = SLOTS[k]
    const isChanged = k < changes.count
    setVaried(k, slot, i, into(variedAt(k, i), lane, isChanged ? changes.values[k] : numbers[slot]))
    if (isChanged) setShare(k, slot, i, into(shareOf(slot, i), lane, changes.isReplaced[k] ? 0 : changes.multipliers[k]))
  }
}

function into(lanes: v128, lane: i32, value: f64): v128 {
  return lane ? withLane(lanes, 1, value) : f64x2.splat(value)
}
