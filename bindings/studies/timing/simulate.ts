/** Paths of a random price under a policy and under plans: what they earn, and how bad it can get. */
import type { Policy } from './random.ts'

export interface Outcomes {
  mean: number
  /** Of the worst 5 % of the paths: the best of them, and their mean. */
  VaR: number
  CVaR: number
}

const PATHS = 4096
const WORST = 0.05

/** @param plan levels by step, or undefined for the policy. @param draw a standard normal or uniform number of a path and step. */
export function outcomesOf(policy: Policy, step: (x: number, path: number, step: number) => number, plan?: readonly number[]): Outcomes {
  const { levels, origin, transition, targets, stepProfits, along, costOf, discount, after, horizonSteps } = policy
  const { nodes } = transition
  const width = nodes.length
  const h = nodes[1] - nodes[0]
  const place = (x: number) => Math.min(width - 1, Math.max(0, (x - nodes[0]) / h))
  const betweenNodes = (x: number, of: (node: number) => number) => {
    const at = place(x)
    const n = Math.min(width - 2, Math.floor(at))
    return of(n) * (n + 1 - at) + of(n + 1) * (at - n)
  }
  const profits = Array.from({ length: horizonSteps }, (_, k) => stepProfits(k))
  const index = plan?.map((level) =>
    levels.reduce((best, own, i) => (Math.abs(own - level) < Math.abs(levels[best] - level) ? i : best), 0),
  )
  const values = Float64Array.from({ length: PATHS }, (_, path) => {
    let x = nodes[transition.origin]
    let at = origin
    let value = 0
    for (let k = 0; k < horizonSteps; k++) {
      const target = index ? index[k + 1] : targets[(k * levels.length + at) * width + Math.round(place(x))]
      if (target !== at) value -= costOf(k, at, target)
      const profit = betweenNodes(x, (n) => along(profits[k], at, target, width, n))
      value += discount(k) * profit
      at = target
      x = step(x, path, k)
    }
    return value + betweenNodes(x, (n) => after[at * width + n])
  }).sort()
  const worst = Math.ceil(WORST * PATHS)
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / PATHS,
    VaR: values[worst - 1],
    CVaR: values.subarray(0, worst).reduce((sum, value) => sum + value, 0) / worst,
  }
}
