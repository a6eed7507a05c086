/** The best course that begins at once and goes on to where it stops: as fast as it may, or where haste costs evenly in the time that is best. */
import { valuesOf, type Corner } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

const PLACES = 33
const ROUNDS = 5
/** Where haste costs: stops, and times for each of them. */
const STOPS = 17
const DURATIONS = 9

/** What it is worth, up or down; that of not changing where there is nowhere to go. */
export async function startNow(question: Question, profits: Profits): Promise<number> {
  const { start, end, level, rate, fall } = question
  const up = Math.min(1 - level, rate * (end - start))
  const down = fall > 0 ? Math.min(level, fall * (end - start)) : 0
  if (!(down > 0)) return bestMove(question, profits, up, rate)
  const fallen = await bestMove(question, profits, -down, fall)
  return up > 0 ? Math.max(fallen, await bestMove(question, profits, up, rate)) : fallen
}

/** @param way the most that the level can change. */
async function bestMove(question: Question, profits: Profits, way: number, speed: number): Promise<number> {
  const { start, end, level, adjustmentCost } = question
  const [stops, durations] = adjustmentCost > 0 ? [STOPS, DURATIONS] : [PLACES, 1]
  /** @param share of the time between the least and all of the horizon. */
  const courseOf = (change: number, share: number): Corner[] => {
    const to = way > 0 ? Math.min(1, level + change) : Math.max(0, level + change)
    const least = Math.abs(change) / speed
    return [
      { time: start, level },
      { time: start + least + share * Math.max(0, end - start - least), level: to },
      { time: end, level: to },
    ]
  }
  let [near, far] = [0, way]
  let [quick, slow] = [0, 1]
  let best = -Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const changes = Array.from({ length: stops }, (_, i) => near + ((far - near) * i) / (stops - 1))
    const shares = Array.from({ length: durations }, (_, i) => (durations === 1 ? 0 : quick + ((slow - quick) * i) / (durations - 1)))
    const all = await valuesOf(
      question,
      profits,
      changes.flatMap((change) => shares.map((share) => courseOf(change, share))),
    )
    const ofStop = (i: number) => all.slice(i * durations, (i + 1) * durations)
    const values = changes.map((_, i) => Math.max(...ofStop(i)))
    const stop = near === 0 ? bestStop(values) : values.indexOf(Math.max(...values))
    best = Math.max(best, values[stop])
    const isWhole = stop === stops - 1 && far === way && !(values[stop] < values[stop - 1])
    if (way === 0 || (isWhole && durations === 1)) break
    if (!isWhole) [near, far] = [changes[Math.max(0, stop - 1)], changes[Math.min(stops - 1, stop + 1)]]
    const time = ofStop(stop).indexOf(values[stop])
    ;[quick, slow] = [shares[Math.max(0, time - 1)], shares[Math.min(durations - 1, time + 1)]]
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
