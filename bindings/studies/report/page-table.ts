import { text, written, type DocumentTable, type Value } from './document.ts'
import { escape, tag } from './svg.ts'
import type { ReportWords } from './words.ts'

/** Columns from which a table on paper is in small letters. */
const MANY = 8

/** A table as people read it, each row with a heading. */
export function renderTable({ title, columns, rows }: DocumentTable, words: ReportWords): string {
  const aligned = columns.map((_, i) => (2 * rows.filter((row) => isProse(row[i])).length > rows.length ? { class: 'words' } : {}))
  const head = columns.map((name, i) => (name === '' ? '<td></td>' : tag('th', { scope: 'col', ...aligned[i] }, name, true))).join('')
  // Without a name above what rows are of, each is of another quantity.
  const writers = columns.map((_, i) => writerOf(columns[0] === '' ? [] : rows.map((row) => row[i]), words))
  const cell = (value: Value, i: number) =>
    tag(i === 0 ? 'th' : 'td', { ...(i === 0 && { scope: 'row' }), ...aligned[i] }, writers[i](value), true)
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')
  // Who has no pointer scrolls what is focused.
  const many = columns.length > MANY ? ' class="many"' : ''
  return `<div class="wide" tabindex="0" role="region" aria-label="${escape(title)}"><table${many}><caption>${escape(title)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Significant digits of the greatest number of a column, and of the least where all have as many decimals. */
const DIGITS = 6
const LEAST_DIGITS = 4
const MOST_DECIMALS = 9

/** Writes the values of a column: all with as many decimals where that leaves each its digits, unless they have been rounded before. */
function writerOf(column: readonly Value[], words: ReportWords): (value: Value) => string {
  const { decimal } = words
  const plain = (value: Value) => (typeof value === 'number' ? grouped(written(value, decimal), words) : text(value))
  const sizes = column.flatMap((value) => (typeof value === 'number' && Number.isFinite(value) && value !== 0 ? [Math.abs(value)] : []))
  if (sizes.every((size) => Number(size.toPrecision(DIGITS)) === size)) return plain
  const [least, greatest] = [Math.min(...sizes), Math.max(...sizes)]
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(greatest)))
  if (decimals > MOST_DECIMALS || least * 10 ** decimals < 10 ** (LEAST_DIGITS - 1)) return plain
  const separated = greatest < 1e4 ? (digits: string) => digits : thousands(words)
  return (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? value.toFixed(decimals).replace('.', decimal).replace(/\d+/, separated)
      : text(value)
}

/** Five digits and more before the decimals, that are no part of a name, a date or a path. */
const LONG = /(?<![\p{L}\d_.,:/-])(-?)(\d{5,})(?![\p{L}\d_/-]|\.\p{L})/gu

/** A text with a sign between the thousands of its numbers; four digits stand without one, as years do. */
export function grouped(text: string, words: ReportWords): string {
  const separated = thousands(words)
  return text.replace(LONG, (_, sign: string, digits: string) => sign + separated(digits))
}

function thousands({ group }: ReportWords): (digits: string) => string {
  return (digits) => digits.replace(/\B(?=(\d{3})+$)/g, group)
}

/** Whether a cell begins with a letter, unlike numbers and what stands for one. */
function isProse(value: Value): boolean {
  return typeof value === 'string' && /^\p{L}/u.test(value)
}
