/**
 * What depends on the time alone, found for several times at once: the level, where a law gives it, and with it the optimum.
 * They are as a sweep along the parameter `time` would find them.
 */
import { Law, Method, Mode, Parameter } from '../layout'
import { BLOCK } from '../math/lanes'
import { derive, deriveWaste } from '../model/enterprise'
import { LEVEL, separateGroups, Waste, WASTE, wasteOf } from '../model/groups'
import { levelAt } from '../model/level'
import { addressOf, parameter, setParameter, usePair, vary, varyNothing } from '../model/parameters'
import { Point, point, pointAt } from '../model/points'
import { findOptima } from '../optimum/optimum'
import { factorCount, knots, law, mode } from '../task'

@unmanaged
export class Moment {
  level: v128
  /** The optimum at that level, but in mode `capitalisation`: logarithms of its volumes, and lanes in which it was not found. */
  target0: v128
  target1: v128
  failed: v128
}

// Between looks ahead pair 0 is the enterprise, and pair 1 the one whose level stays, with a WASTE entry each.
const PLACES: usize = memory.data(2 * <i32>offsetof<Waste>(), 16)

/** Gives the enterprise and the one whose level stays their entries. */
export function separatePlaces(): void {
  varyNothing()
  separateGroups(LEVEL | WASTE, PLACES)
}

const MOMENTS: usize = memory.data(BLOCK * <i32>offsetof<Moment>(), 16)
const TIMES: usize = memory.data(BLOCK * 16, 16)
const ENTRIES: usize = memory.data(BLOCK * <i32>offsetof<Waste>(), 16)

// @ts-ignore: decorator
@inline
export function momentAt(k: i32): Moment {
  return changetype<Moment>(MOMENTS + <usize>k * offsetof<Moment>())
}

// @ts-ignore: decorator
@inline
export function timeAt(k: i32): v128 {
  return v128.load(TIMES + (<usize>k << 4))
}

// @ts-ignore: decorator
@inline
export function setTime(k: i32, t: v128): void {
  v128.store(TIMES + (<usize>k << 4), t)
}

/** θ(t), of a law that is a function of time. */
export function levelAtTime(t: v128): v128 {
  setParameter(Parameter.time, t)
  return law < 0 ? parameter(Parameter.level) : levelAt(law, knots)
}

// @ts-ignore: decorator
@inline
function note(k: i32, p: Point): void {
  const m = momentAt(k)
  m.target0 = p.y0
  m.target1 = p.y1
  m.failed = p.failed
}

/** Fills the first `count` moments, whose times are set. In mode `optimum` their points are those of the block. */
export function foresee(count: i32): void {
  if (law == Law.invested) return
  if (mode == Mode.capitalisation) {
    for (let k = 0; k < count; k++) momentAt(k).level = levelAtTime(timeAt(k))
    return
  }
  vary(addressOf(Parameter.time), TIMES, 2 * count)
  separateGroups(LEVEL | WASTE, ENTRIES)
  for (let k = 0; k < count; k++) {
    usePair(k)
    derive(k, LEVEL | WASTE, factorCount, law, knots)
  }
  findOptima(count, factorCount, Method.exact)
  for (let k = 0; k < count; k++) {
    momentAt(k).level = wasteOf(k).level
    note(k, pointAt(k))
  }
  separatePlaces()
}

/** Fills moment `k` for a level that is a state. */
export function fill(k: i32, level: v128): void {
  momentAt(k).level = level
  if (mode == Mode.capitalisation) return
  optimize(level)
  note(k, point)
}

/** Sets `point` to the optimum at a level. */
export function optimize(level: v128): void {
  wasteOf(0).level = level
  deriveWaste(wasteOf(0))
  findOptima(1, factorCount, Method.exact)
}
