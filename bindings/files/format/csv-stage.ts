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
  let checksum = 0
  return {
    begin(_start, _count, memory) {
      output = new ByteBuffer(memory)
      checksum = 0
    },
    add(piece) {
      writeRows(piece, (block) => {
        output.append(block)
        // While they are in a processor's cache.
        checksum = checksumOf(block, checksum)
      })
    },
    end() {
      const { bytes } = output
      const value: Encoded = { bytes, checksum, note: '' }
      return { value, memory: [bytes.buffer] }
    },
  }
}
