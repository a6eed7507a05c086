/**
 * The numbers both sides of the WebAssembly boundary agree on: parameter slots, metric, law, mode, method, regime and status codes.
 * A code is the position in its list; assembly/layout.ts has the same lists as enums. Written by `npm run generate` from the registry
 * beside this file.
 */

/** Paths of the scalar parameters, in slot order. Table knots follow behind them: all `times`, then all `levels`. */
export const PARAMETERS = [
  'factors[0].price', 'factors[1].price', 'factors[0].costExponent', 'factors[1].costExponent', 'factors[0].lower', 'factors[1].lower',
  'factors[0].upper', 'factors[1].upper', 'factors[0].volume', 'factors[1].volume', 'production.scale', 'production.elasticities[0]',
  'production.elasticities[1]', 'production.price', 'waste.scale', 'waste.elasticities[0]', 'waste.elasticities[1]', 'waste.disposalCost',
  'recycling.yield', 'recycling.exponent', 'recycling.price', 'recycling.processingCost', 'fixedCost', 'objective.transactionRate', 'level',
  'time', 'transformation.level', 'transformation.from', 'transformation.to', 'transformation.start', 'transformation.duration',
  'transformation.timescale', 'transformation.midpoint', 'transformation.inflection', 'transformation.innovation',
  'transformation.imitation', 'transformation.share', 'horizon.start', 'horizon.end', 'discountRate', 'investment.conversionCost',
  'investment.reversalCost', 'investment.adjustmentCost', 'dynamics.timescale[0]', 'dynamics.timescale[1]', 'dynamics.initial[0]',
  'dynamics.initial[1]', 'dynamics.share[0]', 'dynamics.share[1]', 'dynamics.unitCost[0]', 'dynamics.unitCost[1]',
  'dynamics.depreciation[0]', 'dynamics.depreciation[1]', 'dynamics.tolerance',
] as const
/** One of PARAMETERS. */
export type ParameterPath = (typeof PARAMETERS)[number]

/** First slot behind the scalar parameters: `transformation.times[i]` is at TABLE_SLOT + i, `levels[i]` at TABLE_SLOT + knots + i. */
export const TABLE_SLOT = 54
/** Slot of `time`. */
export const TIME_SLOT = 25

/** Parameters that an optimum depends on: those that have an envelope sensitivity. */
export const SENSITIVE = [
  'factors[0].price', 'factors[1].price', 'factors[0].costExponent', 'factors[1].costExponent', 'factors[0].lower', 'factors[1].lower',
  'factors[0].upper', 'factors[1].upper', 'factors[0].volume', 'factors[1].volume', 'production.scale', 'production.elasticities[0]',
  'production.elasticities[1]', 'production.price', 'waste.scale', 'waste.elasticities[0]', 'waste.elasticities[1]', 'waste.disposalCost',
  'recycling.yield', 'recycling.exponent', 'recycling.price', 'recycling.processingCost', 'fixedCost', 'objective.transactionRate', 'level',
] as const satisfies readonly ParameterPath[]

/** What is derived anew when the parameter of a slot changes: one word a slot, none for those of paths alone. */
export const GROUP_OF_SLOT = [
  'factor0', 'factor1', 'factor0', 'factor1', 'factor0', 'factor1', 'factor0', 'factor1', 'factor0', 'factor1', 'output', 'elasticities',
  'elasticities', 'output', 'waste', 'elasticities', 'elasticities', 'waste', 'waste', 'waste', 'waste', 'waste', 'output', 'objective',
  'level', 'level', 'level', 'level', 'level', 'level', 'level', 'level', 'level', 'level', 'level', 'level', 'none', 'none', 'none',
  'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none', 'none',
] as const

/** Transformation laws: how the level goes from one to another over time. */
export const LAWS = ['constant', 'linear', 'smoothstep', 'exponential', 'logistic', 'gompertz', 'bass', 'table', 'invested'] as const
/** One of LAWS. */
export type Law = (typeof LAWS)[number]

/** How resources follow their optimum over time. */
export const MODES = ['optimum', 'adjustment', 'capitalisation'] as const
/** One of MODES. */
export type Mode = (typeof MODES)[number]

/** How an optimum is searched. */
export const METHODS = ['exact', 'dense'] as const
/** One of METHODS. */
export type Method = (typeof METHODS)[number]

/** Other names of a method that are accepted where one is asked for. */
export const METHOD_ALIASES = { grid: 'dense' } as const
/** A method by any of its names. */
export type MethodName = Method | keyof typeof METHOD_ALIASES

/** What the management maximises. */
export const OBJECTIVES = ['profit', 'utility', 'profitability'] as const
/** One of OBJECTIVES. */
export type ObjectiveKind = (typeof OBJECTIVES)[number]

/** Where a factor stands at an optimum: inside its bounds, at one of them, or fixed. */
export const REGIMES = ['interior', 'lower', 'upper', 'fixed'] as const
/** One of REGIMES. */
export type Regime = (typeof REGIMES)[number]

/** What waste is above `breakEvenLevel`, as `breakEvenDirection` codes it. */
export const DIRECTIONS = ['gain', 'burden'] as const
/** One of DIRECTIONS. */
export type Direction = (typeof DIRECTIONS)[number]

/** What has come of a point or a path; of the last ones the numbers are not to be relied on. */
export const STATUSES = ['ok', 'atBound', 'notConverged', 'domainError'] as const
/** One of STATUSES. */
export type Status = (typeof STATUSES)[number]

/** From this code on, a point has no numbers to rely on. */
export const FIRST_FAILURE = 2

/** Quantities of one optimum, each a sweep metric. `regime[i]` is a code of REGIMES. */
export const METRICS = [
  'level', 'factors[0]', 'factors[1]', 'regime[0]', 'regime[1]', 'output', 'waste', 'recycled', 'discharged', 'additionalOutput', 'revenue',
  'cost', 'profit', 'profitability', 'profitOfLevel', 'valueOfWaste', 'maximumProfitOfLevel', 'transactionCost', 'utility',
  'objectiveOfLevel', 'breakEvenLevel', 'breakEvenDirection',
] as const
/** One of METRICS. */
export type Metric = (typeof METRICS)[number]

/** Code of a `sensitivity:<parameter path>` metric; the slot goes beside it. */
export const SENSITIVITY = 22

/** The same of a `sensitivityOfInput:<parameter path>` metric. */
export const SENSITIVITY_OF_INPUT = 23

/** Quantities of a time path, each a sweep metric too; the code of the first is FIRST_PATH_METRIC. */
export const PATH_METRICS = [
  'discountedProfit', 'discountedInvestment', 'npv', 'advantage', 'payback', 'yearsToPayback', 'yearsFromTransition', 'minimumProfit',
  'maximumProfit', 'timeOfLowestProfit', 'totalDischarged', 'domainErrorFrom', 'steps', 'rejections',
] as const
/** One of PATH_METRICS. */
export type PathMetric = (typeof PATH_METRICS)[number]

export const FIRST_PATH_METRIC = 24

/** A quantity of the enterprise or of its time path, or a derivative of the maximum profit: see sweeps. */
export type MetricName = Metric | PathMetric | `sensitivity:${ParameterPath}` | `sensitivityOfInput:${ParameterPath}`

/** Columns of a path: quantities at one time, and values from the start of the horizon to it. */
export const PATH_COLUMNS = [
  'level', 'factors[0]', 'factors[1]', 'output', 'waste', 'recycled', 'discharged', 'additionalOutput', 'revenue', 'cost', 'profit',
  'profitability', 'valueOfWaste', 'breakEvenLevel', 'discountedProfit', 'discountedInvestment', 'npv', 'advantage',
] as const
/** One of PATH_COLUMNS. */
export type PathColumn = (typeof PATH_COLUMNS)[number]

/** What a surface and a chunk hold where there is none of a metric, which is no failure: nothing in a file, null in a result. */
export const NONE: Readonly<Record<string, number>> = {
  breakEvenLevel: NaN, breakEvenDirection: NaN, payback: Infinity, yearsToPayback: Infinity, yearsFromTransition: Infinity,
  domainErrorFrom: NaN,
}
