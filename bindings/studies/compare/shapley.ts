import { existing } from '../../errors.ts'
import { randomStream, uniform } from '../random.ts'

/** How much each player accounts for, on average over the orders in which they may join. */
export interface Shapley {
  values: number[]
  /** Where orders were drawn and not all were taken. */
  standardErrors?: number[]
}

/** Values of coalitions, each a set of players as bits from the first player up. */
export type ValueOf = (coalitions: readonly bigint[]) => Promise<readonly number[]>

/** So many players have all of their coalitions valued. */
const MOST_EXACT = 12
const PERMUTATIONS = 1000

/** L. S. Shapley, Contributions to the Theory of Games II (1953), 307–317. Values add up to that of all less that of none. */
export async function shapley(players: number, valueOf: ValueOf, seed = 1): Promise<Shapley> {
  return players <= MOST_EXACT ? exact(players, valueOf) : sampled(players, valueOf, seed)
}

async function exact(players: number, valueOf: ValueOf): Promise<Shapley> {
  const all = Array.from({ length: 2 ** players }, (_, set) => set)
  const value = await valueOf(all.map(BigInt))
  // Orders in which those of a coalition come first and the others after the one that joins: size! (players − 1 − size)! of players!.
  const weights = Array.from({ length: players }, (_, size) => 1 / (players * choose(players - 1, size)))
  return {
    values: Array.from({ length: players }, (_, player) =>
      all.reduce((sum, set) => ((set >> player) & 1 ? sum : sum + weights[bits(set)] * (value[set | (1 << player)] - value[set])), 0),
    ),
  }
}

/** 1,000 random orders and their reverses, whose errors partly cancel. */
async function sampled(players: number, valueOf: ValueOf, seed: number): Promise<Shapley> {
  const orders = Array.from({ length: PERMUTATIONS }, (_, i) => shuffled(players, seed, i))
  const both = orders.flatMap((order) => [order, order.toReversed()])
  const known = new Map<bigint, number>()
  const wanted = [...new Set(both.flatMap(coalitionsOf))]
  const values = await valueOf(wanted)
  wanted.forEach((set, i) => known.set(set, values[i]))
  const valueAt = (set: bigint) => existing(known.get(set), 'the value of a coalition')
  const pairs = orders.map((order) => {
    const sums = new Float64Array(players)
    for (const each of [order, order.toReversed()]) {
      const sets = coalitionsOf(each)
      each.forEach((player, i) => (sums[player] += (valueAt(sets[i + 1]) - valueAt(sets[i])) / 2))
    }
    return sums
  })
  const mean = (of: (sums: Float64Array) => number) => pairs.reduce((sum, each) => sum + of(each), 0) / pairs.length
  const means = Array.from({ length: players }, (_, player) => mean((sums) => sums[player]))
  return {
    values: means,
    standardErrors: means.map((value, player) => Math.sqrt(mean((sums) => (sums[player] - value) ** 2) / (pairs.length - 1))),
  }
}

/** Nobody, the first, the first two, and so on to all. */
function coalitionsOf(order: readonly number[]): bigint[] {
  const sets = [0n]
  for (const player of order) sets.push(sets[sets.length - 1] | (1n << BigInt(player)))
  return sets
}

function shuffled(players: number, seed: number, stream: number): number[] {
  const next = randomStream(seed, stream)
  const order = Array.from({ length: players }, (_, i) => i)
  for (let i = players - 1; i > 0; i--) {
    const other = Math.floor(uniform(next) * (i + 1))
    ;[order[i], order[other]] = [order[other], order[i]]
  }
  return order
}

function bits(set: number): number {
  let count = 0
  for (; set !== 0; set &= set - 1) count++
  return count
}

function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return result
}
