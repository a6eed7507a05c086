/** Which chunk of a sweep runs when, and how large it is. */
import { describe, expect, test } from 'vitest'
import { planSweep } from '../../bindings/plan/plan.ts'
import { roomBytes } from '../../bindings/plan/task.ts'
import { Schedule, type ChunkOrder } from '../../bindings/sweep/schedule.ts'
import { scenario } from '../support/pools.ts'

describe('a schedule', () => {
  const exact = (points: number) =>
    planSweep(0, scenario, { axes: [{ parameter: 'level', from: 0, to: 1, points }], metrics: ['profit', 'waste'] }).task

  /** All its chunks, where every point takes a tenth of a microsecond. */
  function chunksOf(points: number, workers: number) {
    const schedule = new Schedule(exact(points), { start: 0, end: points }, workers)
    const chunks: ChunkOrder[] = []
    for (let order; (order = schedule.next()); schedule.learn(order, order.count * 1e-7)) chunks.push(order)
    return chunks
  }
  const sum = (chunks: ChunkOrder[]) => chunks.reduce((total, { count }) => total + count, 0)

  test.each([
    [30_000, 2, 30_000],
    [200_000, 2, 40_000],
    [1_000_000, 2, 5_000],
    [1_000_000, 0, 0],
  ])('of %i points and %i workers has the calling thread compute about %i', (points, workers, about) => {
    const chunks = chunksOf(points, workers)
    expect(sum(chunks)).toBe(points)
    expect(chunks.map(({ start }) => start)).toEqual(chunks.map((_, i) => sum(chunks.slice(0, i))))
    const inThread = chunks.filter((chunk) => chunk.inThread)
    expect(sum(inThread)).toBeLessThanOrEqual(about)
    expect(sum(inThread)).toBeGreaterThanOrEqual(about / 10)
    // Workers have the rest to the end.
    expect(chunks.slice(0, inThread.length)).toEqual(inThread)
  })

  test('has the calling thread compute in short pieces until a worker has started', () => {
    const chunks: ChunkOrder[] = []
    const schedule = new Schedule(exact(1_000_000), { start: 0, end: 1_000_000 }, 2, { hasWorker: () => chunks.length >= 12 })
    for (let order; (order = schedule.next()); schedule.learn(order, order.count * 1e-7)) {
      expect(schedule.width).toBe(order.inThread ? 1 : 4)
      chunks.push(order)
    }
    expect(sum(chunks)).toBe(1_000_000)
    expect(chunks.map(({ inThread }) => inThread)).toEqual(chunks.map((_, i) => i < 12))
    expect(Math.max(...chunks.slice(0, 12).map(({ count }) => count))).toBe(40_000)
  })

  test.each([
    ['of a chosen size', 'exact', { chunkSize: 10_000 }],
    ['that are batches', 'exact', { staged: { batch: 50_000 } }],
    ['of points too slow for the calling thread', 'dense', {}],
  ] as const)('has chunks %s wait for a worker', (_, method, options) => {
    const { task } = planSweep(0, scenario, {
      axes: [{ parameter: 'level', from: 0, to: 1, points: 300_000 }],
      metrics: ['profit'],
      method,
    })
    const schedule = new Schedule(task, { start: 0, end: 300_000 }, 2, { ...options, hasWorker: () => false })
    const chunks: ChunkOrder[] = []
    for (
      let order;
      chunks.length < 50 && (order = schedule.next());
      schedule.learn(order, order.count * (method === 'dense' ? 0.01 : 1e-7))
    )
      chunks.push(order)
    expect(chunks.at(-1)?.inThread).toBe(false)
  })

  test('makes no chunk larger than its memory may be', () => {
    const largest = Math.max(...chunksOf(10_000_000, 2).map(({ count }) => count))
    expect(largest).toBeGreaterThan(100_000)
    expect(roomBytes(exact(10_000_000), largest)).toBeLessThanOrEqual(2 ** 23)
  })
})
