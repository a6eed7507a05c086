import { known } from '../known.ts'
import type { PathColumn } from 'offcut'
import type { Pinned } from '../compute/pinned.ts'
import { valueAtTime, type Values } from '../plot/chart.ts'
import type { Line } from './line-chart.tsx'

/** The baseline's line in a chart of the current scenario, at its times; none where there is no baseline. */
export function ghostOf(baseline: Pinned | undefined, column: PathColumn, times: Values): Line[] {
  const path = baseline?.paths?.path
  const values = path?.columns[column]
  if (!path || !values) return []
  const [start, end] = [path.time[0], path.time[path.time.length - 1]]
  const there = Array.from(times, (time) => (time >= start && time <= end ? valueAtTime(path.time, values, time) : NaN))
  return [{ name: known(baseline).name, values: there, colour: 'ghost' }]
}
