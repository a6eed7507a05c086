/** The question of section 11 of the model: which course of the level, within its rates, is worth the most. */
import type { Engine } from '../../engine.ts'
import { nextTurn } from '../../runner/turn.ts'
import type { Scenario } from '../../scenario/index.ts'
import { changesOf, type ParametersOverTime } from './changes.ts'
import {
  continuationOf,
  courseHorizon,
  requireCostlyRound,
  requirePace,
  requirePrice,
  warningsOf,
  type Continuation,
  type TimingOptions,
} from './options.ts'
import { randomPriceOf, type RandomPrice } from './price.ts'

/** A cost of a unit of level beside that of conversion: lines between knots. */
export interface ExtraCost {
  times: number[]
  at(time: number): number
  /** How much its slope rises at a time. */
  turn(time: number): number
}

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
  const { discountRate, investment } = scenario
  const { rate = null, fall = 0, decisions = 'samples', signal } = options
  const { adjustmentCost = 0, reversalCost = 0 } = investment
  const horizon = courseHorizon(scenario)
  requirePace(options, adjustmentCost)
  const continuation = continuationOf(options.continuation, discountRate)
  const over = changesOf(scenario, horizon)
  const conversionCost = (time: number) => over.valueAt('investment.conversionCost', time)
  requireCostlyRound(leastOf(conversionCost, horizon, over.dates), reversalCost, fall)
  const { level } = await engine.optimum(scenario, { time: horizon.start, signal })
  const price = randomPriceOf(scenario)
  if (price) requirePrice(price, options, continuation, discountRate)
  // Where nothing moves any more the level makes for its end at once and at full rate, unless haste costs: then it never quite arrives.
  const length = horizon.end - horizon.start
  const farthest = rate === null ? length / 100 : Math.max((1 - level) / rate, fall > 0 ? 1 / Math.min(rate, fall) : 0)
  const sequel = Math.min(FOR_EVER / discountRate, adjustmentCost > 0 ? Infinity : farthest)
  const end = horizon.end + (continuation === 'stationary' && !price ? sequel : 0)
  // There what moves stops.
  if (end > horizon.end && (scenario.changes?.length ?? 0) > 0) over.dates.push(horizon.end)
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
    conversionCost,
    reversalCost,
    adjustmentCost,
    over,
    warnings: warningsOf(scenario, options, continuation, price, length / Math.max(1, horizon.samples - 1)),
    signal,
    pause: pauseOf(options),
  }
}

function pauseOf({ onProgress, signal }: TimingOptions): Question['pause'] {
  let reported = 0
  return async (share) => {
    const hundredths = Math.floor(100 * share)
    if (hundredths > reported) onProgress?.({ done: (reported = hundredths), total: 100 })
    await nextTurn()
    signal?.throwIfAborted()
  }
}

/** The least of a function over the horizon, looked at between its dates too. */
function leastOf(cost: (time: number) => number, { start, end }: { start: number; end: number }, dates: readonly number[]): number {
  const looks = Array.from({ length: 201 }, (_, i) => start + ((end - start) * i) / 200)
  return Math.min(...[...looks, ...dates].map(cost))
}
