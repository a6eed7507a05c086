import { withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { Comparison } from '../compare/compare.ts'
import type { Chart } from './chart.ts'
import { text, type Document, type DocumentTable, type Value } from './document.ts'

/** Metrics of the scenarios side by side: by name, a value each. */
export type SideBySide = Record<string, (number | null)[]>

export function comparisonDocument(
  comparisons: readonly Comparison[],
  names: readonly string[],
  sideBySide: SideBySide,
  units?: OwnUnits,
): Document {
  const named = (name: string) => withOwnUnit(name, units)
  const [first, ...others] = names
  return {
    title: `${names.join(' and ')} compared`,
    sentence: comparisons.map((comparison, i) => sentence(comparison, first, others[i])).join(' '),
    tables: [
      {
        title: 'Side by side',
        columns: ['', ...names],
        rows: Object.entries(sideBySide).map(([metric, values]) => [named(metric), ...values]),
      },
      ...comparisons.map((comparison, i) => accountTable(comparison, first, others[i], named)),
    ],
    charts: comparisons.filter(({ shapley }) => shapley !== null).map(accountChart),
    sure: comparisons.flatMap(({ refused, standardErrors, differences }) => [
      ...(refused === undefined ? [] : [`What accounts for the difference cannot be said: ${refused}.`]),
      ...(refused === undefined && standardErrors === undefined && Object.keys(differences).length > 0
        ? [
            'Every mixture of the two was computed, so what accounts for the difference is exact but for rounding. The parameters are taken as certain.',
          ]
        : []),
      ...(standardErrors
        ? ['More than 12 things differ, so 1,000 random orders and their reverses were taken; the standard errors are theirs.']
        : []),
    ]),
    assumed: [
      'A parameter accounts for what it adds, on average over all orders in which the parameters could be changed (its Shapley value). The parts add up to the difference.',
    ],
  }
}

function sentence({ metric, valueA, valueB, difference, shapley, differences }: Comparison, first: string, other: string): string {
  const count = Object.keys(differences).length
  if (count === 0) return `${other} does not differ from ${first}.`
  if (difference === null) return `${metric} of ${first} is ${text(valueA)}, of ${other} ${text(valueB)}.`
  const way = difference === 0 ? 'as great as' : `${text(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'} than`
  const most = shapley && Object.entries(shapley).reduce((best, each) => (Math.abs(each[1]) > Math.abs(best[1]) ? each : best))
  return `${metric} of ${other}, ${text(valueB)}, is ${way} that of ${first}, ${text(valueA)}${most ? `; ${most[0]} accounts for most, ${text(most[1])}` : ''}.`
}

function accountTable(
  { differences, shapley, standardErrors, metric }: Comparison,
  first: string,
  other: string,
  named: (name: string) => string,
): DocumentTable {
  const errors = standardErrors !== undefined
  return {
    title: `What differs between ${first} and ${other}`,
    columns: ['parameter', first, other, `accounts for (${named(metric)})`, ...(errors ? ['std. error'] : [])],
    rows: Object.entries(differences).map(([name, values]): Value[] => [
      named(name),
      ...values.map(shown),
      shapley?.[name] ?? null,
      ...(errors ? [standardErrors[name]] : []),
    ]),
  }
}

function shown(value: unknown): Value {
  if (value === undefined) return null
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value)
}

function accountChart({ shapley, metric }: Comparison): Chart {
  const bars = Object.entries(shapley ?? {})
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  return { kind: 'bars', title: `What accounts for the difference in ${metric}`, x: metric, bars }
}
