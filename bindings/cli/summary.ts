import { withOwnUnit } from '../model/own-units.ts'
import type { OwnUnits } from '../model/units.ts'
import { axisColumns, strideOf } from '../plan/axis.ts'
import { scaleOf } from '../reduce/columns.ts'
import type { GatheredStates } from '../reduce/gathers.ts'
import { maximum, mean, minimum, Reduction, type Extreme, type Reduced, type Reducers } from '../reduce/index.ts'
import { profile, type Profile } from '../reduce/profile.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { Grid } from '../result/surface.ts'
import { Accounts, accountReducers, direction, noneWord, quantities } from './accounts.ts'
import { draw, extent } from './chart.ts'
import { digitsAlong, digitsBetween, isConstant, number } from '../result/digits.ts'
import { count, countPoints, table } from './print.ts'

const CHART_HEIGHT = 12
const TABLE_DIGITS = 7

const reducers = { minimum: minimum(), maximum: maximum(), mean: mean() }

/** Of a metric; the profile only of the first one. */
type Shown = typeof reducers & { profile?: ReturnType<typeof profile> }

/** Gathers, chunk by chunk and in bounded memory, what a sweep shows on a terminal. */
export class Summary {
  readonly #grid: Grid
  readonly #metrics: string[]
  readonly #reduction: Reduction<Reducers>
  readonly #units?: OwnUnits
  /** The axis of the chart: the slowest that has several values. */
  readonly #axis: number

  /** @param units words for units, which then stand behind the names of metrics. */
  constructor(grid: Grid, units?: OwnUnits) {
    this.#grid = grid
    this.#units = units
    this.#metrics = quantities(grid.metrics)
    this.#axis = grid.shape.findIndex((length) => length > 1)
    const all = accountReducers(grid.metrics)
    for (const metric of this.#metrics) Object.assign(all[metric], reducers)
    const [first] = this.#metrics
    if (first !== undefined && this.#axis >= 0) all[first].profile = this.#profile(first)
    this.#reduction = new Reduction(grid, all)
  }

  #profile(metric: string) {
    const { axes } = this.#grid
    const sign = direction(metric) === 'lowest' ? -1 : 1
    return profile(axes[this.#axis].values, strideOf(axes, this.#axis), sign, noneWord(metric))
  }

  add(chunk: SweepChunk): void {
    this.#reduction.add(chunk)
  }

  /** The stage that gathers the same where points are computed, and what takes in its values. */
  recipe() {
    return this.#reduction.recipe()
  }

  merge(states: GatheredStates): void {
    this.#reduction.mergeStates(states)
  }

  toString(): string {
    const results = this.#reduction.result() as Reduced<Record<string, Shown>>
    const rows = this.#metrics.map((name) => {
      const { minimum, maximum, mean } = results[name]
      if (!minimum || !maximum) return [withOwnUnit(name, this.#units), '–', '–', '–']
      return [
        withOwnUnit(name, this.#units),
        ...[minimum.value, maximum.value, mean].map(digitsBetween(minimum.value, maximum.value, TABLE_DIGITS)),
      ]
    })
    const [first] = this.#metrics
    return [
      this.#counts(),
      ...(rows.length > 0 ? [table(['metric', 'minimum', 'maximum', 'mean'], rows, [1, 2, 3])] : []),
      ...[new Accounts(this.#grid.metrics, this.#reduction).sentences().join('\n')].filter((text) => text !== ''),
      ...(first === undefined ? [] : best(first, results[first], this.#grid.axes)),
      ...(first === undefined || !results[first].profile ? [] : [this.#chart(first, results[first].profile)]),
    ].join('\n\n')
  }

  #chart(metric: string, { columns, without }: Profile): string {
    const { axes } = this.#grid
    const { parameter, values } = axes[this.#axis]
    const { first, last, isLog } = scaleOf(values)
    const [low, high] = extent(columns)
    const over = strideOf(axes, this.#axis) > 1 ? ` (${direction(metric)} over the other axes)` : ''
    const title = `${withOwnUnit(metric, this.#units)} against ${withOwnUnit(parameter, this.#units)}${over}`
    if (Number.isNaN(low)) return `${title}: no value at any point`
    if (isConstant(low, high)) return `${title}: ${number(high)} ${without === 0 ? 'throughout' : 'wherever it has a value'}`
    const print = digitsAlong(values)
    return `${title}${isLog ? ', on a logarithmic scale' : ''}\n\n${draw(columns, { height: CHART_HEIGHT, from: print(first), to: print(last) })}`
  }

  #counts(): string {
    const [ok, atBound, notConverged, domainError] = this.#reduction.statuses.map(count)
    const total = this.#reduction.statuses.reduce((sum, of) => sum + of, 0)
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
