/**
 * The numbers both sides of the WebAssembly boundary agree on: parameter slots, metric, law, mode, method, regime and
 * status codes. A code is the position in its list. assembly/layout.ts holds the same lists as enums, and
 * test/contract/contract.test.ts compares the two.
 */

/** Paths of the scalar parameters, in slot order. Table knots follow behind them: all `times`, then all `levels`. */
export const PARAMETERS = [
  'factors[0].price', 'factors[0].costExponent', 'factors[0].lower', 'factors[0].upper',
  'factors[1].price', 'factors[1].costExponent', 'factors[1].lower', 'factors[1].upper',
  'production.scale', 'production.elasticities[0]', 'production.elasticities[1]', 'production.price',
  'waste.scale', 'waste.elasticities[0]', 'waste.elasticities[1]', 'waste.disposalCost',
  'recycling.yield', 'recycling.exponent', 'recycling.price', 'recycling.processingCost',
  'fixedCost', 'level', 'time',
  'transformation.level', 'transformation.from', 'transformation.to', 'transformation.start',
  'transformation.duration', 'transformation.timescale', 'transformation.midpoint', 'transformation.inflection',
  'transformation.innovation', 'transformation.imitation', 'transformation.share',
  'horizon.start', 'horizon.end', 'discountRate', 'investment.conversionCost',
  'dynamics.timescale[0]', 'dynamics.timescale[1]', 'dynamics.initial[0]', 'dynamics.initial[1]',
  'dynamics.share[0]', 'dynamics.share[1]', 'dynamics.unitCost[0]', 'dynamics.unitCost[1]',
  'dynamics.depreciation[0]', 'dynamics.depreciation[1]', 'dynamics.tolerance',
] as const
export type ParameterPath = (typeof PARAMETERS)[number]

/** First slot behind the scalar parameters: `transformation.times[i]` is at TABLE_SLOT + i, `levels[i]` at TABLE_SLOT + knots + i. */
export const TABLE_SLOT = PARAMETERS.length

export const LAWS = [
  'constant', 'linear', 'smoothstep', 'exponential', 'logistic', 'gompertz', 'bass', 'table', 'invested',
] as const
export type Law = (typeof LAWS)[number]

export const MODES = ['optimum', 'adjustment', 'capitalisation'] as const
export type Mode = (typeof MODES)[number]

export const METHODS = ['exact', 'grid'] as const
export type Method = (typeof METHODS)[number]

export const REGIMES = ['interior', 'lower', 'upper'] as const
export type Regime = (typeof REGIMES)[number]

export const STATUSES = ['ok', 'atBound', 'notConverged', 'domainError'] as const
export type Status = (typeof STATUSES)[number]

/** From this code on, a point has no numbers to rely on. */
export const FIRST_FAILURE = STATUSES.indexOf('notConverged')

/** Quantities of one optimum, each a sweep metric. `regime[i]` is a code of REGIMES. */
export const METRICS = [
  'level', 'factors[0]', 'factors[1]', 'regime[0]', 'regime[1]',
  'output', 'waste', 'recycled', 'discharged', 'additionalOutput',
  'revenue', 'cost', 'profit', 'profitability', 'profitOfLevel',
] as const
export type Metric = (typeof METRICS)[number]

/** Code of a `sensitivity:<parameter path>` metric; the slot goes beside it. */
export const SENSITIVITY = METRICS.length

/**
 * Quantities of a time path, each a sweep metric too; the code of the first follows SENSITIVITY. The first four run from
 * the start of the horizon to a time; the others are of the whole horizon.
 */
export const PATH_METRICS = [
  'discountedProfit', 'discountedInvestment', 'npv', 'advantage',
  'payback', 'breakEvenLevel', 'minimumProfit', 'maximumProfit', 'timeOfLowestProfit', 'totalDischarged',
  'steps', 'rejections',
] as const
export type PathMetric = (typeof PATH_METRICS)[number]

export const FIRST_PATH_METRIC = SENSITIVITY + 1

/** Parameters that an optimum depends on: those that have an envelope sensitivity. */
export const SENSITIVE: readonly ParameterPath[] = PARAMETERS.slice(0, PARAMETERS.indexOf('level') + 1)
