import { exp } from '../../numbers/elementary.ts'
import { dot, leastSquares } from '../statistics/least-squares.ts'
import type { Design } from './design.ts'

export interface LevelsFit {
  /** Coefficients of the design; the first is ln of the scale. */
  coefficients: Float64Array
  converged: boolean
}

const MOST_STEPS = 500

/**
 * Fits y = exp(offset + columns · c) by Levenberg–Marquardt with exact derivatives, from `start`. Columns are centred on the way, which parts the
 * scale from the exponents.
 */
export function fitLevels({ columns, offset }: Design, y: Float64Array, start: Float64Array, weights?: Float64Array): LevelsFit {
  const means = columns.map((column, j) => (j === 0 ? 0 : column.reduce((sum, value) => sum + value, 0) / column.length))
  const centred = columns.map((column, j) => column.map((value) => value - means[j]))
  const shifted = (c: Float64Array, sign: number) =>
    c.map((value, j) => (j === 0 ? value + sign * dot(c.slice(1), Float64Array.from(means.slice(1))) : value))
  const roots = weights?.map(Math.sqrt)
  const at = (c: Float64Array): Point => {
    const fitted = y.map((_, i) => exp(centred.reduce((sum, column, j) => sum + column[i] * c[j], offset[i])) * (roots ? roots[i] : 1))
    const residuals = y.map((value, i) => value * (roots ? roots[i] : 1) - fitted[i])
    return { c, fitted, residuals, rss: dot(residuals, residuals) }
  }
  let point = at(shifted(start, 1))
  let damping = 1e-3
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = dampedStep(point, centred, damping)
    const size = Math.max(...move.map((value, j) => Math.abs(value) / (Math.abs(point.c[j]) + 1e-3)))
    const next = at(point.c.map((value, j) => value + move[j]))
    if (next.rss <= point.rss) {
      point = next
      damping = Math.max(damping / 10, 1e-15)
      if (size < 1e-14) return { coefficients: shifted(point.c, -1), converged: true }
    } else if (size < 1e-10) {
      // The sum of squares is at its rounding: no step can lower it any more.
      return { coefficients: shifted(point.c, -1), converged: true }
    } else damping *= 10
    if (damping > 1e12) break
  }
  return { coefficients: shifted(point.c, -1), converged: false }
}

interface Point {
  c: Float64Array
  fitted: Float64Array
  residuals: Float64Array
  rss: number
}

/** The step that Marquardt's damping allows: least squares with a row more for each coefficient. */
function dampedStep({ fitted, residuals }: Point, centred: Float64Array[], damping: number): Float64Array {
  const size = centred.length
  const derivatives = centred.map((column) => column.map((value, i) => value * fitted[i]))
  const extended = derivatives.map((column, j) => {
    const rows = new Float64Array(column.length + size)
    rows.set(column)
    rows[column.length + j] = Math.sqrt(damping * dot(column, column)) || 1e-150
    return rows
  })
  const right = new Float64Array(residuals.length + size)
  right.set(residuals)
  return leastSquares(extended, right).coefficients
}
