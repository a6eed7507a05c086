/**
 * A convex quadratic program in the prices, by a primal-dual interior point method (Mehrotra's predictor and corrector):
 *
 *   least over d of  g·d + ½ dᵀHd + Σ_e max over 0 ≤ f ≤ capacity of (f (a·d + b) − ½ slope f²) + Σ_groups max over shares of Σ share (value + gradient·d)
 *
 * Quantities f and shares are eliminated, so that the system to solve has one row a price.
 */
import { choleskyFactor, choleskySolve } from './dense.ts'

export interface QuadraticElement {
  at: readonly number[]
  a: readonly number[]
  b: number
  slope: number
  capacity: number
}

/** Plans of which shares that sum to 1 are chosen. */
export interface QuadraticGroup {
  at: readonly number[]
  plans: { value: number; gradient: readonly number[] }[]
}

export interface QuadraticProgram {
  size: number
  gradient: Float64Array
  hessian: Float64Array
  elements: QuadraticElement[]
  groups: QuadraticGroup[]
}

export interface QuadraticSolution {
  step: Float64Array
  /** Of each element: its quantity, and the multipliers of its bounds. */
  quantities: Float64Array
  atZero: Float64Array
  atCapacity: Float64Array
  shares: Float64Array[]
  /** What a share of a plan loses to the best. */
  losses: Float64Array[]
  residual: number
}

const MOST_ITERATIONS = 80
const NEAR = 1e-13
// Below it only rounding moves.
const LEAST = 1e-17
const KEEP = 0.995

export function solveQuadratic({ size: n, gradient, hessian, elements, groups }: QuadraticProgram): QuadraticSolution {
  const m = elements.length
  const d = new Float64Array(n)
  const f = Float64Array.from(elements, ({ capacity }) => Math.min(1, capacity / 2))
  const zero = new Float64Array(m).fill(1)
  const full = Float64Array.from(elements, ({ capacity }) => (capacity < Infinity ? 1 : 0))
  const shares = groups.map(({ plans }) => new Float64Array(plans.length).fill(1 / plans.length))
  const losses = groups.map(({ plans }) => new Float64Array(plans.length).fill(1))
  const tops = Float64Array.from(groups, ({ plans }) => 1 + Math.max(...plans.map(({ value }) => value)))
  const pairs = m + full.reduce((sum, each) => sum + each, 0) + groups.reduce((sum, { plans }) => sum + plans.length, 0)
  const matrix = new Float64Array(n * n)
  const right = new Float64Array(n)
  const scale = 1 + gradient.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  // Steps of the predictor, then of the corrector.
  const df = new Float64Array(m)
  const dZero = new Float64Array(m)
  const dFull = new Float64Array(m)
  const dShares = shares.map((each) => new Float64Array(each.length))
  const dLosses = shares.map((each) => new Float64Array(each.length))
  const dTops = new Float64Array(groups.length)
  const denominators = new Float64Array(m)
  let best: QuadraticSolution = {
    step: new Float64Array(n),
    quantities: f.slice(),
    atZero: zero.slice(),
    atCapacity: full.slice(),
    shares: [],
    losses: [],
    residual: Infinity,
  }

  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    let mu = 0
    for (let e = 0; e < m; e++) mu += f[e] * zero[e] + (full[e] > 0 ? (elements[e].capacity - f[e]) * full[e] : 0)
    groups.forEach((_, k) => shares[k].forEach((share, p) => (mu += share * losses[k][p])))
    mu /= Math.max(1, pairs)

    // Residuals: balance of each market, and the gain of each element and plan.
    const balance = Float64Array.from(gradient)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) balance[i] += hessian[i * n + j] * d[j]
    const gains = new Float64Array(m)
    let worst = 0
    for (let e = 0; e < m; e++) {
      const { at, a, b, slope } = elements[e]
      let gain = b - slope * f[e] + zero[e] - full[e]
      for (let k = 0; k < at.length; k++) {
        gain += a[k] * d[at[k]]
        balance[at[k]] += a[k] * f[e]
      }
      gains[e] = gain
      worst = Math.max(worst, Math.abs(gain))
    }
    const planGains = groups.map(({ at, plans }, g) =>
      plans.map(({ value, gradient: own }, p) => {
        let gain = value - tops[g] + losses[g][p]
        for (let k = 0; k < at.length; k++) {
          gain += own[k] * d[at[k]]
          balance[at[k]] += own[k] * shares[g][p]
        }
        worst = Math.max(worst, Math.abs(gain))
        return gain
      }),
    )
    const sums = shares.map((each) => 1 - each.reduce((sum, share) => sum + share, 0))
    for (let i = 0; i < n; i++) worst = Math.max(worst, Math.abs(balance[i]) / scale)
    if (!Number.isFinite(worst) || mu < 0 || Number.isNaN(mu)) break
    if (Math.max(worst, mu) < best.residual) {
      best = {
        step: d.slice(),
        quantities: f.slice(),
        atZero: zero.slice(),
        atCapacity: full.slice(),
        shares: shares.map((each) => each.slice()),
        losses: losses.map((each) => each.slice()),
        residual: Math.max(worst, mu),
      }
    }
    if ((mu < NEAR && worst < 1e-12) || mu < LEAST) break

    // The matrix is that of predictor and corrector.
    matrix.set(hessian)
    for (let e = 0; e < m; e++) {
      const { at, a, slope, capacity } = elements[e]
      denominators[e] = slope + zero[e] / f[e] + (full[e] > 0 ? full[e] / (capacity - f[e]) : 0)
      for (let k = 0; k < at.length; k++) for (let l = 0; l < at.length; l++) matrix[at[k] * n + at[l]] += (a[k] * a[l]) / denominators[e]
    }
    const weights = groups.map((_, g) => shares[g].map((share, p) => share / losses[g][p]))
    const weightSums = weights.map((each) => each.reduce((sum, weight) => sum + weight, 0))
    const means = groups.map(({ at, plans }, g) =>
      at.map((_, k) => plans.reduce((sum, plan, p) => sum + weights[g][p] * plan.gradient[k], 0) / weightSums[g]),
    )
    groups.forEach(({ at, plans }, g) =>
      plans.forEach((plan, p) => {
        for (let k = 0; k < at.length; k++) {
          for (let l = 0; l < at.length; l++)
            matrix[at[k] * n + at[l]] += weights[g][p] * (plan.gradient[k] - means[g][k]) * (plan.gradient[l] - means[g][l])
        }
      }),
    )
    choleskyFactor(matrix, n)

    let length = 1
    for (const corrector of [false, true]) {
      let target = 0
      if (corrector) {
        const after = gapAfter(length)
        target = mu * Math.min(1, (after / mu) ** 3)
      }
      const term = (e: number) => {
        const low = (target - (corrector ? df[e] * dZero[e] : 0)) / f[e] - zero[e]
        const high = full[e] > 0 ? (target + (corrector ? df[e] * dFull[e] : 0)) / (elements[e].capacity - f[e]) - full[e] : 0
        return [low, high]
      }
      const planTerm = (g: number, p: number) => (target - (corrector ? dShares[g][p] * dLosses[g][p] : 0)) / shares[g][p] - losses[g][p]
      const lows = new Float64Array(m)
      const highs = new Float64Array(m)
      for (let i = 0; i < n; i++) right[i] = -balance[i]
      for (let e = 0; e < m; e++) {
        ;[lows[e], highs[e]] = term(e)
        const t = (gains[e] + lows[e] - highs[e]) / denominators[e]
        const { at, a } = elements[e]
        for (let k = 0; k < at.length; k++) right[at[k]] -= a[k] * t
      }
      const planTerms = groups.map(({ plans }, g) => plans.map((_, p) => planTerm(g, p)))
      const topTerms = groups.map(
        ({ plans }, g) =>
          (plans.reduce((sum, _, p) => sum + weights[g][p] * (planGains[g][p] + planTerms[g][p]), 0) - sums[g]) / weightSums[g],
      )
      groups.forEach(({ at, plans }, g) =>
        plans.forEach((plan, p) => {
          const t = weights[g][p] * (planGains[g][p] + planTerms[g][p] - topTerms[g])
          for (let k = 0; k < at.length; k++) right[at[k]] -= plan.gradient[k] * t
        }),
      )
      choleskySolve(matrix, n, right)
      for (let e = 0; e < m; e++) {
        const { at, a, capacity } = elements[e]
        let move = gains[e] + lows[e] - highs[e]
        for (let k = 0; k < at.length; k++) move += a[k] * right[at[k]]
        df[e] = move / denominators[e]
        dZero[e] = lows[e] - (zero[e] / f[e]) * df[e]
        dFull[e] = full[e] > 0 ? highs[e] + (full[e] / (capacity - f[e])) * df[e] : 0
      }
      groups.forEach(({ at, plans }, g) => {
        let top = topTerms[g]
        for (let k = 0; k < at.length; k++) top += means[g][k] * right[at[k]]
        dTops[g] = top
        plans.forEach((plan, p) => {
          let gain = planGains[g][p] + planTerms[g][p] - top
          for (let k = 0; k < at.length; k++) gain += plan.gradient[k] * right[at[k]]
          dShares[g][p] = weights[g][p] * gain
          dLosses[g][p] = planTerms[g][p] - (losses[g][p] / shares[g][p]) * dShares[g][p]
        })
      })
      length = longest()
    }
    const by = Math.min(1, KEEP * length)
    for (let i = 0; i < n; i++) d[i] += by * right[i]
    for (let e = 0; e < m; e++) {
      f[e] += by * df[e]
      zero[e] += by * dZero[e]
      full[e] += by * dFull[e]
    }
    groups.forEach((_, g) => {
      tops[g] += by * dTops[g]
      for (let p = 0; p < shares[g].length; p++) {
        shares[g][p] += by * dShares[g][p]
        losses[g][p] += by * dLosses[g][p]
      }
    })
    if (!(by > 1e-14)) break
  }
  return best

  /** The longest part of the step that keeps every quantity and multiplier above 0, at most 1. */
  function longest(): number {
    let most = 1 / KEEP
    const limit = (value: number, move: number) => {
      if (move < 0) most = Math.min(most, -value / move)
    }
    for (let e = 0; e < m; e++) {
      limit(f[e], df[e])
      limit(zero[e], dZero[e])
      if (full[e] === 0) continue
      limit(elements[e].capacity - f[e], -df[e])
      limit(full[e], dFull[e])
    }
    groups.forEach((_, g) => {
      for (let p = 0; p < shares[g].length; p++) {
        limit(shares[g][p], dShares[g][p])
        limit(losses[g][p], dLosses[g][p])
      }
    })
    return most
  }

  function gapAfter(length: number): number {
    const by = Math.min(1, length)
    let sum = 0
    for (let e = 0; e < m; e++) {
      sum += (f[e] + by * df[e]) * (zero[e] + by * dZero[e])
      if (full[e] > 0) sum += (elements[e].capacity - f[e] - by * df[e]) * (full[e] + by * dFull[e])
    }
    groups.forEach((_, g) => {
      for (let p = 0; p < shares[g].length; p++) sum += (shares[g][p] + by * dShares[g][p]) * (losses[g][p] + by * dLosses[g][p])
    })
    return Math.max(0, sum / Math.max(1, pairs))
  }
}
