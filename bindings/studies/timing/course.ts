/** A course of the level: pieces along which it rests or moves evenly, and jumps between them; and what it is worth. */
import { discountWeights, gaussLegendre } from './quadrature.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** A corner of the course; two at one time are a jump. */
export interface Corner {
  time: number
  level: number
}

export interface Interval {
  start: number
  end: number
  from: number
  to: number
}

/** What a search for the best course has found. */
export interface Found {
  corners: Corner[]
  value: number
  bound: number | null
  /** Where the bound is not close: how far it is from the value; without a bound, how much the last refinement has changed what it comes to. */
  error?: number
  cells: number
  rounds: number
}

const NODES = gaussLegendre(6)
/** Pieces that the horizon is divided into at least. */
const PIECES = 32
/** How finely a move that starts at level 0 is divided there, where the first unit recycled may be worth infinitely much. */
const GRADED = 12
const GRADING = 1 / 4

/** The level never moves. */
export function stayOf({ start, end, level }: Question): Corner[] {
  return [
    { time: start, level },
    { time: end, level },
  ]
}

/** The stretches of time on which the level moves one way, those that touch joined. */
export function intervalsOf(corners: readonly Corner[]): Interval[] {
  const moves: Interval[] = []
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    if (from.level === to.level) continue
    const last = moves.at(-1)
    const joins = last && last.end === from.time && Math.sign(last.to - last.from) === Math.sign(to.level - from.level)
    if (joins) Object.assign(last, { end: to.time, to: to.level })
    else moves.push({ start: from.time, end: to.time, from: from.level, to: to.level })
  }
  return moves
}

export function levelAt(corners: readonly Corner[], time: number): number {
  let level = corners[0].level
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    if (time >= to.time) level = to.level
    else if (time > from.time) return from.level + ((to.level - from.level) * (time - from.time)) / (to.time - from.time)
    else break
  }
  return level
}

/** dθ/dt just after a time. */
export function rateAt(corners: readonly Corner[], time: number): number {
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    if (time >= from.time && time < to.time) return (to.level - from.level) / (to.time - from.time)
  }
  return 0
}

/** What courses are worth at the start of the horizon, what follows it included; all of them asked for at once. */
export async function valuesOf(question: Question, profits: Profits, courses: readonly (readonly Corner[])[]): Promise<number[]> {
  const plans = courses.map((corners) => nodesOf(question, corners))
  const count = plans.reduce((sum, { times }) => sum + times.length, 0)
  const times = new Float64Array(count)
  const levels = new Float64Array(count)
  let at = 0
  for (const plan of plans) {
    times.set(plan.times, at)
    levels.set(plan.levels, at)
    at += plan.times.length
  }
  const profit = await profits.at(times, levels)
  at = 0
  return plans.map((plan, i) => {
    let value = -costOf(question, courses[i])
    for (let k = 0; k < plan.times.length; k++) value += plan.weights[k] * profit[at++]
    return value
  })
}

/** Where a course's profit is looked at, and how much each look weighs: discounted integrals, and what follows the horizon. */
function nodesOf({ start, end, discountRate, over, continuation }: Question, corners: readonly Corner[]) {
  const times: number[] = []
  const levels: number[] = []
  const weights: number[] = []
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    if (!(to.time > from.time)) continue
    const slope = (to.level - from.level) / (to.time - from.time)
    const isStill = slope === 0 && over.isStepwise
    for (const [a, b] of cellsOf(from, to, over.dates, isStill ? Infinity : (end - start) / PIECES)) {
      if (isStill) {
        times.push(a)
        levels.push(from.level)
        weights.push(discountWeights(discountRate, b - a).whole * Math.exp(-discountRate * (a - start)))
        continue
      }
      for (const { place, weight } of NODES) {
        const time = a + (b - a) * place
        times.push(time)
        levels.push(Math.min(1, Math.max(0, from.level + slope * (time - from.time))))
        weights.push((b - a) * weight * Math.exp(-discountRate * (time - start)))
      }
    }
  }
  if (continuation !== 'none') {
    times.push(end)
    levels.push(corners[corners.length - 1].level)
    weights.push(Math.exp(-discountRate * (end - start)) / discountRate)
  }
  return { times, levels, weights }
}

function cellsOf(from: Corner, to: Corner, dates: readonly number[], longest: number): [number, number][] {
  const ends = [from.time, ...dates.filter((date) => date > from.time && date < to.time), to.time]
  // A moving level meets kinks of the maximum profit, where a factor reaches a bound; one at 0 a singularity.
  const isMoving = from.level !== to.level
  const cells: [number, number][] = []
  for (let i = 1; i < ends.length; i++) {
    const [a, b] = [ends[i - 1], ends[i]]
    const count = Math.max(1, Math.ceil((b - a) / longest)) * (isMoving ? 4 : 1)
    for (let k = 0; k < count; k++) cells.push([a + ((b - a) * k) / count, a + ((b - a) * (k + 1)) / count])
  }
  if (isMoving && from.level === 0) {
    const [[a, b]] = cells.splice(0, 1)
    for (let k = 0; k < GRADED; k++) cells.push([a + (b - a) * GRADING ** (k + 1), a + (b - a) * GRADING ** k])
    cells.push([a, a + (b - a) * GRADING ** GRADED])
  }
  return cells
}

/** Discounted cost of moving along a course. */
export function costOf(question: Question, corners: readonly Corner[]): number {
  const { start, discountRate, conversionCost, reversalCost, adjustmentCost, over } = question
  let cost = 0
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1], corners[i]]
    const change = to.level - from.level
    if (change === 0) continue
    const ofUnit = (time: number) => (change > 0 ? conversionCost(time) : reversalCost)
    if (to.time === from.time) {
      cost += Math.exp(-discountRate * (from.time - start)) * ofUnit(from.time) * Math.abs(change)
      continue
    }
    const rate = change / (to.time - from.time)
    for (const [a, b] of cellsOf({ ...from, level: 1 }, { ...to, level: 1 }, over.dates, (question.end - start) / PIECES)) {
      for (const { place, weight } of NODES) {
        const time = a + (b - a) * place
        cost +=
          (b - a) * weight * Math.exp(-discountRate * (time - start)) * (ofUnit(time) * Math.abs(rate) + 0.5 * adjustmentCost * rate * rate)
      }
    }
  }
  return cost
}
