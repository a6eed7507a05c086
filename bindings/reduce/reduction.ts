import { ArgumentError } from '../errors.ts'
import { FIRST_FAILURE } from '../model/layout.ts'
import { failedIn, type ChunkSource, type SweepChunk } from '../result/chunk.ts'
import type { Reducer } from './reducer.ts'

/** What to gather: by metric, and by a name of your choice for each result. */
export type Reducers = Record<string, Record<string, Reducer<unknown>>>

/** Results under the metrics and names of their reducers. */
export type Reduced<R extends Reducers> = {
  [Metric in keyof R]: { [Name in keyof R[Metric]]: R[Metric][Name] extends Reducer<infer Result> ? Result : never }
}

/**
 * Runs a sweep and keeps of it what the reducers gather, in memory that does not grow with the grid. Points that failed
 * (`notConverged`, `domainError`) and values that are not finite do not count.
 *
 * @param reducers for example `{ profit: { best: maximum(), average: mean() } }`; the results come under the same names.
 * @throws ArgumentError for a metric that the sweep does not compute.
 */
export async function reduceSweep<Name extends string, R extends Reducers>(
  source: ChunkSource<Name>,
  reducers: R & { [Metric in Exclude<keyof R, Name>]: never },
): Promise<Reduced<R>> {
  const reduction = new Reduction<R>(source, reducers)
  for await (const chunk of source.transientChunks?.() ?? source) reduction.add(chunk)
  return reduction.result()
}

/** A reduction step by step: takes in chunks in any order, and other reductions of the same kind. */
export class Reduction<R extends Reducers> {
  readonly #axes: ChunkSource['axes']
  readonly #parts: { metric: string; name: string; reducer: Reducer<unknown>; state: unknown }[]

  /** @throws ArgumentError for a metric that the sweep does not compute. */
  constructor({ axes, metrics }: Pick<ChunkSource, 'axes' | 'metrics'>, reducers: R) {
    const unknown = Object.keys(reducers).find((metric) => !metrics.includes(metric))
    if (unknown !== undefined)
      throw new ArgumentError(`cannot reduce ${unknown}: the sweep does not compute it; it computes ${metrics.join(', ')}`)
    this.#axes = axes
    this.#parts = Object.entries(reducers).flatMap(([metric, named]) =>
      Object.entries(named).map(([name, reducer]) => ({ metric, name, reducer, state: reducer.start() })),
    )
  }

  add({ columns, status, start }: SweepChunk): void {
    const usable = new Map<string, Float64Array>()
    for (const { metric, reducer, state } of this.#parts) {
      let values = usable.get(metric)
      if (values === undefined) usable.set(metric, (values = withoutFailed(columns[metric], status)))
      reducer.add(state, values, start)
    }
  }

  merge(other: Reduction<R>): void {
    this.mergeStates(other.states())
  }

  /** What is gathered so far, as plain data that a structured clone or a file keeps: `mergeStates` of a reduction of the same kind takes it in. */
  states(): unknown[] {
    return this.#parts.map(({ state }) => state)
  }

  mergeStates(states: readonly unknown[]): void {
    this.#parts.forEach(({ reducer, state }, i) => reducer.merge(state, states[i]))
  }

  result(): Reduced<R> {
    const result: Record<string, Record<string, unknown>> = {}
    for (const { metric, name, reducer, state } of this.#parts) (result[metric] ??= {})[name] = reducer.finish(state, this.#axes)
    return result as Reduced<R>
  }
}

/** The values themselves, or a copy in which those of failed points are NaN. */
function withoutFailed(values: Float64Array, status: Uint8Array): Float64Array {
  if (failedIn(status) === 0) return values
  return values.map((value, i) => (status[i] < FIRST_FAILURE ? value : NaN))
}
