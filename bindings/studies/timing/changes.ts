/** How the parameters of a scenario move in time, as far as the choice of its course must know. */
import { Changes } from '../../../assembly/shared/path/changes.ts'
import { existing } from '../../errors.ts'
import { PARAMETERS } from '../../model/layout.ts'
import { layOutChanges } from '../../plan/changes.ts'
import { parameterBlock } from '../../plan/parameters.ts'
import { getNumber, type Scenario } from '../../scenario/index.ts'
import { segmentsOf, withValueAt } from '../../scenario/text/json-paths.ts'

export interface ParametersOverTime {
  /** Whether the profit stays the same at a level. */
  isConstant: boolean
  /** Whether the parameters stay the same between two neighbouring dates. */
  isStepwise: boolean
  /** Times inside the horizon at which a parameter jumps or has a kink. */
  dates: number[]
  /** What changes of the enterprise: everything but the cost of conversion. */
  moving: readonly string[]
  /** The values of `moving` at a time. */
  valuesAt(time: number): number[]
  /** A parameter's value at a time. */
  valueAt(path: string, time: number): number
  /** The scenario without what moves in time: `moving` are given beside it. */
  still: Scenario
}

const COST = 'investment.conversionCost'
/** More dates than any schedule that was meant. */
const MOST_DATES = 1e5

export function changesOf(scenario: Scenario, { start, end }: { start: number; end: number }): ParametersOverTime {
  // A sweep and distributions may name what changes; no course needs them.
  const { changes: entries, sweep: _, uncertainty: __, ...still } = scenario
  const changes = new Changes()
  const isChanging = (entries?.length ?? 0) > 0
  if (isChanging) {
    changes.describe(layOutChanges(scenario).codes)
    changes.read(parameterBlock(scenario))
  }
  const paths = Array.from({ length: changes.count }, (_, k): string => PARAMETERS[changes.slots[k]])
  const moving = paths.filter((path) => path !== COST)
  const dates: number[] = []
  let isStepwise = true
  for (let at = start; isChanging && dates.length < MOST_DATES; at = changes.next) {
    changes.enter(at)
    isStepwise &&= changes.isConstant
    if (!(changes.next < end)) break
    dates.push(changes.next)
  }
  // Behind the horizon all stays as it is then.
  const all = (time: number) => {
    changes.enter(Math.min(time, end))
    changes.evaluate(Math.min(time, end))
    return changes.values
  }
  const constants = new Map<string, number>()
  const valueAt = (path: string, time: number) => {
    const k = paths.indexOf(path)
    if (k >= 0) return all(time)[k]
    const known = constants.get(path) ?? getNumber(scenario, path) ?? 0
    constants.set(path, known)
    return known
  }
  return {
    isConstant: moving.length === 0,
    isStepwise,
    dates,
    moving,
    valuesAt(time) {
      const values = all(time)
      return moving.map((path) => values[paths.indexOf(path)])
    },
    valueAt,
    still: filled(still, paths, (path) => valueAt(path, start)),
  }
}

/** What a schedule replaces may be missing in the file; a scenario without the schedule needs a number there. */
function filled(scenario: Scenario, paths: readonly string[], valueOf: (path: string) => number): Scenario {
  return paths.reduce((copy, path) => existing(withValueAt(copy, segmentsOf(path), valueOf(path)), path), scenario)
}
