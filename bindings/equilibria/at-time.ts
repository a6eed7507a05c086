import { Changes } from '../../assembly/shared/path/changes.ts'
import { PARAMETERS } from '../model/layout.ts'
import { layOutChanges } from '../plan/changes.ts'
import { parameterBlock } from '../plan/parameters.ts'
import { parsePath, withValueAt } from '../scenario/text/json-paths.ts'
import type { GrowingScenario } from './rules.ts'

/** The scenario with its parameters as they are at a time. */
export function atTime(scenario: GrowingScenario, time: number | undefined): GrowingScenario {
  const { codes } = layOutChanges(scenario)
  if (codes.length === 0 || time === undefined) return scenario
  const changes = new Changes()
  changes.describe(codes)
  changes.read(parameterBlock(scenario))
  changes.enter(time)
  changes.evaluate(time)
  return Array.from({ length: changes.count }).reduce<GrowingScenario>(
    (then, _, k) => withValueAt(then, parsePath(PARAMETERS[changes.slots[k]])!, changes.values[k]) as GrowingScenario,
    scenario,
  )
}
