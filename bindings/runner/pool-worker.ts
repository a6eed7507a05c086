import { transfer, wrap, type Remote } from 'comlink'
import { roomBytes } from '../plan/task.ts'
import type { HostWorker } from './host.ts'
import type { TimedChunk, TimedStaged } from './runner.ts'
import { moving, type SpareMemory } from './spare-memory.ts'
import type { Work, WorkerApi } from './worker.ts'

/** One worker of a pool. It answers a call at a time, and every call settles: Comlink alone waits for a dead worker for ever. */
export class PoolWorker {
  /** Settles when the worker has made its kernel, or cannot. */
  readonly ready: Promise<void>
  readonly #host: HostWorker
  readonly #remote: Remote<WorkerApi>
  #loaded?: Work
  #abandonCall?: (error: Error) => void
  #lost?: Error
  #jobs = 0

  constructor(host: HostWorker, module: WebAssembly.Module | undefined, patienceSeconds: number) {
    this.#host = host
    this.#remote = wrap<WorkerApi>(host.endpoint)
    host.onLost((reason) => this.end(reason))
    this.ready = this.#settling(this.#remote.start(module), patienceSeconds)
    this.ready.catch(() => {})
  }

  get alive(): boolean {
    return this.#lost === undefined
  }

  get busy(): boolean {
    return this.#jobs > 0
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
      return await this.#settling<TimedChunk | TimedStaged>(
        this.#remote.run(news, start, count, memory && transfer(memory, moving([memory]))),
        patienceSeconds,
      )
    } finally {
      this.#jobs--
    }
  }

  /** Ends the worker; a call under way rejects with the reason. */
  async end(reason: string): Promise<void> {
    if (this.#lost) return
    this.#lost = new Error(reason)
    this.#abandonCall?.(this.#lost)
    await this.#host.terminate()
  }

  /** A call's promise, which also rejects when the worker is lost or stays silent. */
  #settling<T>(call: Promise<T>, patienceSeconds: number): Promise<T> {
    this.#host.hold(true)
    let timer: ReturnType<typeof setTimeout>
    return new Promise<T>((resolve, reject) => {
      this.#abandonCall = reject
      // Two waits: an answer that came while the caller's own thread was blocked is read in between.
      const half = (patienceSeconds * 1000) / 2
      timer = setTimeout(() => {
        timer = setTimeout(() => void this.end(`it gave no answer for ${Number(patienceSeconds.toPrecision(2))} seconds`), half)
      }, half)
      call.then(resolve, reject)
    }).finally(() => {
      clearTimeout(timer)
      this.#abandonCall = undefined
      // One that ends holds the process until it is gone: who closes the engine waits for that.
      if (this.alive) this.#host.hold(false)
    })
  }
}
