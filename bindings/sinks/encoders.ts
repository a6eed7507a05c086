import { extname } from 'node:path'
import { ArgumentError } from '../errors.ts'
import { csvFormatter, csvHeader } from './csv.ts'
import type { Encoder } from './format.ts'
import { createParquetEncoder } from './parquet.ts'
import type { TableColumns } from './table.ts'

/** Formats by the ending of a file's name. */
const ENCODERS: Record<string, (columns: TableColumns) => Encoder> = { '.parquet': createParquetEncoder, '.csv': createCsvEncoder }

/** @throws ArgumentError for a name that ends in no known format. */
export function createEncoder(path: string, columns: TableColumns): Encoder {
  const create = ENCODERS[extname(path)]
  if (create) return create(columns)
  throw new ArgumentError(`the file is ${path}; expected a name that ends in ${Object.keys(ENCODERS).join(' or ')}`)
}

function createCsvEncoder(columns: TableColumns): Encoder {
  const blocks = csvFormatter(columns)
  return {
    head: Buffer.from(csvHeader(columns)),
    encode: (batch) => ({ bytes: Buffer.concat(Array.from(blocks(batch), (block) => Buffer.from(block, 'latin1'))), note: '' }),
    end: () => new Uint8Array(0),
  }
}
