import { ArgumentError, GridTooLargeError, existing, show } from '../errors.ts'
import {
  LAWS,
  METHODS,
  METHOD_ALIASES,
  METRICS,
  MODES,
  OBJECTIVES,
  PARAMETERS,
  SENSITIVE,
  type Method,
  type MethodName,
  type ParameterPath,
} from '../model/layout.ts'
import {
  followsPaths,
  getNumber,
  parsePoint,
  parseSweep,
  type MetricName,
  type Point,
  type PointOptions,
  type Scenario,
  type SweepInput,
  type WithTypedArrays,
} from '../scenario/index.ts'
import type { PlanAxis } from './axis.ts'
import { layOutChanges } from './changes.ts'
import { knotCount } from './knots.ts'
import { drawAxis, isDrawn, movedBy, parameterBlock, planAxis, taskAxis, taskMetric, type Draw } from './parameters.ts'
import type { Task } from './task.ts'

export interface MethodOptions {
  /** Default `exact`. `dense` (or `grid`, its old name) takes the best of a dense grid of resource volumes: slow, approximate, and an independent check. */
  method?: MethodName
}

/** Where, how and with what `engine.optimum` finds an optimum. */
export interface OptimumOptions extends PointOptions, MethodOptions, Partial<Draw> {
  /** Also ∂profit/∂parameter for every parameter of the enterprise. Default false. */
  sensitivities?: boolean
}

/** What an axis may vary: a number of the scenario, `time`, `level`, or a number in one of its lists. */
export type AxisParameter = ParameterPath | `transformation.${'times' | 'levels'}[${number}]` | `changes[${number}].${string}`

/** A parameter that is written out in the program has to exist; one that the compiler does not know is checked when it runs. */
type Existing<Parameter extends string> = Parameter extends unknown
  ? string extends Parameter
    ? string
    : Parameter extends AxisParameter
      ? Parameter
      : AxisParameter
  : never
type Named<Axis, Parameter extends string> = Axis extends { parameter: string }
  ? Omit<Axis, 'parameter'> & { parameter: Parameter & Existing<Parameter> }
  : Axis

/** An axis as in a scenario file; its `values` may be a typed array. */
export type SweepAxis<Parameter extends string = string> = Named<WithTypedArrays<SweepInput>['axes'][number], Parameter>

/** Which grid to compute; by default the one in the scenario's `sweep`. */
export interface SweepGrid<Name extends MetricName = MetricName, Parameter extends string = string> extends MethodOptions {
  /** The first is the slowest. Default: those of the scenario's sweep. */
  axes?: readonly SweepAxis<Parameter>[]
  /** Quantities wanted at each point. Default: those of the scenario's sweep, or profit, factors, output and waste where it names none. */
  metrics?: readonly Name[]
}

/** A grid of optima or of times on paths, ready for a runner. */
export interface Plan {
  /** Its axes are those of the plan, but that of `time`, where paths are followed, is the last: see inGridOrder. */
  task: Task
  axes: PlanAxis[]
  metrics: MetricName[]
  /** Points along each axis, slowest first. */
  shape: number[]
  points: number
}

/** Plans the grid of one point: all metrics at the level or time asked for. */
export function planOptimum(id: number, scenario: Scenario, options: OptimumOptions): Plan {
  const factorCount = scenario.factors.length
  const metrics: MetricName[] = METRICS.filter((name) => ofFactors(name, factorCount))
  if (options.sensitivities) {
    const own = SENSITIVE.filter((path) => path === 'level' || getNumber(scenario, path) !== undefined)
    metrics.push(...own.map((path) => `sensitivity:${path}` as const))
    if (scenario.changes?.length) metrics.push(...own.map((path) => `sensitivityOfInput:${path}` as const))
  }
  return plan(id, scenario, parsePoint(scenario, options), drawAxes(scenario, options), metrics, options.method)
}

/** The axis of the one sample that is asked for, if any is. @throws ArgumentError for one that there is not. */
export function drawAxes(scenario: Scenario, { sample, seed }: Partial<Draw>): PlanAxis[] {
  if (sample === undefined && seed === undefined) return []
  if (sample === undefined)
    throw new ArgumentError(`seed is ${show(seed)}; expected a sample, too: the number of the one to draw, from 0 on`)
  for (const [name, value, most] of [
    ['sample', sample, 2 ** 31 - 2],
    ['seed', seed ?? 0, Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 0 && value <= most))
      throw new ArgumentError(`${name} is ${show(value)}; expected a whole number from 0 to ${most}`)
  }
  if (scenario.uncertainty === undefined && !scenario.changes?.some((change) => 'process' in change)) {
    throw new ArgumentError(`sample is ${show(sample)}; expected none: the scenario has neither "uncertainty" nor a process in "changes"`)
  }
  return [drawAxis(scenario, { sample, seed })]
}

/**
 * Plans the grid that the options and the scenario's `sweep` describe: points on time paths where the mode, the law or a
 * metric asks for them, and otherwise optima.
 */
export function planSweep(id: number, scenario: Scenario, { axes, metrics, method }: SweepGrid): Plan {
  const sweep = parseSweep(scenario, { axes, metrics })
  const planAxes = sweep.axes.map((axis) => planAxis(scenario, axis))
  const levelVaries = movedBy(planAxes).includes('level')
  const level = levelVaries ? { level: 0 } : undefined
  // With a level, a time only says when parameters are looked at.
  const time = movedBy(planAxes).includes('time') && (!levelVaries || scenario.changes?.length) ? { time: 0 } : undefined
  const why = followsPaths({ ...scenario, sweep })
  if (why === undefined) return plan(id, scenario, parsePoint(scenario, { ...level, ...time }), planAxes, sweep.metrics, method)
  if (methodOf(method) !== 'exact') {
    throw new ArgumentError(`method is ${show(method)}; expected "exact", because ${why}: a path needs exact optima`)
  }
  return pathPlan(id, scenario, level ?? { time: 0 }, planAxes, sweep.metrics)
}

/** Plans a grid of points on paths, at the times of an axis `time` or at the end of the horizon. */
export function pathPlan(id: number, scenario: Scenario, point: Point, axes: PlanAxis[], metrics: MetricName[]): Plan {
  const whole = plan(id, scenario, point, axes, metrics)
  const timeLast = [...axes].sort((a, b) => Number(a.parameter === 'time') - Number(b.parameter === 'time'))
  const task = { ...whole.task, mode: MODES.indexOf(scenario.dynamics.mode), axes: timeLast.map((axis) => taskAxis(scenario, axis)) }
  return { ...whole, task }
}

/** Plans a point, with no metric yet. */
export function pointPlan(id: number, scenario: Scenario, point: Point): Plan {
  return plan(id, scenario, point, [], [])
}

function plan(id: number, scenario: Scenario, point: Point, axes: PlanAxis[], metrics: MetricName[], method?: MethodName): Plan {
  const drawn = isDrawn(axes)
  const parameters = parameterBlock(scenario, drawn)
  if ('level' in point) parameters[PARAMETERS.indexOf('level')] = point.level
  if (point.time !== undefined) parameters[PARAMETERS.indexOf('time')] = point.time
  const shape = axes.map(({ values }) => values.points)
  return {
    task: {
      id,
      factorCount: scenario.factors.length as 1 | 2,
      method: METHODS.indexOf(methodOf(method)),
      objective: objectiveCode(scenario),
      mode: -1,
      law: 'level' in point ? -1 : LAWS.indexOf(existing(scenario.transformation, 'the transformation').law),
      parameters,
      knots: knotCount(scenario),
      changes: layOutChanges(scenario, drawn).codes,
      axes: axes.map((axis) => taskAxis(scenario, axis)),
      metrics: metrics.map((name) => taskMetric(scenario, name)),
    },
    axes,
    metrics,
    shape,
    points: pointCount(shape),
  }
}

/** @throws ArgumentError for a name that no method has. */
export function methodOf(name: MethodName = 'exact'): Method {
  const method = Object.hasOwn(METHOD_ALIASES, name) ? METHOD_ALIASES[name as keyof typeof METHOD_ALIASES] : (name as Method)
  if (METHODS.includes(method)) return method
  throw new ArgumentError(`method is ${show(name)}; expected ${METHODS.map((known) => `"${known}"`).join(' or ')}`)
}

function pointCount(shape: number[]): number {
  const points = shape.reduce((product, length) => product * length, 1)
  if (Number.isSafeInteger(points)) return points
  throw new GridTooLargeError(`a grid of ${shape.join(' × ')} points is more than can be numbered; use fewer points`)
}

/** Whether a metric or parameter exists with so many factors. */
function ofFactors(name: string, factorCount: number): boolean {
  return factorCount === 2 || !name.includes('[1]')
}

function objectiveCode({ objective }: Scenario): number {
  return OBJECTIVES.indexOf(typeof objective === 'string' ? objective : objective.kind)
}
