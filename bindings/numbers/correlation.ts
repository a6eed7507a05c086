/** Correlation of normal scores: whether a matrix is one, and what makes independent scores correlated. */
import { sin } from './elementary.ts'

export type Matrix = readonly (readonly number[])[]

/** The correlation of the scores that has these rank correlations (Spearman's): 2 sin(π r / 6). */
export function fromSpearman(matrix: Matrix): number[][] {
  return matrix.map((row, i) => row.map((r, j) => (i === j ? 1 : 2 * sin((Math.PI * r) / 6))))
}

/** The rank correlations that scores with these correlations have, to four digits: for messages. */
export function toSpearman(matrix: Matrix): number[][] {
  return matrix.map((row, i) => row.map((r, j) => (i === j ? 1 : Math.trunc((6 / Math.PI) * Math.asin(r / 2) * 1e4) / 1e4)))
}

/** Of the greatest eigenvalue, how far below 0 the least may be. */
const NEGLIGIBLE = 1e-9

/** The least eigenvalue where that makes a symmetric matrix no correlation; undefined where it is one. */
export function negativeEigenvalue(matrix: Matrix): number | undefined {
  const { values } = eigen(matrix)
  const least = Math.min(...values)
  return least < -NEGLIGIBLE * Math.max(...values) ? least : undefined
}

/** Scores in order of their pivots, and the lower triangle that mixes them: score order[i] is Σ factor[i][k] z_k over k ≤ i. */
export interface Mixing {
  order: number[]
  factor: number[][]
}

/** Cholesky's factor with pivots, which a semidefinite matrix has, too. */
export function pivotedCholesky(matrix: Matrix): Mixing {
  const size = matrix.length
  const rest = matrix.map((row) => [...row])
  const order = [...matrix.keys()]
  const factor = matrix.map(() => new Array<number>(size).fill(0))
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++) if (rest[order[i]][order[i]] > rest[order[pivot]][order[pivot]]) pivot = i
    ;[order[k], order[pivot]] = [order[pivot], order[k]]
    ;[factor[k], factor[pivot]] = [factor[pivot], factor[k]]
    const root = Math.sqrt(Math.max(0, rest[order[k]][order[k]]))
    factor[k][k] = root
    // What remains is rounding: the scores behind are sums of those before.
    if (root < 1e-7) continue
    for (let i = k + 1; i < size; i++) factor[i][k] = rest[order[i]][order[k]] / root
    for (let i = k + 1; i < size; i++) {
      for (let j = k + 1; j < size; j++) rest[order[i]][order[j]] -= factor[i][k] * factor[j][k]
    }
  }
  return { order, factor }
}

const MOST_ROUNDS = 500

/** The nearest correlation matrix (N. J. Higham, IMA Journal of Numerical Analysis 22, 2002), to four digits. */
export function nearestCorrelation(matrix: Matrix): number[][] {
  let nearest = matrix.map((row) => [...row])
  let correction = matrix.map((row) => row.map(() => 0))
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const shifted = combined(nearest, correction, -1)
    const positive = withoutNegative(shifted)
    correction = combined(positive, shifted, -1)
    const next = positive.map((row, i) => row.map((value, j) => (i === j ? 1 : value)))
    const change = Math.max(...next.flatMap((row, i) => row.map((value, j) => Math.abs(value - nearest[i][j]))))
    nearest = next
    if (change < 1e-9) break
  }
  // A little nearer to none, so that rounding does not leave the cone again.
  for (let share = 1; ; share *= 0.9999) {
    const rounded = nearest.map((row, i) => row.map((value, j) => (i === j ? 1 : Math.trunc(value * share * 1e4) / 1e4)))
    if (negativeEigenvalue(rounded) === undefined) return rounded
  }
}

function combined(a: Matrix, b: Matrix, times: number): number[][] {
  return a.map((row, i) => row.map((value, j) => value + times * b[i][j]))
}

function withoutNegative(matrix: Matrix): number[][] {
  const { values, vectors } = eigen(matrix)
  return matrix.map((row, i) =>
    row.map((_, j) => values.reduce((sum, value, k) => sum + Math.max(0, value) * vectors[i][k] * vectors[j][k], 0)),
  )
}

const MOST_SWEEPS = 60

/** Eigenvalues and, in columns, eigenvectors of a symmetric matrix, by Jacobi's rotations. */
function eigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const size = matrix.length
  const a = matrix.map((row) => [...row])
  const vectors = matrix.map((row, i) => row.map((_, j): number => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        off = Math.max(off, Math.abs(a[p][q]))
        if (a[p][q] === 0) continue
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let k = 0; k < size; k++) [a[k][p], a[k][q]] = [c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]]
        for (let k = 0; k < size; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]]
        for (const row of vectors) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]]
      }
    }
    if (off < 1e-15) break
  }
  return { values: a.map((row, i) => row[i]), vectors }
}
