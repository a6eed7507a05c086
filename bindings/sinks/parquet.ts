import { parquetMetadata, type FileMetaData, type RowGroup, type SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer'
import { STATUSES } from '../layout.ts'
import type { SweepChunk } from '../result.ts'
import { VERSION } from '../version.ts'
import type { Encoder } from './format.ts'
import { axisLookup, metricsBeside, strides, wordsOf, type TableColumns } from './table.ts'

const HEAD = new TextEncoder().encode('PAR1')

/**
 * Parquet: a row group a batch. Metrics are smooth, so their bytes are split into streams before compression; axis values
 * repeat, so they and the words are dictionaries. A regime that is not known is null.
 */
export function createParquetEncoder(columns: TableColumns): Encoder {
  const schema = schemaOf(columns)
  const readers = columnReaders(columns)
  return {
    head: HEAD,
    encode(batch) {
      const writer = new ByteWriter()
      const file = parquetWriter(writer, schema)
      file.write({ columnData: readers.map((read) => read(batch)), rowGroupSize: batch.count, pageSize: 0 })
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
      return writer.getBytes().subarray(HEAD.length)
    },
  }
}

/** What a Parquet file's end says: the note of its one fragment, and its record. */
export function readParquetEnd(end: Uint8Array): { note: string; record: Map<string, string> } {
  const { key_value_metadata: entries = [] }: FileMetaData = parquetMetadata(end)
  return { note: Buffer.from(end).toString('base64'), record: new Map(entries.map(({ key, value = '' }) => [key, value])) }
}

function parquetWriter(writer: ByteWriter, schema: SchemaElement[], record?: ReadonlyMap<string, string>): ParquetWriter {
  const kvMetadata = record && Array.from(record, ([key, value]) => ({ key, value }))
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
  const number = (name: string): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })
  const word = (name: string, repetition_type: 'REQUIRED' | 'OPTIONAL'): SchemaElement => ({
    name, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' }, repetition_type,
  })
  const leaves = [
    ...columns.axes.map(({ parameter }) => number(parameter)),
    ...metricsBeside(columns).map((name) => (wordsOf(name) ? word(name, 'OPTIONAL') : number(name))),
    word('status', 'REQUIRED'),
  ]
  return [{ name: 'sweep', num_children: leaves.length, repetition_type: 'REQUIRED' }, ...leaves]
}

type ColumnReader = (batch: SweepChunk) => ColumnSource

function columnReaders(columns: TableColumns): ColumnReader[] {
  const axes = columns.axes.map((_, axis) => axisReader(columns, axis))
  const metrics = metricsBeside(columns).map((name): ColumnReader => {
    const words = wordsOf(name)
    if (words) return (batch) => wordColumn(name, batch.columns[name], words)
    return (batch) => ({ name, data: batch.columns[name], encoding: 'BYTE_STREAM_SPLIT', offsetIndex: false })
  })
  return [...axes, ...metrics, (batch) => wordColumn('status', batch.status, STATUSES)]
}

function wordColumn(name: string, codes: ArrayLike<number>, words: readonly string[]): ColumnSource {
  const data = Array.from(codes, (code) => words[code] ?? null)
  return { name, data, encoding: 'RLE_DICTIONARY', statistics: false, offsetIndex: false }
}

/** The values of one axis at the points of a batch. */
function axisReader({ axes }: TableColumns, axis: number): ColumnReader {
  const { parameter: name, values } = axes[axis]
  const value = axisLookup(values, Number)
  const stride = strides(axes)[axis]
  return ({ start, count }) => {
    const data = new Float64Array(count)
    for (let i = 0; i < count; ) {
      const run = Math.floor((start + i) / stride)
      const end = Math.min(count, (run + 1) * stride - start)
      data.fill(value(run % values.points), i, end)
      i = end
    }
    // A dictionary pays where values come again within a batch.
    const distinct = Math.min(values.points, Math.ceil(count / stride) + 1)
    return { name, data, encoding: 2 * distinct < count ? 'RLE_DICTIONARY' : 'BYTE_STREAM_SPLIT', offsetIndex: false }
  }
}
