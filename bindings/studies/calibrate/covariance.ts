import type { Columns } from '../statistics/least-squares.ts'

/** Lags of Newey and West where none are asked for. */
export function defaultLags(rows: number): number {
  return Math.floor(4 * (rows / 100) ** (2 / 9))
}

/**
 * The covariance of the products of an orthonormal basis with the left side, from scores, each row's residual times its part of the basis: with Bartlett's weights 1 − l/(L + 1) up to L lags,
 * times n/(n − k). No lags give HC1. In the basis no large numbers cancel, however near to collinear the regressors are.
 */
export function sandwich(basis: Columns, residuals: Float64Array, lags: number): number[][] {
  const rows = residuals.length
  const size = basis.length
  const meat = basis.map(() => new Array<number>(size).fill(0))
  const correction = rows / (rows - size)
  for (let lag = 0; lag <= Math.min(lags, rows - 1); lag++) {
    const weight = correction * (1 - lag / (lags + 1))
    for (let i = lag; i < rows; i++) {
      const both = weight * residuals[i] * residuals[i - lag]
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          const product = both * basis[a][i] * basis[b][i - lag]
          meat[a][b] += product
          if (lag > 0) meat[b][a] += product
        }
      }
    }
  }
  return meat
}

/** L M Lᵀ, symmetric to the bit. */
export function quadratic(left: readonly ArrayLike<number>[], middle: readonly ArrayLike<number>[]): number[][] {
  const half = left.map((row) => (middle[0] === undefined ? [] : Array.from(middle[0], (_, j) => sum(row, (k) => middle[k][j]))))
  const result = half.map((row) => left.map((other) => sum(other, (k) => row[k])))
  return result.map((row, i) => row.map((value, j) => (value + result[j][i]) / 2))
}

function sum(row: ArrayLike<number>, of: (k: number) => number): number {
  let total = 0
  for (let k = 0; k < row.length; k++) total += row[k] * of(k)
  return total
}
