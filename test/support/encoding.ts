import { Encoders } from '../../bindings/encoders/module.ts'
import { compileModule } from '../../bindings/modules.ts'
import type { Encoded } from '../../bindings/files/format/format.ts'
import { createParquetFormat } from '../../bindings/files/format/parquet.ts'
import { create, type EncodingSettings } from '../../bindings/files/format/stage.ts'
import type { TableColumns } from '../../bindings/files/format/table.ts'
import type { SweepChunk } from '../../bindings/result/chunk.ts'

const compiled = await compileModule('encoders')

/** The module of encoders. */
export const encoders = () => new Encoders(compiled)

/** A chunk encoded, by the module of encoders or by JavaScript. */
export function encode(settings: Pick<EncodingSettings, 'format' | 'columns'>, chunk: SweepChunk, by: 'module' | 'javascript'): Encoded {
  const stage = create({ ...settings, module: by === 'module' ? compiled : undefined })
  stage.begin(chunk.start, chunk.count)
  stage.add(chunk)
  return stage.end().value as Encoded
}

/** A whole Parquet file of one batch. */
export function parquetFile(columns: TableColumns, chunk: SweepChunk): Buffer {
  const encoded = encode({ format: 'parquet', columns }, chunk, 'module')
  const { head, end } = createParquetFormat(columns)
  return Buffer.concat([head, encoded.bytes, end([{ offset: head.length, note: encoded.note }], new Map())])
}
