import { ArgumentError, show } from '../errors.ts'
import type { DocumentTable, Value } from '../studies/report/document.ts'

/** Endings of the files that a table may go to. */
export const TABLE_ENDINGS = ['.csv', '.parquet', '.xlsx']

/** A table as the bytes of a file, by the ending of its name. Libraries load when one is asked for. */
export async function tableBytes(path: string, tables: readonly DocumentTable[]): Promise<string | Uint8Array> {
  if (path.endsWith('.xlsx')) return xlsxBytes(tables)
  return path.endsWith('.parquet') ? parquetBytes(tables[0]) : csvText(tables[0])
}

function csvText({ columns, rows }: DocumentTable): string {
  const cell = (value: Value) => {
    const text = value === null || (typeof value === 'number' && !Number.isFinite(value)) ? '' : String(value)
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
}

async function parquetBytes({ columns, rows }: DocumentTable): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const columnData = columns.map((name, i) => {
    const words = rows.some((row) => typeof row[i] === 'string')
    const data = rows.map((row) => (row[i] === null ? null : words ? String(row[i]) : row[i]))
    return { name: name || 'name', data, type: words ? ('STRING' as const) : ('DOUBLE' as const), nullable: true }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

const LONGEST_SHEET_NAME = 31

/** A sheet a table, the head in bold. */
async function xlsxBytes(tables: readonly DocumentTable[]): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const names = new Set<string>()
  const sheets = tables.map(({ title, columns, rows }) => ({
    sheet: sheetName(title, names),
    data: [
      columns.map((name) => ({ value: name, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value))),
    ],
  }))
  return new Uint8Array(await writeXlsxFile(sheets).toBuffer())
}

/** Without the signs that a sheet's name may not hold, and unlike the others. */
function sheetName(title: string, taken: Set<string>): string {
  const plain = title
    .replace(/[\\/?*[\]:]/g, ' ')
    .slice(0, LONGEST_SHEET_NAME)
    .trim()
  let name = plain
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain.slice(0, LONGEST_SHEET_NAME - 3)} ${i}`
  taken.add(name.toLowerCase())
  return name
}

/** @throws ArgumentError for a name without one of the endings. */
export function requireEnding(path: string, endings: readonly string[]): void {
  if (endings.some((ending) => path.endsWith(ending))) return
  throw new ArgumentError(`--out is ${show(path)}; expected a name that ends in ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`)
}
