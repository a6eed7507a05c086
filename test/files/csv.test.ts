import { expect, test } from 'vitest'
import { createEngine, starterScenario, writeCsv, type ChunkSource, type SweepChunk, type SweepInput } from '../../bindings/index.ts'

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
  await writeCsv(of, {
    async write(block) {
      text += block
    },
  })
  return text
}

test('numbers are the shortest that read back the same, and infinite numbers read as such', async () => {
  const text = await textOf(source({ profit: [0.1 + 0.2, 1e21, Infinity, NaN, 5e-324] }, [0, 1, 2, 3, 0]))
  expect(text).toBe(
    'level,profit,status\n0,0.30000000000000004,ok\n0.25,1e+21,atBound\n0.5,1e999,notConverged\n0.75,NaN,domainError\n1,5e-324,ok\n',
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
  await writeCsv(
    { axes: job.axes, metrics: job.metrics, [Symbol.asyncIterator]: counted },
    {
      async write() {
        expect(computed).toBe(written)
        await new Promise((resolve) => setImmediate(resolve))
        written++
      },
    },
  )
  expect(written).toBe(1 + Math.ceil((23 * 31 * 2) / 10))
})
