import type { ChunkRoom, Kernel, Task } from '../plan/task.ts'
import { failedIn } from '../result/chunk.ts'
import type { TimedChunk, TimedStaged } from './runner.ts'
import type { Staging } from './staging.ts'

/** Runs a chunk and measures it, on the thread that computes. */
export function runTimed(kernel: Kernel, task: Task, start: number, count: number, room?: ChunkRoom): TimedChunk {
  const began = performance.now()
  const chunk = kernel.run(task, start, count, room)
  return { ...chunk, failed: failedIn(chunk.status), seconds: (performance.now() - began) / 1000 }
}

/** The same with stages. */
export function stageTimed(
  kernel: Kernel,
  task: Task,
  staging: Staging,
  start: number,
  count: number,
  memory?: ArrayBufferLike,
): TimedStaged {
  const began = performance.now()
  const pieces = staging.compute(kernel, task, start, count, memory)
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return { ...value, seconds: (performance.now() - began) / 1000 }
  }
}
