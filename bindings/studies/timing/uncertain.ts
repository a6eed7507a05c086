/** The best policy under a random price, as the study reports it. */
import type { Corner } from './course.ts'
import { bestCommitted, startDistribution, thresholdsAt, type Threshold } from './policy.ts'
import type { RandomPrice } from './price.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'
import { bestPolicy, firstCells, isConvex, type Policy } from './random.ts'
import { outcomesOf, type Outcomes } from './simulate.ts'
import { normalOf } from './draws.ts'
import { normalStep } from './transition.ts'

export interface Uncertain {
  value: number
  withoutChange: number
  startNow: number
  thresholds: Threshold[]
  threshold?: number
  startDistribution: [time: number, probability: number][]
  bestCommitted: number
  valueOfWaiting: number
  valueOfFlexibility: number
  risk?: { policy: Outcomes; committed: Outcomes; withoutChange: Outcomes }
  error?: number
  /** Of the best plan fixed in advance. */
  corners: Corner[]
}

/** Steps in a sample's interval that stand for continuous decisions: twice as many the second time. */
const CONTINUOUS = 4
/** Between a threshold with decisions every Δ and a continuous one: exp(0.5826 σ √Δ), −ζ(1/2)/√(2π) (Broadie, Glasserman and Kou 1997). */
const SHIFT = 0.5825971579390107

/** Decisions at samples: with twice as many levels until the value stays the same but for this share, or so many times. */
const AGREED = 1e-5
const ROUNDS = 4

export async function uncertain(question: Question, profits: Profits, price: RandomPrice): Promise<Uncertain> {
  const { samples } = question.horizon
  const interval = (question.end - question.start) / Math.max(1, samples - 1)
  if (question.decisions === 'samples' || price.process.kind === 'jumps') return atSamples(question, profits, price, interval)
  const cells = firstCells(question) * (isConvex(question) ? 1 : 2)
  const policyOf = (perSample: number, done: number, rest: number) =>
    bestPolicy(question, profits, price, interval / perSample, cells, (share) => question.pause(done + rest * share))
  const coarse = reported(question, price, await policyOf(CONTINUOUS, 0, 1 / 3), CONTINUOUS, false)
  const fine = reported(question, price, await policyOf(2 * CONTINUOUS, 1 / 3, 2 / 3), 2 * CONTINUOUS, true)
  return extrapolated(coarse, fine, price, interval)
}

async function atSamples(question: Question, profits: Profits, price: RandomPrice, interval: number): Promise<Uncertain> {
  const policyOf = (round: number) =>
    bestPolicy(question, profits, price, interval, firstCells(question) * 2 ** round, (share) => question.pause((round + share) / ROUNDS))
  let policy = await policyOf(0)
  let error = Infinity
  for (let round = 1; round < ROUNDS; round++) {
    const finer = await policyOf(round)
    const value = worthOf(finer)
    error = Math.abs(value - worthOf(policy))
    const isFiner = finer.levels.length > policy.levels.length
    policy = finer
    if (!isFiner || error <= AGREED * Math.abs(value)) break
  }
  return { ...reported(question, price, policy, 1, true), error }
}

/** At the start, of the first level at the first price. */
function worthOf({ worth, origin, transition }: Policy): number {
  return worth[origin * transition.nodes.length + transition.origin]
}

/** @param isSimulated whether it is followed on paths too. */
function reported(question: Question, price: RandomPrice, policy: Policy, perSample: number, isSimulated: boolean): Uncertain {
  const { over, start } = question
  const { times, levels, origin, horizonSteps, transition } = policy
  const priceAt = (time: number, x: number) => over.valueAt(price.parameter, time) * Math.exp(x - price.correction(time - start))
  const moments = Array.from({ length: Math.floor(horizonSteps / perSample) }, (_, s) => s * perSample)
  const thresholds = moments.flatMap((k) => Array.from(levels, (_, i) => i).flatMap((i) => thresholdsAt(policy, k, i, priceAt)))
  const first = thresholds.find(({ time, level, direction }) => time === times[0] && level === levels[origin] && direction === 'up')
  const [range] = first?.intervals ?? []
  const started = startDistribution(policy)
  const committed = bestCommitted(policy)
  const value = worthOf(policy)
  return {
    value,
    withoutChange: committed.withoutChange,
    startNow: committed.startNow,
    thresholds,
    ...(first?.intervals.length === 1 && range[0] !== null && range[1] === null && { threshold: range[0] }),
    startDistribution: moments.map((k) => [times[k], started[k]]),
    bestCommitted: committed.value,
    valueOfWaiting: value - committed.startNow,
    valueOfFlexibility: value - committed.value,
    ...(isSimulated && { risk: risksOf(policy, drawing(price, times[1] - times[0], transition.nodes), committed.levels) }),
    corners: cornersOf(policy, committed.levels, question.rate === Infinity),
  }
}

/** Jumps are made where a step begins, moves at a rate along it. */
function cornersOf({ times }: Policy, levels: readonly number[], jumps: boolean): Corner[] {
  return levels.flatMap((level, k): Corner[] => {
    const own = { time: times[k], level }
    return jumps && k + 1 < levels.length ? [own, { time: times[k], level: levels[k + 1] }] : [own]
  })
}

function risksOf(policy: Policy, draw: ReturnType<typeof drawing>, plan: readonly number[]): Uncertain['risk'] {
  const stay = plan.map(() => policy.levels[policy.origin])
  const [own, committed, withoutChange] = outcomesOf(policy, draw, [plan, stay])
  return { policy: own, committed, withoutChange }
}

/** One step of ln M on a path that depends on its number alone. */
function drawing(price: RandomPrice, length: number, nodes: Float64Array): (x: number, path: number, step: number) => number {
  const { process } = price
  if (process.kind === 'jumps') {
    const jump = Math.log(process.factor)
    return (x, path, step) => {
      let left = Math.exp(process.rate * length)
      let count = -1
      for (let n = 0; left > 1 && n < 1000; n++, count++) left *= normalOf(path, step * 1000 + n).uniform
      return Math.min(x + Math.max(0, count) * jump, Math.max(nodes[0], nodes[nodes.length - 1]))
    }
  }
  const { decay, drift, sd } = normalStep(process, length)
  return (x, path, step) => decay * x + drift + sd * normalOf(path, step).normal
}

/** Decisions at any time, from those at two distances: the threshold's known shift is taken off, and what is left, of the order of a step, with the rest. */
function extrapolated(coarse: Uncertain, fine: Uncertain, { process }: RandomPrice, interval: number): Uncertain {
  const volatility = process.kind === 'jumps' ? 0 : process.volatility
  const shift = (per: number) => Math.exp(SHIFT * volatility * Math.sqrt(interval / per))
  const both = (a: number, b: number) => 2 * b - a
  const ofThreshold = (a: number, b: number) => both(a * shift(CONTINUOUS), b * shift(2 * CONTINUOUS))
  const value = both(coarse.value, fine.value)
  const startNow = both(coarse.startNow, fine.startNow)
  const committed = both(coarse.bestCommitted, fine.bestCommitted)
  return {
    ...fine,
    value,
    startNow,
    bestCommitted: committed,
    withoutChange: both(coarse.withoutChange, fine.withoutChange),
    valueOfWaiting: value - startNow,
    valueOfFlexibility: value - committed,
    ...(fine.threshold !== undefined && coarse.threshold !== undefined && { threshold: ofThreshold(coarse.threshold, fine.threshold) }),
    thresholds: fine.thresholds.map((own) => {
      const other = coarse.thresholds.find(
        ({ time, level, direction }) =>
          Math.abs(time - own.time) < 1e-9 && Math.abs(level - own.level) < 1e-12 && direction === own.direction,
      )
      const low = own.intervals[0][0]
      const before = other?.intervals[0][0]
      const isHalfLine =
        own.intervals.length === 1 &&
        other?.intervals.length === 1 &&
        low !== null &&
        before !== null &&
        before !== undefined &&
        own.intervals[0][1] === null
      return isHalfLine ? { ...own, intervals: [[ofThreshold(before, low), null]] } : own
    }),
    error: Math.abs(fine.value - coarse.value) / 2,
  }
}
