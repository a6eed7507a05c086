/** `changes` of a system: its numbers as they are at a time, by the same forms as a scenario's. */
import { ChangingRows } from '../../baseline/changing-rows.ts'
import { slotOf } from '../../baseline/parameters.ts'
import { ScenarioError, type Problem } from '../../errors.ts'
import { pointPlan } from '../../plan/plan.ts'
import { parseScenario, type ScenarioInput } from '../../scenario/index.ts'
import { starterScenario } from '../../scenario/schema/starter.ts'
import { getNumber } from '../../scenario/text/json-paths.ts'
import { pathProblem, withNumbers } from './numbers.ts'
import type { System } from './types.ts'

type Change = NonNullable<System['changes']>[number]

/** A number of any sign, in whose place that of a system is moved. */
const STAND_IN = 'production.price'
const TIME = slotOf('time')

/** The paths that a change moves. */
function targetsOf(change: Change): string[] {
  if ('parameters' in change) return change.parameters
  return 'effects' in change ? Object.keys(change.effects) : [change.parameter]
}

/** The change as one of the stand-in, as far as it moves the path. */
function standingIn(change: Change, path: string): unknown {
  if ('parameters' in change) return { ...change, parameters: [STAND_IN] }
  return 'effects' in change ? { ...change, effects: { [STAND_IN]: change.effects[path] } } : { ...change, parameter: STAND_IN }
}

function scenarioOf({ horizon, changes = [] }: System, path: string, value: number) {
  const { production, ...rest } = starterScenario()
  const own = changes.filter((change) => targetsOf(change).includes(path)).map((change) => standingIn(change, path))
  return parseScenario({
    ...rest,
    production: { ...production, price: value },
    changes: own,
    ...(horizon && { horizon }),
  } as unknown as ScenarioInput)
}

/** What is wrong with the changes of a system that is right in all else. */
export function changeProblems(system: System): Problem[] {
  return (system.changes ?? []).flatMap((change, i): Problem[] => {
    const where = `changes[${i}]`
    if ('process' in change) {
      return [
        {
          path: `${where}.process`,
          value: change.process,
          expected: 'growth, a schedule or a lever: equilibria follow no random process',
          fix: 'give the number a distribution in "uncertainty"',
        },
      ]
    }
    return targetsOf(change).flatMap((path) => {
      const problem = pathProblem(system, where, path)
      if (problem !== undefined) return [problem]
      try {
        scenarioOf({ ...system, changes: [change] }, path, getNumber(system, path) ?? 0)
        return []
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        return error.problems.map((each) => ({ ...each, path: each.path.replace(/^changes\[0\]/, where) }))
      }
    })
  })
}

/** The system as it is at a time. */
export function systemAt(system: System, time: number): System {
  const { changes = [] } = system
  if (changes.length === 0) return system
  const paths = new Set(changes.flatMap(targetsOf))
  return withNumbers(
    system,
    Array.from(paths, (path) => [path, valueAt(system, path, time)] as const),
  )
}

function valueAt(system: System, path: string, time: number): number {
  const { task } = pointPlan(0, scenarioOf(system, path, getNumber(system, path) ?? 0), { level: 0 })
  task.parameters[TIME] = time
  const rows = new ChangingRows(task)
  rows.from(0)
  return rows.block[slotOf(STAND_IN)]
}
