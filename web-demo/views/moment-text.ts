import type { Scenario } from 'offcut'
import { isCalendar, shownWithUnit } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { numbers, shortTime } from '../texts/numbers.ts'

/** What words for moments depend on. */
type Calendar = Pick<Scenario, 'horizon' | 'units'>

const startOf = ({ horizon }: Calendar) => horizon?.start ?? 0

/** A moment inside a sentence: in a month of the calendar, or so many years after the start. */
export function momentInSentence(time: number, scenario: Calendar): string {
  const { inMonth } = words.value.moments
  return isCalendar(scenario) ? inMonth(numbers.value.month(time, 'long')) : afterYears(time, scenario)
}

/** A moment by itself, short. */
export function momentText(time: number, scenario: Calendar): string {
  return isCalendar(scenario) ? numbers.value.month(time, 'short') : afterYears(time, scenario)
}

function afterYears(time: number, scenario: Calendar): string {
  const years = shortTime(time - startOf(scenario))
  const { afterYears: after, afterUnits } = words.value.moments
  // Times may have a word of their own, such as months.
  return scenario.units?.time ? afterUnits(shownWithUnit(time - startOf(scenario), 'years', scenario)) : after(years)
}
