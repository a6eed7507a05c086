import { SENSITIVE, type Scenario } from 'offcut'
import { parameterEntry } from 'offcut/forms'
import { known } from '../known.ts'
import { numberAt, withAt } from '../state/tree.ts'
import { startedEngine } from './engine.ts'

export interface Effect {
  parameter: string
  /** How far ahead the transition is at the end with the number a tenth lower, and a tenth higher; money. */
  lower: number
  higher: number
}

/** Numbers that somebody sets or negotiates: prices, costs, yields and scales, not the shape of a function. */
export function decisive(scenario: Scenario): string[] {
  const moved = new Set((scenario.changes ?? []).flatMap((entry) => ('parameter' in entry && 'times' in entry ? [entry.parameter] : [])))
  return [...SENSITIVE, 'investment.conversionCost' as const, 'discountRate' as const].filter((path) => {
    const value = numberAt(scenario, path)
    // A number that a schedule replaces moves nothing; the shape of a function is no price.
    return (
      value !== undefined && value !== 0 && !moved.has(path) && !/xponent|lasticit|lower|upper|level/.test(path) && parameterEntry(path)
    )
  })
}

const SHARE = 0.1
const NOTHING = 1e-9

/** What each number does to the value at the end when it is a tenth lower or higher, the strongest first. */
export async function effectsOf(scenario: Scenario): Promise<Effect[]> {
  const atEnd = async (parameter: string, times: number) => {
    const moved = withAt(scenario, parameter, known(numberAt(scenario, parameter)) * times)
    const { columns } = await startedEngine().path({ ...moved, horizon: { ...known(scenario.horizon), samples: 2 } } as Scenario)
    return columns.advantage[1]
  }
  const effects: Effect[] = []
  for (const parameter of decisive(scenario))
    effects.push({ parameter, lower: await atEnd(parameter, 1 - SHARE), higher: await atEnd(parameter, 1 + SHARE) })
  const swing = ({ lower, higher }: Effect) => Math.abs(higher - lower)
  const finite = effects.filter((effect) => Number.isFinite(swing(effect))).sort((a, b) => swing(b) - swing(a))
  // What is the same with and without the transition, such as the fixed cost, moves nothing but last digits.
  return finite.filter((effect) => swing(effect) > NOTHING * swing(finite[0]))
}
