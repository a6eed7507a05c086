/** Which values a chart shows in which of its columns. */
import { axisValue } from '../plan/axis.ts'
import type { AxisValues } from '../plan/task.ts'
import { CHART_WIDTH, type Column } from './chart.ts'

/** Beyond this ratio a list of positive values stands on a logarithmic scale. */
const WIDE = 100

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

/** Gathers values by column, in memory that does not grow with them; the value nearest to the middle of a column stands for it. */
export class Columns {
  readonly #columns: Gathered[] = Array.from({ length: CHART_WIDTH }, () => ({
    value: NaN,
    low: Infinity,
    high: -Infinity,
    distance: Infinity,
  }))

  /** @param mark why there is no finite value: a word. */
  add(position: number, value: number, mark?: string): void {
    const at = Math.round(position)
    const column = this.#columns[at]
    const distance = Math.abs(position - at)
    if (!Number.isFinite(value)) column.mark ??= mark
    else {
      column.low = Math.min(column.low, value)
      column.high = Math.max(column.high, value)
      if (distance >= column.distance) return
      column.value = value
      column.distance = distance
    }
  }

  /** The columns; undefined where no x is. */
  result(): (Column | undefined)[] {
    return this.#columns.map(({ value, low, high, mark }) => {
      if (!Number.isNaN(value)) return { value, low, high }
      return mark === undefined ? undefined : { value, low, high, mark }
    })
  }
}

interface Gathered extends Column {
  /** Of `value` from the middle of the column. */
  distance: number
}
