/**
 * Snappy compression, after its format description (google/snappy, format_description.txt): the length, then literals and copies of
 * what came before. It looks for four equal bytes in blocks of 64 kB, in ever larger steps while it finds none.
 */

const BLOCK = 2 ** 16
const HASH_BITS = 14
/** No match begins in the last bytes of a block, where four bytes cannot be read at once. */
const MARGIN = 4
/** Steps grow by one byte each time so many places had no match: a power of two, larger where matches are worth a search. */
const PATIENCE_BITS = 5
const MORE_PATIENCE_BITS = 8

/** Place in the block by hash of the four bytes there. */
const places = new Uint16Array(2 ** HASH_BITS)

/**
 * @param streams streams of equal length that the input consists of; no copy reaches from one into another.
 * @param smooth how many of them, the last ones, likely repeat themselves.
 */
export function compress(input: Uint8Array, streams = 1, smooth = 0): Uint8Array {
  // Literals cost a few bytes for each block, and copies are shorter than what they stand for.
  const output = new Uint8Array(input.length + Math.ceil(input.length / 6) + 32)
  let at = 0
  let length = input.length
  for (; length >= 0x80; length >>>= 7) output[at++] = length | 0x80
  output[at++] = length
  const size = input.length / streams
  for (let stream = 0; stream < streams; stream++) {
    const end = (stream + 1) * size
    const patienceBits = stream < streams - smooth ? PATIENCE_BITS : MORE_PATIENCE_BITS
    for (let start = stream * size; start < end; start += BLOCK) at = compressBlock(input.subarray(0, end), start, patienceBits, output, at)
  }
  return output.subarray(0, at)
}

function compressBlock(input: Uint8Array, start: number, patienceBits: number, output: Uint8Array, at: number): number {
  places.fill(0)
  const end = Math.min(start + BLOCK, input.length)
  const last = end - MARGIN
  let literal = start
  let patience = 1 << patienceBits
  for (let i = start + 1; i <= last; ) {
    const word = load(input, i)
    const hash = hashOf(word)
    const before = start + places[hash]
    places[hash] = i - start
    if (load(input, before) !== word) {
      i += patience++ >>> patienceBits
      continue
    }
    let length = MARGIN
    while (i + length < end && input[i + length] === input[before + length]) length++
    at = writeLiteral(input, literal, i, output, at)
    at = writeCopies(i - before, length, output, at)
    i += length
    literal = i
    patience = 1 << patienceBits
    if (i <= last) places[hashOf(load(input, i - 1))] = i - 1 - start
  }
  return writeLiteral(input, literal, end, output, at)
}

function load(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
}

function hashOf(word: number): number {
  return Math.imul(word, 0x1e35a7bd) >>> (32 - HASH_BITS)
}

// Kinds of elements, in the lowest two bits of their first byte.
const LITERAL = 0
const SHORT_COPY = 1
const LONG_COPY = 2
const LONGEST_COPY = 64
/** Literals up to here have their length in the first byte; of longer ones it says how many bytes the length takes. */
const SHORT_LITERAL = 60

function writeLiteral(input: Uint8Array, from: number, to: number, output: Uint8Array, at: number): number {
  if (from === to) return at
  const length = to - from - 1
  if (length < SHORT_LITERAL) output[at++] = LITERAL | (length << 2)
  else {
    const bytes = length < 0x100 ? 1 : 2
    output[at++] = LITERAL | ((SHORT_LITERAL - 1 + bytes) << 2)
    output[at++] = length
    if (bytes === 2) output[at++] = length >>> 8
  }
  output.set(input.subarray(from, to), at)
  return at + to - from
}

/** One copy, or several of at most 64 bytes, none of which is left with less than four. */
function writeCopies(distance: number, length: number, output: Uint8Array, at: number): number {
  for (; length > LONGEST_COPY; ) {
    const part = length < LONGEST_COPY + MARGIN ? LONGEST_COPY - MARGIN : LONGEST_COPY
    at = writeCopy(distance, part, output, at)
    length -= part
  }
  return writeCopy(distance, length, output, at)
}

function writeCopy(distance: number, length: number, output: Uint8Array, at: number): number {
  if (length < 12 && distance < 2048) {
    output[at++] = SHORT_COPY | ((length - 4) << 2) | ((distance >>> 8) << 5)
    output[at++] = distance
    return at
  }
  output[at++] = LONG_COPY | ((length - 1) << 2)
  output[at++] = distance
  output[at++] = distance >>> 8
  return at
}
