/** Files that cannot be written: what is said, and that nothing is left behind. */
import { chmod, mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, mergeShards, OffcutError, OutputError, starterScenario, writeSweep } from '../../bindings/node.ts'
import { writeOutputFile } from '../../bindings/files/store/file.ts'
import { inFolder } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()
const grid = { axes: [{ parameter: 'level', from: 0, to: 1, points: 10 }], metrics: ['profit' as const] }
const NOBODY = 65_534

/** Permissions do not stop the superuser. */
async function asAnyUser<T>(body: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return body()
  process.seteuid!(NOBODY)
  try {
    return await body()
  } finally {
    process.seteuid!(0)
  }
}

const failureOf = (running: Promise<unknown>) =>
  running.then(
    () => undefined,
    (error: unknown) => error,
  )

describe.skipIf(process.platform === 'win32')('a folder that may not be written to', () => {
  const writers: [string, (path: string, shard: string) => Promise<unknown>][] = [
    ['a sweep as Parquet', (path) => writeSweep(engine, scenario, `${path}.parquet`, grid)],
    ['a sweep as CSV', (path) => writeSweep(engine, scenario, `${path}.csv`, grid)],
    ['a sweep that may start over', (path) => writeSweep(engine, scenario, `${path}.csv`, { ...grid, force: true })],
    ['a sweep that may be resumed', (path) => writeSweep(engine, scenario, `${path}.csv`, { ...grid, resume: true })],
    ['joined shards', (path, shard) => mergeShards([shard], `${path}.csv`)],
    ['any other file', (path) => writeOutputFile(path, {}, (file) => file.write('text'))],
  ]
  test.each(writers)('is named, with what to do, by %s', async (_, write) =>
    inFolder(async (folder) => {
      const closed = join(folder, 'closed')
      await mkdir(closed)
      await writeSweep(engine, scenario, join(folder, 'shard.csv'), { ...grid, shard: { index: 1, count: 1 } })
      await chmod(folder, 0o755)
      await chmod(closed, 0o555)
      const failure = await asAnyUser(() => failureOf(write(join(closed, 'result'), join(folder, 'shard.1-of-1.csv'))))
      expect(failure).toBeInstanceOf(OutputError)
      expect(String(failure)).toMatch(
        /cannot write .*result(\.\w+)?: EACCES: permission denied; expected a folder that this user may write to: change the permissions of .*closed, or choose another folder$/,
      )
      expect(await readdir(closed)).toEqual([])
      await chmod(closed, 0o755)
    }),
  )

  test('does not matter beside a complete file', async () =>
    inFolder(async (folder) => {
      const path = join(folder, 'result.csv')
      await writeSweep(engine, scenario, path, grid)
      await chmod(folder, 0o555)
      expect(await asAnyUser(() => writeSweep(engine, scenario, path, { ...grid, resume: true }))).toMatchObject({
        points: 10,
        resumed: 10,
      })
      await chmod(folder, 0o755)
    }))
})

test('a name that the system refuses is the one that was asked for', async () =>
  inFolder(async (folder) => {
    // The name itself is short enough; that of the folder for an unfinished run is not.
    for (const name of [`${'n'.repeat(245)}.csv`, `${'n'.repeat(300)}.csv`]) {
      const failure = await failureOf(writeSweep(engine, scenario, join(folder, name), grid))
      expect(failure).toBeInstanceOf(OutputError)
      expect((failure as Error).message).toBe(
        `cannot write ${join(folder, name)}: ENAMETOOLONG: name too long; choose another folder or name`,
      )
    }
    expect(await readdir(folder)).toEqual([])
  }))

test('a file appears when it is whole, and not at all when its writing fails', async () =>
  inFolder(async (folder) => {
    const path = join(folder, 'file.txt')
    const failure = await failureOf(
      writeOutputFile(path, {}, async (file) => {
        await file.write('half')
        await open(join(folder, 'nowhere'))
      }),
    )
    expect(failure).toBeInstanceOf(OffcutError)
    expect(String(failure)).toMatch(/could not write .*file\.txt to its end: ENOENT: no such file or directory; make sure that the disk/)
    expect(await readdir(folder)).toEqual([])
    await expect(writeOutputFile(path, {}, () => Promise.reject(new Error('out of ideas')))).rejects.toThrow(/^out of ideas$/)
    await writeOutputFile(path, {}, (file) => file.write('whole'))
    await expect(writeOutputFile(path, {}, (file) => file.write('other'))).rejects.toThrow('it exists')
    expect(await readFile(path, 'utf8')).toBe('whole')
  }))
