/** What a Parquet file's end says of its row groups, as a note of numbers: the rest follows from the schema. */
import { existing } from '../../errors.ts'
import type { ColumnChunk, RowGroup, SchemaElement, Statistics } from 'hyparquet'
import { recordOf } from '../../typed.ts'

/** A column of a row group. */
export interface ColumnSummary {
  /** Where it begins, and where its pages of values do: behind the dictionary, if it has one. */
  start: number
  values: number
  compressed: number
  uncompressed: number
  nulls: number
  /** Of numbers; NaN where there are none, or some is NaN. */
  minimum: number
  maximum: number
}

export interface GroupSummary {
  rows: number
  columns: ColumnSummary[]
}

const KEYS = ['start', 'values', 'compressed', 'uncompressed', 'nulls', 'minimum', 'maximum'] as const satisfies (keyof ColumnSummary)[]

/** Row groups as text: the rows of each, then the numbers of its columns. `head` bytes in front of them do not count. */
export function noteOf(groups: readonly GroupSummary[], head = 0): string {
  const numbers = groups.flatMap(({ rows, columns }) => [
    rows,
    ...columns.flatMap((column) => [column.start - head, column.values - head, ...KEYS.slice(2).map((key) => column[key])]),
  ])
  return Buffer.from(Float64Array.from(numbers).buffer).toString('base64')
}

/** The row groups of a note, `by` bytes further on. */
export function groupsOf(note: string, schema: readonly SchemaElement[], by: number): RowGroup[] {
  const bytes = Buffer.from(note, 'base64')
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const leaves = schema.slice(1)
  const groups: RowGroup[] = []
  for (let at = 0; at < numbers.length; ) {
    const rows = numbers[at++]
    const columns = leaves.map((leaf) => {
      const summary = recordOf(KEYS, () => numbers[at++])
      return columnChunk(leaf, rows, { ...summary, start: summary.start + by, values: summary.values + by })
    })
    groups.push({
      columns,
      num_rows: BigInt(rows),
      total_byte_size: columns.reduce((sum, column) => sum + metaOf(column).total_uncompressed_size, 0n),
      total_compressed_size: columns.reduce((sum, column) => sum + metaOf(column).total_compressed_size, 0n),
    })
  }
  return groups
}

const metaOf = ({ meta_data }: ColumnChunk) => existing(meta_data, 'what a file says of a column')

function columnChunk({ name, type }: SchemaElement, rows: number, column: ColumnSummary): ColumnChunk {
  const { start, values, compressed, uncompressed } = column
  const hasDictionary = values > start
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: existing(type, `the type of ${name}`),
      encodings: hasDictionary ? ['PLAIN', 'RLE_DICTIONARY'] : ['BYTE_STREAM_SPLIT'],
      statistics: statisticsOf(column),
      codec: 'SNAPPY',
      path_in_schema: [name],
      num_values: BigInt(rows),
      total_uncompressed_size: BigInt(uncompressed),
      total_compressed_size: BigInt(compressed),
      data_page_offset: BigInt(values),
      dictionary_page_offset: hasDictionary ? BigInt(start) : undefined,
    },
  }
}

/**
 * Minimum and maximum for readers that skip row groups by them. None where some value is NaN: readers rank it in different ways, and
 * one that does not count it at all would skip a group whose NaN a filter looks for.
 */
function statisticsOf({ nulls, minimum, maximum }: ColumnSummary): Statistics {
  const counted = { null_count: BigInt(nulls) }
  if (Number.isNaN(minimum)) return counted
  // Readers may tell zeros apart: the format asks for the negative one as minimum and the positive one as maximum.
  return { ...counted, min_value: minimum === 0 ? -0 : minimum, max_value: maximum === 0 ? 0 : maximum }
}

/** What a file's end says, as a note was. */
export function summaryOf({ num_rows, columns }: RowGroup): GroupSummary {
  return {
    rows: Number(num_rows),
    columns: columns.map((column) => {
      const of = metaOf(column)
      const { null_count = 0n, min_value = NaN, max_value = NaN } = of.statistics ?? {}
      const values = Number(of.data_page_offset)
      return {
        start: of.dictionary_page_offset === undefined ? values : Number(of.dictionary_page_offset),
        values,
        compressed: Number(of.total_compressed_size),
        uncompressed: Number(of.total_uncompressed_size),
        nulls: Number(null_count),
        minimum: min_value as number,
        maximum: max_value as number,
      }
    }),
  }
}
