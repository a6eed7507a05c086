import { wrap, type Remote } from 'comlink'
import { newRoom, roomBytes } from '../plan/task.ts'
import type { HostWorker } from './host.ts'
import type { TimedChunk, TimedStaged } from './runner.ts'
import { moving, type SpareMemory } from './spare-memory.ts'
import type { Answer, Order, Work, WorkerApi } from './worker.ts'

const RETIRED = 'another takes its place'

type Settle<T> = (resolve: (value: T) => void, reject: (error: Error) => void) => void

/** One worker of a pool. It answers a call at a time, and every call settles: Comlink alone waits for a dead worker for ever. */
export class PoolWorker {
  /** Settles when the worker has made its kernel, or cannot. */
  readonly ready: Promise<void>
  readonly #host: HostWorker
  /** Held: Comlink closes a worker whose calls are collected as garbage. */
  readonly #remote: Remote<WorkerApi>
  #loaded?: Work
  #answer?: (answer: Answer) => void
  #abandonCall?: (error: Error) => void
  #lost?: Error
  #jobs = 0
  #retired = false

  constructor(host: HostWorker, module: WebAssembly.Module | undefined, patienceSeconds: number) {
    this.#host = host
    this.#remote = wrap<WorkerApi>(host.endpoint)
    host.onLost((reason) => this.end(reason))
    host.endpoint.addEventListener('message', (event) => {
      const { data } = event as MessageEvent
      if (Array.isArray(data)) this.#answer?.(data as Answer)
    })
    this.ready = this.#settling((resolve, reject) => this.#remote.start(module).then(resolve, reject), patienceSeconds)
    this.ready.catch(() => {})
  }

  get alive(): boolean {
    return this.#lost === undefined
  }

  /** Whether it can take a chunk now. */
  get free(): boolean {
    return this.#jobs === 0 && !this.#retired
  }

  async run(work: Work, start: number, count: number, patienceSeconds: number, spare?: SpareMemory): Promise<TimedChunk | TimedStaged> {
    const { task, stages } = work
    this.#jobs++
    try {
      await this.ready
      if (this.#lost) throw this.#lost
      const news = task === this.#loaded?.task && stages === this.#loaded.stages ? undefined : work
      this.#loaded = work
      // How much stages make of a chunk, nobody knows before.
      const memory = stages ? spare?.take(0) : spare?.room(roomBytes(task, count))
      const [seconds, failed, made] = await this.#order([start, count, memory, news], patienceSeconds)
      if (stages) return { start, count, seconds, failed, values: made as unknown[] }
      return { start, count, seconds, failed, ...newRoom(task, count, (made as ArrayBuffer | undefined) ?? memory) }
    } finally {
      this.#jobs--
      if (this.#retired) void this.end(RETIRED)
    }
  }

  /** Gives it no more chunks; ends it once it has started, and has answered the one it is at. */
  async retire(): Promise<void> {
    this.#retired = true
    await this.ready.catch(() => {})
    if (this.#jobs === 0) await this.end(RETIRED)
  }

  /** Ends the worker; a call under way rejects with the reason. */
  async end(reason: string): Promise<void> {
    if (this.#lost) return
    this.#lost = new Error(reason)
    this.#abandonCall?.(this.#lost)
    await this.#host.terminate()
  }

  #order(order: Order, patienceSeconds: number): Promise<Exclude<Answer, [Error]>> {
    return this.#settling((resolve, reject) => {
      this.#answer = (answer) => (answer.length === 1 ? reject(answer[0]) : resolve(answer))
      const [, , memory] = order
      this.#host.endpoint.postMessage(order, moving(memory ? [memory] : []))
    }, patienceSeconds)
  }

  /** A call's promise, which also rejects when the worker is lost or stays silent. */
  #settling<T>(call: Settle<T>, patienceSeconds: number): Promise<T> {
    this.#host.hold(true)
    let timer: ReturnType<typeof setTimeout>
    return new Promise<T>((resolve, reject) => {
      const ending =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          clearTimeout(timer)
          this.#abandonCall = undefined
          // One that ends holds the process until it is gone: who closes the engine waits for that.
          if (this.alive) this.#host.hold(false)
          settle(value)
        }
      this.#abandonCall = ending(reject)
      // Two waits: an answer that came while the caller's own thread was blocked is read in between.
      const half = (patienceSeconds * 1000) / 2
      timer = setTimeout(() => {
        timer = setTimeout(() => void this.end(`it gave no answer for ${Number(patienceSeconds.toPrecision(2))} seconds`), half)
      }, half)
      call(ending(resolve), this.#abandonCall)
    })
  }
}
