import { loadIfPossible } from '../modules.ts'
import { ArgumentError } from '../errors.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { ChunkSource } from '../result/source.ts'
import type { StageRecipe } from '../result/stage.ts'
import { descriptionOf, gathererOf, type Gatherer } from './gatherer.ts'
import { Gathers, type Gather, type GatheredStates, type ReductionSettings } from './gathers.ts'
import type { Reducer } from './reducer.ts'

/** What to gather: by metric, and by a name of your choice for each result. */
export type Reducers = Record<string, Record<string, Reducer<unknown>>>

/** Results under the metrics and names of their reducers. */
export type Reduced<R extends Reducers> = {
  [Metric in keyof R]: { [Name in keyof R[Metric]]: R[Metric][Name] extends Reducer<infer Result> ? Result : never }
}

/**
 * Runs a sweep and keeps of it what the reducers gather, in memory that does not grow with the grid. Points that failed
 * (`notConverged`, `domainError`) and values that are not finite do not count. The library's own reducers gather in the workers; where
 * one of yours is among them, all do in the calling thread.
 *
 * @param reducers for example `{ profit: { best: maximum(), average: mean() } }`; the results come under the same names.
 * @throws ArgumentError for a metric that the sweep does not compute.
 */
export async function reduceSweep<Name extends string, R extends Reducers>(
  source: ChunkSource<Name>,
  reducers: R & { [Metric in Exclude<keyof R, Name>]: never },
): Promise<Reduced<R>> {
  const reduction = new Reduction<R>(source, reducers)
  const recipe = source.staged && (await reduction.recipe())
  const staged = recipe && source.staged?.([recipe])
  if (staged) for await (const { values } of staged) reduction.mergeStates(values[0] as GatheredStates)
  else for await (const chunk of source.transientChunks?.() ?? source) reduction.add(chunk)
  return reduction.result()
}

/** A reduction step by step: takes in chunks in any order, and other reductions of the same kind. */
export class Reduction<R extends Reducers> {
  readonly #axes: ChunkSource['axes']
  readonly #gathers: Gather[] = []
  readonly #gathered: Gathers
  /** Results, and by number what has gathered them: reducers that gather the same share it. */
  readonly #parts: { metric: string; name: string; reducer: Reducer<unknown>; gather: number }[]

  /** @throws ArgumentError for a metric that the sweep does not compute. */
  constructor({ axes, metrics }: Pick<ChunkSource, 'axes' | 'metrics'>, reducers: R) {
    const unknown = Object.keys(reducers).find((metric) => !metrics.includes(metric))
    if (unknown !== undefined)
      throw new ArgumentError(`cannot reduce ${unknown}: the sweep does not compute it; it computes ${metrics.join(', ')}`)
    this.#axes = axes
    this.#parts = Object.entries(reducers).flatMap(([metric, named]) => this.#partsOf(metric, named))
    this.#gathered = new Gathers(this.#gathers)
  }

  #partsOf(metric: string, named: Record<string, Reducer<unknown>>) {
    const known = new Map<string, number>()
    return Object.entries(named).map(([name, reducer]) => {
      const key = keyOf(reducer)
      const shared = key === undefined ? undefined : known.get(key)
      const gather = shared ?? this.#gathers.push({ metric, gatherer: gathererOf(reducer) }) - 1
      if (key !== undefined) known.set(key, gather)
      return { metric, name, reducer, gather }
    })
  }

  /** Takes in a chunk; its arrays are not kept. */
  add(chunk: SweepChunk): void {
    this.#gathered.add(chunk)
  }

  /** Takes in what another reduction, of the same reducers and sweep, has gathered. */
  merge(other: Reduction<R>): void {
    this.mergeStates(other.states())
  }

  /** Points taken in so far, by the code of their status: a position in STATUSES. */
  get statuses(): readonly number[] {
    return this.#gathered.statuses
  }

  /** What is gathered so far, as plain data that a structured clone or a file keeps: `mergeStates` of a reduction of the same kind takes it in. */
  states(): GatheredStates {
    return { states: this.#gathered.states, statuses: this.#gathered.statuses }
  }

  /** The same of the states of another: what `states()` of it returned, here or elsewhere. */
  mergeStates({ states, statuses }: GatheredStates): void {
    this.#gathered.merge(states, statuses)
  }

  /**
   * The stage that gathers the same where points are computed; its values are what `mergeStates` takes. Undefined where a reducer is not
   * one of the library's.
   * @internal
   */
  async recipe(): Promise<StageRecipe | undefined> {
    const gathers: ReductionSettings['gathers'] = []
    for (const { metric, gatherer } of this.#gathers) {
      const description = descriptionOf(gatherer)
      if (description === undefined) return undefined
      gathers.push({ metric, description })
    }
    const settings: ReductionSettings = { gathers, module: await loadIfPossible('encoders') }
    return { settings }
  }

  /** What each reducer makes of all that was taken in, under the names of the reducers. More may be taken in afterwards. */
  result(): Reduced<R> {
    const result: Record<string, Record<string, unknown>> = {}
    const { states } = this.#gathered
    for (const { metric, name, reducer, gather } of this.#parts) (result[metric] ??= {})[name] = reducer.finish(states[gather], this.#axes)
    return result as Reduced<R>
  }
}

/** Equal for reducers that gather the same; undefined where that is not known. */
function keyOf(reducer: Gatherer): string | undefined {
  const description = descriptionOf(reducer)
  const isPlain = description?.options.every((option) => typeof option !== 'object')
  return isPlain ? JSON.stringify(description) : undefined
}
