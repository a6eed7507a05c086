import { computed, type ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'

/** A value of plain data that stays the same one while it says the same, so that what depends on it rests. */
export function settled<T>(make: () => T): ReadonlySignal<T> {
  let known: { text: string; value: T } | undefined
  return computed(() => {
    const value = make()
    const text = JSON.stringify(value)
    if (known && known.text === text) return known.value
    known = { text, value }
    return value
  })
}

/** The same inside a component, which is drawn anew only where the value says something else. @param make of signals, and of what never changes in this component */
export function useSettled<T>(make: () => T): T {
  return useMemo(() => settled(make), []).value
}
