import { plot } from 'asciichart'
import { axisValue, strideOf } from '../plan/axis.ts'
import { STATUSES } from '../model/layout.ts'
import { maximum, mean, minimum, Reduction } from '../reduce/index.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { Grid } from '../result/surface.ts'
import { count, countPoints, labels, number, table } from './print.ts'

const CHART_WIDTH = 64
const CHART_HEIGHT = 12

const reducers = { minimum: minimum(), maximum: maximum(), mean: mean() }

/** Gathers, chunk by chunk and in bounded memory, what a sweep shows on a terminal. */
export class Summary {
  readonly #grid: Grid
  readonly #metrics: string[]
  readonly #reduction: Reduction<Record<string, typeof reducers>>
  readonly #statuses = STATUSES.map(() => 0)
  readonly #chart?: Chart

  constructor(grid: Grid) {
    this.#grid = grid
    this.#metrics = quantities(grid.metrics)
    this.#reduction = new Reduction(grid, Object.fromEntries(this.#metrics.map((name) => [name, reducers])))
    const metric = this.#metrics.includes('profit') ? 'profit' : this.#metrics[0]
    const axis = grid.shape.findIndex((length) => length > 1)
    if (metric !== undefined && axis >= 0) this.#chart = new Chart(metric, axis, grid.axes)
  }

  add(chunk: SweepChunk): void {
    for (const code of chunk.status) this.#statuses[code]++
    this.#reduction.add(chunk)
    if (this.#chart) this.#chart.add(chunk.columns[this.#chart.metric], chunk.start)
  }

  toString(): string {
    const results = this.#reduction.result()
    const rows = this.#metrics.map((name) => {
      const { minimum, maximum, mean } = results[name]
      return minimum && maximum ? [name, ...[minimum.value, maximum.value, mean].map((value) => number(value))] : [name, '–', '–', '–']
    })
    const best = results.profit?.maximum
    return [
      this.#counts(),
      table(['metric', 'minimum', 'maximum', 'mean'], rows, [1, 2, 3]),
      ...(best ? [`Highest profit ${number(best.value)} at ${showPlace(best.at)}`] : []),
      ...(this.#chart?.hasValues ? [this.#chart.draw(this.#grid.axes)] : []),
    ].join('\n\n')
  }

  #counts(): string {
    const [ok, atBound, notConverged, domainError] = this.#statuses.map(count)
    const total = this.#statuses.reduce((sum, of) => sum + of, 0)
    const grid = this.#grid.axes.map(({ parameter, values }) => `${count(values.points)} × ${parameter}`).join(', ')
    return (
      `${countPoints(total)} (${grid}): ${ok} inside the bounds, ${atBound} at a bound` +
      (notConverged === '0' ? '' : `, ${notConverged} did not converge`) +
      (domainError === '0' ? '' : `, ${domainError} left the range of arithmetic`)
    )
  }
}

/** The metrics that are quantities; a regime is a word. */
export function quantities(metrics: readonly string[]): string[] {
  return metrics.filter((name) => !name.startsWith('regime['))
}

/** `time = 10, waste.disposalCost = 0.1` */
export function showPlace(at: Record<string, number>): string {
  return Object.entries(at).map(([parameter, value]) => `${parameter} = ${number(value)}`).join(', ')
}

/** The best value of a metric at each value of one axis, whatever the other axes; at most CHART_WIDTH columns. */
class Chart {
  readonly metric: string
  readonly #axis: number
  readonly #length: number
  /** Points that pass while the axis stays at one value. */
  readonly #stride: number
  readonly #best: Float64Array
  readonly #others: boolean

  constructor(metric: string, axis: number, axes: Grid['axes']) {
    this.metric = metric
    this.#axis = axis
    this.#length = axes[axis].values.points
    this.#stride = strideOf(axes, axis)
    this.#best = new Float64Array(Math.min(this.#length, CHART_WIDTH)).fill(-Infinity)
    this.#others = this.#stride > 1
  }

  add(values: Float64Array, start: number): void {
    for (let i = 0; i < values.length; i++) {
      const column = Math.floor((Math.floor((start + i) / this.#stride) * this.#best.length) / this.#length)
      if (Number.isFinite(values[i]) && values[i] > this.#best[column]) this.#best[column] = values[i]
    }
  }

  /** False where no point has a finite value, or none was computed: a resumed run may have had nothing left to do. */
  get hasValues(): boolean {
    return this.#best.some(Number.isFinite)
  }

  draw(axes: Grid['axes']): string {
    const { parameter, values } = axes[this.#axis]
    const [first, last] = [0, this.#length - 1].map((index) => number(axisValue(values, index)))
    const title = `${this.metric} against ${parameter}, ${first} to ${last}${this.#others ? ' (best over the other axes)' : ''}`
    const series = this.#series()
    return `${title}\n\n${plot(series, { height: CHART_HEIGHT, format: labels(series) }).replace(/ +$/gm, '')}`
  }

  /** Few columns are widened, and those without a finite value are left to their neighbour: a chart has no gaps. */
  #series(): number[] {
    const finite = [...this.#best].filter(Number.isFinite)
    const width = Math.max(1, Math.floor(CHART_WIDTH / Math.max(1, finite.length)))
    return finite.flatMap((value) => new Array<number>(width).fill(value))
  }
}
