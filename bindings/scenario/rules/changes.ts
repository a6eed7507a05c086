import type { Problem } from '../../errors.ts'
import { CHANGEABLE } from '../../model/changes.ts'
import { parameterEntry } from '../../model/parameters.ts'
import { suggestion } from '../text/problems.ts'
import { getNumber, lengthAt, numberOf, segmentsOf, valueAt, valueOf, withValueAt } from '../text/json-paths.ts'
import { knotOrdering, reportOrder } from './consistency.ts'
import type { Report } from './rule.ts'
import { isOneOf } from '../../typed.ts'

/** A parameter that an entry of `changes` moves, and where that stands. */
interface Target {
  path: string
  parameter: unknown
}

/** Rules of `changes`. Like checkConsistency, they skip what the schema has already found wrong. */
export function checkChanges(scenario: unknown, report: Report): void {
  const replaced = new Map<unknown, string>()
  for (let j = 0; j < lengthAt(scenario, 'changes'); j++) {
    const change = valueAt(scenario, ['changes', j])
    const path = `changes[${j}]`
    const seen = new Set<unknown>()
    for (const target of targetsOf(change, path)) {
      if (seen.has(target.parameter)) report(target.path, 'each parameter once', 'remove one of the two')
      seen.add(target.parameter)
      checkTarget(scenario, target, report)
    }
    if (seen.size === 0 && valueAt(change, ['effects']) !== undefined)
      report(`${path}.effects`, 'at least one parameter with its factor', 'add one, such as "waste.scale": 0.8')
    checkKnots(scenario, path, report)
    const parameter = valueAt(change, ['parameter'])
    if (valueAt(change, ['process']) !== undefined) checkProcess(scenario, path, parameter, report)
    else if (parameter !== undefined) {
      const first = replaced.get(parameter)
      if (first === undefined) replaced.set(parameter, path)
      else
        report(
          `${path}.parameter`,
          `one schedule a parameter: ${first} has one of ${String(parameter)}`,
          `join the two, or replace this one by growth or a lever`,
        )
    }
    if (
      valueAt(change, ['growth']) !== undefined &&
      valueAt(change, ['since']) === undefined &&
      valueAt(scenario, ['horizon']) === undefined
    ) {
      report(`${path}.since`, 'a time, because there is no horizon at whose start the growth could begin', 'add "since", or a horizon')
    }
  }
}

/** What may be random in time: prices, scales, costs and yields. */
const RANDOM =
  /^(factors\[\d\]\.price|production\.(scale|price)|waste\.(scale|disposalCost)|recycling\.(yield|price|processingCost)|fixedCost|investment\.conversionCost)$/

function checkProcess(scenario: unknown, path: string, parameter: unknown, report: Report): void {
  if (typeof parameter === 'string' && isOneOf(CHANGEABLE, parameter) && !RANDOM.test(parameter)) {
    report(
      `${path}.parameter`,
      'a price, scale, cost or yield: nothing else may be random in time',
      'let another parameter be random, or vary this one by an axis',
    )
  }
  if (valueAt(scenario, ['horizon']) === undefined) {
    report(`${path}.process`, 'a horizon, at whose start the process begins', 'add "horizon": { "start": 0, "end": 10, "samples": 101 }')
  }
  checkGrid(scenario, path, report)
}

/** Times at which a factor may change, and jumps that it may be expected to make. */
const MOST_STEPS = 20_000

function checkGrid(scenario: unknown, path: string, report: Report): void {
  // What is missing of the horizon has been reported.
  const [start, end, samples] = ['start', 'end', 'samples'].map((key) => getNumber(scenario, `horizon.${key}`) ?? NaN)
  const step = getNumber(scenario, `${path}.step`)
  const length = end - start
  const steps = step === undefined ? samples : length / step
  if (steps > MOST_STEPS) {
    const at = step === undefined ? `${path}.process` : `${path}.step`
    report(at, `at most ${MOST_STEPS} times at which the factor changes`, `give it a longer "step": ${length / MOST_STEPS} years or more`)
  }
  const rate = getNumber(scenario, `${path}.rate`)
  if (rate !== undefined && rate * length > MOST_STEPS)
    report(`${path}.rate`, `at most ${MOST_STEPS} jumps over the horizon`, 'lower it, or take a diffusion such as "gbm"')
}

/** What an axis moves that picks paths of a process by their number. */
export const pathOfProcess = (change: number) => `changes[${change}].sample`
export const isPathOfProcess = (parameter: string) => /^changes\[\d+\]\.sample$/.test(parameter)

/** The entries of `changes` that are processes. */
export function processesOf(scenario: unknown): number[] {
  return Array.from({ length: lengthAt(scenario, 'changes') }, (_, j) => j).filter(
    (j) => valueAt(scenario, ['changes', j, 'process']) !== undefined,
  )
}

/** Whether some entry of `changes` is a process. */
export function hasProcess(scenario: unknown): boolean {
  return processesOf(scenario).length > 0
}

function targetsOf(change: unknown, path: string): Target[] {
  const own = valueAt(change, ['parameter'])
  const several = valueAt(change, ['parameters'])
  const effects = valueAt(change, ['effects'])
  return [
    ...(typeof own === 'string' ? [{ path: `${path}.parameter`, parameter: own }] : []),
    ...(Array.isArray(several) ? several.map((parameter, i) => ({ path: `${path}.parameters[${i}]`, parameter })) : []),
    ...(typeof effects === 'object' && effects !== null
      ? Object.keys(effects).map((parameter) => ({ path: `${path}.effects[${parameter}]`, parameter }))
      : []),
  ]
}

function checkTarget(scenario: unknown, { path, parameter }: Target, report: Report): void {
  if (typeof parameter !== 'string') return
  const known = isOneOf(CHANGEABLE, parameter)
  const isOne = lengthAt(scenario, 'factors') === 1
  if (known && isOne && parameter.includes('[1]')) {
    report(path, 'a parameter of the one factor', `use ${parameter.replace('[1]', '[0]')}, or add a second factor`)
  } else if (!known) {
    const own = CHANGEABLE.filter((name) => !isOne || !name.includes('[1]'))
    const expected =
      parameterEntry(parameter) === undefined
        ? 'a numeric path of factors, production, waste, recycling, fixedCost or investment.conversionCost'
        : 'a parameter of the enterprise: levels, horizons, rates and dynamics do not change'
    report(path, expected, suggestion(parameter, own))
  }
}

function checkKnots(scenario: unknown, path: string, report: Report): void {
  const times = valueOf(scenario, `${path}.times`)
  if (!Array.isArray(times)) return
  for (let i = 1; i < times.length; i++) {
    if (times[i] <= times[i - 1]) reportOrder(knotOrdering(i - 1, `${path}.times`), numberOf(times[i - 1]), numberOf(times[i]), report)
  }
  const key = valueOf(scenario, `${path}.levels`) === undefined ? 'values' : 'levels'
  const values = lengthAt(scenario, `${path}.${key}`)
  if (times.length === 0 || values === 0 || times.length === values) return
  const [more, fewer] = times.length > values ? ['times', key] : [key, 'times']
  report(
    `${path}.${key}`,
    `as many ${key} as times: ${times.length}`,
    `add ${Math.abs(times.length - values)} to ${fewer}, or remove as many from ${more}`,
  )
}

/** Which entry of `changes` replaces a parameter by a schedule; −1 where none does. */
export function scheduleOf(scenario: unknown, parameter: string): number {
  const list = valueAt(scenario, ['changes'])
  return Array.isArray(list)
    ? list.findIndex((change) => valueAt(change, ['parameter']) === parameter && valueAt(change, ['times']) !== undefined)
    : -1
}

/** The scenario with a number in place of each that a schedule replaces and that it leaves out. */
export function withReplaced(scenario: unknown): unknown {
  const list = valueAt(scenario, ['changes'])
  if (!Array.isArray(list)) return scenario
  return list.reduce<unknown>((filled, change) => {
    const parameter = valueAt(change, ['parameter'])
    if (typeof parameter !== 'string' || !isOneOf(CHANGEABLE, parameter)) return filled
    const segments = segmentsOf(parameter)
    if (valueAt(filled, segments) !== undefined || !Array.isArray(valueAt(change, ['times']))) return filled
    return withValueAt(filled, segments, placeholder(filled, parameter)) ?? filled
  }, scenario)
}

/** Numbers that a scenario gives and a schedule replaces by others: they count nowhere. One that agrees with the schedule's beginning misleads nobody. */
export function replacedNumbers(scenario: unknown): Problem[] {
  return [...CHANGEABLE].flatMap((path) => {
    const [j, value] = [scheduleOf(scenario, path), getNumber(scenario, path)]
    if (j < 0 || value === undefined || agrees(value, firstValue(scenario, j))) return []
    const fix = `leave it out, or scale the schedule by changes[${j}].scale`
    return [{ path, value, expected: `no number: changes[${j}] replaces it by a schedule, and it is ignored`, fix }]
  })
}

/** But for the rounding of a scale. */
function agrees(value: number, first = NaN): boolean {
  return Math.abs(value - first) <= 4 * Number.EPSILON * Math.abs(first)
}

function firstValue(scenario: unknown, j: number): number | undefined {
  const [first, scale] = ['values[0]', 'scale'].map((key) => getNumber(scenario, `changes[${j}].${key}`))
  return first === undefined ? undefined : first * (scale ?? 1)
}

/** Any number that the parameter may have: nothing reads it. */
function placeholder(scenario: unknown, parameter: string): number {
  const other = parameter.endsWith('.lower') ? parameter.replace('.lower', '.upper') : parameter.replace('.upper', '.lower')
  const bound = other === parameter ? undefined : getNumber(scenario, other)
  if (bound !== undefined) return parameter.endsWith('.lower') ? bound / 2 : bound * 2
  return 1
}
