/** Many optima of different scenarios as few tasks: requests of one structure become the points of one axis. */
import { closest } from 'fastest-levenshtein'
import { ArgumentError, existing, show } from '../errors.ts'
import { METRICS, PARAMETERS, SENSITIVE, TIME_SLOT, type MetricName } from '../model/layout.ts'
import { parsePoint, parseScenario, type Point, type Scenario, type ScenarioInput } from '../scenario/index.ts'
import { parameterSlot, taskMetric } from './parameters.ts'
import { pointPlan } from './plan.ts'
import { PRICES, type PricePath } from './prices.ts'
import type { Task } from './task.ts'
import { isOneOf } from '../typed.ts'

/** Optima of one scenario, one a row of values. */
export interface OptimaRequest {
  /** From `parseScenario`, or what it accepts; checked once, so it must not be changed afterwards. */
  scenario: Scenario | ScenarioInput
  /** Numeric paths of the scenario, `level` or `time`. Where neither of these two is there, the level is that of the start of the horizon. */
  parameters: readonly string[]
  /** Rows of one value for each parameter, row by row. Without parameters it is one row. */
  values: Float64Array
}

/** What `engine.optima` computes of each optimum. */
export interface OptimaOptions {
  /** Quantities of an optimum. By default all of them; those of a second factor are there for scenarios that have one. */
  metrics?: readonly MetricName[]
  /** Also `sensitivity:<path>`, ∂profit/∂parameter, for these parameters. */
  sensitivities?: readonly string[]
  /** Also the second derivatives of the maximum profit by these prices: `second`. */
  secondDerivatives?: readonly string[]
  /** Stops between chunks; the call then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** A request and its rows among those of its batch. */
export interface Part {
  /** Its number in the call. */
  index: number
  start: number
  end: number
}

/** Requests that one task answers. */
export interface Batch {
  task: Task
  /** Names of the task's columns; those behind `asked` are for the second derivatives alone. */
  metrics: MetricName[]
  asked: number
  /** By slot: the values of a parameter that differ between rows. The others are those of the task's block. */
  varied: Map<number, Float64Array>
  parts: Part[]
  rows: number
}

export interface OptimaPlan {
  batches: Batch[]
  prices: readonly PricePath[]
}

/** A request whose scenario is checked, and its parameters found. */
interface Ready {
  index: number
  base: Base
  slots: readonly number[]
  values: Float64Array
  rows: number
}

/** What the tasks of a scenario have in common, without axes and metrics. */
interface Base {
  scenario: Scenario
  task: Task
  /** Tasks of the same structure differ in their parameters alone. */
  structure: number
}

/** @throws ArgumentError or ScenarioError for bad input; a value outside its range is none, but a failed point. */
export function planOptima(requests: readonly OptimaRequest[], options: OptimaOptions, nextId: () => number): OptimaPlan {
  if (!Array.isArray(requests))
    throw new ArgumentError(`the requests of optima are ${show(requests)}; expected a list of { scenario, parameters, values }`)
  const prices = pricesOf(options.secondDerivatives)
  const groups = new Map<number, Ready[]>()
  for (let index = 0; index < requests.length; index++) {
    const request = readRequest(requests[index], index)
    if (prices.length > 0) requireProfit(request.base.scenario, index)
    const group = groups.get(request.base.structure)
    if (group) group.push(request)
    else groups.set(request.base.structure, [request])
  }
  return { prices, batches: Array.from(groups.values(), (group) => batchOf(group, options, prices, nextId())) }
}

function readRequest(given: OptimaRequest, index: number): Ready {
  if (typeof given !== 'object' || given === null)
    throw new ArgumentError(`requests[${index}] is ${show(given)}; expected { scenario, parameters, values }`)
  const { parameters, values } = given
  if (!Array.isArray(parameters))
    throw new ArgumentError(`requests[${index}].parameters is ${show(parameters)}; expected a list of parameter paths`)
  if (!(values instanceof Float64Array))
    throw new ArgumentError(`requests[${index}].values is ${show(values)}; expected a Float64Array, row by row`)
  const known = knownOf(given.scenario)
  const slots = parameters.map(
    (parameter, k) =>
      slotOf(known.scenario, parameter) ?? refuseParameter(known.scenario, parameter, `requests[${index}].parameters[${k}]`),
  )
  const rows = slots.length === 0 ? 1 : values.length / slots.length
  if (slots.length > 0 ? !Number.isInteger(rows) : values.length > 0) {
    throw new ArgumentError(
      `requests[${index}].values has ${values.length} numbers; expected a multiple of ${slots.length}, the number of parameters`,
    )
  }
  return { index, base: baseOf(known, slots), slots, values, rows }
}

function requireProfit({ objective }: Scenario, index: number): void {
  if (objective === 'profit') return
  throw new ArgumentError(
    `requests[${index}].scenario.objective is ${show(objective)}; expected "profit", because second derivatives are those of the maximum profit`,
  )
}

/** A scenario that has been seen, and what was made of it: whoever asks for optima asks again. */
interface Known {
  scenario: Scenario
  byLevel?: Base
  byTime?: Base
  atStart?: Base
}

const everKnown = new WeakMap<object, Known>()

function knownOf(given: Scenario | ScenarioInput): Known {
  let known = everKnown.get(given)
  if (!known) everKnown.set(given, (known = { scenario: parseScenario(given as ScenarioInput) }))
  return known
}

function baseOf(known: Known, slots: readonly number[]): Base {
  if (slots.includes(LEVEL_SLOT)) return (known.byLevel ??= newBase(known.scenario, { level: 0 }))
  if (slots.includes(TIME_SLOT)) return (known.byTime ??= newBase(known.scenario, parsePoint(known.scenario, { time: 0 })))
  return (known.atStart ??= newBase(known.scenario, parsePoint(known.scenario, {})))
}

const structures = new Map<string, number>()

function newBase(scenario: Scenario, point: Point): Base {
  const { task } = pointPlan(0, scenario, point)
  const { id, parameters, axes, metrics, ...rest } = task
  const text = JSON.stringify(rest)
  let structure = structures.get(text)
  if (structure === undefined) structures.set(text, (structure = structures.size))
  return { scenario, task, structure }
}

const SLOTS = new Map<string, number>(PARAMETERS.map((path, slot) => [path, slot]))
const LEVEL_SLOT = PARAMETERS.indexOf('level')

function slotOf(scenario: Scenario, parameter: string): number | undefined {
  const slot = SLOTS.get(parameter) ?? (typeof parameter === 'string' ? parameterSlot(scenario, parameter) : -1)
  return slot < 0 || (scenario.factors.length === 1 && slot < PARAMETERS.length && parameter.includes('[1]')) ? undefined : slot
}

function refuseParameter(scenario: Scenario, parameter: string, path: string): never {
  const names = PARAMETERS.filter((name) => slotOf(scenario, name) !== undefined)
  throw new ArgumentError(
    `${path} is ${show(parameter)}; expected a numeric path of the scenario, "level" or "time"; the nearest is "${closest(String(parameter), names)}"`,
  )
}

function batchOf(group: readonly Ready[], options: OptimaOptions, prices: readonly PricePath[], id: number): Batch {
  const { scenario, task } = group[0].base
  const parts: Part[] = []
  let rows = 0
  for (const request of group) parts.push({ index: request.index, start: rows, end: (rows += request.rows) })
  const slots = variedSlots(group)
  const varied = new Map(slots.map((slot) => [slot, new Float64Array(rows)]))
  for (const [slot, column] of varied) {
    for (let i = 0, row = 0; i < group.length; i++) {
      const value = group[i].base.task.parameters[slot]
      for (const { end } = parts[i]; row < end; row++) column[row] = value
    }
  }
  for (let i = 0; i < group.length; i++) {
    const { slots: moved, values } = group[i]
    for (let k = 0; k < moved.length; k++) {
      const column = existing(varied.get(moved[k]), 'a column')
      for (let row = parts[i].start, at = k; row < parts[i].end; row++, at += moved.length) column[row] = values[at]
    }
  }
  const { metrics, asked } = metricsOf(options, task.factorCount, prices)
  return { task: { ...task, id, metrics: metrics.map((name) => taskMetric(scenario, name)) }, metrics, asked, varied, parts, rows }
}

/** Slots in which the rows of a group differ. */
function variedSlots(group: readonly Ready[]): number[] {
  const first = group[0].base.task.parameters
  const varies = new Uint8Array(first.length)
  for (const { base, slots } of group) {
    for (const slot of slots) varies[slot] = 1
    const other = base.task.parameters
    if (other === first) continue
    for (let slot = 0; slot < first.length; slot++) {
      // A slot that is not used may be NaN.
      if (other[slot] !== first[slot] && (other[slot] === other[slot] || first[slot] === first[slot])) varies[slot] = 1
    }
  }
  // An axis of several equal points moves something, too.
  if (!varies.includes(1)) varies[TIME_SLOT] = 1
  return [...varies.keys()].filter((slot) => varies[slot])
}

function metricsOf(
  { metrics = METRICS, sensitivities = [] }: OptimaOptions,
  factorCount: number,
  prices: readonly PricePath[],
): { metrics: MetricName[]; asked: number } {
  for (const name of metrics) requireMetric(name)
  for (const path of sensitivities) requireMetric(`sensitivity:${path}`)
  const wanted = [...metrics, ...sensitivities.map((path) => `sensitivity:${path}` as MetricName)]
  const asked = [...new Set(wanted)].filter((name) => factorCount === 2 || !name.includes('[1]'))
  const needed = prices.length > 0 ? NEEDED.filter((name) => (factorCount === 2 || !name.includes('[1]')) && !asked.includes(name)) : []
  return { metrics: [...asked, ...needed], asked: asked.length }
}

/** What the second derivatives are made of. */
const NEEDED: readonly MetricName[] = [
  'level',
  'regime[0]',
  'regime[1]',
  'output',
  'waste',
  'recycled',
  'discharged',
  'additionalOutput',
  'sensitivity:factors[0].price',
  'sensitivity:factors[1].price',
]

const OF_OPTIMA = new Set<string>([...METRICS, ...SENSITIVE.map((path) => `sensitivity:${path}`)])

function requireMetric(name: string): void {
  if (OF_OPTIMA.has(name)) return
  throw new ArgumentError(`optima have no quantity ${show(name)}; the nearest is "${closest(String(name), [...OF_OPTIMA])}"`)
}

function pricesOf(paths: readonly string[] = []): readonly PricePath[] {
  const unknown = paths.find((path) => !isOneOf(PRICES, path))
  if (unknown === undefined) return paths as PricePath[]
  throw new ArgumentError(`secondDerivatives has ${show(unknown)}; expected prices: ${PRICES.join(', ')}`)
}
