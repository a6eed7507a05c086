import type { MetricName, Scenario, Surface, SweepInput, SweepStats } from 'offcut'
import { sweepAxis, type Axis } from '../state/axes.ts'

/** What a picture is asked to show. */
export interface PictureRequest {
  scenario: Scenario
  axes: [Axis, Axis]
  metric: MetricName
  /** The time looked at, where neither axis is time or level. */
  time: number
}

/** A surface, ready to be drawn. Grids are of `size` × `size` points: point (i, j) of x and y is at i · size + j. */
export interface Picture extends PictureRequest {
  size: number
  x: Float64Array
  y: Float64Array
  values: Float64Array
  profit: Float64Array
  /** Net value of a unit of waste, money: below 0 it is a burden, above 0 a resource. */
  wasteValue: Float64Array
  /** Smallest and largest finite value; NaN where there is none. */
  lowest: number
  highest: number
  /** For each x, the index of the y of the highest profit; -1 where there is none, or where it is at an edge: profit only rises there. */
  ridge: Int32Array
  /** Whether the sign of the values matters: there are some on each side of zero. */
  isSigned: boolean
  stats: SweepStats
}

/** Axes and metrics of the sweep behind a picture. */
export function pictureSweep(request: PictureRequest, size: number): SweepInput & { metrics: MetricName[] } {
  const metrics = [...new Set<MetricName>([request.metric, 'profit', 'valueOfWaste'])]
  return { axes: [...stillAxes(request), ...request.axes.map((axis) => sweepAxis(axis, size))], metrics }
}

/** A first axis of one value holds the time still, where no other axis decides it. */
export function stillAxes({ axes, time }: PictureRequest): SweepInput['axes'] {
  const varies = axes.some(({ parameter }) => parameter === 'time' || parameter === 'level')
  return varies ? [] : [{ parameter: 'time', values: [time] }]
}

/** Adds what the drawing needs to a computed surface. */
export function toPicture(request: PictureRequest, size: number, surface: Surface): Picture {
  const [x, y] = surface.axes.slice(-2).map(({ values }) => values)
  const values = surface.metrics[request.metric]
  const { profit } = surface.metrics
  const [lowest, highest] = extent(values)
  return {
    ...request,
    size,
    x,
    y,
    values,
    profit,
    wasteValue: surface.metrics.valueOfWaste,
    lowest,
    highest,
    isSigned: lowest < 0 && highest > 0,
    ridge: ridge(profit, x.length, y.length),
    stats: surface.stats,
  }
}

function extent(values: Float64Array): [number, number] {
  let lowest = Infinity
  let highest = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value - value !== 0) continue
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return lowest <= highest ? [lowest, highest] : [NaN, NaN]
}

function ridge(profit: Float64Array, columns: number, rows: number): Int32Array {
  return Int32Array.from({ length: columns }, (_, i) => {
    let best = -1
    for (let j = 0; j < rows; j++) {
      const value = profit[i * rows + j]
      if (value - value === 0 && (best < 0 || value > profit[i * rows + best])) best = j
    }
    return best > 0 && best < rows - 1 ? best : -1
  })
}
