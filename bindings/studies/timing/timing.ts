import { ScenarioError } from '../../errors.ts'
import type { Engine } from '../../engine.ts'
import { checkOptions } from '../../options.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { refined } from './adjusted.ts'
import { bestLaw, type BestLaw } from './best-law.ts'
import { intervalsOf, levelAt, rateAt, stayOf, valuesOf, type Found } from './course.ts'
import { falling } from './falling.ts'
import { lawOf } from './own-law.ts'
import type { Threshold } from './policy.ts'
import type { RandomPrice } from './price.ts'
import { TIMING_OPTIONS, type TimingOptions } from './options.ts'
import { questionOf, type Question } from './problem.ts'
import { Profits } from './profits.ts'
import { adjustedBound, rising } from './rising.ts'
import type { Outcomes } from './simulate.ts'
import { startNow } from './start-now.ts'
import { uncertain } from './uncertain.ts'

export type { Continuation, TimingOptions } from './options.ts'

/** The best course of the level, and what it is worth. Money of the scenario, discounted to the start of the horizon; times in years. */
export interface Timing {
  /** What the best course is worth: discounted profit less the cost of moving, and what follows the horizon. */
  value: number
  /** No admissible course is worth more; null where no bound is cheap, as with falling levels. */
  bound: number | null
  /** Worth of a level that stays where it is. */
  withoutChange: number
  /** Worth of the best plan that begins at once and goes on without a pause to where it stops. */
  startNow: number
  /** Worth of the scenario's own law; null with a random price. */
  ownLaw: number | null
  /** Whether that law keeps to the rates. */
  admissible: boolean
  /** When the level moves one way: its beginning and end, and the levels there. */
  intervals: [start: number, end: number, from: number, to: number][]
  /** First and last date of a move; null where the level never moves. */
  start: number | null
  /** See `start`. */
  end: number | null
  /** Where the level stops, from 0 to 1. */
  finalLevel: number
  /** At the horizon's samples: level, and dθ/dt from then on, per year. */
  path: { time: Float64Array; level: Float64Array; rate: Float64Array }
  /** With a random price: the prices at which to move, by moment and level. */
  thresholds?: Threshold[]
  /** The lowest price at the start at which the first level moves, where it does at all higher ones. */
  threshold?: number
  /** With a random price: by when the first move has been made, with which probability. */
  startDistribution?: [time: number, probability: number][]
  /** With a random price: worth of the best plan fixed in advance. */
  bestCommitted?: number
  /** Worth less that of moving at once, and less that of the best plan fixed in advance. */
  valueOfWaiting?: number
  /** See `valueOfWaiting`. */
  valueOfFlexibility?: number
  /** With a random price: what the policy and the plans earn on simulated paths, and in the worst 5 % of them. */
  risk?: { policy: Outcomes; committed: Outcomes; withoutChange: Outcomes }
  /** Of a law whose numbers are optimised: its best numbers, and which of them are at an end of their range. */
  law?: BestLaw
  /**
   * With a cost of haste, falling levels or a random price, or without a bound: how much the last refinement has changed what the search comes to. Else, where the bound is not
   * within 1e-4 of the value, their distance.
   */
  error?: number
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
  /** What the search took. */
  stats: { optima: number; cells: number; rounds: number }
}

/**
 * When and how fast to transform: the course of the level that is worth the most, found by dynamic programming over exact moves, with an upper
 * bound that holds for every course. The maximum profit is often convex in the level, so that a course at which nothing pulls is the worst.
 *
 * @param scenario with a horizon and a transformation law, whose first level is where the course starts.
 * @throws ScenarioError, ArgumentError for a scenario or options that have no best course.
 */
export async function timing(engine: Engine, scenario: ScenarioInput | string, options: TimingOptions = {}): Promise<Timing> {
  checkOptions('timing', options, TIMING_OPTIONS)
  const parsed: Scenario = parseScenario(scenario as ScenarioInput)
  const question = await questionOf(engine, parsed, options)
  const profits = new Profits(question)
  const result = question.price
    ? await withRandomPrice(question, profits, question.price)
    : await withKnownPrices(question, profits, options)
  await question.pause(1)
  return result
}

async function withKnownPrices(question: Question, profits: Profits, options: TimingOptions): Promise<Timing> {
  const found = question.adjustmentCost === 0 ? await atFullRates(question, profits) : await adjusting(question, profits)
  const stay = stayOf(question)
  const [withoutChange] = await valuesOf(question, profits, [stay])
  const own = await lawOf(question, profits)
  const law = options.optimise && (await bestLaw(question, profits, options.law, options.optimise))
  let { corners, value } = found
  if (withoutChange >= value) [corners, value] = [stay, withoutChange]
  if (own.admissible && own.value > value) [corners, value] = [own.corners, own.value]
  const intervals = intervalsOf(corners)
  const isAtOnce = intervals.length === 1 && intervals[0].start === question.start
  if (!Number.isFinite(value)) {
    throw new ScenarioError([
      {
        path: 'transformation',
        value: question.level,
        expected: 'profits that can be computed along some course',
        fix: 'look at `offcut path` for where they fail',
      },
    ])
  }
  const time = samplesOf(question)
  return {
    value,
    bound: found.bound === null ? null : Math.max(found.bound, value),
    withoutChange,
    startNow: isAtOnce ? value : Math.min(value, await startNow(question, profits)),
    ownLaw: own.value,
    admissible: own.admissible,
    intervals: intervals.map(({ start, end, from, to }) => [start, end, from, to]),
    start: intervals[0]?.start ?? null,
    end: intervals.at(-1)?.end ?? null,
    finalLevel: corners[corners.length - 1].level,
    path: { time, level: time.map((at) => levelAt(corners, at)), rate: time.map((at) => rateAt(corners, at)) },
    ...(law && { law }),
    ...(found.error !== undefined && { error: found.error }),
    warnings: question.warnings,
    stats: { optima: profits.asked, cells: found.cells, rounds: found.rounds },
  }
}

/** Without cost of adjustment the level moves as fast as it may, or rests. Rates that no cells have in common are met better in a tube. */
async function atFullRates(question: Question, profits: Profits): Promise<Found> {
  const { rate, fall } = question
  if (fall === 0) return rising(question, profits)
  const found = await falling(question, profits)
  if (Number.isInteger(fall / rate)) return found
  const { corners, value, error } = await refined(question, profits)
  return value > found.value ? { ...found, corners, value, error } : found
}

/** With a cost of adjustment. */
async function adjusting(question: Question, profits: Profits): Promise<Found> {
  const best = await refined(question, profits)
  const bound = question.fall === 0 ? await adjustedBound(question, profits, best.corners) : null
  return { ...best, bound, cells: 0 }
}

/** A random price: a policy instead of a course. The path reported is the best plan that is fixed in advance. */
async function withRandomPrice(question: Question, profits: Profits, price: RandomPrice): Promise<Timing> {
  const { corners, ...found } = await uncertain(question, profits, price)
  const time = samplesOf(question)
  const intervals = intervalsOf(corners)
  return {
    ...found,
    bound: null,
    ownLaw: null,
    admissible: true,
    intervals: intervals.map(({ start, end, from, to }) => [start, end, from, to]),
    start: intervals[0]?.start ?? null,
    end: intervals.at(-1)?.end ?? null,
    finalLevel: corners[corners.length - 1].level,
    path: { time, level: time.map((at) => levelAt(corners, at)), rate: time.map((at) => rateAt(corners, at)) },
    warnings: question.warnings,
    stats: { optima: profits.asked, cells: 0, rounds: 1 },
  }
}

function samplesOf({ horizon: { start, end, samples } }: Question): Float64Array {
  return Float64Array.from({ length: samples }, (_, i) => (samples === 1 ? start : start + ((end - start) * i) / (samples - 1)))
}
