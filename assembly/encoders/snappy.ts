/** Snappy compression, byte for byte that of bindings/files/format/snappy.ts, which explains it. */

const BLOCK: usize = 1 << 16
const HASH_BITS: u32 = 14
const MARGIN: usize = 4

/** Place in the block by hash of the four bytes there. */
const PLACES: usize = memory.data((1 << 14) * 2, 16)

/** Compresses `streams` streams of `length` bytes each, the last `smooth` of them with more patience; returns where the result ends. */
export function compress(input: usize, length: usize, streams: i32, smooth: i32, at: usize): usize {
  let rest = length * <usize>streams
  for (; rest >= 0x80; rest >>= 7) store<u8>(at++, <u8>(rest | 0x80))
  store<u8>(at++, <u8>rest)
  for (let stream = 0; stream < streams; stream++, input += length) {
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
    let length = MARGIN
    while (i + length + 8 <= end && load<u64>(i + length) == load<u64>(before + length)) length += 8
    while (i + length < end && load<u8>(i + length) == load<u8>(before + length)) length++
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

function writeLiteral(from: usize, to: usize, at: usize): usize {
  if (from == to) return at
  const length = to - from - 1
  if (length < 60) {
    store<u8>(at++, <u8>(length << 2))
  } else if (length < 0x100) {
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

function writeCopies(distance: usize, length: usize, at: usize): usize {
  for (; length > 64; ) {
    const part: usize = length < 64 + MARGIN ? 64 - MARGIN : 64
    at = writeCopy(distance, part, at)
    length -= part
  }
  return writeCopy(distance, length, at)
}

function writeCopy(distance: usize, length: usize, at: usize): usize {
  if (length < 12 && distance < 2048) {
    store<u16>(at, <u16>(1 | ((length - 4) << 2) | ((distance >> 8) << 5) | ((distance & 0xff) << 8)))
    return at + 2
  }
  store<u8>(at, <u8>(2 | ((length - 1) << 2)))
  store<u16>(at + 1, <u16>distance)
  return at + 3
}
