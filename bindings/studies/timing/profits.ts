/** Maximum profits at levels and times, asked of the engine many at a time. */
import { ScenarioError } from '../../errors.ts'
import { FIRST_FAILURE } from '../../model/layout.ts'
import type { SweepAxis } from '../../plan/plan.ts'
import type { Question } from './problem.ts'

/** Rows that are asked for at once. */
const MOST_ROWS = 1 << 20

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
    return this.#ask(this.#question.over.moving, levels.length, (i) => {
      if (times[i] !== time) [time, values] = [times[i], this.#question.over.valuesAt(times[i])]
      return [levels[i], values]
    })
  }

  /** At each of the times (slow) with each of the levels (fast). */
  grid(times: ArrayLike<number>, levels: Float64Array): Promise<Float64Array> {
    const { over } = this.#question
    return this.rows(
      over.moving,
      Array.from(times, (time) => over.valuesAt(time)),
      levels,
    )
  }

  /** With parameters at each of some points (slow) and each of the levels (fast). */
  async rows(parameters: readonly string[], points: readonly (readonly number[])[], levels: Float64Array): Promise<Float64Array> {
    const all = new Float64Array(points.length * levels.length)
    const level = { parameter: 'level', values: levels }
    // Points without parameters are all the same.
    if (parameters.length === 0) {
      const row = await this.#sweep([level])
      points.forEach((_, i) => all.set(row, i * levels.length))
      return all
    }
    const most = Math.max(1, Math.floor(MOST_ROWS / levels.length))
    for (let i = 0; i < points.length; i += most) {
      const some = points.slice(i, i + most)
      const found = this.#sweep([{ parameters: [...parameters], points: some }, level]).catch((error) => {
        // A sweep refuses values that the model does not allow; one by one they are points without a profit.
        if (!(error instanceof ScenarioError)) throw error
        const count = levels.length
        return this.#ask(parameters, some.length * count, (k) => [levels[k % count], some[Math.floor(k / count)]])
      })
      all.set(await found, i * levels.length)
    }
    return all
  }

  /** At a time, at each of the levels (slow), with a parameter at each multiple of its value then (fast). */
  withPrice(time: number, levels: Float64Array, parameter: string, multiples: Float64Array): Promise<Float64Array> {
    const { over } = this.#question
    const own = over.valueAt(parameter, time)
    const now = over.valuesAt(time)
    const others = over.moving.filter((path) => path !== parameter)
    return this.#sweep([
      ...(others.length > 0 ? [{ parameters: others, points: [others.map((path) => now[over.moving.indexOf(path)])] }] : []),
      { parameter: 'level', values: levels },
      { parameter, values: multiples.map((multiple) => own * multiple) },
    ])
  }

  /** Profits of a grid; −∞ where there is no optimum: a point that is worth nothing to any course. */
  async #sweep(axes: readonly SweepAxis[]): Promise<Float64Array> {
    const { engine, over, signal } = this.#question
    const sweep = { axes, metrics: ['profit'] as const, signal }
    const { metrics, status } = await engine.sweep(over.still, sweep).result()
    const { profit } = metrics
    for (let i = 0; i < profit.length; i++) {
      if (status[i] < FIRST_FAILURE && Number.isFinite(profit[i])) continue
      this.failed++
      profit[i] = -Infinity
    }
    this.asked += profit.length
    return profit
  }

  async #ask(
    moving: readonly string[],
    rows: number,
    rowAt: (i: number) => [level: number, values: readonly number[]],
  ): Promise<Float64Array> {
    const { engine, over, signal } = this.#question
    const parameters = ['level', ...moving]
    const result = new Float64Array(rows)
    for (let first = 0; first < rows; first += MOST_ROWS) {
      const count = Math.min(MOST_ROWS, rows - first)
      const values = new Float64Array(count * parameters.length)
      for (let i = 0; i < count; i++) {
        const [level, others] = rowAt(first + i)
        values[i * parameters.length] = level
        for (let k = 0; k < others.length; k++) values[i * parameters.length + 1 + k] = others[k]
      }
      const [{ columns, status }] = await engine.optima([{ scenario: over.still, parameters, values }], { metrics: ['profit'], signal })
      for (let i = 0; i < count; i++) {
        const isThere = Number.isFinite(columns.profit[i]) && status[i] < FIRST_FAILURE
        if (!isThere) this.failed++
        result[first + i] = isThere ? columns.profit[i] : -Infinity
      }
    }
    this.asked += rows
    return result
  }
}
