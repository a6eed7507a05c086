import { extname } from 'node:path'
import { ArgumentError, show } from '../../errors.ts'
import { loadIfPossible } from '../../modules.ts'
import { axisColumns } from '../../plan/axis.ts'
import { loadColumns } from '../../plan/design/load.ts'
import type { StageRecipe } from '../../result/stage.ts'
import { csvHeader } from './csv.ts'
import type { Format } from './format.ts'
import type { EncodingSettings } from './stage.ts'
import type { TableColumns } from './table.ts'

/** Formats by the ending of a file's name; the libraries of one load when it is written. */
const FORMATS: Record<string, (columns: TableColumns) => Promise<Omit<Format, 'recipe'>>> = {
  '.parquet': async (columns) => (await import('./parquet.ts')).createParquetFormat(columns),
  '.csv': async (columns) => createCsvFormat(columns),
}

/** @throws ArgumentError for a name that ends in no known format, or in one that has no singles where these are wanted. */
export async function createFormat(path: string, { axes, metrics, float32 }: TableColumns): Promise<Format> {
  const ending = extname(path)
  const create = FORMATS[ending]
  if (!create) throw new ArgumentError(`the file is ${show(path)}; expected a name that ends in ${Object.keys(FORMATS).join(' or ')}`)
  if (float32 && ending === '.csv')
    throw new ArgumentError('float32 halves a Parquet file; a CSV file has every digit: end the name in .parquet, or leave float32 out')
  // What samples move beside their columns is no concern of a table.
  const columns: TableColumns = { axes: axes.map(({ factors: _, ...axis }) => axis), metrics, float32 }
  return { ...(await create(columns)), recipe: () => recipeOf(ending.slice(1) as EncodingSettings['format'], columns) }
}

async function recipeOf(format: EncodingSettings['format'], columns: TableColumns): Promise<StageRecipe> {
  const [{ ENCODING_SCRIPT }, module] = await Promise.all([
    import('../../generated/encoding.ts'),
    loadIfPossible('encoders'),
    loadColumns(axisColumns(columns.axes).map(({ values }) => values)),
  ])
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
