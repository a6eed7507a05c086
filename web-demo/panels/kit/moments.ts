import type { Horizon } from 'offcut/forms'
import { numbers, shortTime } from '../../texts/numbers.ts'
import { kitWords } from './words.ts'

/** A moment as a phrase: a year or month of the calendar, how many years after the start, or at once. */
export function momentText(time: number, { start }: Horizon): string {
  const { atOnce, inYear, inMonth, afterYears } = kitWords.value
  if (Math.abs(start) >= 1000) return Number.isInteger(time) ? inYear(shortTime(time)) : inMonth(numbers.value.month(time, 'long'))
  return time === start ? atOnce : afterYears(shortTime(time - start))
}
