/** Maximum profits at levels and times, asked of the engine many at a time. */
import { PARAMETERS, type ParameterPath } from '../../model/layout.ts'
import type { Question } from './problem.ts'

/** Rows that are asked for at once. */
const MOST_ROWS = 1 << 18
/** A parameter that no number changes: a row then has nothing but its level. */
const NO_PRICE = ''

export class Profits {
  readonly #question: Question
  /** Optima asked for, and those that failed. */
  asked = 0
  failed = 0

  constructor(question: Question) {
    this.#question = question
  }

  /** At the pairs (times[i], levels[i]). */
  at(times: Float64Array, levels: Float64Array): Promise<Float64Array> {
    let [time, values]: [number, number[]] = [NaN, []]
    return this.#ask(levels.length, (i) => {
      if (times[i] !== time) [time, values] = [times[i], this.#question.over.valuesAt(times[i])]
      return [levels[i], values]
    })
  }

  /** At each of the times (slow) with each of the levels (fast). */
  grid(times: ArrayLike<number>, levels: Float64Array): Promise<Float64Array> {
    const count = levels.length
    let [row, values]: [number, number[]] = [-1, []]
    return this.#ask(times.length * count, (i) => {
      const own = Math.floor(i / count)
      if (own !== row) [row, values] = [own, this.#question.over.valuesAt(times[own])]
      return [levels[i % count], values]
    })
  }

  /** At a time, at each of the levels (slow), with a parameter at each multiple of its value then (fast). */
  withPrice(time: number, levels: Float64Array, parameter: string, multiples: Float64Array): Promise<Float64Array> {
    const { over } = this.#question
    const values = over.valuesAt(time)
    const own = over.valueAt(parameter, time)
    const at = over.moving.indexOf(parameter)
    return this.#ask(
      levels.length * multiples.length,
      (i) => {
        const price = own * multiples[i % multiples.length]
        if (at >= 0) values[at] = price
        return [levels[Math.floor(i / multiples.length)], values, price]
      },
      at < 0 ? parameter : NO_PRICE,
    )
  }

  async #ask(
    rows: number,
    rowAt: (i: number) => [level: number, values: readonly number[], price?: number],
    price = NO_PRICE,
  ): Promise<Float64Array> {
    const { engine, over, signal } = this.#question
    const parameters = ['level', ...over.moving, ...(price === NO_PRICE ? [] : [price])].filter(
      (path) => path === 'level' || PARAMETERS.includes(path as ParameterPath),
    )
    const result = new Float64Array(rows)
    for (let first = 0; first < rows; first += MOST_ROWS) {
      const count = Math.min(MOST_ROWS, rows - first)
      const values = new Float64Array(count * parameters.length)
      for (let i = 0; i < count; i++) {
        const [level, others, own] = rowAt(first + i)
        values[i * parameters.length] = level
        others.forEach((value, k) => (values[i * parameters.length + 1 + k] = value))
        if (price !== NO_PRICE) values[(i + 1) * parameters.length - 1] = own!
      }
      const [{ columns, status }] = await engine.optima([{ scenario: over.still, parameters, values }], { metrics: ['profit'], signal })
      for (let i = 0; i < count; i++) {
        // A point without an optimum is worth nothing to any course: none goes through it.
        const isThere = Number.isFinite(columns.profit[i]) && status[i] < 2
        if (!isThere) this.failed++
        result[first + i] = isThere ? columns.profit[i] : -Infinity
      }
    }
    this.asked += rows
    return result
  }
}
