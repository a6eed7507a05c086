import type { SweepChunk } from '../../result/chunk.ts'

/** A batch of points as bytes that stand anywhere in a file of its format. */
export interface Fragment {
  bytes: Uint8Array
  /** What the end of the file must say about these bytes. */
  note: string
}

/** Where a fragment stands in a file. */
export interface PlacedFragment {
  offset: number
  note: string
}

/**
 * A file format in three parts: a fixed head, fragments one after the other, and an end. So a file grows batch by batch,
 * goes on after a crash, and several files become one without being read point by point.
 */
export interface Encoder {
  readonly head: Uint8Array
  /** The bytes hold until the call after the next. */
  encode(batch: SweepChunk): Fragment
  /** What follows the last fragment; `record` is what the file says about itself, by key. */
  end(fragments: readonly PlacedFragment[], record: ReadonlyMap<string, string>): Uint8Array
}
