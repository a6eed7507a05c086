/** The parts of a Parquet page that are the same whatever it holds: its header, and codes in few bits. After parquet-format's documents. */
import type { ByteWriter } from 'hyparquet-writer'

/** Codes of encodings and of types of pages in parquet.thrift. */
export const ENCODINGS = { PLAIN: 0, RLE_DICTIONARY: 8, BYTE_STREAM_SPLIT: 9 } as const
const DICTIONARY_PAGE = 2
const DATA_PAGE_V2 = 3

export interface PageSizes {
  uncompressed: number
  compressed: number
}

export function writeDictionaryHeader(writer: ByteWriter, { uncompressed, compressed }: PageSizes, values: number): void {
  writeStruct(writer, [
    [1, DICTIONARY_PAGE],
    [2, uncompressed],
    [3, compressed],
    [
      7,
      [
        [1, values],
        [2, ENCODINGS.PLAIN],
      ],
    ],
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
  writer: ByteWriter,
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
  writeStruct(writer, [
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

function writeStruct(writer: ByteWriter, fields: Struct): void {
  let before = 0
  for (const [field, value] of fields) {
    writer.appendUint8(((field - before) << 4) | (typeof value === 'number' ? I32 : STRUCT))
    if (typeof value === 'number') writer.appendZigZag(value)
    else writeStruct(writer, value)
    before = field
  }
  writer.appendUint8(STOP)
}

/** Codes that are packed together. */
const GROUP = 8

/** Codes of so many bits each, in runs of one code where it comes eight times or more, and packed in groups of eight elsewhere. */
export function writeCodes(writer: ByteWriter, codes: Uint32Array | Uint8Array, bits: number): void {
  let packedFrom = 0
  for (let i = 0; i < codes.length; ) {
    let end = i + 1
    while (end < codes.length && codes[end] === codes[i]) end++
    if (end - i < GROUP) {
      i += GROUP
      continue
    }
    writePacked(writer, codes, packedFrom, i, bits)
    writer.appendVarInt((end - i) << 1)
    for (let shift = 0; shift < bits; shift += 8) writer.appendUint8((codes[i] >>> shift) & 0xff)
    i = packedFrom = end
  }
  writePacked(writer, codes, packedFrom, codes.length, bits)
}

/** The last group may be filled up with zeros. */
function writePacked(writer: ByteWriter, codes: Uint32Array | Uint8Array, from: number, to: number, bits: number): void {
  if (from === to) return
  const groups = Math.ceil((to - from) / GROUP)
  writer.appendVarInt((groups << 1) | 1)
  const packed = new Uint8Array(groups * bits)
  let at = 0
  let pending = 0
  let pendingBits = 0
  for (let i = from; i < from + groups * GROUP; i++) {
    pending |= (i < to ? codes[i] : 0) << pendingBits
    pendingBits += bits
    for (; pendingBits >= 8; pendingBits -= 8, pending >>>= 8) packed[at++] = pending
  }
  writer.appendBytes(packed)
}
