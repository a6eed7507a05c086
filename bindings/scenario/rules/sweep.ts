import * as z from 'zod/mini'
import { PARAMETERS } from '../../model/layout.ts'
import { getNumber, parsePath, valueAt } from '../text/json-paths.ts'
import { checkPaths, followsPaths, levelVaries } from './time-paths.ts'
import { suggestion } from '../text/problems.ts'
import { between } from '../schema/quantity.ts'
import { hasLaw, lengthAt, orderings, outOfOrder, type ReadAxis, type Report } from './consistency.ts'
import { keysOf, schemaAt } from '../text/schema-paths.ts'
import { METRIC_NAMES } from '../schema/sweep.ts'

type Schema = z.core.$ZodType

/** The kernels count along an axis in 32 bits. */
const MOST_POINTS = 2 ** 31 - 1

/** Rules of the sweep. Like checkConsistency, they skip what the schema has already found wrong. */
export function checkSweep(schema: Schema, scenario: unknown, report: Report): void {
  const axes = readAxes(scenario)
  axes.forEach((axis, i) => {
    checkSpacing(scenario, axis, report)
    const twin = axes.slice(0, i).find(({ parameter }) => parameter === axis.parameter)
    if (twin !== undefined) {
      report(`${axis.path}.parameter`, 'each parameter on one axis only', `remove this axis, or ${twin.path}`)
      return
    }
    if (checkParameter(schema, scenario, axis, report)) checkDomain(schema, scenario, axis, report)
  })
  checkAxisOrder(scenario, axes, report)
  checkOverride(scenario, axes, report)
  checkMetrics(scenario, report)
  if (lengthAt(scenario, 'sweep.axes') > 0) checkPaths(scenario, axes, report)
}

function readAxes(scenario: unknown): ReadAxis[] {
  return Array.from({ length: lengthAt(scenario, 'sweep.axes') }, (_, i) => `sweep.axes[${i}]`).flatMap((path) => {
    const parameter = valueAt(scenario, parsePath(`${path}.parameter`)!)
    if (typeof parameter !== 'string') return []
    const values = [`${path}.from`, `${path}.to`, ...extremesOf(scenario, `${path}.values`)].flatMap((at) => {
      const value = getNumber(scenario, at)
      return value === undefined ? [] : [{ path: at, value }]
    })
    return [{ path, parameter, values }]
  })
}

/** Paths of the smallest and the largest number of a list. */
function extremesOf(scenario: unknown, path: string): string[] {
  const list = valueAt(scenario, parsePath(path)!)
  if (!Array.isArray(list) || list.length === 0) return []
  let [smallest, largest] = [0, 0]
  list.forEach((value, i) => {
    if (value < list[smallest]) smallest = i
    if (value > list[largest]) largest = i
  })
  return [...new Set([smallest, largest])].map((i) => `${path}[${i}]`)
}

function checkSpacing(scenario: unknown, { path }: ReadAxis, report: Report): void {
  const from = getNumber(scenario, `${path}.from`)
  const to = getNumber(scenario, `${path}.to`)
  if (from === undefined || to === undefined) return
  if (valueAt(scenario, parsePath(`${path}.spacing`)!) === 'log') {
    const fix = 'use "linear" spacing, or start above 0'
    if (from <= 0) report(`${path}.from`, 'a number above 0, because the spacing is "log"', fix)
    if (to <= 0) report(`${path}.to`, 'a number above 0, because the spacing is "log"', fix)
  }
  const points = getNumber(scenario, `${path}.points`) ?? 0
  if (points === 1 && from !== to) {
    report(`${path}.points`, 'at least 2, because from and to differ', 'ask for 2 points or more, or make to equal from')
  }
  if (points > MOST_POINTS) {
    const fix = 'ask for fewer points, sweep a part of the range at a time, or refine it with a second axis'
    report(`${path}.points`, `at most ${MOST_POINTS} points on one axis`, fix)
  }
}

/** Whether the axis varies a number that the scenario has; reports what is wrong otherwise. */
function checkParameter(schema: Schema, scenario: unknown, { path, parameter }: ReadAxis, report: Report): boolean {
  const complain = (expected: string, fix: string) => {
    report(`${path}.parameter`, expected, fix)
    return false
  }
  if (parameter === 'level') return true
  if (parameter === 'time') {
    if (valueAt(scenario, ['transformation']) !== undefined || levelVaries(scenario)) return true
    return complain('a parameter of the scenario', 'add "transformation", which gives the level at each time, or sweep over level')
  }
  const segments = parsePath(parameter) ?? []
  if (segments[0] === 'sweep') return complain('a parameter of the enterprise', 'a sweep cannot vary itself: choose another parameter')
  if (parameter === 'horizon.samples') {
    return complain('a parameter of the enterprise', 'samples only says how often a path is reported: choose another parameter')
  }
  if (getNumber(scenario, parameter) !== undefined) return true
  return complainOfPath(schema, scenario, parameter, complain)
}

type Complain = (expected: string, fix: string) => boolean

function complainOfPath(schema: Schema, scenario: unknown, parameter: string, complain: Complain): boolean {
  const segments = parsePath(parameter) ?? []
  const isParameter = (PARAMETERS as readonly string[]).includes(parameter) || /^transformation\.(times|levels)\[/.test(parameter)
  const place = segments.length === 0 ? undefined : schemaAt(schema, scenario, segments)
  if (valueAt(scenario, segments) !== undefined && place !== undefined) {
    // A parameter that is no number has been reported where it stands.
    if (isParameter) return false
    const inner = sweepable(scenario).filter((path) => path.startsWith(`${parameter}.`) || path.startsWith(`${parameter}[`))
    const fix = inner.length > 0 ? `choose a number inside it: ${inner.join(', ')}` : 'choose a number of the scenario'
    return complain('the path of a number', fix)
  }
  if (!isParameter) return complain('a numeric path of the scenario, time or level', suggestion(parameter, sweepable(scenario)))
  const list = parameter.replace(/\[\d+\]$/, '')
  if (/\[1\]/.test(parameter) && lengthAt(scenario, 'factors') === 1) {
    return complain('a parameter of the one factor', `use ${parameter.replace('[1]', '[0]')}, or add a second factor`)
  }
  const length = lengthAt(scenario, list)
  if (place !== undefined && length > 0) return complain('an entry that the list has', `use ${list}[0] to ${list}[${length - 1}]`)
  if (place !== undefined) {
    const [section] = parameter.split('.')
    const missing = valueAt(scenario, [section]) === undefined ? section : list
    return complain('a number that the scenario has', `add "${missing}" to the scenario first, or choose another parameter`)
  }
  return complainOfVariant(schema, scenario, parameter, complain)
}

/** The parameter belongs to another law or mode than the scenario's. */
function complainOfVariant(schema: Schema, scenario: unknown, parameter: string, complain: Complain): boolean {
  const [section] = parameter.split('.')
  const kind = section === 'dynamics' ? 'mode' : 'law'
  const name = valueAt(scenario, [section, kind])
  if (valueAt(scenario, [section]) === undefined) {
    return complain('a number that the scenario has', `add "${section}" to the scenario first, or choose another parameter`)
  }
  const variant = keysOf(schemaAt(schema, scenario, [section]))
  // An unknown law or mode has been reported where it stands.
  if (variant.length === 0) return false
  const own = sweepable(scenario).filter((path) => path.startsWith(`${section}.`))
  return complain(`a parameter of the ${kind} "${String(name)}"`, own.length > 0 ? `it has ${own.join(', ')}` : 'choose another parameter')
}

/** Every path that may be an axis of the scenario. */
function sweepable(scenario: unknown): string[] {
  const knots = ['times', 'levels'].flatMap((list) =>
    Array.from({ length: lengthAt(scenario, `transformation.${list}`) }, (_, i) => `transformation.${list}[${i}]`),
  )
  const time = valueAt(scenario, ['transformation']) === undefined ? [] : ['time']
  return [...PARAMETERS.filter((path) => getNumber(scenario, path) !== undefined), ...knots, 'level', ...time]
}

/** The ends of the axis obey the rule of the number they replace; values between two ends then do too. */
function checkDomain(schema: Schema, scenario: unknown, { parameter, values }: ReadAxis, report: Report): void {
  // `time` is any finite number, which every axis is.
  if (parameter === 'time') return
  const domain = parameter === 'level' ? LEVEL : schemaAt(schema, scenario, parsePath(parameter)!)
  if (domain === undefined) return
  for (const { path, value } of values) {
    const issue = z.safeParse(domain, value).error?.issues[0]
    if (issue !== undefined) report(path, `${issue.message}, for ${parameter}`, 'keep the axis inside this range')
  }
  if (parameter === 'investment.conversionCost' && hasLaw(scenario, 'invested')) {
    const zero = values.find(({ value }) => value === 0)
    if (zero !== undefined) report(zero.path, 'a number above 0, because the law "invested" divides by it', 'start the axis above 0')
  }
}

const LEVEL = between(0, 1, 'level')

/** Numbers whose order matters keep it over the whole of the axes. */
function checkAxisOrder(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  const varied = (path: string) => axes.find(({ parameter, values }) => parameter === path && values.length > 0)
  for (const ordering of orderings(scenario)) {
    const lowAxis = varied(ordering.low)
    const highAxis = varied(ordering.high)
    const axis = lowAxis ?? highAxis
    if (axis === undefined) continue
    const low = lowAxis ? extreme(lowAxis, Math.max) : getNumber(scenario, ordering.low)
    const high = highAxis ? extreme(highAxis, Math.min) : getNumber(scenario, ordering.high)
    if (low === undefined || high === undefined || !outOfOrder(ordering, low, high)) continue
    const relation = ordering.mayBeEqual ? 'at most' : 'below'
    report(`${axis.path}.parameter`, `${ordering.low} (up to ${low}) ${relation} ${ordering.high} (down to ${high}) at every point`, 'narrow the axis')
  }
}

function extreme({ values }: ReadAxis, choose: (a: number, b: number) => number): number {
  return values.reduce((best, { value }) => choose(best, value), values[0].value)
}

function checkOverride(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  if (!axes.some(({ parameter }) => parameter === 'level')) return
  for (const { path, parameter } of axes) {
    const shapesLevel = (parameter === 'time' && !followsPaths(scenario)) || (parameter.startsWith('transformation.') && getNumber(scenario, parameter) !== undefined)
    if (!shapesLevel) continue
    const fix = `remove the axis on ${parameter}, or the axis on level`
    report(`${path}.parameter`, 'an axis that changes something: the axis on level overrides the transformation law', fix)
  }
}

function checkMetrics(scenario: unknown, report: Report): void {
  const seen = new Set<unknown>()
  for (let i = 0; i < lengthAt(scenario, 'sweep.metrics'); i += 1) {
    const path = `sweep.metrics[${i}]`
    const metric = valueAt(scenario, ['sweep', 'metrics', i])
    if (seen.has(metric)) report(path, 'each metric once', 'remove it')
    seen.add(metric)
    if (typeof metric !== 'string' || !(METRIC_NAMES as readonly string[]).includes(metric)) continue
    if (metric.includes('[1]') && lengthAt(scenario, 'factors') === 1) {
      report(path, 'a metric of the one factor', `use "${metric.replace('[1]', '[0]')}", or add a second factor`)
    }
  }
}
