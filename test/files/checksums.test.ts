/** CRC-32 by the module of encoders: that of zlib, whatever the length and the pieces. */
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { Checksum, WORD_BYTES } from '../../bindings/encoders/checksums.ts'
import { encoders } from '../support/encoding.ts'

let seed = 20261127
const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
const random = Uint8Array.from({ length: 200_000 }, () => word() >>> 24)
const zeros = new Uint8Array(200_000)

// Around words, the 300 of them that are left in the end, the steps of the module, and the parts that are brought into it.
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
])('of %s at once', (_, bytes) => {
  const checksum = new Checksum(encoders())
  for (const length of LENGTHS) {
    const part = bytes.subarray(bytes.length - length)
    expect(checksum.of(part), `${length} bytes`).toBe(crc32(part))
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
