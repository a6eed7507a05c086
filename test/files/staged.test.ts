/** Batches are encoded where they are computed: in a worker, in the calling thread, or gathered from chunks. The file is the same. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createEngine, starterScenario, writeSweep, type SweepGrid } from '../../bindings/node.ts'
import { STATUSES } from '../../bindings/model/layout.ts'
import { encode } from '../support/encoding.ts'
import { inFolder } from '../support/sweeps.ts'

const engines = await Promise.all([0, 1, 3].map((workers) => createEngine({ workers })))
afterAll(() => Promise.all(engines.map((engine) => engine.close())))

const { dynamics, ...scenario } = starterScenario()
const price = (points: number) => ({ parameter: 'waste.disposalCost', from: 0.1, to: 0.9, points })
const time = (points: number) => ({ parameter: 'time', from: 0, to: 10, points })

const grids: [string, object, SweepGrid][] = [
  ['optima', scenario, { axes: [time(7), price(3000)], metrics: ['profit', 'regime[0]', 'breakEvenLevel'] }],
  [
    'paths',
    { ...scenario, dynamics: { mode: 'adjustment', timescale: [2] } },
    { axes: [price(40), time(251)], metrics: ['profit', 'payback'] },
  ],
  [
    'paths in another order',
    { ...scenario, dynamics: { mode: 'adjustment', timescale: [2] } },
    { axes: [time(97), price(60)], metrics: ['waste'] },
  ],
  [
    'a sample',
    scenario,
    {
      axes: [{ parameter: 'waste.disposalCost', values: Float64Array.from({ length: 9001 }, (_, i) => 0.1 + (i % 977) / 977) }],
      metrics: ['profit'],
    },
  ],
]

test.each(grids)('%s are the same bytes from any number of workers and chunks of any size', (_, scenario, grid) =>
  inFolder(async (folder) => {
    for (const ending of ['csv', 'parquet']) {
      const files: Buffer[] = []
      for (const [k, engine] of engines.entries())
        for (const chunkSize of [undefined, 1000 + k]) {
          const path = join(folder, `${files.length}.${ending}`)
          await writeSweep(engine, scenario as never, path, { ...grid, chunkSize })
          files.push(await readFile(path))
        }
      const body = (file: Buffer) => (ending === 'csv' ? file : file.subarray(0, file.indexOf('offcut.statistics')))
      for (const file of files) expect(body(file).equals(body(files[0]))).toBe(true)
    }
  }),
)

test('the module of encoders writes the row groups that JavaScript writes', () => {
  const axis = fc.integer({ min: 1, max: 40 }).map((points) => ({ spacing: 'linear', from: -1, to: 2, points }) as const)
  fc.assert(
    fc.property(
      fc.array(axis, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      fc.integer({ min: 1, max: 900 }),
      (axes, share, most) => {
        const points = axes.reduce((product, { points }) => product * points, 1)
        const start = Math.floor(share * points)
        const count = Math.min(most, points - start)
        const parameters = ['time', 'level', 'waste.disposalCost']
        const columns = {
          axes: axes.map((values, i) => ({ parameter: parameters[i], values })),
          metrics: ['profit', 'payback', 'regime[0]'],
        }
        const value = (i: number) => Math.sin(start + i)
        const chunk = {
          start,
          count,
          columns: {
            profit: Float64Array.from({ length: count }, (_, i) => value(i)),
            payback: Float64Array.from({ length: count }, (_, i) => (i % 5 === 0 ? Infinity : value(i))),
            'regime[0]': Float64Array.from({ length: count }, (_, i) => [0, 1, NaN][i % 3]),
          },
          status: Uint8Array.from({ length: count }, (_, i) => (i >> 4) % STATUSES.length),
        }
        const [module, plain] = (['module', 'javascript'] as const).map((by) => encode({ format: 'parquet', columns }, chunk, by))
        expect(Buffer.from(module.bytes).equals(plain.bytes)).toBe(true)
        expect(module.note).toBe(plain.note)
      },
    ),
    { seed: 20261127, numRuns: 80 },
  )
})
