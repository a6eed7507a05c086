import { Folds } from '../encoders/folds.ts'
import type { HostModule } from '../host-types.ts'
import { FIRST_FAILURE, STATUSES } from '../model/layout.ts'
import type { SweepChunk } from '../result/chunk.ts'
import type { Stage } from '../result/stage.ts'
import type { Description, Gatherer } from './gatherer.ts'
import { makeGatherer } from './gatherers.ts'

/** A metric and what gathers it. */
export interface Gather {
  metric: string
  gatherer: Gatherer
}

/** Gathers the metrics of a sweep, and how many points have which status. */
export class Gathers {
  readonly #gathers: readonly Gather[]
  readonly #states: unknown[]
  readonly #statuses = STATUSES.map(() => 0)
  /** The metrics that are folded, in the order of their columns there. */
  readonly #folds?: Folds
  readonly #folded: readonly string[]

  /** @param folds makes what folds so many columns, where the host can. */
  constructor(gathers: readonly Gather[], folds?: (columns: number) => Folds) {
    this.#gathers = gathers
    this.#states = gathers.map(({ gatherer }) => gatherer.start())
    this.#folded = folds ? [...new Set(gathers.flatMap(({ metric, gatherer }) => (gatherer.addFold ? [metric] : [])))] : []
    if (folds && this.#folded.length > 0) this.#folds = folds(this.#folded.length)
  }

  /** Points by the code of their status. */
  get statuses(): readonly number[] {
    return this.#statuses
  }

  /** What is gathered so far, one a gatherer. */
  get states(): readonly unknown[] {
    this.#folded.forEach((metric, column) => this.#takeFold(metric, column))
    return this.#states
  }

  add({ columns, status, start }: SweepChunk): void {
    const failed = countStatuses(this.#statuses, status)
    const usable = new Map<string, Float64Array>()
    const valuesOf = (metric: string) => {
      let values = usable.get(metric)
      if (values === undefined) usable.set(metric, (values = failed ? withoutFailed(columns[metric], status) : columns[metric]))
      return values
    }
    this.#folded.forEach((metric, column) => this.#folds?.add(column, valuesOf(metric), start))
    this.#gathers.forEach(({ metric, gatherer }, i) => {
      if (!this.#folds || !gatherer.addFold) gatherer.add(this.#states[i], valuesOf(metric), start, status)
    })
  }

  merge(states: readonly unknown[], statuses: readonly number[]): void {
    this.#gathers.forEach(({ gatherer }, i) => gatherer.merge(this.#states[i], states[i]))
    statuses.forEach((points, code) => (this.#statuses[code] += points))
  }

  #takeFold(metric: string, column: number): void {
    const fold = this.#folds?.take(column)
    if (fold === undefined) return
    this.#gathers.forEach((gather, i) => {
      if (gather.metric === metric) gather.gatherer.addFold?.(this.#states[i], fold)
    })
  }
}

/** Counts codes; returns whether there are any that failed. Most are the same as the ones before, and these are compared four at once. */
function countStatuses(counts: number[], status: Uint8Array): boolean {
  const failedBefore = failuresOf(counts)
  const from = Math.min(-status.byteOffset & 3, status.length)
  const words = new Int32Array(status.buffer, status.byteOffset + from, (status.length - from) >> 2)
  countEach(counts, status, 0, from)
  for (let i = 0; i < words.length; ) {
    const code = status[from + 4 * i]
    const alike = Math.imul(code, ONES)
    const first = i
    while (i < words.length && words[i] === alike) i++
    counts[code] += 4 * (i - first)
    if (i < words.length) countEach(counts, status, from + 4 * i, from + 4 * ++i)
  }
  countEach(counts, status, from + words.byteLength, status.length)
  return failuresOf(counts) > failedBefore
}

/** A one in each byte of a word of four codes. */
const ONES = 0x01010101

function countEach(counts: number[], status: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) counts[status[i]]++
}

function failuresOf(counts: readonly number[]): number {
  return counts.slice(FIRST_FAILURE).reduce((sum, count) => sum + count, 0)
}

/** A copy in which the values of failed points are NaN. */
function withoutFailed(values: Float64Array, status: Uint8Array): Float64Array {
  return values.map((value, i) => (status[i] < FIRST_FAILURE ? value : NaN))
}

/** What the stage of a reduction is made of. */
export interface ReductionSettings {
  gathers: { metric: string; description: Description }[]
  /** The module of encoders; undefined where the host cannot run it. */
  module?: HostModule
}

/** What a reduction has gathered: plain data. */
export interface GatheredStates {
  states: readonly unknown[]
  statuses: readonly number[]
}

/** Gathers batches where they are computed; its values are `GatheredStates`. */
export function reductionStage({ gathers, module }: ReductionSettings): Stage {
  const made = gathers.map(({ metric, description }) => ({ metric, gatherer: makeGatherer(description) }))
  let folds: Folds | undefined
  // One instance serves one batch after the other, as each takes out all that is there.
  const reuse = module && ((columns: number) => (folds ??= new Folds(module, columns)))
  let batch: Gathers
  return {
    begin() {
      batch = new Gathers(made, reuse)
    },
    add(piece) {
      batch.add(piece)
    },
    end() {
      const value: GatheredStates = { states: batch.states, statuses: batch.statuses }
      return { value }
    },
  }
}
