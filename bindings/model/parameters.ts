/**
 * Every number of a scenario, once. The slots of both kernels, the schema, its types, the tables of the documents and the fields of
 * the page come from here; `npm run generate` writes what is generated.
 */
import { existing } from '../errors.ts'
import { NONNEGATIVE, POSITIVE, REAL, SHARE, type ParameterEntry } from './entry.ts'
import { LAW_PARAMETERS, MODE_PARAMETERS } from './laws.ts'

export * from './entry.ts'

/**
 * By path; `[]` stands for [0] and [1], one number a factor, whose slots are neighbours. The order is that of the slots. What a law or
 * a mode means by a key may be said more exactly where the law or the mode stands.
 */
const entries = {
  'factors[].price': {
    label: 'Price',
    unit: 'money/factor',
    meaning: 'price: a volume costs price × volume ^ costExponent a year; below 0: the enterprise is paid for taking it',
    range: REAL,
    group: 'factor',
    slider: { around: 10 },
  },
  'factors[].costExponent': {
    label: 'Cost exponent',
    unit: '',
    meaning: '1: cost proportional to volume; above 1: progressive; below 1: digressive',
    range: POSITIVE,
    default: 1,
    group: 'factor',
    slider: { from: 0.5, to: 3 },
  },
  'factors[].lower': {
    label: 'Smallest volume',
    unit: 'factor/year',
    meaning: 'smallest volume',
    range: POSITIVE,
    optional: 'the volume is fixed',
    group: 'factor',
    slider: { around: 1000 },
  },
  'factors[].upper': {
    label: 'Largest volume',
    unit: 'factor/year',
    meaning: 'largest volume',
    range: POSITIVE,
    optional: 'the volume is fixed',
    group: 'factor',
    slider: { around: 10_000 },
  },
  'factors[].volume': {
    label: 'Fixed volume',
    unit: 'factor/year',
    meaning: 'volume of a factor that is fixed, instead of lower and upper',
    range: POSITIVE,
    optional: 'the volume is free between lower and upper',
    group: 'factor',
    slider: { around: 10 },
  },
  'production.scale': {
    label: 'Scale of production',
    unit: 'output/year',
    meaning: 'output at one unit of each factor',
    range: POSITIVE,
    group: 'output',
    slider: { around: 4 },
  },
  'production.elasticities[]': {
    label: 'Elasticity of output',
    unit: '',
    meaning: 'elasticity of output to the factor',
    range: POSITIVE,
    group: 'elasticities',
    slider: { from: 0.05, to: 1.2 },
  },
  'production.price': {
    label: 'Price of the product',
    unit: 'money/output',
    meaning: 'price of a unit of output',
    range: REAL,
    group: 'output',
    slider: { around: 4 },
  },
  'waste.scale': {
    label: 'Scale of waste',
    unit: 'waste/year',
    meaning: 'waste at one unit of each factor',
    range: NONNEGATIVE,
    group: 'waste',
    slider: { upTo: 0.2 },
  },
  'waste.elasticities[]': {
    label: 'Elasticity of waste',
    unit: '',
    meaning: 'elasticity of waste to the factor',
    range: NONNEGATIVE,
    group: 'elasticities',
    slider: { from: 0, to: 1.5 },
  },
  'waste.disposalCost': {
    label: 'Disposal cost',
    unit: 'money/waste',
    meaning: 'cost of disposing of a unit of waste; below 0: it is sold',
    range: REAL,
    group: 'waste',
    slider: { upTo: 0.5 },
  },
  'recycling.yield': {
    label: 'Yield of recycling',
    unit: 'product/waste',
    meaning: 'additional product from one unit of recycled waste',
    range: NONNEGATIVE,
    group: 'waste',
    slider: { upTo: 2, times: 2 },
  },
  'recycling.exponent': {
    label: 'Exponent of recycling',
    unit: '',
    meaning: '1: proportional, complete conversion; below 1: diminishing returns',
    range: { above: 0, most: 1 },
    default: 1,
    group: 'waste',
    slider: { from: 0.1, to: 1 },
  },
  'recycling.price': {
    label: 'Price of the additional product',
    unit: 'money/product',
    meaning: 'price of a unit of additional product',
    range: REAL,
    group: 'waste',
    slider: { upTo: 0.5 },
  },
  'recycling.processingCost': {
    label: 'Processing cost',
    unit: 'money/waste',
    meaning: 'cost of processing a unit of recycled waste; below 0: a subsidy',
    range: REAL,
    default: 0,
    group: 'waste',
    slider: { upTo: 1 },
  },
  fixedCost: {
    label: 'Fixed cost',
    unit: 'money/year',
    meaning: 'fixed cost',
    range: NONNEGATIVE,
    default: 0,
    group: 'output',
    slider: { upTo: 400 },
  },
  'objective.transactionRate': {
    label: 'Transaction rate',
    unit: 'share',
    meaning: 'cost of transactions per unit of all costs, which the objective "utility" counts',
    range: NONNEGATIVE,
    optional: 'the objective is another',
    group: 'objective',
    slider: { from: 0, to: 1 },
  },
  level: {
    label: 'Transformation level',
    unit: 'share',
    meaning: 'share of the waste that becomes a production factor',
    range: SHARE,
    group: 'level',
    slider: { from: 0, to: 1 },
  },
  time: {
    label: 'Time',
    unit: 'time',
    meaning: 'time, at which the law of the transition gives the level',
    range: REAL,
    group: 'level',
    slider: { within: 'horizon' },
  },
  ...LAW_PARAMETERS,
  'horizon.start': {
    label: 'Start',
    unit: 'time',
    meaning: 'start of the time path',
    range: REAL,
    group: 'path',
    slider: { from: -10, to: 10 },
  },
  'horizon.end': {
    label: 'End',
    unit: 'time',
    meaning: 'end of the time path',
    range: REAL,
    group: 'path',
    slider: { from: 1, to: 60 },
  },
  discountRate: {
    label: 'Discount rate',
    unit: '1/year',
    meaning: 'continuous discount rate',
    range: NONNEGATIVE,
    default: 0,
    group: 'path',
    slider: { from: 0, to: 0.3 },
  },
  'investment.conversionCost': {
    label: 'Conversion cost',
    unit: 'money',
    meaning: 'cost of raising the level from 0 to 1',
    range: REAL,
    default: 0,
    group: 'path',
    slider: { upTo: 1000 },
  },
  'investment.reversalCost': {
    label: 'Cost of falling back',
    unit: 'money',
    meaning: 'cost of lowering the level from 1 to 0; negative where it brings something in',
    range: REAL,
    optional: '0 in the choice of the best course; in the value of a given law less the conversion cost, which is gained back',
    group: 'path',
    slider: { upTo: 1000 },
  },
  'investment.adjustmentCost': {
    label: 'Cost of haste',
    unit: '',
    meaning:
      'cost of moving fast, money times years: half of it times the square of the rate is paid a year; in the choice of the best course alone',
    range: NONNEGATIVE,
    optional: '0',
    group: 'path',
    slider: { upTo: 1000 },
  },
  ...MODE_PARAMETERS,
} as const satisfies Record<string, ParameterEntry>

export type ParameterKey = keyof typeof entries
/** Every parameter, by its path, `[]` in place of a factor’s number. */
export const PARAMETER_ENTRIES: Readonly<Record<ParameterKey, ParameterEntry>> = entries

/** Parameters with a default: a scenario may leave them out. */
export type DefaultedParameter = { [Key in ParameterKey]: (typeof entries)[Key] extends { default: number } ? Key : never }[ParameterKey]

/** Numbers of a scenario that are no slots of a kernel: knots of the table law, of which there may be any number, and what only says how often to report. */
export const OTHER_NUMBERS = {
  'transformation.times[]': {
    label: 'Time',
    unit: 'time',
    meaning: 'time of a knot',
    range: REAL,
    group: 'level',
    slider: { within: 'horizon' },
  },
  'transformation.levels[]': {
    label: 'Level',
    unit: 'share',
    meaning: 'level at a knot',
    range: SHARE,
    group: 'level',
    slider: { from: 0, to: 1 },
  },
  'horizon.samples': {
    label: 'Samples',
    unit: '',
    meaning: 'number of equally spaced times at which the path is reported',
    range: { least: 1 },
    group: 'path',
    slider: { from: 2, to: 501 },
  },
} as const satisfies Record<string, ParameterEntry>

/** Keys whose values are texts, and what they say. */
export const TEXTS = {
  $schema: 'address of this schema, for editors',
  name: 'a short name',
  description: 'sources and notes',
  'factors[].name': 'name of the resource',
} as const

/** Any number of a scenario, by its path with `[]` for an index. */
export type NumberKey = ParameterKey | keyof typeof OTHER_NUMBERS

const ENTRIES: Readonly<Record<string, ParameterEntry>> = { ...PARAMETER_ENTRIES, ...OTHER_NUMBERS }

/** The entry of a number of the registry. @throws Error where there is none. */
export function entryOf(path: string): ParameterEntry {
  return existing(parameterEntry(path), `the parameter ${path}`)
}

/** The entry of a path such as `factors[1].price`; undefined where the path is no number of a scenario. */
export function parameterEntry(path: string): ParameterEntry | undefined {
  const key = path.replace(/\[\d+\]/g, '[]')
  return Object.hasOwn(ENTRIES, key) ? ENTRIES[key] : undefined
}
