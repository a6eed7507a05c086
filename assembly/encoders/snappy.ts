/** Snappy compression, byte for byte that of bindings/files/format/snappy.ts, which explains it. */

import { copyText } from './digits'

const BLOCK: usize = 1 << 16
const HASH_BITS: u32 = 14
const MARGIN: usize = 4

/** Place in the block by hash of the four bytes there. */
const PLACES: usize = memory.data((1 << 14) * 2, 16)

/**
 * Compresses `streams` streams of `length` bytes each, which begin `stride` bytes after each other, the last `smooth` of them with more
 * patience; returns where the result ends. Up to sixteen bytes behind it may change.
 */
export function compress(input: usize, length: usize, stride: usize, streams: i32, smooth: i32, at: usize): usize {
  let rest = length * <usize>streams
  for (; rest >= 0x80; rest >>= 7) store<u8>(at++, <u8>(rest | 0x80))
  store<u8>(at++, <u8>rest)
  for (let stream = 0; stream < streams; stream++, input += stride) {
    const end = input + length
    const patienceBits = stream < streams - smooth ? 5 : 8
    for (let start = input; start < end; start += BLOCK) at = compressBlock(start, min(start + BLOCK, end), patienceBits, at)
  }
  return at
}

function compressBlock(start: usize, end: usize, patienceBits: u32, at: usize): usize {
  memory.fill(PLACES, 0, (1 << HASH_BITS) * 2)
  let literal = start
  let patience: u32 = 1 << patienceBits
  for (let i = start + 1; i + MARGIN <= end; ) {
    const word = load<u32>(i)
    const place = PLACES + (<usize>hashOf(word) << 1)
    const before = start + <usize>load<u16>(place)
    store<u16>(place, <u16>(i - start))
    if (load<u32>(before) != word) {
      i += <usize>(patience++ >> patienceBits)
      continue
    }
    const length = MARGIN + commonLength(i + MARGIN, before + MARGIN, end)
    at = writeLiteral(literal, i, at)
    at = writeCopies(i - before, length, at)
    i += length
    literal = i
    patience = 1 << patienceBits
    if (i + MARGIN <= end) store<u16>(PLACES + (<usize>hashOf(load<u32>(i - 1)) << 1), <u16>(i - 1 - start))
  }
  return writeLiteral(literal, end, at)
}

@inline
function hashOf(word: u32): u32 {
  return (word * 0x1e35a7bd) >> (32 - HASH_BITS)
}

/** How many bytes at two addresses are the same, up to where the later ones end. */
@inline
function commonLength(later: usize, earlier: usize, end: usize): usize {
  const start = later
  for (; later + 8 <= end; later += 8, earlier += 8) {
    const difference = load<u64>(later) ^ load<u64>(earlier)
    if (difference != 0) return later - start + (<usize>ctz(difference) >> 3)
  }
  while (later < end && load<u8>(later) == load<u8>(earlier)) later++, earlier++
  return later - start
}

@inline
function writeLiteral(from: usize, to: usize, at: usize): usize {
  const length = to - from - 1
  if (length + 1 <= 16) {
    // Also where there is none, which nothing would foresee: then what is written is overwritten.
    store<u8>(at, <u8>(length << 2))
    v128.store(at, v128.load(from), 1)
    return at + (to - from) + <usize>(from != to)
  }
  return writeLongLiteral(from, to, at)
}

function writeLongLiteral(from: usize, to: usize, at: usize): usize {
  const length = to - from - 1
  if (length < 60) {
    store<u8>(at++, <u8>(length << 2))
    return copyText(from, at, <i32>(to - from))
  }
  if (length < 0x100) {
    store<u16>(at, <u16>((60 << 2) | (length << 8)))
    at += 2
  } else {
    store<u8>(at, 61 << 2)
    store<u16>(at + 1, <u16>length)
    at += 3
  }
  memory.copy(at, from, to - from)
  return at + (to - from)
}

@inline
function writeCopies(distance: usize, length: usize, at: usize): usize {
  for (; length > 64; ) {
    const part: usize = length < 64 + MARGIN ? 64 - MARGIN : 64
    at = writeCopy(distance, part, at)
    length -= part
  }
  return writeCopy(distance, length, at)
}

/** Of two or of three bytes, which nothing would foresee: so both are found, and no branch is taken. */
@inline
function writeCopy(distance: usize, length: usize, at: usize): usize {
  const isShort = i32(length < 12) & i32(distance < 2048)
  const short = ((<u32>length - 4) << 2) | ((<u32>distance >> 8) << 5) | ((<u32>distance & 0xff) << 8) | 1
  const long = ((<u32>length - 1) << 2) | (<u32>distance << 8) | 2
  store<u32>(at, select<u32>(short, long, isShort))
  return at + 3 - <usize>isShort
}
