/**
 * The best course that only rises, without cost of adjustment, and a bound of every such course, by dynamic programming over the moments at which
 * the level passes from cell to cell.
 *
 * Round a course θ(t) to the levels θ_i of a grid: up where it has gone more of the way from θ_i to θ_{i+1} than a number U drawn evenly from [0, 1],
 * else down. On average over U the rounded course lies at θ(t): its costs are those of the course, and its profits, with a majorant that is
 * a line between the levels, no less. It passes to θ_i when the course is at θ_{i−1} + U (θ_i − θ_{i−1}): with δ the time that a cell takes at the
 * greatest rate, not before (i − 1 + U) δ, and at least δ after it has passed to θ_{i−1}. It earns what resting earns and, for each level passed, a
 * gain H_i of the moment alone; with τ_i = t_i − (i − 1) δ all that is left to observe is U δ ≤ τ_1 ≤ τ_2 ≤ …. The same rounding in time puts the τ_i on
 * moments of a grid: on average H_i is then its chord, so each H_i is raised to where its chords are above it. The greatest sum of the H_i over moments
 * in order, averaged over U, bounds every course; it takes one maximum for each level and moment, and comes close with the square of the cells.
 */
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
  /** By level and moment: what it is worth to pass to the level then, and the most that can be gained by the next ones from that moment on. */
  gains: Float64Array
  ahead: Float64Array
}

/** Profit is reported within 1e-12 of the flows that it is made of. */
const ROUNDING = 1e-12

export function chainOf(question: Question, majorant: Majorant, nodes: Nodes): Chain {
  const cells = nodes.levels.length - 1
  const width = Math.ceil(nodes.endIndex / nodes.stride) + 1
  const gains = new Float64Array((cells + 1) * width).fill(-Infinity)
  const ahead = new Float64Array((cells + 1) * width)
  const source = new Gains(question, majorant, nodes)
  let [above, below] = [source.newColumn(), source.newColumn()]
  source.read(above, cells)
  for (let i = cells; i > 0; i--) {
    source.read(below, i - 1)
    const own = gains.subarray(i * width, (i + 1) * width)
    source.fill(own, below, above, i)
    const [next, here] = [ahead.subarray(i * width, (i + 1) * width), ahead.subarray((i - 1) * width, i * width)]
    let best = 0
    for (let k = width - 1; k >= 0; k--) {
      const value = own[k] + next[k]
      if (value > best) best = value
      here[k] = best
    }
    ;[above, below] = [below, above]
  }
  const atRest = above.remaining[0] + above.after
  const value = atRest + overFirstCell(ahead.subarray(0, width), nodes)
  const bound = value + ROUNDING * (Math.abs(value) + Math.abs(atRest) + greatestOf(majorant.rows) * (question.end - question.start))
  return { bound, nodes, width, gains, ahead }
}

function greatestOf(rows: readonly Float64Array[]): number {
  let most = 0
  for (const row of rows) for (let i = 0; i < row.length; i++) most = Math.max(most, Math.abs(row[i]))
  return most
}

/** The average over U of the best from U δ on, by its chords. */
function overFirstCell(ahead: Float64Array, { stride, shift }: Nodes): number {
  if (shift === 0 || ahead.length === 1) return ahead[0]
  if (stride > 1) return ahead[0] + (ahead[1] - ahead[0]) / (2 * stride)
  let sum = (ahead[0] + ahead[shift]) / 2
  for (let k = 1; k < shift; k++) sum += ahead[k]
  return sum / shift
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
  return peaks.slice(0, most).flatMap(({ k }) => coursesOf(question, chain, passagesFrom(chain, k)))
}

/** Moments at which the level passes the cells, the first of them given. */
function passagesFrom({ gains, ahead, width, nodes }: Chain, first: number): number[] {
  const { levels, times, stride, shift } = nodes
  const passages: number[] = []
  for (let i = 1, k = first; i < levels.length; i++) {
    const left = ahead[(i - 1) * width + k]
    if (i > 1) {
      if (!(left > 0)) break
      while (gains[i * width + k] + ahead[i * width + k] < left) k++
    }
    passages.push(times[shift * (i - 1) + stride * k])
  }
  return passages
}

/** Two courses that pass the middle of each cell then: one that rests where it can, one that moves as evenly as it can. */
function coursesOf({ start, end, level, rate }: Question, { nodes }: Chain, passages: readonly number[]): Corner[][] {
  const { levels, crossing } = nodes
  const resting: Corner[] = [{ time: start, level }]
  for (let i = 0, at = start; i < passages.length; ) {
    let last = i
    while (last + 1 < passages.length && passages[last + 1] - passages[last] <= crossing * (1 + 1e-6) + 1e-12) last++
    const from = Math.min(end, Math.max(at, passages[i] - crossing / 2))
    at = Math.min(end, from + crossing * (last + 1 - i))
    const low = resting[resting.length - 1].level
    const high = Math.min(levels[last + 1], crossing > 0 ? low + rate * (at - from) : 1)
    if (high > low) resting.push({ time: from, level: low }, { time: at, level: high })
    i = last + 1
  }
  resting.push({ time: end, level: resting[resting.length - 1].level })
  const isEven = crossing > 0 && resting.length > 18
  return isEven ? [resting, evenly(start, end, level, rate, nodes, passages)] : [resting]
}

function evenly(
  start: number,
  end: number,
  level: number,
  rate: number,
  { levels, crossing }: Nodes,
  passages: readonly number[],
): Corner[] {
  const corners: Corner[] = [{ time: start, level }]
  const to = (time: number, wanted: number) => {
    const { time: at, level: from } = corners[corners.length - 1]
    const until = Math.min(end, time)
    if (until > at) corners.push({ time: until, level: Math.max(from, Math.min(wanted, from + rate * (until - at))) })
  }
  const first = Math.max(start, passages[0] - crossing / 2)
  to(first, level)
  passages.forEach((time, i) => to(time, (levels[i] + levels[i + 1]) / 2))
  to(passages[passages.length - 1] + crossing / 2, levels[passages.length])
  to(end, 0)
  return corners
}
