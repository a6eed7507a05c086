/** Files of whole sweeps, read back by another reader. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  ArgumentError,
  createEngine,
  starterScenario,
  writeSweep,
  VERSION,
  type ScenarioInput,
  type SweepInput,
} from '../../bindings/node.ts'
import { batchSize } from '../../bindings/files/format/batches.ts'
import { twoFactor } from '../support/scenarios.ts'
import { parquetFile } from '../support/encoding.ts'
import { inFolder, query, tableOf } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()

const grids: [string, ScenarioInput, SweepInput][] = [
  [
    'three axes, each of another kind',
    scenario,
    {
      axes: [
        { parameter: 'time', from: 0, to: 10, points: 23 },
        { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 311, spacing: 'log' },
        { parameter: 'factors[0].upper', values: [50, 1e6] },
      ],
      metrics: ['profit', 'factors[0]', 'regime[0]', 'profitOfLevel'],
    },
  ],
  ['one long axis', scenario, { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 10_000 }], metrics: ['profit'] }],
  ['one point', scenario, { axes: [{ parameter: 'level', values: [0.5] }], metrics: ['level', 'waste'] }],
  [
    'two factors, and an axis that is a metric too',
    twoFactor(),
    {
      axes: [
        { parameter: 'level', from: 0, to: 1, points: 40 },
        { parameter: 'production.price', from: 0.5, to: 2, points: 30 },
      ],
      metrics: ['level', 'profit', 'factors[1]', 'regime[1]', 'sensitivity:production.price'],
    },
  ],
]

describe.each(grids)('%s', (_, input, grid) => {
  test.each(['sweep.parquet', 'sweep.csv'])('another reader finds every value in %s, to the bit', (name) =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const report = await writeSweep(engine, input, path, { ...grid, chunkSize: 100 })
      const surface = await engine.sweep(input, grid).result()
      expect(report).toMatchObject({ path, points: surface.status.length, resumed: 0, failed: 0 })
      const read = await query(
        `select * from ${name.endsWith('.csv') ? `read_csv('${path}', header = true, sample_size = -1)` : `'${path}'`}`,
      )
      const expected = tableOf(surface)
      expect(read.names).toEqual(expected.names)
      expect(read.rows).toEqual(expected.rows)
    }),
  )
})

test('a Parquet file says what it holds', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'sweep.parquet')
    const { failed, points } = await writeSweep(engine, scenario, path, grids[0][2])
    const { rows } = await query(`select decode(key), decode(value) from parquet_kv_metadata('${path}')`)
    const entries = Object.fromEntries(rows)
    expect(entries).toMatchObject({ 'offcut.version': VERSION, 'offcut.backend': 'js', 'offcut.method': 'exact', 'offcut.shard': 'null' })
    const written = JSON.parse(entries['offcut.scenario'])
    expect(written).toMatchObject({ factors: scenario.factors, sweep: grids[0][2] })
    expect(JSON.parse(entries['offcut.statistics'])).toMatchObject({ failed, points })
    // The scenario in the file computes the file again.
    const again = await engine.sweep(written).result()
    expect((await query(`select * from '${path}'`)).rows).toEqual(tableOf(again).rows)
  }))

test('a CSV file has its record beside it', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'sweep.csv')
    await writeSweep(engine, scenario, path, grids[1][2])
    const record = JSON.parse(await readFile(`${path}.json`, 'utf8'))
    expect(record).toMatchObject({
      version: VERSION,
      backend: 'js',
      method: 'exact',
      shard: null,
      scenario: { sweep: { axes: [{ parameter: 'fixedCost' }] } },
      statistics: { failed: 0 },
    })
    expect(await readdir(folder)).toEqual(['sweep.csv', 'sweep.csv.json'])
  }))

test('smooth columns and repeated axis values take little room', () =>
  inFolder(async (folder) => {
    const axes = [
      { parameter: 'time', from: 0, to: 10, points: 20 },
      { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 2000 },
    ]
    const path = join(folder, 'sweep.parquet')
    const { points } = await writeSweep(engine, scenario, path, { axes, metrics: ['profit'] })
    const { rows } = await query(`select path_in_schema, sum(total_compressed_size) from parquet_metadata('${path}') group by all`)
    const bytesPerPoint = Object.fromEntries(rows.map(([name, bytes]) => [name, (bytes as number) / points]))
    expect(bytesPerPoint.time).toBeLessThan(0.1)
    expect(bytesPerPoint.status).toBeLessThan(0.1)
    expect(bytesPerPoint.profit).toBeLessThan(6)
  }))

test('a filter skips row groups by their statistics and finds the same rows', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'sweep.parquet')
    const axes = [{ parameter: 'time', from: 0, to: 10, points: 20_000 }]
    await writeSweep(engine, scenario, path, { axes, metrics: ['profit', 'profitability'] })
    const { metrics } = await engine.sweep(scenario, { axes, metrics: ['profit'] }).result()
    const { rows } = await query(`select count(*) from '${path}' where profit > 700`)
    expect(rows).toEqual([[metrics.profit.filter((value) => value > 700).length]])
  }))

test.each([
  ['some', [NaN, Infinity, -0, 5e-324], [NaN, 0, 1, 2], [null, 'interior', 'lower', 'upper']],
  ['all', [NaN, NaN, NaN, NaN], [NaN, NaN, NaN, NaN], [null, null, null, null]],
])('values without a number and unknown regimes are kept as what they are, %s of them', async (_, profit, codes, regimes) => {
  const columns = {
    axes: [{ parameter: 'level', values: { spacing: 'linear', from: 0, to: 1, points: 4 } as const }],
    metrics: ['profit', 'regime[0]'],
  }
  const chunk = {
    start: 0,
    count: 4,
    columns: { profit: Float64Array.from(profit), 'regime[0]': Float64Array.from(codes) },
    status: Uint8Array.of(3, 0, 1, 2),
  }
  await inFolder(async (folder) => {
    const path = join(folder, 'hand-made.parquet')
    await writeFile(path, parquetFile(columns, chunk))
    const statuses = ['domainError', 'ok', 'atBound', 'notConverged']
    expect((await query(`select * from '${path}'`)).rows).toEqual(statuses.map((status, i) => [i / 3, profit[i], regimes[i], status]))
  })
})

test('batches follow from the number of points alone', () => {
  expect([1, 1e4, 1e6, 1e7, 1e9].map((points) => batchSize(points, 2 ** 17))).toEqual([4096, 4096, 16384, 131072, 131072])
})

describe('refusals', () => {
  const refuse = async (path: string, options = {}) => {
    const error = await writeSweep(engine, scenario, path, {
      ...grids[1][2],
      onProgress: () => {
        throw new Error('ran')
      },
      ...options,
    }).catch((reason) => reason)
    expect(error).toBeInstanceOf(ArgumentError)
    return String(error)
  }

  test('come before anything runs and leave everything as it was', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'there.csv'), 'mine')
      await mkdir(join(folder, 'folder.csv'))
      expect(await refuse(join(folder, 'there.csv'))).toContain('it exists; choose another name, or replace it with --force')
      expect(await refuse(join(folder, 'folder.csv'))).toContain('it is a folder')
      expect(await refuse(join(folder, 'missing/sweep.csv'))).toContain('there is no folder')
      expect(await refuse(join(folder, 'there.csv/sweep.csv'))).toContain('there.csv is a file, not a folder')
      expect(await refuse(join(folder, 'sweep.xlsx'))).toMatch(/ends in \.parquet or \.csv/)
      expect(await refuse(join(folder, 'sweep.csv'), { force: true, resume: true })).toContain('exclude each other')
      expect(await refuse(join(folder, 'there.csv'), { resume: true })).toContain('cannot tell which sweep')
      expect((await readdir(folder)).sort()).toEqual(['folder.csv', 'there.csv'])
      expect(await readFile(join(folder, 'there.csv'), 'utf8')).toBe('mine')
    }))

  test('an existing file is kept until its replacement is complete', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'sweep.csv')
      await writeFile(path, 'mine')
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(writeSweep(engine, scenario, path, { ...grids[2][2], force: true, signal })).rejects.toThrow('enough')
      expect(await readFile(path, 'utf8')).toBe('mine')
      await writeSweep(engine, scenario, path, { ...grids[2][2], force: true })
      expect(await readFile(path, 'utf8')).toMatch(/^level,waste,status\n0\.5,/)
    }))
})
