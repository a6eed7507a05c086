import { ArgumentError } from '../../errors.ts'

/** How much worse each decision is than the best one, over the same states. */
export interface Regret {
  /** Best less own, decision by decision and state by state. */
  regret: number[][]
  /** By decision: the mean over the states, by their weights, and the greatest. */
  expected: number[]
  /** See `expected`. */
  maximum: number[]
  /** Share of the states in which each decision is best; ties count for each, so shares may add to more than 1. */
  shareBest: number[]
  /** The decision whose greatest, and whose expected, regret is least. */
  leastMaximumRegret: number
  /** See `leastMaximumRegret`. */
  leastExpectedRegret: number
}

/**
 * Regret of decisions over states.
 * @param values a list a decision, a value a state, all states the same ones.
 * @param options `better`: whether more or less of the metric is; default more. `weights` of the states, from 0 on; default equal.
 * @throws ArgumentError for lists of other lengths, a value that is not finite, beside which a regret has no meaning, and weights below 0 or all 0.
 */
export function regretOf(
  values: readonly ArrayLike<number>[],
  { better = 'more', weights }: { better?: 'more' | 'less'; weights?: ArrayLike<number> } = {},
): Regret {
  const states = values[0]?.length ?? 0
  if (values.length < 2 || states === 0)
    throw new ArgumentError(`there are ${values.length} decisions over ${states} states; expected at least 2 decisions and 1 state`)
  for (const [name, list] of [
    ...values.map((list, i) => [`decision ${i}`, list] as const),
    ...(weights ? [['weights', weights] as const] : []),
  ]) {
    if (list.length !== states) throw new ArgumentError(`${name} has ${list.length} values; expected ${states}, one a state`)
    const odd = Array.from(list).findIndex((value) => !Number.isFinite(value))
    if (odd >= 0)
      throw new ArgumentError(`${name} is ${list[odd]} in state ${odd}; regret needs a finite value of every decision in every state`)
  }
  requireWeights(weights)
  const sign = better === 'more' ? 1 : -1
  const best = Array.from({ length: states }, (_, state) => Math.max(...values.map((list) => sign * list[state])))
  const weight = (state: number) => (weights ? weights[state] : 1)
  const total = best.reduce((sum, _, state) => sum + weight(state), 0)
  const over = (of: (state: number) => number) => best.reduce((sum, _, state) => sum + weight(state) * of(state), 0) / total
  const regret = values.map((list) => best.map((value, state) => value - sign * list[state]))
  const expected = regret.map((list) => over((state) => list[state]))
  const maximum = regret.map((list) => list.reduce((most, value) => Math.max(most, value), 0))
  const least = (list: readonly number[]) => list.reduce((place, value, i) => (value < list[place] ? i : place), 0)
  return {
    regret,
    expected,
    maximum,
    shareBest: regret.map((list) => over((state) => Number(list[state] === 0))),
    leastMaximumRegret: least(maximum),
    leastExpectedRegret: least(expected),
  }
}

function requireWeights(weights: ArrayLike<number> | undefined): void {
  if (weights === undefined) return
  const list = Array.from(weights)
  const odd = list.findIndex((weight) => weight < 0)
  if (odd >= 0) throw new ArgumentError(`the weight of state ${odd} is ${list[odd]}; expected a number from 0 on`)
  if (list.every((weight) => weight === 0)) throw new ArgumentError('all weights of the states are 0; expected one above 0 at least')
}
