import type { Encoders } from '../../encoders/module.ts'
import type { Stage } from '../../result/stage.ts'
import { sharedMemory } from '../../runner/spare-memory.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { plainRows } from './csv.ts'
import { rowWriter } from './csv-rows.ts'
import type { Encoded } from './format.ts'
import type { TableColumns } from './table.ts'

/** Rows of CSV. A host without WebAssembly writes the same, more slowly. */
export function csvStage(columns: TableColumns, encoders: Encoders | undefined): Stage {
  const rows = encoders ? rowWriter(columns, encoders) : plainRows(columns)
  let output = new ByteBuffer()
  return {
    begin(_start, _count, memory) {
      // Blocks are of whole words but for the last bytes: so they are quick to copy into shared memory, which makes no garbage.
      output = new ByteBuffer(memory, sharedMemory)
    },
    add(piece) {
      rows.write(piece, (block) => output.append(block))
    },
    end() {
      const checksum = rows.end((block) => output.append(block))
      const { bytes } = output
      const value: Encoded = { bytes, checksum, note: '' }
      return { value, memory: [bytes.buffer] }
    },
  }
}
