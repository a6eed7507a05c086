import { mkdir, open, readdir, readFile, rename, rm, truncate, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { OffcutError } from '../../errors.ts'
import type { Fragment, PlacedFragment } from '../format/format.ts'
import { syncFolder } from './file.ts'
import { lock } from './lock.ts'
import type { SweepIdentity } from './record.ts'

/** One batch that is on disk. */
interface Entry {
  /** Points of the batch. */
  points: number
  /** Of these, points whose status is `notConverged` or `domainError`. */
  failed: number
  /** Seconds since the batch before it, or since the run began. */
  seconds: number
  /** Bytes of the batch in the data file, and their CRC-32. */
  bytes: number
  checksum: number
  /** The note of its fragment. */
  note: string
}

/** What is done of an unfinished sweep. */
export interface Done {
  points: number
  failed: number
  seconds: number
  /** Length of the data file up to the last batch. */
  bytes: number
  fragments: PlacedFragment[]
}

export function unfinishedPath(path: string): string {
  return `${path}.unfinished`
}

/**
 * A file on its way: the folder `<file>.unfinished` holds `data`, which grows batch by batch into the file itself, and
 * `journal`, a line a batch with its checksum, written after its bytes. Only batches whose bytes match count, so a batch counts
 * whole or not at all whatever is killed, and whatever a power cut takes of what the disk was still to write. At the end `data` is
 * renamed to the file: it takes no more room than the file does. `lock` keeps a second run away.
 */
export class Unfinished {
  readonly #path: string
  readonly #data: FileHandle
  readonly #journal: FileHandle
  readonly #unlock: () => Promise<void>
  readonly done: Done

  private constructor(path: string, data: FileHandle, journal: FileHandle, unlock: () => Promise<void>, done: Done) {
    this.#path = path
    this.#data = data
    this.#journal = journal
    this.#unlock = unlock
    this.done = done
  }

  /** What an interrupted run has left: its identity and the batches that are whole. Undefined where there is nothing to go on with. */
  static async read(path: string, head: Uint8Array): Promise<{ identity: SweepIdentity; done: Done } | undefined> {
    const folder = unfinishedPath(path)
    const journal = await readFile(join(folder, 'journal'), 'utf8').catch(ifThere)
    const data = await open(join(folder, 'data')).catch(ifThere)
    try {
      if (journal === undefined || data === undefined) return undefined
      const [identity, ...entries] = wholeLines(journal)
      if (identity === undefined) return undefined
      return { identity: identity as SweepIdentity, done: await verified(data, head.length, entries as Entry[]) }
    } finally {
      await data?.close()
    }
  }

  /** Starts anew. Throws an OutputError while another run writes the same file, as `resume` does. */
  static async create(path: string, head: Uint8Array, identity: SweepIdentity): Promise<Unfinished> {
    const folder = unfinishedPath(path)
    await mkdir(folder, { recursive: true })
    const unlock = await lock(join(folder, 'lock'), path)
    const data = await open(join(folder, 'data'), 'w')
    const journal = await open(join(folder, 'journal'), 'w')
    await data.writeFile(head)
    await data.sync()
    await journal.writeFile(`${JSON.stringify(identity)}\n`)
    await journal.sync()
    await syncFolder(folder)
    return new Unfinished(path, data, journal, unlock, { points: 0, failed: 0, seconds: 0, bytes: head.length, fragments: [] })
  }

  /** Goes on after the batches that `read` found whole; what stands behind them is cut off. */
  static async resume(path: string, done: Done): Promise<Unfinished> {
    const folder = unfinishedPath(path)
    const unlock = await lock(join(folder, 'lock'), path)
    const lines = (await readFile(join(folder, 'journal'), 'utf8')).split('\n').slice(0, 1 + done.fragments.length)
    await truncate(join(folder, 'data'), done.bytes)
    await truncate(join(folder, 'journal'), Buffer.byteLength(lines.join('\n')) + 1)
    const data = await open(join(folder, 'data'), 'r+')
    const journal = await open(join(folder, 'journal'), 'a')
    return new Unfinished(path, data, journal, unlock, { ...done, fragments: [...done.fragments] })
  }

  /** Removes what a run leaves that was killed after the file had its name. Another run that is at work there keeps what it has. */
  static async removeRest(path: string): Promise<void> {
    const folder = unfinishedPath(path)
    const unlock = await lock(join(folder, 'lock'), path).catch(() => undefined)
    if (unlock === undefined) return
    if ((await readdir(folder).catch(ifThere))?.includes('data')) await unlock()
    else await rm(folder, { recursive: true, force: true }).finally(unlock)
  }

  /** Adds a batch; it counts from the moment this resolves. */
  async append({ bytes, note }: Fragment, { points, failed, seconds }: Pick<Entry, 'points' | 'failed' | 'seconds'>): Promise<void> {
    const { done } = this
    const { size } = await this.#data.stat()
    if (size !== done.bytes) throw new OffcutError(`another run writes ${this.#path} at the same time; let one of the two end, then go on with --resume`)
    await write(this.#data, bytes, done.bytes)
    const entry: Entry = { points, failed, seconds, bytes: bytes.length, checksum: crc32(bytes), note }
    await this.#journal.appendFile(`${JSON.stringify(entry)}\n`)
    add(done, entry)
  }

  /** Ends the file and gives it its name. */
  async finish(end: Uint8Array): Promise<void> {
    await write(this.#data, end, this.done.bytes)
    await this.#data.sync()
    await this.#closeFiles()
    await rename(join(unfinishedPath(this.#path), 'data'), this.#path)
    await syncFolder(dirname(this.#path))
    await this.discard()
  }

  async close(): Promise<void> {
    await this.#closeFiles()
    await this.#unlock()
  }

  async #closeFiles(): Promise<void> {
    await this.#data.close()
    await this.#journal.close()
  }

  async discard(): Promise<void> {
    await this.#unlock()
    await rm(unfinishedPath(this.#path), { recursive: true, force: true })
  }
}

function add(done: Done, { points, failed, seconds, bytes, note }: Entry): void {
  done.fragments.push({ offset: done.bytes, note })
  done.points += points
  done.failed += failed
  done.seconds += seconds
  done.bytes += bytes
}

/** The lines of a journal up to the first that a crash cut short. */
function wholeLines(journal: string): unknown[] {
  const values: unknown[] = []
  for (const line of journal.split('\n').slice(0, -1)) {
    try {
      values.push(JSON.parse(line))
    } catch {
      break
    }
  }
  return values
}

/** The batches whose bytes are as they were written, up to the first that is not: a disk may lose what it had promised. */
async function verified(data: FileHandle, start: number, entries: readonly Entry[]): Promise<Done> {
  const done: Done = { points: 0, failed: 0, seconds: 0, bytes: start, fragments: [] }
  for (const entry of entries) {
    const bytes = new Uint8Array(entry.bytes)
    const { bytesRead } = await data.read(bytes, 0, entry.bytes, done.bytes)
    if (bytesRead < entry.bytes || crc32(bytes) !== entry.checksum) break
    add(done, entry)
  }
  return done
}

/** One call may write a part only. */
async function write(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position + from)
    from += bytesWritten
  }
}

function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
