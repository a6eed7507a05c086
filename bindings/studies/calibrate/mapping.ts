import { ArgumentError, show } from '../../errors.ts'
import { checkOptions } from '../../options.ts'

/** Which column of a table holds what, and how to estimate. */
export interface Mapping {
  /** Column of the main product; ln V is regressed on ln x. */
  output?: string
  /** Columns of the factors, in the order of the scenario's `factors`. */
  factors: readonly string[]
  /** Column of the waste generated; ln W is regressed on ln x. */
  waste?: string
  /** Columns of the waste recycled and of the additional product made of it; ln U is regressed on ln R. */
  recycled?: string
  /** See `recycled`. */
  additional?: string
  /** Column of the year: rows are taken in its order, and its gaps are said. */
  year?: string
  /** Imposes constant returns to scale on the output equation. Default false. */
  constantReturns?: boolean
  /** Adds a linear trend in time, year minus the first year used, to the output equation. Needs `year`. Default false. */
  trend?: boolean
  /** Fits V itself instead of ln V, by Levenberg–Marquardt. Default false. */
  levels?: boolean
  /** Covariance that allows for unequal variances (`hc1`), or for those and serial correlation (`newey-west`). */
  robust?: Robust
  /** Lags of Newey and West; default floor(4 (n/100)^(2/9)). */
  lags?: number
  /** Column of weights: the sum of w e² is minimised. */
  weights?: string
  /** Column of the price of output, and of each factor's price: a second estimate of the elasticities, from shares of revenue. */
  outputPrice?: string
  /** See `outputPrice`. */
  factorPrices?: readonly string[]
  /** Exponents of the factors' costs, which with the elasticities say whether an optimum is bounded. Default 1 each. */
  costExponents?: readonly number[]
}

export type Robust = (typeof ROBUST)[number]
export const ROBUST = ['hc1', 'newey-west'] as const

const KEYS = [
  'output',
  'factors',
  'waste',
  'recycled',
  'additional',
  'year',
  'constantReturns',
  'trend',
  'levels',
  'robust',
  'lags',
  'weights',
  'outputPrice',
  'factorPrices',
  'costExponents',
] as const satisfies (keyof Mapping)[]

/** @throws ArgumentError that lists everything wrong with a mapping. */
export function checkMapping(mapping: Mapping): void {
  checkOptions('calibrate', mapping, KEYS)
  const problems = [...shapeProblems(mapping), ...needs(mapping)]
  if (problems.length > 0) throw new ArgumentError(problems.join('\n'))
}

function shapeProblems({ factors, robust, lags, output, waste, recycled, costExponents }: Mapping): string[] {
  const problems: string[] = []
  const equations = [output, waste, recycled].filter((name) => name !== undefined)
  if (equations.length === 0)
    problems.push(
      'nothing is to be estimated; name the column of the output, of the waste, or of the waste recycled and the additional output',
    )
  if (factors !== undefined && (!Array.isArray(factors) || factors.some((name) => typeof name !== 'string'))) {
    problems.push(`factors is ${show(factors)}; expected a list of column names`)
  } else if ((output ?? waste) !== undefined && !(factors?.length > 0)) {
    problems.push('there are no factors; name the columns of at least one')
  }
  const twice = factors?.find?.((name, i) => factors.indexOf(name) < i)
  if (twice !== undefined) problems.push(`the factor ${show(twice)} is named twice; name each column once`)
  if (robust !== undefined && !ROBUST.includes(robust)) problems.push(`robust is ${show(robust)}; expected "hc1" or "newey-west"`)
  if (lags !== undefined && !(Number.isSafeInteger(lags) && lags >= 0))
    problems.push(`lags is ${show(lags)}; expected a whole number from 0 on`)
  if (costExponents !== undefined && (costExponents.length !== factors?.length || !costExponents.every((k) => k > 0))) {
    problems.push(`costExponents is ${show(costExponents)}; expected a number above 0 for each of the ${factors?.length ?? 0} factors`)
  }
  return problems
}

/** Options that make sense only beside others. */
function needs(mapping: Mapping): string[] {
  const { recycled, additional, trend, year, lags, robust, output, constantReturns, outputPrice, factorPrices, factors } = mapping
  const problems: string[] = []
  const need = (given: unknown, what: string, other: unknown, wanted: string) => {
    if (given !== undefined && given !== false && other === undefined)
      problems.push(`${what} needs ${wanted}; add it, or leave ${what} out`)
  }
  need(recycled, 'recycled', additional, 'additional, the column of the additional output')
  need(additional, 'additional', recycled, 'recycled, the column of the waste recycled')
  need(trend, 'trend', year, 'year, the column of the year')
  need(trend, 'trend', output, 'output, as only its equation has a trend')
  need(constantReturns, 'constantReturns', output, 'output, as only its equation has returns to scale')
  need(lags, 'lags', robust === 'newey-west' ? robust : undefined, 'robust: "newey-west"')
  need(outputPrice, 'outputPrice', factorPrices, 'factorPrices, a column for each factor')
  need(factorPrices, 'factorPrices', outputPrice, 'outputPrice, the column of the price of output')
  need(outputPrice, 'outputPrice', output, 'output, the column of the volume that is sold')
  if (factorPrices !== undefined && factorPrices.length !== factors?.length) {
    problems.push(`factorPrices names ${factorPrices.length} columns; expected ${factors?.length ?? 0}, one for each factor`)
  }
  return problems
}
