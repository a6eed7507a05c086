/** A matrix by its columns. */
export type Columns = readonly Float64Array[]

/** The solution of a least-squares problem, and what its errors follow from. */
export interface LeastSquares {
  coefficients: Float64Array
  residuals: Float64Array
  /** Columns of unit length at right angles that span the regressors. */
  basis: Float64Array[]
  /**
   * A sum of coefficients, by factors, as a combination of the basis: its estimate is that of the basis' products with y, its variance that of uncorrelated numbers. Sums that are well
   * determined stay so where single coefficients are not.
   */
  inBasis(factors: readonly number[]): Float64Array
}

/**
 * The coefficients that minimise |A c − y|², by Householder's QR factorisation of unit columns, which is backward stable: ill-conditioned
 * columns keep the digits that are in the data. One step of refinement with doubled residuals gives back the bits lost in the solution.
 */
export function leastSquares(columns: Columns, y: Float64Array): LeastSquares {
  const norms = columns.map(norm)
  const factorised = factorise(columns.map((column, j) => column.map((value) => value / norms[j])))
  const scale = (solution: Float64Array) => solution.map((value, j) => value / norms[j])
  let coefficients = scale(solve(factorised, y))
  const correction = scale(solve(factorised, residualsOf(columns, y, coefficients)))
  coefficients = coefficients.map((value, j) => value + correction[j])
  return {
    coefficients,
    residuals: residualsOf(columns, y, coefficients),
    basis: basisOf(factorised, y.length),
    inBasis: (factors) =>
      forwardSubstitute(
        factorised.upper,
        Float64Array.from(factors, (value, j) => value / norms[j]),
      ),
  }
}

interface Factorised {
  /** Householder's vectors, column by column, of unit length. */
  reflectors: Float64Array[]
  /** R, row by row. */
  upper: Float64Array[]
}

function factorise(columns: Float64Array[]): Factorised {
  const size = columns.length
  const upper = columns.map(() => new Float64Array(size))
  const reflectors = columns.map((column, j) => {
    const vector = column.map((value, i) => (i < j ? 0 : value))
    const length = norm(vector)
    vector[j] += vector[j] < 0 ? -length : length
    const scale = norm(vector) || 1
    for (let i = j; i < vector.length; i++) vector[i] /= scale
    for (let k = j; k < size; k++) reflect(vector, columns[k])
    for (let k = j; k < size; k++) upper[j][k] = columns[k][j]
    return vector
  })
  return { reflectors, upper }
}

function reflect(vector: Float64Array, target: Float64Array): void {
  const twice = 2 * dot(vector, target)
  for (let i = 0; i < target.length; i++) target[i] -= twice * vector[i]
}

function solve({ reflectors, upper }: Factorised, y: Float64Array): Float64Array {
  const rotated = y.slice()
  for (const vector of reflectors) reflect(vector, rotated)
  return backSubstitute(upper, rotated)
}

function backSubstitute(upper: Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(upper.length)
  for (let i = upper.length - 1; i >= 0; i--) {
    let rest = right[i]
    for (let j = i + 1; j < upper.length; j++) rest -= upper[i][j] * solution[j]
    solution[i] = rest / upper[i][i]
  }
  return solution
}

/** Rᵀ z = right. */
function forwardSubstitute(upper: Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(upper.length)
  for (let i = 0; i < upper.length; i++) {
    let rest = right[i]
    for (let j = 0; j < i; j++) rest -= upper[j][i] * solution[j]
    solution[i] = rest / upper[i][i]
  }
  return solution
}

/** The first columns of Q: reflections of the unit vectors, the last reflection first. */
function basisOf({ reflectors }: Factorised, rows: number): Float64Array[] {
  return reflectors.map((_, j) => {
    const column = new Float64Array(rows)
    column[j] = 1
    for (let i = reflectors.length - 1; i >= 0; i--) reflect(reflectors[i], column)
    return column
  })
}

/** y − A c, accumulated in twice the digits. */
function residualsOf(columns: Columns, y: Float64Array, coefficients: Float64Array): Float64Array {
  return y.map((value, i) => {
    let rest = 0
    for (let j = 0; j < columns.length; j++) {
      const product = columns[j][i] * coefficients[j]
      const difference = value - product
      const back = difference - value
      rest += value - (difference - back) - (product + back) - productError(columns[j][i], coefficients[j], product)
      value = difference
    }
    return value + rest
  })
}

/** a b less its rounded value (Dekker's product). */
function productError(a: number, b: number, product: number): number {
  const [a1, b1] = [upperHalf(a), upperHalf(b)]
  const [a2, b2] = [a - a1, b - b1]
  return a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2)
}

function upperHalf(value: number): number {
  const shifted = 134217729 * value
  return shifted - (shifted - value)
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Euclidean length, without overflow. */
export function norm(vector: Float64Array): number {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0 || !Number.isFinite(largest)) return largest
  return largest * Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0))
}
