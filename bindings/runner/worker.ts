/** What runs in a worker, around the kernel of one backend. */
import { expose, transfer, type Endpoint } from 'comlink'
import { newRoom, type Kernel, type Task } from '../plan/task.ts'
import type { Stages } from '../result/stage.ts'
import type { TimedChunk, TimedStaged } from './runner.ts'
import { moving } from './spare-memory.ts'
import { Staging } from './staging.ts'
import { runTimed, stageTimed } from './timed.ts'

/** What a worker is to do with points until it is told otherwise. */
export interface Work {
  task: Task
  /** Without, the chunk itself is the answer. */
  stages?: Stages
}

/** The calls that a pool makes. */
export interface WorkerApi {
  /** Makes the kernel; comes first. */
  start(module: WebAssembly.Module | undefined): void
  /** Runs a chunk of `work`, or of the same work as before when there is none; in `memory`, where it is given. */
  run(work: Work | undefined, start: number, count: number, memory?: ArrayBufferLike): TimedChunk | TimedStaged
}

/** Answers a pool's calls. */
export function serve(createKernel: (module: WebAssembly.Module | undefined) => Kernel): void {
  let kernel: Kernel
  let task: Task
  let staging: Staging | undefined
  const worker: WorkerApi = {
    start(module) {
      kernel = createKernel(module)
    },
    run(work, start, count, memory) {
      if (work) {
        task = work.task
        staging = work.stages && new Staging(work.stages)
      }
      if (staging) return transfer(stageTimed(kernel, task, staging, start, count, memory), staging.transfer)
      const chunk = runTimed(kernel, task, start, count, newRoom(task, count, memory))
      // The columns travel without a copy.
      return transfer(chunk, moving([...chunk.columns, chunk.status].map(({ buffer }) => buffer)))
    },
  }
  const { parentPort } = globalThis.process?.getBuiltinModule?.('node:worker_threads') ?? {}
  expose(worker, (parentPort ?? globalThis) as unknown as Endpoint)
}
