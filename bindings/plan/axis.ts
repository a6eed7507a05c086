import type { AxisValues } from './task.ts'

// 13 digits make the values of a log axis readable (0.1, 1, 10) and hide the last bits in which hosts' Math.exp differ.
const LOG_DIGITS = 13

/** Value `index` of an axis. The first and the last are exactly `from` and `to`. */
export function axisValue(axis: AxisValues, index: number): number {
  if (axis.spacing === 'values') return axis.values[index]
  if (index === 0) return axis.from
  if (index === axis.points - 1) return axis.to
  const last = axis.points - 1
  // One division at the end makes the values of round steps round: 0.7, not 0.7000000000000001.
  if (axis.spacing === 'linear') return (axis.from * (last - index) + axis.to * index) / last
  const share = index / last
  const logarithm = Math.log(axis.from) * (1 - share) + Math.log(axis.to) * share
  return Number(Math.exp(logarithm).toPrecision(LOG_DIGITS))
}

/** Values `start` to `start + count - 1` of an axis. */
export function axisWindow(axis: AxisValues, start: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => axisValue(axis, start + i))
}

type Axes = readonly { readonly values: Pick<AxisValues, 'points'> }[]

/** The index along each axis of a point of their grid, row-major: the last axis is the fastest. */
export function axisIndices(axes: Axes, point: number): number[] {
  const indices = new Array<number>(axes.length)
  for (let axis = axes.length - 1, rest = point; axis >= 0; axis--) {
    const { points } = axes[axis].values
    indices[axis] = rest % points
    rest = Math.floor(rest / points)
  }
  return indices
}

/** Points of the grid from one value of an axis to the next. */
export function strideOf(axes: Axes, axis: number): number {
  return axes.slice(axis + 1).reduce((product, { values }) => product * values.points, 1)
}
