/** What runs in a worker, around the kernel of one backend. */
import { expose, transfer, type Endpoint } from 'comlink'
import { newRoom, type Kernel, type Task } from '../plan/task.ts'
import type { TimedChunk } from './runner.ts'
import { runTimed } from './timed.ts'

/** The calls that a pool makes. */
export interface WorkerApi {
  /** Makes the kernel; comes first. */
  start(module: WebAssembly.Module | undefined): void
  /** Runs a chunk of `task`, or of the same task as before when there is none; in `memory`, where it is given. */
  run(task: Task | undefined, start: number, count: number, memory?: ArrayBuffer): TimedChunk
}

/** Answers a pool's calls. */
export function serve(createKernel: (module: WebAssembly.Module | undefined) => Kernel): void {
  let kernel: Kernel
  let loaded: Task
  const worker: WorkerApi = {
    start(module) {
      kernel = createKernel(module)
    },
    run(task, start, count, memory) {
      loaded = task ?? loaded
      const chunk = runTimed(kernel, loaded, start, count, newRoom(loaded, count, memory))
      // The columns travel without a copy.
      return transfer(chunk, [...new Set([...chunk.columns, chunk.status].map(({ buffer }) => buffer))])
    },
  }
  const { parentPort } = globalThis.process?.getBuiltinModule?.('node:worker_threads') ?? {}
  expose(worker, (parentPort ?? globalThis) as unknown as Endpoint)
}
