import { described, type Gatherer } from './gatherer.ts'
import type { Reducer } from './reducer.ts'

/** How many points have a finite value. */
export function count(): Reducer<number> {
  return { ...described('finite', finite), finish: ({ count }) => count }
}

export function finite(): Gatherer<{ count: number }> {
  return {
    start: () => ({ count: 0 }),
    add(state, values) {
      for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) state.count++
    },
    addFold(state, fold) {
      state.count += fold.count
    },
    merge(state, other) {
      state.count += other.count
    },
  }
}

/** How many points have each of so many codes: of a metric that is a word. */
export function countCodes(size: number): Reducer<number[]> {
  return { ...described('codes', codes, size), finish: (counts) => [...counts] }
}

export function codes(size: number): Gatherer<number[]> {
  return {
    start: () => new Array<number>(size).fill(0),
    add(counts, values) {
      for (let i = 0; i < values.length; i++) if (values[i] < size) counts[values[i]]++
    },
    merge(counts, other) {
      other.forEach((points, code) => (counts[code] += points))
    },
  }
}
