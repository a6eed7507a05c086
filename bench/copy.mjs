// What DuckDB does instead with rows that are there: reads them into its memory and writes them.
//   node bench/copy.mjs <rows.parquet> <file> <format>
import { DuckDBInstance } from '@duckdb/node-api'

const [rows, file, format] = process.argv.slice(2)
const database = await (await DuckDBInstance.create()).connect()
await database.run(`create table rows as select * from '${rows}'`)
await database.run(`copy rows to '${file}' (format ${format})`)
database.closeSync()
