/** States of disruption: alone, or crossed where they come independently of each other. */
import { ArgumentError, show } from '../errors.ts'
import { statesOf, type System } from './document/types.ts'

/** One of the states that exclude each other. */
export interface Situation {
  /** Of the states that hold; `undisturbed` where none does. */
  name: string
  probability: number
  shares: Map<string, number>
}

const UNDISTURBED = 'undisturbed'
const MOST_INDEPENDENT = 12

/** The shares of a state by its name; none of an undisturbed system. @throws ArgumentError for a name that there is not. */
export function sharesOfState(system: System, name: string | undefined): Map<string, number> {
  if (name === undefined) return new Map()
  const states = statesOf(system)
  const state = states.find((each) => each.name === name)
  if (state === undefined)
    throw new ArgumentError(
      `state is ${show(name)}; expected ${states.length === 0 ? 'none: the system has no disruptions' : `one of ${states.map((each) => show(each.name)).join(', ')}`}`,
    )
  return new Map(Object.entries(state.shares))
}

/** Every situation that may come, with its probability: they sum to 1. */
export function situationsOf(system: System): Situation[] {
  const states = statesOf(system)
  if (system.disruptions === undefined || Array.isArray(system.disruptions)) {
    const rest = Math.max(0, 1 - states.reduce((sum, { probability }) => sum + probability, 0))
    return [
      { name: UNDISTURBED, probability: rest, shares: new Map() },
      ...states.map(({ name, probability, shares }) => ({ name, probability, shares: new Map(Object.entries(shares)) })),
    ]
  }
  if (states.length > MOST_INDEPENDENT)
    throw new ArgumentError(
      `disruptions.states has ${states.length} independent states, which make ${2 ** states.length} situations; expected at most ${MOST_INDEPENDENT}`,
    )
  let situations: Situation[] = [{ name: '', probability: 1, shares: new Map() }]
  for (const { name, probability, shares } of states) {
    situations = situations.flatMap((before) => [
      { ...before, probability: before.probability * (1 - probability) },
      {
        name: before.name === '' ? name : `${before.name} + ${name}`,
        probability: before.probability * probability,
        shares: multiplied(before.shares, shares),
      },
    ])
  }
  return situations.map((situation) => ({ ...situation, name: situation.name || UNDISTURBED }))
}

function multiplied(before: ReadonlyMap<string, number>, shares: Readonly<Record<string, number>>): Map<string, number> {
  const both = new Map(before)
  for (const [element, share] of Object.entries(shares)) both.set(element, (both.get(element) ?? 1) * share)
  return both
}
