import { flowsAt, type Enterprise } from './enterprise.ts'
import type { Optimum } from './optimum.ts'

/** Log-spaced resource volumes of the dense search: 1,024 for one factor, 128 × 128 for two. */
const GRID_POINTS = { 1: 1024, 2: 128 } as const

/** The best point of a dense grid: the method to beat, and an independent check of the exact one. */
export function naiveOptimum(enterprise: Enterprise): Optimum {
  return enterprise.factorCount === 1 ? searchLine(enterprise) : searchPlane(enterprise)
}

function volume(enterprise: Enterprise, factor: number, index: number, points: number): number {
  if (index === 0) return enterprise.lower[factor]
  if (index === points - 1) return enterprise.upper[factor]
  return enterprise.lower[factor] * Math.pow(enterprise.upper[factor] / enterprise.lower[factor], index / (points - 1))
}

const regimeOf = (index: number, points: number) => (index === 0 ? 1 : index === points - 1 ? 2 : 0)

function searchLine(enterprise: Enterprise): Optimum {
  const points = GRID_POINTS[1]
  let best = 0
  let bestProfit = -Infinity
  for (let i = 0; i < points; i++) {
    const { profit } = flowsAt(enterprise, [volume(enterprise, 0, i, points)])
    if (profit > bestProfit) {
      bestProfit = profit
      best = i
    }
  }
  return { factors: [volume(enterprise, 0, best, points)], regime: [regimeOf(best, points)], converged: true }
}

function searchPlane(enterprise: Enterprise): Optimum {
  const points = GRID_POINTS[2]
  let best = [0, 0]
  let bestProfit = -Infinity
  for (let i = 0; i < points; i++) {
    const first = volume(enterprise, 0, i, points)
    for (let j = 0; j < points; j++) {
      const { profit } = flowsAt(enterprise, [first, volume(enterprise, 1, j, points)])
      if (profit > bestProfit) {
        bestProfit = profit
        best = [i, j]
      }
    }
  }
  return {
    factors: best.map((index, factor) => volume(enterprise, factor, index, points)),
    regime: best.map((index) => regimeOf(index, points)),
    converged: true,
  }
}
