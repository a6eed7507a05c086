import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { REGIMES, STATUSES } from '../bindings/layout.ts'
import { createEngine, OutputError, starterScenario, writeCsv, writeCsvFile, type ChunkSource, type SweepChunk, type SweepInput } from '../bindings/node.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterEach(() => rm(folder, { recursive: true }))

const grid: SweepInput = {
  axes: [
    { parameter: 'time', from: 0, to: 10, points: 23 },
    { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 31, spacing: 'log' },
    { parameter: 'factors[0].upper', values: [50, 1e6] },
  ],
  metrics: ['profit', 'factors[0]', 'regime[0]', 'profitOfLevel'],
}

/** A source of one hand-made chunk. */
function source(columns: Record<string, number[]>, status: number[] = []): ChunkSource {
  const count = Object.values(columns)[0].length
  const chunk: SweepChunk = {
    start: 0,
    count,
    columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)])),
    status: Uint8Array.from({ length: count }, (_, i) => status[i] ?? 0),
  }
  return {
    axes: [{ parameter: 'level', values: { spacing: 'linear', from: 0, to: 1, points: count } }],
    metrics: Object.keys(columns),
    async *[Symbol.asyncIterator]() {
      yield chunk
    },
  }
}

async function textOf(of: ChunkSource): Promise<string> {
  let text = ''
  await writeCsv(of, { async write(block) { text += block } })
  return text
}

test('another reader finds every value of a sweep, to the bit', async () => {
  const engine = await createEngine({ backend: 'js' })
  const path = join(folder, 'sweep.csv')
  await writeCsvFile(engine.sweep(starterScenario(), { ...grid, chunkSize: 100 }), path)
  const { axes, shape, metrics, status } = await engine.sweep(starterScenario(), grid).result()

  const database = await (await DuckDBInstance.create()).connect()
  const reader = await database.runAndReadAll(`select * from read_csv('${path}', header = true)`)
  expect(reader.columnNames()).toEqual(['time', 'waste.disposalCost', 'factors[0].upper', ...grid.metrics!, 'status'])
  const rows = reader.getRows()
  expect(rows).toHaveLength(23 * 31 * 2)
  rows.forEach((row, point) => {
    const indices = [Math.floor(point / 62), Math.floor(point / 2) % shape[1], point % 2]
    const expected = [
      ...indices.map((index, axis) => axes[axis].values[index]),
      ...grid.metrics!.map((name) => (name === 'regime[0]' ? REGIMES[metrics[name][point]] : metrics[name][point])),
      STATUSES[status[point]],
    ]
    // Whole numbers come back as big integers.
    expect(row.map((value) => (typeof value === 'bigint' ? Number(value) : value))).toEqual(expected)
  })
  database.closeSync()
})

test('numbers are the shortest that read back the same, with words for the rest', async () => {
  const text = await textOf(source({ profit: [0.1 + 0.2, 1e21, Infinity, NaN, 5e-324] }, [0, 1, 2, 3, 0]))
  expect(text).toBe(
    'level,profit,status\n0,0.30000000000000004,ok\n0.25,1e+21,atBound\n0.5,Infinity,notConverged\n0.75,NaN,domainError\n1,5e-324,ok\n',
  )
})

test('a metric that is an axis too is one column', async () => {
  expect(await textOf(source({ level: [0, 1], profit: [3, 4] }))).toBe('level,profit,status\n0,3,ok\n1,4,ok\n')
})

test('a slow writer holds the sweep back', async () => {
  const engine = await createEngine({ backend: 'js' })
  const job = engine.sweep(starterScenario(), { ...grid, chunkSize: 10 })
  let computed = 0
  async function* counted() {
    for await (const chunk of job) {
      computed++
      yield chunk
    }
  }
  let written = 0
  await writeCsv({ axes: job.axes, metrics: job.metrics, [Symbol.asyncIterator]: counted }, {
    async write() {
      expect(computed).toBe(written)
      await new Promise((resolve) => setImmediate(resolve))
      written++
    },
  })
  expect(written).toBe(1 + Math.ceil((23 * 31 * 2) / 10))
})

test('a sweep that fails or is aborted leaves nothing behind', async () => {
  const engine = await createEngine({ backend: 'js' })
  const controller = new AbortController()
  const onProgress = () => controller.abort(new Error('enough'))
  const job = engine.sweep(starterScenario(), { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 1e7 }], signal: controller.signal, onProgress })
  await expect(writeCsvFile(job, join(folder, 'sweep.csv'))).rejects.toThrow('enough')
  expect(await readdir(folder)).toEqual([])
})

test('an existing file is kept until its replacement is complete', async () => {
  const path = join(folder, 'sweep.csv')
  await writeFile(path, 'mine')
  const engine = await createEngine({ backend: 'js' })
  const job = engine.sweep(starterScenario(), { ...grid, signal: AbortSignal.abort(new Error('enough')) })
  await expect(writeCsvFile(job, path, { force: true })).rejects.toThrow('enough')
  expect(await readFile(path, 'utf8')).toBe('mine')
  await writeCsvFile(source({ profit: [1] }), path, { force: true })
  expect(await readFile(path, 'utf8')).toBe('level,profit,status\n0,1,ok\n')
  expect(await readdir(folder)).toEqual(['sweep.csv'])
})

test('a file that cannot be made is refused before anything runs', async () => {
  const never: ChunkSource = { ...source({ profit: [1] }), [Symbol.asyncIterator]: () => { throw new Error('ran') } }
  await writeFile(join(folder, 'there.csv'), 'mine')
  await mkdir(join(folder, 'folder.csv'))
  for (const [name, message] of [
    ['there.csv', 'it exists'],
    ['folder.csv', 'it is a folder'],
    ['missing/sweep.csv', 'there is no folder'],
    ['there.csv/sweep.csv', 'there is no folder'],
  ]) {
    const refusal = await writeCsvFile(never, join(folder, name)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(OutputError)
    expect(String(refusal)).toContain(message)
  }
  expect((await readdir(folder)).sort()).toEqual(['folder.csv', 'there.csv'])
})
