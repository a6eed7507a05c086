import { exp, log } from '../../numbers/elementary.ts'
import { dot, leastSquares, type Columns } from '../statistics/least-squares.ts'
import { fisherAbove, studentQuantile, studentTwoSided } from '../statistics/distributions.ts'
import type { Robust } from './mapping.ts'
import { defaultLags, quadratic, sandwich } from './covariance.ts'
import { conditionNumbers, requireEstimable, requireVarying, weightedMean, type Design } from './design.ts'
import { fitLevels } from './levels.ts'
import type { DataReport, Rows } from './rows.ts'

/** One line of the table of a regression. */
export interface Term {
  /** `constant`, in levels `scale`, or the name of a column. */
  name: string
  /** Of the coefficient. */
  estimate: number
  /** Of the estimate. */
  standardError: number
  /** estimate / standardError. */
  t: number
  /** Probability of so large a |t| were the coefficient 0, by Student's distribution. */
  p: number
  /** Ends of the 95 % interval. */
  low: number
  /** See `low`. */
  high: number
}

/** A regression: its estimates, how sure they are, and how well it fits. */
export interface Equation {
  /** Rows used. */
  n: number
  /** Rows less terms. */
  degreesOfFreedom: number
  /** The coefficients. */
  terms: Term[]
  /** In the order of the terms. */
  covariance: number[][]
  /** Sum of the (weighted) squares of the residuals. */
  rss: number
  /** √(rss / degreesOfFreedom). */
  sigma: number
  /** Against the variation of the left side itself: with constant returns too, of ln V, not of ln V/x. */
  rSquared: number
  /** R² with degrees of freedom in place of rows. */
  adjustedRSquared: number
  /** From 0 to 4; about 2 where residuals of neighbouring rows are independent. */
  durbinWatson: number
  /** Of the unit columns with the constant, which hangs on the units of the data; not in levels. */
  conditionNumber?: number
  /** The same without the constant and the means: the one to judge by. */
  conditionNumberCentred?: number
  /** Lags of Newey and West. */
  lags?: number
  /** Which rows were used. */
  data: DataReport
  /** Whether returns to scale are constant; not where that is imposed. */
  tests: { constantReturns?: Test }
  /** The constant turned back into a scale; null where weights or levels give no meaning to the two means. */
  scale: { median: number; meanIfNormal: number | null; meanBySmearing: number | null }
  /** Left side as observed and as fitted, row by row: with the file's numbers, and the years where there are any. */
  fit: { row: number[]; year?: number[]; actual: number[]; fitted: number[] }
  /** False where Levenberg–Marquardt did not come to its end: do not rely on the estimates. In levels only. */
  converged?: boolean
}

/** An F test. */
export interface Test {
  /** The statistic. */
  F: number
  /** Of its numerator and its denominator. */
  degreesOfFreedom: [number, number]
  /** Probability of so large an F were the hypothesis true. */
  p: number
}

export interface EquationOptions {
  /** The equation's name in messages. */
  equation: string
  left: string
  levels: boolean
  robust?: Robust
  lags?: number
}

/** An estimate in terms, before its table is made. */
interface Estimate {
  coefficients: Float64Array
  terms: number[]
  covariance: number[][]
  residuals: Float64Array
  fitted: Float64Array
  rss: number
  degreesOfFreedom: number
  converged?: boolean
  /** A sum of coefficients of the design, by factors; not in levels. */
  sumOf(factors: readonly number[]): { estimate: number; variance: number }
}

/**
 * Estimates one equation.
 * @param unrestricted the design without constant returns, for their test.
 * @throws ArgumentError where the rows cannot tell the coefficients apart, or the left side never changes.
 */
export function estimateEquation(rows: Rows, design: Design, options: EquationOptions, unrestricted?: Design): Equation {
  requireEstimable(design, options.equation)
  requireVarying(rows.columns[options.left], options.left, options.equation)
  const { weights } = rows
  const left = options.levels ? rows.columns[options.left] : rows.columns[options.left].map(log)
  const lags = options.robust === 'newey-west' ? (options.lags ?? defaultLags(left.length)) : undefined
  const estimate = estimateOf(rows, design, left, { ...options, lags })
  const n = left.length
  const mean = weightedMean(left, weights)
  const variation = left.reduce((sum, value, i) => sum + (weights ? weights[i] : 1) * (value - mean) ** 2, 0)
  const rSquared = 1 - estimate.rss / variation
  const sigma = Math.sqrt(estimate.rss / estimate.degreesOfFreedom)
  return {
    n,
    degreesOfFreedom: estimate.degreesOfFreedom,
    terms: tableOf(design, estimate),
    covariance: estimate.covariance,
    rss: estimate.rss,
    sigma,
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / estimate.degreesOfFreedom,
    durbinWatson: durbinWatson(estimate.residuals),
    ...(!options.levels && conditionNumbers(design.columns, weights)),
    ...(lags !== undefined && { lags }),
    data: rows.data,
    tests: unrestricted && !options.levels ? constantReturnsTest(rows, unrestricted, left, { ...options, lags }) : {},
    scale: scaleOf(estimate, sigma, options.levels || weights !== undefined, options.levels),
    fit: { row: rows.numbers, ...(rows.years && { year: [...rows.years] }), actual: [...left], fitted: [...estimate.fitted] },
    ...(estimate.converged !== undefined && { converged: estimate.converged }),
  }
}

/** @param lags resolved: with the rows' number known. */
function estimateOf(rows: Rows, design: Design, left: Float64Array, { levels, robust, lags = 0 }: EquationOptions): Estimate {
  const { weights } = rows
  const roots = weights?.map(Math.sqrt)
  const weighted = (column: Float64Array) => (roots ? column.map((value, i) => value * roots[i]) : column)
  const fit = levels ? levelsFit(rows, design, left) : logFit(design, left, weighted)
  // In levels the columns are the derivatives by the terms at the solution, ∂V/∂scale first.
  const columns = (levels ? derivatives(design, fit.coefficients, fit.fitted) : design.columns).map(weighted)
  const residuals = weighted(left.map((value, i) => value - fit.fitted[i]))
  const rss = dot(residuals, residuals)
  const degreesOfFreedom = left.length - columns.length
  const right = weighted(left.map((value, i) => value - design.offset[i]))
  const { basis, inBasis } = leastSquares(columns, right)
  const spread = robust
    ? sandwich(basis, residuals, lags)
    : basis.map((_, i) => basis.map((_, j) => (i === j ? rss / degreesOfFreedom : 0)))
  const shown = levels ? Float64Array.from(fit.coefficients, (value, j) => (j === 0 ? exp(value) : value)) : fit.coefficients
  return {
    coefficients: fit.coefficients,
    terms: design.expand.map((row, i) => row.reduce((sum, factor, j) => sum + factor * shown[j], design.shift[i])),
    covariance: quadratic(design.expand.map(inBasis), spread),
    sumOf: (factors) => {
      const combination = inBasis(factors)
      return {
        estimate: combination.reduce((sum, value, j) => sum + value * dot(basis[j], right), 0),
        variance: quadratic([combination], spread)[0][0],
      }
    },
    residuals,
    fitted: fit.fitted,
    rss,
    degreesOfFreedom,
    converged: fit.converged,
  }
}

interface Fit {
  coefficients: Float64Array
  fitted: Float64Array
  converged?: boolean
}

function logFit(design: Design, left: Float64Array, weighted: (column: Float64Array) => Float64Array): Fit {
  const right = weighted(left.map((value, i) => value - design.offset[i]))
  const { coefficients } = leastSquares(design.columns.map(weighted), right)
  return { coefficients, fitted: exponents(design, coefficients) }
}

/** Starts from the estimates in logarithms of the rows whose left side has one. */
function levelsFit(rows: Rows, design: Design, left: Float64Array): Fit {
  const places = left.reduce<number[]>((list, value, i) => (value > 0 ? [...list, i] : list), [])
  const pick = (column: Float64Array) => Float64Array.from(places, (i) => column[i])
  const columns = design.columns.map(pick)
  const start =
    places.length > columns.length
      ? leastSquares(
          columns,
          Float64Array.from(places, (i) => log(left[i]) - design.offset[i]),
        ).coefficients
      : new Float64Array(columns.length)
  const { coefficients, converged } = fitLevels(
    design,
    left,
    start.every(Number.isFinite) ? start : new Float64Array(columns.length),
    rows.weights,
  )
  return { coefficients, converged, fitted: exponents(design, coefficients).map(exp) }
}

function exponents({ columns, offset }: Design, coefficients: Float64Array): Float64Array {
  return offset.map((value, i) => columns.reduce((sum, column, j) => sum + column[i] * coefficients[j], value))
}

function derivatives({ columns }: Design, coefficients: Float64Array, fitted: Float64Array): Columns {
  const scale = exp(coefficients[0])
  return columns.map((column, j) => column.map((value, i) => (j === 0 ? fitted[i] / scale : value * fitted[i])))
}

function tableOf(design: Design, { terms, covariance, degreesOfFreedom }: Estimate): Term[] {
  const half = studentQuantile(0.05, degreesOfFreedom)
  return terms.map((estimate, i) => {
    const standardError = Math.sqrt(covariance[i][i])
    const t = estimate / standardError
    return {
      name: design.terms[i],
      estimate,
      standardError,
      t,
      p: studentTwoSided(t, degreesOfFreedom),
      low: estimate - half * standardError,
      high: estimate + half * standardError,
    }
  })
}

/** Wald's test that the elasticities sum to 1; with the usual covariance it is the F test of the sums of squares. */
function constantReturnsTest(rows: Rows, design: Design, left: Float64Array, options: EquationOptions): { constantReturns?: Test } {
  try {
    requireEstimable(design, options.equation)
  } catch {
    return {}
  }
  const { degreesOfFreedom, sumOf } = estimateOf(rows, design, left, options)
  const { estimate, variance } = sumOf(design.terms.map((_, i) => Number(design.elasticities.includes(i))))
  const F = (estimate - 1) ** 2 / variance
  return { constantReturns: { F, degreesOfFreedom: [1, degreesOfFreedom], p: fisherAbove(F, 1, degreesOfFreedom) } }
}

function durbinWatson(residuals: Float64Array): number {
  let sum = 0
  for (let i = 1; i < residuals.length; i++) sum += (residuals[i] - residuals[i - 1]) ** 2
  return sum / dot(residuals, residuals)
}

/** e^constant is the median of the scale; its mean needs normal errors, or Duan's smearing factor, the mean of e^residual. */
function scaleOf({ coefficients, residuals }: Estimate, sigma: number, refused: boolean, levels: boolean): Equation['scale'] {
  const median = exp(coefficients[0])
  if (refused || levels) return { median, meanIfNormal: null, meanBySmearing: null }
  const smearing = residuals.reduce((sum, value) => sum + exp(value), 0) / residuals.length
  return { median, meanIfNormal: exp(coefficients[0] + sigma ** 2 / 2), meanBySmearing: median * smearing }
}
