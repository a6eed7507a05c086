/** Dates between the nodes of a lattice: each move of a course without adjustment cost begins and ends when it is worth most. */
import { intervalsOf, valuesOf, type Corner, type Interval } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

const PLACES = 9
const CYCLES = 3
/** Share of the horizon to which a date is found; a date of a schedule is met exactly. */
const CLOSE = 1e-6
/** Courses with more moves are followed by hand: their moves are steps of one that is even. */
const MOST_MOVES = 8

interface Plan {
  moves: Interval[]
  value: number
}

/** @param reach how far a date may move at first, years. */
export async function polished(
  question: Question,
  profits: Profits,
  corners: Corner[],
  reach: number,
): Promise<{ corners: Corner[]; value: number }> {
  const [value] = await valuesOf(question, profits, [corners])
  const moves = intervalsOf(corners)
  if (moves.length === 0 || moves.length > MOST_MOVES) return { corners, value }
  let plan = await settled(question, profits, { moves, value }, reach)
  // A pause that is an artefact of the grid goes where it is worth nothing.
  for (let simpler = await joined(question, profits, plan); simpler; simpler = await joined(question, profits, plan)) {
    plan = await settled(question, profits, simpler, reach)
  }
  return { corners: cornersOf(question, plan.moves), value: plan.value }
}

/** The plan with each of its moves, beginnings and ends where it is worth most. */
async function settled(question: Question, profits: Profits, plan: Plan, reach: number): Promise<Plan> {
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const before = plan.value
    for (let m = 0; m < plan.moves.length; m++) {
      for (const part of ['whole', 'start', 'end'] as const) {
        plan = (await bestShift(question, profits, plan, m, part, reach * 0.25 ** cycle)) ?? plan
      }
    }
    if (plan.value - before <= 1e-12 * Math.abs(plan.value)) break
  }
  return plan
}

/** The best of the plans with one pause or one move less, where one is worth as much. */
async function joined(question: Question, profits: Profits, { moves, value }: Plan): Promise<Plan | undefined> {
  const trials = moves.slice(1).flatMap((_, m) => {
    const [before, after] = [moves[m], moves[m + 1]]
    if (Math.sign(before.to - before.from) !== Math.sign(after.to - after.from)) return []
    const pause = after.start - before.end
    const late = { ...after, start: before.start + pause, from: before.from }
    const early = { ...before, end: after.end - pause, to: after.to }
    return [late, early].map((own) => [...moves.slice(0, m), own, ...moves.slice(m + 2)])
  })
  if (moves.length > 1) trials.push(moves.slice(0, -1))
  if (trials.length === 0) return undefined
  const values = await valuesOf(
    question,
    profits,
    trials.map((trial) => cornersOf(question, trial)),
  )
  const top = values.indexOf(Math.max(...values))
  return values[top] >= value ? { moves: trials[top], value: values[top] } : undefined
}

/** Narrows in on the best shift of a move, of its start or of its end, looking at several places at once; undefined where none is better. */
async function bestShift(
  question: Question,
  profits: Profits,
  { moves, value }: Plan,
  m: number,
  part: 'whole' | 'start' | 'end',
  reach: number,
): Promise<Plan | undefined> {
  const { over, start, end } = question
  const ends = part === 'whole' ? [moves[m].start, moves[m].end] : [moves[m][part]]
  const snaps = [start, ...over.dates, end].flatMap((date) => ends.map((own) => date - own)).filter((shift) => Math.abs(shift) <= reach)
  let best: Plan | undefined
  for (let [middle, width] = [0, reach]; width > CLOSE * (end - start); width /= (PLACES - 1) / 2) {
    const even = Array.from({ length: PLACES }, (_, i) => middle + width * ((2 * i) / (PLACES - 1) - 1))
    const trials = (width === reach ? [...even, ...snaps] : even).flatMap((shift) => {
      const own = shifted(question, moves, m, part, shift)
      return own ? [{ shift, moves: own }] : []
    })
    if (trials.length === 0) break
    const values = await valuesOf(
      question,
      profits,
      trials.map((trial) => cornersOf(question, trial.moves)),
    )
    const top = values.reduce((at, own, i) => (own > values[at] ? i : at), 0)
    if (values[top] > (best?.value ?? value)) best = { moves: trials[top].moves, value: values[top] }
    middle = trials[top].shift
  }
  return best
}

/** The moves with one of them shifted; undefined where it does not fit between its neighbours, the horizon and the levels. */
function shifted(
  { start, end, rate, fall, over }: Question,
  moves: readonly Interval[],
  m: number,
  part: 'whole' | 'start' | 'end',
  shift: number,
): Interval[] | undefined {
  const result = moves.map((move) => ({ ...move }))
  const move = result[m]
  const isJump = move.start === move.end
  // Rounding must not put a jump on the other side of a date.
  const at = (time: number) => over.dates.find((date) => Math.abs(date - time) <= 1e-14 * Math.abs(date)) ?? time
  if (part !== 'end') move.start = at(move.start + shift)
  if (part !== 'start') move.end = isJump ? move.start : at(move.end + shift)
  if (isJump && part !== 'whole') return undefined
  const before = result[m - 1]?.end ?? start
  const after = result[m + 1]?.start ?? end
  if (move.start < before || move.end > after || move.end < move.start) return undefined
  if (isJump || part === 'whole') return result
  // A longer or shorter move ends at another level, and so do those after it.
  const speed = move.to > move.from ? rate : -fall
  const change = speed * (move.end - move.start) - (move.to - move.from)
  for (let i = m; i < result.length; i++) {
    if (i > m) result[i].from += change
    result[i].to += change
    if (result[i].to > 1 + 1e-12 || result[i].to < -1e-12) return undefined
  }
  return result
}

function cornersOf({ start, end, level }: Question, moves: readonly Interval[]): Corner[] {
  const corners: Corner[] = [{ time: start, level: moves[0]?.from ?? level }]
  for (const { start: from, end: to, from: low, to: high } of moves) corners.push({ time: from, level: low }, { time: to, level: high })
  corners.push({ time: end, level: corners[corners.length - 1].level })
  return corners
}
