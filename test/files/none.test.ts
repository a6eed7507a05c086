/** Values that are no numbers: what readers make of them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, writeSweep, type ScenarioInput } from '../../bindings/node.ts'
import { inFolder, query } from '../support/sweeps.ts'

const load = async (name: string): Promise<ScenarioInput> =>
  JSON.parse(await readFile(new URL(`../fixtures/cases/${name}.json`, import.meta.url), 'utf8'))

describe.each(['wasm', 'js'] as const)('by the backend %s', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })

  test.each(['r.csv', 'r.parquet'])('a payback that never comes is nothing in %s, and the column stays one of numbers', (name) =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const scenario = await load('payback-none-first')
      await writeSweep(engine, scenario, path)
      const { metrics } = await engine.sweep(scenario).result()
      const never = metrics.payback.filter((value) => value === Infinity).length
      expect(never).toBeGreaterThan(0)
      const { rows } = await query(
        `select typeof(any_value(payback)), min(payback), max(payback), count(*) - count(payback) from '${path}'`,
      )
      expect(rows).toEqual([['DOUBLE', expect.closeTo(8.0716, 4), Math.max(...metrics.payback.filter(Number.isFinite)), never]])
    }),
  )

  test.each(['r.csv', 'r.parquet'])('infinite and undefined numbers are numbers in %s, and no filter loses a row', (name) =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const scenario = await load('nan-and-infinity')
      await writeSweep(engine, scenario, path)
      const { metrics, status } = await engine.sweep(scenario).result()
      const types = (await query(`select column_name, column_type from (describe select * from '${path}')`)).rows
      const words = types.filter(([, type]) => type === 'VARCHAR').map(([column]) => column)
      // A column of which every cell is empty has no type in a CSV file.
      const empty = name.endsWith('.csv') ? ['breakEvenLevel'] : []
      expect(words).toEqual([...empty.filter(() => metrics.breakEvenLevel.every(Number.isNaN)), 'regime[0]', 'status'])
      expect((await query(`select profitOfLevel from '${path}'`)).rows.flat()).toEqual([...metrics.profitOfLevel])
      expect((await query(`select count(*) from '${path}' where profit not between 0 and 700`)).rows).toEqual([[3]])
      expect((await query(`select count(*) from '${path}' where isnan(profit)`)).rows).toEqual([
        [metrics.profit.filter(Number.isNaN).length],
      ])
      expect((await query(`select count("regime[0]"), count(breakEvenLevel) from '${path}'`)).rows).toEqual([
        [status.filter((code) => code < 2).length, metrics.breakEvenLevel.filter((value) => !Number.isNaN(value)).length],
      ])
    }),
  )
})

test('row groups that hold NaN have no minimum and maximum, which a reader could skip them by', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'r.parquet')
    const engine = await createEngine({ workers: 0 })
    await writeSweep(engine, await load('nan-and-infinity'), path)
    const statistics = async (column: string) =>
      (await query(`select stats_min_value, stats_max_value from parquet_metadata('${path}') where path_in_schema = '${column}'`)).rows
    expect(await statistics('profit')).toEqual([[null, null]])
    expect(await statistics('level')).toEqual([['-0.0', '1.0']])
  }))
