import type { SweepChunk } from '../../result/chunk.ts'

/** A batch of points as bytes that stand anywhere in a file of its format. */
export interface Fragment {
  bytes: Uint8Array
  /** What the end of the file must say about these bytes. */
  note: string
  /** CRC-32 of the bytes, where it is known already. */
  checksum?: number
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
export interface Encoder {
  readonly head: Uint8Array
  /** The bytes hold until the call after the next. */
  encode(batch: SweepChunk): Fragment
  /** What follows the last fragment; `record` is what the file says about itself, by key. */
  end(fragments: readonly Placed[], record: ReadonlyMap<string, string>): Uint8Array
}
