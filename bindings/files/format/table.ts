import { axisColumns, axisReader } from '../../plan/axis.ts'
import { DIRECTIONS, NONE, REGIMES } from '../../model/layout.ts'
import type { PlanAxis } from '../../plan/axis.ts'
import type { AxisValues } from '../../plan/task.ts'

/** What a table of sweep results has columns of: the axes, then the metrics, then the status. */
export interface TableColumns {
  readonly axes: readonly PlanAxis[]
  readonly metrics: readonly string[]
  /** Whether metrics are kept as singles, of seven digits. */
  readonly float32?: boolean
}

/** Metrics that are not axes as well: `level` may be both, and a column's name must be unique. */
export function metricsBeside({ axes, metrics }: TableColumns): string[] {
  const taken = new Set(axisColumns(axes).map(({ parameter }) => parameter))
  return metrics.filter((name) => !taken.has(name))
}

/** The words that a metric's codes stand for; undefined where its values are numbers. */
export function wordsOf(metric: string): readonly string[] | undefined {
  if (metric === 'breakEvenDirection') return DIRECTIONS
  return metric.startsWith('regime[') ? REGIMES : undefined
}

/** The value of a metric that means that there is none, an empty cell in a file; undefined where every value is a number. */
export function noneOf(metric: string): number | undefined {
  return Object.hasOwn(NONE, metric) ? NONE[metric] : undefined
}

export function columnNames(columns: TableColumns): string[] {
  return [...axisColumns(columns.axes).map(({ parameter }) => parameter), ...metricsBeside(columns), 'status']
}

/** Axes up to this length are computed once, and looked up from then on. */
export const CACHED_POINTS = 2 ** 16

/** Something made of an axis value, by its index: made once on an axis of common length. */
export function axisLookup<T>(values: AxisValues, make: (value: number) => T): (index: number) => T {
  const value = axisReader(values)
  if (values.points > CACHED_POINTS) return (index) => make(value(index))
  const made: T[] = []
  return (index) => (made[index] ??= make(value(index)))
}
