/**
 * What bounds the maximum profit between the moments of a lattice where parameters move smoothly. At fixed volumes and level profit is linear in its
 * terms' coefficients (price times scale, and so on), and rises with each, costs taken negative; so the maximum profit is convex and increasing in all of them together. Where
 * a coefficient lies above the chord of a step, the chord is raised by as much: the maximum profit is then below the chord of its values at the raised ends.
 */
import type { Lattice, Part } from './lattice.ts'
import { before } from './lattice.ts'
import type { Question } from './problem.ts'

/** Looks between the ends of a step, and room for what lies between the looks. */
const LOOKS = [1 / 4, 1 / 2, 3 / 4]
const ROOM = 1.5

/** Parameters that the coefficients are made of. */
const LINEAR =
  /^(production\.(scale|price)|waste\.(scale|disposalCost)|recycling\.(yield|price|processingCost)|factors\[\d\]\.price|fixedCost)$/

/** Parameters of a row that is raised, and what its profit gains beside them. */
export interface Raised {
  /** By path: those that differ from their own at the row's moment. */
  values: Map<string, number>
  gain: number
}

/** By row of the lattice; undefined for a row that is not raised. Undefined in all where something else than coefficients moves within a step. */
export function raisedRows(question: Question, { steps, rows, moments }: Lattice): (Raised | undefined)[] | undefined {
  const { over } = question
  if (over.isStepwise) return rows.map(() => undefined)
  const others = over.moving.filter((path) => !LINEAR.test(path))
  const size = coefficientsAt(question, moments[0]).length
  const raises = rows.map(() => new Float64Array(size))
  for (const part of steps.flatMap((step) => step.parts)) {
    if (part.startRow === part.endRow) continue
    if (others.some((path) => moves(question, path, part))) return undefined
    const above = aboveChord(question, part)
    for (const row of [part.startRow, part.endRow]) above.forEach((value, k) => (raises[row][k] = Math.max(raises[row][k], value)))
  }
  return raises.map((raise, row) => (raise.some((value) => value > 0) ? raisedBy(question, moments[row], raise) : undefined))
}

function moves({ over }: Question, path: string, { start, end }: Part): boolean {
  const first = over.valueAt(path, start)
  return [...LOOKS.map((share) => start + share * (end - start)), before(end)].some((time) => over.valueAt(path, time) !== first)
}

/** How far each coefficient rises above its chord. */
function aboveChord(question: Question, { start, end }: Part): number[] {
  const [first, last] = [coefficientsAt(question, start), coefficientsAt(question, before(end))]
  const looks = LOOKS.map((share) => ({ share, now: coefficientsAt(question, start + share * (end - start)) }))
  return first.map((value, k) => ROOM * Math.max(0, ...looks.map(({ share, now }) => now[k] - (1 - share) * value - share * last[k])))
}

/** Of output, additional output, fixed cost, discharged and recycled waste, and each factor: more is better. */
function coefficientsAt({ over, scenario }: Question, time: number): number[] {
  const now = (path: string) => over.valueAt(path, time)
  const waste = now('waste.scale')
  return [
    now('production.price') * now('production.scale'),
    now('recycling.price') * now('recycling.yield') * waste ** now('recycling.exponent'),
    -now('fixedCost'),
    -now('waste.disposalCost') * waste,
    -now('recycling.processingCost') * waste,
    ...scenario.factors.map((_, i) => -now(`factors[${i}].price`)),
  ]
}

/** The prices that give the coefficients so much more. */
function raisedBy({ over }: Question, time: number, [output, additional, fixed, discharged, recycled, ...factors]: Float64Array): Raised {
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
