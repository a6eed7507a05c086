import { extname } from 'node:path'
import { ArgumentError, show } from '../../errors.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import { csvFormatter, csvHeader } from './csv.ts'
import { CELL_BYTES, rowWriter } from './csv-rows.ts'
import { hasEncoders } from './encoders-module.ts'
import type { Encoder } from './format.ts'
import { createParquetEncoder } from './parquet.ts'
import { columnNames, type TableColumns } from './table.ts'

/** Formats by the ending of a file's name. */
const ENCODERS: Record<string, (columns: TableColumns) => Encoder> = { '.parquet': createParquetEncoder, '.csv': createCsvEncoder }

/** @throws ArgumentError for a name that ends in no known format. */
export function createEncoder(path: string, columns: TableColumns): Encoder {
  const create = ENCODERS[extname(path)]
  if (create) return create(columns)
  throw new ArgumentError(`the file is ${show(path)}; expected a name that ends in ${Object.keys(ENCODERS).join(' or ')}`)
}

function createCsvEncoder(columns: TableColumns): Encoder {
  // A host without WebAssembly writes the same, more slowly.
  const writeRows = hasEncoders ? rowWriter(columns) : plainRows(columns)
  const rowBytes = CELL_BYTES * columnNames(columns).length
  // One is filled while the other is on its way to the disk.
  const buffers = [Buffer.alloc(0), Buffer.alloc(0)]
  return {
    head: Buffer.from(csvHeader(columns)),
    encode(batch) {
      buffers.reverse()
      if (buffers[0].length < rowBytes * batch.count) buffers[0] = Buffer.allocUnsafeSlow(rowBytes * batch.count)
      return { bytes: buffers[0].subarray(0, writeRows(batch, buffers[0])), note: '' }
    },
    end: () => new Uint8Array(0),
  }
}

/** Rows formatted by JavaScript. */
export function plainRows(columns: TableColumns): (batch: SweepChunk, output: Buffer) => number {
  const blocks = csvFormatter(columns)
  return (batch, output) => {
    let end = 0
    for (const block of blocks(batch)) end += output.write(block, end, 'latin1')
    return end
  }
}
