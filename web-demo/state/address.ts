import { computed, effect, signal } from '@preact/signals'
import { report } from './failure.ts'
import { fromFragment, toFragment } from './link.ts'
import { loadPresetsOf } from './presets.ts'
import { isDragging } from './view.ts'

/** States that undo and redo lead to, the nearest last. */
const past = signal<readonly string[]>([])
const future = signal<readonly string[]>([])
export const canUndo = computed(() => past.value.length > 0)
export const canRedo = computed(() => future.value.length > 0)

const MOST_STATES = 200
let isRestoring = false

/** Keeps address and state in step. A drag becomes one entry of the history, and one step of undo, when it ends. */
export async function followAddress(): Promise<void> {
  await loadPresetsOf(location.hash).catch(report)
  restore(location.hash)
  let now = toFragment()
  effect(() => {
    if (isDragging.value) return
    const fragment = toFragment()
    if (fragment === location.hash) return
    // What was just read is only put into its usual form.
    if (isRestoring || location.hash === '') history.replaceState(null, '', fragment)
    else history.pushState(null, '', fragment)
    if (!isRestoring && fragment !== now) {
      past.value = [...past.peek(), now].slice(-MOST_STATES)
      future.value = []
    }
    now = fragment
  })
  addEventListener('popstate', async () => {
    await loadPresetsOf(location.hash).catch(report)
    past.value = []
    future.value = []
    restore(location.hash)
    now = toFragment()
  })
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || isTyping(event.target)) return
    event.preventDefault()
    if (event.shiftKey) redo()
    else undo()
  })
}

function restore(fragment: string): void {
  isRestoring = true
  fromFragment(fragment)
  isRestoring = false
}

/** A text that is being typed has an undo of its own. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== 'range'
}

export function undo(): void {
  step(past, future)
}

export function redo(): void {
  step(future, past)
}

function step(from: typeof past, to: typeof past): void {
  // What is still being typed or dragged becomes a state first, or it would come after this one and end redo.
  isDragging.value = false
  const next = from.value.at(-1)
  if (next === undefined) return
  const here = toFragment()
  from.value = from.value.slice(0, -1)
  to.value = [...to.value, here]
  restore(next)
}
