/** A sweep under way: what it reports, and how it is stopped. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { Progress } from '../../bindings/sweep/progress.ts'
import { axis, numbering, scenario } from '../support/numbering.ts'

describe('abort', () => {
  test('before the start runs nothing', async () => {
    const ran: number[] = []
    const reason = new Error('never mind')
    await expect(numbering(10, { signal: AbortSignal.abort(reason) }, 0, ran).result()).rejects.toBe(reason)
    expect(ran).toEqual([])
  })

  test('by a timer stops a running sweep, with the signal’s reason', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const ran: number[] = []
    setTimeout(() => controller.abort(reason), 50)
    await expect(numbering(1e5, { signal: controller.signal }, 0.001, ran).result()).rejects.toBe(reason)
    expect(ran.reduce((sum, count) => sum + count, 0)).toBeLessThan(1e4)
  })

  test('comes with closing the engine', async () => {
    const engine = await createEngine({ backend: 'js' })
    const running = engine.sweep(scenario, { axes: [axis(1e6)] }).result()
    setTimeout(() => engine.close(), 50)
    await expect(running).rejects.toThrow('the engine is closed')
  })
})

describe('progress', () => {
  afterEach(() => void vi.restoreAllMocks())

  test.each([
    [
      'throws',
      () => {
        throw new Error('no more')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no more'))],
    [
      'rejects later',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        throw new Error('no more')
      },
    ],
  ])('that %s ends the sweep with its reason', async (_, onProgress) => {
    await expect(numbering(500, { onProgress }).result()).rejects.toThrow('no more')
    const job = numbering(500, { onProgress, chunkSize: 50 }, 0.001)
    await expect(
      (async () => {
        for await (const _ of job) {
          /* taken */
        }
      })(),
    ).rejects.toThrow('no more')
  })

  test('comes at most ten times a second, and once at the end', async () => {
    // A clock that goes by looks at it: a busy machine does not stop it between two of them.
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 0.05))
    const reports: (Progress & { at: number })[] = []
    const onProgress = (progress: Progress) => reports.push({ ...progress, at: performance.now() })
    await numbering(500, { onProgress }, 0.001).result()
    expect(reports.length).toBeGreaterThan(2)
    const gaps = reports.slice(1, -1).map(({ at }, i) => at - reports[i].at)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99)
    expect(reports.at(-1)).toMatchObject({ done: 500, total: 500, failed: 0, secondsLeft: 0 })
    expect(reports.at(-1)!.pointsPerSecond).toBeGreaterThan(0)
    expect(reports.filter(({ done }) => done === 500)).toHaveLength(1)
  })
})
