import { extname } from 'node:path'
import { ArgumentError, show } from '../../errors.ts'
import { csvFormatter, csvHeader } from './csv.ts'
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

/** The longest cell is a number such as -2.2250738585072014e-308, with its comma. */
const CELL_BYTES = 25

function createCsvEncoder(columns: TableColumns): Encoder {
  const blocks = csvFormatter(columns)
  const rowBytes = CELL_BYTES * columnNames(columns).length
  // One is filled while the other is on its way to the disk.
  const buffers = [Buffer.alloc(0), Buffer.alloc(0)]
  return {
    head: Buffer.from(csvHeader(columns)),
    encode(batch) {
      buffers.reverse()
      if (buffers[0].length < rowBytes * batch.count) buffers[0] = Buffer.allocUnsafeSlow(rowBytes * batch.count)
      let end = 0
      for (const block of blocks(batch)) end += buffers[0].write(block, end, 'latin1')
      return { bytes: buffers[0].subarray(0, end), note: '' }
    },
    end: () => new Uint8Array(0),
  }
}
