/** The pool, over real worker threads: some of them sabotaged. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EngineClosedError, WorkerError } from '../../bindings/errors.ts'
import { planSweep } from '../../bindings/plan/plan.ts'
import { createInlineRunner } from '../../bindings/runner/inline.ts'
import { createWasmKernel } from '../../bindings/runner/kernel.ts'
import { SweepJob } from '../../bindings/sweep/job.ts'
import { CHUNK, closePools, module, PATIENCE_SECONDS, POINTS, poolOf, reference, sabotage, scenario, sweep } from '../support/pools.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await closePools()
})

describe('a pool', () => {
  test.each([1, 2, 7])('of %i workers gives the bits of the calling thread', async (workers) => {
    const { pool, started } = poolOf(workers)
    const { metrics, status } = await sweep(pool).result()
    expect(metrics).toEqual(reference.metrics)
    expect(status).toEqual(reference.status)
    expect(started.length).toBe(Math.min(workers, POINTS / CHUNK))
  })

  test('computes with the module that it posts to its workers', async () => {
    const { pool } = poolOf(2, undefined, { module })
    const { metrics } = await sweep(pool).result()
    expect(metrics).toEqual((await sweep(createInlineRunner(createWasmKernel(module))).result()).metrics)
  })

  test('keeps tasks apart that run at the same time', async () => {
    const { pool } = poolOf(2)
    const other = new SweepJob(
      planSweep(1, scenario, { axes: [{ parameter: 'level', from: 0, to: 1, points: 200 }], metrics: ['profit'], method: 'dense' }),
      pool,
      { chunkSize: 50 },
    )
    const [first, second] = await Promise.all([sweep(pool).result(), other.result()])
    expect(first.metrics).toEqual(reference.metrics)
    expect(second.metrics.profit[0]).toBeLessThan(second.metrics.profit[199])
  })

  test('starts no more workers than its chunks need, however many it may', async () => {
    const { pool, started } = poolOf(1000)
    const { metrics } = await sweep(pool, { chunkSize: 1 }).result()
    expect(metrics).toEqual(reference.metrics)
    expect(started.length).toBeLessThan(100)
  })

  test('lets the first sweep begin while the first worker starts, and goes on by it', async () => {
    const wasm = createInlineRunner(createWasmKernel(module))
    // Workers that take their time, whatever the machine's is.
    const { pool, started } = poolOf(2, () => 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);', {
      module,
      inline: wasm,
    })
    const plan = () =>
      planSweep(0, scenario, { axes: [{ parameter: 'level', from: 0, to: 1, points: 3_000_000 }], metrics: ['profit', 'waste'] })
    const inThread = vi.spyOn(wasm, 'run')
    const { metrics } = await new SweepJob(plan(), pool).result()
    const alone = (await new SweepJob(plan(), createInlineRunner(createWasmKernel(module))).result()).metrics
    expect(Buffer.compare(Buffer.from(metrics.profit.buffer), Buffer.from(alone.profit.buffer))).toBe(0)
    expect(Buffer.compare(Buffer.from(metrics.waste.buffer), Buffer.from(alone.waste.buffer))).toBe(0)
    expect(started.length).toBeGreaterThan(0)
    expect(inThread.mock.calls.length).toBeGreaterThan(5)
  })

  test('asked whether a worker has started starts as many as there is work for, and none where the host refuses', async () => {
    const { pool, started } = poolOf(2)
    expect([pool.hasWorker(1), pool.hasWorker(1), started.length]).toEqual([false, false, 1])
    expect([pool.hasWorker(7), started.length]).toEqual([false, 2])
    await vi.waitFor(() => expect(pool.hasWorker(1)).toBe(true), 30_000)
    expect(started).toHaveLength(2)
    const failing = poolOf(2, () => 'throw new Error("no script here");')
    expect(failing.pool.hasWorker(1)).toBe(false)
    await vi.waitFor(() => expect(failing.pool.hasWorker(1)).toBe(true), 30_000)
    expect([failing.pool.workers, failing.started.length]).toEqual([0, 1])
    await pool.close()
    expect(pool.hasWorker(1)).toBe(true)
  })

  test('starts no worker for short work', async () => {
    // By a clock that a busy machine does not stop between two looks. Compiled code: interpreted JavaScript may take longer than the thread should wait.
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 0.001))
    const { pool, started } = poolOf(2, undefined, { inline: createInlineRunner(createWasmKernel(module)) })
    await new SweepJob(
      planSweep(0, scenario, { axes: [{ parameter: 'level', from: 0, to: 1, points: 50 }], metrics: ['profit'] }),
      pool,
    ).result()
    expect(started).toEqual([])
  })
})

describe('a worker that', () => {
  const failures: [string, string, RegExp][] = [
    ['exits', 'process.exit(3)', /it exited with code 3/],
    ['throws outside of a call', 'throw new Error("out of luck")', /out of luck/],
    ['throws in a call', 'order[3] = { task: { parameters: new Float64Array(0), metrics: null } }', /null/],
    // Without work for the processor, which others need.
    ['never answers', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', /it gave no answer for [\d.]+ seconds/],
  ]

  test.each(failures.concat([['computes for ever', 'for (;;);', /no answer/]]))(
    '%s is replaced, and its chunk retried',
    async (_, action) => {
      const { pool, started } = poolOf(2, (nth) => (nth < 2 ? sabotage(0, action) : ''), { patienceSeconds: PATIENCE_SECONDS })
      const { metrics, status } = await sweep(pool).result()
      expect(metrics).toEqual(reference.metrics)
      expect(status).toEqual(reference.status)
      expect(started.length).toBeGreaterThan(2)
    },
  )

  test.each(failures)('%s on three workers in a row fails the sweep, with the points named', async (_, action, reason) => {
    const { pool, started } = poolOf(1, () => sabotage(100, action), { patienceSeconds: PATIENCE_SECONDS })
    const failure = await sweep(pool)
      .result()
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(WorkerError)
    expect(failure).toMatchObject({
      start: 100,
      count: CHUNK,
      message: expect.stringMatching(/^points 100 to 149 failed 3 times, each on a fresh worker; at last: /),
    })
    expect((failure as Error).message).toMatch(reason)
    expect(started.length).toBeGreaterThanOrEqual(3)
  })

  test('dies while idle is not missed', async () => {
    const { pool, started } = poolOf(1)
    await sweep(pool).result()
    await started[0].terminate()
    expect((await sweep(pool).result()).metrics).toEqual(reference.metrics)
    expect(started).toHaveLength(2)
  })
})

describe('a host that refuses workers', () => {
  test('at once, or when they start, computes in the calling thread and says why', async () => {
    const refusing = poolOf(2, undefined, {
      startWorker() {
        throw new Error('no threads here.')
      },
    })
    const failing = poolOf(2, () => 'throw new Error("no script here");')
    for (const [{ pool }, reason] of [
      [refusing, 'no threads here'],
      [failing, 'no script here'],
    ] as const) {
      expect(pool.workers).toBe(2)
      expect((await sweep(pool).result()).metrics).toEqual(reference.metrics)
      expect(pool.workers).toBe(0)
      expect(pool.withoutWorkers).toBe(`Computes in the calling thread, because workers cannot start here: ${reason}.`)
      expect((await sweep(pool).result()).metrics).toEqual(reference.metrics)
    }
  })

  test('is found out by a probe', async () => {
    const { pool } = poolOf(2, () => 'throw new Error("no script here");')
    await pool.probe()
    expect(pool.workers).toBe(0)
  })
})

describe('abort', () => {
  test('rejects at once, with the signal’s reason, even when every worker is stuck', async () => {
    const { pool } = poolOf(2, () => sabotage(0, 'for (;;);') + sabotage(50, 'for (;;);'))
    const controller = new AbortController()
    const reason = new Error('enough')
    const running = sweep(pool, { signal: controller.signal }).result()
    setTimeout(() => controller.abort(reason), 200)
    await expect(running).rejects.toBe(reason)
  })

  test('leaves the workers to the next sweep', async () => {
    const { pool, started } = poolOf(2)
    const controller = new AbortController()
    await expect(
      (async () => {
        for await (const chunk of sweep(pool, { signal: controller.signal })) if (chunk.start === 50) controller.abort()
      })(),
    ).rejects.toThrow('aborted')
    expect((await sweep(pool).result()).metrics).toEqual(reference.metrics)
    expect(started).toHaveLength(2)
  })

  test('leaves the surface alone that the sweep was to overwrite, even when chunks come later', async () => {
    const { pool } = poolOf(1)
    const into = await sweep(pool).result()
    const profit = into.metrics.profit.fill(0).slice()
    const controller = new AbortController()
    const running = sweep(pool, { signal: controller.signal }).result({ into })
    controller.abort()
    await expect(running).rejects.toThrow('aborted')
    // The worker computes these after those of the sweep that was aborted.
    await sweep(pool).result()
    expect(into.metrics.profit).toEqual(profit)
  })

  test('does not warn of listeners, however many chunks are in flight', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error) => warnings.push(warning)
    process.on('warning', warn)
    const { pool } = poolOf(7)
    await sweep(pool, { chunkSize: 41, signal: new AbortController().signal }).result()
    await sleep(10)
    process.off('warning', warn)
    expect(warnings).toEqual([])
  })
})

test('closing ends every worker, and what waits for one rejects', async () => {
  const { pool, started } = poolOf(2, () => sabotage(0, 'for (;;);'))
  const running = sweep(pool).result()
  const exits = await new Promise<number>((resolve) => {
    setTimeout(async () => {
      let exited = 0
      for (const worker of started) worker.onLost(() => exited++)
      await pool.close()
      resolve(exited)
    }, 200)
    running.catch(() => {})
  })
  await expect(running).rejects.toBeInstanceOf(EngineClosedError)
  expect(exits).toBe(2)
  await expect(sweep(pool).result()).rejects.toBeInstanceOf(EngineClosedError)
})
