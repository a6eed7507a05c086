import { access, constants, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ArgumentError, OffcutError } from '../../errors.ts'

/** An output file cannot be made; nothing has run or been written. */
export class OutputError extends ArgumentError {
  override get name(): string {
    return 'OutputError'
  }
}

/** A file on its way. */
export interface OutputFile {
  write(data: string | Uint8Array): Promise<void>
}

/**
 * Writes a file that appears under its name when `body` is done, and not at all when it fails.
 * @throws OutputError when the folder is missing or may not be written to, or the file exists; `force` replaces an existing file.
 */
export async function writeOutputFile<T>(path: string, { force = false }, body: (file: OutputFile) => Promise<T>): Promise<T> {
  if ((await existingOutput(path)) && !force) throw alreadyThere(path)
  const folder = dirname(path)
  const partial = join(folder, `.${basename(path)}.${process.pid}.partial`)
  const handle = await open(partial, 'w').catch((error) => { throw cannotWrite(path, error) })
  try {
    const result = await body({ write: (data) => handle.writeFile(data) })
    await handle.sync()
    await handle.close()
    await rename(partial, path)
    await syncFolder(folder)
    return result
  } catch (error) {
    await handle.close()
    await rm(partial, { force: true })
    throw brokenOff(path, error)
  }
}

/**
 * Whether a file is there already.
 * @throws OutputError where none can be: the folder is missing, or the name is a folder's.
 */
export async function existingOutput(path: string): Promise<boolean> {
  if (path === '') throw new OutputError('the name of the file to write is empty; give one')
  const folder = dirname(path)
  if (!(await kind(path, folder))?.isDirectory()) throw new OutputError(`cannot write ${path}: there is no folder ${folder}; create it first`)
  const existing = await kind(path, path)
  if (existing?.isDirectory()) throw new OutputError(`cannot write ${path}: it is a folder; give the name of a file`)
  return existing !== undefined
}

/** @throws OutputError where this user may make no file in the folder of `path`. */
export async function requireWritable(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error) => { throw cannotWrite(path, error) })
}

// What the system answers where this user may not write.
const DENIED: (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS']

/** What to throw where a file cannot be made: under its own name, as the system may speak of another that nobody has asked for. */
export function cannotWrite(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  const fix = DENIED.includes(error.code)
    ? `expected a folder that this user may write to: change the permissions of ${dirname(path)}, or choose another folder`
    : 'choose another folder or name'
  return new OutputError(`cannot write ${path}: ${reasonOf(error)}; ${fix}`, { cause: error })
}

/** What to throw where a file cannot be written to its end: a full disk, for one. */
export function brokenOff(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  return new OffcutError(`could not write ${path} to its end: ${reasonOf(error)}; make sure that the disk is there and has room, then run it again`, { cause: error })
}

/** What the system answers, such as `EACCES`; Node's own type for it would not be there for users without Node's types. */
export interface SystemError extends Error {
  code?: string
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error
}

/** `EACCES: permission denied` of `EACCES: permission denied, open 'a file'`. */
function reasonOf({ message }: Error): string {
  return message.replace(/, \w+( '.*)?$/s, '')
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

// Nothing is there, or a file stands where a folder should.
const NOT_THERE: (string | undefined)[] = ['ENOENT', 'ENOTDIR']

async function kind(output: string, path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (isSystemError(error) && NOT_THERE.includes(error.code)) return undefined
    throw cannotWrite(output, error)
  }
}
