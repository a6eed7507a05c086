import { unitOf, withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import { monthOf } from '../../result/calendar.ts'
import type { Scenario } from '../../scenario/index.ts'
import { text } from './document.ts'
import { SIZES, type Sizes } from './look.ts'

/**
 * What reports of a path, of risk and of timing say beside their first sentence, in one language. The library speaks English; a page in another
 * language hands its own words.
 */
export interface ReportWords {
  /** As `lang` of a page names it. */
  language: string
  /** What parts the decimals of a number, and its thousands. */
  decimal: string
  group: string
  /** A thousand, a million and a thousand million in short, behind the numbers of an axis. */
  sizes: Sizes
  /** The month of the calendar that a year with a fraction is in. */
  month(time: number): string
  /** A metric, `time`, or `worth`, of money. */
  name(metric: string): string
  /** The same with its unit. */
  named(metric: string, units: OwnUnits | undefined): string
  unit(metric: string, units: OwnUnits | undefined): string
  /** What a study warns of; studies do so in English. */
  warning(text: string): string
  page: {
    sure: string
    assumed: string
    again: string
    command: string
    input: string
    seed(seed: number): string
  }
  path: {
    title: string
    overHorizon(name: string): string
    horizon: string
    inAll: string
    columns: [name: string, value: string, unit: string]
    payback: string
    npv: string
    advantage: string
    lowestProfit: string
    timeOfLowestProfit: string
    discharged: string
    sure(tolerance: string): string
    assumed(scenario: Scenario): string[]
  }
  risk: {
    title: string
    quantiles(name: string): string
    tail(name: string, side: 'low' | 'high'): string
    share: string
    error: string
    mean: string
    level: string
    probabilities: string
    condition: string
    probability: string
    atMost(name: string): string
    shareOfCases: string
    median: string
    overTime(name: string): string
    between(low: number, high: number): string
    sure(samples: number): string
    assumed(moment: string): string
  }
  timing: {
    title: string
    worth: string
    plan: string
    more: string
    course: string
    policy: string
    bound: string
    committed: string
    startNow: string
    ownLaw: string
    tooFast: string
    stay: string
    moves: string
    columns: { from(time: string): string; to(time: string): string; levelFrom: string; levelTo: string }
    prices: string
    move: string
    directions: Record<'up' | 'down', string>
    price: string
    below(price: string): string
    above(price: string): string
    range(low: string, high: string): string
    begunBy: string
    probability: string
    simulated: string
    outcomes: [mean: string, worst: string, worstMean: string]
    law: string
    lawColumns: [key: string, value: string]
    atEnd: string
    level: string
    rate: string
    courseOfLevel: string
    howFast: string
    started: string
    begun: string
    threshold(level: string): string
    sureBound(bound: string, above: string): string
    refined(by: string): string
    assumed: string[]
  }
}

export const ENGLISH: ReportWords = {
  language: 'en',
  decimal: '.',
  group: ',',
  sizes: SIZES,
  month: monthOf,
  name: (metric) => metric,
  named: (metric, units) => (metric === 'worth' ? withOwnUnit('npv', units).replace('npv', metric) : withOwnUnit(metric, units)),
  unit: (metric, units) => unitOf(metric, units),
  warning: (text) => text,
  page: {
    sure: 'How sure',
    assumed: 'What was assumed',
    again: 'How to make it again',
    command: 'Command',
    input: 'Input',
    seed: (seed) => `Seed: ${seed}; the same seed gives the same numbers`,
  },
  path: {
    title: 'A transition to waste-free production',
    overHorizon: (name) => `${name} over the horizon`,
    horizon: 'Over the horizon',
    inAll: 'In all',
    columns: ['', 'value', 'unit'],
    payback: 'payback',
    npv: 'net present value',
    advantage: 'advantage over no transition',
    lowestProfit: 'lowest profit',
    timeOfLowestProfit: 'time of lowest profit',
    discharged: 'waste discharged',
    sure: (tolerance) =>
      `The path is integrated with a relative error of ${tolerance} a step. The parameters are taken as certain: offcut risk says how sure the answer is where they are not.`,
    assumed: ({ transformation, discountRate, investment, dynamics, factors, waste, recycling }) => [
      `The level follows the law ${transformation?.law}; resources follow the mode ${dynamics.mode}.`,
      `Profit is discounted at ${text(discountRate)} a year; raising the level from 0 to 1 costs ${text(investment.conversionCost)}.`,
      `${factors.length === 1 ? 'One resource' : 'Two resources'}, at ${factors.map(({ price }) => text(price)).join(' and ')} a unit; a unit of waste costs ${text(waste.disposalCost)} to dispose of, ${text(recycling.processingCost)} to process, and gives ${text(recycling.yield)} of an additional product at ${text(recycling.price)}.`,
    ],
  },
  risk: {
    title: 'How uncertain the result is',
    quantiles: (name) => `${name}: quantiles`,
    tail: (name, side) => `${name}: the ${side} tail`,
    share: 'share',
    error: 'std. error',
    mean: 'mean',
    level: 'level',
    probabilities: 'Probabilities',
    condition: 'condition',
    probability: 'probability',
    atMost: (name) => `Share of cases with at most so much ${name}`,
    shareOfCases: 'share of cases',
    median: 'median',
    overTime: (name) => `${name} over time: median, half and nine tenths of cases`,
    between: (low, high) => `${low} to ${high}`,
    sure: (samples) => `${samples} samples, in 8 independent parts; standard errors are from how these differ.`,
    assumed: (moment) =>
      `Parameters vary as "uncertainty" and the processes in "changes" of the scenario say; metrics are taken at ${moment}.`,
  },
  timing: {
    title: 'When and how fast to transform',
    worth: 'Worth, discounted to the start',
    plan: 'plan',
    more: 'more than not changing',
    course: 'the best course',
    policy: 'the best policy',
    bound: 'no course is worth more than',
    committed: 'the best plan fixed in advance',
    startNow: 'moving at once',
    ownLaw: 'the scenario’s own law',
    tooFast: 'the scenario’s own law, faster than the rates allow',
    stay: 'not changing',
    moves: 'Moves',
    columns: { from: (time) => `from ${time}`, to: (time) => `to ${time}`, levelFrom: 'level from', levelTo: 'level to' },
    prices: 'Prices at which to move',
    move: 'move',
    directions: { up: 'up', down: 'down' },
    price: 'prices',
    below: (price) => `below ${price}`,
    above: (price) => `above ${price}`,
    range: (low, high) => `${low} to ${high}`,
    begunBy: 'Begun by',
    probability: 'probability',
    simulated: 'Worth on simulated paths',
    outcomes: ['mean', 'worst 5 %: at best', 'worst 5 %: on average'],
    law: 'The best law of its form',
    lawColumns: ['key', 'value'],
    atEnd: 'at an end of its range',
    level: 'level',
    rate: 'rate, % a year',
    courseOfLevel: 'The best course of the level',
    howFast: 'How fast it moves',
    started: 'Probability that the change has begun',
    begun: 'begun',
    threshold: (level) => `Price above which to move from level ${level}`,
    sureBound: (bound, above) => `No admissible course is worth more than ${bound}: ${above} above this one.`,
    refined: (by) => `The last refinement has changed the value by ${by}.`,
    assumed: [
      'Resources are at their most profitable volumes at every moment.',
      'Everything that the scenario does not let change stays as it is.',
    ],
  },
}
