/**
 * The state of an interior point method and what it does in an iteration. A row's primal is a quantity or a share, its dual the multiplier
 * of its lower bound, which for a plan is what it loses to the best of its group. Primals are eliminated, so that the system to solve has
 * one row a price.
 */
import { NormalMatrix } from './normal-matrix.ts'
import type { QuadraticProgram, QuadraticSolution } from './program.ts'
import { rowsOf, type Rows } from './rows.ts'

export class InteriorPoint {
  readonly #program: QuadraticProgram
  readonly #rows: Rows
  /** What residuals of balances are measured by. */
  readonly #scale: number
  readonly #pairs: number

  readonly #d: Float64Array
  readonly #x: Float64Array
  readonly #low: Float64Array
  /** 0 where there is no capacity. */
  readonly #high: Float64Array
  readonly #tops: Float64Array
  readonly #kept: { d: Float64Array; x: Float64Array; low: Float64Array; high: Float64Array }

  readonly #step: Float64Array
  readonly #dx: Float64Array
  readonly #dLow: Float64Array
  readonly #dHigh: Float64Array
  readonly #dTops: Float64Array

  readonly #balance: Float64Array
  readonly #gains: Float64Array
  readonly #sums: Float64Array
  readonly #matrix: NormalMatrix
  readonly #lowPull: Float64Array
  readonly #highPull: Float64Array

  constructor(program: QuadraticProgram) {
    const { size, groups, gradient } = program
    const rows = rowsOf(program)
    const { count, capacity, slope } = rows
    this.#program = program
    this.#rows = rows
    this.#scale = 1 + gradient.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    const each = () => new Float64Array(count)
    this.#d = new Float64Array(size)
    this.#x = each()
    this.#low = each().fill(1)
    this.#high = each()
    this.#tops = new Float64Array(groups.length)
    let pairs = count
    for (let r = 0; r < count; r++) {
      this.#x[r] = Math.min(1, capacity[r] / 2, 1 / slope[r])
      if (capacity[r] === Infinity) continue
      this.#high[r] = 1
      pairs++
    }
    groups.forEach(({ plans }, g) => {
      this.#tops[g] = 1 + plans.reduce((most, { value }) => Math.max(most, value), -Infinity)
      this.#x.fill(1 / plans.length, rows.groups[g], rows.groups[g + 1])
    })
    this.#pairs = Math.max(1, pairs)
    this.#kept = { d: this.#d.slice(), x: this.#x.slice(), low: this.#low.slice(), high: this.#high.slice() }
    this.#step = new Float64Array(size)
    this.#dx = each()
    this.#dLow = each()
    this.#dHigh = each()
    this.#dTops = new Float64Array(groups.length)
    this.#balance = new Float64Array(size)
    this.#gains = each()
    this.#sums = new Float64Array(groups.length)
    this.#matrix = new NormalMatrix(rows, size)
    this.#lowPull = each()
    this.#highPull = each()
  }

  /** Where it is, and where a step leads. */
  get place(): Float64Array {
    return this.#d
  }

  get step(): Float64Array {
    return this.#step
  }

  /** The quantity or share of a row. */
  primalOf(row: number): number {
    return this.#x[row]
  }

  /** What its rows are, for who moves them with the place. */
  get rows(): Rows {
    return this.#rows
  }

  /** The point as it is now is what `kept` gives. */
  keep(): void {
    const { d, x, low, high } = this.#kept
    d.set(this.#d)
    x.set(this.#x)
    low.set(this.#low)
    high.set(this.#high)
  }

  kept(residual: number): QuadraticSolution {
    const { d, x, low, high } = this.#kept
    const { elements, groups } = this.#rows
    return {
      step: d,
      quantities: x.subarray(0, elements),
      atZero: low.subarray(0, elements),
      atCapacity: high.subarray(0, elements),
      shares: this.#program.groups.map((_, g) => x.slice(groups[g], groups[g + 1])),
      residual,
    }
  }

  /** The mean product of a distance to a bound and its multiplier, part of the step on. */
  gap(by: number): number {
    const { count, capacity } = this.#rows
    const x = this.#x
    const low = this.#low
    const high = this.#high
    const dx = this.#dx
    const dLow = this.#dLow
    const dHigh = this.#dHigh
    let sum = 0
    for (let r = 0; r < count; r++) {
      const there = x[r] + by * dx[r]
      sum += there * (low[r] + by * dLow[r])
      if (high[r] > 0) sum += (capacity[r] - there) * (high[r] + by * dHigh[r])
    }
    return sum / this.#pairs
  }

  /** Residuals: the balance of each market, the gain of each row, the sum of each group's shares; the worst. */
  residuals(): number {
    const { count, start, at, a, b, slope, groups } = this.#rows
    const { hessian, gradient, size: n } = this.#program
    const d = this.#d
    const x = this.#x
    const low = this.#low
    const high = this.#high
    const balance = this.#balance
    const gains = this.#gains
    for (let i = 0; i < n; i++) {
      let sum = gradient[i]
      for (let j = 0; j < n; j++) sum += hessian[i * n + j] * d[j]
      balance[i] = sum
    }
    for (let r = 0; r < count; r++) {
      const own = x[r]
      let gain = b[r] - slope[r] * own + low[r] - high[r]
      for (let k = start[r]; k < start[r + 1]; k++) {
        gain += a[k] * d[at[k]]
        balance[at[k]] += a[k] * own
      }
      gains[r] = gain
    }
    for (let g = 0; g < this.#sums.length; g++) {
      let sum = 1
      for (let r = groups[g]; r < groups[g + 1]; r++) {
        gains[r] -= this.#tops[g]
        sum -= x[r]
      }
      this.#sums[g] = sum
    }
    let worst = 0
    for (let r = 0; r < count; r++) worst = Math.max(worst, Math.abs(gains[r]))
    for (let i = 0; i < n; i++) worst = Math.max(worst, Math.abs(balance[i]) / this.#scale)
    return worst
  }

  /** The matrix of predictor and corrector. */
  factor(): void {
    this.#matrix.factor(this.#program.hessian, this.#x, this.#low, this.#high)
  }

  /** The step towards products of `target`; the corrector knows the predictor's step. */
  direct(target: number, corrects: boolean): void {
    const { count, elements, start, at, a, capacity, groups } = this.#rows
    const x = this.#x
    const low = this.#low
    const high = this.#high
    const dx = this.#dx
    const dLow = this.#dLow
    const dHigh = this.#dHigh
    const gains = this.#gains
    const { weights, groupWeights, means } = this.#matrix
    const lowPull = this.#lowPull
    const highPull = this.#highPull
    const step = this.#step
    const tops = this.#dTops
    const c = corrects ? 1 : 0
    for (let i = 0; i < step.length; i++) step[i] = -this.#balance[i]
    for (let r = 0; r < count; r++) {
      lowPull[r] = (target - c * dx[r] * dLow[r]) / x[r] - low[r]
      highPull[r] = high[r] > 0 ? (target + c * dx[r] * dHigh[r]) / (capacity[r] - x[r]) - high[r] : 0
    }
    for (let r = 0; r < elements; r++) {
      const t = (gains[r] + lowPull[r] - highPull[r]) * weights[r]
      for (let k = start[r]; k < start[r + 1]; k++) step[at[k]] -= a[k] * t
    }
    for (let g = 0; g < tops.length; g++) {
      let sum = -this.#sums[g]
      for (let r = groups[g]; r < groups[g + 1]; r++) sum += weights[r] * (gains[r] + lowPull[r])
      const top = (tops[g] = sum / groupWeights[g])
      for (let r = groups[g]; r < groups[g + 1]; r++) {
        const t = weights[r] * (gains[r] + lowPull[r] - top)
        for (let k = start[r]; k < start[r + 1]; k++) step[at[k]] -= a[k] * t
      }
    }
    this.#matrix.solve(step)
    for (let g = 0; g < tops.length; g++) {
      for (let k = start[groups[g]]; k < start[groups[g] + 1]; k++) tops[g] += means[k] * step[at[k]]
    }
    let group = 0
    for (let r = 0; r < count; r++) {
      let gain = gains[r] + lowPull[r] - highPull[r]
      if (r >= elements) {
        while (r >= groups[group + 1]) group++
        gain -= tops[group]
      }
      for (let k = start[r]; k < start[r + 1]; k++) gain += a[k] * step[at[k]]
      const move = gain * weights[r]
      dx[r] = move
      dLow[r] = lowPull[r] - (low[r] / x[r]) * move
      dHigh[r] = high[r] > 0 ? highPull[r] + (high[r] / (capacity[r] - x[r])) * move : 0
    }
  }

  /** The longest part of the step that keeps every quantity and multiplier above 0, and no more than twice the step. */
  longest(): number {
    const { count, capacity } = this.#rows
    const x = this.#x
    const low = this.#low
    const high = this.#high
    const dx = this.#dx
    const dLow = this.#dLow
    const dHigh = this.#dHigh
    let most = 2
    for (let r = 0; r < count; r++) {
      if (x[r] + most * dx[r] < 0) most = -x[r] / dx[r]
      if (low[r] + most * dLow[r] < 0) most = -low[r] / dLow[r]
      if (!(high[r] > 0)) continue
      if (capacity[r] - x[r] - most * dx[r] < 0) most = (capacity[r] - x[r]) / dx[r]
      if (high[r] + most * dHigh[r] < 0) most = -high[r] / dHigh[r]
    }
    return most
  }

  move(by: number): void {
    for (let i = 0; i < this.#d.length; i++) this.#d[i] += by * this.#step[i]
    for (let r = 0; r < this.#rows.count; r++) {
      this.#x[r] += by * this.#dx[r]
      this.#low[r] += by * this.#dLow[r]
      this.#high[r] += by * this.#dHigh[r]
    }
    for (let g = 0; g < this.#tops.length; g++) this.#tops[g] += by * this.#dTops[g]
  }
}
