import { fromSpearman, pivotedCholesky } from '../numbers/correlation.ts'
import {
  FIRST_PATH_METRIC,
  METRICS,
  PARAMETERS,
  PATH_METRICS,
  SENSITIVITY,
  SENSITIVITY_OF_INPUT,
  TABLE_SLOT,
  type Metric,
  type ParameterPath,
  type PathMetric,
} from '../model/layout.ts'
import { getNumber, type Axis, type MetricName, type Scenario } from '../scenario/index.ts'
import { changeSlot, layOutChanges } from './changes.ts'
import type { Design } from './design/design.ts'
import type { PlanAxis } from './plan.ts'
import type { AxisValues, TaskAxis, TaskMetric } from './task.ts'

/** Number of table knots of a scenario; 0 without a table law. */
export function knotCount(scenario: Scenario): number {
  return scenario.transformation?.law === 'table' ? scenario.transformation.times.length : 0
}

/** Slot of a parameter in the block, and -1 for a path that is no parameter of this scenario's layout. */
export function parameterSlot(scenario: Scenario, path: string): number {
  if (path.startsWith('changes[')) return changeSlot(scenario, path)
  const knot = /^transformation\.(times|levels)\[(\d+)\]$/.exec(path)
  if (knot === null) return PARAMETERS.indexOf(path as ParameterPath)
  const knots = knotCount(scenario)
  const index = Number(knot[2])
  if (index >= knots) return -1
  return TABLE_SLOT + (knot[1] === 'levels' ? knots : 0) + index
}

/**
 * The scenario's numbers in the slots of layout.ts, table knots and the numbers of `changes` behind them. Slots that the scenario does not use
 * are 0, as are `level` and `time`, which the call gives; an absent `dynamics.initial` is NaN, the optimum at the start, and so is an
 * absent `volume`: the factor is free.
 */
export function parameterBlock(scenario: Scenario): Float64Array {
  const knots = knotCount(scenario)
  const changed = layOutChanges(scenario).numbers
  const block = new Float64Array(TABLE_SLOT + 2 * knots + changed.size)
  PARAMETERS.forEach((path, slot) => {
    block[slot] = getNumber(scenario, path) ?? (/initial|volume/.test(path) ? NaN : 0)
  })
  if (scenario.transformation?.law === 'table') {
    block.set(scenario.transformation.times, TABLE_SLOT)
    block.set(scenario.transformation.levels, TABLE_SLOT + knots)
  }
  block.set([...changed.values()], TABLE_SLOT + 2 * knots)
  return block
}

/** A validated axis of a plan. Adding 0 makes a negative zero positive: both are one value. */
export function planAxis(scenario: Scenario, axis: Axis): PlanAxis {
  if ('samples' in axis) return samplesAxis(scenario, axis)
  if ('parameters' in axis) return pointsAxis(axis.parameters, axis.points)
  const { parameter } = axis
  if ('values' in axis) return { parameter, values: listed(axis.values) }
  const { spacing, from, to, points } = axis
  return { parameter, values: { spacing, from: from + 0, to: to + 0, points } }
}

function pointsAxis(parameters: readonly string[], points: readonly (readonly number[])[]): PlanAxis {
  const columns = parameters.map((parameter, k) => ({ parameter, values: listed(points.map((point) => point[k])) }))
  return { parameter: 'point', values: { spacing: 'index', points: points.length }, columns }
}

function samplesAxis({ uncertainty }: Scenario, { samples: points, design: name, seed }: Extract<Axis, { samples: number }>): PlanAxis {
  const { parameters = {}, correlation } = uncertainty ?? {}
  const paths = Object.keys(parameters)
  const design: Design = { name, seed, points, distributions: Object.values(parameters) }
  if (correlation && correlation.paths.length > 0) {
    const matrix = correlation.kind === 'spearman' ? fromSpearman(correlation.matrix) : correlation.matrix
    design.correlated = { columns: correlation.paths.map((path) => paths.indexOf(path)), ...pivotedCholesky(matrix) }
  }
  const columns = paths.map((parameter, column) => ({ parameter, values: { spacing: 'samples' as const, design, column, points } }))
  return { parameter: 'sample', values: { spacing: 'index', points }, columns }
}

function listed(values: readonly number[]): AxisValues {
  return { spacing: 'values', values: Float64Array.from(values, (value) => value + 0), points: values.length }
}

/** The parameters that some axes move. */
export function movedBy(axes: readonly PlanAxis[]): string[] {
  return axes.flatMap(({ parameter, columns }) => columns?.map((column) => column.parameter) ?? [parameter])
}

/** An axis as the kernels take it. */
export function taskAxis(scenario: Scenario, { parameter, values, columns }: PlanAxis): TaskAxis {
  const [first, ...beside] = (columns ?? [{ parameter, values }]).map((move) => ({
    slot: parameterSlot(scenario, move.parameter),
    values: move.values,
  }))
  return beside.length > 0 ? { ...first, beside } : first
}

const SENSITIVITY_PREFIX = 'sensitivity:'
const OF_INPUT_PREFIX = 'sensitivityOfInput:'

/** A validated metric as the kernels take it. */
export function taskMetric(scenario: Scenario, name: MetricName): TaskMetric {
  if (name.startsWith(SENSITIVITY_PREFIX)) {
    return { code: SENSITIVITY, slot: parameterSlot(scenario, name.slice(SENSITIVITY_PREFIX.length)) }
  }
  if (name.startsWith(OF_INPUT_PREFIX)) {
    return { code: SENSITIVITY_OF_INPUT, slot: parameterSlot(scenario, name.slice(OF_INPUT_PREFIX.length)) }
  }
  const ofPath = PATH_METRICS.indexOf(name as PathMetric)
  return { code: ofPath < 0 ? METRICS.indexOf(name as Metric) : FIRST_PATH_METRIC + ofPath, slot: 0 }
}
