import { addNumber, createSum, dividedBy, mergeSum, type ExactSum } from './exact-sum.ts'
import type { Reducer } from './reducer.ts'

/** The arithmetic mean: the exact sum, divided and rounded once. NaN where no value is finite. */
export function mean(): Reducer<number, { sum: ExactSum; count: number }> {
  return {
    start: () => ({ sum: createSum(), count: 0 }),
    add(state, values) {
      for (let i = 0; i < values.length; i++) {
        if (!Number.isFinite(values[i])) continue
        addNumber(state.sum, values[i])
        state.count++
      }
    },
    merge(state, other) {
      mergeSum(state.sum, other.sum)
      state.count += other.count
    },
    finish: ({ sum, count }) => (count === 0 ? NaN : dividedBy(sum, count)),
  }
}
