import type { ColumnFold } from '../encoders/folds.ts'
import type { Reducer } from './reducer.ts'

/** What of a reducer gathers. */
// biome-ignore lint/suspicious/noExplicitAny: a list of gatherers has as many kinds of states, which none but their own gatherer reads
export interface Gatherer<State = any> extends Pick<Reducer<unknown, State>, 'start' | 'add' | 'merge'> {
  /** In place of `add`, where the values have been folded already. */
  addFold?(state: State, fold: ColumnFold): void
}

/** A gatherer by its name in gatherers.ts and what it was made with: plain data, by which other threads make the same. */
export interface Description {
  name: string
  options: readonly unknown[]
}

const descriptions = new WeakMap<Gatherer['add'], { gatherer: Gatherer; description: Description }>()

/** Makes a gatherer that other threads can make, too. */
export function described<Options extends unknown[], State>(
  name: string,
  make: (...options: Options) => Gatherer<State>,
  ...options: Options
): Gatherer<State> {
  const gatherer = make(...options)
  descriptions.set(gatherer.add, { gatherer, description: { name, options } })
  return gatherer
}

/** How other threads make what gathers for a reducer; undefined where a user has written it. */
export function descriptionOf({ start, add, merge }: Gatherer): Description | undefined {
  const known = descriptions.get(add)
  return known && known.gatherer.start === start && known.gatherer.merge === merge ? known.description : undefined
}

/** What gathers for a reducer. */
export function gathererOf(reducer: Reducer<unknown>): Gatherer {
  return (descriptionOf(reducer) && descriptions.get(reducer.add)?.gatherer) ?? reducer
}
