/** Shards that become one file. */
import { mkdir, open, readFile, readdir, rename, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, mergeShards, OutputError, starterScenario, writeSweep, type SweepInput } from '../../bindings/node.ts'
import { readFinished } from '../../bindings/files/store/finished.ts'
import { identityOf } from '../../bindings/files/store/record.ts'
import { lockOfTheDead } from '../support/locks.ts'
import { inFolder, query } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()
const grid: SweepInput = {
  axes: [
    { parameter: 'time', from: 0, to: 10, points: 101 },
    { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 97, spacing: 'log' },
  ],
  metrics: ['profit', 'factors[0]', 'regime[0]'],
}

async function shards(path: string, count: number, options = {}): Promise<string[]> {
  const paths: string[] = []
  for (let index = 1; index <= count; index++)
    paths.push((await writeSweep(engine, scenario, path, { ...grid, ...options, shard: { index, count } })).path)
  return paths
}

describe.each(['result.parquet', 'result.csv'])('shards of %s', (name) => {
  test('give the file of one run, in whatever order they are named', () =>
    inFolder(async (folder) => {
      const [whole, merged] = [join(folder, name.replace('.', '.whole.')), join(folder, name)]
      const { points } = await writeSweep(engine, scenario, whole, grid)
      const paths = await shards(merged, 5)
      const report = await mergeShards(
        [4, 0, 2, 1, 3].map((i) => paths[i]),
        merged,
      )
      expect(report).toMatchObject({ path: merged, points, failed: 0 })
      if (name.endsWith('.csv')) expect(await readFile(merged, 'utf8')).toBe(await readFile(whole, 'utf8'))
      expect((await query(`select * from '${merged}'`)).rows).toEqual((await query(`select * from '${whole}'`)).rows)
      const [one, other] = [await readFinished(merged), await readFinished(whole)]
      expect(identityOf(one.record)).toEqual(identityOf(other.record))
      expect(one.record.statistics).toMatchObject({ points, failed: 0 })
    }))

  test('are refused where one is missing, double, incomplete or of another sweep', () =>
    inFolder(async (folder) => {
      const out = join(folder, `merged-${name}`)
      const [first, second, third] = await shards(join(folder, name), 3)
      const refusal = async (paths: string[]) => {
        const error = await mergeShards(paths, out).catch((reason) => reason)
        expect(error).toBeInstanceOf(OutputError)
        return (error as Error).message
      }
      expect(await refusal([])).toContain('nothing to merge')
      expect(await refusal([first, third])).toContain('of 3 shards, 2 is missing')
      expect(await refusal([first, second, third, second])).toContain('are both shard 2/3')
      expect(await refusal([first, join(folder, 'nowhere.parquet')])).toContain('cannot read')
      const [, another] = await shards(join(folder, `other-${name}`), 3, { method: 'dense', axes: [grid.axes[0]] })
      expect(await refusal([first, another, third])).toMatch(/is a shard of another sweep[^]*method: "exact", now "dense"/)
      const [, half] = await shards(join(folder, `halves-${name}`), 2)
      expect(await refusal([first, half])).toContain('merge shards of one split')
      const { path: whole } = await writeSweep(engine, scenario, join(folder, `whole-${name}`), grid)
      expect(await refusal([whole])).toContain('is no shard: it holds a whole sweep')
      await truncate(second, 1000)
      expect(await refusal([first, second, third])).toMatch(/is not (a )?complete|it is not complete/)
      expect((await readdir(folder)).filter((file) => file.includes('merged'))).toEqual([])
    }))
})

test('an existing file is replaced only when forced', () =>
  inFolder(async (folder) => {
    const out = join(folder, 'result.parquet')
    const paths = await shards(out, 2)
    await writeFile(out, 'mine')
    await expect(mergeShards(paths, out)).rejects.toThrow('it exists')
    await mergeShards(paths, out, { force: true })
    expect((await query(`select count(*) from '${out}'`)).rows).toEqual([[101 * 97]])
  }))

test('the shards of one format make no file of another', () =>
  inFolder(async (folder) => {
    const paths = await shards(join(folder, 'result.parquet'), 2)
    await expect(mergeShards(paths, join(folder, 'result.csv'))).rejects.toThrow('is not of the format of')
  }))

test('metrics in 32 bits are the nearest to those in 64, in shards and resumed, and of one kind in a file', () =>
  inFolder(async (folder) => {
    const [whole, exact, merged] = ['whole', 'exact', 'merged'].map((name) => join(folder, `${name}.parquet`))
    await writeSweep(engine, scenario, whole, { ...grid, float32: true })
    await writeSweep(engine, scenario, exact, grid)
    const paths = await shards(merged, 3, { float32: true })
    await mergeShards(paths, merged)
    const rounded = 'select time, "waste.disposalCost", profit::float as profit, "factors[0]"::float as x, "regime[0]", status from'
    const { rows } = await query(`${rounded} '${exact}'`)
    const kept = `select time, "waste.disposalCost", profit, "factors[0]" as x, "regime[0]", status from`
    expect((await query(`${kept} '${whole}'`)).rows).toEqual(rows)
    expect((await query(`${kept} '${merged}'`)).rows).toEqual(rows)
    expect((await stat(whole)).size).toBeLessThan(0.6 * (await stat(exact)).size)
    expect(await writeSweep(engine, scenario, whole, { ...grid, float32: true, resume: true })).toMatchObject({ resumed: rows.length })
    await expect(writeSweep(engine, scenario, whole, { ...grid, resume: true })).rejects.toThrow('float32: true, now missing')
    await expect(writeSweep(engine, scenario, join(folder, 'r.csv'), { ...grid, float32: true })).rejects.toThrow(
      'end the name in .parquet',
    )
  }))

test('a CSV shard without its record is refused', () =>
  inFolder(async (folder) => {
    const [first, second] = await shards(join(folder, 'result.csv'), 2)
    await rename(`${second}.json`, join(folder, 'elsewhere.json'))
    await expect(mergeShards([first, second], join(folder, 'result.csv'))).rejects.toThrow('cannot tell which sweep')
  }))

test('a shard that resumes goes on with its own points', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'result.parquet')
    const shard = { index: 2, count: 2 }
    const first = await writeSweep(engine, scenario, path, { ...grid, shard })
    expect(await writeSweep(engine, scenario, path, { ...grid, shard, resume: true })).toEqual({ ...first, resumed: first.points })
  }))

describe.each(['result.parquet', 'result.csv'])('a shard of %s that is damaged', (name) => {
  test('is refused wherever one bit of it or of its record has changed, and nothing is left', () =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const paths = await shards(path, 2)
      const parts = name.endsWith('.csv') ? [paths[1], `${paths[1]}.json`] : [paths[1]]
      const before = await readdir(folder)
      for (const part of parts) {
        const { size } = await stat(part)
        const whole = await readFile(part)
        const length = name.endsWith('.csv') ? 0 : size - 8 - whole.readUInt32LE(size - 8)
        for (const at of [
          0,
          3,
          10,
          100,
          Math.floor(size / 3),
          Math.floor(size / 2),
          length + 5,
          Math.floor((length + size) / 2),
          size - 300,
          size - 9,
          size - 8,
          size - 6,
          size - 5,
          size - 1,
        ]) {
          const damaged = Buffer.from(whole)
          damaged[at] ^= 1 << (at % 8)
          await writeFile(part, damaged)
          // A record is what its JSON says: space between its words is no part of it.
          if (part.endsWith('.json') && sameJson(damaged, whole)) continue
          await expect(mergeShards(paths, path), `${part} at ${at} of ${size}`).rejects.toThrow(OutputError)
        }
        await writeFile(part, whole)
      }
      expect(await readdir(folder)).toEqual(before)
      await mergeShards(paths, path)
    }))
})

function sameJson(one: Buffer, other: Buffer): boolean {
  try {
    return JSON.stringify(JSON.parse(one.toString())) === JSON.stringify(JSON.parse(other.toString()))
  } catch {
    return false
  }
}

test('a Parquet shard whose end claims to be longer than the file is refused', () =>
  inFolder(async (folder) => {
    const [first, second] = await shards(join(folder, 'result.parquet'), 2)
    for (const length of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
      const file = await open(second, 'r+')
      await file.write(Uint8Array.of(length, length >>> 8, length >>> 16, length >>> 24), 0, 4, (await file.stat()).size - 8)
      await file.close()
      await expect(mergeShards([first, second], join(folder, 'result.parquet'))).rejects.toThrow('is not a complete Parquet file')
    }
  }))

test('a merge that is stopped leaves nothing, and one that was killed leaves what the next one removes', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'result.csv')
    const paths = await shards(path, 2)
    const before = await readdir(folder)
    await expect(mergeShards(paths, path, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    expect(await readdir(folder)).toEqual(before)
    await mkdir(`${path}.unfinished`)
    await writeFile(join(`${path}.unfinished`, 'lock'), JSON.stringify(await lockOfTheDead()))
    await writeFile(join(`${path}.unfinished`, 'merged.partial'), 'half')
    await mergeShards(paths, path)
    expect(await readdir(folder)).toEqual([...before, 'result.csv', 'result.csv.json'].sort())
  }))
