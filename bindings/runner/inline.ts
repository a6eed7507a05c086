import type { Kernel } from '../task.ts'
import type { Runner } from './runner.ts'
import { runTimed } from './timed.ts'

// Long enough that single optima in a row cost no turn each, short enough that input and timers stay prompt.
const HOLD_MILLISECONDS = 8

/** A runner that computes in the calling thread, and lets its event loop run between chunks. */
export function createInlineRunner(kernel: Kernel): Runner {
  let lastTurn = performance.now()

  return {
    workers: 0,
    async run(task, start, count, { signal, room } = {}) {
      if (performance.now() - lastTurn > HOLD_MILLISECONDS) {
        await nextTurn()
        lastTurn = performance.now()
      }
      signal?.throwIfAborted()
      return runTimed(kernel, task, start, count, room)
    },
    async close() {},
  }
}

/**
 * Resolves in a later macrotask. A message takes about 35 µs in Node; a timer of 0 ms takes 1 ms there and 4 ms in
 * browsers, and setImmediate and scheduler.yield are not everywhere.
 */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
