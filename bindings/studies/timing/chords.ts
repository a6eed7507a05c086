/**
 * What bounds the maximum profit between two moments where parameters move smoothly. At fixed volumes and level profit is linear in its terms'
 * coefficients (price times scale, and so on), and rises with each, costs taken negative; so the maximum profit is convex and increasing in all of
 * them together. A coefficient stands above the chord of a stretch by its greatest second derivative times an eighth of the stretch's square at
 * most. Raised by as much at both ends, it stays below its chord, and so does the maximum profit.
 */
import type { Piece } from './pieces.ts'
import { Curves, power, product, type Bend } from './curves.ts'
import type { Question } from './problem.ts'

/** Parameters that the coefficients are made of. */
const LINEAR =
  /^(production\.(scale|price)|waste\.(scale|disposalCost)|recycling\.(yield|price|processingCost)|factors\[\d\]\.price|fixedCost)$/

/** Parameters of a row that is raised, and what its profit gains beside them. */
export interface Raised {
  /** By path: those that differ from their own at the row's moment. */
  values: Map<string, number>
  gain: number
}

/** By row; undefined for a row that is not raised. Undefined in all where something else than coefficients moves within a piece. */
export function raisedRows(question: Question, pieces: readonly Piece[], moments: readonly number[]): (Raised | undefined)[] | undefined {
  const { over, scenario } = question
  if (over.isStepwise) return moments.map(() => undefined)
  const curves = new Curves(scenario, question.start)
  const others = over.moving.filter((path) => !LINEAR.test(path))
  const raises: number[][] = moments.map(() => [])
  for (const { start, end, startRow, endRow } of pieces) {
    if (others.some((path) => curves.of(path, start, end).slope > 0)) return undefined
    const above = bendsOf(question, curves, start, end).map(({ curvature }) => (curvature * (end - start) ** 2) / 8)
    if (!above.every(Number.isFinite)) return undefined
    for (const row of [startRow, endRow]) above.forEach((value, k) => (raises[row][k] = Math.max(raises[row][k] ?? 0, value)))
  }
  return raises.map((raise, row) => (raise.some((value) => value > 0) ? raisedBy(question, moments[row], raise) : undefined))
}

/** Of the coefficients of output, additional output, fixed cost, discharged and recycled waste, and each factor. */
function bendsOf({ scenario }: Question, curves: Curves, start: number, end: number): Bend[] {
  const of = (path: string) => curves.of(path, start, end)
  const waste = of('waste.scale')
  return [
    product(of('production.price'), of('production.scale')),
    product(product(of('recycling.price'), of('recycling.yield')), power(waste, of('recycling.exponent').most)),
    of('fixedCost'),
    product(of('waste.disposalCost'), waste),
    product(of('recycling.processingCost'), waste),
    ...scenario.factors.map((_, i) => of(`factors[${i}].price`)),
  ]
}

/** The prices that give the coefficients so much more; a fixed cost is taken off the profit itself. */
function raisedBy({ over }: Question, time: number, [output, additional, fixed, discharged, recycled, ...factors]: number[]): Raised {
  const now = (path: string) => over.valueAt(path, time)
  const waste = now('waste.scale')
  const values = new Map<string, number>()
  const raise = (path: string, by: number, unit: number) => by > 0 && values.set(path, now(path) + by / unit)
  raise('production.price', output, now('production.scale'))
  raise('recycling.price', additional, now('recycling.yield') * waste ** now('recycling.exponent'))
  raise('waste.disposalCost', discharged, -waste)
  raise('recycling.processingCost', recycled, -waste)
  factors.forEach((by, i) => raise(`factors[${i}].price`, by, -1))
  return { values, gain: fixed }
}
