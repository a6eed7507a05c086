import { log } from '../../numbers/elementary.ts'
import { ArgumentError } from '../../errors.ts'
import type { Columns } from '../statistics/least-squares.ts'
import { conditionNumber, spectrumOf } from '../statistics/singular.ts'
import type { Rows } from './rows.ts'

/** ln of the left side = offset + columns · coefficients; the terms shown are an affine function of the coefficients. */
export interface Design {
  /** The first is the constant. */
  columns: Columns
  /** What each column stands for, in messages. */
  names: string[]
  offset: Float64Array
  /** Names of the terms shown. */
  terms: string[]
  /** Term i is shift[i] + Σ_j expand[i][j] coefficient_j. */
  expand: number[][]
  shift: number[]
  /** Terms that are elasticities. */
  elasticities: number[]
}

interface Form {
  factors: readonly string[]
  /** Name of the term of the trend, where there is one. */
  trend?: string
  constantReturns?: boolean
  constant: 'constant' | 'scale'
}

/**
 * The regressors of one equation. Under constant returns the last factor's elasticity is 1 less the others: ln(V/x_n) is regressed on the ln(x_i/x_n).
 */
export function designOf(rows: Rows, { factors, trend, constantReturns = false, constant }: Form): Design {
  const logs = factors.map((name) => rows.columns[name].map(log))
  const ones = new Float64Array(rows.numbers.length).fill(1)
  const base = constantReturns ? logs[logs.length - 1] : undefined
  const free = base ? logs.slice(0, -1).map((column) => column.map((value, i) => value - base[i])) : logs
  const { years } = rows
  const trends = trend === undefined || !years ? [] : [years.map((year) => year - years[0])]
  const freeNames = base ? factors.slice(0, -1).map((name) => `${name} / ${factors.at(-1)}`) : [...factors]
  const terms = [constant, ...factors, ...(trend === undefined ? [] : [trend])]
  const columns = [ones, ...free, ...trends]
  const place = (term: number) => (base && term > factors.length ? term - 1 : term)
  return {
    columns,
    names: [constant, ...freeNames, ...(trend === undefined ? [] : [trend])],
    offset: base ?? new Float64Array(ones.length),
    terms,
    expand: terms.map((_, term) =>
      columns.map((_, j) => {
        if (base && term === factors.length) return j > 0 && j < factors.length ? -1 : 0
        return Number(place(term) === j)
      }),
    ),
    shift: terms.map((_, term) => Number(base !== undefined && term === factors.length)),
    elasticities: factors.map((_, i) => i + 1),
  }
}

const COLLINEAR = 1e-12
/** Share of the greatest entry of a null vector from which a column counts as part of it. */
const INVOLVED = 1e-6

/** @throws ArgumentError where the rows cannot tell the coefficients apart; it names the columns. */
export function requireEstimable({ columns, names }: Design, equation: string): void {
  const rows = columns[0].length
  if (rows <= columns.length) {
    throw new ArgumentError(
      `the equation of ${equation} has ${rows} rows for ${columns.length} coefficients (${names.join(', ')}); expected at least ${columns.length + 1} rows: add rows, or estimate fewer coefficients`,
    )
  }
  const constant = names.filter((_, j) => j > 0 && columns[j].every((value) => value === columns[j][0]))
  if (constant.length > 0) throw constantColumns(constant, equation)
  const { values, vectors } = spectrumOf(columns)
  const involved = new Set(values.flatMap((value, i) => (value < COLLINEAR * values[0] ? [...namesIn(vectors[i], names)] : [])))
  if (involved.size === 0) return
  if (involved.size === 1) throw constantColumns([...involved], equation)
  throw new ArgumentError(
    `the columns ${[...involved].join(', ')} of the equation of ${equation} are collinear: one of them follows from the others, and no data can tell their coefficients apart; leave one out`,
  )
}

/** @throws ArgumentError where what is to be explained never changes: every row then fits, and none tells what moves it. */
export function requireVarying(left: Float64Array, name: string, equation: string): void {
  if (left.some((value) => value !== left[0])) return
  throw new ArgumentError(
    `the column ${name}, which the equation of ${equation} is to explain, is ${left[0]} in each of the ${left.length} rows used: nothing can be learned from a constant; use rows in which it varies, or leave this equation out`,
  )
}

function constantColumns(names: readonly string[], equation: string): ArgumentError {
  const one = names.length === 1
  return new ArgumentError(
    `the ${one ? 'column' : 'columns'} ${names.join(', ')} of the equation of ${equation} ${one ? 'is' : 'are'} constant, and no coefficient can be told from that of the constant; leave ${one ? 'it' : 'them'} out, or use rows in which ${one ? 'it varies' : 'they vary'}`,
  )
}

function namesIn(vector: Float64Array, names: readonly string[]): string[] {
  const greatest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return names.filter((_, j) => j > 0 && Math.abs(vector[j]) > INVOLVED * greatest)
}

/** Condition numbers of the columns, each divided by its length: with the constant, and without it and the means. */
export function conditionNumbers(columns: Columns, weights?: Float64Array): { conditionNumber: number; conditionNumberCentred: number } {
  const roots = weights?.map(Math.sqrt)
  const weighted = (list: Columns) => (roots ? list.map((column) => column.map((value, i) => value * roots[i])) : list)
  const centred = columns.slice(1).map((column) => {
    const mean = weightedMean(column, weights)
    return column.map((value) => value - mean)
  })
  return {
    conditionNumber: conditionNumber(spectrumOf(weighted(columns))),
    conditionNumberCentred: centred.length === 0 ? 1 : conditionNumber(spectrumOf(weighted(centred))),
  }
}

export function weightedMean(values: Float64Array, weights?: Float64Array): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1
    sum += weight * values[i]
    total += weight
  }
  return sum / total
}
