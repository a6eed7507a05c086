import { Changes } from '../../assembly/shared/path/changes.ts'
import { existing } from '../errors.ts'
import { PARAMETERS } from '../model/layout.ts'
import { axisValue } from '../plan/axis.ts'
import { layOutChanges } from '../plan/changes.ts'
import { parameterBlock } from '../plan/parameters.ts'
import type { PlanAxis } from '../plan/axis.ts'
import { segmentsOf, withValueAt } from '../scenario/text/json-paths.ts'
import type { GrowingScenario } from './rules.ts'

/**
 * The scenario with its parameters as they are at a time.
 * @param draw the axis of a sample, whose designs are loaded.
 */
export function atTime(given: GrowingScenario, time: number | undefined, draw?: PlanAxis): GrowingScenario {
  const scenario = (draw?.columns ?? []).reduce<GrowingScenario>(
    (drawn, { parameter, values }) => withNumber(drawn, parameter, axisValue(values, 0)),
    given,
  )
  const { codes } = layOutChanges(scenario, draw !== undefined)
  if (codes.length === 0 || time === undefined) return scenario
  const changes = new Changes()
  const block = parameterBlock(scenario, draw !== undefined)
  for (const { slot, values } of draw?.factors ?? []) block[slot] = axisValue(values, 0)
  changes.describe(codes)
  changes.read(block)
  changes.enter(time)
  changes.evaluate(time)
  return Array.from({ length: changes.count }).reduce<GrowingScenario>(
    (then, _, k) => withNumber(then, PARAMETERS[changes.slots[k]], changes.values[k]),
    scenario,
  )
}

function withNumber(scenario: GrowingScenario, path: string, value: number): GrowingScenario {
  return existing(withValueAt(scenario, segmentsOf(path), value), path)
}
