import { axisColumns, axisIndices, axisValue } from '../plan/axis.ts'
import { ArgumentError } from '../errors.ts'
import type { PlanAxis } from '../plan/axis.ts'
import { described, type Gatherer } from './gatherer.ts'
import type { Reducer } from './reducer.ts'

/** A value and the point that has it. */
export interface Extreme {
  /** The value itself, in the metric’s unit. */
  value: number
  /** Index of the point in the grid, row-major. */
  index: number
  /** Value of each axis there, by its parameter, and of each parameter that an axis moves together with others. */
  at: Record<string, number>
}

/** A value among the greatest or the least. */
export interface Ranked {
  /** The value itself, in the metric’s unit. */
  value: number
  /** Index of its point in the grid, row-major. */
  index: number
}

/** The greatest value and where it is: of several equal ones, the point of the smallest index. Null where no value is finite. */
export function maximum(): Reducer<Extreme | null> {
  return first(1)
}

/** The least value and where it is: of several equal ones, the point of the smallest index. Null where no value is finite. */
export function minimum(): Reducer<Extreme | null> {
  return first(-1)
}

/** The k greatest values and where they are, the greatest first; of equal ones, the smaller index first. */
export function top(k: number): Reducer<Extreme[], Ranked[]> {
  return ranking(k, 1)
}

/** The k least values and where they are, the least first; of equal ones, the smaller index first. */
export function bottom(k: number): Reducer<Extreme[], Ranked[]> {
  return ranking(k, -1)
}

function ranking(k: number, sign: 1 | -1): Reducer<Extreme[], Ranked[]> {
  if (!Number.isSafeInteger(k) || k < 1) throw new ArgumentError(`the number of points to keep is ${k}; expected a whole number from 1 on`)
  const finish = (ranked: Ranked[], axes: readonly PlanAxis[]) =>
    ranked.map(({ value, index }) => ({ value, index, at: coordinatesOf(axes, index) }))
  return { ...described('leading', leading, k, sign), finish }
}

function first(sign: 1 | -1): Reducer<Extreme | null, Ranked[]> {
  const one = ranking(1, sign)
  return { ...one, finish: (ranked, axes) => one.finish(ranked, axes)[0] ?? null }
}

/** The k points that lead when `sign` times their value is ranked from the greatest down. */
export function leading(k: number, sign: 1 | -1): Gatherer<Ranked[]> {
  const ahead = (a: Ranked, b: Ranked) => sign * (a.value - b.value) > 0 || (a.value === b.value && a.index < b.index)
  const insert = (ranked: Ranked[], point: Ranked) => {
    if (ranked.length === k) ranked.pop()
    let place = ranked.length
    while (place > 0 && ahead(point, ranked[place - 1])) place--
    ranked.splice(place, 0, point)
  }
  const take = (ranked: Ranked[], point: Ranked) => {
    if (ranked.length < k || ahead(point, ranked[k - 1])) insert(ranked, point)
  }
  const gatherer: Gatherer<Ranked[]> = {
    start: () => [],
    add(ranked, values, start) {
      for (let i = 0; i < values.length; i++) {
        // Adding 0 makes a negative zero positive: both are one value.
        const value = values[i] + 0
        if (!Number.isFinite(value)) continue
        // Nearly every point fails here, without an object made for it.
        if (ranked.length === k && sign * (value - ranked[k - 1].value) < 0) continue
        take(ranked, { value, index: start + i })
      }
    },
    merge(ranked, other) {
      for (const point of other) take(ranked, point)
    },
  }
  if (k > 1) return gatherer
  return {
    ...gatherer,
    addFold(ranked, { count, minimum, minimumAt, maximum, maximumAt }) {
      if (count > 0) take(ranked, sign > 0 ? { value: maximum, index: maximumAt } : { value: minimum, index: minimumAt })
    },
  }
}

/** The axis values at a point of the grid. */
function coordinatesOf(axes: readonly PlanAxis[], point: number): Record<string, number> {
  const indices = axisIndices(axes, point)
  return Object.fromEntries(axisColumns(axes).map(({ parameter, values, axis }) => [parameter, axisValue(values, indices[axis])]))
}
