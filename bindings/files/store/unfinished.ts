import { fstatSync } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm, rmdir, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { OffcutError, existing } from '../../errors.ts'
import type { Encoded, PlacedFragment } from '../format/format.ts'
import { OutputError, giveName, syncFolder, unless, type OutputFile } from './file.ts'
import { Journal } from './journal.ts'
import { Lock } from './lock.ts'
import type { SweepIdentity } from './record.ts'

/** One batch that is on disk. */
export interface Entry {
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

/** A batch to be written. */
export type Batch = Encoded & Pick<Entry, 'points' | 'failed' | 'seconds'>

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

/** The one file that is neither data nor journal; those that `lock.ts` moves aside begin with its name. */
const LOCK = 'lock'
const OWN = ['journal', 'journal.partial', 'data', 'merged.partial', 'state', 'state.partial']

/**
 * A file on its way: the folder `<file>.unfinished` holds `data`, which grows batch by batch into the file itself, and
 * `journal`, a line a batch, written after its bytes. Both are checked by what they hold: only batches whose bytes match count, so a
 * batch counts whole or not at all whatever is killed, and whatever a power cut takes of what the disk was still to write. At the
 * end `data` is renamed to the file: it takes no more room than the file does. `lock` keeps a second run away; the run that holds it
 * checks it before it writes. A run that wakes up after it has lost the lock finishes at most the one write that it was at: of the
 * same bytes to the same place, as equal sweeps have equal batches, or into a file that has no name any more.
 */
export class Unfinished {
  readonly path: string
  readonly #lock: Lock
  #data?: FileHandle
  #journalFile?: FileHandle
  #journal = new Journal()
  #done?: Done

  private constructor(path: string, lock: Lock) {
    this.path = path
    this.#lock = lock
  }

  /** Keeps other runs away from now on. @throws OutputError while another run is alive. */
  static async take(path: string): Promise<Unfinished> {
    const folder = unfinishedPath(path)
    for (;;) {
      await mkdir(folder).catch(unless('EEXIST'))
      if (!(await stat(folder).catch(unless('ENOENT')))?.isDirectory()) {
        throw new OutputError(`cannot write ${path}: ${folder} is in the way, which is no folder: move it, or choose another name`)
      }
      // A run that ends may remove the folder in between.
      const lock = await Lock.take(join(folder, LOCK), path).catch(unless('ENOENT'))
      if (lock) return new Unfinished(path, lock)
    }
  }

  get isBegun(): boolean {
    return this.#done !== undefined
  }

  /** What is done so far: after `begin` or `goOn`. */
  get done(): Done {
    return existing(this.#done, 'what is done')
  }

  /**
   * What an interrupted run has left: its identity and the batches that are whole. Undefined where there is nothing to go on with.
   * @throws OutputError where the folder holds what no run has left, or the head of the journal is damaged.
   */
  async read(headBytes: number): Promise<{ identity: SweepIdentity; done: Done } | undefined> {
    const journal = await readFile(this.#in('journal')).catch(unless('ENOENT'))
    const data = await open(this.#in('data')).catch(unless('ENOENT'))
    try {
      const [head, ...entries] = journal === undefined ? [] : Journal.read(journal).values
      if (head === undefined && (journal !== undefined || data !== undefined)) {
        const folder = unfinishedPath(this.path)
        throw new OutputError(
          `cannot write ${this.path}: the journal in ${folder} is damaged, or offcut has not written what is there; ` +
            'look at it, then start over with --force (in code: force: true), or choose another name',
        )
      }
      if (head === undefined || data === undefined) return undefined
      return { identity: head as SweepIdentity, done: await verified(data, headBytes, entries as Entry[]) }
    } finally {
      await data?.close()
    }
  }

  /** Starts anew. */
  async begin(head: Uint8Array, identity: SweepIdentity): Promise<void> {
    await this.#lock.check()
    for (const name of OWN) await rm(this.#in(name), { force: true })
    // A journal has its head from the first moment on.
    this.#journal = new Journal()
    const fresh = await open(this.#in('journal.partial'), 'wx')
    await fresh.writeFile(this.#journal.add(identity))
    await fresh.sync()
    await fresh.close()
    await rename(this.#in('journal.partial'), this.#in('journal'))
    this.#journalFile = await open(this.#in('journal'), 'a')
    this.#data = await open(this.#in('data'), 'wx')
    await write(this.#data, head, 0)
    await this.#data.sync()
    await syncFolder(unfinishedPath(this.path))
    this.#done = { points: 0, failed: 0, seconds: 0, bytes: head.length, fragments: [] }
  }

  /** Goes on after the batches that `read` found whole; what stands behind them is cut off. */
  async goOn(head: Uint8Array, done: Done): Promise<void> {
    const journal = await readFile(this.#in('journal'))
    this.#journal = Journal.read(journal.subarray(0, Journal.read(journal).ends[done.fragments.length])).journal
    await this.#lock.check()
    await truncate(this.#in('data'), done.bytes)
    await truncate(this.#in('journal'), this.#journal.length)
    this.#data = await open(this.#in('data'), 'r+')
    this.#journalFile = await open(this.#in('journal'), 'a')
    // What is known need not be relied on.
    await write(this.#data, head, 0)
    this.#done = { ...done, fragments: [...done.fragments] }
  }

  /** Adds batches; they count from the moment this resolves. */
  async append(batches: readonly Batch[]): Promise<void> {
    await this.#check()
    const lines: Buffer[] = []
    let end = this.done.bytes
    const entries = batches.map(
      ({ bytes, checksum, note, points, failed, seconds }): Entry => ({
        points,
        failed,
        seconds,
        bytes: bytes.length,
        checksum,
        note,
      }),
    )
    const data = this.#openData
    for (const { bytes } of batches) {
      await write(data, bytes, end)
      end += bytes.length
    }
    const before = this.#journal.length
    for (const entry of entries) lines.push(this.#journal.add(entry))
    await write(existing(this.#journalFile, 'the journal'), Buffer.concat(lines), before)
    for (const entry of entries) add(this.done, entry)
  }

  /** Where a run keeps what it has gathered so far. */
  static stateOf(path: string): string {
    return join(unfinishedPath(path), 'state')
  }

  /** Keeps a state in place of the one before. */
  async save(state: string): Promise<void> {
    await this.#lock.check()
    const file = await open(this.#in('state.partial'), 'w')
    await file.writeFile(state).finally(() => file.close())
    await rename(this.#in('state.partial'), Unfinished.stateOf(this.path))
  }

  /** Writes a file at once, not batch by batch, and gives it its name. */
  async writeWhole(body: (file: OutputFile) => Promise<void>): Promise<void> {
    const partial = this.#in('merged.partial')
    await rm(partial, { force: true })
    this.#data = await open(partial, 'wx')
    const file = this.#data
    try {
      await body({ write: (bytes) => file.writeFile(bytes) })
      await file.sync()
      await this.#closeFiles()
      await this.#lock.check()
      await giveName(partial, this.path)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
    await this.discard()
  }

  /** Ends the file and gives it its name. */
  async finish(end: Uint8Array): Promise<void> {
    await this.#check()
    await write(this.#openData, end, this.done.bytes)
    await this.#openData.sync()
    await this.#closeFiles()
    await this.#lock.check()
    await giveName(this.#in('data'), this.path)
    await this.discard()
  }

  /** Stops, and keeps what is done. */
  async close(): Promise<void> {
    await this.#closeFiles()
    await this.#lock.release()
    // Unless something is in it: the batches of a run that stops, or a file of somebody's.
    await rmdir(unfinishedPath(this.path)).catch(() => {})
  }

  /** Removes what is done. */
  async discard(): Promise<void> {
    await this.#closeFiles()
    await this.#lock.check()
    for (const name of OWN) await rm(this.#in(name), { force: true })
    const asides = (await readdir(unfinishedPath(this.path))).filter((name) => name.startsWith(`${LOCK}.`))
    for (const name of asides) await rm(this.#in(name), { force: true })
    await this.close()
  }

  /** Removes what a run leaves that was killed after the file had its name. Another run that is at work there keeps what it has. */
  static async removeRest(path: string): Promise<void> {
    if (!(await stat(unfinishedPath(path)).catch(() => undefined))) return
    const rest = await Unfinished.take(path).catch(() => undefined)
    if (rest === undefined) return
    const isOver = await rest.read(0).then(
      (left) => left === undefined,
      () => false,
    )
    await (isOver ? rest.discard() : rest.close())
  }

  async #check(): Promise<void> {
    await this.#lock.check()
    const { size } = fstatSync(this.#openData.fd)
    if (size !== this.done.bytes)
      throw new OffcutError(`another run writes ${this.path} at the same time; let one of the two end, then go on with --resume`)
  }

  get #openData(): FileHandle {
    return existing(this.#data, 'the file of the data')
  }

  #in(name: string): string {
    return join(unfinishedPath(this.path), name)
  }

  async #closeFiles(): Promise<void> {
    await this.#data?.close()
    await this.#journalFile?.close()
    this.#data = this.#journalFile = undefined
  }
}

function add(done: Done, { points, failed, seconds, bytes, checksum, note }: Entry): void {
  done.fragments.push({ offset: done.bytes, bytes, checksum, note })
  done.points += points
  done.failed += failed
  done.seconds += seconds
  done.bytes += bytes
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
