/** What a policy for a random price says and earns: thresholds, when it starts, what a plan fixed in advance earns instead. */
import type { Policy } from './random.ts'
import { bestStop } from './start-now.ts'

/** The prices at which a level moves, at a time. */
export interface Threshold {
  /** Years. */
  time: number
  /** From which it moves. */
  level: number
  /** Whether it rises or falls. */
  direction: 'up' | 'down'
  /** Prices at which to move; null for an open end. */
  intervals: [low: number | null, high: number | null][]
}

/** @param priceAt the price that M = e^x stands for at a time. */
export function thresholdsAt(policy: Policy, step: number, level: number, priceAt: (time: number, x: number) => number): Threshold[] {
  const { times, levels, targets, turns, transition } = policy
  const width = transition.nodes.length
  const row = targets.subarray((step * levels.length + level) * width, (step * levels.length + level + 1) * width)
  const time = times[step]
  return (['up', 'down'] as const).flatMap((direction) => {
    const moves = (target: number) => (direction === 'up' ? target > level : target < level)
    const intervals: [number | null, number | null][] = []
    let low: number | null | undefined = moves(row[0]) ? null : undefined
    for (const { x, from, to } of turns[step][level]) {
      if (moves(from) === moves(to)) continue
      if (moves(to)) low = priceAt(time, x)
      else {
        intervals.push([low ?? null, priceAt(time, x)])
        low = undefined
      }
    }
    if (low !== undefined) intervals.push([low, null])
    // A process that only falls has its grid the other way round.
    const ordered = intervals.map(([a, b]): [number | null, number | null] => (a !== null && b !== null && a > b ? [b, a] : [a, b]))
    return ordered.length > 0 ? [{ time, level: levels[level], direction, intervals: ordered }] : []
  })
}

/** The probability that the first move has been made by each step, that step's included. */
export function startDistribution({ levels, origin, targets, turns, transition, horizonSteps }: Policy): Float64Array {
  const { nodes } = transition
  const width = nodes.length
  const h = nodes.length > 1 ? Math.abs(nodes[1] - nodes[0]) : 1
  const started = new Float64Array(horizonSteps)
  let mass: Float64Array = new Float64Array(width)
  mass[transition.origin] = 1
  let total = 0
  for (let k = 0; k < horizonSteps; k++) {
    const row = targets.subarray((k * levels.length + origin) * width, (k * levels.length + origin + 1) * width)
    const stays = mass.map((own, n) => (row[n] === origin ? own : 0))
    if (k > 0 && transition.isDense) {
      // The cell of a node beside a threshold belongs to both sides.
      for (const { x, from, to } of turns[k][origin]) {
        if ((from === origin) === (to === origin)) continue
        const n = Math.round((x - nodes[0]) / (nodes[1] - nodes[0]))
        const below = Math.min(1, Math.max(0, (x - nodes[n]) / h + 0.5))
        stays[n] = mass[n] * (from === origin ? below : 1 - below)
      }
    }
    total += mass.reduce((sum, own, n) => sum + own - stays[n], 0)
    started[k] = Math.min(1, Math.max(0, total))
    mass = transition.spread(stays)
  }
  return started
}

export interface Committed {
  value: number
  /** Worth of the best such plan that moves at once. */
  startNow: number
  /** Level by step, from the first on. */
  levels: number[]
  withoutChange: number
}

/** The best plan that is fixed in advance: the course over the same steps that earns most on average. */
export function bestCommitted(policy: Policy): Committed {
  const { levels, origin, rise, drop, transition, times, horizonSteps, after, stepProfits, along, costOf, discount } = policy
  const width = transition.nodes.length
  const steps = times.length - 1
  const length = times[1] - times[0]
  const mean = (values: Float64Array, level: number, k: number) =>
    transition.mean(values.subarray(level * width, (level + 1) * width), k * length)
  const expected = Array.from({ length: steps }, (_, k) => {
    const own = stepProfits(k)
    return Float64Array.from(levels, (_, i) => discount(k) * mean(own, i, k))
  })
  let worth = Float64Array.from(levels, (_, i) => mean(after, i, steps))
  const withoutChange = expected.reduce((sum, own) => sum + own[origin], worth[origin])
  const targets: Int16Array[] = []
  const startNow = bestStart(policy, expected, worth)
  for (let k = steps - 1; k >= 0; k--) {
    targets[k] = new Int16Array(levels.length)
    const later = worth
    worth = Float64Array.from(levels, (_, i) => {
      let best = -Infinity
      for (let j = Math.max(0, i - drop); j <= Math.min(levels.length - 1, i + rise); j++) {
        const value = along(expected[k], i, j, 1, 0) + later[j] - (j === i ? 0 : costOf(k, i, j))
        if (value > best + 1e-13 * Math.abs(best) || best === -Infinity) [best, targets[k][i]] = [value, j]
      }
      return best
    })
  }
  const course = [levels[origin]]
  for (let k = 0, at = origin; k < horizonSteps; k++) course.push(levels[(at = targets[k][at])])
  return { value: worth[origin], startNow, levels: course, withoutChange }
}

/** The best plan that begins at once and rises, or falls, as fast as it may to where it stops. */
function bestStart({ levels, origin, rise, drop, along, costOf }: Policy, expected: Float64Array[], after: Float64Array): number {
  // What a level that rests earns from a step on.
  const resting: Float64Array[] = [after]
  for (let k = expected.length - 1; k >= 0; k--) resting.unshift(resting[0].map((worth, i) => worth + expected[k][i]))
  const worthOf = (stop: number, reach: number) => {
    let value = 0
    let [k, at] = [0, origin]
    while (at !== stop && k < expected.length) {
      const next = stop > at ? Math.min(stop, at + reach) : Math.max(stop, at - reach)
      value += along(expected[k], at, next, 1, 0) - costOf(k, at, next)
      at = next
      k++
    }
    return value + resting[k][at]
  }
  const bestWay = (count: number, reach: number, sign: number) => {
    const values = Float64Array.from({ length: count + 1 }, (_, i) => worthOf(origin + sign * i, reach))
    return values[bestStop(values)]
  }
  const up = bestWay(levels.length - 1 - origin, rise, 1)
  return drop > 0 ? Math.max(up, bestWay(origin, drop, -1)) : up
}
