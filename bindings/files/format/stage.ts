/** The stage that encodes batches for a file. It is a script of its own, which threads load when a file is written: see scripts/workers.mjs. */
import { Encoders } from '../../encoders/module.ts'
import { provideSamples } from '../../plan/axis.ts'
import { generateSamples } from '../../plan/design/generator.ts'
import type { Stage } from '../../result/stage.ts'
import { csvStage } from './csv-stage.ts'
import { parquetStage } from './parquet-stage.ts'
import type { TableColumns } from './table.ts'

export interface EncodingSettings {
  format: keyof typeof STAGES
  columns: TableColumns
  /** The module of encoders; undefined where the host cannot run it. */
  module?: WebAssembly.Module
}

const STAGES = { csv: csvStage, parquet: parquetStage }

export function create({ format, columns, module }: EncodingSettings): Stage {
  return STAGES[format](columns, module && new Encoders(module))
}

provideSamples(generateSamples)
