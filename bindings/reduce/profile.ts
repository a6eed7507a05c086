import { FIRST_FAILURE } from '../model/layout.ts'
import type { AxisValues } from '../plan/task.ts'
import {
  addToColumns,
  createColumns,
  mergeColumns,
  scaleOf,
  shownColumns,
  type Column,
  type GatheredColumn,
  type Scale,
} from './columns.ts'
import { described, type Gatherer } from './gatherer.ts'
import type { Reducer } from './reducer.ts'

/** A quantity along one axis of a grid: its values, or the best of them over the other axes, by the columns of a chart. */
export interface Profile {
  columns: (Column | undefined)[]
  /** Values of the axis at which there is none. */
  without: number
}

interface Gathered {
  columns: GatheredColumn[]
  without: number
  /** By index along the axis: where not all points have come yet. */
  open: Map<number, Best>
}

interface Best {
  /** NaN where there is none. */
  value: number
  /** Whether some point has none although it did not fail. */
  isNone: boolean
  points: number
}

/**
 * @param axis the slowest axis of the grid, but for those of one value, and `stride` the points that pass at each of its values.
 * @param sign 1 where more is better, -1 where less is.
 * @param none a word for points that are fine without a value.
 */
export function profile(axis: AxisValues, stride: number, sign: 1 | -1, none: string): Reducer<Profile, Gathered> {
  const { position } = scaleOf(axis)
  const gatherer = described('along', along, axis, stride, sign, none)
  const finish = (state: Gathered): Profile => {
    // What has not come whole counts as far as it has come.
    const whole = structuredClone(state)
    for (const [index, best] of whole.open) close(whole, index, best, position, none)
    return { columns: shownColumns(whole.columns), without: whole.without }
  }
  return { ...gatherer, finish }
}

export function along(axis: AxisValues, stride: number, sign: 1 | -1, none: string): Gatherer<Gathered> {
  const { position } = scaleOf(axis)

  function take(state: Gathered, index: number, best: Best): void {
    const before = state.open.get(index)
    const joined = before ? better(before, best, sign) : best
    if (joined.points < stride) return void state.open.set(index, joined)
    state.open.delete(index)
    close(state, index, joined, position, none)
  }

  return {
    start: () => ({ columns: createColumns(), without: 0, open: new Map() }),
    add(state, values, start, status) {
      for (let from = 0; from < values.length; ) {
        const index = Math.floor((start + from) / stride)
        const to = Math.min(values.length, (index + 1) * stride - start)
        take(state, index, bestOf(values, status, from, to, sign))
        from = to
      }
    },
    merge(state, other) {
      mergeColumns(state.columns, other.columns)
      state.without += other.without
      for (const [index, best] of other.open) take(state, index, best)
    },
  }
}

function close(state: Gathered, index: number, { value, isNone }: Best, position: Scale['position'], none: string): void {
  addToColumns(state.columns, position(index), value, index, isNone ? none : 'failed')
  if (Number.isNaN(value)) state.without++
}

function bestOf(values: Float64Array, status: Uint8Array, from: number, to: number, sign: 1 | -1): Best {
  let best = -Infinity
  let finite = 0
  for (let i = from; i < to; i++) {
    const value = sign * values[i]
    // Neither NaN nor infinite.
    if (value - value !== 0) continue
    finite++
    if (value > best) best = value
  }
  const isNone = finite < to - from && hasNone(values, status, from, to)
  return { value: finite === 0 ? NaN : sign * best + 0, isNone, points: to - from }
}

function hasNone(values: Float64Array, status: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!Number.isFinite(values[i]) && status[i] < FIRST_FAILURE) return true
  return false
}

function better(a: Best, b: Best, sign: 1 | -1): Best {
  const value = Number.isNaN(a.value) || sign * (b.value - a.value) > 0 ? b.value : a.value
  return { value, isNone: a.isNone || b.isNone, points: a.points + b.points }
}
