/**
 * The best course that only rises, without cost of adjustment, and a bound of every such course, by dynamic programming over the moments at which
 * the level passes from cell to cell.
 *
 * A course earns what resting earns and, for each level θ passed at a time t, a gain H(θ, t): its profits from then on less the cost. With a majorant that is a line
 * between the levels, H is the same all over a cell. Taken off the time, what the way to θ takes at the greatest rate, s = t − (θ − θ0)/rate is all that is left to
 * observe: it never falls. So on a grid of levels and moments, a cell's crossing δ apart, a course either moves on to the next level at the same s or waits:
 *
 *     level  3 |  .  .  /  .      V(i, s) = max(V(i, s + δ), V(i + 1, s) + what cell i + 1 gains, crossed from s + iδ to s + (i + 1)δ)
 *            2 |  .  /  .  .      which is the value of a course over the grid, and close with the square of the cells
 *            1 |  / — — / .
 *            0 |/ ______________ t
 */
import { Bound } from './bound.ts'
import type { Corner } from './course.ts'
import { Gains } from './gains.ts'
import type { Majorant } from './majorant.ts'
import type { Nodes } from './nodes.ts'
import type { Question } from './problem.ts'

export interface Chain {
  /** No course is worth more. */
  bound: number
  nodes: Nodes
  /** Moments in a row of the tables. */
  width: number
  /** By level and s: what it is worth to pass to the level then, and the most that can be gained by the next ones from there on. */
  gains: Float64Array
  ahead: Float64Array
}

/** Profit is reported within 1e-12 of the flows that it is made of. */
const ROUNDING = 1e-12

export function chainOf(question: Question, majorant: Majorant, nodes: Nodes): Chain {
  const cells = nodes.levels.length - 1
  const width = nodes.times.length
  const gains = new Float64Array((cells + 1) * width).fill(-Infinity)
  const ahead = new Float64Array((cells + 1) * width)
  const [left, right] = [new Float64Array(width), new Float64Array(width)]
  const source = new Gains(question, majorant, nodes)
  const bound = new Bound(width)
  let [above, below] = [source.newColumn(), source.newColumn()]
  source.read(above, cells)
  for (let i = cells; i > 0; i--) {
    source.read(below, i - 1)
    const rowOf = (table: Float64Array, level: number) => table.subarray(level * width, (level + 1) * width)
    const [own, next, here] = [rowOf(gains, i), rowOf(ahead, i), rowOf(ahead, i - 1)]
    const first = firstMoment(nodes, i)
    const stretches = width - 1 - first
    if (stretches > 0) source.fill(left, right, below, above, i, first)
    if (i === nodes.atOnce && i < cells) {
      next.copyWithin(1, 0)
      bound.passedAtOnce()
    }
    if (i > nodes.atOnce) {
      for (let k = 0; k < stretches; k++) own[k] = (left[k] + right[k]) / 2
      bound.cross(left, right, stretches)
    } else {
      for (let k = 0; k < width; k++) own[k] = Math.max(k > 0 ? right[k - 1] : -Infinity, k < stretches ? left[k] : -Infinity)
      bound.pass(own)
    }
    let best = 0
    for (let k = width - 1; k >= 0; k--) {
      const value = own[k] + next[k]
      if (value > best) best = value
      here[k] = best
    }
    ;[above, below] = [below, above]
  }
  const atRest = above.remaining[0] + above.after
  const value = atRest + bound.worth[0]
  const rounding = ROUNDING * (Math.abs(value) + Math.abs(atRest) + greatestOf(majorant.rows) * (question.end - question.start))
  return { bound: value + rounding, nodes, width, gains, ahead }
}

/** When a course at the greatest rate from the start on comes to a cell. */
function firstMoment({ atOnce }: Nodes, i: number): number {
  if (i <= atOnce) return 0
  return atOnce > 0 ? i - atOnce : i - 1
}

function greatestOf(rows: readonly Float64Array[]): number {
  let most = 0
  for (const row of rows) for (let i = 0; i < row.length; i++) most = Math.max(most, Math.abs(row[i]))
  return most
}

/** Courses that begin at different times, and are the best of those nearby: the best of all first. */
export function bestCourses(question: Question, chain: Chain, most: number): Corner[][] {
  const { gains, ahead, width } = chain
  if (gains.length === width) return []
  const through = (k: number) => gains[width + k] + ahead[width + k]
  const peaks: { k: number; value: number }[] = []
  for (let k = 0; k < width; k++) {
    const value = through(k)
    if (!(value > 0)) continue
    if ((k === 0 || value > through(k - 1)) && (k === width - 1 || value >= through(k + 1))) peaks.push({ k, value })
  }
  peaks.sort((a, b) => b.value - a.value)
  return peaks.slice(0, most).flatMap(({ k }) => coursesOf(question, chain, beginningsFrom(chain, k)))
}

/** When each cell begins to be crossed, the first of them given. */
function beginningsFrom({ gains, ahead, width, nodes }: Chain, first: number): number[] {
  const { levels, times, atOnce } = nodes
  const beginnings: number[] = []
  for (let i = 1, k = first; i < levels.length; i++) {
    if (i > 1) {
      const left = ahead[(i - 1) * width + k]
      if (!(left > 0)) break
      if (i - 1 === atOnce) k = Math.max(0, k - 1)
      while (gains[i * width + k] + ahead[i * width + k] < left) k++
    }
    beginnings.push(times[firstMoment(nodes, i) + k])
  }
  return beginnings
}

/** Two courses that cross the cells then: one that rests where it can, one that moves as evenly as it can. */
function coursesOf({ start, end, level, rate }: Question, { nodes }: Chain, beginnings: readonly number[]): Corner[][] {
  const { levels, crossing } = nodes
  const yearsOf = (i: number) => (crossing > 0 ? (levels[i + 1] - levels[i]) / rate : 0)
  const resting: Corner[] = [{ time: start, level }]
  for (let i = 0, at = start; i < beginnings.length; ) {
    const from = Math.min(end, Math.max(at, beginnings[i]))
    let last = i
    at = from + yearsOf(i)
    while (last + 1 < beginnings.length && beginnings[last + 1] <= at + 1e-6 * crossing + 1e-12) at += yearsOf(++last)
    at = Math.min(end, at)
    const low = resting[resting.length - 1].level
    const high = Math.min(levels[last + 1], crossing > 0 ? low + rate * (at - from) : 1)
    if (high > low) resting.push({ time: from, level: low }, { time: at, level: high })
    i = last + 1
  }
  resting.push({ time: end, level: resting[resting.length - 1].level })
  const isEven = crossing > 0 && resting.length > 18
  return isEven ? [resting, evenly(start, end, level, rate, nodes, beginnings)] : [resting]
}

function evenly(start: number, end: number, level: number, rate: number, { levels }: Nodes, beginnings: readonly number[]): Corner[] {
  const corners: Corner[] = [{ time: start, level }]
  const to = (time: number, wanted: number) => {
    const { time: at, level: from } = corners[corners.length - 1]
    const until = Math.min(end, time)
    if (until > at) corners.push({ time: until, level: Math.max(from, Math.min(wanted, from + rate * (until - at))) })
  }
  const yearsOf = (i: number) => (levels[i + 1] - levels[i]) / rate
  to(beginnings[0], level)
  beginnings.forEach((time, i) => to(time + yearsOf(i) / 2, (levels[i] + levels[i + 1]) / 2))
  const last = beginnings.length - 1
  to(beginnings[last] + yearsOf(last), levels[last + 1])
  to(end, 0)
  return corners
}
