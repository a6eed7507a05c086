/** Paths of a random price under a policy and under plans: what they earn, and how bad it can get. */
import { tailsOf } from '../risk/tails.ts'
import type { Policy } from './random.ts'

/** What a plan earns over simulated paths of the price. */
export interface Outcomes {
  /** Over all paths. */
  mean: number
  /** Of the worst 5 % of the paths: the best of them, and their mean. */
  VaR: number
  /** See `VaR`. */
  CVaR: number
}

const PATHS = 4096
const WORST = 0.05

/**
 * What the policy earns, and what each of some plans does, on the same paths; what follows the horizon counts as it is expected there.
 *
 * @param step a price's ln M a step later, on a path. @param plans levels by step.
 */
export function outcomesOf(
  policy: Policy,
  step: (x: number, path: number, step: number) => number,
  plans: readonly (readonly number[])[],
): Outcomes[] {
  const { levels, origin, transition, targets, stepProfits, ways, costOf, discount, atEnd, horizonSteps } = policy
  const { nodes } = transition
  const width = nodes.length
  const h = nodes[1] - nodes[0]
  const nearest = (level: number) => levels.reduce((best, own, i) => (Math.abs(own - level) < Math.abs(levels[best] - level) ? i : best), 0)
  const courses = plans.map((plan) => Int32Array.from(plan, nearest))
  const values = Array.from({ length: 1 + plans.length }, () => new Float64Array(PATHS))
  const at = new Int32Array(PATHS).fill(origin)
  const xs = new Float64Array(PATHS).fill(nodes[transition.origin])
  const between = (of: Float64Array, first: number, place: number) => {
    const n = Math.min(width - 2, Math.floor(place))
    return of[first + n] * (n + 1 - place) + of[first + n + 1] * (place - n)
  }
  for (let k = 0; k <= horizonSteps; k++) {
    const earned = k < horizonSteps ? ways(stepProfits(k)) : undefined
    const costs = new Map<number, number>()
    const costBetween = (from: number, to: number) => {
      const key = from * levels.length + to
      const cost = costs.get(key) ?? (from === to ? 0 : costOf(k, from, to))
      costs.set(key, cost)
      return cost
    }
    const today = discount(k)
    for (let path = 0; path < PATHS; path++) {
      const place = Math.min(width - 1, Math.max(0, (xs[path] - nodes[0]) / h))
      for (let p = 0; p < values.length; p++) {
        const from = p > 0 ? courses[p - 1][k] : at[path]
        if (earned === undefined) {
          values[p][path] += between(p > 0 ? atEnd.held : atEnd.policy, from * width, place)
          continue
        }
        const to = p > 0 ? courses[p - 1][k + 1] : targets[(k * levels.length + from) * width + Math.round(place)]
        values[p][path] += today * between(earned(from, to), 0, place) - costBetween(from, to)
        if (p === 0) at[path] = to
      }
      if (earned) xs[path] = step(xs[path], path, k)
    }
  }
  return values.map(summary)
}

function summary(values: Float64Array): Outcomes {
  const { low } = tailsOf(values.toSorted(), 1 - WORST)
  return { mean: values.reduce((sum, value) => sum + value, 0) / PATHS, ...low }
}
