/** Files of whole sweeps, read back by another reader. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, OutputError, starterScenario, writeSweep, VERSION, type ScenarioInput, type SweepInput } from '../bindings/node.ts'
import { batchSize } from '../bindings/sinks/batches.ts'
import { createEncoder } from '../bindings/sinks/encoders.ts'
import { twoFactor } from './support/scenarios.ts'
import { inFolder, query, tableOf } from './support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()

const grids: [string, ScenarioInput, SweepInput][] = [
  ['three axes, each of another kind', scenario, {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 23 },
      { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 311, spacing: 'log' },
      { parameter: 'factors[0].upper', values: [50, 1e6] },
    ],
    metrics: ['profit', 'factors[0]', 'regime[0]', 'profitOfLevel'],
  }],
  ['one long axis', scenario, { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 10_000 }], metrics: ['profit'] }],
  ['one point', scenario, { axes: [{ parameter: 'level', values: [0.5] }], metrics: ['level', 'waste'] }],
  ['two factors, and an axis that is a metric too', twoFactor(), {
    axes: [{ parameter: 'level', from: 0, to: 1, points: 40 }, { parameter: 'production.price', from: 0.5, to: 2, points: 30 }],
    metrics: ['level', 'profit', 'factors[1]', 'regime[1]', 'sensitivity:production.price'],
  }],
]

describe.each(grids)('%s', (_, input, grid) => {
  test.each(['sweep.parquet', 'sweep.csv'])('another reader finds every value in %s, to the bit', (name) =>
    inFolder(async (folder) => {
      const path = join(folder, name)
      const report = await writeSweep(engine, input, path, { ...grid, chunkSize: 100 })
      const surface = await engine.sweep(input, grid).result()
      expect(report).toMatchObject({ path, points: surface.status.length, resumed: 0, failed: 0 })
      const read = await query(`select * from ${name.endsWith('.csv') ? `read_csv('${path}', header = true, sample_size = -1)` : `'${path}'`}`)
      const expected = tableOf(surface)
      expect(read.names).toEqual(expected.names)
      expect(read.rows).toEqual(expected.rows)
    }),
  )
})
