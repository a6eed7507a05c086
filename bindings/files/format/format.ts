import type { StageRecipe } from '../../result/stage.ts'

/** A batch of points as bytes that stand anywhere in a file of its format: what the format's stage makes of it. */
export interface Encoded {
  bytes: Uint8Array
  /** CRC-32 of the bytes. */
  checksum: number
  /** What the end of the file must say about these bytes. */
  note: string
}

/** Where fragments stand in a file, and what its end must say about them. */
export interface Placed {
  offset: number
  note: string
}

/** One fragment in a file. */
export interface PlacedFragment extends Placed {
  bytes: number
  /** CRC-32 of its bytes. */
  checksum: number
}

/**
 * A file format in three parts: a fixed head, fragments one after the other, and an end. So a file grows batch by batch,
 * goes on after a crash, and several files become one without being read point by point.
 */
export interface Format {
  readonly head: Uint8Array
  /** Most rows of a batch: as many as its readers like to find together, or as are worth a write. */
  readonly batchRows: number
  /** The stage that encodes batches: its values are `Encoded`. */
  recipe(): Promise<StageRecipe>
  /** What follows the last fragment; `record` is what the file says about itself, by key. */
  end(fragments: readonly Placed[], record: ReadonlyMap<string, string>): Uint8Array
}
