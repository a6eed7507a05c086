import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { ArgumentError } from '../errors.ts'
import { parseTable } from '../studies/table/csv.ts'
import { tableOfParquet } from '../studies/table/parquet.ts'
import type { Table } from '../studies/table/table.ts'
import { decoded } from './scenario.ts'

/** Reads a table: Parquet by its ending, CSV otherwise; `-` is CSV on standard input. */
export async function readTable(path: string): Promise<Table> {
  try {
    const bytes = path === '-' ? await buffer(process.stdin) : await readFile(path)
    if (!path.endsWith('.parquet')) return parseTable(decoded(bytes, () => 'it cannot be read'))
    return await tableOfParquet(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  } catch (cause) {
    if (cause instanceof ArgumentError) throw new ArgumentError(`${path}: ${cause.message}`, { cause })
    const { code, message } = cause as NodeJS.ErrnoException
    throw new ArgumentError(
      `cannot read the table ${path}: ${code === 'ENOENT' ? 'there is no such file; give the name of a CSV or Parquet file' : message}`,
      { cause },
    )
  }
}
