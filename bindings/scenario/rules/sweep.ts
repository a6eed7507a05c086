import * as z from 'zod/mini'
import { PARAMETERS } from '../../model/layout.ts'
import { getNumber, lengthAt, parsePath, segmentsOf, valueAt, valueOf } from '../text/json-paths.ts'
import { checkPaths, followsPaths, levelVaries } from './time-paths.ts'
import { suggestion } from '../text/problems.ts'
import { between } from '../schema/quantity.ts'
import { hasProcess, isPathOfProcess, processesOf, scheduleOf } from './changes.ts'
import { hasLaw } from './consistency.ts'
import type { ReadAxis, Report } from './rule.ts'
import { checkAxisOrder } from './axis-order.ts'
import { listOf, readAxes } from './read-axes.ts'
import { checkSampleAxes, uncertainPaths } from './uncertainty.ts'
import { keysOf, schemaAt } from '../text/schema-paths.ts'
import { METRIC_NAMES, MOST_AXES } from '../schema/sweep.ts'
import { checkShares, missingParameter } from './enterprise.ts'
import { isOneOf } from '../../typed.ts'

type Schema = z.core.$ZodType

/** The kernels count along an axis in 32 bits. */
const MOST_POINTS = 2 ** 31 - 1

/** Rules of the sweep. Like checkConsistency, they skip what the schema has already found wrong. */
export function checkSweep(schema: Schema, scenario: unknown, report: Report): void {
  // Too many axes have been reported, and what else is wrong with them is of no use.
  if (lengthAt(scenario, 'sweep.axes') > MOST_AXES) return
  const axes = readAxes(scenario)
  const first = new Map<string, ReadAxis>()
  axes.forEach((axis) => {
    checkSpacing(scenario, axis, report)
    const twin = first.get(axis.parameter)
    first.set(axis.parameter, twin ?? axis)
    if (twin !== undefined) {
      const which = twin.path === axis.path ? `this one, or ${twin.at}` : `this axis, or ${twin.path}`
      report(axis.at, 'each parameter on one axis only', `remove ${which}`)
      return
    }
    if (!axis.sampled && checkParameter(schema, scenario, axis, report)) checkDomain(schema, scenario, axis, report)
  })
  checkAxisOrder(scenario, axes, report)
  checkOverride(scenario, axes, report)
  checkPoints(scenario, report)
  checkSampleAxes(scenario, report)
  checkMetrics(scenario, report)
  checkShares(scenario, axes, report)
  if (lengthAt(scenario, 'sweep.axes') > 0) checkPaths(scenario, axes, report)
}

/** Each point has a value for each parameter. */
function checkPoints(scenario: unknown, report: Report): void {
  for (let i = 0; i < lengthAt(scenario, 'sweep.axes'); i++) {
    const path = `sweep.axes[${i}]`
    const count = lengthAt(scenario, `${path}.parameters`)
    if (count === 0) continue
    const points = listOf(valueOf(scenario, `${path}.points`))
    const odd = points.findIndex((point) => Array.isArray(point) && point.length !== count)
    if (odd < 0) continue
    const length = listOf(points[odd]).length
    report(
      `${path}.points[${odd}]`,
      `${count} ${count === 1 ? 'number, for the one parameter' : 'numbers, one for each parameter'}`,
      length < count ? 'add what is missing' : 'remove what is too much, or name its parameter',
    )
  }
}

function checkSpacing(scenario: unknown, { path }: ReadAxis, report: Report): void {
  const from = getNumber(scenario, `${path}.from`)
  const to = getNumber(scenario, `${path}.to`)
  if (from === undefined || to === undefined) return
  if (valueOf(scenario, `${path}.spacing`) === 'log') {
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

/** Each parameter that has a distribution is a number of the scenario. */
export function checkUncertainParameters(schema: Schema, scenario: unknown, report: Report): void {
  for (const parameter of uncertainPaths(scenario)) {
    const path = ['uncertainty', 'parameters', parameter]
    if (parameter === 'time') report(path, 'a number of the scenario', 'sweep over time on an axis of its own')
    else checkParameter(schema, scenario, { path: '', at: path, parameter, values: [] }, report, false)
  }
}

/** Whether the axis varies a number that the scenario has; reports what is wrong otherwise. */
function checkParameter(schema: Schema, scenario: unknown, { at, parameter }: ReadAxis, report: Report, mayPick = true): boolean {
  const complain = (expected: string, fix: string) => {
    report(at, expected, fix)
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
  if (segments[0] === 'horizon' && hasProcess(scenario)) {
    return complain(
      'a parameter other than the horizon, whose samples are the times at which a process in "changes" moves',
      'compare scenarios with other horizons, or remove the process',
    )
  }
  if (segments[0] === 'changes' && processesOf(scenario).includes(segments[1] as number)) {
    if (isPathOfProcess(parameter) && mayPick) return true
    return complain('a number that may vary; those of a process are fixed', 'compare scenarios with other processes')
  }
  const schedule = scheduleOf(scenario, parameter)
  if (schedule >= 0) {
    return complain(
      `a number that counts: changes[${schedule}] replaces ${parameter} by a schedule`,
      `vary changes[${schedule}].scale, or one of its values`,
    )
  }
  if (getNumber(scenario, parameter) !== undefined) return true
  const missing = missingParameter(scenario, parameter)
  if (missing !== undefined) return complain(missing.expected, missing.fix)
  return complainOfPath(schema, scenario, parameter, complain)
}

type Complain = (expected: string, fix: string) => boolean

function complainOfPath(schema: Schema, scenario: unknown, parameter: string, complain: Complain): boolean {
  const segments = parsePath(parameter) ?? []
  const isParameter = isOneOf(PARAMETERS, parameter) || /^transformation\.(times|levels)\[/.test(parameter)
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
  const domain =
    parameter === 'level' ? LEVEL : isPathOfProcess(parameter) ? NUMBER_OF_PATH : schemaAt(schema, scenario, segmentsOf(parameter))
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
const NUMBER_OF_PATH = between(0, Number.MAX_SAFE_INTEGER, 'number of a path')

function checkOverride(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  if (!axes.some(({ parameter }) => parameter === 'level')) return
  for (const { at, parameter } of axes) {
    const shapesLevel =
      (parameter === 'time' && !followsPaths(scenario) && lengthAt(scenario, 'changes') === 0) ||
      (parameter.startsWith('transformation.') && getNumber(scenario, parameter) !== undefined)
    if (!shapesLevel) continue
    const fix = `remove the axis on ${parameter}, or the axis on level`
    report(at, 'an axis that changes something: the axis on level overrides the transformation law', fix)
  }
}

function checkMetrics(scenario: unknown, report: Report): void {
  const seen = new Set<unknown>()
  for (let i = 0; i < lengthAt(scenario, 'sweep.metrics'); i += 1) {
    const path = `sweep.metrics[${i}]`
    const metric = valueAt(scenario, ['sweep', 'metrics', i])
    if (seen.has(metric)) report(path, 'each metric once', 'remove it')
    seen.add(metric)
    if (typeof metric !== 'string' || !isOneOf(METRIC_NAMES, metric)) continue
    if (metric.includes('[1]') && lengthAt(scenario, 'factors') === 1) {
      report(path, 'a metric of the one factor', `use "${metric.replace('[1]', '[0]')}", or add a second factor`)
      continue
    }
    const by = /^sensitivity:(.*)$/.exec(metric)?.[1]
    const missing = by !== undefined && getNumber(scenario, by) === undefined ? missingParameter(scenario, by) : undefined
    if (missing !== undefined)
      report(path, `a derivative by ${missing.expected}`, missing.fix.replace(/factors\[\d\]\.(lower|upper|volume)/g, 'sensitivity:$&'))
  }
}
