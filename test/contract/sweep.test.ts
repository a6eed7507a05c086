import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { createEngine } from '../../bindings/engine.ts'
import { ArgumentError, GridTooLargeError } from '../../bindings/errors.ts'
import { STATUSES } from '../../bindings/model/layout.ts'
import { planSweep } from '../../bindings/plan/plan.ts'
import { failedIn, type SweepChunk } from '../../bindings/result/chunk.ts'
import { createInlineRunner } from '../../bindings/runner/inline.ts'
import type { SweepInput } from '../../bindings/scenario/index.ts'
import { SweepJob } from '../../bindings/sweep/job.ts'
import type { Kernel } from '../../bindings/plan/task.ts'
import { axis, numbering, scenario } from '../support/numbering.ts'

async function chunksOf(job: SweepJob): Promise<SweepChunk[]> {
  const chunks: SweepChunk[] = []
  for await (const chunk of job) chunks.push(chunk)
  return chunks
}

describe('results', () => {
  const grid: Partial<SweepInput> = {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 7 },
      { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 11, spacing: 'log' },
    ],
    metrics: ['profit', 'factors[0]', 'sensitivity:waste.disposalCost'],
  }

  test('are row-major and hold the bits of the single optima', async () => {
    const engine = await createEngine({ backend: 'js' })
    const { axes, shape, metrics, status, stats } = await engine.sweep(scenario, grid).result()
    expect(shape).toEqual([7, 11])
    expect(axes.map(({ parameter, values }) => [parameter, values.length, values[0], values.at(-1)])).toEqual([
      ['time', 7, 0, 10],
      ['waste.disposalCost', 11, 0.1, 10],
    ])
    expect(stats).toMatchObject({ points: 77, failed: 0 })
    for (const [i, j] of [
      [0, 0],
      [3, 4],
      [6, 10],
    ]) {
      const priced = { ...scenario, waste: { ...scenario.waste, disposalCost: axes[1].values[j] } }
      const optimum = await engine.optimum(priced, { time: axes[0].values[i], sensitivities: true })
      const point = i * 11 + j
      expect(metrics.profit[point]).toBe(optimum.profit)
      expect(metrics['factors[0]'][point]).toBe(optimum.factors[0])
      expect(metrics['sensitivity:waste.disposalCost'][point]).toBe(optimum.sensitivities!['waste.disposalCost'])
      expect(STATUSES[status[point]]).toBe(optimum.status)
    }
  })

  test('are the same bits for any chunk size', async () => {
    const engine = await createEngine({ backend: 'js' })
    const reference = await engine.sweep(scenario, grid).result()
    for (const chunkSize of [1, 2, 7, 64, 1000]) {
      const { metrics, status } = await engine.sweep(scenario, { ...grid, chunkSize }).result()
      expect(metrics).toEqual(reference.metrics)
      expect(status).toEqual(reference.status)
    }
  })

  test.each([0, 2])('come in transient chunks too, which share memory, with %i workers', async (workers) => {
    const engine = await createEngine({ workers })
    const options = { ...grid, method: 'dense' as const, chunkSize: 5 }
    const expected = await engine.sweep(scenario, options).result()
    const memory = new Set<ArrayBufferLike>()
    for await (const { start, count, columns, status } of engine.sweep(scenario, options).transientChunks()) {
      for (const [name, column] of Object.entries(columns)) {
        expect(column).toEqual(expected.metrics[name].subarray(start, start + count))
        memory.add(column.buffer)
      }
      expect(status).toEqual(expected.status.subarray(start, start + count))
    }
    // From a worker, the same memory comes in another buffer.
    if (workers === 0) expect(memory.size).toBeLessThan(3)
    await engine.close()
  })

  test('come in chunks that cover the grid in order', async () => {
    const chunks = await chunksOf(numbering(1000, { chunkSize: 300 }))
    expect(chunks.map(({ start, count }) => [start, count])).toEqual([
      [0, 300],
      [300, 300],
      [600, 300],
      [900, 100],
    ])
    expect(chunks.flatMap(({ columns }) => [...columns.profit])).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  })

  test('count failed points and never throw them', async () => {
    const failing: Kernel = {
      run: (task, start, count) => ({
        start,
        count,
        columns: task.metrics.map(() => new Float64Array(count).fill(NaN)),
        status: Uint8Array.from({ length: count }, (_, i) => (start + i) % STATUSES.length),
      }),
    }
    const plan = planSweep(0, scenario, { axes: [axis(100)] })
    const { stats } = await new SweepJob(plan, createInlineRunner(failing)).result()
    expect(stats).toMatchObject({ points: 100, failed: 50 })
  })

  test('count failed points wherever they are in memory', () => {
    const columns = fc.uint8Array({ max: STATUSES.length - 1, maxLength: 40 })
    fc.assert(
      fc.property(columns, fc.nat(7), (codes, offset) => {
        const status = codes.subarray(offset)
        expect(failedIn(status)).toBe([...status].filter((code) => ['notConverged', 'domainError'].includes(STATUSES[code])).length)
      }),
    )
  })

  test.each(['wasm', 'js'] as const)('overwrite a surface that is handed in, in %s', async (backend) => {
    const engine = await createEngine({ backend, workers: 0 })
    const dearer = { ...scenario, waste: { ...scenario.waste, disposalCost: 3 } }
    const followed = { ...scenario, dynamics: { mode: 'adjustment' as const, timescale: [1] } }
    const options = { ...grid, metrics: ['profit' as const, 'factors[0]' as const] }
    for (const of of [scenario, dearer, followed]) {
      const expected = await engine.sweep(of, options).result()
      const into = await engine.sweep({ ...of, fixedCost: 1 }, options).result()
      const { metrics, status } = await engine.sweep(of, options).result({ into })
      expect(metrics).toEqual(expected.metrics)
      expect(status).toBe(into.status)
      for (const name of options.metrics) expect(metrics[name]).toBe(into.metrics[name])
    }
  })

  test('refuse a surface of another grid, before anything runs', async () => {
    const ran: number[] = []
    const into = await numbering(10).result()
    const refusal = await numbering(11, {}, 0, ran)
      .result({ into })
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ArgumentError)
    expect(String(refusal)).toMatch(/into has 10 values of profit; expected 11: give an earlier surface of as many points/)
    await expect(numbering(10).result({ into: { ...into, metrics: {} } })).rejects.toThrow('into has no values of profit; expected 10')
    await expect(numbering(10).result({ onto: into } as never)).rejects.toThrow('result has no option "onto"')
    expect(ran).toEqual([])
  })

  test('that a kernel cannot compute reject with its error', async () => {
    const broken: Kernel = {
      run() {
        throw new Error('out of memory')
      },
    }
    const job = new SweepJob(planSweep(0, scenario, {}), createInlineRunner(broken))
    await expect(job.result()).rejects.toThrow('out of memory')
  })
})

describe('a job', () => {
  test('runs nothing until it is consumed', async () => {
    const ran: number[] = []
    numbering(10, {}, 0, ran)
    await sleep(20)
    expect(ran).toEqual([])
  })

  test('is consumed once', async () => {
    const ran: number[] = []
    const job = numbering(10, { chunkSize: 10 }, 0, ran)
    await job.result()
    await expect(job.result()).rejects.toThrow('already been consumed')
    expect(() => job[Symbol.asyncIterator]()).toThrow('already been consumed')
    expect(ran).toEqual([10])
  })

  test('stops when its consumer does', async () => {
    const ran: number[] = []
    for await (const chunk of numbering(1000, { chunkSize: 10 }, 0, ran)) if (chunk.start === 20) break
    expect(ran).toEqual([10, 10, 10])
  })

  test('refuses a result too large for memory before it runs, and can then still be iterated', async () => {
    const ran: number[] = []
    const job = numbering(1e9, { chunkSize: 5 }, 0, ran)
    const refusal = await job.result().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(GridTooLargeError)
    expect(String(refusal)).toMatch(/1,000,000,000 points with 1 metric takes 17 GB .* Iterate over the chunks/)
    expect(ran).toEqual([])
    for await (const chunk of job) {
      expect(chunk.count).toBe(5)
      break
    }
  })

  test.each([0, -1, 1.5, NaN])('refuses chunks of %s points', (chunkSize) => {
    expect(() => numbering(10, { chunkSize })).toThrow(`chunkSize is ${chunkSize}; expected a positive whole number`)
  })
})

describe('chunks', () => {
  test('are sized by measured time, from one point on', async () => {
    const ran: number[] = []
    await numbering(200, {}, 0.001, ran).result()
    expect(ran[0]).toBe(1)
    // The aim is 20 ms a chunk: 20 points, less where the machine is busy.
    expect(Math.max(...ran)).toBeGreaterThan(4)
    expect(Math.max(...ran)).toBeLessThanOrEqual(21)
  })

  test('stay small enough to bound memory', async () => {
    const ran: number[] = []
    await numbering(3e6, {}, 0, ran).result()
    expect(Math.max(...ran)).toBeLessThanOrEqual(2 ** 19)
  })
})
