/** What several files of tests need and is dear to make: made once, by whoever needs it first. */
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE_SECONDS = 100

/** Before the tests: a folder for what is shared. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'offcut-shared-'))
  process.env.OFFCUT_SHARED = folder
  return () => rm(folder, { recursive: true, force: true })
}

/**
 * A folder that `make` has filled, in this process or in another.
 *
 * @throws where making it has failed, in every process that asks for it
 */
export async function shared(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (!process.env.OFFCUT_SHARED) throw new Error('no folder is shared: these tests run by vitest.config.ts')
  const folder = join(process.env.OFFCUT_SHARED, name)
  const done = `${folder}.done`
  const isMaker = await succeeds(mkdir(folder))
  if (isMaker) await writeFile(done, await complaintOf(make(folder)))
  for (let second = 0; second < PATIENCE_SECONDS; second += 0.2) {
    if (await succeeds(access(done))) {
      const complaint = await readFile(done, 'utf8')
      if (complaint !== '') throw new Error(`${name} cannot be made: ${complaint}`)
      return folder
    }
    await wait(200)
  }
  throw new Error(`${name} was not made within ${PATIENCE_SECONDS} seconds`)
}

const succeeds = (action: Promise<unknown>) =>
  action.then(
    () => true,
    () => false,
  )

const complaintOf = (action: Promise<unknown>) =>
  action.then(
    () => '',
    (error: Error) => error.message,
  )
