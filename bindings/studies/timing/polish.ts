/** Dates between the nodes of a lattice: each move of a course without adjustment cost begins and ends when it is worth most. */
import { intervalsOf, valuesOf, type Corner, type Interval } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

const PLACES = 9
const ROUNDS = 9
const CYCLES = 3

interface Polished {
  corners: Corner[]
  value: number
}

/** @param reach how far a date may move at first, years. `fixed` holds the first move's beginning. */
export async function polished(question: Question, profits: Profits, corners: Corner[], reach: number, fixed = false): Promise<Polished> {
  let moves = intervalsOf(corners)
  let [value] = await valuesOf(question, profits, [corners])
  if (moves.length === 0 || moves.length > 8) return { corners, value }
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const before = value
    for (let m = 0; m < moves.length; m++) {
      for (const part of ['whole', 'start', 'end'] as const) {
        if (fixed && m === 0 && part !== 'end') continue
        const found = await bestShift(question, profits, moves, m, part, reach * 0.25 ** cycle, value)
        if (found) ({ moves, value } = found)
      }
    }
    if (value - before <= 1e-13 * Math.abs(value)) break
  }
  return { corners: cornersOf(question, moves), value }
}

/** Narrows in on the best shift of a move, of its start or of its end, looking at several places at once. */
async function bestShift(
  question: Question,
  profits: Profits,
  moves: Interval[],
  m: number,
  part: 'whole' | 'start' | 'end',
  reach: number,
  value: number,
): Promise<{ moves: Interval[]; value: number } | undefined> {
  let [middle, width] = [0, reach]
  let best: { moves: Interval[]; value: number } | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const shifts = Array.from({ length: PLACES }, (_, i) => middle + width * ((2 * i) / (PLACES - 1) - 1))
    const trials = shifts
      .map((shift) => ({ shift, moves: shifted(question, moves, m, part, shift) }))
      .filter((trial) => trial.moves !== undefined)
    if (trials.length === 0) return best
    const values = await valuesOf(
      question,
      profits,
      trials.map((trial) => cornersOf(question, trial.moves!)),
    )
    const top = values.reduce((at, own, i) => (own > values[at] ? i : at), 0)
    if (values[top] > (best?.value ?? value)) best = { moves: trials[top].moves!, value: values[top] }
    middle = trials[top].shift
    width /= (PLACES - 1) / 2
    if (width < 1e-9 * (question.end - question.start)) break
  }
  return best
}

/** The moves with one of them shifted; undefined where it does not fit between its neighbours, the horizon and the levels. */
function shifted(
  { start, end, rate, fall }: Question,
  moves: Interval[],
  m: number,
  part: 'whole' | 'start' | 'end',
  shift: number,
): Interval[] | undefined {
  const result = moves.map((move) => ({ ...move }))
  const move = result[m]
  const isJump = move.start === move.end
  if (part !== 'end') move.start += shift
  if (part !== 'start') move.end += shift
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
