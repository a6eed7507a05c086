/** Upper bounds of the maximum profit in each cell of a lattice, for the bound of every course. */
import { FIRST_FAILURE } from '../../model/layout.ts'
import type { Tops } from './bound.ts'
import { raisedRows, type Raised } from './chords.ts'
import type { Lattice } from './lattice.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** Two ends of each cell: the greater of the two bounds the profit in the cell, whatever is linear in the level added to both. */
const SIDES = 2

/**
 * A row for each row of the lattice; undefined where none is known. For g = 1, or where recycled waste earns nothing, the maximum profit is
 * convex in the level, as a maximum of functions that are linear in it. For g < 1 the concave θ^g lies below its tangent at the middle of a cell; with
 * that in its place the profit is linear in the level again, and each end of the cell is an optimum with another yield and processing cost.
 */
export async function topsOf(question: Question, profits: Profits, lattice: Lattice): Promise<Tops[] | undefined> {
  const raised = raisedRows(question, lattice)
  if (raised === undefined) return undefined
  const isConvex = raised.map((own, r) => {
    const now = valuesOf(question, lattice, r, own)
    return now('recycling.exponent') === 1 || now('recycling.yield') * now('recycling.price') <= 0
  })
  const convex = await convexRows(question, profits, lattice, raised, isConvex)
  const tops: Tops[] = []
  for (let r = 0; r < raised.length; r++) {
    const row = convex.get(r)
    const own = row ? topsOfConvex(row) : await topsOfTangents(question, lattice, r, raised[r])
    if (own === undefined || !own.left.every(Number.isFinite) || !own.right.every(Number.isFinite)) return undefined
    tops.push(own)
  }
  return tops
}

/** Parameters at the moment of a row, raised. */
function valuesOf({ over }: Question, { moments }: Lattice, r: number, raised?: Raised): (path: string) => number {
  return (path) => raised?.values.get(path) ?? over.valueAt(path, moments[r])
}

/** By their number, the rows in which the maximum profit is convex: those that are raised at once. */
async function convexRows(
  question: Question,
  profits: Profits,
  lattice: Lattice,
  raised: readonly (Raised | undefined)[],
  isConvex: readonly boolean[],
): Promise<Map<number, Float64Array>> {
  const { levels, rows } = lattice
  const wanted = raised.flatMap((own, r) => (own && isConvex[r] ? [{ r, own }] : []))
  const parameters = [...new Set([...question.over.moving, ...wanted.flatMap(({ own }) => [...own.values.keys()])])]
  const points = wanted.map(({ r, own }) => parameters.map(valuesOf(question, lattice, r, own)))
  const all = await profits.rows(parameters, points, levels)
  const found = new Map(rows.flatMap((row, r) => (isConvex[r] && !raised[r] ? [[r, row] as const] : [])))
  wanted.forEach(({ r, own }, i) => {
    found.set(
      r,
      all.subarray(i * levels.length, (i + 1) * levels.length).map((profit) => profit + own.gain),
    )
  })
  return found
}

async function topsOfTangents(question: Question, lattice: Lattice, r: number, raised?: Raised): Promise<Tops | undefined> {
  const { levels } = lattice
  const now = valuesOf(question, lattice, r, raised)
  const gain = raised?.gain ?? 0
  const cells = levels.length - 1
  const ends = Array.from({ length: SIDES * cells }, (_, k) => {
    const i = Math.floor(k / SIDES)
    return atTangent(now, levels[i], levels[i + 1], levels[i + (k % SIDES)])
  })
  const profits = await profitsAt(question, now, [...(raised?.values.keys() ?? [])], ends)
  if (profits === undefined) return undefined
  const side = (at: 0 | 1) => Float64Array.from({ length: cells }, (_, i) => profits[SIDES * i + at] + gain)
  return { left: side(0), right: side(1) }
}

function topsOfConvex(row: Float64Array): Tops {
  return { left: row.subarray(0, row.length - 1), right: row.subarray(1) }
}

interface Place {
  level: number
  /** In place of the moment's own. */
  yield: number
  processingCost: number
}

/** An optimum whose profit is that at a level of the cell from `low` to `high` with the tangent of θ^g at its middle in place of θ^g. */
function atTangent(now: (path: string) => number, low: number, high: number, level: number): Place {
  const exponent = now('recycling.exponent')
  const middle = (low + high) / 2
  const gain = middle ** exponent + exponent * middle ** (exponent - 1) * (level - middle)
  const [disposal, processing] = [now('waste.disposalCost'), now('recycling.processingCost')]
  const streamCost = disposal * (1 - level) + processing * level
  return {
    level: high,
    yield: (now('recycling.yield') * gain) / high ** exponent,
    processingCost: (streamCost - disposal * (1 - high)) / high,
  }
}

/** Profits at some places, with what is raised and what moves as it is now; undefined where one is not known. */
async function profitsAt(
  { engine, over, signal }: Question,
  now: (path: string) => number,
  raised: readonly string[],
  places: readonly Place[],
): Promise<Float64Array | undefined> {
  const own = ['recycling.yield', 'recycling.processingCost']
  const others = [...new Set([...over.moving, ...raised])].filter((path) => !own.includes(path))
  const rest = others.map(now)
  const width = 3 + rest.length
  const values = new Float64Array(width * places.length)
  places.forEach((place, i) => values.set([place.level, place.yield, place.processingCost, ...rest], width * i))
  const request = { scenario: over.still, parameters: ['level', ...own, ...others], values }
  const [{ columns, status }] = await engine.optima([request], { metrics: ['profit'], signal })
  return status.every((code) => code < FIRST_FAILURE) && columns.profit.every(Number.isFinite) ? columns.profit : undefined
}
