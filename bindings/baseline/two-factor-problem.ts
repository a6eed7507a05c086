import type { Line } from './one-factor.ts'

export type Pair = [number, number]

/** ln of a power term: constant + slopes · y. A term that is absent has the constant −Infinity. */
export interface Plane {
  constant: number
  slopes: Pair
  logSlopes: Pair
}

/** The profit over two factors, as two-factor.ts describes it. */
export interface TwoFactorProblem {
  output: Plane
  gain: Plane
  burden: Plane
  /** ln of c_i x_i^{k_i} as a line in y_i. */
  costs: [Line, Line]
  lower: Pair
  upper: Pair
}

export const planeAt = (plane: Plane, [y0, y1]: Pair) => plane.constant + plane.slopes[0] * y0 + plane.slopes[1] * y1

export const isInside = ({ lower, upper }: TwoFactorProblem, y: Pair) =>
  y[0] >= lower[0] && y[0] <= upper[0] && y[1] >= lower[1] && y[1] <= upper[1]
