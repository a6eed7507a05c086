import type { Encoders } from '../../encoders/module.ts'
import { STATUSES } from '../../model/layout.ts'
import { axisColumns } from '../../plan/axis.ts'
import type { Stage } from '../../result/stage.ts'
import { createCompression, type Compression } from './compression.ts'
import type { Encoded } from './format.ts'
import { AxisValuesColumn, NumberColumn, WordColumn, type Column } from './parquet-columns.ts'
import { createJoin } from './joined.ts'
import { noteOf } from './row-groups.ts'
import { metricsBeside, noneOf, wordsOf, type TableColumns } from './table.ts'

/**
 * A row group a batch, with a page a piece. Metrics are smooth, so their bytes are split into streams before compression; axis values
 * repeat, so they and the words are dictionaries. A regime that is not known is null.
 */
export function parquetStage(table: TableColumns, encoders: Encoders | undefined): Stage {
  const columns = columnsOf(table, createCompression(encoders))
  const join = createJoin(encoders)
  let rows = 0
  let memory: ArrayBufferLike | undefined
  return {
    begin(start, count, spare) {
      rows = count
      memory = spare
      for (const column of columns) column.begin(start, count)
    },
    add(piece) {
      for (const column of columns) column.add(piece)
    },
    end() {
      let end = 0
      const chunks = columns.map((column) => {
        const chunk = column.end(end)
        end += chunk.bytes.length
        return chunk
      })
      const joined = join(
        chunks.map(({ bytes }) => bytes),
        memory,
      )
      const value: Encoded = { ...joined, note: noteOf([{ rows, columns: chunks.map(({ summary }) => summary) }]) }
      return { value, memory: [joined.bytes.buffer] }
    },
  }
}

function columnsOf(table: TableColumns, compression: Compression): Column[] {
  return [
    ...axisColumns(table.axes).map((column) => new AxisValuesColumn(table, column, compression)),
    ...metricsBeside(table).map((name) => {
      const words = wordsOf(name)
      if (words) return new WordColumn(words, true, ({ columns }) => columns[name], compression)
      return new NumberColumn(name, noneOf(name), compression, table.float32)
    }),
    new WordColumn(STATUSES, false, ({ status }) => status, compression),
  ]
}
