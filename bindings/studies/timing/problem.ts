/** The question of section 11 of the model: which course of the level, within its rates, is worth the most. */
import type { Engine } from '../../engine.ts'
import { ArgumentError, ScenarioError, show, type Problem } from '../../errors.ts'
import { nextTurn } from '../../runner/turn.ts'
import type { Scenario } from '../../scenario/index.ts'
import type { StudyProgress } from '../engine/points.ts'
import { changesOf, type ParametersOverTime } from './changes.ts'
import { expectedGrowth, randomPriceOf, type RandomPrice } from './price.ts'

export type Continuation = 'none' | 'hold' | 'stationary'

/** Ranges of a law's keys, such as { start: [0, 10], duration: [1, 8] }. */
export type Ranges = Record<string, readonly [from: number, to: number]>

/** A cost of a unit of level beside that of conversion: lines between knots. */
export interface ExtraCost {
  times: number[]
  at(time: number): number
  /** How much its slope rises at a time. */
  turn(time: number): number
}

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

/** Discount rate times the years after which nothing counts any more. */
export const FOR_EVER = 20

/** A question, checked and with its defaults. Times in years, levels as shares, money in the scenario's. */
export interface Question {
  engine: Engine
  scenario: Scenario
  start: number
  end: number
  discountRate: number
  /** That of the scenario: with `stationary`, `end` is later. */
  horizon: NonNullable<Scenario['horizon']>
  /** The level that the law has at the start. */
  level: number
  /** Infinity where jumps are allowed. */
  rate: number
  fall: number
  continuation: Continuation
  decisions: 'samples' | 'continuous'
  /** Cost of a unit of level, money, at a time. */
  conversionCost(time: number): number
  /** What it costs beside that, in a bound. */
  extraCost?: ExtraCost
  reversalCost: number
  adjustmentCost: number
  over: ParametersOverTime
  /** The one price that is random, if there is one. */
  price?: RandomPrice
  warnings: string[]
  signal?: AbortSignal
  /** Says what share of a search is done, and lets the event loop run, and so an abort come through. */
  pause(share: number): Promise<void>
}

/** @throws ScenarioError, ArgumentError for what has no best course. */
export async function questionOf(engine: Engine, scenario: Scenario, options: TimingOptions): Promise<Question> {
  const problems: Problem[] = []
  const complain = (path: string, value: unknown, expected: string, fix: string) => problems.push({ path, value, expected, fix })
  const { horizon, transformation, dynamics, discountRate, investment } = scenario
  const { rate = null, fall = 0, decisions = 'samples', signal } = options
  const adjustmentCost = investment.adjustmentCost ?? 0
  const reversalCost = investment.reversalCost ?? 0
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
  const objective = (scenario as { objective?: unknown }).objective
  if (objective !== undefined && objective !== 'profit') complain('objective', objective, '"profit"', 'remove it')
  if (!horizon || !transformation || problems.length > 0) throw new ScenarioError(problems)

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
  if (options.law !== undefined && options.optimise === undefined)
    throw new ArgumentError(
      `law is ${show(options.law)}, and nothing of it is optimised; expected optimise beside it, such as { start: [0, 10] }`,
    )
  if (rate === null && fall > 0) throw new ArgumentError('fall goes with a rate; give the greatest rise a year as rate')
  const continuation = continuationOf(options.continuation, discountRate)
  const over = changesOf(scenario, horizon)
  const cost = (time: number) => over.valueAt('investment.conversionCost', time)
  const least = leastOf(cost, horizon, over.dates)
  if (fall > 0 && least + reversalCost < 0) {
    throw new ArgumentError(
      `investment.conversionCost falls to ${show(least)} and investment.reversalCost is ${show(reversalCost)}; ` +
        'expected a sum of 0 or above, or rising and falling would earn money without end: raise one of them, or let levels not fall',
    )
  }
  const { level } = await engine.optimum(scenario, { time: horizon.start, signal })
  const price = randomPriceOf(scenario)
  if (price && options.optimise !== undefined) {
    throw new ArgumentError(
      `optimise looks for the best numbers of a law where prices are known, and ${price.entry} lets ${price.parameter} be random; ` +
        'leave optimise out, or give the price as a schedule or growth',
    )
  }
  if (price && continuation === 'stationary' && expectedGrowth(price.process) >= discountRate) {
    throw new ArgumentError(
      `continuation is "stationary", and ${price.entry} lets ${price.parameter} grow by ${show(expectedGrowth(price.process))} a year on average, ` +
        `with a discountRate of ${show(discountRate)}; expected less, or the value is infinite: lower the drift, or set continuation to "hold"`,
    )
  }
  // Where nothing moves any more the level makes for its end at once and at full rate, unless haste costs: then it never quite arrives.
  const length = horizon.end - horizon.start
  const farthest = rate === null ? length / 100 : Math.max((1 - level) / rate, fall > 0 ? 1 / Math.min(rate, fall) : 0)
  const sequel = Math.min(FOR_EVER / discountRate, adjustmentCost > 0 ? Infinity : farthest)
  const end = horizon.end + (continuation === 'stationary' && !price ? sequel : 0)
  // There what moves stops.
  if (end > horizon.end && (scenario.changes?.length ?? 0) > 0) over.dates.push(horizon.end)
  let reported = 0
  const warnings = warningsOf(scenario, discountRate, continuation)
  if (options.decisions !== undefined && !price)
    warnings.push('decisions are not used: they go with a random price, and no change of the scenario has a process')
  const interval = length / Math.max(1, horizon.samples - 1)
  if (price?.step !== undefined && Math.abs(price.step - interval) > 1e-9 * interval) {
    warnings.push(
      `${price.entry}.step is not used: ${price.parameter} moves when decisions are made, ` +
        (decisions === 'samples' ? `at the horizon’s samples, every ${Number(interval.toPrecision(6))} years` : 'at any time'),
    )
  }
  return {
    engine,
    scenario,
    horizon,
    price,
    start: horizon.start,
    end,
    discountRate,
    level,
    rate: rate ?? Infinity,
    fall,
    continuation,
    decisions,
    conversionCost: cost,
    reversalCost,
    adjustmentCost,
    over,
    warnings,
    signal,
    async pause(share) {
      const hundredths = Math.floor(100 * share)
      if (hundredths > reported) options.onProgress?.({ done: (reported = hundredths), total: 100 })
      await nextTurn()
      signal?.throwIfAborted()
    },
  }
}

/** The least of a function over the horizon, looked at between its dates too. */
function leastOf(cost: (time: number) => number, { start, end }: { start: number; end: number }, dates: readonly number[]): number {
  const looks = Array.from({ length: 201 }, (_, i) => start + ((end - start) * i) / 200)
  return Math.min(...[...looks, ...dates].map(cost))
}

function continuationOf(given: TimingOptions['continuation'], discountRate: number): Continuation {
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

function warningsOf(scenario: Scenario, discountRate: number, continuation: Continuation): string[] {
  const entries = (scenario as { changes?: { growth?: number }[] }).changes ?? []
  const fastest = Math.max(0, ...entries.map(({ growth }) => growth ?? 0))
  if (continuation === 'none' || fastest < discountRate || fastest === 0) return []
  return [
    `a growth of ${fastest} a year is not below the discount rate of ${discountRate}: what follows the horizon, where growth stops, decides the answer`,
  ]
}
