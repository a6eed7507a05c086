/** Our own encoders of Parquet's parts, read by three others: hyparquet, DuckDB and the Rust library of Arrow. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import fc from 'fast-check'
import { parquetReadObjects, snappyUncompress } from 'hyparquet'
import { readParquet } from 'parquet-wasm'
import { expect, test } from 'vitest'
import { createCompression, SMOOTH_STREAMS } from '../../bindings/files/format/compression.ts'
import { compress } from '../../bindings/files/format/snappy.ts'
import { splitBytes } from '../../bindings/files/format/split-bytes.ts'
import { REGIMES, STATUSES } from '../../bindings/model/layout.ts'
import { encoders, parquetFile } from '../support/encoding.ts'
import { inFolder, query } from '../support/sweeps.ts'

const runs = { seed: 20261127 }

/** Bytes with repetitions near and far, and without any. */
const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 400 }))
        .map(([part, times]) => Uint8Array.from({ length: part.length * times }, (_, i) => part[i % part.length])),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))

test('what is compressed reads back', () => {
  fc.assert(
    fc.property(bytes, (input) => {
      const output = new Uint8Array(input.length)
      snappyUncompress(compress(input), output)
      expect(Buffer.from(output).equals(input)).toBe(true)
    }),
    runs,
  )
})

test.each([
  ['longer than a block', 200_000, (i: number) => (i * i) >>> 7],
  ['of one byte', 150_000, () => 7],
  ['that repeat beyond the reach of a copy', 300_000, (i: number) => Math.imul(i % 70_000, 0x9e3779b1) >>> 24],
  ['without order', 100_000, (i: number) => Math.imul(i ^ (i >>> 3), 0x85ebca6b) >>> 24],
])('bytes %s read back', (_, length, byte) => {
  const input = Uint8Array.from({ length }, (_, i) => byte(i))
  const packed = compress(input)
  expect(Buffer.from(createCompression(encoders()).bytes(input)).equals(packed)).toBe(true)
  const output = new Uint8Array(length)
  snappyUncompress(packed, output)
  expect(Buffer.from(output).equals(input)).toBe(true)
  // What does not compress hardly grows.
  expect(packed.length).toBeLessThan(length * 1.001 + 16)
})

test('the module of encoders compresses and splits as JavaScript does, byte for byte, and knows the extremes', () => {
  const compression = createCompression(encoders())
  fc.assert(
    fc.property(
      bytes,
      fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, NaN, Infinity)), { maxLength: 70 }),
      fc.array(fc.double({ noNaN: true }), { maxLength: 70 }),
      (input, any, ordered) => {
        expect(Buffer.from(compression.bytes(input)).equals(compress(input))).toBe(true)
        for (const values of [any, ordered].map((list) => Float64Array.from(list))) {
          const { bytes, extremes } = compression.doubles(values)
          expect(Buffer.from(bytes).equals(compress(splitBytes(values), 8, SMOOTH_STREAMS))).toBe(true)
          const known = values.length > 0 && !values.some(Number.isNaN)
          if (known) expect([extremes!.minimum + 0, extremes!.maximum + 0]).toEqual([Math.min(...values) + 0, Math.max(...values) + 0])
          else expect(extremes).toBeUndefined()
          const nearest = Float32Array.from(values)
          const { bytes: singles, extremes: ends } = compression.singles(values)
          expect(Buffer.from(singles).equals(compress(splitBytes(nearest), 4, SMOOTH_STREAMS))).toBe(true)
          if (known) expect([ends!.minimum + 0, ends!.maximum + 0]).toEqual([Math.min(...nearest) + 0, Math.max(...nearest) + 0])
          else expect(ends).toBeUndefined()
        }
      },
    ),
    runs,
  )
})

/** A batch of so many rows: numbers of every kind, words of which some are missing, times that never come. */
function batchOf(count: number, points: number, seed: number) {
  const random = (i: number) => (Math.imul(i + seed, 0x9e3779b1) >>> 0) / 2 ** 32
  const columns = {
    profit: Float64Array.from({ length: count }, (_, i) => [1e3 * random(i), NaN, -Infinity, -0, 5e-324][i % 11 < 7 ? 0 : (i % 11) - 6]),
    'regime[0]': Float64Array.from({ length: count }, (_, i) => (random(3 * i) < 0.2 ? NaN : Math.floor(REGIMES.length * random(7 * i)))),
    payback: Float64Array.from({ length: count }, (_, i) => (i % 97 < 60 ? Infinity : 30 * random(i))),
  }
  return {
    table: {
      axes: [
        { parameter: 'level', values: { spacing: 'linear', from: 0, to: 1, points } as const },
        { parameter: 'time', values: { spacing: 'linear', from: 0, to: 4, points: 5 } as const },
      ],
      metrics: Object.keys(columns),
    },
    chunk: {
      start: 0,
      count,
      columns,
      status: Uint8Array.from({ length: count }, (_, i) => (i < count / 2 ? 0 : Math.floor(STATUSES.length * random(5 * i)))),
    },
  }
}

test.each([
  [1, 1, {}],
  [7, 2, {}],
  [8, 3, {}],
  [9, 2, {}],
  [1000, 200, {}],
  [5000, 1000, {}],
  [40_000, 8000, {}],
  [1, 1, { float32: true }],
  [5000, 1000, { float32: true }],
])('three readers find the same %i rows', (count, points, kept: { float32?: boolean }) =>
  inFolder(async (folder) => {
    const { table, chunk } = batchOf(count, points, count)
    const path = join(folder, 'r.parquet')
    const file = parquetFile({ ...table, ...kept }, chunk)
    const metric = kept.float32 ? Math.fround : Number
    await writeFile(path, file)
    const last = Math.max(1, points - 1)
    const expected = Array.from({ length: count }, (_, i) => [
      Math.floor(i / 5) / last,
      i % 5,
      metric(chunk.columns.profit[i]),
      REGIMES[chunk.columns['regime[0]'][i]] ?? null,
      Number.isFinite(chunk.columns.payback[i]) ? metric(chunk.columns.payback[i]) : null,
      STATUSES[chunk.status[i]],
    ])
    const names = ['level', 'time', 'profit', 'regime[0]', 'payback', 'status']
    expect((await query(`select * from '${path}'`)).rows).toEqual(expected)
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer
    expect((await parquetReadObjects({ file: buffer })).map((row) => names.map((name) => row[name] ?? null))).toEqual(expected)
    const arrow = tableFromIPC(readParquet(new Uint8Array(file)).intoIPCStream())
    expect(arrow.toArray().map((row) => names.map((name) => (row as Record<string, unknown>)[name]))).toEqual(expected)
  }),
)
