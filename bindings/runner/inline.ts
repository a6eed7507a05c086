import { nextTurn } from './turn.ts'
import { newRoom, pointsPerPath, roomBytes, type ChunkRoom, type Kernel, type Task } from '../plan/task.ts'
import type { Stages } from '../result/stage.ts'
import type { Runner, TimedChunk } from './runner.ts'
import type { Staging } from './staging.ts'
import { runTimed } from './timed.ts'

// Long enough that single optima in a row cost no turn each, short enough that input and timers stay prompt.
const HOLD_MILLISECONDS = 8

/** A runner that computes in the calling thread, and lets its event loop run between chunks. */
export function createInlineRunner(kernel: Kernel, prepare?: Runner['prepare']): Runner {
  let lastTurn = performance.now()
  /** Those that are not at work. */
  const stagings = new WeakMap<Stages, Staging>()

  async function turnWhenDue(): Promise<void> {
    if (performance.now() - lastTurn <= HOLD_MILLISECONDS) return
    await nextTurn()
    lastTurn = performance.now()
  }

  /** Path by path, and more at once as long as they are quick: one may take seconds, and an abort is to reach the next. */
  async function runPaths(task: Task, start: number, count: number, room: ChunkRoom, signal?: AbortSignal): Promise<TimedChunk> {
    const unit = pointsPerPath(task)
    let [seconds, failed] = [0, 0]
    for (let done = 0, paths = 1; done < count; ) {
      const length = Math.min(paths * unit - ((start + done) % unit), count - done)
      const columns = room.columns.map((column) => column.subarray(done, done + length))
      const piece = runTimed(kernel, task, start + done, length, { columns, status: room.status.subarray(done, done + length) })
      seconds += piece.seconds
      failed += piece.failed
      done += length
      paths = Math.max(1, piece.seconds * 2000 < HOLD_MILLISECONDS ? 2 * paths : paths >> 1)
      await turnWhenDue()
      signal?.throwIfAborted()
    }
    return { start, count, ...room, failed, seconds }
  }

  return {
    workers: 0,
    prepare,
    async run(task, start, count, { signal, room, spare } = {}) {
      await turnWhenDue()
      signal?.throwIfAborted()
      const own = room ?? newRoom(task, count, spare?.take(roomBytes(task, count)))
      return task.mode >= 0 ? runPaths(task, start, count, own, signal) : runTimed(kernel, task, start, count, own)
    },
    async stage(task, stages, start, count, { signal, spare } = {}) {
      // What only some sweeps need loads with the first of these.
      const { Staging } = await import('./staging.ts')
      const staging = stagings.get(stages) ?? new Staging(stages)
      stagings.delete(stages)
      const pieces = staging.compute(kernel, task, start, count, spare?.take(0))
      for (let seconds = 0; ; ) {
        await turnWhenDue()
        signal?.throwIfAborted()
        const began = performance.now()
        const { done, value } = pieces.next()
        seconds += (performance.now() - began) / 1000
        if (!done) continue
        stagings.set(stages, staging)
        return { ...value, seconds }
      }
    },
    async close() {},
  }
}
