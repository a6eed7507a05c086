import { crc32 } from 'node:zlib'
import { parquetMetadata, type FileMetaData, type SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { axisColumns } from '../../plan/axis.ts'
import { VERSION } from '../../version.ts'
import type { Format } from './format.ts'
import { groupsOf, noteOf, summaryOf } from './row-groups.ts'
import { metricsBeside, noneOf, wordsOf, type TableColumns } from './table.ts'

const HEAD = new TextEncoder().encode('PAR1')

/** What readers like to find together in a row group. */
const BATCH_ROWS = 2 ** 17

/** Parquet, as parquet-stage.ts encodes its row groups. */
export function createParquetFormat(columns: TableColumns): Omit<Format, 'recipe'> {
  const schema = schemaOf(columns)
  return {
    head: HEAD,
    batchRows: BATCH_ROWS,
    end(fragments, record) {
      const writer = new ByteWriter()
      const file = parquetWriter(writer, schema, record)
      for (const { offset, note } of fragments) {
        for (const group of groupsOf(note, schema, offset)) {
          file.row_groups.push(group)
          file.num_rows += group.num_rows
        }
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
  const { key_value_metadata: entries = [], row_groups: groups }: FileMetaData = parquetMetadata(end)
  return { note: noteOf(groups.map(summaryOf), HEAD.length), record: new Map(entries.map(({ key, value = '' }) => [key, value])) }
}

function parquetWriter(writer: ByteWriter, schema: SchemaElement[], record?: ReadonlyMap<string, string>): ParquetWriter {
  const kvMetadata = record && Array.from([...record, [SEAL, NO_CHECKSUM]], ([key, value]) => ({ key, value }))
  return new ParquetWriter({ writer, schema, kvMetadata, createdBy: `offcut version ${VERSION}` })
}

function schemaOf(columns: TableColumns): SchemaElement[] {
  const number = (name: string, type: 'DOUBLE' | 'FLOAT'): SchemaElement => ({
    name,
    type,
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
    ...axisColumns(columns.axes).map(({ parameter }) => number(parameter, 'DOUBLE')),
    ...metricsBeside(columns).map((name) => (wordsOf(name) ? word(name, 'OPTIONAL') : number(name, columns.float32 ? 'FLOAT' : 'DOUBLE'))),
    word('status', 'REQUIRED'),
  ]
  return [{ name: 'sweep', num_children: leaves.length, repetition_type: 'REQUIRED' }, ...leaves]
}
