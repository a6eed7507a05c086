import { exp, log } from '../../numbers/elementary.ts'
import { log1p } from '../statistics/log1p.ts'
import { fisherAbove } from '../statistics/distributions.ts'
import { dot, leastSquares } from '../statistics/least-squares.ts'
import { weightedMean } from './design.ts'
import type { Test } from './equation.ts'
import type { Rows } from './rows.ts'

/** A CES function at one ρ: V = A (δ K^−ρ + (1 − δ) L^−ρ)^(−ν/ρ). */
export interface CesPoint {
  /** ρ, above −1; 0 is Cobb and Douglas’s function. */
  rho: number
  /** 1/(1 + ρ). */
  elasticityOfSubstitution: number
  /** Sum of the squares of the residuals of ln V. */
  rss: number
  /** Of the first factor, in the units of the data, on which it depends. */
  delta: number
  /** ν: 1 for constant returns. */
  returnsToScale: number
  /** Of the function, in the units of the data. */
  scale: number
  /** The sum of squares falls all the way to a δ of 0 or 1: one factor is of no use. */
  atEdge: boolean
}

/** The CES function at each ρ of a grid, and at the best one. */
export interface Ces {
  /** The columns of x₀ and x₁. */
  factors: string[]
  /** A point of each ρ of the grid. */
  profile: CesPoint[]
  /** Of the least sum of squares. */
  best: CesPoint
  /** Whether ρ = 0, Cobb and Douglas's function, is rejected: F of the difference of the sums of squares. */
  against: Test & { rss: number }
}

const GRID = [-0.9, -0.5, -0.25, 0, 0.25, 0.5, 1, 2, 4]

/** The profile of the sum of squares over ρ, in logarithms, which compares with the regression of ln V on ln x. */
export function cesProfile(rows: Rows, output: string, factors: readonly string[], grid: readonly number[] = GRID): Ces {
  const logs = factors.map((name) => rows.columns[name].map(log))
  const profile = grid.map((rho) => (rho === 0 ? cobbDouglas(rows, output, logs) : pointAt(rho, rows, output, logs)))
  const best = profile.reduce((least, point) => (point.rss < least.rss ? point : least))
  const plain = profile.find(({ rho }) => rho === 0) ?? cobbDouglas(rows, output, logs)
  const degrees = rows.numbers.length - 4
  const F = ((plain.rss - best.rss) / best.rss) * degrees
  return {
    factors: [...factors],
    profile,
    best,
    against: { rss: plain.rss, F, degreesOfFreedom: [1, degrees], p: degrees > 0 ? fisherAbove(F, 1, degrees) : NaN },
  }
}

function cobbDouglas({ columns, weights }: Rows, output: string, logs: readonly Float64Array[]): CesPoint {
  const weighted = (column: Float64Array) => (weights ? column.map((value, i) => value * Math.sqrt(weights[i])) : column)
  const left = columns[output].map(log)
  const ones = new Float64Array(left.length).fill(1)
  const {
    coefficients: [constant, first, second],
    residuals,
  } = leastSquares([ones, ...logs].map(weighted), weighted(left))
  return {
    rho: 0,
    elasticityOfSubstitution: 1,
    rss: dot(residuals, residuals),
    delta: first / (first + second),
    returnsToScale: first + second,
    scale: exp(constant),
    atEdge: false,
  }
}

/** What the two linear coefficients make of one δ, and the slope of the sum of squares in the logit of δ. */
interface Trial {
  rss: number
  slope: number
  constant: number
  returns: number
}

/**
 * For given ρ and δ the constant and ν are linear, so the sum of squares is a function of δ alone. Its minima are bracketed on a grid of the logit of δ, at which both
 * factors count alike at their mean, and found as roots of its exact slope.
 */
function pointAt(rho: number, rows: Rows, output: string, [first, second]: readonly Float64Array[]): CesPoint {
  const mean = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0) / column.length
  const shift = rho * (mean(first) - mean(second))
  const line = lineThrough(rows.columns[output].map(log), rows.weights)
  // With odds o = (y/x)^ρ δ/(1 − δ), ln(δ x^−ρ + (1 − δ) y^−ρ) is −ρ ln y + ln(1 + o) − ln(1 + δ/(1 − δ)), and the share of its first term o/(1 + o).
  const ratio = first.map((value, i) => exp(shift + rho * (second[i] - value)))
  const share = new Float64Array(first.length)
  const aggregate = new Float64Array(first.length)
  const at = (logit: number): Trial => {
    const none = softplus(logit)
    const middle = exp(logit - shift)
    for (let i = 0; i < share.length; i++) {
      const odds = middle * ratio[i]
      share[i] = odds / (1 + odds)
      aggregate[i] = second[i] - (log(1 + odds) - none) / rho
    }
    const { constant, returns, residuals, weights } = line(aggregate)
    const delta = exp(logit - none)
    let [rss, sum] = [0, 0]
    for (let i = 0; i < share.length; i++) {
      const weighted = weights[i] * residuals[i]
      rss += weighted * residuals[i]
      sum += weighted * (share[i] - delta)
    }
    return { rss, slope: (2 * returns * sum) / rho, constant, returns }
  }
  const logits = Array.from({ length: 2 * REACH * STEPS + 1 }, (_, i) => shift - REACH + i / STEPS)
  const trials = logits.map(at)
  const minima = logits.flatMap((logit, i) =>
    i > 0 && trials[i - 1].slope < 0 && trials[i].slope >= 0
      ? [rootOf((x) => at(x).slope, { x: logits[i - 1], slope: trials[i - 1].slope }, { x: logit, slope: trials[i].slope })]
      : [],
  )
  const last = logits.length - 1
  const candidates = [...minima, ...(trials[0].slope >= 0 ? [logits[0]] : []), ...(trials[last].slope < 0 ? [logits[last]] : [])]
  const logit = candidates.reduce((best, each) => (at(each).rss < at(best).rss ? each : best))
  const { rss, constant, returns } = at(logit)
  return {
    rho,
    elasticityOfSubstitution: 1 / (1 + rho),
    rss,
    delta: exp(logit - softplus(logit)),
    returnsToScale: returns,
    scale: exp(constant),
    atEdge: logit === logits[0] || logit === logits[last],
  }
}

/** Fits y = constant + returns x by least squares, again and again for other x; two coefficients need no factorisation. The residuals are those of the last fit. */
function lineThrough(y: Float64Array, weights: Float64Array = new Float64Array(y.length).fill(1)) {
  const yMean = weightedMean(y, weights)
  const residuals = new Float64Array(y.length)
  return (x: Float64Array) => {
    const xMean = weightedMean(x, weights)
    let [xx, xy] = [0, 0]
    for (let i = 0; i < x.length; i++) {
      const away = weights[i] * (x[i] - xMean)
      xx += away * (x[i] - xMean)
      xy += away * (y[i] - yMean)
    }
    const returns = xy / xx
    for (let i = 0; i < x.length; i++) residuals[i] = y[i] - yMean - returns * (x[i] - xMean)
    return { constant: yMean - returns * xMean, returns, residuals, weights }
  }
}

/** Reach of the logit on either side of equal shares, and its steps a unit. */
const REACH = 16
const STEPS = 1

/** ln(1 + e^x). */
function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)))
}

interface Sloped {
  x: number
  slope: number
}

const MOST_STEPS = 100

/** Where the slope passes from below 0 to above: by secants between two values, of which the one that stays loses half of its weight each time (the Illinois method). */
function rootOf(slope: (x: number) => number, low: Sloped, high: Sloped): number {
  let side = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = high.x - (high.slope * (high.x - low.x)) / (high.slope - low.slope)
    if (!(x > low.x && x < high.x)) break
    const at = { x, slope: slope(x) }
    if (at.slope === 0) return x
    if (at.slope < 0) {
      low = at
      if (side < 0) high = { x: high.x, slope: high.slope / 2 }
      side = -1
    } else {
      high = at
      if (side > 0) low = { x: low.x, slope: low.slope / 2 }
      side = 1
    }
  }
  return -low.slope < high.slope ? low.x : high.x
}
