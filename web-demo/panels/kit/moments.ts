import type { Horizon } from 'offcut/forms'
import { shortTime } from '../../texts/numbers.ts'
import { kitWords } from './words.ts'

/** A moment as a phrase: a year of the calendar, how many years after the start, or at once. */
export function momentText(time: number, { start }: Horizon): string {
  const { atOnce, inYear, afterYears } = kitWords.value
  if (Math.abs(start) >= 1000) return inYear(shortTime(time))
  return time === start ? atOnce : afterYears(shortTime(time - start))
}
