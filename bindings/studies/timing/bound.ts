/**
 * An upper bound of every admissible course without falls. Integrated by parts, the value is J θ₀ + ∫ (e^{−ρt} Π* dt − θ dμ) + what follows, with
 * dμ = −d(e^{−ρt} J). A course rounded down to the levels of a lattice is a path over it whose steps rise at most one cell more than the rate
 * allows, and within a step the course stays between the rounded level and the cell above the next one. So the best path over the lattice with
 * the greatest integrand of that stretch bounds it. Cost of adjustment only lowers the value, so that the bound holds with it too.
 */
import { before, type Lattice, type Part } from './lattice.ts'
import type { Question } from './problem.ts'
import { discountWeights } from './quadrature.ts'

/** Profit is reported within 1e-12 of the flows that it is made of. */
const ROUNDING = 1e-12

/**
 * @param tops the maximum profit of cell i is at most the greater of left[i] and right[i], whatever is linear in the level added to both; a row
 *   for each row of the lattice.
 */
export function upperBound(question: Question, lattice: Lattice, tops: readonly Tops[]): number {
  const { levels, steps, after, rise } = lattice
  const { start, end, conversionCost } = question
  const cells = levels.length - 1
  const endCost = discountAt(question, end) * conversionCost(before(end))
  let worth: Float64Array = Float64Array.from({ length: cells }, (_, i) =>
    Math.max(after[i] - endCost * levels[i], after[i + 1] - endCost * levels[i + 1]),
  )
  const parts = steps.flatMap((step) => step.parts)
  for (let p = parts.length - 1; p >= 0; p--) {
    worth = stretch(parts[p], integrands(question, lattice, tops, parts[p]), worth, Math.min(rise, cells))
    if (p > 0) addJump(question, levels, parts[p].start, worth)
  }
  const atStart = conversionCost(start) * levels[0]
  const value = worth[0] + atStart
  return value + ROUNDING * (Math.abs(value) + Math.abs(atStart) + greatest(lattice) * (end - start))
}

export interface Tops {
  left: Float64Array
  right: Float64Array
}

/** The greatest integrand of each cell at both ends of a part: Π* − m θ, m the mean of dμ; and a bound of what the mean hides. */
function integrands(question: Question, { levels, rise }: Lattice, tops: readonly Tops[], { start, end, startRow, endRow, whole }: Part) {
  const cells = levels.length - 1
  const cost = (time: number) => discountAt(question, time) * question.conversionCost(time)
  const mean = (cost(start) - cost(before(end))) / whole
  const of = ({ left, right }: Tops) =>
    Float64Array.from({ length: cells }, (_, i) => Math.max(left[i] - mean * levels[i], right[i] - mean * levels[i + 1]))
  const atStart = of(tops[startRow])
  const middle = (start + end) / 2
  const { whole: firstHalf } = discountWeights(question.discountRate, middle - start)
  const hidden = Math.abs(cost(start) - cost(middle) - mean * discountAt(question, start) * firstHalf)
  const range = Math.min(1, (Math.min(rise, cells) + 1) * (levels[cells] - levels[cells - 1]))
  const atEnd = startRow === endRow ? atStart : of(tops[endRow])
  return { atStart, atEnd, slack: 4 * hidden * range }
}

/** A part of a step, in which the rounded level rises `most` cells at most, through any of those between at any time. */
function stretch(
  { whole, toEnd }: Part,
  { atStart, atEnd, slack }: ReturnType<typeof integrands>,
  worth: Float64Array,
  most: number,
): Float64Array {
  const cells = worth.length
  const next = new Float64Array(cells)
  if (atStart === atEnd && most >= cells) {
    let behind = -Infinity
    let best = -Infinity
    for (let i = cells - 1; i >= 0; i--) {
      behind = Math.max(behind, worth[i])
      best = Math.max(best, whole * atStart[i] + behind)
      next[i] = best + slack
    }
    return next
  }
  for (let i = 0; i < cells; i++) {
    let best = -Infinity
    let [first, last] = [-Infinity, -Infinity]
    for (let j = i; j <= Math.min(cells - 1, i + most); j++) {
      first = Math.max(first, atStart[j])
      last = Math.max(last, atEnd[j])
      best = Math.max(best, (whole - toEnd) * first + toEnd * last + worth[j])
    }
    next[i] = best + slack
  }
  return next
}

/** A jump of the cost at a date turns what all that was raised before has cost, discounted. */
function addJump(question: Question, levels: Float64Array, at: number, worth: Float64Array): void {
  if (!question.over.dates.includes(at)) return
  const change = discountAt(question, at) * (question.conversionCost(at) - question.conversionCost(before(at)))
  if (change !== 0) for (let i = 0; i < worth.length; i++) worth[i] += Math.max(change * levels[i], change * levels[i + 1])
}

function discountAt({ discountRate, start }: Question, time: number): number {
  return Math.exp(-discountRate * (time - start))
}

function greatest({ rows }: Lattice): number {
  return rows.reduce((most, row) => row.reduce((own, value) => (Number.isFinite(value) ? Math.max(own, Math.abs(value)) : own), most), 0)
}
