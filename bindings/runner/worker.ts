/**
 * What runs in a worker. scripts/worker.mjs bundles this file into a string, so that a worker loads no file of its own
 * and no bundler can lose one.
 */
import { expose, transfer, type Endpoint } from 'comlink'
import type { Kernel, Task } from '../task.ts'
import { createKernel } from './create-kernel.ts'
import type { TimedChunk } from './runner.ts'
import { runTimed } from './timed.ts'

let kernel: Kernel
let loaded: Task

/** The calls that a pool makes. */
const worker = {
  /** Makes the kernel; comes first. */
  start(module: WebAssembly.Module | undefined): void {
    kernel = createKernel(module)
  },
  /** Runs a chunk of `task`, or of the same task as before when there is none. The columns travel without a copy. */
  run(task: Task | undefined, start: number, count: number): TimedChunk {
    loaded = task ?? loaded
    const chunk = runTimed(kernel, loaded, start, count)
    return transfer(chunk, [...new Set([...chunk.columns, chunk.status].map(({ buffer }) => buffer))])
  },
}
export type WorkerApi = typeof worker

const { parentPort } = globalThis.process?.getBuiltinModule?.('node:worker_threads') ?? {}
expose(worker, (parentPort ?? globalThis) as unknown as Endpoint)
