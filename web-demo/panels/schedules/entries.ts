/** Reading and changing the `changes` of a scenario. A link may have put anything there. */
import { parametersOverTime, parseScenario, PARAMETERS, type Law, type Scenario, type ScenarioInput } from 'offcut'
import { CHANGEABLE, usualValue } from 'offcut/forms'
import { known } from '../../known.ts'
import { withPictureAxes } from '../../state/axes.ts'
import { horizonOf, variantKeys } from '../../state/fields.ts'
import { numberAt, withAt } from '../../state/tree.ts'

export type Entry = NonNullable<ScenarioInput['changes']>[number]
export type Schedule = Extract<Entry, { values: number[] }>
export type Growth = Extract<Entry, { growth: number }>
export type Lever = Extract<Entry, { effects: Record<string, number> }>
export type Kind = 'schedule' | 'growth' | 'lever' | 'process'

export function entriesOf(scenario: ScenarioInput): Entry[] {
  const list: unknown = scenario.changes
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'object' && entry !== null) : []
}

export function kindOf(entry: Entry): Kind | undefined {
  if ('process' in entry) return 'process'
  if ('growth' in entry) return Array.isArray(entry.parameters) ? 'growth' : undefined
  if ('effects' in entry) return typeof entry.effects === 'object' && entry.effects !== null ? 'lever' : undefined
  if ('values' in entry) return Array.isArray(entry.times) && Array.isArray(entry.values) ? 'schedule' : undefined
  return undefined
}

/** Parameters that may change over time and that the scenario has. */
export function changeable(scenario: ScenarioInput): string[] {
  return CHANGEABLE.filter((path) => PARAMETERS.includes(path) && numberAt(scenario, path) !== undefined)
}

/** Those without a schedule: there is one a parameter at most. */
export function schedulable(scenario: ScenarioInput): string[] {
  const taken = new Set(entriesOf(scenario).flatMap((entry) => (kindOf(entry) === 'schedule' ? [(entry as Schedule).parameter] : [])))
  return changeable(scenario).filter((path) => !taken.has(path))
}

/** Changes an entry as it is by now: the form whose field it was may not have been drawn since. */
export type Edit<E extends Entry> = (next: (now: E) => Entry) => void

export function withEntry(scenario: ScenarioInput, index: number, next: (now: Entry) => Entry): ScenarioInput {
  return { ...scenario, changes: entriesOf(scenario).map((own, i) => (i === index ? next(own) : own)) }
}

/** With one more entry; nothing else may vary or be uncertain of what a schedule replaces. */
export function withNewEntry(scenario: ScenarioInput, entry: Entry): ScenarioInput {
  const next = { ...scenario, changes: [...entriesOf(scenario), entry] }
  if (kindOf(entry) !== 'schedule') return next
  const { parameter } = entry as Schedule
  const { [parameter]: _, ...certain } = next.uncertainty?.parameters ?? {}
  const uncertainty = Object.keys(certain).length > 0 ? { parameters: certain } : undefined
  const cleared = next.uncertainty?.parameters[parameter] === undefined ? next : { ...next, uncertainty }
  return withPictureAxes(cleared)
}

/** Without an entry: later ones move up, and what named it is gone. */
export function withoutEntry(scenario: ScenarioInput, index: number): ScenarioInput {
  const entries = entriesOf(scenario)
  const gone = entries[index]
  const changes = entries.filter((_, i) => i !== index)
  const { changes: _, ...still } = scenario
  let next: ScenarioInput = changes.length > 0 ? { ...still, changes } : still
  // The number that the schedule stood for may be missing in the file.
  if (kindOf(gone) === 'schedule' && numberAt(next, (gone as Schedule).parameter) === undefined)
    next = withAt(next, (gone as Schedule).parameter, (gone as Schedule).values[0])
  const moved = (path: string) => movedPath(path, index)
  const parameters = Object.entries(next.uncertainty?.parameters ?? {}).flatMap(([path, distribution]) => {
    const own = moved(path)
    return own === undefined ? [] : [[own, distribution] as const]
  })
  if (next.uncertainty) {
    const { uncertainty: __, ...certain } = next
    next = parameters.length > 0 ? { ...certain, uncertainty: { parameters: Object.fromEntries(parameters) } } : certain
  }
  const axes = next.sweep?.axes.flatMap((axis): (typeof axis)[] => {
    if (!('parameter' in axis)) return [axis]
    const own = moved(axis.parameter)
    return own === undefined ? [] : [{ ...axis, parameter: own }]
  })
  return withPictureAxes(axes ? { ...next, sweep: { ...next.sweep, axes } } : next)
}

/** A path after the entry `index` is gone; undefined where it was of that entry. */
function movedPath(path: string, index: number): string | undefined {
  const found = /^changes\[(\d+)\]/.exec(path)
  if (!found) return path
  const own = Number(found[1])
  if (own === index) return undefined
  return own > index ? path.replace(found[0], `changes[${own - 1}]`) : path
}

/** The parameter as it is, held by a point at the start, the middle and the end. */
export function newSchedule(scenario: ScenarioInput, parameter: string): Schedule {
  const { start, end } = horizonOf(scenario)
  const value = known(numberAt(scenario, parameter))
  return { parameter, times: [start, (start + end) / 2, end], values: [value, value, value], interpolation: 'linear' } as Schedule
}

export function newGrowth(parameter: string): Growth {
  return { parameters: [parameter], growth: 0.02 } as Growth
}

/** A way of producing that spreads over the horizon. */
export function newLever(scenario: ScenarioInput, name: string): Lever {
  const { start, end } = horizonOf(scenario)
  const length = end - start || 10
  return {
    name,
    law: 'logistic',
    midpoint: Number((start + length / 3).toPrecision(5)),
    timescale: Number((length / 20).toPrecision(2)),
    effects: { 'waste.scale': 0.8 },
  } as Lever
}

/** The lever with another law, whose numbers are usual ones where the old law has none by that name. */
export function withLeverLaw(scenario: ScenarioInput, lever: Lever, law: Law): Lever {
  const keys = variantKeys('transformation', law).filter((key) => key !== 'times' && key !== 'levels')
  const { start, end } = horizonOf(scenario)
  const table = law === 'table' ? { times: [start, end], levels: [0, 1] } : {}
  const numbers = keys
    // How far it has spread runs from 0 to 1 where nothing is said.
    .filter((key) => (key !== 'from' && key !== 'to') || numberAt(lever, key) !== undefined)
    .map((key) => [key, numberAt(lever, key) ?? usualValue(`transformation.${key}`, { start, end })])
  const { name, effects } = lever
  return { ...(name !== undefined && { name }), law, ...Object.fromEntries(numbers), ...table, effects } as unknown as Lever
}

const COUNT = 160

/** Times over the horizon, and just before and at each knot, where a value may jump. */
function timesOver(scenario: ScenarioInput, knots: readonly number[]): number[] {
  const { start, end } = horizonOf(scenario)
  const grid = Array.from({ length: COUNT + 1 }, (_, i) => start + ((end - start) * i) / COUNT)
  const before = (time: number) => time - 1e-9 * Math.max(1, end - start)
  return [...new Set([...grid, ...knots.flatMap((time) => [before(time), time])])]
    .filter((time) => time >= start && time <= end)
    .sort((a, b) => a - b)
}

/** A parameter over time as some entries move it; undefined where they cannot be computed. */
export function courseOf(
  scenario: ScenarioInput,
  entries: readonly Entry[],
  parameter: string,
  knots: readonly number[] = [],
): [number, number][] | undefined {
  try {
    // What does not concern the course may not stand in its way.
    const { sweep: _, uncertainty: __, ...still } = scenario
    const parsed: Scenario = parseScenario({ ...still, changes: [...entries] })
    const times = timesOver(scenario, knots)
    const values = parametersOverTime(parsed, times)[parameter]
    return values && times.map((time, i): [number, number] => [time, values[i]])
  } catch {
    return undefined
  }
}

/** How far a lever has spread, over time: what it would make of a cost of 1 that it doubles, above 1. */
export function adoptionOf(scenario: ScenarioInput, lever: Lever): [number, number][] | undefined {
  const knots = 'times' in lever && Array.isArray(lever.times) ? (lever.times as number[]) : []
  const probe = { ...lever, effects: { fixedCost: 2 } } as Lever
  return courseOf({ ...scenario, fixedCost: 1 }, [probe], 'fixedCost', knots)?.map(([time, value]) => [time, value - 1])
}
