import { extname } from 'node:path'
import { ArgumentError, show } from '../../errors.ts'
import { loadEncoders } from '../../encoders/module.ts'
import type { StageRecipe } from '../../result/stage.ts'
import { csvHeader } from './csv.ts'
import type { Format } from './format.ts'
import { createParquetFormat } from './parquet.ts'
import type { EncodingSettings } from './stage.ts'
import type { TableColumns } from './table.ts'

/** Formats by the ending of a file's name. */
const FORMATS: Record<string, (columns: TableColumns) => Omit<Format, 'recipe'>> = {
  '.parquet': createParquetFormat,
  '.csv': createCsvFormat,
}

/** @throws ArgumentError for a name that ends in no known format. */
export function createFormat(path: string, { axes, metrics }: TableColumns): Format {
  const ending = extname(path)
  const create = FORMATS[ending]
  if (!create) throw new ArgumentError(`the file is ${show(path)}; expected a name that ends in ${Object.keys(FORMATS).join(' or ')}`)
  const columns: TableColumns = { axes, metrics }
  return { ...create(columns), recipe: () => recipeOf(ending.slice(1) as EncodingSettings['format'], columns) }
}

async function recipeOf(format: EncodingSettings['format'], columns: TableColumns): Promise<StageRecipe> {
  const [{ ENCODING_SCRIPT }, module] = await Promise.all([import('../../generated/encoding.ts'), loadEncoders()])
  const settings: EncodingSettings = { format, columns, module }
  return { script: ENCODING_SCRIPT, settings }
}

/** Enough for a write, and little enough to be in a processor's cache until it is. */
const CSV_BATCH = 2 ** 14

function createCsvFormat(columns: TableColumns): Omit<Format, 'recipe'> {
  return {
    head: Buffer.from(csvHeader(columns)),
    batchRows: CSV_BATCH,
    end: () => new Uint8Array(0),
  }
}
