import type { Engine } from '../../engine.ts'
import { ArgumentError, show } from '../../errors.ts'
import type { Scenario } from '../../scenario/index.ts'
import { mayBeNone, wantedOf } from '../engine/metrics.ts'
import { Points, type Moment, type RunOptions } from '../engine/points.ts'
import type { DerivativeBased } from './derivative.ts'
import type { Indices, SobolIndices } from './sobol.ts'

/** Which metrics are looked at, and how. */
export interface IndicesOptions extends Moment, RunOptions {
  /** Metrics, or conditions, whose value is 1 where they hold and 0 where not. */
  metrics: readonly string[]
  /** Default sobol. */
  method?: Method
  /** Rows of the sample A; default 4096, a power of two for the design `sobol`. The cost is N (k + 2) points, with second order N (2k + 2). */
  samples?: number
  /** Default sobol. */
  design?: 'sobol' | 'random'
  /** Default 1. */
  seed?: number
  /** Also the indices of pairs. Default false. */
  secondOrder?: boolean
  /** Takes correlated parameters as independent. */
  independent?: boolean
  /** Of Morris; default 20 and 4. */
  trajectories?: number
  /** See `trajectories`. */
  levels?: number
  /** Value that stands for a payback that is none. */
  noneAs?: number
}

export const METHODS = ['sobol', 'morris', 'dgsm'] as const
export type Method = (typeof METHODS)[number]

/** Elementary effects by parameter: their mean, the mean of their absolute values, their standard deviation, and how many count. */
export interface MorrisEffects {
  /** By parameter: the mean of its effects. */
  mu: Indices
  /** The mean of their absolute values. */
  muStar: Indices
  /** Their standard deviation. */
  sigma: Indices
  /** How many effects count. */
  effects: Record<string, number>
}

/** By metric; the method says which. */
export type IndicesResult = Record<string, SobolIndices | MorrisEffects | { derivativeBased: DerivativeBased }>

/** Which uncertain parameters matter, for each metric. */
export interface IndicesStudy {
  /** By which the indices are. */
  method: Method
  /** The parameters, those that are correlated as one. */
  parameters: string[]
  /** By metric or condition. */
  metrics: IndicesResult
  /** Where the metrics are taken, in words. */
  moment: string
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
}

/** Points that are asked for at once: many enough to keep workers busy, few enough that memory does not grow with the sample. */
const BATCH_POINTS = 16_384
/** Batches that there are at least, so that progress is told and an abort heard. */
const LEAST_BATCHES = 16

/** The rows of a sample in batches. */
export function batchesOf(samples: number, pointsPerRow: number): { start: number; rows: number }[] {
  const size = Math.max(1, Math.min(Math.floor(BATCH_POINTS / pointsPerRow), Math.ceil(samples / LEAST_BATCHES)))
  return Array.from({ length: Math.ceil(samples / size) }, (_, i) => ({ start: i * size, rows: Math.min(size, samples - i * size) }))
}

/** What every method needs: the points, how none is taken, progress. */
export class Study {
  readonly names: readonly string[]
  readonly options: IndicesOptions & { samples: number }
  readonly scenario: Scenario
  readonly #engine: Engine
  readonly #points: Points
  #done = 0
  total = 0

  constructor(engine: Engine, scenario: Scenario, options: IndicesOptions & { samples: number }) {
    this.#engine = engine
    this.scenario = scenario
    this.options = options
    this.names = options.metrics
    this.#points = new Points(engine, scenario, wantedOf(scenario, options.metrics), options)
  }

  /** Points for other metrics than those asked for, at the same moment. */
  pointsFor(names: readonly string[]): Points {
    return new Points(this.#engine, this.scenario, wantedOf(this.scenario, names), this.options)
  }

  /** The metrics at some points. @throws ArgumentError for a payback that is none, unless a value stands for it. */
  async at(
    parameters: readonly string[],
    values: Float64Array,
    rows: number,
    points = this.#points,
  ): Promise<Record<string, Float64Array>> {
    const columns = await points.at({ parameters, values, rows })
    for (const name of this.names) this.#replaceNone(name, columns[name])
    this.#done += rows
    this.options.onProgress?.({ done: this.#done, total: this.total })
    return columns
  }

  #replaceNone(name: string, values: Float64Array | undefined): void {
    if (values === undefined || !mayBeNone(name)) return
    const { noneAs } = this.options
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== Infinity) continue
      if (noneAs === undefined) {
        throw new ArgumentError(
          `${name} is none at some points, and no index takes that in; give a value to stand for it (--none-as), or ask for a condition: "${name} <= ${show(this.scenario.horizon?.end ?? 10)}"`,
        )
      }
      values[i] = noneAs
    }
  }

  result(method: Method, parameters: string[], metrics: IndicesResult, warnings: string[]): IndicesStudy {
    const own = Object.entries(metrics).flatMap(([name, each]) =>
      'warnings' in each ? each.warnings.map((text) => `${name}: ${text}`) : [],
    )
    return { method, parameters, metrics, moment: this.#points.moment, warnings: [...warnings, ...own] }
  }
}
