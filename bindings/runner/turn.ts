/**
 * Resolves in a later macrotask: by setImmediate, in a microsecond, where there is one (Node), and else by a message. A
 * timer of 0 ms takes 4 ms in browsers, and scheduler.yield is not in all of them.
 */
export function nextTurn(): Promise<void> {
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
