import type { Engine } from '../../engine.ts'
import { ArgumentError, existing, show } from '../../errors.ts'
import { FIRST_FAILURE } from '../../model/layout.ts'
import type { Surface } from '../../result/surface.ts'
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
  /** Called between batches of points. */
  onProgress?: (progress: StudyProgress) => void
}

export interface StudyProgress {
  /** Points, of all that the study asks for. */
  done: number
  total: number
}

/** Rows of values of some parameters. */
export interface Rows {
  parameters: readonly string[]
  /** Row by row. */
  values: Float64Array
  rows: number
}

/** A sample of the scenario's uncertainty, its processes included. */
export interface SampleAxis {
  samples: number
  design: string
  seed: number
}

type Columns = Record<string, Float64Array>

/** Plain arrays, which a scenario is checked with, cost less here than views and their copies. */
function rowOf(values: Float64Array, from: number, size: number): number[] {
  const row = new Array<number>(size)
  for (let k = 0; k < size; k++) row[k] = values[from + k]
  return row
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

  /** @throws ArgumentError where both a time and a level are given. */
  constructor(
    engine: Engine,
    scenario: Scenario,
    wanted: readonly Wanted[],
    { time, level, signal }: Moment & Pick<RunOptions, 'signal'> = {},
  ) {
    if (time !== undefined && level !== undefined)
      throw new ArgumentError(`time is ${show(time)} and level ${show(level)}; give one of the two`)
    this.#engine = engine
    this.#scenario = scenario
    this.#wanted = wanted
    this.#metrics = neededMetrics(wanted)
    this.#level = level
    this.#signal = signal
    this.#times = this.#timesOf(time)
  }

  /** In words: where the metrics are taken. */
  get moment(): string {
    if (this.#level !== undefined) return `level ${this.#level}`
    const [first, last] = this.#times
    if (last !== undefined) return `time ${first}, those of the path at time ${last}`
    return first === this.#scenario.horizon?.end ? `time ${first}, the end of the horizon` : `time ${first}`
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
  async at(rows: Rows): Promise<Columns> {
    const { parameters, values } = rows
    const size = parameters.length
    const points = Array.from({ length: rows.rows }, (_, row) => rowOf(values, row * size, size))
    const surface = await this.#sweep(size === 0 ? [] : [{ parameters: [...parameters], points }])
    return this.#read(surface, rows.rows, (name) => {
      const k = parameters.indexOf(name)
      return k < 0 ? undefined : Float64Array.from({ length: rows.rows }, (_, row) => values[row * size + k])
    })
  }

  /** The same for a sample. */
  async sampled(axis: SampleAxis): Promise<Columns> {
    const surface = await this.#sweep([axis])
    return this.#read(surface, axis.samples, (name) => surface.axes[0].columns?.[name])
  }

  /** The same for the scenario as it is. */
  async here(): Promise<Record<string, number>> {
    const values = await this.at({ parameters: [], values: new Float64Array(0), rows: 1 })
    return Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]))
  }

  #sweep(axes: readonly object[]): Promise<Surface> {
    const place = this.#level === undefined ? { parameter: 'time', values: this.#times } : { parameter: 'level', values: [this.#level] }
    return this.#engine
      .sweep(this.#scenario, { axes: [...axes, place] as unknown as SweepInput['axes'], metrics: this.#metrics, signal: this.#signal })
      .result() as Promise<Surface>
  }

  #read({ metrics, status }: Surface, rows: number, parameter: (name: string) => Float64Array | undefined): Columns {
    const stride = this.#level === undefined ? this.#times.length : 1
    const columns: Columns = {}
    for (const metric of this.#metrics) {
      const offset = placeOf(metric) === 'moment' ? 0 : stride - 1
      const column = new Float64Array(rows)
      for (let row = 0, at = offset; row < rows; row++, at += stride) column[row] = status[at] >= FIRST_FAILURE ? NaN : metrics[metric][at]
      columns[metric] = column
    }
    for (const name of this.#parametersOfConditions())
      columns[name] = parameter(name) ?? new Float64Array(rows).fill(existing(getNumber(this.#scenario, name), name))
    return valuesOf(this.#wanted, columns)
  }

  #parametersOfConditions(): string[] {
    const named = this.#wanted.flatMap((each) => ('condition' in each ? each.condition.columns : []))
    return [...new Set(named)].filter((name) => !this.#metrics.includes(name as MetricName))
  }
}
