import { addNumber, createSum, dividedBy, mergeSum, type ExactSum } from './exact-sum.ts'
import { described, type Gatherer } from './gatherer.ts'
import type { Reducer } from './reducer.ts'

interface SumAndCount {
  sum: ExactSum
  count: number
}

/** The arithmetic mean: the exact sum, divided and rounded once. NaN where no value is finite. */
export function mean(): Reducer<number, SumAndCount> {
  return { ...described('exactSum', exactSum), finish: ({ sum, count }) => (count === 0 ? NaN : dividedBy(sum, count)) }
}

export function exactSum(): Gatherer<SumAndCount> {
  return {
    start: () => ({ sum: createSum(), count: 0 }),
    add(state, values) {
      for (let i = 0; i < values.length; i++) {
        if (!Number.isFinite(values[i])) continue
        addNumber(state.sum, values[i])
        state.count++
      }
    },
    addFold(state, fold) {
      state.sum.total += fold.sum
      state.count += fold.count
    },
    merge(state, other) {
      mergeSum(state.sum, other.sum)
      state.count += other.count
    },
  }
}
