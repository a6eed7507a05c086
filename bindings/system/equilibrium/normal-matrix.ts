/** The system that a step of the interior point method solves, once primals are eliminated: one row a price. */
import { choleskyFactor, choleskySolve } from './dense.ts'
import type { Rows } from './rows.ts'

export class NormalMatrix {
  readonly #rows: Rows
  readonly #size: number
  readonly #matrix: Float64Array
  /** What a row's primal rises by where its gain rises by 1. */
  readonly weights: Float64Array
  readonly groupWeights: Float64Array
  /** Of each group at its markets, in the places of its first row. */
  readonly means: Float64Array

  constructor(rows: Rows, size: number) {
    this.#rows = rows
    this.#size = size
    this.#matrix = new Float64Array(size * size)
    this.weights = new Float64Array(rows.count)
    this.groupWeights = new Float64Array(rows.groups.length - 1)
    this.means = new Float64Array(rows.at.length)
  }

  /** Makes it of the primals and the multipliers, for predictor and corrector. */
  factor(hessian: Float64Array, x: Float64Array, low: Float64Array, high: Float64Array): void {
    const { count, slope, capacity, groups } = this.#rows
    const weights = this.weights
    this.#matrix.set(hessian)
    for (let r = 0; r < count; r++) {
      let by = slope[r] + low[r] / x[r]
      if (high[r] > 0) by += high[r] / (capacity[r] - x[r])
      weights[r] = 1 / by
    }
    this.#addElements()
    for (let g = 0; g + 1 < groups.length; g++) this.#addGroup(g)
    choleskyFactor(this.#matrix, this.#size)
  }

  /** Solves it for a right side, which is overwritten. */
  solve(step: Float64Array): void {
    choleskySolve(this.#matrix, this.#size, step)
  }

  // The lower triangle is what is read.
  #addElements(): void {
    const { elements, start, at, a } = this.#rows
    const n = this.#size
    const matrix = this.#matrix
    const weights = this.weights
    for (let r = 0; r < elements; r++) {
      for (let k = start[r]; k < start[r + 1]; k++) {
        const own = weights[r] * a[k]
        for (let l = start[r]; l < start[r + 1]; l++) if (at[l] <= at[k]) matrix[at[k] * n + at[l]] += own * a[l]
      }
    }
  }

  #addGroup(g: number): void {
    const { start, at, a, groups } = this.#rows
    const n = this.#size
    const matrix = this.#matrix
    const weights = this.weights
    const means = this.means
    const from = groups[g]
    const to = groups[g + 1]
    const first = start[from]
    const width = start[from + 1] - first
    let sum = 0
    means.fill(0, first, first + width)
    for (let r = from; r < to; r++) {
      sum += weights[r]
      for (let k = 0; k < width; k++) means[first + k] += weights[r] * a[start[r] + k]
    }
    for (let k = 0; k < width; k++) means[first + k] /= sum
    this.groupWeights[g] = sum
    for (let r = from; r < to; r++) {
      for (let k = 0; k < width; k++) {
        const own = weights[r] * (a[start[r] + k] - means[first + k])
        const row = at[first + k]
        for (let l = 0; l < width; l++)
          if (at[first + l] <= row) matrix[row * n + at[first + l]] += own * (a[start[r] + l] - means[first + l])
      }
    }
  }
}
