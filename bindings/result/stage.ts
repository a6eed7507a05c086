import type { SweepChunk } from './chunk.ts'

/**
 * What becomes of the points of a sweep on the thread that computes them, so that their columns need not travel: they are encoded for a
 * file, or reduced. A stage takes in a batch of points after the other, each in pieces, and answers each with a value of its own.
 */
export interface Stage {
  /** A batch of points begins. `memory` is there to be used for what comes of it. */
  begin(start: number, count: number, memory?: ArrayBufferLike): void
  /** Takes in the next points of the batch; their arrays are overwritten afterwards. */
  add(piece: SweepChunk): void
  /** What has come of the batch. */
  end(): StageResult
}

export interface StageResult {
  /** Plain data, which crosses to another thread. */
  value: unknown
  /** The memory of its arrays, which goes there without a copy. */
  memory?: ArrayBufferLike[]
}

/** How a thread makes a stage: plain data, which crosses to it. */
export interface StageRecipe {
  /** The text of a script that defines `create`; without one it is the stage of a reduction, which every thread knows. Node only. */
  script?: string
  settings: unknown
}

/** The stages of a sweep, and the names of the columns that they take. */
export interface Stages {
  metrics: readonly string[]
  recipes: readonly StageRecipe[]
}
