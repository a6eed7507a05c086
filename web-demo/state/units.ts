import { known } from '../known.ts'
import type { Scenario } from 'offcut'
import type { Unit } from 'offcut/forms'
import { words } from '../texts/index.ts'
import { numbers, short, shortTime } from '../texts/numbers.ts'

/** Units in which a share is shown in percent. */
const PERCENT: Partial<Record<Unit, true>> = { share: true, '1/year': true }

/** What a number is multiplied by to be shown: 100 for shares, which people read in percent. */
export function shownTimes(unit: Unit): 1 | 100 {
  return PERCENT[unit] ? 100 : 1
}

/** A number as the page writes it, without its unit. */
export function shown(value: number, unit: Unit): string {
  return unit === 'time' ? shortTime(value) : short(shownTimes(unit) * value)
}

/** A number at an axis: large ones in thousands or millions. */
export function tickText(value: number, unit: Unit): string {
  return unit !== 'time' && Math.abs(value) >= 100_000 ? numbers.value.compact(value) : shown(value, unit)
}

/** A number with its unit. */
export function shownWithUnit(value: number, unit: Unit, scenario: unknown, factor = 0): string {
  const text = unitWords(unit, scenario, factor)
  return text === '' ? shown(value, unit) : `${shown(value, unit)} ${text}`
}

/** A unit in the scenario's own words where it has some, else in the language's. */
export function unitWords(unit: Unit, scenario: unknown, factor = 0): string {
  if (unit === '') return ''
  if (unit === 'share') return '%'
  if (unit === 'time' && isCalendar(scenario)) return ''
  const [above, below] = unit.split('/')
  const own = ownWords(scenario, factor)
  const { units, unitsOfOne } = words.value
  const many: Record<string, string | undefined> = { '1': '%', ...units, ...own }
  const one: Record<string, string | undefined> = { ...units, ...unitsOfOne, ...own }
  return below === undefined ? known(many[above]) : `${many[above]}/${one[below]}`
}

function ownWords(scenario: unknown, factor: number): Record<string, string> {
  const units = (scenario as Partial<Scenario>).units
  if (units === undefined) return {}
  const { currency, factors, output, waste, time } = units
  // Years are what the page says itself, in its language.
  const years = time === 'years' ? undefined : time
  const own = { money: currency, factor: factors?.[factor], output, product: output, waste, time: years, years }
  return Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Whether times are years of the calendar: the horizon starts after the year 1000. */
export function isCalendar(scenario: unknown): boolean {
  return Math.abs((scenario as Partial<Scenario>).horizon?.start ?? 0) >= 1000
}
