import { linearSpacing, logSpacing, type Spacing } from '../numbers/spacing.ts'
import type { AxisValues, TaskMove } from './task.ts'

/** An axis of a sweep, planned: what it moves, and its values. */
export interface PlanAxis {
  /** Path of the parameter in the scenario, or `time`, or `level`. */
  parameter: string
  /** Its values: a rule, or the values themselves. */
  values: AxisValues
  /** Of an axis that moves several parameters together: each of them, with as many values. The axis itself numbers its points. */
  columns?: PlanColumn[]
  /** Of an axis of samples: the factors of random processes that it moves, too. */
  factors?: TaskMove[]
}

/** A parameter that an axis moves together with others. */
export interface PlanColumn {
  /** Path of the parameter in the scenario. */
  parameter: string
  /** Its values, one a point of the axis. */
  values: AxisValues
}

type Range = Extract<AxisValues, { spacing: 'linear' | 'log' }>

// What an axis needs to know of its ends is worked out once.
const spacings = new WeakMap<Range, Spacing>()

/**
 * Value `index` of an axis. The first and the last are exactly `from` and `to`; those between are the doubles nearest to the exact
 * values, so that they are round where a person would write them round.
 */
export function axisValue(axis: AxisValues, index: number): number {
  if (axis.spacing === 'values') return axis.values[index]
  if (axis.spacing === 'index') return index
  if (axis.spacing === 'samples') return samples(axis, index, 1)[0]
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
  if (axis.spacing === 'values') return axis.values.slice(start, start + count)
  if (axis.spacing === 'samples') return samples(axis, start, count)
  const window = new Float64Array(count)
  for (let i = 0; i < count; i++) window[i] = axisValue(axis, start + i)
  return window
}

/** Samples that are generated at once where they are wanted one by one. */
const BLOCK = 1024

/** Values of an axis by index, for who wants many, one by one. */
export function axisReader(axis: AxisValues): (index: number) => number {
  if (axis.spacing !== 'samples') return (index) => axisValue(axis, index)
  let start = 0
  let block: Float64Array = new Float64Array(0)
  return (index) => {
    if (!(index >= start && index < start + block.length)) {
      start = index - (index % BLOCK)
      block = axisWindow(axis, start, Math.min(BLOCK, axis.points - start))
    }
    return block[index - start]
  }
}

type Samples = Extract<AxisValues, { spacing: 'samples' }>
/** Values of a column of samples. */
export type SampleSource = (axis: Samples, start: number, count: number) => Float64Array

let samples: SampleSource = () => {
  throw new Error('a fault of offcut: the designs are not loaded')
}

/** Gives samples their source. It loads where there are some: see design/load.ts. */
export function provideSamples(source: SampleSource): void {
  samples = source
}

/** A column of an axis in a table. */
export interface AxisColumn {
  parameter: string
  values: AxisValues
  /** The axis that it belongs to, by its number. */
  axis: number
}

/** The columns of some axes: one an axis, and behind it one for each of the parameters that it moves together. */
export function axisColumns(axes: readonly PlanAxis[]): AxisColumn[] {
  return axes.flatMap(({ parameter, values, columns = [] }, axis) =>
    [{ parameter, values }, ...columns].map((column) => ({ ...column, axis })),
  )
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
