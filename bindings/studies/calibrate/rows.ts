import { ArgumentError, existing, show } from '../../errors.ts'
import { nameRows, numbersOf, type Numbers, type Table } from '../table/table.ts'

/** What was read for one equation, and what was not. */
export interface DataReport {
  /** Rows of the table. */
  rowsRead: number
  /** Rows that have every value. */
  rowsUsed: number
  /** Rows of the file, the header being row 1, that lack a value or have the weight 0. */
  rowsLeftOut: number[]
  /** Missing cells by column. */
  missing: Record<string, number>
  /** Numbers with a flag, such as `0.21 e`: used like any other. */
  flagged: number
  /** Years between the first and the last used that no row used has; there with a year's column only. */
  yearGaps?: number[]
  /** Years that more than one row used has. */
  yearsTwice?: number[]
}

/** The rows that one equation uses, in the order of their years. */
export interface Rows {
  columns: Record<string, Float64Array>
  weights?: Float64Array
  years?: Float64Array
  /** The file's number of each row. */
  numbers: number[]
  data: DataReport
}

interface Wanted {
  columns: readonly string[]
  /** Those of the columns that a logarithm is taken of. */
  positive: readonly string[]
  weights?: string
  year?: string
}

/** @throws ArgumentError that names every row with a value that no logarithm has, or a negative weight. */
export function selectRows(table: Table, { columns, positive, weights, year }: Wanted): Rows {
  const names = [...new Set([...columns, ...[weights, year].filter((name) => name !== undefined)])]
  const read = new Map(names.map((name) => [name, numbersOf(table, name)]))
  const numbers = (name: string) => existing(read.get(name), name)
  const complete = Array.from({ length: table.rows }, (_, i) => i).filter((i) =>
    names.every((name) => !Number.isNaN(numbers(name).values[i])),
  )
  requireWeights(table, complete, weights === undefined ? undefined : numbers(weights))
  const used = weights === undefined ? complete : complete.filter((i) => numbers(weights).values[i] !== 0)
  requirePositive(table, used, positive.map(numbers))
  if (year !== undefined) used.sort((a, b) => numbers(year).values[a] - numbers(year).values[b] || a - b)
  const take = (name: string) => Float64Array.from(used, (i) => numbers(name).values[i])
  const years = year === undefined ? undefined : take(year)
  return {
    columns: Object.fromEntries(columns.map((name) => [name, take(name)])),
    weights: weights === undefined ? undefined : take(weights),
    years,
    numbers: used.map((i) => table.rowNumbers[i]),
    data: report(table, [...read.values()], used, years),
  }
}

function requirePositive({ rowNumbers }: Table, used: readonly number[], numbers: readonly Numbers[]): void {
  const problems = numbers.flatMap(({ name, values }) => {
    const wrong = used.filter((i) => !(values[i] > 0 && values[i] < Infinity))
    return wrong.length === 0 ? [] : [`column ${show(name)} is not a positive number in ${nameRows(wrong.map((i) => rowNumbers[i]))}`]
  })
  if (problems.length === 0) return
  throw new ArgumentError(
    `${problems.join('\n')}\nA logarithm needs values that are positive: correct these cells, leave them empty where the value is unknown, or take the rows out` +
      ' (an output of 0 or less may stay with levels)',
  )
}

function requireWeights({ rowNumbers }: Table, complete: readonly number[], weights?: Numbers): void {
  if (weights === undefined) return
  const wrong = complete.filter((i) => !(weights.values[i] >= 0 && weights.values[i] < Infinity))
  if (wrong.length === 0) return
  throw new ArgumentError(
    `the weights in column ${show(weights.name)} are negative in ${nameRows(wrong.map((i) => rowNumbers[i]))}; expected numbers from 0 on, 0 to leave a row out`,
  )
}

function report(table: Table, read: readonly Numbers[], used: readonly number[], years?: Float64Array): DataReport {
  const taken = new Set(used)
  const missing = read.map(({ name, values }) => [name, values.reduce((count, value) => count + Number(Number.isNaN(value)), 0)] as const)
  return {
    rowsRead: table.rows,
    rowsUsed: used.length,
    rowsLeftOut: Array.from({ length: table.rows }, (_, i) => i)
      .filter((i) => !taken.has(i))
      .map((i) => table.rowNumbers[i]),
    missing: Object.fromEntries(missing.filter(([, count]) => count > 0)),
    flagged: read.reduce((sum, { flags }) => sum + flags.reduce((count, flag) => count + flag, 0), 0),
    ...(years && { yearGaps: gapsOf(years), yearsTwice: twiceIn(years) }),
  }
}

/** Beyond it a column is no list of years, and what lies between is no gap. */
const LONGEST_SPAN = 10_000

function gapsOf(years: Float64Array): number[] {
  const [first, last] = [years[0], years[years.length - 1]]
  if (!years.every(Number.isInteger) || !(last - first <= LONGEST_SPAN)) return []
  const there = new Set(years)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !there.has(year))
}

function twiceIn(years: Float64Array): number[] {
  return [...new Set(years.filter((year, i) => i > 0 && year === years[i - 1]))]
}
