import { strideOf, type AxisColumn } from '../../plan/axis.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { extremesOf, type Compressed, type Compression } from './compression.ts'
import { bitsFor, writeCodes, writeDataHeader, writeDictionaryHeader, writeTurns, type DataPage, type Turns } from './pages.ts'
import type { ColumnSummary } from './row-groups.ts'
import { axisLookup, type TableColumns } from './table.ts'

/** A column of row groups: a page a piece of a batch, a chunk a batch. */
export abstract class Column {
  readonly #pages = new ByteBuffer()
  readonly #levels = new ByteBuffer()
  #nulls = 0
  #uncompressed = 0
  /** Where the pages of values begin. */
  #values = 0

  /** A batch begins. */
  begin(_start: number, _count: number): void {
    this.#pages.clear()
    this.#nulls = this.#uncompressed = this.#values = 0
  }

  abstract add(piece: SweepChunk): void

  /** The least and the greatest value of the batch; undefined where there is nothing to say. */
  protected abstract extremes(): Extremes

  /** The pages of the batch, and what the file's end says of them where they stand. */
  end(offset: number): { bytes: Uint8Array; summary: ColumnSummary } {
    const { minimum, maximum } = this.extremes() ?? { minimum: NaN, maximum: NaN }
    const summary: ColumnSummary = {
      start: offset,
      values: offset + this.#values,
      compressed: this.#pages.length,
      uncompressed: this.#uncompressed,
      nulls: this.#nulls,
      minimum,
      maximum,
    }
    return { bytes: this.#pages.bytes, summary }
  }

  /** @param length of the bytes before they were compressed. */
  protected dictionary(bytes: Uint8Array, length: number, values: number): void {
    writeDictionaryHeader(this.#pages, { uncompressed: length, compressed: bytes.length }, values)
    this.#uncompressed += this.#pages.length + length
    this.#pages.append(bytes)
    this.#values = this.#pages.length
  }

  /** @param known which rows have a value, where some have none; `bytes` holds those alone. */
  protected page(
    encoding: DataPage['encoding'],
    bytes: Uint8Array,
    length: number,
    rows: number,
    values: number,
    known?: Uint8Array,
  ): void {
    this.#levels.clear()
    if (known) writeCodes(this.#levels, known, 1)
    const levelBytes = this.#levels.length
    const before = this.#pages.length
    const sizes = { uncompressed: levelBytes + length, compressed: levelBytes + bytes.length }
    writeDataHeader(this.#pages, sizes, { rows, nulls: rows - values, encoding, levelBytes })
    this.#uncompressed += this.#pages.length - before + levelBytes + length
    this.#pages.append(this.#levels.bytes)
    this.#pages.append(bytes)
    this.#nulls += rows - values
  }
}

/**
 * Numbers that hardly repeat: their bytes split into streams, so that the sign, exponent and first digits of smooth columns
 * compress. `none` is the value that means that there is none.
 */
export class NumberColumn extends Column {
  readonly #metric: string
  readonly #none?: number
  readonly #compression: Compression
  readonly #float32: boolean
  #extremes: Extremes

  constructor(metric: string, none: number | undefined, compression: Compression, float32 = false) {
    super()
    this.#metric = metric
    this.#none = none
    this.#compression = compression
    this.#float32 = float32
  }

  override begin(start: number, count: number): void {
    super.begin(start, count)
    this.#extremes = NOTHING
  }

  add({ columns, count }: SweepChunk): void {
    const values = columns[this.#metric]
    if (this.#none === undefined) return this.numbers(values, count)
    const known = new Uint8Array(count)
    for (let i = 0; i < count; i++) known[i] = Object.is(values[i], this.#none) ? 0 : 1
    this.numbers(
      values.filter((_, i) => known[i]),
      count,
      known,
    )
  }

  protected numbers(values: Float64Array, rows: number, known?: Uint8Array): void {
    const { bytes, extremes } = this.#float32 ? this.#compression.singles(values) : this.#compression.doubles(values)
    this.page('BYTE_STREAM_SPLIT', bytes, values.byteLength / (this.#float32 ? 2 : 1), rows, values.length, known)
    if (values.length > 0) this.#extremes = widest(this.#extremes, extremes)
  }

  protected extremes(): Extremes {
    return this.#extremes === NOTHING ? undefined : this.#extremes
  }
}

/** Words by their codes. Where `isOptional`, a code that no word has is none. */
export class WordColumn extends Column {
  readonly #words: readonly string[]
  readonly #isOptional: boolean
  readonly #codes: (piece: SweepChunk) => Float64Array | Uint8Array
  readonly #compression: Compression
  readonly #dictionary: Uint8Array

  constructor(
    words: readonly string[],
    isOptional: boolean,
    codes: (piece: SweepChunk) => Float64Array | Uint8Array,
    compression: Compression,
  ) {
    super()
    this.#words = words
    this.#isOptional = isOptional
    this.#codes = codes
    this.#compression = compression
    const dictionary = new ByteBuffer()
    for (const word of words) {
      const bytes = new TextEncoder().encode(word)
      dictionary.append(Uint8Array.of(bytes.length, 0, 0, 0))
      dictionary.append(bytes)
    }
    this.#dictionary = dictionary.bytes
  }

  override begin(start: number, count: number): void {
    super.begin(start, count)
    this.dictionary(this.#compression.bytes(this.#dictionary), this.#dictionary.length, this.#words.length)
  }

  add(piece: SweepChunk): void {
    const codes = this.#codes(piece)
    const known = this.#isOptional ? Uint8Array.from(codes, (code) => (code in this.#words ? 1 : 0)) : undefined
    const own = known || !(codes instanceof Uint8Array) ? Uint8Array.from(codes.filter((_, i) => known?.[i] ?? 1)) : codes
    const bits = bitsFor(this.#words.length)
    body.clear()
    body.byte(bits)
    writeCodes(body, own, bits)
    this.page('RLE_DICTIONARY', this.#compression.bytes(body.bytes), body.length, piece.count, own.length, known)
  }

  protected extremes(): undefined {}
}

/** The values of an axis: a dictionary where they come again within a batch. They are known beforehand, so a batch is one page. */
export class AxisValuesColumn extends NumberColumn {
  readonly #value: (index: number) => number
  readonly #stride: number
  readonly #points: number
  readonly #compression: Compression
  /** All values twice, where a dictionary may have them all: it begins anywhere among the first. */
  #twice?: Float64Array
  /** What is in the dictionary of the batch, where there is one. */
  #dictionary?: Float64Array

  constructor({ axes }: TableColumns, { parameter, values, axis }: AxisColumn, compression: Compression) {
    super(parameter, undefined, compression)
    this.#value = axisLookup(values, Number)
    this.#stride = strideOf(axes, axis)
    this.#points = values.points
    this.#compression = compression
  }

  override begin(start: number, count: number): void {
    super.begin(start, count)
    const first = Math.floor(start / this.#stride)
    const runs = Math.floor((start + count - 1) / this.#stride) - first + 1
    const points = Math.min(runs, this.#points)
    const phase = start - first * this.#stride
    this.#dictionary = undefined
    if (2 * points < count) {
      const dictionary = this.#valuesFrom(first, points)
      this.#dictionary = dictionary
      this.#turns(dictionary, { stride: this.#stride, points }, phase, count)
    } else {
      const value = (run: number) => this.#value((first + run) % this.#points)
      const values = Float64Array.from({ length: count }, (_, row) => value(Math.floor((phase + row) / this.#stride)))
      this.numbers(values, count)
    }
  }

  override add(): void {}

  /** The dictionary's values, in the order in which they come. */
  #valuesFrom(first: number, points: number): Float64Array {
    if (points < this.#points) return Float64Array.from({ length: points }, (_, run) => this.#value((first + run) % this.#points))
    this.#twice ??= Float64Array.from({ length: 2 * points }, (_, i) => this.#value(i % points))
    return this.#twice.subarray(first % points, (first % points) + points)
  }

  #turns(dictionary: Float64Array, turns: Turns, phase: number, count: number): void {
    const bytes = littleEndian(dictionary)
    this.dictionary(this.#compression.bytes(bytes), bytes.length, turns.points)
    body.clear()
    body.byte(bitsFor(turns.points))
    writeTurns(body, turns, phase, count, this.#compression.pack)
    this.page('RLE_DICTIONARY', this.#compression.bytes(body.bytes), body.length, count, count)
  }

  protected override extremes(): Extremes {
    return this.#dictionary ? extremesOf(this.#dictionary) : super.extremes()
  }
}

/** What is about to be compressed. */
const body = new ByteBuffer()

function littleEndian(values: Float64Array): Uint8Array {
  if (IS_LITTLE_ENDIAN) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const bytes = new DataView(new ArrayBuffer(values.byteLength))
  values.forEach((value, i) => bytes.setFloat64(8 * i, value, true))
  return new Uint8Array(bytes.buffer)
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Undefined where some value is NaN. */
type Extremes = Compressed['extremes']
const NOTHING: Extremes = { minimum: Infinity, maximum: -Infinity }

function widest(a: Extremes, b: Extremes): Extremes {
  return a && b && { minimum: Math.min(a.minimum, b.minimum), maximum: Math.max(a.maximum, b.maximum) }
}
