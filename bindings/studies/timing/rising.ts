/** The best course that only rises, without cost of adjustment: on grids as fine as it takes for the bound to come within 1e-4 of the value. */
import { bestCourses, chainOf } from './chain.ts'
import { intervalsOf, stayOf, valuesOf, type Corner, type Found } from './course.ts'
import { withTangents } from './haste.ts'
import { majorantOf } from './majorant.ts'
import { fittingCells, nodesOf } from './nodes.ts'
import { polished } from './polish.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** Of the first round; each has twice as many. */
const CELLS = 64
const STEPS = 128
/** Pieces that the horizon is divided into, where parameters move smoothly. */
const PIECES = 64
const ROUNDS = 5
/**
 * On a finer grid: what a piece's chord is off by goes with the square of its length, and is small beside what the cells are off by, which goes with
 * their length where a window of the cost stops a move halfway.
 */
export const piecesFor = (cells: number) => Math.ceil(PIECES * Math.sqrt(cells / CELLS))
/** Levels by rows of profits, at most. */
const MOST_PROFITS = 2e6
/** Courses that are worth a closer look: so many, and within this share of the best. */
const CANDIDATES = 6
const NEAR = 1e-3
/** How close the bound is to come. */
const GAP = 1e-4

export async function rising(question: Question, profits: Profits): Promise<Found> {
  const stay = stayOf(question)
  let best: Course = { corners: stay, value: (await valuesOf(question, profits, [stay]))[0] }
  let bound = Infinity
  let holds = true
  let error: number | undefined
  const first = fittingCells(question, CELLS)
  let cells = first
  let rounds = 0
  for (let finer = 1; rounds < ROUNDS && (rounds === 0 || isAffordable(question, first * finer)); finer *= 2) {
    rounds++
    cells = first * finer
    const found = await bestOnGrid(question, profits, cells, STEPS * finer, best)
    holds = found.bound !== null
    bound = Math.min(bound, found.bound ?? Infinity)
    if (rounds > 1) error = found.best.value - best.value
    best = found.best
    await question.pause(rounds / (ROUNDS + 1))
    if (holds ? bound - best.value <= GAP * Math.abs(best.value) : error !== undefined && error <= 1e-7 * Math.abs(best.value)) break
  }
  const gap = bound - best.value
  if (holds) error = gap > GAP * Math.abs(best.value) ? gap : undefined
  return {
    ...best,
    bound: holds ? bound : null,
    ...(error !== undefined && { error }),
    cells,
    rounds,
  }
}

interface Course {
  corners: Corner[]
  value: number
}

/**
 * An upper bound of every course without falls where haste costs something, null where none is known: without that cost, or with its tangents at the
 * rates of a course in its place, whichever is less.
 */
export async function adjustedBound(question: Question, profits: Profits, corners: readonly Corner[]): Promise<number | null> {
  const cells = fittingCells(question, 2 * CELLS)
  const nodes = nodesOf(question, cells, 2 * STEPS)
  const majorant = await majorantOf(question, profits, nodes.levels, piecesFor(cells), restsOf(corners))
  if (!majorant.holds) return null
  const free = chainOf({ ...question, adjustmentCost: 0 }, majorant, nodes).bound
  const tangents = withTangents(question, corners)
  return Math.min(free, chainOf(tangents.question, majorant, nodes).bound + tangents.rebate)
}

/** Levels at which a course rests. */
const restsOf = (corners: readonly Corner[]) => [...new Set(corners.map(({ level }) => level))]

/** The best course of a grid, polished, where it beats the best so far. */
async function bestOnGrid(question: Question, profits: Profits, cells: number, steps: number, before: Course) {
  const nodes = nodesOf(question, cells, steps)
  const majorant = await majorantOf(question, profits, nodes.levels, piecesFor(cells), restsOf(before.corners))
  const chain = chainOf(question, majorant, nodes)
  const courses = bestCourses(question, chain, CANDIDATES)
  const values = courses.length > 0 ? await valuesOf(question, profits, courses) : []
  const most = Math.max(before.value, ...values)
  const reach = 2 * Math.max(nodes.crossing, nodes.times[1] - nodes.times[0])
  let best = before
  for (let c = 0; c < courses.length; c++) {
    if (!(values[c] >= most - NEAR * Math.abs(most)) || isNear(courses[c], best.corners, reach)) continue
    const own = await polished(question, profits, courses[c], reach)
    if (own.value > best.value) best = own
  }
  return { best, bound: majorant.holds ? chain.bound : null }
}

/** Whether two courses have the same moves within a reach: then they come to the same when polished. */
function isNear(a: readonly Corner[], b: readonly Corner[], reach: number): boolean {
  const [first, second] = [intervalsOf(a), intervalsOf(b)]
  return (
    first.length > 0 &&
    first.length === second.length &&
    first.every(({ start, end }, i) => Math.abs(start - second[i].start) <= reach && Math.abs(end - second[i].end) <= reach)
  )
}

function isAffordable({ over }: Question, cells: number): boolean {
  const rows = over.dates.length + (over.isStepwise ? 1 : piecesFor(cells))
  return cells * rows <= MOST_PROFITS
}
