/** Which values a chart shows in which of its columns. */
import { axisValue } from '../plan/axis.ts'
import type { AxisValues } from '../plan/task.ts'

/** Columns of a chart. */
export const CHART_WIDTH = 64

/** Beyond this ratio a list of positive values stands on a logarithmic scale. */
const WIDE = 100

/** What a chart shows of the values at one column. */
export interface Column {
  /** What the line passes through; NaN where no value is finite. */
  value: number
  /** The least and the greatest of the column's values. */
  low: number
  high: number
  /** Why there is no value: a word for those that are fine without one, and for those that failed. */
  mark?: string
}

/** Where a value of an axis stands, in columns, and whether ratios rather than differences are even. */
export interface Scale {
  position(index: number): number
  isLog: boolean
  first: number
  last: number
}

export function scaleOf(axis: AxisValues): Scale {
  const columns = CHART_WIDTH - 1
  if (axis.spacing !== 'values') {
    const { points, spacing } = axis
    const position = (index: number) => (index * columns) / Math.max(1, points - 1)
    return { position, isLog: spacing === 'log', first: axisValue(axis, 0), last: axisValue(axis, points - 1) }
  }
  const { values } = axis
  const [first, last] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const isLog = first > 0 && last / first >= WIDE
  const place = isLog ? Math.log : (value: number) => value / 2
  const [start, span] = [place(first), place(last) - place(first)]
  return { position: (index) => (span > 0 ? ((place(values[index]) - start) / span) * columns : 0), isLog, first, last }
}

/** What is gathered of a column: plain data. */
export interface GatheredColumn {
  value: number
  low: number
  high: number
  /** Of `value` from the middle of the column, and its number among all values; the smaller number counts of equal distances. */
  distance: number
  at: number
  /** Of the first value that is not finite, and its number. */
  mark?: string
  markedAt: number
}

export function createColumns(): GatheredColumn[] {
  return Array.from({ length: CHART_WIDTH }, () => ({
    value: NaN,
    low: Infinity,
    high: -Infinity,
    distance: Infinity,
    at: Infinity,
    markedAt: Infinity,
  }))
}

/**
 * Takes in a value; that nearest to the middle of a column stands for it.
 * @param index its number among all values.
 * @param mark why it is not finite: a word.
 */
export function addToColumns(columns: GatheredColumn[], position: number, value: number, index: number, mark?: string): void {
  const middle = Math.round(position)
  const at = { value, low: value, high: value, distance: Math.abs(position - middle), at: index, markedAt: Infinity }
  if (Number.isFinite(value)) join(columns[middle], at)
  else if (mark !== undefined) join(columns[middle], { ...NOTHING, mark, markedAt: index })
}

const [NOTHING] = createColumns()

export function mergeColumns(columns: GatheredColumn[], other: readonly GatheredColumn[]): void {
  columns.forEach((column, i) => join(column, other[i]))
}

function join(column: GatheredColumn, other: GatheredColumn): void {
  column.low = Math.min(column.low, other.low)
  column.high = Math.max(column.high, other.high)
  if (other.distance < column.distance || (other.distance === column.distance && other.at < column.at)) {
    column.value = other.value
    column.distance = other.distance
    column.at = other.at
  }
  if (other.markedAt < column.markedAt) {
    column.mark = other.mark
    column.markedAt = other.markedAt
  }
}

/** The columns as a chart shows them; undefined where no x is. */
export function shownColumns(columns: readonly GatheredColumn[]): (Column | undefined)[] {
  return columns.map(({ value, low, high, mark }) => {
    if (!Number.isNaN(value)) return { value, low, high }
    return mark === undefined ? undefined : { value, low, high, mark }
  })
}

/** Gathers values by column, one after the other, in memory that does not grow with them. */
export class Columns {
  readonly #columns = createColumns()
  #count = 0

  /** @param mark why there is no finite value: a word. */
  add(position: number, value: number, mark?: string): void {
    addToColumns(this.#columns, position, value, this.#count++, mark)
  }

  result(): (Column | undefined)[] {
    return shownColumns(this.#columns)
  }
}
