/** Rows of CSV in WebAssembly, several times as fast as in JavaScript and byte for byte the same; see assembly/encoders/csv.ts. */
import { STATUSES } from '../../model/layout.ts'
import { axisIndices } from '../../plan/axis.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import { textOfAxis, type RowWriter } from './csv.ts'
import { Checksum, WORD_BYTES } from '../../encoders/checksums.ts'
import { SLACK, type EncoderExports, type Encoders } from '../../encoders/module.ts'
import { CACHED_POINTS, metricsBeside, noneOf, wordsOf, type TableColumns } from './table.ts'

/** Rows that are in the module's memory at once: little enough to stay in a processor's cache. */
const BLOCK_ROWS = 1024
/** The longest cell is a number such as -2.2250738585072014e-308, with its comma. */
const CELL_BYTES = 25

/** Writes rows by the module. */
export function rowWriter(columns: TableColumns, encoders: Encoders): RowWriter {
  return new RowModule(encoders, columns)
}

class RowModule implements RowWriter {
  readonly #encoders: Encoders
  readonly #axes: TableColumns['axes']
  readonly #names: readonly string[]
  /** Texts of the slower axes and of the last one, by their indices. */
  readonly #slower: ((index: number) => string)[]
  readonly #last?: (index: number) => string
  readonly #lastPoints: number
  /** Whether all texts of the last axis are in memory. */
  readonly #wholeAxis: boolean
  readonly #columns: number
  readonly #statuses: number
  readonly #axisTexts: number
  readonly #prefix: number
  readonly #output: number
  readonly #checksum: Checksum
  /** Bytes of the output that are no whole word yet. */
  #pending = 0

  constructor(encoders: Encoders, { axes, metrics }: TableColumns) {
    this.#encoders = encoders
    this.#axes = axes
    this.#names = metricsBeside({ axes, metrics })
    writePowers(encoders.exports)
    const texts = axes.map(textOfAxis)
    this.#last = texts.pop()
    this.#slower = texts
    this.#lastPoints = axes.at(-1)?.values.points ?? 1
    this.#wholeAxis = this.#lastPoints <= CACHED_POINTS

    const words = this.#names.map(wordsOf).find((of) => of !== undefined) ?? []
    const kinds = encoders.reserve(this.#names.length)
    new Uint8Array(encoders.buffer, kinds).set(this.#names.map(kindOf))
    const statusTexts = this.#table(STATUSES.length, (i) => `${STATUSES[i]}\n`)
    const wordTexts = this.#table(words.length, (i) => words[i])
    this.#statuses = encoders.reserve(BLOCK_ROWS)
    this.#columns = encoders.reserve(8 * BLOCK_ROWS * this.#names.length)
    const axisCells = axes.reduce((cells, { columns = [] }) => cells + 1 + columns.length, 0)
    this.#prefix = encoders.reserve(CELL_BYTES * axisCells + SLACK)
    this.#output = encoders.reserve(WORD_BYTES + BLOCK_ROWS * (CELL_BYTES * (axisCells + this.#names.length + 1)) + SLACK)
    this.#checksum = new Checksum(encoders)
    this.#checksum.begin()
    const textsAtOnce = this.#wholeAxis ? this.#lastPoints : BLOCK_ROWS
    this.#axisTexts = encoders.reserve(4 * (textsAtOnce + 2) + CELL_BYTES * axisCells * textsAtOnce + SLACK)
    if (this.#wholeAxis) this.#fill(this.#axisTexts, this.#lastPoints, (i) => this.#last?.(i) ?? '')
    encoders.exports.begin(
      this.#columns,
      BLOCK_ROWS,
      this.#names.length,
      kinds,
      this.#statuses,
      statusTexts,
      wordTexts,
      words.length,
      this.#axisTexts,
      encoders.reserve(encoders.exports.numberBytes(this.#names.length)),
    )
  }

  write(chunk: SweepChunk, take: (bytes: Uint8Array) => void): void {
    for (let from = 0; from < chunk.count; from += BLOCK_ROWS) {
      const end = this.#writeBlock(chunk, from, Math.min(BLOCK_ROWS, chunk.count - from))
      const bytes = new Uint8Array(this.#encoders.buffer, this.#output, end - this.#output)
      const whole = bytes.length - (bytes.length % WORD_BYTES)
      // Both while they are in a processor's cache.
      this.#checksum.add(this.#output, whole)
      take(bytes.subarray(0, whole))
      bytes.copyWithin(0, whole)
      this.#pending = bytes.length - whole
    }
  }

  end(take: (bytes: Uint8Array) => void): number {
    const rest = new Uint8Array(this.#encoders.buffer, this.#output, this.#pending)
    take(rest)
    const checksum = this.#checksum.end(rest)
    this.#checksum.begin()
    this.#pending = 0
    return checksum
  }

  /** Writes rows behind what is pending; returns where they end. */
  #writeBlock({ start, columns, status }: SweepChunk, from: number, count: number): number {
    const { buffer } = this.#encoders
    this.#names.forEach((name, i) =>
      new Float64Array(buffer, this.#columns + 8 * BLOCK_ROWS * i, count).set(columns[name].subarray(from, from + count)),
    )
    new Uint8Array(buffer, this.#statuses, count).set(status.subarray(from, from + count))
    let at = this.#output + this.#pending
    for (let row = 0; row < count; ) {
      const indices = axisIndices(this.#axes, start + from + row)
      const index = indices.at(-1) ?? 0
      const length = Math.min(count - row, this.#lastPoints - index)
      const prefix = this.#slower.reduce((text, of, axis) => text + of(indices[axis]), '')
      if (!this.#wholeAxis) this.#fill(this.#axisTexts, length, (i) => this.#last?.(index + i) ?? '')
      const { written } = encoder.encodeInto(prefix, new Uint8Array(buffer, this.#prefix, this.#output - this.#prefix))
      at = this.#encoders.exports.writeRows(row, length, this.#wholeAxis ? index : 0, this.#prefix, written, at)
      row += length
    }
    return at
  }

  /** A table of texts of its own. */
  #table(count: number, text: (index: number) => string): number {
    const at = this.#encoders.reserve(4 * (count + 2) + CELL_BYTES * count)
    this.#fill(at, count, text)
    return at
  }

  /** Writes a table: the number of texts, where each of them ends, and the texts. */
  #fill(at: number, count: number, text: (index: number) => string): void {
    const { buffer } = this.#encoders
    const ends = new Uint32Array(buffer, at, count + 2)
    const texts = new Uint8Array(buffer, at + ends.byteLength)
    ends[0] = count
    ends[1] = 0
    for (let i = 0; i < count; i++) ends[i + 2] = ends[i + 1] + encoder.encodeInto(text(i), texts.subarray(ends[i + 1])).written
  }
}

const encoder = new TextEncoder()

// Of a column, as in assembly/encoders/csv.ts.
const [NUMBER, NONE_IS_INFINITY, NONE_IS_NAN, WORDS] = [0, 1, 2, 3]

function kindOf(metric: string): number {
  if (wordsOf(metric)) return WORDS
  const none = noneOf(metric)
  if (none === undefined) return NUMBER
  return Number.isNaN(none) ? NONE_IS_NAN : NONE_IS_INFINITY
}

const LEAST_POWER = -293
const GREATEST_POWER = 324
const POWER_BITS = 128
/** log2(10) · 2^19, near enough for the floor of each multiple that is needed. */
const LOG2_TEN = 1741647
const HALF = 64n

/** Fills in the powers of ten, each rounded up to 128 significant bits. */
export function writePowers({ memory, powersAt }: Pick<EncoderExports, 'memory' | 'powersAt'>): void {
  const powers = new DataView(memory.buffer, powersAt())
  for (let exponent = LEAST_POWER; exponent <= GREATEST_POWER; exponent++) {
    const power = 10n ** BigInt(Math.abs(exponent))
    const bits = BigInt(POWER_BITS - 1 - Math.floor((exponent * LOG2_TEN) / 2 ** 19))
    const [numerator, divisor] = exponent < 0 ? [1n << bits, power] : bits < 0n ? [power, 1n << -bits] : [power << bits, 1n]
    const rounded = (numerator + divisor - 1n) / divisor
    const at = 16 * (exponent - LEAST_POWER)
    powers.setBigUint64(at, BigInt.asUintN(64, rounded), true)
    powers.setBigUint64(at + 8, rounded >> HALF, true)
  }
}
