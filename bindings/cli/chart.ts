/** Line charts in characters: each column where its x is, gaps where there is no value, and marks that say why. */
import type { Column } from '../reduce/columns.ts'
import { resolved } from '../result/digits.ts'

export interface ChartOptions {
  height: number
  /** Labels below the first and the last column. */
  from: string
  to: string
}

const LABEL_DIGITS = 4

/** The least and the greatest value; NaN where there is none. */
export function extent(columns: readonly (Column | undefined)[]): [low: number, high: number] {
  const finite = columns.filter((column) => column !== undefined && Number.isFinite(column.value)) as Column[]
  if (finite.length === 0) return [NaN, NaN]
  return [Math.min(...finite.map(({ low }) => low)), Math.max(...finite.map(({ high }) => high))]
}

/**
 * Draws the columns, of which those where there is no x are undefined: the line goes straight on from one x to the next. Their values
 * differ: see isConstant.
 */
export function draw(columns: readonly (Column | undefined)[], { height, from, to }: ChartOptions): string {
  const [low, high] = extent(columns)
  const rowOf = (value: number) => Math.round(height * share(value, low, high))
  const labels = Array.from({ length: height + 1 }, (_, row) => label(row / height, low, high, height))
  const marks = [...new Set(columns.flatMap((column) => column?.mark ?? []))]
  const margin = Math.max(...[...labels, ...marks].map((text) => text.length))
  const cells = plot(
    columns,
    heights(columns, (value) => height * share(value, low, high)),
    rowOf,
    height,
  )
  const lines = cells.map((row, i) => `${labels[i].padStart(margin)} ┤${row.join('')}`.trimEnd()).reverse()
  const notes = marks.map((mark) =>
    `${mark.padStart(margin)}  ${columns.map((column) => (column?.mark === mark ? '×' : ' ')).join('')}`.trimEnd(),
  )
  const gap = Math.max(1, columns.length - from.length - to.length)
  return [
    ...lines,
    ...notes,
    `${' '.repeat(margin)} └${'─'.repeat(columns.length)}`,
    `${' '.repeat(margin + 2)}${from}${' '.repeat(gap)}${to}`,
  ].join('\n')
}

/** How far a value is from low to high, none of whose differences need be a number of its own. */
function share(value: number, low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high))
  return (value / size - low / size) / (high / size - low / size)
}

function label(place: number, low: number, high: number, rows: number): string {
  const step = high / rows - low / rows
  return resolved(low * (1 - place) + high * place, step / 10, LABEL_DIGITS)
}

/** The height of the line at each column, in rows; NaN in gaps. */
function heights(columns: readonly (Column | undefined)[], heightOf: (value: number) => number): number[] {
  const line = columns.map((column) => (column === undefined ? NaN : heightOf(column.value)))
  let before = -1
  columns.forEach((column, at) => {
    if (column === undefined) return
    for (let i = before + 1; i < at && before >= 0; i++) line[i] = line[before] + ((line[at] - line[before]) * (i - before)) / (at - before)
    before = at
  })
  return line
}

/** Rows of characters, the lowest first. */
function plot(
  columns: readonly (Column | undefined)[],
  line: readonly number[],
  rowOf: (value: number) => number,
  height: number,
): string[][] {
  const cells = Array.from({ length: height + 1 }, () => columns.map(() => ' '))
  const rows = line.map(Math.round)
  const sparse = columns.filter((column) => column !== undefined).length <= columns.length / 2
  rows.forEach((row, at) => {
    if (Number.isNaN(row)) return
    const next = rows[at + 1] ?? NaN
    connect(cells, at, row, next)
    const column = columns[at]
    if (column === undefined) return
    const near = [rows[at - 1], row, next].filter((other) => other >= 0)
    fill(cells, at, rowOf(column.low), Math.min(...near))
    fill(cells, at, Math.max(...near) + 1, rowOf(column.high) + 1)
    if (sparse || near.length === 1) cells[row][at] = '•'
  })
  return cells
}

/** Draws the step from a column's row to that of the next column. */
function connect(cells: string[][], at: number, row: number, next: number): void {
  if (Number.isNaN(next) || next === row) {
    cells[row][at] = '─'
    return
  }
  const rises = next > row
  cells[row][at] = rises ? '╯' : '╮'
  cells[next][at] = rises ? '╭' : '╰'
  fill(cells, at, Math.min(row, next) + 1, Math.max(row, next))
}

function fill(cells: string[][], at: number, from: number, end: number): void {
  for (let row = from; row < end; row++) cells[row][at] = '│'
}
