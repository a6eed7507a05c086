import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ArgumentError } from '../errors.ts'
import { parseTable } from '../studies/table/csv.ts'
import { tableOfParquet } from '../studies/table/parquet.ts'
import type { Table } from '../studies/table/table.ts'

/** Reads a table: Parquet by its ending, CSV otherwise; `-` is CSV on standard input. */
export async function readTable(path: string): Promise<Table> {
  try {
    if (path === '-') return parseTable(await text(process.stdin))
    const bytes = await readFile(path)
    if (!path.endsWith('.parquet')) return parseTable(bytes.toString('utf8'))
    return await tableOfParquet(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  } catch (cause) {
    if (cause instanceof ArgumentError) throw new ArgumentError(`${path}: ${cause.message}`, { cause })
    const { code, message } = cause as NodeJS.ErrnoException
    throw new ArgumentError(`cannot read the table ${path}: ${code === 'ENOENT' ? 'there is no such file; give the name of a CSV or Parquet file' : message}`, { cause })
  }
}
