import { ArgumentError, OffcutError, show } from '../errors.ts'
import type { HostSignal } from '../host-types.ts'
import { checkOptions } from '../options.ts'
import type { PlanAxis } from '../plan/axis.ts'
import type { Plan } from '../plan/plan.ts'
import { toSweepChunk, type SweepChunk } from '../result/chunk.ts'
import type { ChunkSource } from '../result/source.ts'
import type { StageRecipe, Stages } from '../result/stage.ts'
import { SurfaceBuilder, type Surface } from '../result/surface.ts'
import type { Runner, TimedChunk, TimedStaged } from '../runner/runner.ts'
import { SpareMemory, spareMemoryOf } from '../runner/spare-memory.ts'
import type { StagedChunk } from '../runner/staging.ts'
import { loadDesigns } from '../plan/design/load.ts'
import type { PointRange } from '../plan/task.ts'
import { Batches } from './batches.ts'
import { inGridOrder, slabsOf, wholeSlabs, type Slabs } from './grid-order.ts'
import { Meter, type Progress } from './progress.ts'
import { Schedule, type ChunkOrder } from './schedule.ts'

/** How a sweep runs. */
export interface JobOptions {
  /** Stops the sweep within one chunk; it then rejects with the signal's reason. */
  signal?: HostSignal
  /** Called at most ten times a second, and once at the end. What it throws, or a promise that it returns rejects with, the sweep rejects with. */
  onProgress?: (progress: Progress) => unknown
  /** Computes the points from `start` to `end` − 1 of the grid only, by iteration; by default all of them. */
  range?: PointRange
  /** Points a chunk. By default chunks are sized by measured time. The results do not depend on it. */
  chunkSize?: number
}

/** How a sweep is put into memory. */
export interface ResultOptions {
  /** An earlier surface with as many points and the same metrics, that is not needed any more: its arrays take the new one. */
  // biome-ignore lint/suspicious/noExplicitAny: a surface of whichever metrics; that they are the same is checked
  into?: Surface<any>
}

/** What a sweep does with its chunks besides handing them on. */
interface Handling {
  /** Takes back the memory of each chunk, for later ones, once the consumer asks for the next. */
  spare?: SpareMemory
  /** Where chunks may be written at once. */
  surface?: SurfaceBuilder
  /** Answer chunks that are whole batches where they are computed. */
  staged?: { stages: Stages; batch?: number; spare: SpareMemory }
}

/** @internal */
export interface StagedOptions {
  /** Points of a batch, but for the last; by default batches are as chunks happen to be. */
  batch?: number
  /** Sees each batch before the stages do, in the calling thread; the next one overwrites it. */
  onBatch?: (batch: SweepChunk) => void
  /** Where the memory of what comes out may be given back to. */
  spare?: SpareMemory
}

/**
 * A sweep that has been checked and planned, and runs when it is consumed: once, either by iterating over its chunks
 * (in order, in bounded memory) or by `result()`.
 */
export class SweepJob<Name extends string = string> implements ChunkSource<Name> {
  /** Points of the whole grid. */
  readonly points: number
  /** Points along each axis, slowest first. */
  readonly shape: readonly number[]
  /** The axes of the grid, the slowest first. */
  readonly axes: readonly PlanAxis[]
  /** Names of the quantities at each point: the columns of chunks and surfaces. */
  readonly metrics: readonly Name[]
  readonly #plan: Plan
  readonly #runner: Runner
  readonly #options: JobOptions
  readonly #range: PointRange
  /** Where paths do not come in the grid's order, and the range of whole slabs to compute. */
  readonly #slabs: Slabs | null
  readonly #computed: PointRange
  #consumed = false

  /** @internal */
  constructor(plan: Plan, runner: Runner, options: JobOptions = {}) {
    const { chunkSize, onProgress, range = { start: 0, end: plan.points } } = options
    if (!isRange(range, plan.points)) {
      throw new ArgumentError(
        `range is ${range.start} to ${range.end}; expected whole numbers, 0 ≤ start ≤ end ≤ ${plan.points}, the points of the grid`,
      )
    }
    if (chunkSize !== undefined && !(Number.isSafeInteger(chunkSize) && chunkSize > 0)) {
      throw new ArgumentError(`chunkSize is ${show(chunkSize)}; expected a positive whole number of points`)
    }
    if (onProgress !== undefined && typeof onProgress !== 'function')
      throw new ArgumentError(`onProgress is ${show(onProgress)}; expected a function`)
    this.#plan = plan
    this.#runner = runner
    this.#options = options
    this.#range = range
    this.#slabs = slabsOf(plan)
    this.#computed = this.#slabs ? wholeSlabs(this.#slabs, range) : range
    this.points = plan.points
    this.shape = plan.shape
    this.axes = plan.axes
    this.metrics = plan.metrics as readonly string[] as readonly Name[]
  }

  [Symbol.asyncIterator](): AsyncGenerator<SweepChunk<Name>, void, void> {
    this.#consume()
    return this.#inGridOrder(this.#meter())
  }

  /**
   * Iterates over chunks whose memory later ones take: each is valid until the next is taken. Quicker than plain iteration
   * where chunks are looked at and dropped, as the host need not clear and collect memory for each. Workers write into memory that
   * they share with the caller, where the host has such memory (Node, isolated pages): `slice` what is to be kept, posted or decoded.
   */
  transientChunks(): AsyncGenerator<SweepChunk<Name>, void, void> {
    this.#consume()
    return this.#inGridOrder(this.#meter(), { spare: spareMemoryOf(this.#runner) })
  }

  /**
   * Has stages take in the points where they are computed, and yields what they make of each batch, in order. A batch whose points
   * are slow, or do not come in the grid's order, is computed in several chunks and gathered; the stages then run in the calling thread.
   * @internal
   */
  async *staged(
    recipes: readonly StageRecipe[],
    { batch, onBatch, spare = new SpareMemory() }: StagedOptions = {},
  ): AsyncGenerator<StagedChunk, void, void> {
    this.#consume()
    const stages = { metrics: this.metrics, recipes }
    const { start, end } = this.#range
    const batches = new Batches(this.metrics, (from) =>
      batch === undefined ? end : Math.min(end, from + batch - ((from - start) % batch)),
    )
    const { Staging } = await import('../runner/staging.ts')
    let staging: InstanceType<typeof Staging> | undefined
    const take = (chunk: SweepChunk) => {
      onBatch?.(chunk)
      return (staging ??= new Staging(stages)).take(this.#plan.task, chunk, spare.take(0))
    }
    const staged = this.#slabs || onBatch ? undefined : { stages, batch, spare }
    for await (const part of this.#inGridOrder(this.#meter(), { spare: spareMemoryOf(this.#runner), staged })) {
      if ('values' in part) yield part
      else if (batch === undefined) yield take(part)
      else for (const whole of batches.add(part)) yield take(whole)
    }
  }

  /**
   * Runs the whole sweep into memory.
   * @param options `into`: an earlier surface to overwrite, which saves the memory for a new one; if the sweep fails, that
   *   surface holds some new points and some old ones.
   * @throws GridTooLargeError before anything runs, when the result would not fit; the job can then still be iterated.
   */
  async result(options: ResultOptions = {}): Promise<Surface<Name>> {
    checkOptions('result', options, ['into'])
    if (this.#range.end - this.#range.start < this.points)
      throw new ArgumentError('a part of a sweep is no surface; iterate over its chunks, or leave out range')
    const surface = new SurfaceBuilder(this.#plan, options.into)
    this.#consume()
    const meter = this.#meter()
    for await (const chunk of this.#inGridOrder(meter, { spare: spareMemoryOf(this.#runner), surface })) surface.add(chunk)
    return surface.finish(meter.stats()) as Surface<Name>
  }

  #meter(): Meter {
    return new Meter(this.#computed.end - this.#computed.start, this.#options.onProgress)
  }

  #inGridOrder(
    meter: Meter,
    handling: Handling & { staged: Handling['staged'] },
  ): AsyncGenerator<SweepChunk<Name> | StagedChunk, void, void>
  #inGridOrder(meter: Meter, handling?: Handling): AsyncGenerator<SweepChunk<Name>, void, void>
  #inGridOrder(meter: Meter, handling: Handling = {}): AsyncGenerator<SweepChunk<Name> | StagedChunk, void, void> {
    if (!this.#slabs) return this.#parts(meter, handling)
    const chunks = this.#parts(meter, { spare: spareMemoryOf(this.#runner) }) as AsyncGenerator<SweepChunk<Name>, void, void>
    return inGridOrder(chunks, this.#slabs, this.#range)
  }

  #consume(): void {
    if (this.#consumed) {
      throw new OffcutError(
        'this sweep has already been consumed: a job runs once, either by result() or by iteration; call engine.sweep() again for another run',
      )
    }
    this.#consumed = true
  }

  /** Keeps workers busy with the chunks ahead of the consumer, in bounded number: a slow consumer slows the workers. */
  async *#parts(meter: Meter, handling: Handling): AsyncGenerator<SweepChunk<Name> | StagedChunk, void, void> {
    const { spare, surface, staged } = handling
    const { task, metrics } = this.#plan
    const { signal, chunkSize } = this.#options
    await Promise.all([loadDesigns(task), this.#runner.prepare?.(task, staged !== undefined)])
    const schedule = new Schedule(task, this.#computed, this.#runner.workers, {
      chunkSize,
      staged,
      hasWorker: (wanted) => this.#runner.hasWorker?.(wanted) ?? true,
    })
    const ended = new AbortController()
    const either = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal
    const inFlight: Promise<TimedChunk | TimedStaged>[] = []
    try {
      for (;;) {
        for (let order; inFlight.length < schedule.width && (order = schedule.next()); )
          inFlight.push(this.#run(order, schedule, either, handling))
        const part = await inFlight.shift()
        if (!part) return await meter.settle()
        signal?.throwIfAborted()
        meter.add(part.count, part.failed)
        if ('values' in part) yield part
        else {
          yield toSweepChunk(part, metrics as readonly string[] as readonly Name[])
          if (spare && !surface?.holds(part.status)) spare.give(part.status.buffer)
        }
      }
    } finally {
      // After an error, or a consumer that stops, nobody waits for the chunks ahead.
      ended.abort()
    }
  }

  #run(order: ChunkOrder, schedule: Schedule, signal: AbortSignal, handling: Handling): Promise<TimedChunk | TimedStaged> {
    const { spare, surface, staged } = handling
    const { start, count, isWhole, inThread, expectedSeconds } = order
    const { task } = this.#plan
    const options = { signal, inThread, expectedSeconds }
    const running =
      staged && isWhole
        ? this.#runner.stage(task, staged.stages, start, count, { ...options, spare: staged.spare })
        : this.#runner.run(task, start, count, { ...options, spare, room: surface?.roomFor(start, count) })
    // A rejection must not count as unhandled before its turn to be awaited; when it never has one, it does not matter.
    running.then(
      ({ seconds }) => schedule.learn(order, seconds),
      () => {},
    )
    return running
  }
}

function isRange({ start, end }: PointRange, points: number): boolean {
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end && end <= points
}
