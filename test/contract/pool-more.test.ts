/** Workers that know only what most sweeps need, and give way to others for samples and stages. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { planSweep } from '../../bindings/plan/plan.ts'
import { createInlineRunner } from '../../bindings/runner/inline.ts'
import { createWasmKernel } from '../../bindings/runner/kernel.ts'
import type { HostWorker } from '../../bindings/runner/host.ts'
import type { Runner } from '../../bindings/runner/runner.ts'
import { maximum, reduceSweep } from '../../bindings/reduce/index.ts'
import { SweepJob } from '../../bindings/sweep/job.ts'
import { closePools, inline, module, poolOf, reference, scenario, sweep } from '../support/pools.ts'

afterEach(closePools)

const wasm = createInlineRunner(createWasmKernel(module))
const uncertain = {
  ...scenario,
  uncertainty: { parameters: { 'waste.disposalCost': { distribution: 'logNormal', median: 1, gsd: 2 } } },
} as const

const drawn = (runner: Runner, chunkSize = 50) =>
  new SweepJob(planSweep(2, uncertain, { axes: [{ samples: 300, seed: 7 }], metrics: ['profit', 'waste'], method: 'dense' }), runner, {
    chunkSize,
  })
const highest = (runner: Runner) => reduceSweep(sweep(runner), { waste: { highest: maximum() } })
const drawnReference = await drawn(inline).result()
const highestReference = await highest(inline)

/** Counts threads that have ended. */
function endings(started: readonly HostWorker[]): () => number {
  let ended = 0
  const seen = new Set<HostWorker>()
  return () => {
    for (const worker of started.filter((each) => !seen.has(each))) {
      seen.add(worker)
      worker.onLost(() => ended++)
    }
    return ended
  }
}

describe.each(['js', 'wasm'])('workers of %s', (backend) => {
  const pool = (workers: number) => poolOf(workers, undefined, backend === 'js' ? {} : { module, inline: wasm })

  test('give way to others when samples come after a plain sweep', async () => {
    const { pool: runner, started } = pool(2)
    await sweep(runner).result()
    expect(started).toHaveLength(2)
    const ended = endings(started)
    ended()
    const { metrics } = await drawn(runner).result()
    expect(metrics).toEqual((backend === 'js' ? drawnReference : await drawn(wasm).result()).metrics)
    expect(started).toHaveLength(4)
    await vi.waitFor(() => expect(ended()).toBe(2), 30_000)
    // The others serve whatever comes after.
    await Promise.all([drawn(runner).result(), sweep(runner).result(), highest(runner)])
    expect([started.length, ended(), runner.workers]).toEqual([4, 2, 2])
  })

  test('give way to others when statistics come after a plain sweep', async () => {
    const { pool: runner, started } = pool(2)
    await sweep(runner).result()
    const reduction = await highest(runner)
    expect(reduction).toEqual(backend === 'js' ? highestReference : await highest(wasm))
    expect(started).toHaveLength(4)
  })

  test('know both from the start where samples come first', async () => {
    const { pool: runner, started } = pool(2)
    await drawn(runner).result()
    await highest(runner)
    await sweep(runner).result()
    expect(started).toHaveLength(2)
  })
})

test('samples that come while a plain sweep is under way leave its chunks to those that compute them', async () => {
  const { pool, started } = poolOf(2)
  // Both have started before there are samples, also where the calling thread has computed the first chunks.
  await vi.waitFor(() => expect(pool.hasWorker(2)).toBe(true), 30_000)
  expect(started).toHaveLength(2)
  const plain = sweep(pool, { chunkSize: 5 })
  const chunks = plain[Symbol.asyncIterator]()
  const first = await chunks.next()
  const [{ metrics }, rest] = await Promise.all([
    drawn(pool, 5).result(),
    (async () => {
      const columns = [first.value?.columns.profit.slice()]
      for await (const chunk of chunks) columns.push(chunk.columns.profit.slice())
      return columns.flatMap((column) => [...(column ?? [])])
    })(),
  ])
  expect(metrics).toEqual(drawnReference.metrics)
  expect(rest).toEqual([...reference.metrics.profit])
  expect(started.length).toBeGreaterThan(2)
})

test('a worker that still starts when samples come starts in peace, and never counts as one that cannot', async () => {
  const { pool, started } = poolOf(2)
  expect(pool.hasWorker(2)).toBe(false)
  expect(started).toHaveLength(2)
  const { metrics } = await drawn(pool).result()
  expect(metrics).toEqual(drawnReference.metrics)
  expect([pool.workers, pool.withoutWorkers]).toEqual([2, undefined])
})

test('closing ends those that give way, too', async () => {
  const { pool, started } = poolOf(2)
  await sweep(pool).result()
  const ended = endings(started)
  ended()
  const failure = drawn(pool, 1)
    .result()
    .catch((error: unknown) => error)
  await vi.waitFor(() => expect(started.length).toBeGreaterThan(2), 30_000)
  ended()
  await pool.close()
  await failure
  await vi.waitFor(() => expect(ended()).toBe(started.length), 30_000)
})
