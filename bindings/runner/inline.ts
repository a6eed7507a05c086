import { newRoom, roomBytes, type Kernel } from '../plan/task.ts'
import type { Runner } from './runner.ts'
import { runTimed } from './timed.ts'

// Long enough that single optima in a row cost no turn each, short enough that input and timers stay prompt.
const HOLD_MILLISECONDS = 8

/** A runner that computes in the calling thread, and lets its event loop run between chunks. */
export function createInlineRunner(kernel: Kernel): Runner {
  let lastTurn = performance.now()

  return {
    workers: 0,
    async run(task, start, count, { signal, room, spare } = {}) {
      if (performance.now() - lastTurn > HOLD_MILLISECONDS) {
        await nextTurn()
        lastTurn = performance.now()
      }
      signal?.throwIfAborted()
      return runTimed(kernel, task, start, count, room ?? newRoom(task, count, spare?.take(roomBytes(task, count))))
    },
    async close() {},
  }
}

/**
 * Resolves in a later macrotask: by setImmediate, in a microsecond, where there is one (Node), and else by a message. A
 * timer of 0 ms takes 4 ms in browsers, and scheduler.yield is not in all of them.
 */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') return void setImmediate(resolve)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
