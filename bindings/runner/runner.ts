import type { Chunk, Task } from '../task.ts'

/** A chunk and the seconds its kernel took: the measure from which a sweep sizes its next chunks. */
export interface TimedChunk extends Chunk {
  seconds: number
}

/** Runs chunks somewhere: in this thread, or in a pool of workers. */
export interface Runner {
  /** Threads beside the caller's; 0 means in thread. */
  readonly workers: number
  /** Rejects with the kernel's error; an abort rejects with the signal's reason. */
  run(task: Task, start: number, count: number, signal?: AbortSignal): Promise<TimedChunk>
  close(): Promise<void>
}
