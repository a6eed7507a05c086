/** What changes of a scenario, as a function of time. */
import { Changes } from '../../assembly/shared/path/changes.ts'
import { PARAMETERS } from '../model/layout.ts'
import type { Scenario } from '../scenario/index.ts'
import { layOutChanges } from './changes.ts'
import { parameterBlock } from './parameters.ts'

/**
 * The values of all parameters that `changes` move, model.md section 4b, at some times. A random process counts as its 1 at the start.
 *
 * @param scenario from `parseScenario`.
 * @param times years; a step holds its value from its time on.
 * @returns by the path of each parameter, a value a time; empty without `changes`.
 */
export function parametersOverTime(scenario: Scenario, times: ArrayLike<number>): Record<string, Float64Array> {
  if (!scenario.changes?.length) return {}
  const changes = new Changes()
  changes.describe(layOutChanges(scenario).codes)
  changes.read(parameterBlock(scenario))
  const columns = Array.from({ length: changes.count }, () => new Float64Array(times.length))
  for (let i = 0; i < times.length; i++) {
    changes.enter(times[i])
    changes.evaluate(times[i])
    columns.forEach((column, k) => (column[i] = changes.values[k]))
  }
  return Object.fromEntries(columns.map((column, k) => [PARAMETERS[changes.slots[k]], column]))
}
