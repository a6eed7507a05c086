/**
 * The best policy where a price is random: the worth of a level at each moment and price, backwards from the end, under the exact transition
 * density. To rest and to move are smooth branches of it; where the better one changes, the expectation is corrected for the turn.
 */
import type { Question } from './problem.ts'
import type { RandomPrice } from './price.ts'
import type { Profits } from './profits.ts'
import { discountWeights } from './quadrature.ts'
import { transitionOf, type Kink, type Transition } from './transition.ts'

/** A decision's moment, and the level, node of the price, and target of the best move there. */
export interface Policy {
  times: Float64Array
  levels: Float64Array
  origin: number
  transition: Transition
  /** By step of the horizon, level and node: the level to move to. */
  targets: Int16Array
  /** By step of the horizon and level: where the best target changes. */
  turns: Turn[][][]
  /** Discounted profit of a step at a level and node, by step; one row for all where nothing else moves. */
  stepProfits: (step: number) => Float64Array
  /** Worth at the start, by level and node. */
  worth: Float64Array
  /** Discounted cost of moving from a level to another in a step. */
  costOf(step: number, from: number, to: number): number
  after: Float64Array
  horizonSteps: number
  /** e^{−ρ (t − t0)} at the start of a step. */
  discount(step: number): number
}

// Where the maximum profit is convex in the level and levels jump, so is every worth: the best move goes all the way, and the levels between only show
// their own thresholds.
const CELLS = { samples: 4, continuous: 1 }
const CONCAVE_CELLS = 100
/** Discount rate times the years without an end that are looked at. */
const REMAINDER = 18
/** Products of the expectations, at most. */
const MOST_WORK = 1e9

/** @param length of a step, years. */
export async function bestPolicy(question: Question, profits: Profits, price: RandomPrice, length: number): Promise<Policy> {
  const { start, end, level, rate, fall, discountRate, continuation, scenario, conversionCost, reversalCost, adjustmentCost } = question
  const horizonSteps = Math.round((end - start) / length)
  // With no end, what is left after so long is worth nothing any more.
  const tail = continuation === 'stationary' ? Math.ceil(REMAINDER / discountRate / length) : 0
  const steps = horizonSteps + tail
  const transition = transitionOf(price.process, length, steps * length)
  const { nodes } = transition
  const band = Math.min(nodes.length, 70)
  const wanted = scenario.recycling.exponent === 1 && rate === Infinity ? CELLS[question.decisions] : CONCAVE_CELLS
  const affordable = Math.max(1, Math.floor(MOST_WORK / (steps * nodes.length * band)))
  const cells = rate === Infinity ? Math.max(1, Math.min(wanted, affordable)) : Math.max(1, Math.ceil((1 - level) / (rate * length)))
  const cell = (1 - level) / cells
  const below = fall > 0 ? Math.max(0, Math.round(level / cell)) : 0
  const levels = Float64Array.from({ length: below + cells + 1 }, (_, i) => (i < below ? (level * i) / below : level + (i - below) * cell))
  const rise = rate === Infinity ? cells : Math.max(1, Math.floor((rate * length) / cell + 1e-9))
  const drop = fall > 0 ? Math.floor((fall * length) / cell + 1e-9) : 0
  const times = Float64Array.from({ length: steps + 1 }, (_, k) => start + k * length)
  const discount = (k: number) => Math.exp(-discountRate * k * length)
  const { whole } = discountWeights(discountRate, length)
  const table = await tablesOf(question, profits, price, times.subarray(0, horizonSteps + 1), levels, nodes)
  const stepProfits = (k: number) => table.step(k, whole)
  const costOf = (k: number, from: number, to: number): number => {
    const change = levels[to] - levels[from]
    const ofUnit = change > 0 ? conversionCost(Math.min(times[k], end)) : reversalCost
    const even = rate === Infinity ? 1 : whole / length
    return discount(k) * even * (ofUnit * Math.abs(change) + (rate === Infinity ? 0 : (0.5 * adjustmentCost * change * change) / length))
  }
  const after =
    continuation === 'none'
      ? new Float64Array(levels.length * nodes.length)
      : table.at(horizonSteps).map((profit) => (discount(steps) * profit) / discountRate)
  const targets = new Int16Array(horizonSteps * levels.length * nodes.length)
  const turns: Turn[][][] = []
  const scratch = new Int16Array(nodes.length)
  const width = nodes.length
  let worth = after.slice()
  let kinks: Turn[][] = Array.from(levels, () => [])
  for (let k = steps - 1; k >= 0; k--) {
    const own = stepProfits(Math.min(k, horizonSteps))
    // What a level is worth that has been moved to.
    const held = new Float64Array(levels.length * width)
    for (let i = 0; i < levels.length; i++) {
      const later = transition.expect(worth.subarray(i * width, (i + 1) * width), kinks[i])
      for (let n = 0; n < width; n++) held[i * width + n] = discount(k) * own[i * width + n] + later[n]
    }
    const next = new Float64Array(levels.length * width)
    const nextKinks: Turn[][] = []
    for (let i = 0; i < levels.length; i++) {
      const costs = Array.from(levels, (_, j) => (j === i ? 0 : costOf(k, i, j)))
      const row = k < horizonSteps ? targets.subarray((k * levels.length + i) * width, (k * levels.length + i + 1) * width) : scratch
      for (let n = 0; n < width; n++) {
        let best = held[i * width + n]
        let target = i
        for (let j = Math.max(0, i - drop); j <= Math.min(levels.length - 1, i + rise); j++) {
          if (j === i) continue
          const value = branch(held, discount(k), own, rate, i, j, width, n) - costs[j]
          if (value > best + 1e-13 * Math.abs(best)) [best, target] = [value, j]
        }
        next[i * width + n] = best
        row[n] = target
      }
      nextKinks.push(
        turnsOf(nodes, row, (j, n) => (j === i ? held[i * width + n] : branch(held, discount(k), own, rate, i, j, width, n) - costs[j])),
      )
    }
    worth = next
    kinks = nextKinks
    if (k < horizonSteps) turns[k] = kinks
  }
  return {
    times,
    levels,
    origin: below,
    transition,
    targets,
    turns,
    stepProfits: (k) => stepProfits(Math.min(k, horizonSteps)),
    worth,
    costOf,
    after,
    horizonSteps,
    discount,
  }
}

/** The worth of moving: at once with jumps, else evenly during the step, which earns the mean of both levels' profits. */
function branch(
  held: Float64Array,
  discount: number,
  own: Float64Array,
  rate: number,
  from: number,
  to: number,
  width: number,
  n: number,
): number {
  const there = held[to * width + n]
  return rate === Infinity ? there : there + 0.5 * discount * (own[from * width + n] - own[to * width + n])
}

/** Where the best target changes between two nodes, from one level to another. */
export interface Turn extends Kink {
  from: number
  to: number
}

/** The roots of the differences of branches, by a cubic through four nodes. */
function turnsOf(nodes: Float64Array, targets: Int16Array, value: (target: number, node: number) => number): Turn[] {
  const kinks: Turn[] = []
  const h = nodes[1] - nodes[0]
  for (let n = 1; n + 2 < nodes.length; n++) {
    const [a, b] = [targets[n], targets[n + 1]]
    if (a === b) continue
    const d = [-1, 0, 1, 2].map((offset) => value(b, n + offset) - value(a, n + offset))
    const cubic = (f: number) =>
      (-f * (f - 1) * (f - 2) * d[0]) / 6 +
      ((f + 1) * (f - 1) * (f - 2) * d[1]) / 2 -
      ((f + 1) * f * (f - 2) * d[2]) / 2 +
      ((f + 1) * f * (f - 1) * d[3]) / 6
    let [low, high] = [0, 1]
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2
      if (cubic(middle) < 0) low = middle
      else high = middle
    }
    const f = (low + high) / 2
    const e = 1e-3
    const slope = (cubic(f + e) - cubic(f - e)) / (2 * e * h)
    const curvature = (cubic(f + e) - 2 * cubic(f) + cubic(f - e)) / (e * e * h * h)
    kinks.push({ x: nodes[n] + f * h, slope, curvature, from: a, to: b })
  }
  return kinks
}

/** Maximum profits at every level and price; one table for all times where nothing else moves. */
async function tablesOf(
  question: Question,
  profits: Profits,
  price: RandomPrice,
  times: Float64Array,
  levels: Float64Array,
  nodes: Float64Array,
) {
  const { over, start } = question
  const isSteady = over.isConstant && price.correction(1) === 0
  const looks = isSteady ? times.subarray(0, 1) : times
  const tables: Float64Array[] = []
  for (const time of looks)
    tables.push(
      await profits.withPrice(
        time,
        levels,
        price.parameter,
        nodes.map((x) => Math.exp(x - price.correction(time - start))),
      ),
    )
  const at = (k: number) => tables[isSteady ? 0 : Math.min(k, tables.length - 1)]
  const step = (k: number, whole: number): Float64Array => {
    const [first, last] = [at(k), at(k + 1)]
    return first === last ? first.map((profit) => whole * profit) : first.map((profit, i) => (whole * (profit + last[i])) / 2)
  }
  return { at, step }
}
