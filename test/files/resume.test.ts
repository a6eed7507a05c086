/** What a crash leaves, and what goes on from it. */
import { appendFile, cp, mkdir, open, readFile, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  createEngine,
  OutputError,
  starterScenario,
  VERSION,
  writeSweep,
  type ScenarioInput,
  type SweepFileOptions,
} from '../../bindings/node.ts'
import { Journal } from '../../bindings/files/store/journal.ts'
import { planSweepFile } from '../../bindings/files/store/sweep-file.ts'
import { lockOfTheDead } from '../support/locks.ts'
import { grid, inFolder, query, random, rowsThatDiffer } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const starter = starterScenario() as ScenarioInput

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at] ^= 1 << (at % 8)
  await writeFile(path, bytes)
}

describe('an unfinished run', () => {
  const points = 20_000

  /** Writes three batches, then stops. */
  async function begin(path: string) {
    const controller = new AbortController()
    const plan = await planSweepFile(engine, starter, path, { ...grid(points), chunkSize: 1000, signal: controller.signal })
    let batches = 0
    await expect(plan.write({ onBatch: () => void (++batches === 3 && controller.abort(new Error('enough'))) })).rejects.toThrow('enough')
  }
  const go = (path: string, options: SweepFileOptions = {}) =>
    writeSweep(engine, starter, path, { ...grid(points), resume: true, ...options })
  const refusal = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(OutputError)
    return (error as Error).message
  }

  test('is not overwritten by accident', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      await begin(path)
      expect(await readdir(folder)).toEqual(['r.parquet.unfinished'])
      expect(await refusal(go(path, { resume: false }))).toMatch(
        /an unfinished run of it is in .*r.parquet.unfinished; go on with it by --resume/,
      )
      expect(await go(path, { resume: false, force: true })).toMatchObject({ points, resumed: 0 })
      expect(await readdir(folder)).toEqual(['r.parquet'])
    }))

  test.each([
    ['its last batch is torn', async (data: string) => truncate(data, (await stat(data)).size - 100)],
    [
      'a byte of it is changed',
      async (data: string) => {
        const file = await open(data, 'r+')
        await file.write(Uint8Array.of(255, 0, 255, 0), 0, 4, (await file.stat()).size - 50)
        await file.close()
      },
    ],
    ['bytes follow that no journal knows', (data: string) => appendFile(data, 'half a batch')],
    ['its journal ends in the middle of a line', (data: string) => appendFile(data.replace(/data$/, 'journal'), '{"points":40')],
    ['its journal ends in zeros, as after a power cut', (data: string) => appendFile(data.replace(/data$/, 'journal'), new Uint8Array(64))],
  ])('gives the same file where %s', (_, harm) =>
    inFolder(async (folder) => {
      const [path, whole] = [join(folder, 'r.parquet'), join(folder, 'whole.parquet')]
      await go(whole)
      await begin(path)
      await harm(join(`${path}.unfinished`, 'data'))
      const { resumed } = await go(path)
      expect(resumed).toBeGreaterThan(0)
      expect(resumed).toBeLessThan(points)
      expect((await query(`select count(*) from '${path}'`)).rows).toEqual([[points]])
      expect(await rowsThatDiffer(path, whole)).toBe(0)
    }),
  )

  test.each(['r.parquet', 'r.csv'])('gives the same %s, or is refused, whichever bit of it has changed', (name) =>
    inFolder(async (folder) => {
      const [path, whole, left] = [join(folder, name), join(folder, `whole.${name}`), join(folder, 'left')]
      await go(whole)
      await begin(path)
      await rename(`${path}.unfinished`, left)
      const next = random(5)
      const ends = { done: 0, refused: 0 }
      for (const part of ['journal', 'data']) {
        const { size } = await stat(join(left, part))
        // Its head, its first batch, anywhere, and its end.
        const places = [0, 3, 8, 30, 200, ...Array.from({ length: 8 }, () => Math.floor(size * next())), size - 2]
        for (const at of places) {
          await cp(left, `${path}.unfinished`, { recursive: true })
          await flip(join(`${path}.unfinished`, part), at)
          try {
            await go(path)
            ends.done++
            if (name.endsWith('.csv')) expect((await readFile(path)).equals(await readFile(whole)), `${part} at ${at}`).toBe(true)
            else expect(await rowsThatDiffer(path, whole), `${part} at ${at}`).toBe(0)
          } catch (error) {
            expect(error).toBeInstanceOf(OutputError)
            ends.refused++
          }
          for (const rest of [`${path}.unfinished`, path, `${path}.json`]) await rm(rest, { recursive: true, force: true })
        }
      }
      expect(ends.done).toBeGreaterThan(ends.refused)
    }),
  )

  test('whose journal holds lines that are lost, doubled or of another order counts up to there', () =>
    inFolder(async (folder) => {
      const [path, whole, left] = [join(folder, 'r.csv'), join(folder, 'whole.csv'), join(folder, 'left')]
      await go(whole)
      await begin(path)
      await rename(`${path}.unfinished`, left)
      for (const order of [
        [0, 2],
        [0, 1, 1],
        [0, 2, 1],
        [0, 0, 1],
      ]) {
        await cp(left, `${path}.unfinished`, { recursive: true })
        const journal = join(`${path}.unfinished`, 'journal')
        const lines = (await readFile(journal, 'utf8')).split('\n')
        await writeFile(journal, order.map((i) => `${lines[i]}\n`).join(''))
        await go(path)
        expect((await readFile(path)).equals(await readFile(whole))).toBe(true)
        for (const rest of [path, `${path}.json`]) await rm(rest)
      }
    }))

  test('of another sweep is refused, and what differs is named', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      await begin(path)
      const dearer = { ...starter, production: { ...starter.production, price: 1.25 } }
      expect(await refusal(writeSweep(engine, dearer, path, { ...grid(points), resume: true }))).toMatch(
        /scenario\.production\.price: 1, now 1\.25/,
      )
      expect(await refusal(go(path, { metrics: ['profit'] }))).toMatch(/scenario\.sweep\.metrics\[1\]: "factors\[0\]", now missing/)
      expect(await refusal(go(path, { method: 'grid' }))).toMatch(/method: "exact", now "dense"/)
      expect((await go(path)).resumed).toBeGreaterThan(0)
    }))

  test('that holds no whole batch is started over, and leaves nothing when it stops', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(go(path, { resume: false, signal })).rejects.toThrow('enough')
      expect(await readdir(folder)).toEqual([])
    }))
})

describe.concurrent('a second run into a file', () => {
  test('is refused while the first is alive, and harms nothing', ({ expect }) =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      const controller = new AbortController()
      const slow = { ...grid(200_000), method: 'dense' as const, chunkSize: 1000 }
      const plan = await planSweepFile(engine, starter, path, { ...slow, signal: controller.signal })
      let refusal: Promise<unknown> | undefined
      const first = plan.write({
        onBatch: () => {
          refusal ??= planSweepFile(engine, starter, path, { ...slow, resume: true })
            .catch((error: unknown) => error)
            .finally(() => controller.abort(new Error('enough')))
        },
      })
      await expect(first).rejects.toThrow('enough')
      expect(await refusal).toBeInstanceOf(OutputError)
      expect(String(await refusal)).toMatch(/another run writes .*r\.parquet at this moment \(process \d+ on .+\); let it end/)
      expect((await readdir(`${path}.unfinished`)).sort()).toEqual(['data', 'journal'])
      const next = await planSweepFile(engine, starter, path, { ...slow, resume: true })
      expect(next.remaining.start).toBeGreaterThan(0)
      await next.close()
    }))

  test('takes over from one on another host that is silent', ({ expect }) =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      await mkdir(`${path}.unfinished`)
      await writeFile(join(`${path}.unfinished`, 'lock'), `{"host":"elsewhere","pid":${process.pid},"beats":7}`)
      expect(await writeSweep(engine, starter, path, grid(1000))).toMatchObject({ points: 1000, resumed: 0 })
      expect(await readdir(folder)).toEqual(['r.parquet'])
    }))
})

describe('a complete file', () => {
  test.each(['r.parquet', 'r.csv'])('%s is left as it is by a run that resumes', (name) =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const first = await writeSweep(engine, starter, path, grid(1000))
      const { mtimeMs } = await stat(path)
      expect(await writeSweep(engine, starter, path, { ...grid(1000), resume: true })).toEqual({ ...first, resumed: 1000 })
      expect((await stat(path)).mtimeMs).toBe(mtimeMs)
      await expect(writeSweep(engine, starter, path, { ...grid(2000), resume: true })).rejects.toThrow('sweep.axes[1].points: 10, now 20')
    }),
  )
})

describe('a run that is killed after its file has its name', () => {
  test.each([
    ['with its journal and its lock', ['journal', 'lock']],
    ['with its journal', ['journal']],
    ['empty', []],
  ])('leaves a folder, %s, that goes when it is resumed', (_, rest) =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.parquet')
      await writeSweep(engine, starter, path, grid(1000))
      await mkdir(`${path}.unfinished`)
      const lock = JSON.stringify(await lockOfTheDead())
      for (const name of rest)
        await writeFile(join(`${path}.unfinished`, name), name === 'lock' ? lock : new Journal().add({ version: VERSION }))
      expect(await writeSweep(engine, starter, path, { ...grid(1000), resume: true })).toMatchObject({ resumed: 1000 })
      expect(await readdir(folder)).toEqual(['r.parquet'])
    }),
  )
})
