/** Upper bounds of the maximum profit in each cell of a lattice, for the bound of every course. */
import { topsOfConvex, type Tops } from './bound.ts'
import type { Lattice } from './lattice.ts'
import type { Question } from './problem.ts'

/**
 * A row for each row of the lattice; undefined where none is known. For g = 1, or where recycled waste earns nothing, the maximum profit is
 * convex in the level, as a maximum of functions that are linear in it. For g < 1 the concave θ^g lies below its tangent at the middle of a cell; with
 * that in its place the profit is linear in the level again, and each end of the cell is an optimum with another yield and processing cost.
 */
export async function topsOf(question: Question, { levels, rows, moments }: Lattice): Promise<Tops[] | undefined> {
  const { scenario, engine, over, signal } = question
  if (!over.isStepwise && !isConvexInTime(question)) return undefined
  const { exponent } = scenario.recycling
  // The yield and the processing cost of a cell's ends stand for both; what else moves keeps its value of the moment.
  const others = over.moving.filter((path) => path !== 'recycling.yield' && path !== 'recycling.processingCost')
  const parameters = ['level', 'recycling.yield', 'recycling.processingCost', ...others]
  return Promise.all(
    rows.map(async (row, r) => {
      const now = (path: string) => over.valueAt(path, moments[r])
      const [yieldNow, disposal, processing] = [now('recycling.yield'), now('waste.disposalCost'), now('recycling.processingCost')]
      if (exponent === 1 || yieldNow * now('recycling.price') <= 0) return topsOfConvex(row)
      const cells = levels.length - 1
      const width = parameters.length
      const values = new Float64Array(2 * width * cells)
      const rest = others.map(now)
      for (let i = 0; i < cells; i++) {
        const [low, high] = [levels[i], levels[i + 1]]
        const middle = (low + high) / 2
        ;[low, high].forEach((level, side) => {
          const gain = middle ** exponent + exponent * middle ** (exponent - 1) * (level - middle)
          const streamCost = disposal * (1 - level) + processing * level
          values.set(
            [high, (yieldNow * gain) / high ** exponent, (streamCost - disposal * (1 - high)) / high, ...rest],
            width * (2 * i + side),
          )
        })
      }
      const [{ columns }] = await engine.optima([{ scenario: over.still, parameters, values }], { metrics: ['profit'], signal })
      const side = (at: 0 | 1) => Float64Array.from({ length: cells }, (_, i) => columns.profit[2 * i + at])
      return { left: side(0), right: side(1) }
    }),
  )
}

/** Prices and scales in which the profit at fixed volumes is linear: the maximum profit is convex in each. */
const LINEAR = /^(production\.(scale|price)|waste\.disposalCost|recycling\.(yield|price|processingCost)|factors\[\d\]\.price|fixedCost)$/

/**
 * Whether the profits at the ends of a step bound those between: with one parameter moving, in which the maximum profit is convex. Its value between lies
 * on the chord or below, as far as the parameter itself does.
 */
function isConvexInTime({ over }: Question): boolean {
  return over.moving.length === 1 && LINEAR.test(over.moving[0])
}
