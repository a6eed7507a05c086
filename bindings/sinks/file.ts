import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ArgumentError } from '../errors.ts'
import type { TextWriter } from './csv.ts'

/** An output file cannot be made; nothing has run or been written. */
export class OutputError extends ArgumentError {
  static {
    this.prototype.name = 'OutputError'
  }
}

/** A text file that appears under its name only when it is complete. */
export interface OutputFile extends TextWriter {
  /** Makes the file appear under its name. */
  commit(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** @throws OutputError when the folder is missing or the file exists; `force` replaces an existing file. */
export async function createOutputFile(path: string, { force = false } = {}): Promise<OutputFile> {
  const folder = dirname(path)
  if (!(await kind(folder))?.isDirectory()) throw new OutputError(`cannot write ${path}: there is no folder ${folder}; create it first`)
  const existing = await kind(path)
  if (existing?.isDirectory()) throw new OutputError(`cannot write ${path}: it is a folder; give the name of a file`)
  if (existing && !force) throw new OutputError(`cannot write ${path}: it exists; choose another name, or replace it with --force (in code: force: true)`)

  const partial = join(folder, `.${basename(path)}.${process.pid}.partial`)
  const handle = await open(partial, 'w').catch((cause: Error) => {
    throw new OutputError(`cannot write ${path}: ${cause.message}`, { cause })
  })
  return {
    async write(text) {
      await handle.writeFile(text)
    },
    async commit() {
      await handle.sync()
      await handle.close()
      await rename(partial, path)
    },
    async discard() {
      await handle.close()
      await rm(partial, { force: true })
    },
  }
}

function kind(path: string) {
  return stat(path).catch(() => undefined)
}
