import type { PlanAxis } from '../plan/axis.ts'
import type { SweepChunk } from './chunk.ts'
import type { StageRecipe } from './stage.ts'

/** What a sink needs of a sweep: its columns' names and its chunks, in order. */
export interface ChunkSource<Name extends string = string> extends AsyncIterable<SweepChunk<Name>> {
  /** The axes of the grid, the slowest first. */
  readonly axes: readonly PlanAxis[]
  /** Names of the columns of each chunk. */
  readonly metrics: readonly Name[]
  /** The same chunks, each valid until the next one is taken. */
  transientChunks?(): AsyncIterable<SweepChunk<Name>>
  /**
   * What stages make of the points where they are computed.
   * @internal
   */
  staged?(recipes: readonly StageRecipe[]): AsyncIterable<{ values: unknown[] }>
}
