/** Computes points and gives them to stages, on one thread. */
import { newRoom, pointsPerPath, type ChunkRoom, type Kernel, type Task } from '../plan/task.ts'
import { reductionStage, type ReductionSettings } from '../reduce/gathers.ts'
import { failedIn, toSweepChunk, type SweepChunk } from '../result/chunk.ts'
import type { Stage, StageRecipe, Stages } from '../result/stage.ts'
import { moving } from './spare-memory.ts'

/** What stages have made of a batch of points, in the order of their recipes. */
export interface StagedChunk {
  start: number
  count: number
  values: unknown[]
  /** Points whose status is `notConverged` or `domainError`. */
  failed: number
}

/** Points that are computed before they are taken in: few enough for the cache of a processor, enough to compress well together. */
const PIECE = 2 ** 16

/** Where the pieces of a batch end: as the points lie, whoever computes them. Paths are whole where a piece holds some. */
function pieceEnd(task: Task, start: number, end: number): number {
  const unit = pointsPerPath(task)
  const size = unit > PIECE ? unit - (start % unit) : PIECE - (PIECE % unit) - (start % unit)
  return Math.min(end, start + size)
}

/** The stages of a sweep, made on this thread. */
export class Staging {
  readonly #metrics: readonly string[]
  readonly #stages: Stage[]
  #room?: ChunkRoom
  #transfer: ArrayBuffer[] = []

  constructor({ metrics, recipes }: Stages) {
    this.#metrics = metrics
    this.#stages = recipes.map(createStage)
  }

  /** What of the batch that came last moves to another thread without a copy. */
  get transfer(): ArrayBuffer[] {
    return this.#transfer
  }

  /** Computes a batch; returns between its pieces. */
  *compute(kernel: Kernel, task: Task, start: number, count: number, memory?: ArrayBufferLike): Generator<void, StagedChunk, void> {
    const end = start + count
    this.#begin(start, count, memory)
    let failed = 0
    for (let from = start; from < end; ) {
      const to = pieceEnd(task, from, end)
      const chunk = kernel.run(task, from, to - from, this.#roomFor(task, to - from))
      failed += failedIn(chunk.status)
      this.#add(toSweepChunk(chunk, this.#metrics))
      from = to
      yield
    }
    return { start, count, values: this.#end(), failed }
  }

  /** Takes in a batch that is computed already. */
  take(task: Task, batch: SweepChunk, memory?: ArrayBufferLike): StagedChunk {
    const { start, count, columns, status } = batch
    this.#begin(start, count, memory)
    for (let from = 0; from < count; ) {
      const to = pieceEnd(task, start + from, start + count) - start
      const cut = Object.fromEntries(this.#metrics.map((name) => [name, columns[name].subarray(from, to)]))
      this.#add({ start: start + from, count: to - from, columns: cut, status: status.subarray(from, to) })
      from = to
    }
    return { start, count, values: this.#end(), failed: failedIn(status) }
  }

  #begin(start: number, count: number, memory?: ArrayBufferLike): void {
    // One of them has it: no two stages make much.
    this.#stages.forEach((stage, i) => stage.begin(start, count, i === 0 ? memory : undefined))
  }

  #add(piece: SweepChunk): void {
    for (const stage of this.#stages) stage.add(piece)
  }

  #end(): unknown[] {
    const results = this.#stages.map((stage) => stage.end())
    this.#transfer = moving(results.flatMap(({ memory = [] }) => memory))
    return results.map(({ value }) => value)
  }

  #roomFor(task: Task, count: number): ChunkRoom {
    if (this.#room === undefined || this.#room.status.length < count) this.#room = newRoom(task, count)
    const { columns, status } = this.#room
    if (status.length === count) return this.#room
    return { columns: columns.map((column) => column.subarray(0, count)), status: status.subarray(0, count) }
  }
}

function createStage({ script, settings }: StageRecipe): Stage {
  if (script === undefined) return reductionStage(settings as ReductionSettings)
  let create = creators.get(script)
  if (create === undefined) creators.set(script, (create = run(script)))
  return create(settings)
}

type Create = (settings: unknown) => Stage
/** Of scripts that have run: their code stays compiled from one sweep to the next. */
const creators = new Map<string, Create>()

function run(script: string): Create {
  const { runInThisContext } = globalThis.process.getBuiltinModule('node:vm')
  return (runInThisContext(`(() => {${script}\nreturn offcut})()`) as { create: Create }).create
}
