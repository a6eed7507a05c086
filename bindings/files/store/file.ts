import { rmSync } from 'node:fs'
import { access, chmod, constants, open, readlink, rename, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
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
  const target = await requireOutput(path, { force })
  const partial = join(dirname(target), partialName(target, crypto.randomUUID().slice(0, TOKEN_LENGTH)))
  const handle = await open(partial, 'wx').catch((error) => {
    throw cannotWrite(path, error)
  })
  const remove = () => rmSync(partial, { force: true })
  process.once('exit', remove)
  try {
    const result = await body({ write: (data) => handle.writeFile(data) })
    await handle.sync()
    await handle.close()
    await giveName(partial, target)
    return result
  } catch (error) {
    await handle.close()
    remove()
    throw brokenOff(path, error)
  } finally {
    process.off('exit', remove)
  }
}

const TOKEN_LENGTH = 8

function partialName(path: string, token: string): string {
  return `.${basename(path)}.${token}.partial`
}

/**
 * Where a file is to be written, through links.
 * @throws OutputError where it cannot be, or exists without `force`: so that it is known before anything is computed.
 */
export async function requireOutput(path: string, { force = false }): Promise<string> {
  const target = await targetOf(path)
  if ((await existingOutput(target)) && !force) throw alreadyThere(path)
  return target
}

const MOST_LINKS = 40

/** What a name stands for: where it is a link, the file that it leads to, which may not be there yet. */
export async function targetOf(path: string): Promise<string> {
  let target = path
  for (let links = 0; links < MOST_LINKS; links++) {
    const next = await readlink(target).catch(() => undefined)
    if (next === undefined) return target
    target = resolve(dirname(target), next)
  }
  throw new OutputError(`cannot write ${path}: its links lead nowhere; choose another name`)
}

/** Gives a file its name, with the permissions of the one that it replaces. */
export async function giveName(from: string, path: string): Promise<void> {
  const before = await stat(path).catch(unless('ENOENT'))
  if (before) await chmod(from, before.mode)
  await rename(from, path)
  await syncFolder(dirname(path))
}

/**
 * Whether a file is there already.
 * @throws OutputError where none can be: the folder is missing, or the name is a folder's or a device's, or too long.
 */
export async function existingOutput(path: string): Promise<boolean> {
  if (path === '') throw new OutputError('the name of the file to write is empty; give one')
  const folder = dirname(path)
  await requireFolder(path, folder)
  // The names beside it are longer.
  for (const name of [partialName(path, '-'.repeat(TOKEN_LENGTH)), `${basename(path)}.unfinished`]) await kind(path, join(folder, name))
  const existing = await kind(path, path)
  if (existing?.isDirectory()) throw new OutputError(`cannot write ${path}: it is a folder; give the name of a file`)
  if (existing && !existing.isFile())
    throw new OutputError(`cannot write ${path}: it is a device or a pipe, where a file cannot grow and resume; give the name of a file`)
  return existing !== undefined
}

async function requireFolder(path: string, folder: string): Promise<void> {
  const found = await kind(path, folder)
  if (found?.isDirectory()) return
  if (found) throw new OutputError(`cannot write ${path}: ${folder} is a file, not a folder; choose another folder`)
  if (dirname(folder) !== folder) await requireFolder(path, dirname(folder))
  throw new OutputError(`cannot write ${path}: there is no folder ${folder}; create it first`)
}

/** @throws OutputError where one of the files to write is one of those to read, by whatever name. */
export async function requireOther(path: string, outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const places = await Promise.all(inputs.map(placeOf))
  for (const output of outputs) {
    const place = await placeOf(output)
    const same = inputs.find((_, i) => place !== undefined && places[i] === place)
    if (same !== undefined)
      throw new OutputError(`cannot write ${path}: it would replace ${same}, which is to be read; choose another name`)
  }
}

/** The disk's own number of a file; undefined where there is none. */
async function placeOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && `${found.dev}:${found.ino}`
}

/** @throws OutputError where this user may make no file in the folder of `path`. */
export async function requireWritable(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error) => {
    throw cannotWrite(path, error)
  })
}

// What the system answers where this user may not write.
const DENIED: (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS']
// What it answers where something else stands in the place of a file or a folder.
const IN_THE_WAY: (string | undefined)[] = ['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY']

/** What to throw where a file cannot be made: under its own name, as the system may speak of another that nobody has asked for. */
export function cannotWrite(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  const fix = DENIED.includes(error.code)
    ? `expected a folder that this user may write to: change the permissions of ${resolve(dirname(path))}, or choose another folder`
    : IN_THE_WAY.includes(error.code) && error.path !== undefined
      ? `${error.path} is in the way: move it, or choose another name`
      : 'choose another folder or name'
  return new OutputError(`cannot write ${path}: ${reasonOf(error)}; ${fix}`, { cause: error })
}

/** What to throw where a file cannot be written to its end: a full disk, for one. */
export function brokenOff(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  return new OffcutError(
    `could not write ${path} to its end: ${reasonOf(error)}; make sure that the disk is there and has room, then run it again`,
    { cause: error },
  )
}

/** What the system answers, such as `EACCES`; Node's own type for it would not be there for users without Node's types. */
export interface SystemError extends Error {
  code?: string
  path?: string
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

/** Makes undefined of one answer of the system, and throws every other. */
export function unless(code: string): (error: SystemError) => undefined {
  return (error) => {
    if (error.code !== code) throw error
  }
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
