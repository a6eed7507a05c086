import { PATH_METRICS } from '../../model/layout.ts'
import { getNumber, lengthAt, valueAt } from '../text/json-paths.ts'
import { hasLaw } from './consistency.ts'
import type { ReadAxis, Report } from './rule.ts'
import { uncertainPaths } from './uncertainty.ts'
import { isOneOf } from '../../typed.ts'

/**
 * Whether the sweep of a scenario follows time paths. Otherwise each of its points is an optimum of its own. Says why, for
 * messages; undefined where it does not.
 */
export function followsPaths(scenario: unknown): string | undefined {
  const mode = valueAt(scenario, ['dynamics', 'mode'])
  if (mode === 'adjustment' || mode === 'capitalisation') return `the mode is "${mode}"`
  const metric = metricsOf(scenario).find((name) => isOneOf(PATH_METRICS, name))
  if (metric !== undefined) return `"${String(metric)}" is a quantity of a path`
  return hasLaw(scenario, 'invested') && !levelVaries(scenario) ? 'the law is "invested"' : undefined
}

export function levelVaries(scenario: unknown): boolean {
  return axisParameters(scenario).includes('level')
}

/** Rules of a sweep that follows paths. */
export function checkPaths(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  const why = followsPaths(scenario)
  if (why === undefined) return
  checkPresence(scenario, why, report)
  if (!hasOptima(scenario)) checkOptimumMetrics(scenario, report)
  checkTimes(scenario, axes, report)
}

/** A path needs a horizon and a level. */
export function checkPresence(scenario: unknown, why: string, report: Report): void {
  if (valueAt(scenario, ['horizon']) === undefined) {
    report('horizon', `the time path, because ${why}`, 'add "horizon": { "start": 0, "end": 10, "samples": 101 }')
  }
  if (valueAt(scenario, ['transformation']) === undefined && !levelVaries(scenario)) {
    report('transformation', `the level over time, because ${why}`, 'add "transformation", or sweep over level')
  }
}

/** Off their optimum, resources have no regime, and profit no envelope. */
function checkOptimumMetrics(scenario: unknown, report: Report): void {
  metricsOf(scenario).forEach((name, i) => {
    if (typeof name !== 'string' || !/^(regime\[|sensitivity(OfInput)?:)/.test(name)) return
    report(`sweep.metrics[${i}]`, 'a quantity of a path in this mode', 'remove it: it belongs to an optimum, so to the mode "optimum"')
  })
}

/** Every path reaches every time of the axis. */
function checkTimes(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  const time = axes.find(({ parameter }) => parameter === 'time')
  if (time !== undefined && !time.sampled && time.at !== `${time.path}.parameter`) {
    report(time.at, 'times on an axis of their own, because paths run through them', 'give "time" an axis of its own')
  }
  const bound = (path: string, worst: (...values: number[]) => number) => {
    const values = axes.find(({ parameter }) => parameter === path)?.values.map(({ value }) => value) ?? []
    return values.length > 0 ? worst(...values) : getNumber(scenario, path)
  }
  const start = bound('horizon.start', Math.max)
  const end = bound('horizon.end', Math.min)
  for (const { path, value } of time?.values ?? []) {
    if (start !== undefined && value < start)
      report(path, `a time from horizon.start on, ${start}, because paths start there`, 'start the axis later, or the horizon earlier')
    if (end !== undefined && value > end)
      report(path, `a time up to horizon.end, ${end}, because paths end there`, 'end the axis earlier, or the horizon later')
  }
}

function hasOptima(scenario: unknown): boolean {
  const mode = valueAt(scenario, ['dynamics', 'mode'])
  return mode === undefined || mode === 'optimum'
}

function metricsOf(scenario: unknown): unknown[] {
  const metrics = valueAt(scenario, ['sweep', 'metrics'])
  return Array.isArray(metrics) ? metrics : []
}

function axisParameters(scenario: unknown): unknown[] {
  return Array.from({ length: lengthAt(scenario, 'sweep.axes') }, (_, i) => valueAt(scenario, ['sweep', 'axes', i])).flatMap((axis) => {
    const parameters = valueAt(axis, ['samples']) === undefined ? valueAt(axis, ['parameters']) : uncertainPaths(scenario)
    return Array.isArray(parameters) ? parameters : [valueAt(axis, ['parameter'])]
  })
}
