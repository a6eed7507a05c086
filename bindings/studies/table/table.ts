import { closest } from 'fastest-levenshtein'
import { ArgumentError, show } from '../../errors.ts'

/** A cell: a number, a word, or nothing. In a table read from text every cell is the text that stands there. */
export type Cell = string | number | boolean | null | undefined

/** A column of a table. */
export interface Column {
  /** Its heading. */
  name: string
  /** One a row. */
  cells: ArrayLike<Cell>
}

/** Named columns of as many cells each, and where their rows stand in the file they came from. */
export interface Table {
  /** In the order of the file. */
  readonly columns: readonly Column[]
  /** How many there are. */
  readonly rows: number
  /** Number of each row in its file, the header being row 1. */
  readonly rowNumbers: ArrayLike<number>
  /** How cells that are text write numbers. */
  readonly decimal: '.' | ','
  /** Where its separator allows decimal commas: the first number with a point, which rules them out. */
  readonly point?: { row: number; text: string }
}

/** Columns by name, as arrays: what a program has at hand instead of a file. */
export type Arrays = Readonly<Record<string, ArrayLike<Cell>>>

/** What the studies take as a table. */
export type TableInput = Table | Arrays

/** A table of arrays. Its rows are numbered from 2, as in a file with a header. */
export function tableOf(input: TableInput): Table {
  if (isTable(input)) return input
  if (typeof input !== 'object' || input === null)
    throw new ArgumentError(`the table is ${show(input)}; expected columns by name, or what parseTable returns`)
  const columns = Object.entries(input).map(([name, cells]) => ({ name, cells }))
  const rows = columns[0]?.cells.length ?? 0
  const odd = columns.find(({ cells }) => cells.length !== rows)
  if (odd !== undefined)
    throw new ArgumentError(`column ${show(odd.name)} has ${odd.cells.length} cells; expected ${rows}, as many as ${show(columns[0].name)}`)
  return { columns, rows, rowNumbers: numbersFromTwo(rows), decimal: '.' }
}

/** Numbers of rows below a header. */
export function numbersFromTwo(rows: number): Float64Array {
  return new Float64Array(rows).map((_, i) => i + 2)
}

function isTable(input: TableInput): input is Table {
  return Array.isArray((input as Table)?.columns) && 'rowNumbers' in input
}

/** As it is written in a list. */
const listed = (name: string) => (name.includes(',') ? show(name) : name)

/**
 * The column of that name, which must be exact.
 * @throws ArgumentError where there is none, naming the nearest, or more than one.
 */
export function columnOf(table: Table, name: string, hint = ''): Column {
  const [column, twin] = table.columns.filter((each) => each.name === name)
  if (twin !== undefined) throw new ArgumentError(`the column ${show(name)} stands in the table twice; give each a name of its own`)
  if (column !== undefined) return column
  const names = table.columns.map((each) => each.name)
  const list = names.length > 0 ? `the nearest is ${show(closest(name, names))}, of ${names.map(listed).join(', ')}` : 'the table has none'
  throw new ArgumentError(`there is no column ${show(name)}; ${list}${hint}`)
}

/** A column read as numbers. */
export interface Numbers {
  name: string
  /** NaN where nothing stands. */
  values: Float64Array
  /** 1 where a number carries a flag, such as `0.21 e`. */
  flags: Uint8Array
  /** Cells that are neither a number nor missing, by the file's row. */
  words: { row: number; text: string }[]
}

const MISSING = new Set(['', 'NA', 'N/A', 'n/a', 'NaN', 'null', ':', '-', '.'])
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Infinity)(\s+[a-z]{1,3})?$/
const FLAGGED_MISSING = /^:\s*[a-z]{1,3}$/

/** Whether a text says that a value is missing: nothing, one of the usual words, or a flag of Eurostat's alone. */
function isMissing(text: string): boolean {
  return MISSING.has(text) || FLAGGED_MISSING.test(text)
}

/** Whether a text is a number with a decimal point, which rules out decimal commas in its table. */
export function hasPoint(text: string): boolean {
  return text.includes('.') && NUMBER.test(text)
}

export function readNumbers({ rowNumbers, rows, decimal }: Table, { name, cells }: Column): Numbers {
  const values = new Float64Array(rows)
  const flags = new Uint8Array(rows)
  const words: Numbers['words'] = []
  for (let i = 0; i < rows; i++) {
    const cell = cells[i]
    if (typeof cell === 'number') values[i] = cell
    else if (cell === null || cell === undefined) values[i] = NaN
    else {
      const text = String(cell).trim()
      const match = isMissing(text) ? null : NUMBER.exec(decimal === ',' ? swapped(text) : text)
      values[i] = match ? Number(match[1]) : NaN
      if (match?.[2] !== undefined) flags[i] = 1
      if (!match && !isMissing(text)) words.push({ row: rowNumbers[i], text })
    }
  }
  return { name, values, flags, words }
}

/** Commas and points change places, so that a point in a table with decimal commas is no decimal point. */
function swapped(text: string): string {
  return text.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','))
}

/** The column's cells as words; null where nothing stands. */
export function readWords({ rows }: Table, { cells }: Column): (string | null)[] {
  return Array.from({ length: rows }, (_, i) => {
    const cell = cells[i]
    if (cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return null
    const text = String(cell).trim()
    return isMissing(text) ? null : text
  })
}

const MOST_NAMED = 20

/** `rows 4, 9 and 12` */
export function nameRows(rows: readonly number[]): string {
  const named = rows.slice(0, MOST_NAMED)
  const more = rows.length > named.length ? ` and ${rows.length - named.length} more` : ''
  return `${rows.length === 1 ? 'row' : 'rows'} ${named.join(', ')}${more}`
}

/**
 * The numbers of a column in which only numbers may stand.
 * @throws ArgumentError that names the rows of other cells.
 */
export function numbersOf(table: Table, name: string): Numbers {
  const numbers = readNumbers(table, columnOf(table, name))
  if (numbers.words.length > 0) {
    const shown = numbers.words
      .slice(0, 5)
      .map(({ row, text }) => `row ${row}: ${show(text)}`)
      .join('; ')
    const more = numbers.words.length > 5 ? `; and ${numbers.words.length - 5} more` : ''
    const point = numbers.words.some(({ text }) => NUMBER.test(swapped(text))) ? table.point : undefined
    throw new ArgumentError(
      `column ${show(name)} holds what is no number: ${shown}${more}; ` +
        (point
          ? `as there is a decimal point in row ${point.row} (${show(point.text)}), a comma is none: write all numbers of the table alike, `
          : `write numbers with a decimal ${table.decimal === ',' ? 'comma' : 'point'} `) +
        'and without thousands separators, and leave a cell empty where the value is missing',
    )
  }
  return numbers
}
