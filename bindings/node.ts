/** The package in Node: everything of index.ts, and files. */
import { writeCsv } from './sinks/csv.ts'
import { createOutputFile } from './sinks/file.ts'
import type { ChunkSource } from './sweep.ts'

export * from './index.ts'
export { OutputError } from './sinks/file.ts'

/**
 * Runs a sweep into a CSV file, chunk by chunk, in bounded memory. The file appears under its name only when it is
 * complete: a sweep that fails or is aborted leaves nothing behind.
 * @throws OutputError before anything runs, when the folder is missing, or the file exists and `force` is not set.
 */
export async function writeCsvFile(source: ChunkSource, path: string, options: { force?: boolean } = {}): Promise<void> {
  const file = await createOutputFile(path, options)
  try {
    await writeCsv(source, file)
    await file.commit()
  } catch (error) {
    await file.discard()
    throw error
  }
}
