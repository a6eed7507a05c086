/**
 * A convex quadratic program in the prices:
 *
 *   least over d of  g·d + ½ dᵀHd + Σ_e max over 0 ≤ f ≤ capacity of (f (a·d + b) − ½ slope f²) + Σ_groups max over shares of Σ share (value + gradient·d)
 */
export interface QuadraticProgram {
  size: number
  gradient: Float64Array
  hessian: Float64Array
  elements: QuadraticElement[]
  groups: QuadraticGroup[]
}

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
