import { FIRST_FAILURE } from '../model/layout.ts'
import type { Chunk } from '../plan/task.ts'
import { recordOf } from '../typed.ts'

/** Consecutive points of a sweep, row-major. `Name` is what the sweep was asked for. */
export interface SweepChunk<Name extends string = string> {
  /** Index of the first point in the whole grid. */
  start: number
  /** How many points there are. */
  count: number
  /** One value a point, by metric name. */
  columns: Record<Name, Float64Array>
  /** Codes, positions in STATUSES, one a point. */
  status: Uint8Array
}

/** A kernel's chunk with the names of its columns. */
export function toSweepChunk<Name extends string>({ start, count, columns, status }: Chunk, metrics: readonly Name[]): SweepChunk<Name> {
  return { start, count, columns: recordOf(metrics, (_, i) => columns[i]), status }
}

// A one in each byte of a word of four codes; and what, added to a word, sets the top bits of the failures' bytes.
const ONES = 0x01010101
const TO_TOP_BIT = (0x80 - FIRST_FAILURE) * ONES

/** How many points of a column of statuses failed: `notConverged` or `domainError`. */
export function failedIn(status: Uint8Array): number {
  if (status.length < 4) return failedOf(status)
  // Four codes at once; the words lie at multiples of four.
  const from = -status.byteOffset & 3
  const words = new Int32Array(status.buffer, status.byteOffset + from, (status.length - from) >> 2)
  let failed = failedOf(status.subarray(0, from)) + failedOf(status.subarray(from + words.byteLength))
  for (let i = 0; i < words.length; i++) failed += Math.imul(((words[i] + TO_TOP_BIT) >>> 7) & ONES, ONES) >>> 24
  return failed
}

function failedOf(codes: Uint8Array): number {
  return codes.filter((code) => code >= FIRST_FAILURE).length
}
