import type { Encoders } from '../../encoders/module.ts'
import type { Stage } from '../../result/stage.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { checksumOf } from './checksum.ts'
import { plainRows } from './csv.ts'
import { rowWriter } from './csv-rows.ts'
import type { Encoded } from './format.ts'
import type { TableColumns } from './table.ts'

/** Rows of CSV. A host without WebAssembly writes the same, more slowly. */
export function csvStage(columns: TableColumns, encoders: Encoders | undefined): Stage {
  const writeRows = encoders ? rowWriter(columns, encoders) : plainRows(columns)
  let output = new ByteBuffer()
  return {
    begin(_start, _count, memory) {
      output = new ByteBuffer(memory)
    },
    add(piece) {
      writeRows(piece, output)
    },
    end() {
      const { bytes } = output
      const value: Encoded = { bytes, checksum: checksumOf(bytes), note: '' }
      return { value, transfer: [bytes.buffer] }
    },
  }
}
