import { readFileSync } from 'node:fs'
import { link, open, readFile, readlink, rename, rm, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { OffcutError } from '../../errors.ts'
import { OutputError, unless } from './file.ts'

const BEAT_MILLISECONDS = 1000
/** After so many, a holder that cannot be asked whether it lives is given up. */
const BEATS_MISSED = 10
/** A lock that another run has looked at is back within this time. */
const GLANCE_MILLISECONDS = 50

/** What a lock file says of the run that holds it. */
interface Holder {
  /** Nobody else's: by it alone a run knows its own lock. */
  token: string
  host: string
  pid: number
  /** The running kernel and its space of process numbers: only within one place do these numbers mean anything. */
  place: string | undefined
  /** When the process began: its number may have been given again. */
  began: string | undefined
  beats: number
}

/**
 * Keeps a second run from writing the same file, on whichever machine: a lock file with a token and a count of heart beats. The
 * lock of a process that is known to be gone is taken over at once, any other when its heart has stopped. A run that was only
 * paused may then wake up: so it must `check` before whatever it writes.
 */
export class Lock {
  readonly #path: string
  readonly #output: string
  readonly #handle: FileHandle
  readonly #holder: Holder
  readonly #heart: NodeJS.Timeout
  #beating: Promise<unknown> = Promise.resolve()

  private constructor(path: string, output: string, handle: FileHandle, holder: Holder) {
    this.#path = path
    this.#output = output
    this.#handle = handle
    this.#holder = holder
    this.#heart = setInterval(() => {
      // A beat that fails is made up for by the next; it goes into this run's own file, wherever that is by now.
      this.#beating = this.#beating.then(() => this.#beat()).catch(() => {})
    }, BEAT_MILLISECONDS).unref()
  }

  /** @throws OutputError while another run is alive. */
  static async take(path: string, output: string): Promise<Lock> {
    const { pid } = process
    const holder: Holder = {
      token: crypto.randomUUID(),
      host: hostname(),
      pid,
      place: await placeOf(),
      began: await beginningOf(pid),
      beats: 0,
    }
    for (;;) {
      const handle = await open(path, 'wx').catch(unless('EEXIST'))
      if (handle === undefined) {
        await removeStale(path, output, holder)
        continue
      }
      const lock = new Lock(path, output, handle, holder)
      await lock.#beat()
      return lock
    }
  }

  /** @throws OffcutError where another run has taken the lock over. */
  async check(): Promise<void> {
    if (this.#isOwn()) return
    await sleep(GLANCE_MILLISECONDS)
    if (this.#isOwn()) return
    throw new OffcutError(
      `another run has taken over ${this.#output}, as this one was silent for too long; let that one end, then go on with --resume`,
    )
  }

  /** Removes the lock, unless it is another run's by now. */
  async release(): Promise<void> {
    clearInterval(this.#heart)
    await this.#beating
    await this.#handle.close()
    await removeIf(this.#path, (content) => parse(content)?.token === this.#holder.token)
  }

  /** Read at once: the file is small and was just written, and five turns through other threads took a tenth of a millisecond. */
  #isOwn(): boolean {
    return parse(contentOf(this.#path))?.token === this.#holder.token
  }

  async #beat(): Promise<void> {
    // The text never gets shorter, so nothing of the one before remains.
    await this.#handle.write(JSON.stringify(this.#holder), 0)
    await this.#handle.datasync()
    this.#holder.beats++
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return unless('ENOENT')(error as NodeJS.ErrnoException)
  }
}

async function removeStale(path: string, output: string, own: Holder): Promise<void> {
  const content = () => readFile(path, 'utf8').catch(unless('ENOENT'))
  const seen = await content()
  if (seen === undefined) return
  const holder = parse(seen)
  const alive = holder && (await isAlive(holder, own))
  const refusal = (by: Holder | undefined) => {
    const who = by ? ` (process ${by.pid} on ${by.host})` : ''
    return new OutputError(
      `another run writes ${output} at this moment${who}; let it end, or stop it and go on with --resume (resume: true)`,
    )
  }
  if (alive === true) throw refusal(holder)
  for (let beat = 0; beat < BEATS_MISSED && alive === undefined; beat++) {
    await sleep(BEAT_MILLISECONDS)
    const now = await content()
    if (now === undefined) return
    // What was seen may have been half of what was being written.
    if (now !== seen) throw refusal(parse(now))
  }
  await removeIf(path, (found) => found === seen)
}

/** Removes a lock if it is the one that is meant. It is moved aside to be looked at: so of two runs only one removes it. */
async function removeIf(path: string, isMeant: (content: string) => boolean): Promise<void> {
  const aside = `${path}.${crypto.randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    return unless('ENOENT')(error as NodeJS.ErrnoException)
  }
  if (!isMeant(await readFile(aside, 'utf8'))) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

function parse(content: string | undefined): Holder | undefined {
  try {
    const holder = JSON.parse(content ?? '')
    return typeof holder?.token === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

/** Whether a holder's process runs; undefined where that cannot be known from here. */
async function isAlive({ place, pid, began }: Holder, own: Holder): Promise<boolean | undefined> {
  if (place === undefined || place !== own.place) return undefined
  return (await beginningOf(pid)) === began
}

/** Linux alone tells; elsewhere the heart beats must do. */
async function placeOf(): Promise<string | undefined> {
  try {
    return `${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}

// Places in /proc/<pid>/stat behind the name of the process, and the states of one that has ended.
const STATE = 0
const START_TIME = 19
const ENDED = ['Z', 'X']

/** When a process of this place began, in ticks since the machine did; undefined where there is none. */
async function beginningOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name, in brackets, may hold anything.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields === undefined || ENDED.includes(fields[STATE]) ? undefined : fields[START_TIME]
}
