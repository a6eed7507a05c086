/**
 * An upper bound of the maximum profit between the moments and levels of a grid: at every time and level it is at most what the values here give
 * by interpolation along lines, in time and in level. For g = 1, or where recycled waste earns nothing, the maximum profit is convex in the level, as a
 * maximum of functions that are linear in it, and its own values serve. For g < 1 the concave θ^g lies below its tangent at the middle of a cell;
 * with that in its place the profit is linear in the level again, and each end of the cell is an optimum with another yield and processing cost. Where a
 * good course rests inside a cell, the tangent there leaves nothing of what it earns above it.
 */
import { FIRST_FAILURE } from '../../model/layout.ts'
import { raisedRows, type Raised } from './chords.ts'
import { piecesOf, type Piece } from './pieces.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

export interface Majorant {
  pieces: Piece[]
  /** Values at every level, a row for each moment that differs. */
  rows: Float64Array[]
  /** Profits at every level at the end of the horizon, for what follows it. */
  last: Float64Array
  /** Whether it is one: not where something else than coefficients moves smoothly, or where a profit is not known. */
  holds: boolean
}

/** Prices at a moment. */
type At = (path: string) => number

/** Levels whose profits are asked for: those of a row, with the prices of its moment. */
interface Row {
  now: At
  gain: number
  isConvex: boolean
}

/** @param count even pieces of the horizon, where parameters move smoothly. @param rests levels at which a good course rests. */
export async function majorantOf(
  question: Question,
  profits: Profits,
  levels: Float64Array,
  count: number,
  rests: readonly number[] = [],
): Promise<Majorant> {
  const { over, end } = question
  const { pieces, moments } = piecesOf(question, count)
  const raised = raisedRows(question, pieces, moments)
  const rows = [...moments, end].map((time, r) => rowAt(question, time, raised?.[r]))
  const parameters = [...over.moving]
  for (const own of raised ?? []) for (const path of own?.values.keys() ?? []) if (!parameters.includes(path)) parameters.push(path)
  const found: Float64Array[] = new Array(rows.length)
  const convex = rows.flatMap(({ isConvex }, r) => (isConvex || levels.length === 1 ? [r] : []))
  const others = rows.flatMap(({ isConvex }, r) => (isConvex || levels.length === 1 ? [] : [r]))
  const own = await profits.rows(
    parameters,
    convex.map((r) => parameters.map(rows[r].now)),
    levels,
  )
  convex.forEach((r, i) => {
    found[r] = own.subarray(i * levels.length, (i + 1) * levels.length)
  })
  const tangents = await profitsOfTangents(
    question,
    profits,
    parameters,
    others.map((r) => rows[r].now),
    levels,
    tangentPoints(levels, rests),
  )
  others.forEach((r, i) => {
    found[r] = tangents[i]
  })
  rows.forEach(({ gain }, r) => gain > 0 && found[r].forEach((profit, i) => (found[r][i] = profit + gain)))
  const isKnown = found.every(isFinite)
  if (!isKnown) fill(found)
  return { pieces, rows: found.slice(0, -1), last: found[found.length - 1], holds: raised !== undefined && isKnown }
}

function rowAt({ over }: Question, time: number, raised?: Raised): Row {
  const now: At = (path) => raised?.values.get(path) ?? over.valueAt(path, time)
  const isConvex = now('recycling.exponent') === 1 || now('recycling.yield') * now('recycling.price') <= 0
  return { now, gain: raised?.gain ?? 0, isConvex }
}

function isFinite(row: Float64Array): boolean {
  for (let i = 0; i < row.length; i++) if (!Number.isFinite(row[i])) return false
  return true
}

/** A level without a profit is one that no good course comes to: worse than any that is known, by more than they differ. */
function fill(rows: readonly Float64Array[]): void {
  let [least, most] = [Infinity, -Infinity]
  for (const row of rows) {
    for (const value of row) if (Number.isFinite(value)) [least, most] = [Math.min(least, value), Math.max(most, value)]
  }
  const bad = least <= most ? least - 100 * (1 + most - least) : 0
  for (const row of rows) row.forEach((value, i) => (row[i] = Number.isFinite(value) ? value : bad))
}

/** For each row the values at the levels: the greater of the ends of the cells on both sides. */
async function profitsOfTangents(
  { engine, over, signal }: Question,
  profits: Profits,
  parameters: readonly string[],
  rows: readonly At[],
  levels: Float64Array,
  points: Float64Array,
): Promise<Float64Array[]> {
  const own = ['recycling.yield', 'recycling.processingCost']
  const others = parameters.filter((path) => !own.includes(path))
  const width = 3 + others.length
  const cells = levels.length - 1
  const most = Math.max(1, Math.floor(2 ** 19 / cells))
  const result: Float64Array[] = []
  for (let first = 0; first < rows.length; first += most) {
    const some = rows.slice(first, first + most)
    const values = new Float64Array(some.length * cells * 2 * width)
    some.forEach((now, r) => fillTangents(values.subarray(r * cells * 2 * width, (r + 1) * cells * 2 * width), now, others, levels, points))
    const request = { scenario: over.still, parameters: ['level', ...own, ...others], values }
    const [{ columns, status }] = await engine.optima([request], { metrics: ['profit'], signal })
    profits.asked += status.length
    some.forEach((_, r) => {
      const row = new Float64Array(levels.length).fill(-Infinity)
      for (let k = 0; k < 2 * cells; k++) {
        const at = r * 2 * cells + k
        const level = (k >> 1) + (k & 1)
        row[level] = Math.max(row[level], status[at] < FIRST_FAILURE ? columns.profit[at] : NaN)
      }
      result.push(row)
    })
  }
  return result
}

/** Of each cell its middle, or a level inside at which a course rests. */
function tangentPoints(levels: Float64Array, rests: readonly number[]): Float64Array {
  return Float64Array.from({ length: levels.length - 1 }, (_, i) => {
    const [low, high] = [levels[i], levels[i + 1]]
    return rests.find((level) => level > 0 && level >= low && level <= high) ?? (low + high) / 2
  })
}

/**
 * For both ends of each cell, level, yield and processing cost of an optimum whose profit is that with the tangent of θ^g at a point of the cell in place of
 * θ^g; and the other parameters.
 */
function fillTangents(values: Float64Array, now: At, others: readonly string[], levels: Float64Array, points: Float64Array): void {
  const [exponent, amount, disposal, processing] = [
    'recycling.exponent',
    'recycling.yield',
    'waste.disposalCost',
    'recycling.processingCost',
  ].map(now)
  const rest = others.map(now)
  let at = 0
  for (let i = 0; i + 1 < levels.length; i++) {
    const high = levels[i + 1]
    const point = points[i]
    for (const level of [levels[i], high]) {
      const gain = point ** exponent + exponent * point ** (exponent - 1) * (level - point)
      values[at] = high
      values[at + 1] = (amount * gain) / high ** exponent
      values[at + 2] = (disposal * (1 - level) + processing * level - disposal * (1 - high)) / high
      values.set(rest, at + 3)
      at += 3 + rest.length
    }
  }
}
