import { known } from '../known.ts'
import { PARAMETERS, type ScenarioInput, type SweepInput } from 'offcut'
import { isNumericField, rangeOf, type Range } from './fields.ts'
import { numberAt } from './tree.ts'

/** One axis of the picture. */
export interface Axis extends Range {
  parameter: string
}

const NO_AXIS = new Set(['horizon.start', 'horizon.end', 'dynamics.tolerance'])

/** What an axis may vary: `time` or `level`, and every number of the scenario that decides a result: what a schedule replaces does not. */
export function axisParameters(scenario: ScenarioInput): string[] {
  const replaced = new Set(scheduled(scenario))
  const knots = (scenario.transformation?.law === 'table' ? ['times', 'levels'] : []).flatMap((list) =>
    numbersOf(scenario, list).map((_, i) => `transformation.${list}[${i}]`),
  )
  const numbers = [...PARAMETERS, ...knots].filter(
    (path) => isNumericField(path) && numberAt(scenario, path) !== undefined && !NO_AXIS.has(path) && !replaced.has(path),
  )
  return ['time', 'level', ...numbers]
}

/** Parameters whose numbers are of no use, because a schedule stands for them. */
export function scheduled({ changes }: ScenarioInput): unknown[] {
  return Array.isArray(changes)
    ? changes.flatMap((change) => ('values' in Object(change) ? [(change as { parameter?: unknown }).parameter] : []))
    : []
}

function numbersOf(scenario: ScenarioInput, list: string): unknown[] {
  const value = (scenario.transformation as unknown as Record<string, unknown>)[list]
  return Array.isArray(value) ? value : []
}

/** The two axes of the picture: the first two of the scenario's sweep, the first one to the right. */
export function pictureAxes(scenario: ScenarioInput): [Axis, Axis] {
  const [x, y] = (scenario.sweep?.axes ?? []).filter(isOfOneParameter).map(toAxis)
  return [known(x), known(y)]
}

type SweepAxis = SweepInput['axes'][number]
/** An axis of one parameter; those of points, which move several, cannot be drawn along. */
type ParameterAxis = Extract<SweepAxis, { parameter: string }>

export function isOfOneParameter(axis: SweepAxis): axis is ParameterAxis {
  return 'parameter' in axis
}

function toAxis(axis: ParameterAxis): Axis {
  if (!('values' in axis)) return { parameter: axis.parameter, from: axis.from, to: axis.to, spacing: axis.spacing ?? 'linear' }
  return { parameter: axis.parameter, from: Math.min(...axis.values), to: Math.max(...axis.values), spacing: 'linear' }
}

/** An axis over the range of a parameter's slider. */
export function defaultAxis(parameter: string, scenario: ScenarioInput): Axis {
  return { parameter, ...rangeOf(parameter, numberAt(scenario, parameter), scenario) }
}

const DEFAULT_POINTS = 101

/** The axis as the scenario's file has it. */
export function sweepAxis(axis: Axis, points = DEFAULT_POINTS): ParameterAxis {
  const { parameter, from, to, spacing } = axis
  return { parameter, from, to, points, spacing }
}

/** `scenario` with two axes that it allows: those that it has no longer, such as `time` without a law, and lists of points are replaced. */
export function withPictureAxes(scenario: ScenarioInput): ScenarioInput {
  const allowed = axisParameters(scenario)
  const own = scenario.sweep?.axes ?? []
  const kept = own.filter(isOfOneParameter).filter(({ parameter }) => allowed.includes(parameter))
  const levelIsAxis = kept.some(({ parameter }) => parameter === 'level')
  const wanted = [...new Set([levelIsAxis ? 'level' : 'time', 'level', 'waste.disposalCost', 'production.price', ...allowed])]
  const spare = wanted.filter((parameter) => allowed.includes(parameter) && !kept.some((axis) => axis.parameter === parameter))
  // A picture of the transition has time, or else the level, to the right.
  const axes = [...kept]
  while (axes.length < 2) {
    const parameter = known(spare.shift())
    if (parameter === 'level' && axes.some((axis) => axis.parameter === 'time')) continue
    const axis = sweepAxis(defaultAxis(parameter, scenario))
    if (parameter === 'time' || parameter === 'level') axes.unshift(axis)
    else axes.push(axis)
  }
  if (axes.length === own.length && kept.length === own.length) return scenario
  return { ...scenario, sweep: { ...scenario.sweep, axes } }
}
