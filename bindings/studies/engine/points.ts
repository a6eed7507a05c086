import type { Engine } from '../../engine.ts'
import { ArgumentError, show } from '../../errors.ts'
import { FIRST_FAILURE } from '../../model/layout.ts'
import { getNumber, type MetricName, type Scenario, type SweepInput } from '../../scenario/index.ts'
import { neededMetrics, placeOf, valuesOf, type Place, type Wanted } from './metrics.ts'

/** When quantities of a moment, such as profit, are taken. */
export interface Moment {
  /** Default: the start of the horizon. Values since the start, such as npv, are then up to it too. */
  time?: number
  /** A level in place of the law's, over the whole path. */
  level?: number
}

/** How a study may be stopped and followed. */
export interface RunOptions {
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
}

/** Rows of values of some parameters. */
export interface Rows {
  parameters: readonly string[]
  /** Row by row. */
  values: Float64Array
  rows: number
}

/** Asks an engine for metrics of a scenario at points of some of its parameters. */
export class Points {
  readonly #engine: Engine
  readonly #scenario: Scenario
  readonly #wanted: readonly Wanted[]
  readonly #metrics: readonly MetricName[]
  readonly #times: number[]
  readonly #level?: number
  readonly #signal?: AbortSignal

  /** @throws ArgumentError where the scenario gives no moment at which to look. */
  constructor(engine: Engine, scenario: Scenario, wanted: readonly Wanted[], { time, level, signal }: Moment & Pick<RunOptions, 'signal'> = {}) {
    if (time !== undefined && level !== undefined) throw new ArgumentError(`time is ${show(time)} and level ${show(level)}; give one of the two`)
    this.#engine = engine
    this.#scenario = scenario
    this.#wanted = wanted
    this.#metrics = neededMetrics(wanted)
    this.#level = level
    this.#signal = signal
    this.#times = this.#timesOf(time)
  }

  /** In words: where quantities of a moment are taken. */
  get moment(): string {
    if (this.#level !== undefined) return `level ${this.#level}`
    return `time ${this.#times[0]}`
  }

  /** The times to look at: the moment first, the end of the horizon last. */
  #timesOf(time: number | undefined): number[] {
    const places = new Set<Place>(this.#metrics.map(placeOf))
    const { horizon } = this.#scenario
    const moment = time ?? horizon?.start ?? 0
    const end = time ?? horizon?.end
    if (!places.has('end') || end === undefined) return [moment]
    return places.has('moment') && end !== moment ? [moment, end] : [end]
  }

  /** What is wanted at each row, by name: NaN where the point failed, Infinity where a payback is none. */
  async at({ parameters, values, rows }: Rows): Promise<Record<string, Float64Array>> {
    const { metrics, status } = await this.#sweep(parameters, values, rows).result()
    const stride = this.#stride
    const columns: Record<string, Float64Array> = {}
    for (const metric of this.#metrics) {
      const offset = placeOf(metric) === 'moment' ? 0 : stride - 1
      columns[metric] = Float64Array.from({ length: rows }, (_, row) => (status[row * stride + offset] >= FIRST_FAILURE ? NaN : metrics[metric][row * stride + offset]))
    }
    const varied = new Map(parameters.map((parameter, k) => [parameter, k]))
    for (const name of this.#parametersOfConditions()) {
      const k = varied.get(name)
      const own = getNumber(this.#scenario, name)!
      columns[name] = Float64Array.from({ length: rows }, (_, row) => (k === undefined ? own : values[row * parameters.length + k]))
    }
    return valuesOf(this.#wanted, columns)
  }

  /** The same for the scenario as it is. */
  async here(): Promise<Record<string, number>> {
    const values = await this.at({ parameters: [], values: new Float64Array(0), rows: 1 })
    return Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]))
  }

  /** Points of the sweep for each row. */
  get #stride(): number {
    return this.#level === undefined ? this.#times.length : 1
  }

  #sweep(parameters: readonly string[], values: Float64Array, rows: number) {
    const place = this.#level === undefined ? { parameter: 'time', values: this.#times } : { parameter: 'level', values: [this.#level] }
    const size = parameters.length
    const points = size === 0 ? [] : [{ parameters: [...parameters], points: Array.from({ length: rows }, (_, row) => values.subarray(row * size, (row + 1) * size)) }]
    return this.#engine.sweep(this.#scenario, { axes: [...points, place] as unknown as SweepInput['axes'], metrics: this.#metrics, signal: this.#signal })
  }

  #parametersOfConditions(): string[] {
    return [...new Set(this.#wanted.flatMap((each) => ('condition' in each ? each.condition.columns : [])))].filter((name) => !this.#metrics.includes(name as MetricName))
  }
}
