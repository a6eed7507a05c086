/** Dates between the nodes of a lattice: each move of a course without adjustment cost begins and ends when it is worth most. */
import { intervalsOf, valuesOf, type Corner, type Interval } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

const PLACES = 9
const CYCLES = 3
/** Share of the horizon to which a date is found; a date of a schedule is met exactly. */
const CLOSE = 1e-6
/** Of levels, and of the horizon's length. */
const ROUNDING = 1e-12
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

/** Ends of moves that are shifted together, each forwards (1) or back (−1). */
type Variation = { move: number; part: 'start' | 'end'; sign: 1 | -1 }[]

/**
 * What is shifted: each move, its start, its end; and of two neighbours that go the same way two ends at once, so that one is as much longer as the
 * other is shorter: where the level may not end higher or lower, that is the only way to better dates.
 */
function variationsOf(moves: readonly Interval[]): Variation[] {
  const shift = (move: number, part: 'start' | 'end', sign: 1 | -1 = 1) => ({ move, part, sign })
  return moves.flatMap((own, m): Variation[] => {
    const alone = [[shift(m, 'start'), shift(m, 'end')], [shift(m, 'start')], [shift(m, 'end')]]
    const next = moves[m + 1]
    if (!next || Math.sign(next.to - next.from) !== Math.sign(own.to - own.from)) return alone
    return [
      ...alone,
      [shift(m, 'end'), shift(m + 1, 'start')],
      [shift(m, 'end'), shift(m + 1, 'end', -1)],
      [shift(m, 'start'), shift(m + 1, 'start', -1)],
    ]
  })
}

/** The plan with each of its moves, beginnings and ends where it is worth most. */
async function settled(question: Question, profits: Profits, plan: Plan, reach: number): Promise<Plan> {
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const before = plan.value
    for (const variation of variationsOf(plan.moves)) {
      plan = (await bestShift(question, profits, plan, variation, reach * 0.25 ** cycle)) ?? plan
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

/** Narrows in on the best shift of some ends, looking at several places at once; undefined where none is better. */
async function bestShift(
  question: Question,
  profits: Profits,
  { moves, value }: Plan,
  variation: Variation,
  reach: number,
): Promise<Plan | undefined> {
  const { over, start, end } = question
  const snaps = [start, ...over.dates, end]
    .flatMap((date) => variation.map(({ move, part, sign }) => sign * (date - moves[move][part])))
    .filter((shift) => Math.abs(shift) <= reach)
  let best: Plan | undefined
  for (let [middle, width] = [0, reach]; width > CLOSE * (end - start); width /= (PLACES - 1) / 2) {
    const even = Array.from({ length: PLACES }, (_, i) => middle + width * ((2 * i) / (PLACES - 1) - 1))
    const trials = (width === reach ? [...even, ...snaps] : even).flatMap((shift) => {
      const own = shifted(question, moves, variation, shift)
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

/** The moves with some of their ends shifted; undefined where they do not fit between their neighbours, the horizon and the levels. */
function shifted(
  { start, end, rate, fall, over }: Question,
  moves: readonly Interval[],
  variation: Variation,
  shift: number,
): Interval[] | undefined {
  const result = moves.map((move) => ({ ...move }))
  // Rounding must not put a jump on the other side of a date.
  const at = (time: number) => over.dates.find((date) => Math.abs(date - time) <= 1e-14 * Math.abs(date)) ?? time
  for (const { move, part, sign } of variation) result[move][part] = at(moves[move][part] + sign * shift)
  let level = moves[0].from
  for (let i = 0; i < result.length; i++) {
    const [move, old] = [result[i], moves[i]]
    const isJump = old.start === old.end
    if (isJump && move.start !== move.end) return undefined
    if (move.start < (result[i - 1]?.end ?? start) || move.end > (result[i + 1]?.start ?? end) || move.end < move.start) return undefined
    // A longer or shorter move goes further or less far, and those after it begin there.
    const longer = move.end - move.start - (old.end - old.start)
    const speed = old.to > old.from ? rate : -fall
    const to = level + (old.to - old.from) + (Math.abs(longer) > ROUNDING * (end - start) ? speed * longer : 0)
    if (to > 1 + ROUNDING || to < -ROUNDING) return undefined
    move.from = level
    level = move.to = Math.abs(to - 1) <= ROUNDING ? 1 : Math.max(0, to)
  }
  return result
}

function cornersOf({ start, end, level }: Question, moves: readonly Interval[]): Corner[] {
  const corners: Corner[] = [{ time: start, level: moves[0]?.from ?? level }]
  for (const { start: from, end: to, from: low, to: high } of moves) corners.push({ time: from, level: low }, { time: to, level: high })
  corners.push({ time: end, level: corners[corners.length - 1].level })
  return corners
}
