import type { Chunk, ChunkRoom, Task } from '../plan/task.ts'
import type { Stages } from '../result/stage.ts'
import type { StagedChunk } from './staging.ts'
import type { SpareMemory } from './spare-memory.ts'

/** A chunk and the seconds its kernel took: the measure from which a sweep sizes its next chunks. */
export interface TimedChunk extends Chunk {
  seconds: number
  /** Points whose status is `notConverged` or `domainError`: counted where they are computed, not by the thread that feeds all workers. */
  failed: number
}

/** The same of what stages have made of a chunk. */
export interface TimedStaged extends StagedChunk {
  seconds: number
}

export interface RunOptions {
  /** An abort rejects with the signal's reason, at once. */
  signal?: AbortSignal
  /** The chunk is known to be short: a message to a worker would cost more. Default false. */
  inThread?: boolean
  /** What the chunk should take; a worker that takes far longer is given up for lost. Default 0. */
  expectedSeconds?: number
  /** Where the chunk may be written when it is computed in this thread. */
  room?: ChunkRoom
  /** Memory in which it may be written otherwise. */
  spare?: SpareMemory
}

/** Runs chunks somewhere: in this thread, or in a pool of workers. */
export interface Runner {
  /** Threads beside the caller's; 0 means in thread. */
  readonly workers: number
  /** Why there are no workers although some were asked for; one sentence. */
  readonly withoutWorkers?: string
  /** Whether a worker has started. As long as none has, sees to it that so many do. */
  hasWorker?(wanted: number): boolean
  /** Loads what a task needs that not every task does, or its stages where it has some; comes before its first chunk. */
  prepare?(task: Task, stages?: boolean): Promise<void>
  /** Rejects with the kernel's error, or a WorkerError where workers kept failing. */
  run(task: Task, start: number, count: number, options?: RunOptions): Promise<TimedChunk>
  /** Computes a chunk as `run` does, and resolves to what stages make of it where it is computed; `spare` is for them. */
  stage(task: Task, stages: Stages, start: number, count: number, options?: RunOptions): Promise<TimedStaged>
  close(): Promise<void>
}
