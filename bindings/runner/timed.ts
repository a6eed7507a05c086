import type { Kernel, Task } from '../task.ts'
import type { TimedChunk } from './runner.ts'

/** Runs a chunk and measures it, on the thread that computes. */
export function runTimed(kernel: Kernel, task: Task, start: number, count: number): TimedChunk {
  const began = performance.now()
  const chunk = kernel.run(task, start, count)
  return { ...chunk, seconds: (performance.now() - began) / 1000 }
}
