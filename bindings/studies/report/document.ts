import { number } from '../../result/digits.ts'
import type { Picture } from './chart.ts'

/** What a study says, before it is a text, a page or a file. */
export interface Document {
  title: string
  /** The answer. */
  sentence: string
  tables: DocumentTable[]
  charts: Picture[]
  /** How sure the answer is. */
  sure: string[]
  /** What was assumed. */
  assumed: string[]
}

export interface DocumentTable {
  title: string
  columns: string[]
  rows: Value[][]
  /** Columns of shares, by their place: people read them in percent, files have them as the model does. */
  shares?: readonly number[]
  /** Rows of moments of the calendar, by their place: people read months. */
  moments?: readonly number[]
}

/** null is a value that there is not. */
export type Value = string | number | null

/** Six significant digits by default; `–` where there is none. */
export function text(value: Value, digits = 6): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  return Number.isNaN(value) ? '–' : number(value, digits)
}

/** The same in a language that parts the decimals of a number by another sign. */
export function written(value: Value, decimal: string, digits?: number): string {
  const inEnglish = text(value, digits)
  return typeof value === 'number' ? inEnglish.replace('.', decimal) : inEnglish
}

/** An estimate and its error to two digits of the error; as they are where it has none. */
export function withError(value: number | null, error: number | null): [number | null, number | null] {
  if (value === null || error === null || !(error > 0 && error < Infinity)) return [value, error]
  const decimals = 1 - Math.floor(Math.log10(error))
  const shown =
    decimals > 20 ? value : decimals >= 0 ? Number(value.toFixed(decimals)) : Math.round(value * 10 ** decimals) / 10 ** decimals
  return [shown, Number(error.toPrecision(2))]
}

/** A probability of a test: below the least that is worth telling apart, as such. */
export function probability(p: number | null): string {
  if (p === null || Number.isNaN(p)) return '–'
  return p < 1e-4 ? '< 0.0001' : String(Number(p.toPrecision(3)))
}

/** A table as people read it, its shares in percent. @param month of a moment; default as the number that it is */
export function readable(
  { title, columns, rows, shares = [], moments = [] }: DocumentTable,
  month?: (time: number) => string,
): DocumentTable {
  const inPercent = (value: Value, i: number) => (shares.includes(i) && typeof value === 'number' ? hundredfold(value) : value)
  const inMonths = (value: Value) => (month && typeof value === 'number' ? month(value) : value)
  return {
    title,
    columns: columns.map((name, i) => (shares.includes(i) ? `${name}, %` : name)),
    rows: rows.map((row, i) => row.map(moments.includes(i) ? inMonths : inPercent)),
  }
}

/** A hundred times a decimal, without the last digits that binary numbers add. */
export function hundredfold(value: number): number {
  return Number((100 * value).toPrecision(14))
}

export function percent(share: number, digits = 3): string {
  return `${text(hundredfold(share), digits)} %`
}
