import { linearSpacing, logSpacing, type Spacing } from '../numbers/spacing.ts'
import type { AxisValues } from './task.ts'

type Range = Exclude<AxisValues, { spacing: 'values' }>

// What an axis needs to know of its ends is worked out once.
const spacings = new WeakMap<Range, Spacing>()

/**
 * Value `index` of an axis. The first and the last are exactly `from` and `to`; those between are the doubles nearest to the exact
 * values, so that they are round where a person would write them round.
 */
export function axisValue(axis: AxisValues, index: number): number {
  if (axis.spacing === 'values') return axis.values[index]
  if (index === 0) return axis.from
  if (index === axis.points - 1) return axis.to
  let spacing = spacings.get(axis)
  if (spacing === undefined) spacings.set(axis, (spacing = spacingOf(axis)))
  return spacing(index)
}

function spacingOf({ spacing, from, to, points }: Range): Spacing {
  return spacing === 'linear' ? linearSpacing(from, to, points) : logSpacing(from, to, points)
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
