/** The best course that begins at once and goes on, as fast as it may, to where it stops. */
import { valuesOf, type Corner } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

const PLACES = 33
const ROUNDS = 5

/** What it is worth, up or down; that of not changing where there is nowhere to go. */
export async function startNow(question: Question, profits: Profits): Promise<number> {
  const { start, end, level, rate, fall } = question
  const up = await bestMove(question, profits, Math.min(1 - level, rate * (end - start)), rate)
  return fall > 0 ? Math.max(up, await bestMove(question, profits, -Math.min(level, fall * (end - start)), fall)) : up
}

/** @param way the most that the level can change. */
async function bestMove(question: Question, profits: Profits, way: number, speed: number): Promise<number> {
  const { start, end, level } = question
  const courseOf = (change: number): Corner[] => {
    const to = way > 0 ? Math.min(1, level + change) : Math.max(0, level + change)
    return [
      { time: start, level },
      { time: start + Math.abs(change) / speed, level: to },
      { time: end, level: to },
    ]
  }
  let [near, far] = [0, way]
  let best = -Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const changes = Array.from({ length: PLACES }, (_, i) => near + ((far - near) * i) / (PLACES - 1))
    const values = await valuesOf(question, profits, changes.map(courseOf))
    const stop = near === 0 ? bestStop(values) : values.indexOf(Math.max(...values))
    best = Math.max(best, values[stop])
    if (way === 0 || (stop === PLACES - 1 && far === way && !(values[stop] < values[stop - 1]))) break
    ;[near, far] = [changes[Math.max(0, stop - 1)], changes[Math.min(PLACES - 1, stop + 1)]]
  }
  return best
}

/**
 * Where it is best to stop, of places from near to far the first of which is no move at all: the best of those that are worth more than the one
 * before and no less than the one after. Where every step costs more than it brings, that is all the way: half a beginning is none.
 */
export function bestStop(values: ArrayLike<number>): number {
  const last = values.length - 1
  let best = -1
  for (let i = 1; i <= last; i++) {
    const isPeak = values[i] > values[i - 1] && (i === last || values[i] >= values[i + 1])
    if (isPeak && (best < 0 || values[i] > values[best])) best = i
  }
  return best < 0 ? last : best
}
