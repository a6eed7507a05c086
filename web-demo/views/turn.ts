import { options } from 'preact'
import { nextFrame } from '../compute/frame.ts'

/**
 * Components are updated once a frame, right before it is laid out: until then the thread is free for what the workers send, and whatever
 * arrives in between makes one update, not several.
 */
export function updateOnceAFrame(): void {
  options.debounceRendering = (update) => void nextFrame().then(update)
}
