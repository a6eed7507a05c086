import { axisColumns, strideOf } from '../plan/axis.ts'
import { FIRST_FAILURE, STATUSES } from '../model/layout.ts'
import { maximum, mean, minimum, Reduction, type Extreme } from '../reduce/index.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { Grid } from '../result/surface.ts'
import { Accounts, direction, noneWord, quantities } from './accounts.ts'
import { draw, extent } from './chart.ts'
import { Columns, scaleOf, type Scale } from './columns.ts'
import { digitsAlong, digitsBetween, isConstant, number } from '../result/digits.ts'
import { count, countPoints, table } from './print.ts'

const CHART_HEIGHT = 12
const TABLE_DIGITS = 7

const reducers = { minimum: minimum(), maximum: maximum(), mean: mean() }

/** Gathers, chunk by chunk and in bounded memory, what a sweep shows on a terminal. */
export class Summary {
  readonly #grid: Grid
  readonly #metrics: string[]
  readonly #reduction: Reduction<Record<string, typeof reducers>>
  readonly #statuses = STATUSES.map(() => 0)
  readonly #accounts: Accounts
  readonly #chart?: SweepChart

  constructor(grid: Grid) {
    this.#grid = grid
    this.#metrics = quantities(grid.metrics)
    this.#reduction = new Reduction(grid, Object.fromEntries(this.#metrics.map((name) => [name, reducers])))
    this.#accounts = new Accounts(grid.metrics)
    const axis = grid.shape.findIndex((length) => length > 1)
    if (this.#metrics.length > 0 && axis >= 0) this.#chart = new SweepChart(this.#metrics[0], axis, grid.axes)
  }

  add(chunk: SweepChunk): void {
    for (const code of chunk.status) this.#statuses[code]++
    this.#reduction.add(chunk)
    this.#accounts.add(chunk)
    this.#chart?.add(chunk)
  }

  toString(): string {
    const results = this.#reduction.result()
    const rows = this.#metrics.map((name) => {
      const { minimum, maximum, mean } = results[name]
      if (!minimum || !maximum) return [name, '–', '–', '–']
      return [name, ...[minimum.value, maximum.value, mean].map(digitsBetween(minimum.value, maximum.value, TABLE_DIGITS))]
    })
    const [first] = this.#metrics
    return [
      this.#counts(),
      ...(rows.length > 0 ? [table(['metric', 'minimum', 'maximum', 'mean'], rows, [1, 2, 3])] : []),
      ...[this.#accounts.sentences().join('\n')].filter((text) => text !== ''),
      ...(first === undefined ? [] : best(first, results[first], this.#grid.axes)),
      ...(this.#chart === undefined ? [] : [this.#chart.draw()]),
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

/** Where the best value of a metric is; nothing where there is none, or where it is the same everywhere. */
function best(metric: string, { minimum, maximum }: { minimum: Extreme | null; maximum: Extreme | null }, axes: Grid['axes']): string[] {
  if (!minimum || !maximum || isConstant(minimum.value, maximum.value)) return []
  const [word, { value, at }] = direction(metric) === 'lowest' ? ['Lowest', minimum] : ['Highest', maximum]
  return [`${word} ${metric} ${digitsBetween(minimum.value, maximum.value, TABLE_DIGITS)(value)} at ${showPlace(at, axes)}`]
}

/** `time = 10, waste.disposalCost = 0.1` */
export function showPlace(at: Record<string, number>, axes: Grid['axes']): string {
  return axisColumns(axes)
    .map(({ parameter, values }) => `${parameter} = ${digitsAlong(values)(at[parameter])}`)
    .join(', ')
}

/** A metric along one axis, the slowest that has several values: its values, or the best of them over the other axes. */
class SweepChart {
  readonly #metric: string
  readonly #axis: Grid['axes'][number]
  /** Points that pass while the axis stays at one value. */
  readonly #stride: number
  readonly #scale: Scale
  readonly #columns = new Columns()
  readonly #sign: 1 | -1
  /** What is known of the axis' value at which the last point was. */
  #index = -1
  #best = NaN
  #mark = 'failed'
  #marks = 0

  constructor(metric: string, axis: number, axes: Grid['axes']) {
    this.#metric = metric
    this.#axis = axes[axis]
    this.#stride = strideOf(axes, axis)
    this.#scale = scaleOf(this.#axis.values)
    this.#sign = direction(metric) === 'lowest' ? -1 : 1
  }

  add({ start, count, columns, status }: SweepChunk): void {
    const values = columns[this.#metric]
    for (let i = 0; i < count; ) {
      const index = Math.floor((start + i) / this.#stride)
      const end = Math.min(count, (index + 1) * this.#stride - start)
      if (index !== this.#index) this.#begin(index)
      for (; i < end; i++) this.#take(values[i], status[i] >= FIRST_FAILURE)
    }
  }

  #begin(index: number): void {
    this.#finish()
    this.#index = index
    this.#best = NaN
    this.#mark = 'failed'
  }

  #take(value: number, failed: boolean): void {
    if (failed) return
    if (!Number.isFinite(value)) this.#mark = noneWord(this.#metric)
    else if (!(this.#sign * (value - this.#best) <= 0)) this.#best = value
  }

  #finish(): void {
    if (this.#index < 0) return
    this.#columns.add(this.#scale.position(this.#index), this.#best, this.#mark)
    if (Number.isNaN(this.#best)) this.#marks++
  }

  draw(): string {
    this.#begin(-1)
    const { parameter, values } = this.#axis
    const { first, last, isLog } = this.#scale
    const columns = this.#columns.result()
    const [low, high] = extent(columns)
    const over = this.#stride > 1 ? ` (${direction(this.#metric)} over the other axes)` : ''
    const title = `${this.#metric} against ${parameter}${over}`
    if (Number.isNaN(low)) return `${title}: no value at any point`
    if (isConstant(low, high)) return `${title}: ${number(high)} ${this.#marks === 0 ? 'throughout' : 'wherever it has a value'}`
    const print = digitsAlong(values)
    return `${title}${isLog ? ', on a logarithmic scale' : ''}\n\n${draw(columns, { height: CHART_HEIGHT, from: print(first), to: print(last) })}`
  }
}
