/**
 * The best of a dense search with polish, from the definition of profit alone and without a word of the code under test: what no exact
 * optimum may fall below.
 */
import type { ScenarioInput } from '../../bindings/scenario/index.ts'

/** One power term of the objective: coefficient · ∏ x_i^{e_i}. */
export interface Term {
  coefficient: number
  exponents: number[]
}

export interface DenseOptimum {
  value: number
  /** ln of the volumes. */
  y: number[]
}

/** What is maximised: revenue − weight · cost. */
export function termsOf(scenario: ScenarioInput, level: number, weight = 1): Term[] {
  const { factors, production, waste, recycling, fixedCost = 0 } = scenario
  const g = recycling.exponent ?? 1
  const none = factors.map(() => 0)
  const stream = waste.disposalCost * (1 - level) + (recycling.processingCost ?? 0) * level
  return [
    { coefficient: production.price * production.scale, exponents: [...production.elasticities] },
    { coefficient: recycling.price * recycling.yield * (level * waste.scale) ** g, exponents: waste.elasticities.map((b) => g * b) },
    { coefficient: -weight * stream * waste.scale, exponents: [...waste.elasticities] },
    ...factors.map(({ price, costExponent = 1 }, i) => ({ coefficient: -weight * price, exponents: none.with(i, costExponent) })),
    { coefficient: -weight * fixedCost, exponents: none },
  ]
}

export const valueAt = (terms: readonly Term[], y: readonly number[]) =>
  terms.reduce((sum, { coefficient, exponents }) => sum + coefficient * Math.exp(exponents.reduce((dot, e, i) => dot + e * y[i], 0)), 0)

/** The best point of a grid of `points` a side, polished from each of its local maxima. */
export function denseOptimum(terms: readonly Term[], lower: readonly number[], upper: readonly number[], points: number): DenseOptimum {
  const sides = lower.map((low, i) =>
    low === upper[i] ? [low] : Array.from({ length: points }, (_, k) => low + ((upper[i] - low) * k) / (points - 1)),
  )
  const [rows, columns] = [sides[0].length, sides[1]?.length ?? 1]
  const values = new Float64Array(rows * columns)
  for (const { coefficient, exponents } of terms) {
    if (coefficient === 0) continue
    const across = sides[0].map((y) => coefficient * Math.exp(exponents[0] * y))
    const along = sides[1]?.map((y) => Math.exp(exponents[1] * y)) ?? [1]
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] += across[i] * along[j]
  }
  let best: DenseOptimum = { value: -Infinity, y: [] }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (!isPeak(values, rows, columns, i, j)) continue
      const found = polish(
        terms,
        lower,
        upper,
        sides.map((side, f) => side[f === 0 ? i : j]),
        1 / points,
      )
      if (found.value > best.value) best = found
    }
  }
  return best
}

function isPeak(values: Float64Array, rows: number, columns: number, i: number, j: number): boolean {
  const value = values[i * columns + j]
  for (let di = -1; di <= 1; di++) {
    for (let dj = -1; dj <= 1; dj++) {
      const [row, column] = [i + di, j + dj]
      if (row < 0 || column < 0 || row >= rows || column >= columns) continue
      if (values[row * columns + column] > value) return false
    }
  }
  return true
}

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
]
const SMALLEST = 1e-7
/** On a ridge steps would go on for ever. */
const MOST_STEPS = 2000

/** Steps uphill that shrink: no derivative is needed, and the value is flat to the second order where they end. */
function polish(terms: readonly Term[], lower: readonly number[], upper: readonly number[], from: number[], share: number): DenseOptimum {
  let y = from
  let value = valueAt(terms, y)
  const directions = y.length === 1 ? [[1]] : DIRECTIONS
  for (let step = share, taken = 0; step > SMALLEST && taken < MOST_STEPS; taken++) {
    const next = directions
      .flatMap((direction) =>
        [step, -step].map((size) =>
          y.map((at, i) => Math.min(upper[i], Math.max(lower[i], at + size * direction[i] * (upper[i] - lower[i])))),
        ),
      )
      .map((point) => ({ y: point, value: valueAt(terms, point) }))
      .reduce((a, b) => (b.value > a.value ? b : a))
    if (next.value > value) ({ y, value } = next)
    else step *= 0.5
  }
  return { value, y }
}
