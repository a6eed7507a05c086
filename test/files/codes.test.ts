/** Codes of few bits, in runs and in groups of eight, as Parquet has them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteBuffer } from '../../bindings/files/format/byte-buffer.ts'
import { writeCodes } from '../../bindings/files/format/pages.ts'

/** The codes of a page, read by the format's definition. */
function read(bytes: Uint8Array, count: number, bits: number): number[] {
  const codes: number[] = []
  for (let at = 0; codes.length < count; ) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      header |= (bytes[at] & 0x7f) << shift
      if (bytes[at++] < 0x80) break
    }
    if (header & 1) {
      const bit = (i: number) => (bytes[at + (i >> 3)] >> (i & 7)) & 1
      for (let i = 0; i < 8 * (header >> 1); i++)
        codes.push(Array.from({ length: bits }, (_, j) => bit(i * bits + j) << j).reduce((sum, each) => sum + each, 0))
      at += (header >> 1) * bits
    } else {
      codes.push(...Array.from({ length: header >> 1 }, () => bytes[at]))
      at += Math.ceil(bits / 8)
    }
  }
  return codes.slice(0, count)
}

const runs = fc.array(fc.record({ code: fc.nat(3), times: fc.oneof(fc.nat(9), fc.integer({ min: 1, max: 200 })) }), { maxLength: 12 })

test('codes are what was written: runs of any length, from any place of memory', () => {
  fc.assert(
    fc.property(runs, fc.nat(7), (parts, before) => {
      const codes = parts.flatMap(({ code, times }) => Array.from({ length: times }, () => code))
      const memory = Uint8Array.from([...Array.from({ length: before }, () => 0), ...codes])
      const output = new ByteBuffer()
      writeCodes(output, memory.subarray(before), 2)
      expect(read(output.bytes, codes.length, 2)).toEqual(codes)
    }),
    { seed: 20261127, numRuns: 300 },
  )
})
