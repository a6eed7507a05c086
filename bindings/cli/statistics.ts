import { existing } from '../errors.ts'
import { withOwnUnit } from '../model/own-units.ts'
import type { OwnUnits } from '../model/units.ts'
import type { GatheredStates } from '../reduce/gathers.ts'
import {
  bottom,
  histogram,
  maximum,
  mean,
  minimum,
  quantiles,
  Reduction,
  top,
  type Extreme,
  type Histogram,
  type Reduced,
  type Reducers,
} from '../reduce/index.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { StageRecipe } from '../result/stage.ts'
import type { Grid } from '../result/surface.ts'
import type { Gatherer } from '../files/store/reduced.ts'
import { Accounts, accountReducers, direction, quantities } from './accounts.ts'
import { digitsBetween, isConstant, number } from '../result/digits.ts'
import { count, countPoints, table } from './print.ts'
import { showPlace } from './summary.ts'

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]
const TOP = 5
const BINS = 20
const BAR_WIDTH = 40
const TABLE_DIGITS = 7
const EDGE_DIGITS = 4

const reducers = {
  minimum: minimum(),
  maximum: maximum(),
  mean: mean(),
  quantiles: quantiles(SHARES),
  histogram: histogram({ bins: BINS }),
  top: top(TOP),
  bottom: bottom(TOP),
}

/** Gathers what `offcut sweep --reduce` prints. */
export class Statistics implements Gatherer {
  readonly #grid: Grid
  readonly #metrics: string[]
  readonly #reduction: Reduction<Reducers>
  readonly #units?: OwnUnits

  /** @param units words for units, which then stand behind the names of metrics. */
  constructor(grid: Grid, units?: OwnUnits) {
    this.#grid = grid
    this.#units = units
    this.#metrics = quantities(grid.metrics)
    const all = accountReducers(grid.metrics)
    for (const metric of this.#metrics) Object.assign(all[metric], reducers)
    this.#reduction = new Reduction(grid, all)
  }

  add(chunk: SweepChunk): void {
    this.#reduction.add(chunk)
  }

  async recipe(): Promise<StageRecipe> {
    return existing(await this.#reduction.recipe(), 'what gathers')
  }

  /** What is gathered, as plain data. */
  state(): GatheredStates {
    return this.#reduction.states()
  }

  merge(state: unknown): void {
    this.#reduction.mergeStates(state as GatheredStates)
  }

  #accounts(): Accounts {
    return new Accounts(this.#grid.metrics, this.#reduction)
  }

  #results() {
    return this.#reduction.result() as Reduced<Record<string, typeof reducers>>
  }

  /** By metric, in the order in which they were asked for; the quantiles by their share. */
  result() {
    const all = this.#results()
    return Object.fromEntries(
      Object.entries(this.#accounts().result()).map(([metric, account]) => {
        if (!this.#metrics.includes(metric)) return [metric, account]
        const { quantiles, ...rest } = all[metric]
        return [metric, { ...account, ...rest, quantiles: Object.fromEntries(SHARES.map((share, i) => [share, quantiles[i]])) }]
      }),
    )
  }

  toString(): string {
    const all = this.#results()
    const head = ['metric', 'minimum', ...SHARES.map((share) => `${100 * share} %`), 'maximum', 'mean']
    const rows = this.#metrics.map((metric) => {
      const { minimum, maximum, mean, quantiles } = all[metric]
      if (!minimum || !maximum) return [withOwnUnit(metric, this.#units), ...head.slice(1).map(() => '–')]
      return [
        withOwnUnit(metric, this.#units),
        ...[minimum.value, ...quantiles, maximum.value, mean].map(digitsBetween(minimum.value, maximum.value, TABLE_DIGITS)),
      ]
    })
    const sentences = this.#accounts().sentences().join('\n')
    const [first] = this.#metrics
    return [
      countPoints(this.#accounts().points),
      ...(rows.length > 0 ? [table(head, rows, head.map((_, i) => i).slice(1))] : []),
      ...(sentences === '' ? [] : [sentences]),
      ...(first === undefined ? [] : this.#spread(first)),
    ].join('\n\n')
  }

  /** The best points and the histogram of a metric, where its values differ. */
  #spread(metric: string): string[] {
    const { minimum, maximum, top, bottom, histogram } = this.#results()[metric]
    if (!minimum || !maximum) return []
    if (isConstant(minimum.value, maximum.value)) return [`${metric} is ${number(maximum.value)} wherever it has a value`]
    const [word, leaders] = direction(metric) === 'lowest' ? ['Lowest', bottom] : ['Highest', top]
    const print = digitsBetween(minimum.value, maximum.value, TABLE_DIGITS)
    return [`${word} ${metric}\n\n${this.#places(leaders, print)}`, `Points by ${withOwnUnit(metric, this.#units)}\n\n${bars(histogram)}`]
  }

  #places(extremes: Extreme[], print: (value: number) => string): string {
    return extremes.map(({ value, at }) => `${print(value)} at ${showPlace(at, this.#grid.axes)}`).join('\n')
  }
}

function bars({ edges, counts }: Histogram): string {
  const most = Math.max(...counts)
  const starts = edges.slice(0, -1).map(digitsBetween(edges[0], edges[edges.length - 1], EDGE_DIGITS))
  const width = Math.max(...starts.map((text) => text.length))
  return counts
    .map(
      (points, i) =>
        `${starts[i].padStart(width)}${points > 0 ? ` ${'█'.repeat(Math.ceil((BAR_WIDTH * points) / most))}` : ''} ${count(points)}`,
    )
    .join('\n')
}
