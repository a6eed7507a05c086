/**
 * The best course where levels may rise and fall, without cost of adjustment, by dynamic programming over a lattice of exact moves: in a step of
 * time the level rests or crosses whole cells, as far as its rates allow. Every path over the lattice can be followed; nothing is interpolated.
 */
import { stayOf, valuesOf, type Corner, type Found } from './course.ts'
import { before, piecesOf, type Piece } from './pieces.ts'
import { polished } from './polish.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'
import { discountWeights } from './quadrature.ts'

interface Lattice {
  /** Ends of the steps. */
  times: Float64Array
  levels: Float64Array
  /** Where the course starts among the levels. */
  origin: number
  /** Most cells that a step can rise and fall. */
  rise: number
  drop: number
  steps: Step[]
  /** What follows the horizon, at each level, discounted to the start. */
  after: Float64Array
}

interface Step {
  /** Profits that count at its start and at its end, weighed. */
  starts: Float64Array
  ends: Float64Array
  /** Discounted cost of a unit of level that moves evenly during the step. */
  rising: number
  falling: number
}

const CELLS = 100
const MOST_CELLS = 800
/** Steps and levels, and so the work, at most. */
const MOST_STEPS = 6000
const MOST_WORK = 2e6
/** Two rounds agree where they differ by this share of the value. */
const AGREED = 1e-6

export async function falling(question: Question, profits: Profits): Promise<Found> {
  const stay = stayOf(question)
  let best = { corners: stay, value: (await valuesOf(question, profits, [stay]))[0] }
  let error: number | undefined
  let last = NaN
  let rounds = 0
  let cells = CELLS
  for (; ; cells *= 2) {
    rounds++
    const lattice = await latticeOf(question, profits, cells)
    const reach = 2 * (lattice.times[1] - lattice.times[0])
    const own = await polished(question, profits, bestPath(lattice), reach)
    if (rounds > 1) error = Math.abs(own.value - last)
    last = own.value
    if (own.value > best.value) best = own
    await question.pause(cells / (2 * MOST_CELLS))
    if (2 * cells > MOST_CELLS || (error !== undefined && error <= AGREED * Math.abs(best.value))) break
  }
  return { ...best, bound: null, error, cells, rounds }
}

/** @param cells cells between the first level and 1. */
async function latticeOf(question: Question, profits: Profits, cells: number): Promise<Lattice> {
  const { start, end, level, rate, fall, discountRate, continuation } = question
  const cell = (1 - level) / cells || 1 / cells
  const below = Math.ceil(level / cell - 1e-9)
  const levels = new Float64Array(below + (level < 1 ? cells : 0) + 1)
  for (let i = 0; i < levels.length; i++)
    levels[i] = i < below ? (level * i) / below : i === levels.length - 1 && level < 1 ? 1 : level + (i - below) * cell
  const length = end - start
  const most = Math.min(MOST_STEPS, Math.max(16, Math.floor(MOST_WORK / levels.length)))
  // A step is what whole cells take.
  const rise = Math.max(1, Math.ceil((length * rate) / (cell * most)))
  const step = (rise * cell) / rate
  const count = Math.max(1, Math.ceil(length / step - 1e-9))
  const times = Float64Array.from({ length: count + 1 }, (_, k) => (k === count ? end : start + k * step))
  const steps = await stepsOf(question, profits, times, levels)
  const worth = continuation === 'none' ? 0 : Math.exp(-discountRate * length) / discountRate
  const after = worth > 0 ? (await profits.grid([end], levels)).map((profit) => worth * profit) : new Float64Array(levels.length)
  return { times, levels, origin: below, rise, drop: Math.floor((fall * step) / cell + 1e-9), steps, after }
}

async function stepsOf(question: Question, profits: Profits, times: Float64Array, levels: Float64Array): Promise<Step[]> {
  const { start, discountRate, conversionCost, reversalCost } = question
  const { pieces, moments } = piecesOf(question, times)
  const all = await profits.grid(moments, levels)
  const rowAt = (row: number) => all.subarray(row * levels.length, (row + 1) * levels.length)
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  const steps: Step[] = []
  for (let k = 0, first = 0; k + 1 < times.length; k++) {
    const own: Piece[] = []
    while (first < pieces.length && pieces[first].start < times[k + 1]) {
      own.push({ ...pieces[first], start: Math.max(times[k], pieces[first].start), end: Math.min(times[k + 1], pieces[first].end) })
      if (pieces[first].end > times[k + 1]) break
      first++
    }
    const [starts, ends] = [new Float64Array(levels.length), new Float64Array(levels.length)]
    let [rising, falling] = [0, 0]
    own.forEach((piece, p) => {
      const weights = discountWeights(discountRate, piece.end - piece.start)
      const [toEnd, toStart] = [discount(piece.start) * weights.toEnd, discount(piece.start) * (weights.whole - weights.toEnd)]
      // A piece before the last counts at the start, one after the first at the end, as the level crosses a cell in between.
      const [early, late] = [p === 0 ? starts : ends, p === own.length - 1 ? ends : starts]
      const [atStart, atEnd] = [rowAt(piece.startRow), rowAt(piece.endRow)]
      for (let i = 0; i < levels.length; i++) {
        early[i] += toStart * atStart[i]
        late[i] += toEnd * atEnd[i]
      }
      rising += toStart * conversionCost(piece.start) + toEnd * conversionCost(before(piece.end))
      falling += (toStart + toEnd) * reversalCost
    })
    const length = times[k + 1] - times[k]
    steps.push({ starts, ends, rising: rising / length, falling: falling / length })
  }
  return steps
}

/** The best path from the first level. */
function bestPath({ levels, steps, times, after, rise, drop, origin }: Lattice): Corner[] {
  const count = levels.length
  const targets = new Int16Array(steps.length * count)
  let worth = Float64Array.from(after)
  for (let k = steps.length - 1; k >= 0; k--) {
    const { starts, ends, rising, falling } = steps[k]
    const next = new Float64Array(count)
    // The last step may be shorter.
    const share = Math.min(1, (times[k + 1] - times[k]) / (times[1] - times[0]) + 1e-9)
    const [most, least] = [Math.floor(rise * share), Math.floor(drop * share)]
    for (let i = 0; i < count; i++) {
      let best = starts[i] + ends[i] + worth[i]
      let target = i
      for (let j = i + 1; j <= Math.min(count - 1, i + most); j++) {
        const value = starts[i] + ends[j] + worth[j] - rising * (levels[j] - levels[i])
        if (value > best) [best, target] = [value, j]
      }
      for (let j = i - 1; j >= Math.max(0, i - least); j--) {
        const value = starts[i] + ends[j] + worth[j] - falling * (levels[i] - levels[j])
        if (value > best) [best, target] = [value, j]
      }
      next[i] = best
      targets[k * count + i] = target
    }
    worth = next
  }
  const corners: Corner[] = [{ time: times[0], level: levels[origin] }]
  for (let k = 0, at = origin; k < steps.length; k++) {
    const target = targets[k * count + at]
    if (target !== at) corners.push({ time: times[k], level: levels[at] }, { time: times[k + 1], level: levels[target] })
    at = target
    if (k === steps.length - 1) corners.push({ time: times[k + 1], level: levels[at] })
  }
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
