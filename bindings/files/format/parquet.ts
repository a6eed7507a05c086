import { crc32 } from 'node:zlib'
import { parquetMetadata, type FileMetaData, type RowGroup, type SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { axisColumns, strideOf, type AxisColumn } from '../../plan/axis.ts'
import { STATUSES } from '../../model/layout.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import { VERSION } from '../../version.ts'
import type { Encoder } from './format.ts'
import { createCompression } from './compression.ts'
import { RowGroupWriter } from './parquet-columns.ts'
import { axisLookup, metricsBeside, noneOf, wordsOf, type TableColumns } from './table.ts'

const HEAD = new TextEncoder().encode('PAR1')

/**
 * Parquet: a row group a batch. Metrics are smooth, so their bytes are split into streams before compression; axis values
 * repeat, so they and the words are dictionaries. A regime that is not known is null.
 */
export function createParquetEncoder(columns: TableColumns): Encoder {
  const schema = schemaOf(columns)
  const columnWriters = columnWritersOf(columns)
  const compression = createCompression()
  return {
    head: HEAD,
    encode(batch) {
      const writer = new ByteWriter()
      const file = parquetWriter(writer, schema)
      const group = new RowGroupWriter(writer, batch.count, compression)
      for (const write of columnWriters) write(batch, group)
      file.row_groups.push(group.finish())
      file.num_rows = BigInt(batch.count)
      const end = writer.offset
      file.finish()
      const bytes = writer.getBytes()
      return { bytes: bytes.subarray(HEAD.length, end), note: Buffer.from(bytes.subarray(end)).toString('base64') }
    },
    end(fragments, record) {
      const writer = new ByteWriter()
      const file = parquetWriter(writer, schema, record)
      for (const { offset, note } of fragments) {
        const { row_groups: groups, num_rows: rows } = parquetMetadata(Buffer.from(note, 'base64'))
        file.row_groups.push(...groups.map((group) => moved(group, BigInt(offset - HEAD.length))))
        file.num_rows += rows
      }
      file.finish()
      return sealed(writer.getBytes().subarray(HEAD.length))
    },
  }
}

// The last entry of the metadata: a CRC-32 of the file's end, in which itself stands as zeros.
const SEAL = 'offcut.checksum'
const NO_CHECKSUM = '00000000'

function sealed(end: Uint8Array): Uint8Array {
  const bytes = Buffer.from(end.buffer, end.byteOffset, end.length)
  bytes.write(crc32(bytes).toString(16).padStart(NO_CHECKSUM.length, '0'), sealAt(bytes), 'latin1')
  return end
}

/** Where the digits of the checksum are: behind its name, the type of what follows and its length. */
function sealAt(end: Buffer): number {
  return end.lastIndexOf(SEAL) + SEAL.length + 2
}

function isWhole(end: Uint8Array): boolean {
  const bytes = Buffer.from(end)
  const at = sealAt(bytes)
  if (at + NO_CHECKSUM.length > bytes.length) return false
  const stated = bytes.toString('latin1', at, at + NO_CHECKSUM.length)
  bytes.write(NO_CHECKSUM, at, 'latin1')
  return parseInt(stated, 16) === crc32(bytes)
}

/**
 * What a Parquet file's end says: the note of its one fragment, and its record. Undefined where it is not as it was written, or
 * another program has written it.
 */
export function readParquetEnd(end: Uint8Array): { note: string; record: Map<string, string> } | undefined {
  if (!isWhole(end)) return undefined
  const { key_value_metadata: entries = [] }: FileMetaData = parquetMetadata(end)
  return { note: Buffer.from(end).toString('base64'), record: new Map(entries.map(({ key, value = '' }) => [key, value])) }
}

function parquetWriter(writer: ByteWriter, schema: SchemaElement[], record?: ReadonlyMap<string, string>): ParquetWriter {
  const kvMetadata = record && Array.from([...record, [SEAL, NO_CHECKSUM]], ([key, value]) => ({ key, value }))
  return new ParquetWriter({ writer, schema, kvMetadata, createdBy: `offcut version ${VERSION}` })
}

/** A row group as it stands `by` bytes further on. */
function moved(group: RowGroup, by: bigint): RowGroup {
  const columns = group.columns.map((column) => {
    const { data_page_offset: pages, dictionary_page_offset: dictionary } = column.meta_data!
    return {
      ...column,
      file_offset: column.file_offset + by,
      meta_data: {
        ...column.meta_data!,
        data_page_offset: pages + by,
        dictionary_page_offset: dictionary === undefined ? undefined : dictionary + by,
      },
    }
  })
  return { ...group, columns }
}

function schemaOf(columns: TableColumns): SchemaElement[] {
  const number = (name: string): SchemaElement => ({
    name,
    type: 'DOUBLE',
    repetition_type: noneOf(name) === undefined ? 'REQUIRED' : 'OPTIONAL',
  })
  const word = (name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): SchemaElement => ({
    name,
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
    repetition_type,
  })
  const leaves = [
    ...axisColumns(columns.axes).map(({ parameter }) => number(parameter)),
    ...metricsBeside(columns).map((name) => (wordsOf(name) ? word(name, 'OPTIONAL') : number(name))),
    word('status', 'REQUIRED'),
  ]
  return [{ name: 'sweep', num_children: leaves.length, repetition_type: 'REQUIRED' }, ...leaves]
}

type ColumnWriter = (batch: SweepChunk, group: RowGroupWriter) => void

function columnWritersOf(columns: TableColumns): ColumnWriter[] {
  const axes = axisColumns(columns.axes).map((column) => axisWriter(columns, column))
  const metrics = metricsBeside(columns).map((name): ColumnWriter => {
    const words = wordsOf(name)
    const none = noneOf(name)
    if (!words && none === undefined) return (batch, group) => group.numbers(name, batch.columns[name])
    if (!words) {
      return (batch, group) => {
        const known = Uint8Array.from(batch.columns[name], (value) => (Object.is(value, none) ? 0 : 1))
        group.numbers(
          name,
          batch.columns[name].filter((_, i) => known[i]),
          known,
        )
      }
    }
    return (batch, group) => {
      const known = Uint8Array.from(batch.columns[name], (code) => (code in words ? 1 : 0))
      group.words(name, Uint32Array.from(batch.columns[name].filter((_, i) => known[i])), words, known)
    }
  })
  return [...axes, ...metrics, ({ status }, group) => group.words('status', status, STATUSES)]
}

/** Writes a column of an axis at the points of a batch. */
function axisWriter({ axes }: TableColumns, { parameter: name, values: along, axis }: AxisColumn): ColumnWriter {
  const value = axisLookup(along, Number)
  const stride = strideOf(axes, axis)
  return ({ start, count }, group) => {
    // Runs of one value each; the dictionary has them in the order in which they come.
    const first = Math.floor(start / stride)
    const runs = Math.floor((start + count - 1) / stride) - first + 1
    const codes = new Uint32Array(count)
    for (let run = 0, i = 0; run < runs; run++) {
      const end = Math.min(count, (first + run + 1) * stride - start)
      codes.fill(run % along.points, i, end)
      i = end
    }
    const dictionary = Float64Array.from({ length: Math.min(runs, along.points) }, (_, i) => value((first + i) % along.points))
    // A dictionary pays where values come again within a batch.
    if (2 * dictionary.length < count) group.repeatedNumbers(name, codes, dictionary)
    else
      group.numbers(
        name,
        Float64Array.from(codes, (code) => dictionary[code]),
      )
  }
}
