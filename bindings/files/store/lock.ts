import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { OutputError } from './file.ts'

const BEAT_MILLISECONDS = 1000
const BEATS_MISSED = 8

/**
 * Keeps a second run from writing the same file: a lock file with the host, the process and a count of its heart beats. The lock of
 * a process that is gone is taken over; of one on another host, or in another container, when its heart has stopped beating.
 *
 * @returns what unlocks.
 * @throws OutputError while another run is alive.
 */
export async function lock(path: string, output: string): Promise<() => Promise<void>> {
  const holder = { host: hostname(), pid: process.pid, beats: 0 }
  while (!(await create(path, JSON.stringify(holder)))) await removeStale(path, output)
  const heart = setInterval(() => {
    holder.beats++
    // A beat that fails is made up for by the next; without the lock file there is nothing to keep.
    writeFile(path, JSON.stringify(holder), { flag: 'r+' }).catch(() => {})
  }, BEAT_MILLISECONDS).unref()
  return async () => {
    clearInterval(heart)
    await rm(path, { force: true })
  }
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function removeStale(path: string, output: string): Promise<void> {
  const content = () => readFile(path, 'utf8').catch(() => undefined)
  const seen = await content()
  // A crash may have left it empty.
  const [, host, pid] = /"host":"(.*)","pid":(\d+)/.exec(seen ?? '') ?? []
  const gone = host === hostname() && !isRunning(Number(pid))
  for (let beat = 0; beat < BEATS_MISSED && !gone; beat++) {
    await sleep(BEAT_MILLISECONDS)
    if ((await content()) === seen) continue
    throw new OutputError(`another run writes ${output} at this moment (process ${pid} on ${host}); let it end, or stop it and go on with --resume (resume: true)`)
  }
  await rm(path, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
