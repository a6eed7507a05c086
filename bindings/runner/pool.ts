import { asError, EngineClosedError, WorkerError } from '../errors.ts'
import { hasSamples } from '../plan/design/load.ts'
import type { Task } from '../plan/task.ts'
import type { Stages } from '../result/stage.ts'
import { Aborts } from './aborts.ts'
import { availableCores, type HostWorker } from './host.ts'
import { PoolWorker } from './pool-worker.ts'
import type { RunOptions, Runner, TimedChunk, TimedStaged } from './runner.ts'
import type { SpareMemory } from './spare-memory.ts'
import type { Work } from './worker.ts'

export interface PoolOptions {
  /** Most workers at once. They start when there is work for them. */
  workers: number
  /** Starts a worker whose other end is worker.ts, with the text of what it needs besides, see worker-more.ts, or without. */
  startWorker(more: string): HostWorker
  /** What workers compute with; undefined is plain JavaScript. */
  module: WebAssembly.Module | undefined
  /** Computes short chunks, and all of them where no worker can start. */
  inline: Runner
  /** How long a worker may be silent beyond what its chunk should take. Default 60. */
  patienceSeconds?: number
}

const ATTEMPTS = 3
// A busy machine, or points far costlier than those before, must not pass for a dead worker.
const SLACK = 100
// Each start takes tens of milliseconds of a core, in which those already at work may finish what waits.
const LEAST_STARTING = 8
// A timer's longest delay.
const LONGEST_PATIENCE = 2 ** 31 / 1000

/** A chunk that waits for a worker or is with one. */
interface Job {
  work: Work
  start: number
  count: number
  spare?: SpareMemory
  patienceSeconds: number
  failures: number
  /** False once the caller has its answer: a chunk, an error or an abort. */
  open: boolean
  resolve(chunk: TimedChunk | TimedStaged): void
  reject(error: unknown): void
}

/** Runs chunks in workers, in the order asked for. One whose worker dies, throws or goes silent is retried on a fresh worker. */
export class Pool implements Runner {
  readonly #options: Required<PoolOptions>
  readonly #queue: Job[] = []
  readonly #aborts = new Aborts()
  #members: PoolWorker[] = []
  /** Workers that have not made their kernel yet, and how many may be so at once: a thousand would keep each other from starting. */
  #starting = 0
  readonly #mostStarting = Math.max(LEAST_STARTING, availableCores())
  /** Whether this host has let a worker start. */
  #proven = false
  #withoutWorkers?: string
  /** The text of what workers need for samples and stages, once there have been some. */
  #more = ''
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = { patienceSeconds: 60, ...options }
  }

  get workers(): number {
    return this.#withoutWorkers ? 0 : this.#options.workers
  }

  get withoutWorkers(): string | undefined {
    return this.#withoutWorkers
  }

  /** Starts a first worker, to learn whether the host lets any start. Never rejects. */
  async probe(): Promise<void> {
    await this.#recruit()?.ready.catch((error) => this.#doWithoutWorkers(error))
  }

  /** Whether chunks have where to go: to a worker, or, as none can start, to the calling thread. */
  hasWorker(wanted: number): boolean {
    if (this.#proven || this.#closed || this.#withoutWorkers) return true
    if (this.#members.length === 0) void this.probe()
    while (this.#members.length < wanted && this.#mayRecruit() && this.#recruit());
    return false
  }

  async prepare(task: Task, stages?: boolean): Promise<void> {
    await Promise.all([this.#options.inline.prepare?.(task), stages || hasSamples(task) ? this.#learnMore() : undefined])
  }

  /** Has workers know samples and stages from now on; those that do not give way to others. */
  async #learnMore(): Promise<void> {
    const { WORKER_MORE } = await import('../generated/worker-more.ts')
    if (this.#more !== '') return
    this.#more = WORKER_MORE
    for (const worker of this.#members) void worker.retire().then(() => this.#dispatch())
  }

  run(task: Task, start: number, count: number, options: RunOptions = {}): Promise<TimedChunk> {
    if (options.inThread || this.#withoutWorkers) return this.#options.inline.run(task, start, count, options)
    return this.#ask({ task }, start, count, options) as Promise<TimedChunk>
  }

  stage(task: Task, stages: Stages, start: number, count: number, options: RunOptions = {}): Promise<TimedStaged> {
    if (options.inThread || this.#withoutWorkers) return this.#options.inline.stage(task, stages, start, count, options)
    return this.#ask({ task, stages }, start, count, options) as Promise<TimedStaged>
  }

  #ask(work: Work, start: number, count: number, options: RunOptions): Promise<TimedChunk | TimedStaged> {
    const { signal, expectedSeconds = 0, spare } = options
    const patienceSeconds = Math.min(this.#options.patienceSeconds + SLACK * expectedSeconds, LONGEST_PATIENCE)
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      if (this.#closed) throw new EngineClosedError()
      const answer =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          job.open = false
          forget?.()
          settle(value)
        }
      const job: Job = {
        work,
        start,
        count,
        spare,
        patienceSeconds,
        failures: 0,
        open: true,
        resolve: answer(resolve),
        reject: answer(reject),
      }
      const forget = signal && this.#aborts.add(signal, job.reject)
      this.#queue.push(job)
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#queue.splice(0)) job.reject(new EngineClosedError())
    await Promise.all(this.#members.map((worker) => worker.end('the engine is closed')))
  }

  /** Hands waiting chunks to workers that are free, and to new ones while there may be more. */
  #dispatch(): void {
    for (let job: Job | undefined; (job = this.#nextJob()); ) {
      const worker = this.#freeWorker()
      // Without one, it waits for the next worker that comes free.
      if (!worker) return
      this.#queue.shift()
      void this.#serve(job, worker)
    }
  }

  /** The first chunk that somebody still waits for. */
  #nextJob(): Job | undefined {
    while (this.#queue.length > 0 && !this.#queue[0].open) this.#queue.shift()
    return this.#queue[0]
  }

  #freeWorker(): PoolWorker | undefined {
    this.#members = this.#members.filter(({ alive }) => alive)
    return this.#members.find(({ free }) => free) ?? (this.#mayRecruit() ? this.#recruit() : undefined)
  }

  #mayRecruit(): boolean {
    return this.#members.length < this.workers && this.#starting < this.#mostStarting
  }

  #recruit(): PoolWorker | undefined {
    const { startWorker, module, patienceSeconds } = this.#options
    try {
      const worker = new PoolWorker(startWorker(this.#more), module, patienceSeconds)
      void this.#await(worker)
      this.#members.push(worker)
      return worker
    } catch (error) {
      // A host short of threads may still have some of ours at work; they take the chunk later.
      if (!this.#members.some(({ alive }) => alive)) void this.#doWithoutWorkers(asError(error))
      return undefined
    }
  }

  /** Counts a worker as starting until it has, and then sees to what waits. */
  async #await(worker: PoolWorker): Promise<void> {
    this.#starting++
    try {
      await worker.ready
      this.#proven = true
    } catch {
      // Who gave it a chunk learns of that.
    }
    this.#starting--
    this.#dispatch()
  }

  async #serve(job: Job, worker: PoolWorker): Promise<void> {
    try {
      job.resolve(await worker.run(job.work, job.start, job.count, job.patienceSeconds, job.spare))
    } catch (error) {
      void worker.end('its chunk failed')
      this.#retry(job, asError(error))
    }
    this.#dispatch()
  }

  #retry(job: Job, error: Error): void {
    if (!job.open) return
    if (this.#closed) return job.reject(new EngineClosedError())
    if (this.#proven && ++job.failures === ATTEMPTS) return job.reject(new WorkerError(job.start, job.count, ATTEMPTS, error))
    this.#queue.unshift(job)
    if (!this.#proven) return void this.#doWithoutWorkers(error)
    const fresh = this.#recruit()
    if (!fresh) return
    this.#queue.shift()
    void this.#serve(job, fresh)
  }

  /** From here on everything runs in the calling thread. */
  async #doWithoutWorkers({ message }: Error): Promise<void> {
    if (this.#closed) return
    this.#withoutWorkers = `Computes in the calling thread, because workers cannot start here: ${message.replace(/[.\s]+$/, '')}.`
    for (const job of this.#queue.splice(0)) if (job.open) await this.#inline(job).then(job.resolve, job.reject)
  }

  #inline({ work: { task, stages }, start, count, spare }: Job): Promise<TimedChunk | TimedStaged> {
    const { inline } = this.#options
    return stages ? inline.stage(task, stages, start, count, { spare }) : inline.run(task, start, count, { spare })
  }
}
