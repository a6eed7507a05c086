import * as z from 'zod/mini'
import { ScenarioError, existing, type Problem } from '../errors.ts'
import { parsePath, withValueAt } from './text/json-paths.ts'
import { parseJson } from './text/json-text.ts'
import type { MetricName } from '../model/layout.ts'
import { replacedNumbers, withReplaced } from './rules/changes.ts'
import { withPlainArrays, type WithTypedArrays } from './schema/lists.ts'
import { problemsOf } from './text/problems.ts'
import { scenarioSchema, type Scenario, type ScenarioInput, type Sweep, type SweepInput } from './schema/schema.ts'
import { keysOf } from '../typed.ts'

export type { Scenario, ScenarioInput, Sweep, SweepInput }

/**
 * A scenario, checked and with every default filled in.
 *
 * @param input JSON text, or the object it stands for, in which lists of numbers may be typed arrays. A scenario that this function returned is accepted again.
 * @throws ScenarioError listing every problem of the input, each with its path and a fix.
 */
export function parseScenario(input: string | ScenarioInput): Scenario {
  if (typeof input === 'string') return remembered(checked(parseJson(input)))
  // Whoever sweeps behind a slider asks for one scenario several times: what has been checked and not changed since is only copied.
  const asChecked = known.get(input)
  const isUnchanged = asChecked !== undefined && isSameData(input, asChecked)
  return remembered(isUnchanged ? structuredClone(asChecked) : checked({ value: withPlainArrays(input), duplicates: [] }))
}

/** What each scenario that was returned was then, as long as somebody holds it. */
const known = new WeakMap<object, Scenario>()

function remembered(scenario: Scenario): Scenario {
  known.set(scenario, structuredClone(scenario))
  return scenario
}

/** Whether a value is what plain data says, to the last bit. */
function isSameData(value: unknown, data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return Object.is(value, data)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.getPrototypeOf(data)) return false
  const keys = keysOf(data)
  return Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key) && isSameData(value[key], data[key]))
}

/** A value to stand at a path, whatever stands there. */
export interface Setting {
  path: string
  value: unknown
}

/**
 * The scenario of a text in which some values are replaced or added.
 * @throws ScenarioError as parseScenario, and for a path that leads nowhere.
 */
export function parseScenarioWith(text: string, settings: readonly Setting[]): Scenario {
  const { value, duplicates } = parseJson(text)
  return checked({ value: settings.reduce(withSetting, value), duplicates })
}

/** What a text says, with those values, that counts for nothing. */
export function ignoredIn(text: string, settings: readonly Setting[]): Problem[] {
  return replacedNumbers(settings.reduce(withSetting, parseJson(text).value))
}

function withSetting(scenario: unknown, { path, value }: Setting): unknown {
  const segments = parsePath(path)
  const changed = segments && withValueAt(scenario, segments, value)
  if (changed !== undefined) return changed
  const expected = 'a path that the scenario has room for, such as production.elasticities[0]'
  throw new ScenarioError([
    {
      path,
      value,
      expected,
      fix: 'name keys as in the file, joined by points, and entries of lists by their number in brackets, from 0 on',
    },
  ])
}

function checked({ value: given, duplicates }: { value: unknown; duplicates: readonly Problem[] }): Scenario {
  const value = withReplaced(given)
  const result = z.safeParse(scenarioSchema, value)
  const problems = [...duplicates, ...problemsOf(result.error?.issues ?? [], scenarioSchema, value)]
  if (!result.success || problems.length > 0) throw new ScenarioError(problems)
  return result.data
}

/**
 * The sweep of a scenario, checked by the rules of a scenario file.
 *
 * @param scenario A scenario; its own sweep gives what `sweep` leaves out.
 * @param sweep Axes and metrics that replace those of the scenario.
 * @throws ScenarioError where a part is wrong, or where neither side gives axes.
 */
export function parseSweep(
  scenario: Scenario,
  sweep: { axes?: Readonly<WithTypedArrays<SweepInput>['axes']>; metrics?: readonly MetricName[] } = {},
): Sweep {
  const { axes = scenario.sweep?.axes, metrics = scenario.sweep?.metrics } = sweep
  if (axes === undefined) {
    const fix = 'add "sweep": { "axes": [{ "parameter": "waste.disposalCost", "from": 0.1, "to": 10, "points": 50 }] }'
    throw new ScenarioError([{ path: 'sweep.axes', value: undefined, expected: 'a list of at least one axis', fix }])
  }
  // Nobody gets this scenario, so that none is remembered: an axis may hold a great many points.
  const value = withPlainArrays({ ...scenario, sweep: { axes, metrics } })
  return existing(checked({ value, duplicates: [] }).sweep, 'the sweep')
}
