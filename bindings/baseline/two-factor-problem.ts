/** The problem of two-factor.ts. */
import { newLine, type Line } from './one-factor-problem.ts'

/** ln of a power term: constant + slopes · y; and ln of the slopes. A term that is absent has the constant −Infinity. */
export interface Plane {
  constant: number
  slopes: number[]
  logSlopes: number[]
}

/** A problem and its answer. The search uses the same one for every optimum. */
export interface TwoFactorProblem {
  output: Plane
  gain: Plane
  burden: Plane
  /** g where both waste terms are present: the gain's slopes are g times the burden's; and ln g. */
  exponent: number
  logExponent: number
  /** ln of c_i x_i^{k_i} as a line in y_i. */
  costs: Line[]
  lower: number[]
  upper: number[]
  /** The answer: ln of the volumes, and whether they were found. */
  y: number[]
  converged: boolean
}

const newPlane = (): Plane => ({ constant: NaN, slopes: [NaN, NaN], logSlopes: [NaN, NaN] })

export function newTwoFactorProblem(): TwoFactorProblem {
  return {
    output: newPlane(), gain: newPlane(), burden: newPlane(), exponent: NaN, logExponent: NaN, costs: [newLine(), newLine()],
    lower: [NaN, NaN], upper: [NaN, NaN], y: [NaN, NaN], converged: true,
  }
}

export const planeAt = ({ constant, slopes }: Plane, y: number[]) => constant + slopes[0] * y[0] + slopes[1] * y[1]

export const isInside = ({ lower, upper }: TwoFactorProblem, y: number[]) =>
  y[0] >= lower[0] && y[0] <= upper[0] && y[1] >= lower[1] && y[1] <= upper[1]
