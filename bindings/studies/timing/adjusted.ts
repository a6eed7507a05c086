/**
 * The best course with a cost of adjustment, or with falls: over a coarse lattice of all levels first, then over finer and finer ones in a tube
 * around the best path so far. Each round halves the steps of time, then quarters those of the level alone.
 */
import { levelAt, valuesOf, type Corner } from './course.ts'
import { before } from './pieces.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'
import { discountWeights } from './quadrature.ts'

const FIRST_STEPS = 64
const FIRST_CELLS = 400
/** Least number of rates that a step tells apart at first. */
const RATES = 8
/** Half the width of the tube, in cells of the round before: in narrower ones paths stay where a coarse quadrature led them. */
const REACH = 16
const FINER = 4
const ROUNDS = 9
/** From here on only the levels become finer: with them the rates that a step tells apart. */
const MOST_STEPS = 1024
/** Tubes of one fineness, each around the best path of the one before, until that stays inside. */
const CENTRINGS = 8
/** More of them do not each get a moment of their own. */
const MOST_DATES = 32
/** Two rounds agree where what they come to differs by this share of the value. */
const AGREED = 1e-7
/** A better path is one by this share of its value. */
const BETTER = 1e-9

export interface Refined {
  corners: Corner[]
  value: number
  /** How much what rounds came to changed by when steps were halved last, or levels made finer since. */
  error: number
  rounds: number
}

export async function refined(question: Question, profits: Profits): Promise<Refined> {
  const { level, rate, fall } = question
  let steps = FIRST_STEPS
  const [first, second] = momentsOf(question, steps)
  let cell = Math.min((1 - level) / FIRST_CELLS || 1 / FIRST_CELLS, (Math.max(rate, fall) * (second - first)) / RATES)
  cell = Math.max(cell, 1 / 4000)
  let best: Corner[] = []
  let value = -Infinity
  let [isHalved, bySteps, byLevels] = [true, Infinity, 0]
  let round = 0
  // One round may well change nothing where its rates are too coarse to be of use.
  let agreed = 0
  let last = -Infinity
  for (; round < ROUNDS; round++) {
    // What this fineness comes to by itself, be it less than a coarser one: where they agree there is nothing left to gain.
    let found = -Infinity
    for (let tube = 0; tube < CENTRINGS; tube++) {
      await question.pause(round / ROUNDS)
      const corners = await bestInTube(question, profits, {
        steps,
        cell,
        around: round === 0 ? undefined : best,
        width: REACH * FINER,
      })
      const [own] = await valuesOf(question, profits, [corners])
      found = Math.max(found, own)
      const isBetter = !(own <= value + BETTER * Math.abs(value))
      if (isBetter || best.length === 0) [best, value] = [corners, own]
      if (!isBetter || round === 0) break
    }
    const change = Math.abs(found - last)
    last = found
    if (isHalved) [bySteps, byLevels] = [change, 0]
    else byLevels = change
    agreed = change <= AGREED * Math.abs(value) ? agreed + 1 : 0
    if (agreed === 2) break
    isHalved = 2 * steps <= MOST_STEPS
    if (isHalved) steps *= 2
    cell /= FINER
  }
  return { corners: best, value, error: Math.max(bySteps, byLevels), rounds: round }
}

/**
 * When the level may take another rate: also at the dates of schedules. What follows a horizon without end is autonomous, and the level there nears where it
 * will stay: half of the steps are the horizon's, the others grow from these by a fixed factor. Those of twice as many steps are the same and one between each two.
 *
 * @param steps about, FIRST_STEPS times a power of 2.
 */
function momentsOf({ start, end, horizon, over }: Question, steps: number): Float64Array {
  const own = Math.min(end, horizon.end)
  const sequel = end - own
  const isLong = own > start && sequel > own - start
  const until = isLong ? own : end
  const dates = over.dates.length <= MOST_DATES ? over.dates.filter((date) => date < until) : []
  const knots = [start, ...dates, until]
  const share = (isLong ? FIRST_STEPS / 2 : FIRST_STEPS) / (until - start)
  const moments = [start]
  for (let s = 1; s < knots.length; s++) {
    const [from, to] = [knots[s - 1], knots[s]]
    const count = Math.max(1, Math.round(share * (to - from))) * (steps / FIRST_STEPS)
    for (let k = 1; k <= count; k++) moments.push(k === count ? to : from + ((to - from) * k) / count)
  }
  if (!isLong) return Float64Array.from(moments)
  // Steps of the same length on both sides of the horizon's end: (e^c − 1)/c = sequel/own.
  let growth = Math.log(sequel / (own - start)) + 1
  for (let i = 0; i < 50; i++) growth = Math.log1p((growth * sequel) / (own - start))
  const half = steps / 2
  for (let k = 1; k <= half; k++) moments.push(k === half ? end : own + (sequel * Math.expm1((growth * k) / half)) / Math.expm1(growth))
  return Float64Array.from(moments)
}

interface Tube {
  steps: number
  cell: number
  /** The middle of the tube; without it all levels. */
  around?: Corner[]
  width: number
}

async function bestInTube(question: Question, profits: Profits, { steps: fineness, cell, around, width }: Tube): Promise<Corner[]> {
  const { start, end, level, rate, fall, discountRate, conversionCost, reversalCost, adjustmentCost, continuation, over } = question
  const moments = momentsOf(question, fineness)
  const steps = moments.length - 1
  const time = (k: number) => moments[k]
  const stepOf = (k: number) => moments[k + 1] - moments[k]
  const highest = Math.floor((1 - level) / cell + 1e-9)
  const lowest = fall > 0 ? -Math.floor(level / cell + 1e-9) : 0
  const risen = (years: number) => Math.floor((rate * years) / cell + 1e-9)
  const dropped = (years: number) => Math.floor((fall * years) / cell + 1e-9)
  const middle = (course: Corner[], k: number) => Math.round((levelAt(course, time(k)) - level) / cell)
  const low = Int32Array.from({ length: steps + 1 }, (_, k) =>
    k === 0 ? 0 : Math.max(lowest, around ? middle(around, k) - width : -dropped(time(k) - start)),
  )
  const high = Int32Array.from({ length: steps + 1 }, (_, k) =>
    k === 0 ? 0 : Math.min(highest, around ? middle(around, k) + width : risen(time(k) - start)),
  )
  const offsets = new Int32Array(steps + 2)
  for (let k = 0; k <= steps; k++) offsets[k + 1] = offsets[k] + high[k] - low[k] + 1
  // Before a date, a step ends with other profits than those with which the next begins.
  const dates = new Set([...over.dates, end])
  const endOffsets = offsets.slice(0, steps + 1)
  let count = offsets[steps + 1]
  for (let k = 1; k <= steps; k++) {
    if (!dates.has(time(k))) continue
    endOffsets[k] = count
    count += high[k] - low[k] + 1
  }
  const times = new Float64Array(count)
  const levels = new Float64Array(count)
  for (let k = 0; k <= steps; k++) {
    for (let i = low[k]; i <= high[k]; i++) {
      const [first, last] = [offsets[k] + i - low[k], endOffsets[k] + i - low[k]]
      levels[first] = levels[last] = Math.min(1, Math.max(0, level + i * cell))
      times[last] = before(time(k))
      times[first] = time(k)
    }
  }
  const profit = await profits.at(times, levels)
  const after = continuation === 'none' ? 0 : Math.exp(-discountRate * (end - start)) / discountRate
  let worth = profit.slice(offsets[steps], offsets[steps + 1]).map((own) => after * own)
  const targets = new Int32Array(offsets[steps + 1])
  for (let k = steps - 1; k >= 0; k--) {
    const step = stepOf(k)
    const [rise, drop] = [risen(step), dropped(step)]
    const { whole, toEnd } = discountWeights(discountRate, step)
    const discount = Math.exp(-discountRate * (time(k) - start))
    const [atStart, atEnd] = [discount * (whole - toEnd), discount * toEnd]
    const each = (discount * whole) / step
    const [up, down, bend] = [
      each * conversionCost(time(k) + step / 2) * cell,
      each * reversalCost * cell,
      (0.5 * each * adjustmentCost * cell * cell) / step,
    ]
    const next = new Float64Array(high[k] - low[k] + 1)
    for (let i = low[k]; i <= high[k]; i++) {
      let best = -Infinity
      let target = i
      for (let j = Math.max(low[k + 1], i - drop); j <= Math.min(high[k + 1], i + rise); j++) {
        const moved = j - i
        const cost = (moved > 0 ? up * moved : -down * moved) + bend * moved * moved
        const value = atEnd * profit[endOffsets[k + 1] + j - low[k + 1]] + worth[j - low[k + 1]] - cost
        if (value > best) [best, target] = [value, j]
      }
      next[i - low[k]] = best + atStart * profit[offsets[k] + i - low[k]]
      targets[offsets[k] + i - low[k]] = target
    }
    worth = next
  }
  const corners: Corner[] = [{ time: start, level }]
  for (let k = 0, at = 0; k < steps; k++) {
    at = targets[offsets[k] + at - low[k]]
    corners.push({ time: time(k + 1), level: Math.min(1, Math.max(0, level + at * cell)) })
  }
  return corners
}
