import { ArgumentError, show } from '../errors.ts'
import { statesOf, type System } from './document/types.ts'

/** The shares of a state by its name; none of an undisturbed system. @throws ArgumentError for a name that there is not. */
export function sharesOfState(system: System, name: string | undefined): Map<string, number> {
  if (name === undefined) return new Map()
  const states = statesOf(system)
  const state = states.find((each) => each.name === name)
  if (state === undefined) throw new ArgumentError(`state is ${show(name)}; expected ${states.length === 0 ? 'none: the system has no disruptions' : `one of ${states.map((each) => show(each.name)).join(', ')}`}`)
  return new Map(Object.entries(state.shares))
}
