import { isDragging } from '../state/view.ts'

const KEY_PAUSE_MILLISECONDS = 500
let timer: ReturnType<typeof setTimeout> | undefined

/** A slider is being moved by a pointer: until it is let go. */
export function beginDrag(): void {
  clearTimeout(timer)
  isDragging.value = true
  const end = () => {
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', end)
    isDragging.value = false
  }
  addEventListener('pointerup', end)
  addEventListener('pointercancel', end)
}

/** A slider is being moved by keys, or a number typed: until they pause. */
export function keyStep(): void {
  isDragging.value = true
  clearTimeout(timer)
  timer = setTimeout(() => (isDragging.value = false), KEY_PAUSE_MILLISECONDS)
}
