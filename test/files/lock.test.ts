/** Locks: that one run alone writes a file, whatever happens to the other. */
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile, readdir, rm, stat, truncate, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, OutputError, starterScenario, writeSweep, type SweepInput } from '../../bindings/node.ts'
import { Lock } from '../../bindings/files/store/lock.ts'
import { planSweepFile } from '../../bindings/files/store/sweep-file.ts'
import { lockOfTheDead, ownLock } from '../support/locks.ts'
import { inFolder } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()
const grid: SweepInput = { axes: [{ parameter: 'time', from: 0, to: 10, points: 20_000 }], metrics: ['profit'] }

describe('a lock', () => {
  test('is refused to a second run at once where the first lives on this machine', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'lock')
      const lock = await Lock.take(path, 'r.csv')
      await expect(Lock.take(path, 'r.csv')).rejects.toThrow(/another run writes r\.csv at this moment \(process \d+ on .+\)/)
      await lock.check()
      await lock.release()
      expect(await readdir(folder)).toEqual([])
    }))

  test('of a process that is gone, or whose number another process has, is taken over at once', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'lock')
      for (const holder of [await lockOfTheDead(), { ...(await ownLock()), token: 'another', began: '1' }]) {
        await writeFile(path, JSON.stringify(holder))
        await (await Lock.take(path, 'r.csv')).release()
      }
      expect(await readdir(folder)).toEqual([])
    }))

  test.concurrent('in another container, with the same host name and a process number that runs here, is kept while its heart beats', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'lock')
      const holder = { ...(await ownLock()), token: 'elsewhere', place: 'another kernel', beats: 0 }
      const beat = () => writeFile(path, JSON.stringify({ ...holder, beats: holder.beats++ }))
      let last = beat()
      await last
      const heart = setInterval(() => (last = beat()), 500)
      await expect(Lock.take(path, 'r.csv')).rejects.toThrow(OutputError)
      clearInterval(heart)
      await last
      expect(JSON.parse(await readFile(path, 'utf8')).token).toBe('elsewhere')
    }))

  test('is removed by its owner alone', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'lock')
      const lock = await Lock.take(path, 'r.csv')
      await rm(path)
      await writeFile(path, '{"token":"of another run"}')
      await expect(lock.check()).rejects.toThrow('another run has taken over r.csv')
      await lock.release()
      expect(await readFile(path, 'utf8')).toBe('{"token":"of another run"}')
    }))

  test('keeps its heart beats out of the lock of the run that has taken it over', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'lock')
      const lock = await Lock.take(path, 'r.csv')
      await rm(path)
      await writeFile(path, 'of another run')
      await new Promise((resolve) => setTimeout(resolve, 1200))
      expect(await readFile(path, 'utf8')).toBe('of another run')
      await lock.release()
    }))
})

describe('a run that has lost its lock', () => {
  const lose = (folder: string) => {
    rmSync(join(folder, 'lock'))
    writeFileSync(join(folder, 'lock'), '{"token":"of another run"}')
  }

  test('writes nothing more, and leaves everything to the other', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      const unfinished = `${path}.unfinished`
      const plan = await planSweepFile(engine, scenario, path, { ...grid, chunkSize: 1000 })
      let size: number | undefined
      const onBatch = () => {
        if (size === undefined) lose(unfinished)
        size ??= statSync(join(unfinished, 'data')).size
      }
      await expect(plan.write({ onBatch })).rejects.toThrow('another run has taken over')
      // The one write that it was at may have ended.
      expect((await stat(join(unfinished, 'data'))).size - size!).toBeLessThan(4096 * 100)
      expect(await readFile(join(unfinished, 'lock'), 'utf8')).toBe('{"token":"of another run"}')
      expect(await readdir(folder)).toEqual(['r.csv.unfinished'])
    }))

  test('does not give the file its name', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      const plan = await planSweepFile(engine, scenario, path, { ...grid, axes: [{ parameter: 'time', values: [0, 1] }] })
      const run = plan.write()
      lose(`${path}.unfinished`)
      await expect(run).rejects.toThrow('another run has taken over')
      expect((await readdir(folder)).filter((name) => name === 'r.csv')).toEqual([])
    }))

  test('or whose data another run has cut, ends', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      const plan = await planSweepFile(engine, scenario, path, { ...grid, chunkSize: 1000 })
      let cut: Promise<void> | undefined
      await expect(
        plan.write({
          onBatch: () => {
            cut ??= truncate(join(`${path}.unfinished`, 'data'), 3)
          },
        }),
      ).rejects.toThrow('another run writes')
      await cut
    }))
})

test('nothing is read before the lock is held', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'r.csv')
    await mkdir(`${path}.unfinished`)
    await writeFile(join(`${path}.unfinished`, 'journal'), 'nonsense')
    const lock = await Lock.take(join(`${path}.unfinished`, 'lock'), path)
    await expect(writeSweep(engine, scenario, path, { ...grid, resume: true })).rejects.toThrow('another run writes')
    await lock.release()
    await expect(writeSweep(engine, scenario, path, { ...grid, resume: true })).rejects.toThrow('the journal in')
    await rm(`${path}.unfinished`, { recursive: true })
  }))
