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
  /** By group. */
  shares: Float64Array[]
  residual: number
}

const MOST_ITERATIONS = 80
const NEAR = 1e-13
// Below it only rounding moves.
const LEAST = 1e-17
const KEEP = 0.995
// Of the mean product: what is no progress, and what a step to the centre aims at.
const STALLED = 0.9
const CENTRE = 0.5

export function solveQuadratic(program: QuadraticProgram): QuadraticSolution {
  return new InteriorPoint(program).run()
}

/**
 * Elements and plans are rows alike: gains that are linear in d, kept in flat lists. A row's primal is a quantity or a share, its dual the
 * multiplier of its lower bound, which for a plan is what it loses to the best of its group.
 */
class InteriorPoint {
  readonly #program: QuadraticProgram
  readonly #n: number
  /** Elements, then plans. */
  readonly #m: number
  readonly #rows: number
  readonly #start: Int32Array
  readonly #at: Int32Array
  readonly #a: Float64Array
  readonly #b: Float64Array
  readonly #slope: Float64Array
  readonly #capacity: Float64Array
  /** Rows of each group, from its start to the next. */
  readonly #groups: Int32Array
  readonly #pairs: number

  readonly #d: Float64Array
  readonly #x: Float64Array
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #tops: Float64Array
  readonly #dx: Float64Array
  readonly #dLow: Float64Array
  readonly #dHigh: Float64Array
  readonly #dTops: Float64Array
  readonly #balance: Float64Array
  readonly #gains: Float64Array
  readonly #sums: Float64Array
  readonly #matrix: Float64Array
  readonly #right: Float64Array
  /** 1 over what a row's gain must rise for its primal to rise by 1. */
  readonly #weights: Float64Array
  readonly #lows: Float64Array
  readonly #highs: Float64Array
  readonly #groupWeights: Float64Array
  readonly #means: Float64Array
  readonly #topTerms: Float64Array

  constructor(program: QuadraticProgram) {
    const { size, elements, groups } = program
    const plans = groups.flatMap((group) => group.plans.map((plan) => ({ at: group.at, a: plan.gradient, b: plan.value })))
    const lists = [...elements, ...plans]
    this.#program = program
    this.#n = size
    this.#m = elements.length
    this.#rows = lists.length
    const rows = this.#rows
    this.#start = new Int32Array(rows + 1)
    lists.forEach(({ at }, r) => (this.#start[r + 1] = this.#start[r] + at.length))
    this.#at = new Int32Array(this.#start[rows])
    this.#a = new Float64Array(this.#start[rows])
    this.#b = new Float64Array(rows)
    lists.forEach(({ at, a, b }, r) => {
      for (let k = 0; k < at.length; k++) {
        this.#at[this.#start[r] + k] = at[k]
        this.#a[this.#start[r] + k] = a[k]
      }
      this.#b[r] = b
    })
    this.#slope = new Float64Array(rows)
    this.#capacity = new Float64Array(rows).fill(Infinity)
    elements.forEach(({ slope, capacity }, e) => {
      this.#slope[e] = slope
      this.#capacity[e] = capacity
    })
    this.#groups = new Int32Array(groups.length + 1)
    this.#groups[0] = this.#m
    groups.forEach((group, g) => (this.#groups[g + 1] = this.#groups[g] + group.plans.length))

    this.#d = new Float64Array(size)
    this.#x = Float64Array.from(this.#capacity, (capacity) => Math.min(1, capacity / 2))
    this.#low = new Float64Array(rows).fill(1)
    this.#high = Float64Array.from(this.#capacity, (capacity) => (capacity < Infinity ? 1 : 0))
    this.#tops = new Float64Array(groups.length)
    groups.forEach(({ plans: own }, g) => {
      this.#tops[g] = 1 + Math.max(...own.map(({ value }) => value))
      this.#x.fill(1 / own.length, this.#groups[g], this.#groups[g + 1])
    })
    this.#pairs = rows + this.#high.reduce((sum, each) => sum + each, 0)
    this.#dx = new Float64Array(rows)
    this.#dLow = new Float64Array(rows)
    this.#dHigh = new Float64Array(rows)
    this.#dTops = new Float64Array(groups.length)
    this.#balance = new Float64Array(size)
    this.#gains = new Float64Array(rows)
    this.#sums = new Float64Array(groups.length)
    this.#matrix = new Float64Array(size * size)
    this.#right = new Float64Array(size)
    this.#weights = new Float64Array(rows)
    this.#lows = new Float64Array(rows)
    this.#highs = new Float64Array(rows)
    this.#groupWeights = new Float64Array(groups.length)
    // Of each group at its markets, in the places of its first row.
    this.#means = new Float64Array(this.#start[rows])
    this.#topTerms = new Float64Array(groups.length)
  }

  run(): QuadraticSolution {
    let best = this.#solution(Infinity)
    const scale = 1 + this.#program.gradient.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      const mu = this.#gap(0)
      const worst = this.#residuals(scale)
      if (!Number.isFinite(worst) || !(mu >= 0)) break
      if (Math.max(worst, mu) < best.residual) best = this.#solution(Math.max(worst, mu))
      if ((mu < NEAR && worst < 1e-12) || mu < LEAST) break
      this.#factor()
      this.#direct(0, false)
      const after = this.#gap(Math.min(1, this.#longest()))
      this.#direct(mu * Math.min(1, (after / mu) ** 3), true)
      let by = Math.min(1, KEEP * this.#longest())
      if (this.#gap(by) > STALLED * mu) {
        // The corrector overshoots: nothing but a step to the centre.
        this.#direct(CENTRE * mu, false)
        by = Math.min(1, KEEP * this.#longest())
      }
      this.#move(by)
      if (!(by > 1e-14)) break
    }
    return best
  }

  #solution(residual: number): QuadraticSolution {
    const m = this.#m
    return {
      step: this.#d.slice(),
      quantities: this.#x.slice(0, m),
      atZero: this.#low.slice(0, m),
      atCapacity: this.#high.slice(0, m),
      shares: this.#program.groups.map((_, g) => this.#x.slice(this.#groups[g], this.#groups[g + 1])),
      residual,
    }
  }

  /** The mean product of a distance to a bound and its multiplier, part of the step on. */
  #gap(by: number): number {
    const x = this.#x
    const low = this.#low
    const high = this.#high
    const capacity = this.#capacity
    let sum = 0
    for (let r = 0; r < this.#rows; r++) {
      sum += (x[r] + by * this.#dx[r]) * (low[r] + by * this.#dLow[r])
      if (high[r] > 0) sum += (capacity[r] - x[r] - by * this.#dx[r]) * (high[r] + by * this.#dHigh[r])
    }
    return sum / Math.max(1, this.#pairs)
  }

  /** Residuals: the balance of each market, the gain of each row, the sum of each group's shares; the worst. */
  #residuals(scale: number): number {
    const n = this.#n
    const d = this.#d
    const { hessian } = this.#program
    const balance = this.#balance
    const start = this.#start
    const at = this.#at
    const a = this.#a
    balance.set(this.#program.gradient)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += hessian[i * n + j] * d[j]
      balance[i] += sum
    }
    let worst = 0
    for (let r = 0; r < this.#rows; r++) {
      const x = this.#x[r]
      let gain = this.#b[r] - this.#slope[r] * x + this.#low[r] - this.#high[r]
      for (let k = start[r]; k < start[r + 1]; k++) {
        gain += a[k] * d[at[k]]
        balance[at[k]] += a[k] * x
      }
      this.#gains[r] = gain
    }
    for (let g = 0; g < this.#sums.length; g++) {
      let sum = 1
      for (let r = this.#groups[g]; r < this.#groups[g + 1]; r++) {
        this.#gains[r] -= this.#tops[g]
        sum -= this.#x[r]
      }
      this.#sums[g] = sum
    }
    for (let r = 0; r < this.#rows; r++) worst = Math.max(worst, Math.abs(this.#gains[r]))
    for (let i = 0; i < n; i++) worst = Math.max(worst, Math.abs(balance[i]) / scale)
    return worst
  }

  /** The matrix of predictor and corrector. */
  #factor(): void {
    const n = this.#n
    const matrix = this.#matrix
    const start = this.#start
    const at = this.#at
    const a = this.#a
    const weights = this.#weights
    matrix.set(this.#program.hessian)
    for (let r = 0; r < this.#rows; r++) {
      let by = this.#slope[r] + this.#low[r] / this.#x[r]
      if (this.#high[r] > 0) by += this.#high[r] / (this.#capacity[r] - this.#x[r])
      const weight = (weights[r] = 1 / by)
      if (r >= this.#m) continue
      for (let k = start[r]; k < start[r + 1]; k++) {
        const own = weight * a[k]
        for (let l = start[r]; l < start[r + 1]; l++) matrix[at[k] * n + at[l]] += own * a[l]
      }
    }
    const means = this.#means
    for (let g = 0; g < this.#sums.length; g++) {
      const from = this.#groups[g]
      const to = this.#groups[g + 1]
      const first = start[from]
      const count = start[from + 1] - first
      let sum = 0
      means.fill(0, first, first + count)
      for (let r = from; r < to; r++) {
        sum += weights[r]
        for (let k = 0; k < count; k++) means[first + k] += weights[r] * a[start[r] + k]
      }
      for (let k = 0; k < count; k++) means[first + k] /= sum
      this.#groupWeights[g] = sum
      for (let r = from; r < to; r++) {
        for (let k = 0; k < count; k++) {
          const own = weights[r] * (a[start[r] + k] - means[first + k])
          for (let l = 0; l < count; l++) matrix[at[first + k] * n + at[first + l]] += own * (a[start[r] + l] - means[first + l])
        }
      }
    }
    choleskyFactor(matrix, n)
  }

  /** The step towards products of `target`; the corrector knows the predictor's step. */
  #direct(target: number, corrects: boolean): void {
    const { right: step, start, at, a, weights, lows, highs } = this.#room
    const c = corrects ? 1 : 0
    for (let i = 0; i < this.#n; i++) step[i] = -this.#balance[i]
    for (let r = 0; r < this.#rows; r++) {
      lows[r] = (target - c * this.#dx[r] * this.#dLow[r]) / this.#x[r] - this.#low[r]
      highs[r] = this.#high[r] > 0 ? (target + c * this.#dx[r] * this.#dHigh[r]) / (this.#capacity[r] - this.#x[r]) - this.#high[r] : 0
      if (r >= this.#m) continue
      const t = (this.#gains[r] + lows[r] - highs[r]) * weights[r]
      for (let k = start[r]; k < start[r + 1]; k++) step[at[k]] -= a[k] * t
    }
    for (let g = 0; g < this.#sums.length; g++) {
      let sum = -this.#sums[g]
      for (let r = this.#groups[g]; r < this.#groups[g + 1]; r++) sum += weights[r] * (this.#gains[r] + lows[r])
      const term = (this.#topTerms[g] = sum / this.#groupWeights[g])
      for (let r = this.#groups[g]; r < this.#groups[g + 1]; r++) {
        const t = weights[r] * (this.#gains[r] + lows[r] - term)
        for (let k = start[r]; k < start[r + 1]; k++) step[at[k]] -= a[k] * t
      }
    }
    choleskySolve(this.#matrix, this.#n, step)
    for (let g = 0; g < this.#sums.length; g++) {
      const first = start[this.#groups[g]]
      let top = this.#topTerms[g]
      for (let k = first; k < start[this.#groups[g] + 1]; k++) top += this.#means[k] * step[at[k]]
      this.#dTops[g] = top
      for (let r = this.#groups[g]; r < this.#groups[g + 1]; r++) this.#gains[r] -= top
    }
    for (let r = 0; r < this.#rows; r++) {
      let gain = this.#gains[r] + lows[r] - highs[r]
      for (let k = start[r]; k < start[r + 1]; k++) gain += a[k] * step[at[k]]
      const move = (this.#dx[r] = gain * weights[r])
      this.#dLow[r] = lows[r] - (this.#low[r] / this.#x[r]) * move
      this.#dHigh[r] = this.#high[r] > 0 ? highs[r] + (this.#high[r] / (this.#capacity[r] - this.#x[r])) * move : 0
    }
    for (let g = 0; g < this.#sums.length; g++) {
      for (let r = this.#groups[g]; r < this.#groups[g + 1]; r++) this.#gains[r] += this.#dTops[g]
    }
  }

  get #room() {
    return {
      right: this.#right,
      start: this.#start,
      at: this.#at,
      a: this.#a,
      weights: this.#weights,
      lows: this.#lows,
      highs: this.#highs,
    }
  }

  /** The longest part of the step that keeps every quantity and multiplier above 0. */
  #longest(): number {
    let most = 1 / KEEP
    for (let r = 0; r < this.#rows; r++) {
      if (this.#dx[r] < 0) most = Math.min(most, -this.#x[r] / this.#dx[r])
      if (this.#dLow[r] < 0) most = Math.min(most, -this.#low[r] / this.#dLow[r])
      if (!(this.#high[r] > 0)) continue
      if (this.#dx[r] > 0) most = Math.min(most, (this.#capacity[r] - this.#x[r]) / this.#dx[r])
      if (this.#dHigh[r] < 0) most = Math.min(most, -this.#high[r] / this.#dHigh[r])
    }
    return most
  }

  #move(by: number): void {
    for (let i = 0; i < this.#n; i++) this.#d[i] += by * this.#right[i]
    for (let r = 0; r < this.#rows; r++) {
      this.#x[r] += by * this.#dx[r]
      this.#low[r] += by * this.#dLow[r]
      this.#high[r] += by * this.#dHigh[r]
    }
    for (let g = 0; g < this.#tops.length; g++) this.#tops[g] += by * this.#dTops[g]
  }
}
