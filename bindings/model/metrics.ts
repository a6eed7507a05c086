/** Every quantity that a result may hold, once; and the words that stand beside them: methods, regimes, statuses. */
import type { Unit } from './units.ts'

/** What is known of a metric: the registry’s entry. */
export interface MetricEntry {
  /** Its name on a form. */
  label: string
  /** What it is counted in. */
  unit: Unit
  /** What it is, without its unit. */
  meaning: string
  /**
   * What it is a quantity of: a `point` (an optimum, or where a path stands), the `time` since a path's start (a value from there to the
   * time), or the whole `path`.
   */
  of: 'point' | 'time' | 'path'
  /** What is better; for a level or a date, say, neither. */
  better: 'more' | 'less' | 'neither'
  /** Words that its codes stand for, where it is no number. */
  words?: 'regimes' | 'directions'
  /** What a surface and a chunk hold where there is none, which is no failure; a file has an empty cell, a path null. */
  none?: 'Infinity' | 'NaN'
  /** Where it may be infinite, or without a value though the point is fine. */
  mayBe?: { infinite?: string; undefined?: string }
  /** False for a quantity of an optimum that is no column of a path. */
  onPaths?: false
}

const metrics = {
  level: {
    label: 'Transformation level',
    unit: 'share',
    meaning: 'transformation level: share of the waste that becomes a production factor',
    of: 'point',
    better: 'neither',
  },
  'factors[]': { label: 'Resource', unit: 'factor/year', meaning: 'volume of the resource', of: 'point', better: 'neither' },
  'regime[]': {
    label: 'Regime',
    unit: '',
    meaning: 'whether the resource is inside its bounds or at one',
    of: 'point',
    better: 'neither',
    words: 'regimes',
    onPaths: false,
  },
  output: { label: 'Output', unit: 'output/year', meaning: 'main product', of: 'point', better: 'neither' },
  waste: { label: 'Waste', unit: 'waste/year', meaning: 'waste generated', of: 'point', better: 'less' },
  recycled: { label: 'Recycled waste', unit: 'waste/year', meaning: 'waste turned into a factor', of: 'point', better: 'neither' },
  discharged: { label: 'Discharged waste', unit: 'waste/year', meaning: 'waste left over', of: 'point', better: 'less' },
  additionalOutput: {
    label: 'Additional product',
    unit: 'product/year',
    meaning: 'additional product from recycled waste',
    of: 'point',
    better: 'neither',
  },
  revenue: { label: 'Revenue', unit: 'money/year', meaning: 'sales of both products', of: 'point', better: 'more' },
  cost: { label: 'Cost', unit: 'money/year', meaning: 'fixed cost, resources, disposal and processing', of: 'point', better: 'less' },
  profit: { label: 'Profit', unit: 'money/year', meaning: 'revenue − cost', of: 'point', better: 'more' },
  profitability: {
    label: 'Profitability',
    unit: 'share',
    meaning: 'profit / cost',
    of: 'point',
    better: 'more',
    mayBe: { undefined: 'where nothing costs anything' },
  },
  profitOfLevel: {
    label: 'Gain from more recycling',
    unit: 'money/year',
    meaning: 'what profit gains per unit of level',
    of: 'point',
    better: 'neither',
    onPaths: false,
    mayBe: { infinite: 'at level 0 with recycling.exponent below 1' },
  },
  valueOfWaste: {
    label: 'Value of waste',
    unit: 'money/waste',
    meaning: 'what a unit of waste earns as a factor less what it costs: below 0 a burden, above 0 a resource',
    of: 'point',
    better: 'more',
    mayBe: { infinite: 'without waste where recycling.exponent is below 1' },
  },
  maximumProfitOfLevel: {
    label: 'Highest profit at the level',
    unit: 'money/year',
    meaning: 'the maximum profit at the level, above profit where the objective is another',
    of: 'point',
    better: 'more',
    onPaths: false,
  },
  transactionCost: {
    label: 'Transaction cost',
    unit: 'money/year',
    meaning: 'transaction rate × cost, 0 unless the objective is utility',
    of: 'point',
    better: 'less',
    onPaths: false,
  },
  utility: {
    label: 'Utility',
    unit: 'money/year',
    meaning: 'revenue − cost − transaction cost',
    of: 'point',
    better: 'more',
    onPaths: false,
  },
  objectiveOfLevel: {
    label: 'Gain of the objective from more recycling',
    unit: 'money/year',
    meaning: 'what the maximum of the objective gains per unit of level',
    of: 'point',
    better: 'neither',
    onPaths: false,
    mayBe: { infinite: 'at level 0 with recycling.exponent below 1' },
  },
  breakEvenLevel: {
    label: 'Break-even level',
    unit: 'share',
    meaning: 'level above 0 at which the net value of waste changes sign, where recycling.exponent is 1',
    of: 'point',
    better: 'neither',
    none: 'NaN',
  },
  breakEvenDirection: {
    label: 'Above the break-even level',
    unit: '',
    meaning: 'what waste is above the break-even level',
    of: 'point',
    better: 'neither',
    words: 'directions',
    none: 'NaN',
    onPaths: false,
  },
  discountedProfit: {
    label: 'Discounted profit',
    unit: 'money',
    meaning: 'profit since the start of the horizon, discounted to it',
    of: 'time',
    better: 'more',
  },
  discountedInvestment: {
    label: 'Discounted investment',
    unit: 'money',
    meaning: 'cost of conversion since the start of the horizon, discounted to it',
    of: 'time',
    better: 'less',
  },
  npv: {
    label: 'Net present value',
    unit: 'money',
    meaning: 'discounted profit less the cost of conversion and of capacity',
    of: 'time',
    better: 'more',
  },
  advantage: {
    label: 'Advantage of changing',
    unit: 'money',
    meaning: 'npv less that of the same enterprise whose level stays where it starts',
    of: 'time',
    better: 'more',
  },
  payback: {
    label: 'Payback time',
    unit: 'time',
    meaning: 'the earliest time from which advantage stays at least 0 to the end of the horizon',
    of: 'path',
    better: 'less',
    none: 'Infinity',
  },
  yearsToPayback: {
    label: 'Years to payback',
    unit: 'years',
    meaning: 'payback less the start of the horizon',
    of: 'path',
    better: 'less',
    none: 'Infinity',
  },
  yearsFromTransition: {
    label: 'Years from transition to payback',
    unit: 'years',
    meaning: 'payback less the time at which the level first moves: its law’s start, or where a law without one has done 1 % of its way',
    of: 'path',
    better: 'less',
    none: 'Infinity',
  },
  minimumProfit: {
    label: 'Lowest profit on the way',
    unit: 'money/year',
    meaning: 'the lowest profit over the horizon, between samples too',
    of: 'path',
    better: 'more',
  },
  maximumProfit: {
    label: 'Highest profit on the way',
    unit: 'money/year',
    meaning: 'the highest profit over the horizon, between samples too',
    of: 'path',
    better: 'more',
  },
  timeOfLowestProfit: {
    label: 'Time of lowest profit',
    unit: 'time',
    meaning: 'the earliest time of the lowest profit',
    of: 'path',
    better: 'neither',
  },
  totalDischarged: {
    label: 'Waste discharged in all',
    unit: 'waste',
    meaning: 'waste discharged over the horizon',
    of: 'path',
    better: 'less',
  },
  domainErrorFrom: {
    label: 'End of the model',
    unit: 'time',
    meaning: 'time from which on the model has no enterprise: a parameter out of its range, or growth past any bound',
    of: 'path',
    better: 'neither',
    none: 'NaN',
  },
  steps: { label: 'Steps', unit: '', meaning: 'steps of the integration that were accepted', of: 'path', better: 'neither' },
  rejections: {
    label: 'Rejections',
    unit: '',
    meaning: 'steps that were tried again because of their error',
    of: 'path',
    better: 'neither',
  },
} as const satisfies Record<string, MetricEntry>

/** A metric, `[]` in place of a factor’s number. */
export type MetricKey = keyof typeof metrics
/** Every metric, by its key. */
export const METRIC_ENTRIES: Readonly<Record<MetricKey, MetricEntry>> = metrics

/** The entry of a metric such as `factors[1]` or `npv`; undefined where there is none, and for sensitivities. */
export function metricEntry(name: string): MetricEntry | undefined {
  const key = name.replace(/\[\d+\]/g, '[]')
  const all: Record<string, MetricEntry> = METRIC_ENTRIES
  return Object.hasOwn(all, key) ? all[key] : undefined
}

/** How an optimum is searched for. Other names of one are accepted where a method is asked for. */
export const METHOD_ENTRIES = {
  exact: { meaning: 'the global maximum, solved exactly', aliases: [] },
  dense: { meaning: 'the best of a dense grid of resource volumes: slow, approximate, and an independent check', aliases: ['grid'] },
} as const satisfies Record<string, { meaning: string; aliases: readonly string[] }>

/** What the management maximises over the volumes. */
export const OBJECTIVE_ENTRIES = {
  profit: { meaning: 'revenue − cost' },
  utility: { meaning: 'revenue − (1 + transaction rate) · cost' },
  profitability: { meaning: 'profit / cost' },
} as const satisfies Record<string, { meaning: string }>

/** Where a factor's volume is. */
export const REGIME_ENTRIES = {
  interior: { meaning: 'inside its bounds' },
  lower: { meaning: 'at its lower bound' },
  upper: { meaning: 'at its upper bound' },
  fixed: { meaning: 'fixed' },
} as const satisfies Record<string, { meaning: string }>

/** What waste is above the level at which it is worth nothing. */
export const DIRECTION_ENTRIES = {
  gain: { meaning: 'worth more than it costs' },
  burden: { meaning: 'a cost' },
} as const satisfies Record<string, { meaning: string }>

/** How well a point is known; of failed ones no number can be relied on. */
export const STATUS_ENTRIES = {
  ok: { meaning: 'the maximum of profit', failed: false },
  atBound: { meaning: 'the maximum of profit, at a bound of a factor', failed: false },
  notConverged: { meaning: 'the search did not converge', failed: true },
  domainError: { meaning: 'the numbers leave the range of arithmetic', failed: true },
} as const satisfies Record<string, { meaning: string; failed: boolean }>
