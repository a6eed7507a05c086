/** What runs in a worker, around the kernel of one backend. */
import { expose, type Endpoint } from 'comlink'
import { asError, existing } from '../errors.ts'
import { provideSamples } from '../plan/axis.ts'
import { newRoom, type Kernel, type Task } from '../plan/task.ts'
import type { Stages } from '../result/stage.ts'
import { moving } from './spare-memory.ts'
import type { Staging } from './staging.ts'
import { runTimed, stageTimed } from './timed.ts'

/** What a worker is to do with points until it is told otherwise. */
export interface Work {
  task: Task
  /** Without, the chunk itself is the answer. */
  stages?: Stages
}

/** The calls that a pool makes by Comlink. */
export interface WorkerApi {
  /** Makes the kernel; comes first. */
  start(module: WebAssembly.Module | undefined): void
}

/**
 * A chunk to compute: in `memory`, where it is given, and of `work`, or of the same work as before when there is none. Chunks come by the
 * hundred, so they cross as bare arrays: a call by Comlink takes five times as long.
 */
export type Order = [start: number, count: number, memory?: ArrayBufferLike, work?: Work]

/** What comes of it: the values of the stages, or the chunk's memory unless it was given and is shared; or why nothing does. */
export type Answer = [error: Error] | [seconds: number, failed: number, made?: unknown[] | ArrayBuffer]

interface Port extends Endpoint {
  postMessage(answer: Answer, transfer: Transferable[]): void
}

/** Answers a pool's calls and orders. */
export function serve(createKernel: (module: WebAssembly.Module | undefined) => Kernel): void {
  // There where the text of worker-more.ts came first.
  const { offcutMore: more } = globalThis as { offcutMore?: typeof import('./worker-more.ts') }
  if (more) provideSamples(more.generateSamples)
  let kernel: Kernel
  let task: Task
  let staging: Staging | undefined
  const { parentPort } = globalThis.process?.getBuiltinModule?.('node:worker_threads') ?? {}
  const port = (parentPort ?? globalThis) as unknown as Port
  port.addEventListener('message', (event) => {
    const { data: order } = event as MessageEvent<Order>
    if (!Array.isArray(order)) return
    // Comlink, which comes next, would take it for a call.
    event.stopImmediatePropagation()
    try {
      fill(order)
    } catch (error) {
      port.postMessage([asError(error)], [])
    }
  })
  const calls: WorkerApi = {
    start(module) {
      kernel = createKernel(module)
    },
  }
  expose(calls, port)

  function fill([start, count, memory, work]: Order): void {
    if (work) {
      task = work.task
      staging = work.stages && new (existing(more, 'the script of stages').Staging)(work.stages)
    }
    if (staging) {
      const { seconds, failed, values } = stageTimed(kernel, task, staging, start, count, memory)
      return port.postMessage([seconds, failed, values], staging.transfer)
    }
    const { seconds, failed, status } = runTimed(kernel, task, start, count, newRoom(task, count, memory))
    // Columns and statuses lie in one block, which travels without a copy.
    const travels = moving([status.buffer])
    port.postMessage([seconds, failed, travels[0]], travels)
  }
}
