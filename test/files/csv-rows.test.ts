/** Rows of CSV by the module of encoders: byte for byte those of JavaScript. */
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writePowers } from '../../bindings/files/format/csv-rows.ts'
import type { TableColumns } from '../../bindings/files/format/table.ts'
import { REGIMES, STATUSES } from '../../bindings/model/layout.ts'
import type { AxisValues } from '../../bindings/plan/task.ts'
import { encode } from '../support/encoding.ts'

const exports = new WebAssembly.Instance(await WebAssembly.compile(await readFile('build/encoders.wasm'))).exports as {
  memory: WebAssembly.Memory
  powersAt(): number
  room(): number
  writeNumber(value: number, at: number): number
}
writePowers(exports)

const written = new Uint8Array(exports.memory.buffer)
const number = new Float64Array(1)
const bits = new BigUint64Array(number.buffer)

function textOf(value: number): string {
  const at = exports.room()
  return Buffer.from(written.subarray(at, exports.writeNumber(value, at))).toString()
}

/** Checks a double and its neighbours. */
function check(value: number): void {
  number[0] = value
  const middle = bits[0]
  for (let step = -2n; step <= 2n; step++) {
    bits[0] = middle + step
    const [neighbour] = number
    const expected = Math.abs(neighbour) === Infinity ? String(neighbour).replace('Infinity', '1e999') : String(neighbour)
    if (textOf(neighbour) !== expected) expect(textOf(neighbour)).toBe(expected)
  }
}

test('numbers are what JavaScript writes: at both ends of every binade', () => {
  for (let exponent = -1074; exponent <= 1023; exponent++) for (const sign of [1, -1]) check(sign * 2 ** exponent)
})

test('numbers are what JavaScript writes: around every power of ten, and its halves', () => {
  for (let exponent = -324; exponent <= 308; exponent++)
    for (const digit of ['1', '5', '9.99', '1.5', '2.5']) check(Number(`${digit}e${exponent}`))
})

test('numbers are what JavaScript writes: the smallest, whole ones above 2^53, and words', () => {
  for (let i = 0; i < 2000; i++) check(i * 5e-324)
  for (let i = 0; i < 2000; i++) check(2 ** 53 + i * 2 ** (i % 20))
  for (const value of [0, -0, 1, 123, 0.1, 0.1 + 0.2, 1e21, 1e-7, 1.7976931348623157e308, NaN, Infinity, -Infinity]) check(value)
})

test('a zero behind a negative number has no sign', () => {
  check(-1.5)
  expect(textOf(-0)).toBe('0')
})

test('numbers are what JavaScript writes: any bits', () => {
  let seed = 20261127
  const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
  for (let i = 0; i < 40_000; i++) {
    bits[0] = (BigInt(word()) << 32n) | BigInt(word())
    check(number[0])
    check(word() / 2 ** 32)
    check(Math.round(1e6 * (word() / 2 ** 32)) / 1e3)
    // Halfway between two decimals, often.
    check(-(word() * 4096 + (word() % 4096)) / 2 ** (word() % 80))
  }
})

const axisValues = (points: number): fc.Arbitrary<AxisValues> =>
  fc.oneof(
    fc.constant({ spacing: 'linear', from: -3, to: 1e7, points } as const),
    fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: points, maxLength: points })
      .map((values) => ({ spacing: 'values', values: Float64Array.from(values), points }) as const),
  )

const axis = fc.integer({ min: 1, max: 7 }).chain((points) =>
  fc.record({
    parameter: fc.constantFrom('time', 'level', 'fixedCost'),
    values: axisValues(points),
    columns: fc.option(
      fc.array(
        axisValues(points).map((values) => ({ parameter: 'waste.disposalCost', values })),
        { maxLength: 3 },
      ),
      { nil: undefined },
    ),
  }),
)

const METRICS = ['profit', 'regime[0]', 'payback', 'breakEvenLevel', 'regime[1]', 'waste']
const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e21, 0.3))

function columnsOf(metrics: readonly string[], values: ArrayLike<number>, count: number): Record<string, Float64Array> {
  return Object.fromEntries(
    metrics.map((name, k) => [
      name,
      Float64Array.from({ length: count }, (_, i) =>
        name.startsWith('regime') ? [0, 1, 2, NaN, REGIMES.length - 1][(i + k) % 5] : values[(i * 7 + k) % values.length],
      ),
    ]),
  )
}

function same(table: TableColumns, start: number, count: number, values: ArrayLike<number>): void {
  const batch = {
    start,
    count,
    columns: columnsOf(table.metrics, values, count),
    status: Uint8Array.from({ length: count }, (_, i) => (i * 3) % STATUSES.length),
  }
  const [fast, plain] = (['module', 'javascript'] as const).map((by) => encode({ format: 'csv', columns: table }, batch, by))
  expect(Buffer.from(fast.bytes).toString()).toBe(Buffer.from(plain.bytes).toString())
  expect(fast.checksum).toBe(plain.checksum)
}

test('any table has the rows that JavaScript writes', () => {
  fc.assert(
    fc.property(
      fc.array(axis, { maxLength: 4 }),
      fc.subarray(METRICS),
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer({ min: 1, max: 300 }),
      (axes, metrics, values, share, most) => {
        const points = axes.reduce((product, { values }) => product * values.points, 1)
        const start = Math.floor(share * points)
        same({ axes, metrics }, start, Math.min(most, points - start), values)
      },
    ),
    { seed: 20261127, numRuns: 60 },
  )
})

test('numbers of one binade beside each other, which are spelt two at a time, are what JavaScript writes', () => {
  let seed = 20261128
  const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
  const points = 4096
  const near = (i: number) => {
    // Four neighbours share sign and exponent, of any binade; ends of the significand and short decimals among them.
    bits[0] = (BigInt(Math.imul(i >> 2, 0x9e3779b1) & 0x7ff) << 52n) | ((BigInt(word()) << 20n) ^ BigInt(word() & 0xfffff))
    if (word() % 16 === 0) bits[0] |= 0xfffffffffffffn
    if (word() % 16 === 0) bits[0] &= ~0xffffffffffff0n
    if (word() % 8 === 0) return Number(number[0].toPrecision(1 + (word() % 17)))
    return i & 4 ? -number[0] : number[0]
  }
  const values = Float64Array.from({ length: points }, (_, i) => near(i))
  const axes = [{ parameter: 'time', values: { spacing: 'linear', from: 0, to: 1, points } as const }]
  same({ axes, metrics: ['profit', 'waste'] }, 0, points - 1, values)
})

test.each([
  [2 ** 16 + 5, 3],
  [9000, 1],
  [5, 9000],
  [1, 1],
])('so has one of %i × %i points', (first, last) => {
  const linear = (points: number) => ({ spacing: 'linear', from: 0, to: 1, points }) as const
  for (const lengths of [
    [first, last],
    [last, first],
  ]) {
    const axes = lengths.map((points, i) => ({ parameter: ['time', 'level'][i], values: linear(points) }))
    const points = first * last
    same({ axes, metrics: ['profit', 'regime[0]'] }, Math.floor(points / 3), Math.min(points - Math.floor(points / 3), 20_000), [
      0.1,
      1 / 3,
      1e300,
    ])
  }
})
