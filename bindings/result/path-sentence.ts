/** A path's result in words. */
import { existing } from '../errors.ts'
import { unitOf } from '../model/own-units.ts'
import type { OwnUnits } from '../model/units.ts'
import { isCalendar, monthOf } from './calendar.ts'
import { digitsBetween, isConstant, number } from './digits.ts'
import type { TimePath } from './path.ts'

/** The largest flow of money: profit is a difference of such, and known no closer than their rounding. */
export function turnover({ revenue, cost }: TimePath['columns']): number {
  return [...revenue, ...cost].reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
}

const FAILURES = { domainError: 'it grows past any bound', notConverged: 'the computation did not converge' }

/** When the transition pays back, what it is worth by the end and how bad it gets; `end` is that of the horizon, which one sample alone does not show. */
export function pathSentence(path: TimePath, end: number, units?: OwnUnits): string {
  const { time, columns, payback, minimumProfit, maximumProfit, timeOfLowestProfit, status } = path
  const date = digitsBetween(time[0], end)
  // Without words of the scenario's own, a unit says nothing new.
  const own = (name: string) => (units ? ` ${unitOf(name, units)}` : '')
  if (status === 'domainError' || status === 'notConverged') {
    const reached = columns.npv.findLastIndex(Number.isFinite)
    return `The path cannot be followed to its end: ${FAILURES[status]}${reached < 0 ? '' : ` after ${date(time[reached])}`}. Do not rely on its value.`
  }
  const last = time.length - 1
  const advantage = columns.advantage[last]
  const lowest = isConstant(minimumProfit, maximumProfit, turnover(columns))
    ? `profit is ${number(maximumProfit)}${own('profit')} throughout`
    : `profit is lowest, ${digitsBetween(minimumProfit, maximumProfit, 4)(minimumProfit)}${own('profit')}, at ${date(timeOfLowestProfit)}`
  if (time[last] === end && changesNothing(path)) return `The transition changes no value within the horizon; ${lowest}.`
  const [least, most] = ends(columns.level)
  const still = `staying at level ${digitsBetween(100 * least, 100 * most, 3)(100 * columns.level[0])} %`
  const worth = (by: string, value: number, than: string) =>
    time[last] === end ? `${by} it is worth ${number(value, 4)}${own('advantage')} ${than} than ${still}; ` : ''
  if (payback === null)
    return `The transition does not pay back by ${date(end)}${worth(': until then', -advantage, 'less') || '; '}${lowest}.`
  const more = worth(`; by ${date(end)}`, advantage, 'more') || '; '
  if (payback > time[0]) return `The transition pays back ${paybackWords(path, payback, end)}${more}${lowest}.`
  if (time[last] < end) return `The transition is never worth less than ${still}; ${lowest}.`
  return `The transition pays from the start${more}${lowest}.`
}

/** A wait before the level moves that is worth a word, as a share of the horizon. */
const WAIT = 0.01

/** `after 12.6 years`, in calendar years `in August 2038 (2038.6), after 12.6 years`, and where the level moves later `…, 9.6 after the level first moves`. */
function paybackWords({ time: [start], yearsToPayback, yearsFromTransition }: TimePath, payback: number, end: number): string {
  const print = digitsBetween(0, end - start)
  const length = existing(yearsToPayback, 'the years to payback')
  const years = print(length)
  const after = `after ${years} ${years === '1' ? 'year' : 'years'}`
  const at = digitsBetween(start, end)(payback)
  const dated = isCalendar(start) ? `in ${monthOf(payback)} (${at}), ${after}` : start === 0 ? after : `at ${at}, ${after}`
  const waits = yearsFromTransition !== null && length - yearsFromTransition > WAIT * (end - start)
  return waits ? `${dated}, ${print(yearsFromTransition)} after the level first moves` : dated
}

/** Whether the level has no effect on value but for rounding. */
function changesNothing({ time, columns }: TimePath): boolean {
  const [low, high] = ends(columns.advantage)
  return isConstant(Math.min(low, 0), Math.max(high, 0), turnover(columns) * (time[time.length - 1] - time[0]))
}

/** The least and the greatest of a column's finite values. */
export function ends(column: Float64Array): [low: number, high: number] {
  const finite = column.filter(Number.isFinite)
  return [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)]
}
