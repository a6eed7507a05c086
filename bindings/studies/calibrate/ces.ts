import { fisherAbove } from '../statistics/distributions.ts'
import { dot, leastSquares } from '../statistics/least-squares.ts'
import { weightedMean } from './design.ts'
import type { Test } from './equation.ts'
import type { Rows } from './rows.ts'

/** A CES function at one ρ: V = A (δ K^−ρ + (1 − δ) L^−ρ)^(−ν/ρ). */
export interface CesPoint {
  rho: number
  /** 1/(1 + ρ). */
  elasticityOfSubstitution: number
  rss: number
  /** Of the first factor, in the units of the data, on which it depends. */
  delta: number
  returnsToScale: number
  scale: number
  /** The sum of squares falls all the way to a δ of 0 or 1: one factor is of no use. */
  atEdge: boolean
}

export interface Ces {
  factors: string[]
  profile: CesPoint[]
  best: CesPoint
  /** Whether ρ = 0, Cobb and Douglas's function, is rejected: F of the difference of the sums of squares. */
  against: Test & { rss: number }
}

const GRID = [-0.9, -0.5, -0.25, 0, 0.25, 0.5, 1, 2, 4]

/** The profile of the sum of squares over ρ, in logarithms, which compares with the regression of ln V on ln x. */
export function cesProfile(rows: Rows, output: string, factors: readonly string[], grid: readonly number[] = GRID): Ces {
  const logs = factors.map((name) => rows.columns[name].map(Math.log))
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
  const left = columns[output].map(Math.log)
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
    scale: Math.exp(constant),
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
  const line = lineThrough(rows.columns[output].map(Math.log), rows.weights)
  const at = (logit: number): Trial => {
    // ln(δ x^−ρ + (1 − δ) y^−ρ) and the share of its first term, by whichever of the two is larger.
    const share = new Float64Array(first.length)
    const aggregate = first.map((value, i) => {
      const [a, b] = [lnDelta(logit) - rho * value, lnDelta(-logit) - rho * second[i]]
      const greater = Math.max(a, b)
      const sum = Math.exp(a - greater) + Math.exp(b - greater)
      share[i] = Math.exp(a - greater) / sum
      return -(greater + Math.log(sum)) / rho
    })
    const { constant, returns, residuals, weight } = line(aggregate)
    const delta = Math.exp(lnDelta(logit))
    let [rss, slope] = [0, 0]
    for (let i = 0; i < share.length; i++) {
      rss += weight(i) * residuals[i] ** 2
      slope += (2 * returns * weight(i) * residuals[i] * (share[i] - delta)) / rho
    }
    return { rss, slope, constant, returns }
  }
  const logits = Array.from({ length: 2 * REACH * STEPS + 1 }, (_, i) => shift - REACH + i / STEPS)
  const trials = logits.map(at)
  const minima = logits.flatMap((logit, i) =>
    i > 0 && trials[i - 1].slope < 0 && trials[i].slope >= 0 ? [rootOf((x) => at(x).slope, logits[i - 1], logit)] : [],
  )
  const last = logits.length - 1
  const candidates = [...minima, ...(trials[0].slope >= 0 ? [logits[0]] : []), ...(trials[last].slope < 0 ? [logits[last]] : [])]
  const logit = candidates.reduce((best, each) => (at(each).rss < at(best).rss ? each : best))
  const { rss, constant, returns } = at(logit)
  return {
    rho,
    elasticityOfSubstitution: 1 / (1 + rho),
    rss,
    delta: Math.exp(lnDelta(logit)),
    returnsToScale: returns,
    scale: Math.exp(constant),
    atEdge: logit === logits[0] || logit === logits[last],
  }
}

/** Fits y = constant + returns x by least squares, again and again for other x; two coefficients need no factorisation. */
function lineThrough(y: Float64Array, weights?: Float64Array) {
  const weight = (i: number) => (weights ? weights[i] : 1)
  const yMean = weightedMean(y, weights)
  return (x: Float64Array) => {
    const xMean = weightedMean(x, weights)
    let [xx, xy] = [0, 0]
    for (let i = 0; i < x.length; i++) {
      xx += weight(i) * (x[i] - xMean) ** 2
      xy += weight(i) * (x[i] - xMean) * (y[i] - yMean)
    }
    const returns = xy / xx
    return { constant: yMean - returns * xMean, returns, residuals: y.map((value, i) => value - yMean - returns * (x[i] - xMean)), weight }
  }
}

/** Reach of the logit on either side of equal shares, and its steps a unit. */
const REACH = 16
const STEPS = 4

/** ln of δ at its logit. */
function lnDelta(logit: number): number {
  return logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit))
}

function rootOf(slope: (x: number) => number, low: number, high: number): number {
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (slope(middle) < 0) low = middle
    else high = middle
  }
}
