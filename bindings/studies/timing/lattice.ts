/**
 * Dynamic programming over a lattice of exact moves: in one step of time the level rests or crosses whole cells, as far as its rate allows.
 * Every path over the lattice can be followed, so that the best is a lower bound, up to the quadrature of a step; nothing is interpolated.
 */
import type { Corner } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'
import { discountWeights } from './quadrature.ts'

export interface Lattice {
  /** Ends of the steps. */
  times: Float64Array
  levels: Float64Array
  /** Where the course starts among the levels. */
  origin: number
  /** Most cells that a step can rise and fall. */
  rise: number
  fall: number
  steps: Step[]
  /** Maximum profits at every level, a row for each moment that differs. */
  rows: Float64Array[]
  /** The moment that each row is of. */
  moments: number[]
  /** What follows the horizon, at each level, discounted to the start. */
  after: Float64Array
}

/** A stretch of time without a date inside: the rows of profits at its ends, and ∫ e^{−ρt} dt, whole and what goes to its end. */
export interface Part {
  start: number
  end: number
  startRow: number
  endRow: number
  whole: number
  toEnd: number
}

export interface Step {
  parts: Part[]
  /** Discounted cost of a unit of level that moves evenly during the step. */
  rising: number
  falling: number
  /** Discounted cost of a unit of level that jumps at the step's start. */
  jumping: number
}

/** Steps and levels, and so the work, at most. */
const MOST_STEPS = 6000
const MOST_CELLS = 1.2e7

/** @param cells cells between the first level and 1. */
export async function latticeOf(question: Question, profits: Profits, cells: number): Promise<Lattice> {
  const { start, end, level, rate, fall, discountRate, over, conversionCost, reversalCost } = question
  const cell = (1 - level) / cells || 1 / cells
  const below = fall > 0 ? Math.ceil(level / cell - 1e-9) : 0
  const levels = new Float64Array(below + (level < 1 ? cells : 0) + 1)
  for (let i = 0; i < levels.length; i++)
    levels[i] = i < below ? (level * i) / below : i === levels.length - 1 && level < 1 ? 1 : level + (i - below) * cell
  const length = end - start
  const most = Math.min(MOST_STEPS, Math.max(16, Math.floor(MOST_CELLS / levels.length)))
  // With jumps the steps decide how well their dates are met; with a rate, a step is what whole cells take.
  const rise = rate === Infinity ? levels.length : Math.max(1, Math.ceil((length * rate) / (cell * most)))
  const step = rate === Infinity ? length / Math.min(most, 2 * cells) : (rise * cell) / rate
  const count = Math.max(1, Math.ceil(length / step - 1e-9))
  const times = Float64Array.from({ length: count + 1 }, (_, k) => (k === count ? end : start + k * step))
  const { moments, rows, rowAt } = await rowsOf(question, profits, times, levels)
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  const steps = Array.from({ length: count }, (_, k): Step => {
    const [a, b] = [times[k], times[k + 1]]
    const ends = [a, ...over.dates.filter((date) => date > a && date < b), b]
    const parts = ends.slice(1).map((to, i) => {
      const from = ends[i]
      const { whole, toEnd } = discountWeights(discountRate, to - from)
      return {
        start: from,
        end: to,
        startRow: rowAt(from, 'after'),
        endRow: rowAt(to, 'before'),
        whole: discount(from) * whole,
        toEnd: discount(from) * toEnd,
      }
    })
    const mean = (cost: (time: number) => number) =>
      parts.reduce((sum, part) => sum + (part.whole - part.toEnd) * cost(part.start) + part.toEnd * cost(before(part.end)), 0) / (b - a)
    return { parts, rising: mean(conversionCost), falling: mean(() => reversalCost), jumping: discount(a) * conversionCost(a) }
  })
  const after = await afterOf(question, profits, levels)
  return { moments, times, levels, origin: below, rise, fall: fall > 0 ? Math.floor((fall * step) / cell + 1e-9) : 0, steps, rows, after }
}

/** The double just below a time: what holds until then. */
export function before(time: number): number {
  return time - Math.max(Math.abs(time) * 2 ** -52, Number.MIN_VALUE)
}

async function rowsOf({ over, end }: Question, profits: Profits, times: Float64Array, levels: Float64Array) {
  const looks = new Map<number, number>()
  const moments: number[] = []
  const look = (time: number): number => {
    // Between two dates of steps the parameters, and so the profits, are the same.
    const key = over.isConstant ? 0 : over.isStepwise ? over.dates.filter((date) => date <= time).length : time
    let row = looks.get(key)
    if (row === undefined) {
      looks.set(key, (row = moments.length))
      moments.push(time)
    }
    return row
  }
  const rowAt = (time: number, side: 'after' | 'before') => look(side === 'before' && over.dates.includes(time) ? before(time) : time)
  for (const time of [...times, ...over.dates]) {
    rowAt(time, 'after')
    rowAt(time, 'before')
  }
  rowAt(end, 'after')
  const all = await profits.grid(moments, levels)
  return { moments, rows: moments.map((_, row) => all.subarray(row * levels.length, (row + 1) * levels.length)), rowAt }
}

/** The worth of a level at the end of the horizon. */
async function afterOf(question: Question, profits: Profits, levels: Float64Array): Promise<Float64Array> {
  const { continuation, end, start, discountRate } = question
  if (continuation === 'none') return new Float64Array(levels.length)
  const worth = Math.exp(-discountRate * (end - start)) / discountRate
  return (await profits.grid([end], levels)).map((profit) => worth * profit)
}

/** The value of the best path from each level at the start, and the path from the first level. */
export function bestPath(lattice: Lattice, { mustMove = false } = {}): { value: number; corners: Corner[] } {
  const { levels, steps, times, after, rise, fall, origin } = lattice
  const count = levels.length
  const targets = new Int16Array(steps.length * count)
  let worth = Float64Array.from(after)
  for (let k = steps.length - 1; k >= 0; k--) {
    const { starts, ends } = weighed(lattice, steps[k])
    const next = new Float64Array(count)
    const isShort = times[k + 1] - times[k] < (times[1] - times[0]) * (1 - 1e-9)
    const most = isShort && rise < count ? Math.floor((rise * (times[k + 1] - times[k])) / (times[1] - times[0])) : rise
    for (let i = 0; i < count; i++) {
      let best = k === 0 && mustMove && i === origin ? -Infinity : starts[i] + ends[i] + worth[i]
      let target = i
      if (rise < count) {
        for (let j = i + 1; j <= Math.min(count - 1, i + most); j++) {
          const value = starts[i] + ends[j] + worth[j] - steps[k].rising * (levels[j] - levels[i])
          if (value > best) [best, target] = [value, j]
        }
        for (let j = i - 1; j >= Math.max(0, i - fall); j--) {
          const value = starts[i] + ends[j] + worth[j] - steps[k].falling * (levels[i] - levels[j])
          if (value > best) [best, target] = [value, j]
        }
      }
      next[i] = best
      targets[k * count + i] = target
    }
    if (rise >= count) jump(lattice, k, next, starts, ends, worth, targets, mustMove)
    worth = next
  }
  return { value: worth[origin], corners: cornersOf(lattice, targets) }
}

/** With jumps each level may change to any higher one at the start of the step: the best of those, from the highest down. */
function jump(
  { levels, steps, origin }: Lattice,
  k: number,
  next: Float64Array,
  starts: Float64Array,
  ends: Float64Array,
  worth: Float64Array,
  targets: Int16Array,
  mustMove: boolean,
): void {
  const count = levels.length
  const cost = steps[k].jumping
  let best = -Infinity
  let target = count - 1
  for (let i = count - 1; i >= 0; i--) {
    const isFirst = k === 0 && mustMove && i === origin
    const own = starts[i] + ends[i] + worth[i] - cost * levels[i]
    if (!isFirst && own >= best) [best, target] = [own, i]
    next[i] = best + cost * levels[i]
    targets[k * count + i] = target
  }
}

/** Profits of a step that count at its start and at its end, weighed. */
export function weighed({ rows, levels }: Lattice, { parts }: Step) {
  const starts = new Float64Array(levels.length)
  const ends = new Float64Array(levels.length)
  parts.forEach(({ startRow, endRow, whole, toEnd }, p) => {
    // A part before the last counts at the start, one after the first at the end, as the level crosses a cell in between.
    const [first, last] = [p === 0 ? starts : ends, p === parts.length - 1 ? ends : starts]
    for (let i = 0; i < levels.length; i++) {
      first[i] += (whole - toEnd) * rows[startRow][i]
      last[i] += toEnd * rows[endRow][i]
    }
  })
  return { starts, ends }
}

function cornersOf({ levels, times, steps, origin, rise }: Lattice, targets: Int16Array): Corner[] {
  const corners: Corner[] = [{ time: times[0], level: levels[origin] }]
  let at = origin
  steps.forEach((_, k) => {
    const target = targets[k * levels.length + at]
    if (rise >= levels.length && target !== at)
      corners.push({ time: times[k], level: levels[at] }, { time: times[k], level: levels[target] })
    else if (target !== at) corners.push({ time: times[k], level: levels[at] }, { time: times[k + 1], level: levels[target] })
    at = target
  })
  corners.push({ time: times[times.length - 1], level: levels[at] })
  return simplified(corners)
}

/** Without corners at which nothing turns. */
function simplified(corners: readonly Corner[]): Corner[] {
  const kept: Corner[] = []
  for (const corner of corners) {
    const [a, b] = kept.slice(-2)
    if (b && b.time === corner.time && b.level === corner.level) continue
    if (a && b && isStraight(a, b, corner)) kept.pop()
    kept.push(corner)
  }
  return kept
}

function isStraight(a: Corner, b: Corner, c: Corner): boolean {
  if (a.time === b.time || b.time === c.time) return a.time === c.time
  const [first, second] = [(b.level - a.level) / (b.time - a.time), (c.level - b.level) / (c.time - b.time)]
  return Math.abs(first - second) <= 1e-9 * Math.max(Math.abs(first), Math.abs(second))
}
