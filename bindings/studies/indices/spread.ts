import { studentQuantile } from '../statistics/distributions.ts'

/** A mean of independent estimates, and half the width of its 95 % interval by Student's t; null where there are fewer than two. */
export interface Spread {
  mean: number
  halfWidth: number | null
}

export function spreadOf(estimates: readonly number[]): Spread {
  const mean = meanOf(estimates)
  if (estimates.length < 2) return { mean, halfWidth: null }
  return { mean, halfWidth: studentQuantile(0.05, estimates.length - 1) * standardErrorOf(estimates) }
}

/** Of the mean of independent estimates. */
export function standardErrorOf(estimates: readonly number[]): number {
  const mean = meanOf(estimates)
  return Math.sqrt(estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (estimates.length - 1) / estimates.length)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
