import { ArgumentError } from '../../errors.ts'
import { spreadOf } from './spread.ts'

/** How a derivative by one parameter bounds its total index. */
export type BoundOf =
  /** C ν / V: (high − low)²/π² for a uniform parameter, sd² for a normal one. */
  | { constant: number }
  /** E[(∂f/∂z)²]/V in normal scores z: dx/dz at each row. */
  | { perScore: ArrayLike<number> }

/** Bounds of total indices from derivatives. */
export interface DerivativeBased {
  /** E[(∂f/∂x)²], in the parameter's units. */
  nu: Record<string, number>
  /** E[∂f/∂x], in the parameter’s units. */
  meanDerivative: Record<string, number>
  /** No total index is greater; null where the metric does not vary. */
  boundOnTotal: Record<string, number | null>
  /** Half the width of the 95 % interval. */
  halfWidth: { nu: Record<string, number | null> }
  /** Rows that count, and that failed. */
  rows: number
  /** See `rows`. */
  failed: number
}

/**
 * Derivative-based measures of anybody's model from its values and derivatives at the rows of a sample: I. M. Sobol' and S. Kucherenko, Mathematics and Computers in
 * Simulation 79 (2009), 3009–3017, with the bounds of M. Lamboni and others, ibid. 87 (2013), 45–54.
 * @param blocks independent parts that the rows consist of, as for sobolIndices.
 */
export function derivativeIndices(
  values: ArrayLike<number>,
  derivatives: readonly ArrayLike<number>[],
  bounds: readonly BoundOf[],
  { names, blocks = 1 }: { names?: readonly string[]; blocks?: number } = {},
): DerivativeBased {
  const odd = derivatives.findIndex((list) => list.length !== values.length)
  if (odd >= 0)
    throw new ArgumentError(
      `derivatives[${odd}] has ${derivatives[odd].length} values; expected ${values.length}, as many as there are of the model`,
    )
  const rows = Array.from({ length: values.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(values[i]) && derivatives.every((list) => !Number.isNaN(list[i])),
  )
  const mean = (of: (row: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  const centre = mean((row) => values[row])
  const variance = mean((row) => (values[row] - centre) ** 2)
  const label = (i: number) => names?.[i] ?? `x${i + 1}`
  const each = <T>(of: (i: number) => T) => Object.fromEntries(derivatives.map((_, i) => [label(i), of(i)]))
  const nu = (i: number) => mean((row) => derivatives[i][row] ** 2)
  const blockRows = values.length / blocks
  const inBlock = (i: number) =>
    Array.from({ length: blocks }, (_, block) => {
      const part = rows.filter((row) => Math.floor(row / blockRows) === block)
      return part.reduce((sum, row) => sum + derivatives[i][row] ** 2, 0) / part.length
    })
  return {
    nu: each(nu),
    meanDerivative: each((i) => mean((row) => derivatives[i][row])),
    boundOnTotal: each((i) => {
      if (variance === 0) return null
      const bound = bounds[i]
      return ('constant' in bound ? bound.constant * nu(i) : mean((row) => (derivatives[i][row] * bound.perScore[row]) ** 2)) / variance
    }),
    halfWidth: { nu: each((i) => spreadOf(inBlock(i)).halfWidth) },
    rows: rows.length,
    failed: values.length - rows.length,
  }
}
