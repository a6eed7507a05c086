import { METHODS } from '../model/layout.ts'
import { pointsPerPath, roomBytes, type PointRange, type Task } from '../plan/task.ts'

/** The next chunk to run. */
export interface ChunkOrder {
  start: number
  count: number
  /** Whether it is a batch that stages can take in where it is computed. */
  isWhole: boolean
  /** Short enough for the calling thread. */
  inThread: boolean
  expectedSeconds: number
}

const TARGET_SECONDS = 0.02
/** Computing that a sweep does in the calling thread before it turns to workers: most sweeps behind a slider need no more. */
const IN_THREAD_SECONDS = 0.004
/** A sweep that by its nominal times takes longer than LONG_SECONDS needs workers anyway: there the thread only learns what a point takes. */
const LONG_SECONDS = 0.25
const LEARNING_SECONDS = 0.0005
const GROWTH = 8
/** A chunk takes no more, and all chunks in flight together no more than IN_FLIGHT_BYTES. */
const CHUNK_BYTES = 2 ** 23
const IN_FLIGHT_BYTES = 2 ** 27
/** Chunks in flight for each worker: one that it computes and one that waits for it. */
const IN_FLIGHT = 2
/** Batches that take longer are cut: among the workers, and so that progress shows. */
const BATCH_SECONDS = 0.25
/** A batch cuts a path at each of its ends, and that is then followed twice. */
const PATHS_PER_BATCH = 8

export interface ScheduleOptions {
  /** Points a chunk, instead of sizes by measured time. */
  chunkSize?: number
  /** Whether a worker has started, of so many that there is work for. Until one has, the calling thread does not wait for it, but computes. */
  hasWorker?: (wanted: number) => boolean
  /** Chunks are for stages: of whole batches of so many points, if there is a number, where they are quick enough. */
  staged?: { batch?: number }
}

/**
 * Cuts a range of points into chunks, sized by measured time from one point on: a dense search may take a hundred
 * milliseconds a point. How it cuts never changes a result.
 */
export class Schedule {
  readonly #workers: number
  readonly #start: number
  readonly #end: number
  readonly #chunkSize?: number
  readonly #batch?: number
  readonly #largest: number
  /** Points that are best computed together. */
  readonly #unit: number
  #next: number
  #size = 1
  #secondsPerPoint: number
  readonly #hasWorker: (wanted: number) => boolean
  /** What is left for the calling thread before it turns to workers. */
  #secondsInThread: number
  #inThread = true

  constructor(
    task: Task,
    { start, end }: PointRange,
    workers: number,
    { chunkSize, staged, hasWorker = () => true }: ScheduleOptions = {},
  ) {
    this.#workers = workers
    this.#start = this.#next = start
    this.#end = end
    this.#chunkSize = chunkSize
    this.#batch = staged?.batch
    this.#hasWorker = hasWorker
    this.#unit = pointsPerPath(task)
    const bytes = Math.min(CHUNK_BYTES, IN_FLIGHT_BYTES / (IN_FLIGHT * Math.max(1, workers)))
    this.#largest = Math.max(1, Math.floor(bytes / roomBytes(task, 1)))
    this.#secondsPerPoint = nominalSeconds(task)
    const isLong = (end - start) * this.#secondsPerPoint > LONG_SECONDS
    this.#secondsInThread = workers === 0 ? 0 : isLong ? LEARNING_SECONDS : IN_THREAD_SECONDS
  }

  /** Most chunks in flight at once. */
  get width(): number {
    return this.#workers === 0 || this.#inThread ? 1 : IN_FLIGHT * this.#workers
  }

  /** The next chunk, in order; undefined at the end of the range. */
  next(): ChunkOrder | undefined {
    const remaining = this.#end - this.#next
    if (remaining === 0) return undefined
    let count = Math.min(this.#chunkSize ?? this.#fairSize(remaining), remaining)
    const affordable = this.#affordable(count)
    const inThread = (this.#inThread = affordable > 0)
    if (inThread) count = Math.min(count, affordable)
    count = Math.min(Math.ceil(count / this.#unit) * this.#unit, remaining)
    const start = this.#next
    const toBatchEnd =
      this.#batch && !inThread && this.#cutsAtBatches(this.#batch) ? this.#batch - ((start - this.#start) % this.#batch) : 0
    const isWhole = this.#batch === undefined || toBatchEnd === this.#batch
    if (toBatchEnd > 0) count = Math.min(remaining, isWhole ? toBatchEnd : Math.min(count, toBatchEnd))
    this.#next += count
    return { start, count, isWhole, inThread, expectedSeconds: count * this.#secondsPerPoint }
  }

  /** How many of a chunk's points the calling thread computes; 0 where they are for a worker. */
  #affordable(count: number): number {
    const within = (seconds: number) => Math.floor(seconds / this.#secondsPerPoint)
    const own = within(this.#secondsInThread)
    if (own > 0 && own >= (this.#chunkSize ? count : count / GROWTH)) return own
    this.#secondsInThread = 0
    // Chunks whose size matters to the caller, or to what stages make of them, wait.
    if (this.#workers === 0 || this.#chunkSize || this.#batch) return 0
    const meanwhile = within(IN_THREAD_SECONDS)
    const wanted = Math.ceil((this.#secondsPerPoint * (this.#end - this.#next)) / TARGET_SECONDS)
    return meanwhile >= this.#unit && !this.#hasWorker(wanted) ? meanwhile : 0
  }

  #cutsAtBatches(batch: number): boolean {
    return this.#chunkSize === undefined && batch * this.#secondsPerPoint <= BATCH_SECONDS && batch >= PATHS_PER_BATCH * this.#unit
  }

  learn({ count, inThread }: ChunkOrder, seconds: number): void {
    if (inThread && this.#size === 1) {
      // The first point pays for the compilation of the code: its time says nothing of the others.
      this.#size = GROWTH
      return
    }
    if (inThread) this.#secondsInThread = Math.max(0, this.#secondsInThread - seconds)
    // A browser's clock may be too coarse to see a small chunk; then only GROWTH limits the next one.
    const ideal = seconds > 0 ? Math.round((count * TARGET_SECONDS) / seconds) : Infinity
    this.#size = Math.max(1, Math.min(ideal, Math.max(count * GROWTH, this.#size), this.#largest))
    if (seconds > 0) this.#secondsPerPoint = seconds / count
  }

  /** Smaller chunks near the end, so that workers end together. */
  #fairSize(remaining: number): number {
    const share = Math.ceil(remaining / Math.max(1, this.#workers))
    return Math.min(this.#size, Math.max(share, Math.ceil(this.#size / GROWTH)))
  }
}

const EXACT = METHODS.indexOf('exact')

/** About what a point takes, before any has been measured. */
function nominalSeconds(task: Task): number {
  const { method, mode, factorCount } = task
  if (mode >= 0) return 1e-3 / pointsPerPath(task)
  if (method === EXACT) return 1e-6
  return factorCount === 1 ? 1e-4 : 0.1
}
