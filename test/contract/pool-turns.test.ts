/** Whose turn it is: chunks of one sweep ahead of who takes them, and sweeps that supersede one another. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import { SupersededError } from '../../bindings/errors.ts'
import type { Runner, TimedChunk } from '../../bindings/runner/runner.ts'
import { scenario, sweep } from '../support/pools.ts'

describe('the chunks of a sweep', () => {
  /** A runner that answers when told to. */
  function manual(workers: number) {
    const asked: { start: number; answer(): void }[] = []
    const runner: Runner = {
      workers,
      run: (task, start, count) =>
        new Promise<TimedChunk>((resolve) => {
          const chunk = {
            start,
            count,
            columns: task.metrics.map(() => new Float64Array(count)),
            status: new Uint8Array(count),
            failed: 0,
            seconds: 0.01,
          }
          asked.push({ start, answer: () => resolve(chunk) })
        }),
      stage: () => Promise.reject(new Error('not asked for')),
      async close() {},
    }
    return { runner, asked }
  }

  test('are ahead of a slow consumer in bounded number', async () => {
    const { runner, asked } = manual(2)
    const chunks = sweep(runner)[Symbol.asyncIterator]()
    const first = chunks.next()
    await sleep(5)
    expect(asked.map(({ start }) => start)).toEqual([0, 50, 100, 150])
    for (const { answer } of asked) answer()
    await first
    await sleep(5)
    // All four are done, and the consumer has taken one.
    expect(asked).toHaveLength(4)
    await chunks.next()
    expect(asked).toHaveLength(5)
  })

  test('arrive in order, whichever is done first', async () => {
    const { runner, asked } = manual(3)
    const seen: number[] = []
    const running = (async () => {
      for await (const { start } of sweep(runner)) seen.push(start)
    })()
    await sleep(5)
    for (const { answer } of [...asked].reverse()) answer()
    await running
    expect(seen).toEqual([0, 50, 100, 150, 200, 250])
  })
})

describe('a newer sweep', () => {
  const grid = {
    axes: [{ parameter: 'waste.disposalCost', from: 1, to: 2, points: 1000 }],
    metrics: ['profit' as const],
    method: 'dense' as const,
  }

  test('supersedes the older one of its key, and no other', async () => {
    const engine = await createEngine({ backend: 'js', workers: 1 })
    const run = (supersede?: string) =>
      engine
        .sweep(scenario, { ...grid, supersede })
        .result()
        .catch((error: unknown) => error)
    const outcomes = await Promise.all([run('slider'), run('other'), run(), run('slider'), run('slider')])
    await engine.close()
    const [first, other, none, second, last] = outcomes
    for (const superseded of [first, second]) {
      expect(superseded).toBeInstanceOf(SupersededError)
      expect(superseded).toMatchObject({ name: 'AbortError', message: 'a newer sweep has superseded this one of "slider"' })
    }
    for (const finished of [other, none, last]) expect(finished).toMatchObject({ stats: { points: 1000 } })
  })

  test('that is refused leaves the older one alone', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const older = engine.sweep(scenario, { ...grid, supersede: 'slider' }).result()
    expect(() => engine.sweep(scenario, { ...grid, metrics: ['proft' as never], supersede: 'slider' })).toThrow('proft')
    expect(() => engine.sweep(scenario, { ...grid, chunkSize: 0, supersede: 'slider' })).toThrow('chunkSize is 0')
    expect((await older).stats.points).toBe(1000)
    await engine.close()
  })
})
