import type { ColumnChunk, ParquetType, Statistics } from 'hyparquet'
import { strideOf, type AxisColumn } from '../../plan/axis.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { extremesOf, type Compressed, type Compression } from './compression.ts'
import { bitsFor, writeCodes, writeDataHeader, writeDictionaryHeader, writeTurns, type DataPage, type Turns } from './pages.ts'
import { axisLookup, type TableColumns } from './table.ts'

/** A column of row groups: a page a piece of a batch, a chunk a batch. */
export abstract class Column {
  readonly #name: string
  readonly #type: ParquetType
  readonly #pages = new ByteBuffer()
  readonly #levels = new ByteBuffer()
  #rows = 0
  #nulls = 0
  #uncompressed = 0
  /** Where the pages of values begin. */
  #values = 0
  #encoding: DataPage['encoding'] = 'BYTE_STREAM_SPLIT'

  constructor(name: string, type: ParquetType) {
    this.#name = name
    this.#type = type
  }

  /** A batch begins. */
  begin(_start: number, _count: number): void {
    this.#pages.clear()
    this.#rows = this.#nulls = this.#uncompressed = this.#values = 0
  }

  abstract add(piece: SweepChunk): void

  /** Statistics of the batch; none where there is nothing to say. */
  protected abstract statistics(nulls: number): Statistics | undefined

  /** The pages of the batch, and what the file's end says of them where they stand. */
  end(offset: number): { bytes: Uint8Array; chunk: ColumnChunk } {
    const hasDictionary = this.#values > 0
    const chunk: ColumnChunk = {
      file_offset: BigInt(offset),
      meta_data: {
        type: this.#type,
        encodings: hasDictionary ? ['PLAIN', this.#encoding] : [this.#encoding],
        statistics: this.statistics(this.#nulls),
        codec: 'SNAPPY',
        path_in_schema: [this.#name],
        num_values: BigInt(this.#rows),
        total_uncompressed_size: BigInt(this.#uncompressed),
        total_compressed_size: BigInt(this.#pages.length),
        data_page_offset: BigInt(offset + this.#values),
        dictionary_page_offset: hasDictionary ? BigInt(offset) : undefined,
      },
    }
    return { bytes: this.#pages.bytes, chunk }
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
    this.#encoding = encoding
    this.#rows += rows
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
  #extremes: Extremes

  constructor(metric: string, none: number | undefined, compression: Compression) {
    super(metric, 'DOUBLE')
    this.#metric = metric
    this.#none = none
    this.#compression = compression
  }

  override begin(start: number, count: number): void {
    super.begin(start, count)
    this.#extremes = NOTHING
  }

  add({ columns, count }: SweepChunk): void {
    const values = columns[this.#metric]
    if (this.#none === undefined) return this.numbers(values, count)
    const known = Uint8Array.from(values, (value) => (Object.is(value, this.#none) ? 0 : 1))
    this.numbers(
      values.filter((_, i) => known[i]),
      count,
      known,
    )
  }

  protected numbers(values: Float64Array, rows: number, known?: Uint8Array): void {
    const { bytes, extremes } = this.#compression.doubles(values)
    this.page('BYTE_STREAM_SPLIT', bytes, values.byteLength, rows, values.length, known)
    if (values.length > 0) this.#extremes = widest(this.#extremes, extremes)
  }

  protected statistics(nulls: number): Statistics {
    return numberStatistics(this.#extremes === NOTHING ? undefined : this.#extremes, nulls)
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
    name: string,
    words: readonly string[],
    isOptional: boolean,
    codes: (piece: SweepChunk) => Float64Array | Uint8Array,
    compression: Compression,
  ) {
    super(name, 'BYTE_ARRAY')
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
    const own = Uint8Array.from(known ? codes.filter((_, i) => known[i]) : codes)
    const bits = bitsFor(this.#words.length)
    body.clear()
    body.byte(bits)
    writeCodes(body, own, bits)
    this.page('RLE_DICTIONARY', this.#compression.bytes(body.bytes), body.length, piece.count, own.length, known)
  }

  protected statistics(nulls: number): Statistics | undefined {
    return this.#isOptional ? { null_count: BigInt(nulls) } : undefined
  }
}

/** The values of an axis: a dictionary where they come again within a batch. They are known beforehand, so a batch is one page. */
export class AxisValuesColumn extends NumberColumn {
  readonly #value: (index: number) => number
  readonly #stride: number
  readonly #points: number
  readonly #compression: Compression
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
    const value = (run: number) => this.#value((first + run) % this.#points)
    const phase = start - first * this.#stride
    if (2 * points < count) this.#turns({ stride: this.#stride, points }, value, phase, count)
    else {
      this.#dictionary = undefined
      const values = Float64Array.from({ length: count }, (_, row) => value(Math.floor((phase + row) / this.#stride)))
      this.numbers(values, count)
    }
  }

  override add(): void {}

  /** The dictionary has the values in the order in which they come. */
  #turns(turns: Turns, value: (run: number) => number, phase: number, count: number): void {
    this.#dictionary = Float64Array.from({ length: turns.points }, (_, run) => value(run))
    const bytes = littleEndian(this.#dictionary)
    this.dictionary(this.#compression.bytes(bytes), bytes.length, turns.points)
    body.clear()
    body.byte(bitsFor(turns.points))
    writeTurns(body, turns, phase, count, this.#compression.pack)
    this.page('RLE_DICTIONARY', this.#compression.bytes(body.bytes), body.length, count, count)
  }

  protected override statistics(nulls: number): Statistics {
    return this.#dictionary ? numberStatistics(extremesOf(this.#dictionary), nulls) : super.statistics(nulls)
  }
}

/** What is about to be compressed. */
const body = new ByteBuffer()

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.byteLength))
  values.forEach((value, i) => bytes.setFloat64(8 * i, value, true))
  return new Uint8Array(bytes.buffer)
}

/** Undefined where some value is NaN. */
type Extremes = Compressed['extremes']
const NOTHING: Extremes = { minimum: Infinity, maximum: -Infinity }

function widest(a: Extremes, b: Extremes): Extremes {
  return a && b && { minimum: Math.min(a.minimum, b.minimum), maximum: Math.max(a.maximum, b.maximum) }
}

/**
 * Minimum and maximum for readers that skip row groups by them. None where some value is NaN: readers rank it in different ways, and
 * one that does not count it at all would skip a group whose NaN a filter looks for.
 */
function numberStatistics(extremes: Extremes, nulls: number): Statistics {
  if (extremes === undefined) return { null_count: BigInt(nulls) }
  const { minimum, maximum } = extremes
  // Readers may tell zeros apart: the format asks for the negative one as minimum and the positive one as maximum.
  return { null_count: BigInt(nulls), min_value: minimum === 0 ? -0 : minimum, max_value: maximum === 0 ? 0 : maximum }
}
