/** The parts of a Parquet page that are the same whatever it holds: its header, and codes in few bits. After parquet-format's documents. */
import type { ByteBuffer } from './byte-buffer.ts'

/** Codes of encodings and of types of pages in parquet.thrift. */
const ENCODINGS = { PLAIN: 0, RLE_DICTIONARY: 8, BYTE_STREAM_SPLIT: 9 } as const
const DICTIONARY_PAGE = 2
const DATA_PAGE_V2 = 3

export interface PageSizes {
  uncompressed: number
  compressed: number
}

export function writeDictionaryHeader(to: ByteBuffer, { uncompressed, compressed }: PageSizes, values: number): void {
  const page: Struct = [
    [1, values],
    [2, ENCODINGS.PLAIN],
  ]
  writeStruct(to, [
    [1, DICTIONARY_PAGE],
    [2, uncompressed],
    [3, compressed],
    [7, page],
  ])
}

export interface DataPage {
  rows: number
  nulls: number
  encoding: keyof typeof ENCODINGS
  /** Bytes of the definition levels, which stand before the values and are not compressed. */
  levelBytes: number
}

export function writeDataHeader(
  to: ByteBuffer,
  { uncompressed, compressed }: PageSizes,
  { rows, nulls, encoding, levelBytes }: DataPage,
): void {
  const page: Struct = [
    [1, rows],
    [2, nulls],
    [3, rows],
    [4, ENCODINGS[encoding]],
    [5, levelBytes],
    [6, 0],
  ]
  writeStruct(to, [
    [1, DATA_PAGE_V2],
    [2, uncompressed],
    [3, compressed],
    [8, page],
  ])
}

/** Fields by their numbers, ascending: 32-bit numbers, and structs in them. */
type Struct = readonly (readonly [field: number, value: number | Struct])[]

// Types in Thrift's compact protocol.
const I32 = 5
const STRUCT = 12
const STOP = 0

function writeStruct(to: ByteBuffer, fields: Struct): void {
  let before = 0
  for (const [field, value] of fields) {
    to.byte(((field - before) << 4) | (typeof value === 'number' ? I32 : STRUCT))
    if (typeof value === 'number') to.zigZag(value)
    else writeStruct(to, value)
    before = field
  }
  to.byte(STOP)
}

/** Bits that tell so many codes apart. */
export function bitsFor(codes: number): number {
  return Math.ceil(Math.log2(codes))
}

/** Codes that are packed together. */
const GROUP = 8

/** Codes of so many bits each, in runs of one code where it comes eight times or more, and packed in groups of eight elsewhere. */
export function writeCodes(to: ByteBuffer, codes: Uint32Array | Uint8Array, bits: number): void {
  let packedFrom = 0
  for (let i = 0; i < codes.length; ) {
    const end = endOfRun(codes, i)
    if (end - i < GROUP) {
      i += GROUP
      continue
    }
    writePacked(to, codes, packedFrom, i, bits)
    writeRun(to, codes[i], end - i, bits)
    i = packedFrom = end
  }
  writePacked(to, codes, packedFrom, codes.length, bits)
}

/** Where the codes end that are the same as the one at `from`. */
function endOfRun(codes: Uint32Array | Uint8Array, from: number): number {
  const few = Math.min(codes.length, from + FEW)
  let end = from + 1
  while (end < few && codes[end] === codes[from]) end++
  // Most statuses of a table are the same: its runs are long.
  if (end === from + FEW && codes instanceof Uint8Array) end = skipWords(codes, end)
  while (end < codes.length && codes[end] === codes[from]) end++
  return end
}

const FEW = 32

/** How far a run of bytes that is some words long at `end` goes on, by words of four. */
function skipWords(codes: Uint8Array, end: number): number {
  const start = end - ((codes.byteOffset + end) & 3)
  const words = new Int32Array(codes.buffer, codes.byteOffset + start, (codes.length - start) >> 2)
  const word = Math.imul(codes[end - 1], 0x01010101)
  let same = 0
  while (same < words.length && words[same] === word) same++
  return Math.max(end, start + 4 * same)
}

/** A code that comes so many times. */
function writeRun(to: ByteBuffer, code: number, times: number, bits: number): void {
  to.varInt(times << 1)
  for (let shift = 0; shift < bits; shift += 8) to.byte((code >>> shift) & 0xff)
}

/** The codes of an axis along a table: 0 to `points` − 1 in turn, each for `stride` rows. */
export interface Turns {
  stride: number
  points: number
}

/** Writes the codes of `count` rows from row `phase` on, as `writeCodes` does; `pack` packs what is not in runs. */
export function writeTurns(to: ByteBuffer, { stride, points }: Turns, phase: number, count: number, pack: PackTurns): void {
  const bits = bitsFor(points)
  if (points === 1) writeRun(to, 0, count, bits)
  else if (stride < GROUP) {
    to.varInt((Math.ceil(count / GROUP) << 1) | 1)
    to.append(pack({ stride, points }, phase, count, bits))
  } else {
    for (let row = 0; row < count; ) {
      const run = Math.floor((phase + row) / stride)
      const end = Math.min(count, (run + 1) * stride - phase)
      writeRun(to, run % points, end - row, bits)
      row = end
    }
  }
}

/** Packs codes of turns in groups; what is behind the last one does not matter. */
export type PackTurns = (turns: Turns, phase: number, count: number, bits: number) => Uint8Array

export const packTurns: PackTurns = ({ stride, points }, phase, count, bits) => {
  const codes = Uint32Array.from({ length: Math.ceil(count / GROUP) * GROUP }, (_, i) => Math.floor((phase + i) / stride) % points)
  return packed(codes, 0, count, bits)
}

/** The last group may be filled up with zeros. */
function writePacked(to: ByteBuffer, codes: Uint32Array | Uint8Array, from: number, end: number, bits: number): void {
  if (from === end) return
  to.varInt((Math.ceil((end - from) / GROUP) << 1) | 1)
  to.append(packed(codes, from, end, bits))
}

function packed(codes: Uint32Array | Uint8Array, from: number, end: number, bits: number): Uint8Array {
  const groups = Math.ceil((end - from) / GROUP)
  const bytes = new Uint8Array(groups * bits)
  let at = 0
  let pending = 0
  let pendingBits = 0
  for (let i = from; i < from + groups * GROUP; i++) {
    pending |= (i < codes.length ? codes[i] : 0) << pendingBits
    pendingBits += bits
    for (; pendingBits >= 8; pendingBits -= 8, pending >>>= 8) bytes[at++] = pending
  }
  return bytes
}
