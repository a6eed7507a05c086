import { studentQuantile } from '../statistics/distributions.ts'

/** A mean of independent estimates, and half the width of its 95 % interval by Student's t; null where there are fewer than two. */
export interface Spread {
  mean: number
  halfWidth: number | null
}

export function spreadOf(estimates: readonly number[]): Spread {
  const count = estimates.length
  const mean = estimates.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, halfWidth: null }
  const variance = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  return { mean, halfWidth: studentQuantile(0.05, count - 1) * Math.sqrt(variance / count) }
}
