import Papa from 'papaparse'
import { ArgumentError, show } from '../../errors.ts'
import { hasPoint, type Table } from './table.ts'

const SEPARATORS = [';', '\t', ','] as const

/**
 * Reads CSV text. The separator is the first of `;`, TAB and `,` that stands in the header outside quotes. A decimal comma is read where the separator is `;` or TAB and
 * no number of the table has a point. Rows are numbered as in the file, the header being row 1, blank lines counted.
 * @throws ArgumentError for a row with more cells than the header, quotes that do not end, or no header.
 */
export function parseTable(text: string): Table {
  if (typeof text !== 'string') throw new ArgumentError(`the table is ${show(text)}; expected the text of a CSV file`)
  const source = text.replace(/^\uFEFF/, '')
  if (/^\s*[{[]/.test(source))
    throw new ArgumentError('the table is JSON, such as a scenario; expected CSV, with the names of the columns in its first row')
  const delimiter = separatorOf(source)
  const { data, errors } = Papa.parse<string[]>(source, { delimiter, skipEmptyLines: false })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken !== undefined)
    throw new ArgumentError(
      `the table cannot be read at row ${(broken.row ?? 0) + 1}: ${broken.message}; close the quotes, and double a quote that stands in a cell`,
    )
  const [header, ...rest] = data
  if (header === undefined || isBlank(header))
    throw new ArgumentError('the table has no header: expected the names of the columns in its first row')
  const names = header.map((name) => name.trim())
  const rows: string[][] = []
  const rowNumbers: number[] = []
  rest.forEach((row, i) => {
    if (isBlank(row)) return
    if (row.length > names.length) {
      throw new ArgumentError(
        `row ${i + 2} of the table has ${row.length} cells; expected at most ${names.length}, as many as the header: look for a separator (${show(delimiter)}) inside a cell, and put that cell in double quotes`,
      )
    }
    rows.push(row)
    rowNumbers.push(i + 2)
  })
  const columns = names.map((name, j) => ({ name, cells: rows.map((row) => row[j]) }))
  const point = delimiter === ',' ? undefined : firstPoint(rows, rowNumbers)
  const decimal = delimiter === ',' || point ? '.' : ','
  return { columns, rows: rows.length, rowNumbers, decimal, ...(point && { point }) }
}

function firstPoint(rows: readonly string[][], rowNumbers: readonly number[]): Table['point'] {
  for (const [i, row] of rows.entries()) {
    const cell = row.find((each) => hasPoint(each.trim()))
    if (cell !== undefined) return { row: rowNumbers[i], text: cell.trim() }
  }
  return undefined
}

function isBlank(row: string[]): boolean {
  return row.length === 0 || (row.length === 1 && row[0].trim() === '')
}

/** Of the separators that stand in the header outside quotes, the first of the list; a comma where there is none. */
function separatorOf(text: string): string {
  let quoted = false
  const found = new Set<string>()
  for (const sign of text) {
    if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === '\n' || sign === '\r')) break
    else if (!quoted) found.add(sign)
  }
  return SEPARATORS.find((sign) => found.has(sign)) ?? ','
}
