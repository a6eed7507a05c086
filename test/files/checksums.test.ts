/** CRC-32 by the module of encoders: that of zlib, whatever the length and the pieces. */
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { Checksum, WORD_BYTES } from '../../bindings/encoders/checksums.ts'
import { createJoin } from '../../bindings/files/format/joined.ts'
import { encoders } from '../support/encoding.ts'

let seed = 20261127
const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
const random = Uint8Array.from({ length: 200_000 }, () => word() >>> 24)
const zeros = new Uint8Array(200_000)

// Around words, the 300 of them that are left in the end, and the steps of the module.
const LENGTHS = [
  0,
  1,
  15,
  16,
  17,
  145 * 16,
  300 * 16 - 1,
  300 * 16,
  301 * 16,
  2 ** 14,
  2 ** 14 + 1,
  1024 * 16 + 16,
  1324 * 16,
  199_999,
  200_000,
]

test.each([
  ['random bytes', random],
  ['zeros', zeros],
])('of %s, and some more, that are joined', (_, bytes) => {
  const join = createJoin(encoders())
  for (const length of LENGTHS) {
    const [part, rest] = [bytes.subarray(bytes.length - length), random.subarray(0, length % 20)]
    const { bytes: joined, checksum } = join([part, rest])
    expect(Buffer.compare(joined, Buffer.concat([part, rest]))).toBe(0)
    expect(checksum, `${length} bytes`).toBe(crc32(joined))
  }
})

test('of pieces in the memory of the module', () => {
  const module = encoders()
  const checksum = new Checksum(module)
  for (let run = 0; run < 20; run++) {
    const bytes = random.subarray(word() % 1000, 100_000 + (word() % 100_000))
    const at = module.reserve(bytes.length)
    new Uint8Array(module.buffer, at, bytes.length).set(bytes)
    checksum.begin()
    let from = 0
    while (bytes.length - from >= WORD_BYTES) {
      const words = Math.min(Math.floor((bytes.length - from) / WORD_BYTES), word() % 2500)
      checksum.add(at + from, words * WORD_BYTES)
      from += words * WORD_BYTES
    }
    expect(checksum.end(bytes.subarray(from))).toBe(crc32(bytes))
  }
})
