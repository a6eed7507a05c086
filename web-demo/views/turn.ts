import { options } from 'preact'

/** Components are updated in a task of their own: what an input asks the workers for is on its way by then. */
export function updateInOwnTask(): void {
  const { port1, port2 } = new MessageChannel()
  options.debounceRendering = (update) => {
    port1.onmessage = update
    port2.postMessage(null)
  }
}
