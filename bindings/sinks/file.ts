import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ArgumentError } from '../errors.ts'
import type { TextWriter } from './csv.ts'

/** An output file cannot be made; nothing has run or been written. */
export class OutputError extends ArgumentError {
  override get name(): string {
    return 'OutputError'
  }
}

/** A file that appears under its name only when it is complete. */
export interface OutputFile extends TextWriter {
  write(data: string | Uint8Array): Promise<void>
  /** Makes the file appear under its name. */
  commit(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** @throws OutputError when the folder is missing or the file exists; `force` replaces an existing file. */
export async function createOutputFile(path: string, { force = false } = {}): Promise<OutputFile> {
  if ((await existingOutput(path)) && !force) throw alreadyThere(path)
  const folder = dirname(path)
  const partial = join(folder, `.${basename(path)}.${process.pid}.partial`)
  const handle = await open(partial, 'w').catch((cause: Error) => {
    // The system speaks of the partial file, which nobody has asked for.
    throw new OutputError(`cannot write ${path}: ${cause.message.replace(/, \w+ '.*'$/s, '')}; choose another folder or name`, { cause })
  })
  return {
    async write(data) {
      await handle.writeFile(data)
    },
    async commit() {
      await handle.sync()
      await handle.close()
      await rename(partial, path)
      await syncFolder(folder)
    },
    async discard() {
      await handle.close()
      await rm(partial, { force: true })
    },
  }
}

/**
 * Whether a file is there already.
 * @throws OutputError where none can be: the folder is missing, or the name is a folder's.
 */
export async function existingOutput(path: string): Promise<boolean> {
  if (path === '') throw new OutputError('the name of the file to write is empty; give one')
  const folder = dirname(path)
  if (!(await kind(folder))?.isDirectory()) throw new OutputError(`cannot write ${path}: there is no folder ${folder}; create it first`)
  const existing = await kind(path)
  if (existing?.isDirectory()) throw new OutputError(`cannot write ${path}: it is a folder; give the name of a file`)
  return existing !== undefined
}

export function alreadyThere(path: string): OutputError {
  return new OutputError(`cannot write ${path}: it exists; choose another name, or replace it with --force (in code: force: true)`)
}

/** Makes a rename or a new name in a folder survive a power cut. Some file systems cannot: then it is left to them. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

function kind(path: string) {
  return stat(path).catch(() => undefined)
}
