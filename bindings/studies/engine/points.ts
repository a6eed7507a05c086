import type { Engine } from '../../engine.ts'
import { ArgumentError, existing, show } from '../../errors.ts'
import { FIRST_FAILURE } from '../../model/layout.ts'
import type { SweepAxis } from '../../plan/plan.ts'
import type { Surface } from '../../result/surface.ts'
import { getNumber, type MetricName, type Scenario } from '../../scenario/index.ts'
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
  /** Ends the study, which then rejects with the signal’s reason. */
  signal?: AbortSignal
  /** Called between batches of points. */
  onProgress?: (progress: StudyProgress) => void
}

/** How far a study has come. */
export interface StudyProgress {
  /** Points, of all that the study asks for. */
  done: number
  /** See `done`. */
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
export type SampleAxis = Required<Extract<SweepAxis, { samples: number }>>

type Columns = Record<string, Float64Array>

/** Plain arrays, which a scenario is checked with, cost less here than views and their copies. */
function rowOf(values: Float64Array, from: number, size: number): number[] {
  const row = new Array<number>(size)
  for (let k = 0; k < size; k++) row[k] = values[from + k]
  return row
}

/** Metrics that are taken at the same place, and the axis that says it; without one each path is taken at its own end. */
interface Look {
  metrics: readonly MetricName[]
  axis?: { parameter: 'time' | 'level'; values: [number] }
}

/** Asks an engine for metrics of a scenario at points of some of its parameters. */
export class Points {
  readonly #engine: Engine
  readonly #scenario: Scenario
  readonly #wanted: readonly Wanted[]
  readonly #metrics: readonly MetricName[]
  readonly #looks: readonly Look[]
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
    this.#signal = signal
    this.#looks = this.#looksAt(time, level)
  }

  /** In words: where the metrics are taken. */
  get moment(): string {
    const [{ axis }] = this.#looks
    const end = this.#scenario.horizon?.end
    if (axis === undefined) return `time ${end}, the end of the horizon`
    const { parameter, values } = axis
    if (this.#looks.length > 1) return `time ${values[0]}, those of the path at time ${end}`
    return `${parameter} ${values[0]}${parameter === 'time' && values[0] === end ? ', the end of the horizon' : ''}`
  }

  /** What is not said otherwise is at the start of the horizon, or for what a path comes to at its end, which may be a parameter that moves. */
  #looksAt(time: number | undefined, level: number | undefined): Look[] {
    const { horizon } = this.#scenario
    if (level !== undefined) return [{ metrics: this.#metrics, axis: { parameter: 'level', values: [level] } }]
    const axis = { parameter: 'time', values: [time ?? horizon?.start ?? 0] } satisfies Look['axis']
    if (time !== undefined || horizon === undefined) return [{ metrics: this.#metrics, axis }]
    const of = (place: Place) => this.#metrics.filter((metric) => placeOf(metric) === place)
    return [{ metrics: of('moment'), axis }, { metrics: of('end') }].filter(({ metrics }) => metrics.length > 0)
  }

  /** What is wanted at each row, by name: NaN where the point failed, Infinity where a payback is none. */
  async at(rows: Rows): Promise<Columns> {
    const { parameters, values } = rows
    const size = parameters.length
    const points = Array.from({ length: rows.rows }, (_, row) => rowOf(values, row * size, size))
    const surfaces = await this.#sweep(size === 0 ? [] : [{ parameters: [...parameters], points }])
    return this.#read(surfaces, rows.rows, (name) => {
      const k = parameters.indexOf(name)
      return k < 0 ? undefined : Float64Array.from({ length: rows.rows }, (_, row) => values[row * size + k])
    })
  }

  /** The same for a sample. */
  async sampled(axis: SampleAxis): Promise<Columns> {
    const surfaces = await this.#sweep([axis])
    return this.#read(surfaces, axis.samples, (name) => surfaces[0].axes[0].columns?.[name])
  }

  /** The same for the scenario as it is. */
  async here(): Promise<Record<string, number>> {
    const values = await this.at({ parameters: [], values: new Float64Array(0), rows: 1 })
    return Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]))
  }

  async #sweep(axes: readonly SweepAxis[]): Promise<Surface[]> {
    const surfaces: Surface[] = []
    for (const { metrics, axis } of this.#looks) {
      const all = axis ? [...axes, axis] : axes.length > 0 ? axes : [this.#end()]
      surfaces.push(await this.#engine.sweep(this.#scenario, { axes: all, metrics, signal: this.#signal }).result())
    }
    return surfaces
  }

  /** Where nothing else moves, as a sweep has an axis. */
  #end(): SweepAxis {
    return { parameter: 'time', values: [existing(this.#scenario.horizon, 'the horizon').end] }
  }

  #read(surfaces: readonly Surface[], rows: number, parameter: (name: string) => Float64Array | undefined): Columns {
    const columns: Columns = {}
    surfaces.forEach(({ metrics, status }, look) => {
      for (const metric of this.#looks[look].metrics)
        columns[metric] = Float64Array.from(metrics[metric], (value, row) => (status[row] >= FIRST_FAILURE ? NaN : value))
    })
    for (const name of this.#parametersOfConditions())
      columns[name] = parameter(name) ?? new Float64Array(rows).fill(existing(getNumber(this.#scenario, name), name))
    return valuesOf(this.#wanted, columns)
  }

  #parametersOfConditions(): string[] {
    const named = this.#wanted.flatMap((each) => ('condition' in each ? each.condition.columns : []))
    return [...new Set(named)].filter((name) => !this.#metrics.includes(name as MetricName))
  }
}
