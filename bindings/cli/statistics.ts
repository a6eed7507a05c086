import { histogram, maximum, mean, minimum, count as countOf, quantiles, Reduction, top, type Extreme, type Histogram } from '../reduce/index.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { Grid } from '../result/surface.ts'
import { count, countPoints, number, table } from './print.ts'
import { quantities, showPlace } from './summary.ts'

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]
const TOP = 5
const BINS = 20
const BAR_WIDTH = 40

const reducers = {
  count: countOf(), minimum: minimum(), maximum: maximum(), mean: mean(),
  quantiles: quantiles(SHARES), histogram: histogram({ bins: BINS }), top: top(TOP),
}

/** Gathers what `offcut sweep --reduce` prints. */
export class Statistics {
  readonly #metrics: string[]
  readonly #reduction: Reduction<Record<string, typeof reducers>>
  readonly #points: number

  constructor(grid: Grid) {
    this.#metrics = quantities(grid.metrics)
    this.#reduction = new Reduction(grid, Object.fromEntries(this.#metrics.map((name) => [name, reducers])))
    this.#points = grid.points
  }

  add(chunk: SweepChunk): void {
    this.#reduction.add(chunk)
  }

  /** By metric; the quantiles by their share. */
  result() {
    const entries = Object.entries(this.#reduction.result())
    return Object.fromEntries(
      entries.map(([metric, { quantiles, ...rest }]) => [metric, { ...rest, quantiles: Object.fromEntries(SHARES.map((share, i) => [share, quantiles[i]])) }]),
    )
  }

  toString(): string {
    const all = this.#reduction.result()
    const head = ['metric', 'minimum', ...SHARES.map((share) => `${100 * share} %`), 'maximum', 'mean']
    const rows = this.#metrics.map((metric) => {
      const { minimum, maximum, mean, quantiles } = all[metric]
      if (!minimum || !maximum) return [metric, ...head.slice(1).map(() => '–')]
      return [metric, ...[minimum.value, ...quantiles, maximum.value, mean].map((value) => number(value))]
    })
    const shown = this.#metrics.includes('profit') ? 'profit' : this.#metrics[0]
    return [
      countPoints(this.#points),
      table(head, rows, head.map((_, i) => i).slice(1)),
      ...(shown && all[shown].count > 0 ? [`Highest ${shown}\n\n${places(all[shown].top)}`, `Points by ${shown}\n\n${bars(all[shown].histogram)}`] : []),
    ].join('\n\n')
  }
}

function places(extremes: Extreme[]): string {
  return extremes.map(({ value, at }) => `${number(value)} at ${showPlace(at)}`).join('\n')
}

function bars({ edges, counts }: Histogram): string {
  const most = Math.max(...counts)
  const starts = edges.slice(0, -1).map((edge) => number(edge, 4))
  const width = Math.max(...starts.map((text) => text.length))
  return counts.map((points, i) => `${starts[i].padStart(width)} ${'█'.repeat(Math.ceil((BAR_WIDTH * points) / most))} ${count(points)}`).join('\n')
}
