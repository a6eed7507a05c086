import { isOrdinary, type Enterprise, type Factor } from './enterprise.ts'
import { flowsAt } from './flows.ts'
import type { Optimum } from './powers.ts'
import { findSignedDensely } from './signed.ts'

/** Log-spaced resource volumes of the dense search: 1,024 for one factor, 128 × 128 for two. */
const GRID_POINTS = { 1: 1024, 2: 128 } as const

/** Fills `optimum` with the best point of a dense grid: the method to beat, and an independent check of the exact one. */
export function findDensely(enterprise: Enterprise, optimum: Optimum): void {
  if (!isOrdinary(enterprise)) return findSignedDensely(enterprise, optimum)
  const points = enterprise.factors.length === 1 ? GRID_POINTS[1] : GRID_POINTS[2]
  const indices = enterprise.factors.length === 1 ? searchLine(enterprise, points) : searchPlane(enterprise, points)
  optimum.factors = indices.map((index, i) => volume(enterprise.factors[i], index, points))
  optimum.regime = indices.map((index) => regimeOf(index, points))
  optimum.failed = false
  optimum.flows = flowsAt(enterprise, optimum.factors)
  optimum.defined = Number.isFinite(optimum.flows.profit)
  optimum.costWeight = 1
}

function volume({ lower, upper }: Factor, index: number, points: number): number {
  if (index === 0) return lower
  if (index === points - 1) return upper
  return lower * Math.pow(upper / lower, index / (points - 1))
}

const regimeOf = (index: number, points: number) => (index === 0 ? 1 : index === points - 1 ? 2 : 0)

function searchLine(enterprise: Enterprise, points: number): number[] {
  const [factor] = enterprise.factors
  let best = 0
  let bestProfit = -Infinity
  for (let i = 0; i < points; i++) {
    const { profit } = flowsAt(enterprise, [volume(factor, i, points)])
    if (profit > bestProfit) {
      bestProfit = profit
      best = i
    }
  }
  return [best]
}

function searchPlane(enterprise: Enterprise, points: number): number[] {
  const [first, second] = enterprise.factors
  let best = [0, 0]
  let bestProfit = -Infinity
  for (let i = 0; i < points; i++) {
    const x0 = volume(first, i, points)
    for (let j = 0; j < points; j++) {
      const { profit } = flowsAt(enterprise, [x0, volume(second, j, points)])
      if (profit > bestProfit) {
        bestProfit = profit
        best = [i, j]
      }
    }
  }
  return best
}
