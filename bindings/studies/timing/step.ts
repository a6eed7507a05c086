/** What is known of a random price from one decision to the next. */

/** Where a function of x turns: the greater of two smooth branches, with the jumps of its first and second derivative. */
export interface Kink {
  x: number
  slope: number
  curvature: number
}

export interface Transition {
  /** Values of ln M. */
  nodes: Float64Array
  /** The node of M = 1. */
  origin: number
  /** Whether a node stands for the prices around it; else there are no prices but those of the nodes. */
  isDense: boolean
  /** E[V(x')] given each node, of rows of values with their kinks. */
  expect(values: Float64Array, kinks: readonly (readonly Kink[])[]): Float64Array
  /** E[V(x)] so many years after M = 1. */
  mean(values: Float64Array, elapsed: number): number
  /** Moves a distribution over the nodes on by a step. */
  spread(mass: Float64Array): Float64Array
}
