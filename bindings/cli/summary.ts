import { plot } from 'asciichart'
import { axisValue } from '../axis.ts'
import { STATUSES } from '../layout.ts'
import type { PlanAxis } from '../plan.ts'
import type { SweepChunk } from '../result.ts'
import { count, number, table } from './print.ts'

const CHART_WIDTH = 64
const CHART_HEIGHT = 12
const LABEL_DIGITS = 4
const LABEL_WIDTH = 10

interface Extremes {
  minimum: number
  maximum: number
  /** Index of the first point with the maximum. */
  at: number
  sum: number
  finite: number
}

/** Gathers, chunk by chunk and in bounded memory, what a sweep shows on a terminal. */
export class Summary {
  readonly #axes: readonly PlanAxis[]
  readonly #shape: number[]
  readonly #metrics: Map<string, Extremes>
  readonly #statuses = STATUSES.map(() => 0)
  readonly #chart?: Chart

  constructor(axes: readonly PlanAxis[], metrics: readonly string[]) {
    this.#axes = axes
    this.#shape = axes.map(({ values }) => values.points)
    // A regime is a word, not a quantity.
    const quantities = metrics.filter((name) => !name.startsWith('regime['))
    this.#metrics = new Map(quantities.map((name) => [name, { minimum: Infinity, maximum: -Infinity, at: -1, sum: 0, finite: 0 }]))
    const metric = quantities.includes('profit') ? 'profit' : quantities[0]
    const axis = this.#shape.findIndex((length) => length > 1)
    if (metric !== undefined && axis >= 0) this.#chart = new Chart(metric, axis, this.#shape)
  }

  add(chunk: SweepChunk): void {
    for (const code of chunk.status) this.#statuses[code]++
    for (const [name, extremes] of this.#metrics) gather(extremes, chunk.columns[name], chunk.start)
    if (this.#chart) this.#chart.add(chunk.columns[this.#chart.metric], chunk.start)
  }

  toString(): string {
    const rows = [...this.#metrics].map(([name, { minimum, maximum, sum, finite }]) =>
      finite === 0 ? [name, '–', '–', '–'] : [name, minimum, maximum, sum / finite].map((cell) => (typeof cell === 'string' ? cell : number(cell))),
    )
    return [
      this.#counts(),
      table(['metric', 'minimum', 'maximum', 'mean'], rows, [1, 2, 3]),
      ...this.#best(),
      ...(this.#chart ? [this.#chart.draw(this.#axes)] : []),
    ].join('\n\n')
  }

  #counts(): string {
    const [ok, atBound, notConverged, domainError] = this.#statuses.map(count)
    const total = count(this.#statuses.reduce((sum, of) => sum + of, 0))
    const grid = this.#axes.map(({ parameter, values }) => `${count(values.points)} × ${parameter}`).join(', ')
    return (
      `${total} points (${grid}): ${ok} inside the bounds, ${atBound} at a bound` +
      (notConverged === '0' ? '' : `, ${notConverged} did not converge`) +
      (domainError === '0' ? '' : `, ${domainError} left the range of arithmetic`)
    )
  }

  #best(): string[] {
    const profit = this.#metrics.get('profit')
    if (profit === undefined || profit.finite === 0) return []
    return [`Highest profit ${number(profit.maximum)} at ${this.#place(profit.at)}`]
  }

  #place(point: number): string {
    const parts: string[] = []
    for (let axis = this.#axes.length - 1, rest = point; axis >= 0; axis--) {
      const { parameter, values } = this.#axes[axis]
      parts.unshift(`${parameter} = ${number(axisValue(values, rest % values.points))}`)
      rest = Math.floor(rest / values.points)
    }
    return parts.join(', ')
  }
}

function gather(extremes: Extremes, values: Float64Array, start: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) continue
    extremes.finite++
    extremes.sum += value
    if (value < extremes.minimum) extremes.minimum = value
    if (value > extremes.maximum) {
      extremes.maximum = value
      extremes.at = start + i
    }
  }
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

  constructor(metric: string, axis: number, shape: number[]) {
    this.metric = metric
    this.#axis = axis
    this.#length = shape[axis]
    this.#stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1)
    this.#best = new Float64Array(Math.min(this.#length, CHART_WIDTH)).fill(-Infinity)
    this.#others = this.#stride > 1
  }

  add(values: Float64Array, start: number): void {
    for (let i = 0; i < values.length; i++) {
      const column = Math.floor((Math.floor((start + i) / this.#stride) * this.#best.length) / this.#length)
      if (Number.isFinite(values[i]) && values[i] > this.#best[column]) this.#best[column] = values[i]
    }
  }

  draw(axes: readonly PlanAxis[]): string {
    const { parameter, values } = axes[this.#axis]
    const [first, last] = [0, this.#length - 1].map((index) => number(axisValue(values, index)))
    const title = `${this.metric} against ${parameter}, ${first} to ${last}${this.#others ? ' (best over the other axes)' : ''}`
    return `${title}\n\n${plot(this.#series(), { height: CHART_HEIGHT, format: (value) => number(value, LABEL_DIGITS).padStart(LABEL_WIDTH) })}`
  }

  /** Few columns are widened, and those without a finite value are left to their neighbour: a chart has no gaps. */
  #series(): number[] {
    const finite = [...this.#best].filter(Number.isFinite)
    const width = Math.max(1, Math.floor(CHART_WIDTH / Math.max(1, finite.length)))
    return finite.flatMap((value) => new Array<number>(width).fill(value))
  }
}
