import type { ChunkRoom, Kernel, Task } from '../plan/task.ts'
import type { TimedChunk } from './runner.ts'

/** Runs a chunk and measures it, on the thread that computes. */
export function runTimed(kernel: Kernel, task: Task, start: number, count: number, room?: ChunkRoom): TimedChunk {
  const began = performance.now()
  const chunk = kernel.run(task, start, count, room)
  return { ...chunk, seconds: (performance.now() - began) / 1000 }
}
