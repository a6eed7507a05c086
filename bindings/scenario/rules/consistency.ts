import { getNumber, lengthAt, numberOf, valueAt } from '../text/json-paths.ts'
import { checkFactors } from './enterprise.ts'
import type { Report } from './rule.ts'

/** Rules that join several keys. They skip what is missing or no number: the schema has said so already. */
export function checkConsistency(scenario: unknown, report: Report): void {
  checkFactors(scenario, report)
  checkOrder(scenario, report)
  checkFactorCount(scenario, report)
  checkTable(scenario, report)
  checkInvestment(scenario, report)
}

/** Two numbers whose order matters: `low` < `high`, or ≤ where they may be equal. */
export interface Ordering {
  low: string
  high: string
  mayBeEqual: boolean
}

export const ORDERINGS: readonly Ordering[] = [
  { low: 'factors[0].lower', high: 'factors[0].upper', mayBeEqual: false },
  { low: 'factors[1].lower', high: 'factors[1].upper', mayBeEqual: false },
  { low: 'horizon.start', high: 'horizon.end', mayBeEqual: true },
]

/** The order of a table's knot and the next. */
export function knotOrdering(index: number, times = 'transformation.times'): Ordering {
  return { low: `${times}[${index}]`, high: `${times}[${index + 1}]`, mayBeEqual: false }
}

/** Whether the numbers break the order. */
export function outOfOrder({ mayBeEqual }: Ordering, low: number, high: number): boolean {
  return mayBeEqual ? low > high : low >= high
}

function checkOrder(scenario: unknown, report: Report): void {
  for (const ordering of ORDERINGS) reportOrder(ordering, getNumber(scenario, ordering.low), getNumber(scenario, ordering.high), report)
  const times = valueAt(scenario, ['transformation', 'times'])
  if (!Array.isArray(times)) return
  for (let i = 1; i < times.length; i++) {
    if (times[i] <= times[i - 1]) reportOrder(knotOrdering(i - 1), numberOf(times[i - 1]), numberOf(times[i]), report)
  }
}

export function reportOrder(ordering: Ordering, low: number | undefined, high: number | undefined, report: Report): void {
  if (low === undefined || high === undefined || !outOfOrder(ordering, low, high)) return
  const relation = ordering.mayBeEqual ? 'at least' : 'above'
  report(ordering.high, `a number ${relation} ${ordering.low}, which is ${low}`, `raise it, or lower ${ordering.low}`)
}

const PER_FACTOR = [
  'production.elasticities',
  'waste.elasticities',
  'dynamics.timescale',
  'dynamics.initial',
  'dynamics.share',
  'dynamics.unitCost',
  'dynamics.depreciation',
]

function checkFactorCount(scenario: unknown, report: Report): void {
  const factors = lengthAt(scenario, 'factors')
  if (factors !== 1 && factors !== 2) return
  for (const path of PER_FACTOR) {
    const length = lengthAt(scenario, path)
    // Other lengths are wrong for any number of factors, which the schema says.
    if (length === factors || (length !== 1 && length !== 2)) continue
    const expected = factors === 1 ? 'one number, for the one factor' : 'two numbers, one for each of the two factors'
    report(path, expected, length > factors ? 'remove the second number, or add a second factor' : 'add a number for the second factor')
  }
}

function checkTable(scenario: unknown, report: Report): void {
  if (!hasLaw(scenario, 'table')) return
  const times = lengthAt(scenario, 'transformation.times')
  const levels = lengthAt(scenario, 'transformation.levels')
  if (times === 0 || levels === 0 || times === levels) return
  const [more, fewer] = times > levels ? ['times', 'levels'] : ['levels', 'times']
  report(
    'transformation.levels',
    `as many levels as times: ${times}`,
    `add ${Math.abs(times - levels)} to ${fewer}, or remove as many from ${more}`,
  )
}

function checkInvestment(scenario: unknown, report: Report): void {
  const cost = valueAt(scenario, ['investment', 'conversionCost'])
  if (!hasLaw(scenario, 'invested') || cost !== 0) return
  report(
    'investment.conversionCost',
    'a number above 0, because the law "invested" divides by it',
    'set it to the cost of raising the level from 0 to 1',
  )
}

export function hasLaw(scenario: unknown, law: string): boolean {
  return valueAt(scenario, ['transformation', 'law']) === law
}
