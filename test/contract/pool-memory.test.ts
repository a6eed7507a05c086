/** In which memory chunks are computed. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SpareMemory, spareMemoryOf } from '../../bindings/runner/spare-memory.ts'
import { CHUNK, closePools, plan, poolOf, reference, sweep } from '../support/pools.ts'

afterEach(closePools)

describe('a pool', () => {
  test('computes in memory that is spare, where there is enough', async () => {
    const { pool } = poolOf(1)
    const spare = new SpareMemory()
    const [small, large] = [new ArrayBuffer(8), new ArrayBuffer(12_345)]
    spare.give(large)
    spare.give(small)
    const chunk = await pool.run(plan().task, 0, CHUNK, { spare })
    expect(chunk.columns[0]).toEqual(reference.metrics.profit.subarray(0, CHUNK))
    expect([chunk.status.buffer.byteLength, large.byteLength]).toEqual([12_345, 0])
    expect(spare.take(1)).toBeUndefined()
  })

  test('computes in shared memory where chunks come back, and in memory of its own where they are kept', async () => {
    const { pool } = poolOf(1)
    const spare = new SpareMemory()
    const memory = spare.room(54_321)
    spare.give(memory)
    const first = await pool.run(plan().task, 0, CHUNK, { spare })
    expect([first.status.buffer.byteLength, memory.byteLength]).toEqual([65_536, 65_536])
    expect(new Float64Array(memory, 0, CHUNK)).toEqual(reference.metrics.profit.subarray(0, CHUNK))
    const second = await pool.run(plan().task, CHUNK, CHUNK, { spare })
    expect(second.status.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(second.columns[0]).toEqual(reference.metrics.profit.subarray(CHUNK, 2 * CHUNK))
    expect(first.columns[0]).toEqual(reference.metrics.profit.subarray(0, CHUNK))
    expect((await pool.run(plan().task, 0, CHUNK)).status.buffer).toBeInstanceOf(ArrayBuffer)
  })

  test('computes in memory that moves, where a page may not share any', async () => {
    vi.stubGlobal('crossOriginIsolated', false)
    const { pool } = poolOf(2)
    const spare = new SpareMemory()
    const chunk = await pool.run(plan().task, 0, CHUNK, { spare })
    expect(chunk.status.buffer).toBeInstanceOf(ArrayBuffer)
    expect((await sweep(pool).result()).metrics).toEqual(reference.metrics)
    vi.unstubAllGlobals()
  })

  test('computes later sweeps in the memory that earlier ones have left', async () => {
    const { pool } = poolOf(2)
    const spare = spareMemoryOf(pool)
    const memories = async () => {
      const seen = new Set<ArrayBufferLike>()
      const columns: number[] = []
      for await (const { columns: parts, status } of sweep(pool).transientChunks()) {
        seen.add(status.buffer)
        columns.push(...parts.profit)
      }
      expect(columns).toEqual([...reference.metrics.profit])
      return seen
    }
    const first = await memories()
    expect(first.size).toBeLessThanOrEqual(4)
    expect(spareMemoryOf(pool)).toBe(spare)
    const second = await memories()
    expect(second.size).toBeLessThanOrEqual(4)
    // How many chunks are in flight at once is the machine's; new memory comes only when all that is left is in use.
    const [fewer, more] = second.size <= first.size ? [second, first] : [first, second]
    expect([...fewer].every((memory) => more.has(memory))).toBe(true)
    expect(spareMemoryOf(poolOf(1).pool)).not.toBe(spare)
  })

  test('leaves memory alone in which a worker may still compute after an abort', async () => {
    const { pool } = poolOf(2)
    const spare = spareMemoryOf(pool)
    const controller = new AbortController()
    const taken: ArrayBufferLike[] = []
    await expect(
      (async () => {
        for await (const { status } of sweep(pool, { signal: controller.signal }).transientChunks()) {
          taken.push(status.buffer)
          controller.abort()
        }
      })(),
    ).rejects.toThrow('aborted')
    const free: ArrayBufferLike[] = []
    for (let memory; (memory = spare.take(0)); ) free.push(memory)
    expect(taken).toHaveLength(1)
    expect(free.length === 1 && free[0] === taken[0]).toBe(true)
  })

  test('takes for a chunk the memory of another that was about as large', () => {
    const spare = new SpareMemory()
    const memory = spare.room(40_000)
    spare.give(memory)
    expect(spare.room(60_000)).toBe(memory)
    expect(spare.room(2 ** 16).byteLength).toBe(2 ** 16)
  })

  test('keeps no more memory than the chunks of one sweep may take', () => {
    const spare = new SpareMemory()
    for (let i = 0; i < 3; i++) spare.give(new SharedArrayBuffer(2 ** 26))
    expect([spare.take(0)?.byteLength, spare.take(0)?.byteLength, spare.take(0)]).toEqual([2 ** 26, 2 ** 26, undefined])
    spare.give(new SharedArrayBuffer(2 ** 27))
    expect(spare.take(2 ** 27)?.byteLength).toBe(2 ** 27)
  })
})
