/** What a question of when to transform may ask, and of which scenarios. */
import { ArgumentError, ScenarioError, show, type Problem } from '../../errors.ts'
import type { Scenario } from '../../scenario/index.ts'
import type { StudyProgress } from '../engine/points.ts'
import { expectedGrowth, type RandomPrice } from './price.ts'

/** What follows the horizon: see `continuation` of TimingOptions. */
export type Continuation = 'none' | 'hold' | 'stationary'

/** Ranges of a law's keys, such as { start: [0, 10], duration: [1, 8] }. */
export type Ranges = Record<string, readonly [from: number, to: number]>

/** What courses of the level may do, and what follows the horizon. */
export interface TimingOptions {
  /** Greatest dθ/dt, per year. null, the default, lets the level jump, at the cost of conversion times the jump; without adjustment cost only. */
  rate?: number | null
  /** Greatest fall of the level a year. Default 0: levels never fall. */
  fall?: number
  /**
   * What follows the horizon: `none`, nothing; `hold` (also `perpetual`), level and parameters stay as they are then, for ever; `stationary`, the
   * parameters stay, the level goes on being chosen. Default: `hold` with a discount rate above 0, else `none`.
   */
  continuation?: Continuation | 'perpetual'
  /** With a random price: decisions at the horizon's `samples` (default), or `continuous` ones. */
  decisions?: 'samples' | 'continuous'
  /** Instead of any course, the best numbers of a law: ranges of its keys, such as { start: [0, 10], duration: [1, 8] }. */
  optimise?: Ranges
  /** The law whose numbers are optimised. Default: the scenario's. */
  law?: string
  /** Ends the study, which then rejects with the signal's reason. */
  signal?: AbortSignal
  /** Called as the study comes nearer to its end: hundredths of what its search takes at most. */
  onProgress?: (progress: StudyProgress) => void
}

export const TIMING_OPTIONS = [
  'rate',
  'fall',
  'continuation',
  'decisions',
  'optimise',
  'law',
  'signal',
  'onProgress',
] as const satisfies (keyof TimingOptions)[]

/** The horizon that the course is chosen over. @throws ScenarioError for a scenario that has no best course. */
export function courseHorizon(scenario: Scenario): NonNullable<Scenario['horizon']> {
  const problems: Problem[] = []
  const complain = (path: string, value: unknown, expected: string, fix: string) => problems.push({ path, value, expected, fix })
  const { horizon, transformation, dynamics } = scenario
  if (!horizon)
    complain(
      'horizon',
      undefined,
      'a horizon: the course is chosen over it',
      'add "horizon": { "start": 2025, "end": 2045, "samples": 21 }',
    )
  if (!transformation)
    complain(
      'transformation',
      undefined,
      'a transformation law: its first level is where the course starts',
      'add "transformation": { "law": "constant", "level": 0 }',
    )
  if (dynamics.mode !== 'optimum')
    complain(
      'dynamics.mode',
      dynamics.mode,
      '"optimum": the best course is known where resources are at their optimum',
      'set it to "optimum", or remove "dynamics"',
    )
  const { objective } = scenario as { objective?: unknown }
  if (objective !== undefined && objective !== 'profit') complain('objective', objective, '"profit"', 'remove it')
  if (!horizon || problems.length > 0) throw new ScenarioError(problems)
  return horizon
}

/** @throws ArgumentError for rates that no level can have, or that go with nothing else that is asked. */
export function requirePace({ rate = null, fall = 0, law, optimise }: TimingOptions, adjustmentCost: number): void {
  if (!(rate === null || (typeof rate === 'number' && rate > 0 && rate < Infinity))) {
    throw new ArgumentError(`rate is ${show(rate)}; expected a number above 0, the greatest change of level a year, or null for jumps`)
  }
  if (!(typeof fall === 'number' && fall >= 0 && fall < Infinity))
    throw new ArgumentError(`fall is ${show(fall)}; expected a number, 0 or above`)
  if (rate === null && adjustmentCost > 0) {
    throw new ArgumentError(
      'rate is null, a jump; expected a number, because investment.adjustmentCost is above 0 and a jump would cost infinitely much',
    )
  }
  if (law !== undefined && optimise === undefined)
    throw new ArgumentError(`law is ${show(law)}, and nothing of it is optimised; expected optimise beside it, such as { start: [0, 10] }`)
  if (rate === null && fall > 0) throw new ArgumentError('fall goes with a rate; give the greatest rise a year as rate')
}

/** With its default. @throws ArgumentError for one whose value is infinite. */
export function continuationOf(given: TimingOptions['continuation'], discountRate: number): Continuation {
  const named = given === 'perpetual' ? 'hold' : (given ?? (discountRate > 0 ? 'hold' : 'none'))
  if (!['none', 'hold', 'stationary'].includes(named))
    throw new ArgumentError(`continuation is ${show(given)}; expected "none", "hold" or "stationary"`)
  if (named !== 'none' && discountRate === 0) {
    throw new ArgumentError(
      `continuation is "${named}" and discountRate is 0; expected a discount rate above 0, or the value is infinite: set discountRate, or continuation to "none"`,
    )
  }
  return named
}

/** @param least that a unit of level costs in the horizon. @throws ArgumentError where money could be earned by rising and falling. */
export function requireCostlyRound(least: number, reversalCost: number, fall: number): void {
  if (fall === 0 || least + reversalCost >= 0) return
  throw new ArgumentError(
    `investment.conversionCost falls to ${show(least)} and investment.reversalCost is ${show(reversalCost)}; ` +
      'expected a sum of 0 or above, or rising and falling would earn money without end: raise one of them, or let levels not fall',
  )
}

/** @throws ArgumentError for what cannot be asked of a random price. */
export function requirePrice(price: RandomPrice, { optimise }: TimingOptions, continuation: Continuation, discountRate: number): void {
  if (optimise !== undefined) {
    throw new ArgumentError(
      `optimise looks for the best numbers of a law where prices are known, and ${price.entry} lets ${price.parameter} be random; ` +
        'leave optimise out, or give the price as a schedule or growth',
    )
  }
  if (continuation === 'stationary' && expectedGrowth(price.process) >= discountRate) {
    throw new ArgumentError(
      `continuation is "stationary", and ${price.entry} lets ${price.parameter} grow by ${show(expectedGrowth(price.process))} a year on average, ` +
        `with a discountRate of ${show(discountRate)}; expected less, or the value is infinite: lower the drift, or set continuation to "hold"`,
    )
  }
}

/** What of the question does nothing, or decides more than one would think. */
export function warningsOf(
  scenario: Scenario,
  options: TimingOptions,
  continuation: Continuation,
  price: RandomPrice | undefined,
  interval: number,
): string[] {
  const { decisions = 'samples' } = options
  const warnings = warningsOfGrowth(scenario, continuation)
  if (options.decisions !== undefined && !price)
    warnings.push('decisions are not used: they go with a random price, and no change of the scenario has a process')
  if (price?.step !== undefined && Math.abs(price.step - interval) > 1e-9 * interval) {
    warnings.push(
      `${price.entry}.step is not used: ${price.parameter} moves when decisions are made, ` +
        (decisions === 'samples' ? `at the horizon’s samples, every ${Number(interval.toPrecision(6))} years` : 'at any time'),
    )
  }
  return warnings
}

function warningsOfGrowth(scenario: Scenario, continuation: Continuation): string[] {
  const { discountRate } = scenario
  const entries = (scenario as { changes?: { growth?: number }[] }).changes ?? []
  const fastest = Math.max(0, ...entries.map(({ growth }) => growth ?? 0))
  if (continuation === 'none' || fastest < discountRate || fastest === 0) return []
  return [
    `a growth of ${fastest} a year is not below the discount rate of ${discountRate}: what follows the horizon, where growth stops, decides the answer`,
  ]
}
