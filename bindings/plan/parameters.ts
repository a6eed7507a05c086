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
import { axisWindow, type PlanAxis } from './axis.ts'
import { changeSlot, factorSlot, layOutChanges } from './changes.ts'
import type { Design } from './design/design.ts'
import { knotCount } from './knots.ts'
import { isPathOfProcess, pathOfProcess } from '../scenario/rules/changes.ts'
import { randomFactors } from './random-factors.ts'
import type { AxisValues, TaskAxis, TaskMetric, TaskMove } from './task.ts'

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
 * are 0, as are `level` and `time`, which the call gives; an absent `dynamics.initial` is NaN, the optimum at the start, and so are an
 * absent `volume`, as the factor is free, and an absent `investment.reversalCost`.
 */
export function parameterBlock(scenario: Scenario, drawn = false): Float64Array {
  const knots = knotCount(scenario)
  const changed = layOutChanges(scenario, drawn).numbers
  const block = new Float64Array(TABLE_SLOT + 2 * knots + changed.size)
  PARAMETERS.forEach((path, slot) => {
    block[slot] = getNumber(scenario, path) ?? (/initial|volume|reversal/.test(path) ? NaN : 0)
  })
  if (scenario.transformation?.law === 'table') {
    block.set(scenario.transformation.times, TABLE_SLOT)
    block.set(scenario.transformation.levels, TABLE_SLOT + knots)
  }
  block.set([...changed.values()], TABLE_SLOT + 2 * knots)
  return block
}

/** One sample of what is uncertain and of the processes. */
export interface Draw {
  /** Its number, from 0 on: as in a sweep over `{ "samples": N, "seed": seed }`. */
  sample: number
  /** Default 1. */
  seed?: number
}

/** A validated axis of a plan. Adding 0 makes a negative zero positive: both are one value. */
export function planAxis(scenario: Scenario, axis: Axis): PlanAxis {
  if ('samples' in axis) return samplesAxis(scenario, axis)
  if ('parameters' in axis) return withPicked(scenario, pointsAxis(axis.parameters, axis.points))
  const { parameter } = axis
  if ('values' in axis) return withPicked(scenario, { parameter, values: listed(axis.values) })
  const { spacing, from, to, points } = axis
  return withPicked(scenario, { parameter, values: { spacing, from: from + 0, to: to + 0, points } })
}

/** The axis with the factors of processes whose paths it picks by their number. */
function withPicked(scenario: Scenario, axis: PlanAxis): PlanAxis {
  const factors = (axis.columns ?? [axis]).flatMap(({ parameter, values }): TaskMove[] => {
    const own = randomFactors(scenario).find(({ change }) => parameter === pathOfProcess(change))
    if (own === undefined) return []
    const numbers = axisWindow(values, 0, values.points)
    const design: Design = { name: 'random', seed: FIRST_SEED, points: values.points, distributions: [], factors: [own] }
    const first = factorSlot(scenario, own.change)
    return Array.from(own.times, (_, column) => ({
      slot: first + column,
      values: { spacing: 'samples', design, column, numbers, points: values.points },
    }))
  })
  return factors.length > 0 ? { ...axis, factors } : axis
}

const FIRST_SEED = 1

function pointsAxis(parameters: readonly string[], points: readonly (readonly number[])[]): PlanAxis {
  const columns = parameters.map((parameter, k) => ({ parameter, values: listed(points.map((point) => point[k])) }))
  return { parameter: 'point', values: { spacing: 'index', points: points.length }, columns }
}

function samplesAxis(scenario: Scenario, { samples: points, design, seed }: Extract<Axis, { samples: number }>): PlanAxis {
  return { parameter: 'sample', values: { spacing: 'index', points }, ...drawn(scenario, { name: design, seed, points }, 0, points) }
}

/** The axis of one sample alone, that of the same number among many Sobol points. */
export function drawAxis(scenario: Scenario, { sample, seed = 1 }: Draw): PlanAxis {
  return { parameter: 'sample', values: listed([sample]), ...drawn(scenario, { name: 'sobol', seed, points: sample + 1 }, sample, 1) }
}

/** The values of all that an axis of samples moves. */
export function columnsOf(axis: PlanAxis | undefined): AxisValues[] {
  return [...(axis?.columns ?? []), ...(axis?.factors ?? [])].map(({ values }) => values)
}

/** What samples `from` on of a design move. */
function drawn(scenario: Scenario, of: Pick<Design, 'name' | 'seed' | 'points'>, from: number, points: number) {
  const { parameters = {}, correlation } = scenario.uncertainty ?? {}
  const paths = Object.keys(parameters)
  const design: Design = { ...of, distributions: Object.values(parameters) }
  if (correlation && correlation.paths.length > 0) {
    const matrix = correlation.kind === 'spearman' ? fromSpearman(correlation.matrix) : correlation.matrix
    design.correlated = { columns: correlation.paths.map((path) => paths.indexOf(path)), ...pivotedCholesky(matrix) }
  }
  const valuesOf = (column: number): AxisValues => ({ spacing: 'samples', design, column, from, points })
  const factors = randomFactors(scenario)
  if (factors.length > 0) design.factors = factors
  const slots = factors.flatMap(({ change, times }) => {
    const first = factorSlot(scenario, change)
    return Array.from(times, (_, k) => first + k)
  })
  return {
    columns: paths.map((parameter, column) => ({ parameter, values: valuesOf(column) })),
    factors: slots.map((slot, k): TaskMove => ({ slot, values: valuesOf(paths.length + k) })),
  }
}

function listed(values: readonly number[]): AxisValues {
  // Adding 0 makes a negative zero positive.
  return { spacing: 'values', values: Float64Array.from(values).map((value) => value + 0), points: values.length }
}

/** The parameters that some axes move. */
export function movedBy(axes: readonly PlanAxis[]): string[] {
  return axes.flatMap(({ parameter, columns }) => columns?.map((column) => column.parameter) ?? [parameter])
}

/** Whether an axis draws samples, and with them the factors of random processes. */
export function isDrawn(axes: readonly PlanAxis[]): boolean {
  return axes.some(({ factors }) => factors !== undefined)
}

/** An axis as the kernels take it. */
export function taskAxis(scenario: Scenario, { parameter, values, columns, factors = [] }: PlanAxis): TaskAxis {
  const own = (columns ?? [{ parameter, values }])
    .filter((move) => !isPathOfProcess(move.parameter))
    .map((move) => ({ slot: parameterSlot(scenario, move.parameter), values: move.values }))
  const [first, ...beside] = [...own, ...factors]
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
