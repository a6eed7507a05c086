import { existing } from '../../errors.ts'
import { numbersFromTwo, type Cell, type Column, type Table } from './table.ts'

/**
 * A table from the bytes of a Parquet file. Its rows are numbered from 2, as in a file with a header.
 * @throws Error where the bytes are no Parquet file.
 */
export async function tableOfParquet(file: ArrayBuffer): Promise<Table> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet')
  const metadata = parquetMetadata(file)
  const rows = Number(metadata.num_rows)
  const columns: Column[] = parquetSchema(metadata).children.map(({ element }) => ({
    name: element.name,
    cells: new Array<Cell>(rows).fill(null),
  }))
  const byName = new Map(columns.map(({ name, cells }) => [name, cells as Cell[]]))
  await parquetRead({
    file,
    metadata,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const cells = existing(byName.get(columnName), columnName)
      for (let i = 0; i < columnData.length; i++) cells[rowStart + i] = cellOf(columnData[i])
    },
  })
  return { columns, rows, rowNumbers: numbersFromTwo(rows), decimal: '.' }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : String(value)
}
