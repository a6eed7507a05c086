/**
 * The best policy where a price is random: the worth of a level at each moment and price, backwards from the end, under the exact transition
 * density. To rest and to move are smooth branches of it; where the better one changes, the expectation is corrected for the turn.
 */
import type { Question } from './problem.ts'
import type { RandomPrice } from './price.ts'
import type { Profits } from './profits.ts'
import { before } from './pieces.ts'
import { discountWeights } from './quadrature.ts'
import { Tables } from './tables.ts'
import { alongOf, waysOf, type Along } from './ways.ts'
import type { Kink, Transition } from './step.ts'
import { transitionOf } from './transition.ts'

/** A decision's moment, and the level, node of the price, and target of the best move there. */
export interface Policy {
  times: Float64Array
  levels: Float64Array
  origin: number
  /** Most levels that a step rises and falls. */
  rise: number
  drop: number
  transition: Transition
  /** By step of the horizon, level and node: the level to move to. */
  targets: Int16Array
  /** By step of the horizon and level: where the best target changes. */
  turns: Turn[][][]
  /** Discounted profit of a step at a level and node, by step; one row for all where nothing else moves. */
  stepProfits: (step: number) => Float64Array
  /** Worth at the start, by level and node. */
  worth: Float64Array
  along: Along
  /** `along` for all nodes of a step's profits. */
  ways(own: Float64Array): (from: number, to: number) => Float64Array
  /** Discounted cost of moving from a level to another in a step. */
  costOf(step: number, from: number, to: number): number
  after: Float64Array
  /** Worth at the end of the horizon, by level and node: of the policy, and of levels that stay. */
  atEnd: { policy: Float64Array; held: Float64Array }
  horizonSteps: number
  /** e^{−ρ (t − t0)} at the start of a step. */
  discount(step: number): number
}

// Where the maximum profit is convex in the level and levels jump, so is every worth: the best move goes all the way, and the levels between only show
// their own thresholds.
const CONVEX_CELLS = 2
const CONCAVE_CELLS = 50
/** Of the whole way, where the level moves evenly: the profits between two of them are taken as a line. */
const MOVING_CELLS = 16
/** Discount rate times the years without an end that are looked at: what comes later is as if nothing moved any more. */
const REMAINDER = 12
/** Steps between two pauses, in which an abort comes through. */
const PAUSE = 16
/** Products of the expectations, at most. */
const MOST_WORK = 1e9

/** Cells of the level to begin with. */
export function firstCells(question: Question): number {
  if (question.rate < Infinity) return MOVING_CELLS
  return isConvex(question) ? CONVEX_CELLS : CONCAVE_CELLS
}

/** Whether the best move is all the way or none, so that no finer levels are worth more. */
export function isConvex({ rate, scenario }: Question): boolean {
  return rate === Infinity && scenario.recycling.exponent === 1
}

/** @param length of a step, years. @param cells of the level, where that many are affordable. @param pause told the share of the steps that are done. */
export async function bestPolicy(
  question: Question,
  profits: Profits,
  price: RandomPrice,
  length: number,
  cells: number,
  pause: Question['pause'] = question.pause,
): Promise<Policy> {
  const { start, end, rate, discountRate, continuation, conversionCost, reversalCost, adjustmentCost } = question
  const horizonSteps = Math.round((end - start) / length)
  // With no end, what is left after so long is worth nothing any more.
  const tail = continuation === 'stationary' ? Math.ceil(REMAINDER / discountRate / length) : 0
  const steps = horizonSteps + tail
  const transition = transitionOf(price.process, length, steps * length)
  const { nodes } = transition
  const band = Math.min(nodes.length, 70)
  const affordable = Math.max(1, Math.floor(MOST_WORK / (steps * nodes.length * band)))
  const { levels, origin, rise, drop } = levelsOf(question, length, Math.min(cells, affordable))
  const times = Float64Array.from({ length: steps + 1 }, (_, k) => start + ((end - start) * k) / horizonSteps)
  const discounts = times.map((time) => Math.exp(-discountRate * (time - start)))
  const discount = (k: number) => discounts[k]
  const weights = discountWeights(discountRate, length)
  const tables = new Tables(question, profits, price, levels, nodes)
  const own = await tables.steps(times.subarray(0, horizonSteps + 1))
  const last = await tables.at(end)
  const still = last.map((profit) => weights.whole * profit)
  const stepProfits = (k: number) => (k < horizonSteps ? own[k] : still)
  const along = alongOf(question, levels, weights)
  const ways = waysOf(along, levels.length, nodes.length, rate === Infinity)
  const costOf = (k: number, from: number, to: number): number => {
    const change = levels[to] - levels[from]
    const unit = (time: number) => (change > 0 ? conversionCost(Math.min(time, end)) : reversalCost)
    if (rate === Infinity) return discount(k) * unit(times[k]) * Math.abs(change)
    const { whole, toEnd } = weights
    const even = ((whole - toEnd) * unit(times[k]) + toEnd * unit(before(times[k + 1]))) / length
    return discount(k) * (even * Math.abs(change) + (0.5 * adjustmentCost * change * change * whole) / length ** 2)
  }
  const after =
    continuation === 'none'
      ? new Float64Array(levels.length * nodes.length)
      : last.map((profit) => (discount(steps) * profit) / discountRate)
  const targets = new Int16Array(horizonSteps * levels.length * nodes.length)
  const turns: Turn[][][] = []
  const scratch = new Int16Array(levels.length * nodes.length)
  const width = nodes.length
  let worth = after.slice()
  const atEnd = { policy: worth, held: after }
  const smooth = Array.from(levels, () => [])
  let kinks: Turn[][] = Array.from(levels, () => [])
  for (let k = steps - 1; k >= 0; k--) {
    if (k % PAUSE === 0) await pause(1 - k / steps)
    // What a level is worth from the step's end on, and what a step from a level to another earns.
    const later = transition.expect(worth, kinks)
    const earned = ways(stepProfits(k))
    const today = discount(k)
    const next = new Float64Array(levels.length * width)
    const targetsNow = k < horizonSteps ? targets.subarray(k * next.length, (k + 1) * next.length) : scratch
    const branch = (i: number, j: number) => ({ later: later.subarray(j * width, (j + 1) * width), earned: earned(i, j), today })
    if (rate === Infinity) bestJumps(next, targetsNow, levels, width, branch, costOf(k, 0, levels.length - 1))
    else bestMoves(next, targetsNow, levels, width, branch, { rise, drop, costOf: (i, j) => costOf(k, i, j) })
    const nextKinks = Array.from(levels, (_, i) => {
      const worthOf = (j: number, n: number) => later[j * width + n] + today * earned(i, j)[n] - (i === j ? 0 : costOf(k, i, j))
      return turnsOf(nodes, targetsNow.subarray(i * width, (i + 1) * width), worthOf)
    })
    worth = next
    kinks = nextKinks
    if (k < horizonSteps) turns[k] = kinks
    else atEnd.held = transition.expect(atEnd.held, smooth).map((later, m) => later + today * still[m])
    if (k === horizonSteps) atEnd.policy = worth
  }
  return {
    times,
    levels,
    origin,
    transition,
    targets,
    turns,
    rise,
    drop,
    stepProfits,
    along,
    ways,
    worth,
    costOf,
    after,
    atEnd,
    horizonSteps,
    discount,
  }
}

/** What going from a level to another is worth but for its cost, at every node: what the step earns, and what comes after. */
type Branch = (from: number, to: number) => { later: Float64Array; earned: Float64Array; today: number }

/** A move is better by more than rounding, or the level rests. */
const BETTER = 1e-13

function bestMoves(
  next: Float64Array,
  targets: Int16Array,
  levels: Float64Array,
  width: number,
  branch: Branch,
  { rise, drop, costOf }: { rise: number; drop: number; costOf: (from: number, to: number) => number },
): void {
  for (let i = 0; i < levels.length; i++) {
    const own = next.subarray(i * width, (i + 1) * width)
    const row = targets.subarray(i * width, (i + 1) * width).fill(i)
    const stay = branch(i, i)
    for (let n = 0; n < width; n++) own[n] = stay.later[n] + stay.today * stay.earned[n]
    for (let j = Math.max(0, i - drop); j <= Math.min(levels.length - 1, i + rise); j++) {
      if (j === i) continue
      const { later, earned, today } = branch(i, j)
      const cost = costOf(i, j)
      for (let n = 0; n < width; n++) {
        const value = later[n] + today * earned[n] - cost
        if (value > own[n] + BETTER * Math.abs(own[n])) {
          own[n] = value
          row[n] = j
        }
      }
    }
  }
}

/** With jumps at a cost that is proportional to them: from the highest level down, the best of all above. */
function bestJumps(next: Float64Array, targets: Int16Array, levels: Float64Array, width: number, branch: Branch, ofWhole: number): void {
  const last = levels.length - 1
  const unit = last > 0 ? ofWhole / (levels[last] - levels[0]) : 0
  const best = new Float64Array(width).fill(-Infinity)
  const target = new Int16Array(width)
  for (let i = last; i >= 0; i--) {
    const { later, earned, today } = branch(i, i)
    for (let n = 0; n < width; n++) {
      const own = later[n] + today * earned[n] - unit * levels[i]
      if (own + BETTER * Math.abs(own) >= best[n]) {
        best[n] = own
        target[n] = i
      }
      next[i * width + n] = best[n] + unit * levels[i]
      targets[i * width + n] = target[n]
    }
  }
}

/** The first level, those that it may come to, and how many of them a step may rise and fall. */
function levelsOf({ level, rate, fall }: Question, length: number, most: number) {
  const jumps = rate === Infinity
  // With a rate, a step is a number of whole cells.
  const reach = Math.min(1, (level < 1 ? rate : fall) * length)
  const cells = cellsOf(Math.max(1, Math.ceil(reach * most - 1e-9)), (1 - level) / reach)
  const cell = jumps ? (1 - level) / most : reach / cells
  const above = level < 1 ? Math.max(1, jumps ? most : Math.ceil((1 - level) / cell - 1e-9)) : 0
  const below = fall > 0 ? Math.ceil(level / cell - 1e-9) : 0
  const levels = Float64Array.from({ length: below + above + 1 }, (_, i) =>
    i < below ? (level * i) / below : i === below + above && level < 1 ? 1 : level + (i - below) * cell,
  )
  return { levels, origin: below, rise: jumps ? above : cells, drop: fall > 0 ? Math.floor((fall * length) / cell + 1e-9) : 0 }
}

/**
 * Cells of a step, up to half more than asked for: so many that the rest of the way, `steps` long, is nearest to a whole number of them. A first
 * move may have to be just so short that all later ones are at the greatest rate.
 */
function cellsOf(least: number, steps: number): number {
  const miss = (cells: number) => Math.abs(steps * cells - Math.round(steps * cells)) / cells
  let best = least
  for (let cells = least + 1; cells <= 1.5 * least; cells++) if (miss(cells) < miss(best) - 1e-12) best = cells
  return best
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
  for (let n = 0; nodes.length > 3 && n + 1 < nodes.length; n++) {
    const [a, b] = [targets[n], targets[n + 1]]
    if (a === b) continue
    // A cubic through four nodes, the two of the turn among them.
    const base = Math.min(Math.max(n, 1), nodes.length - 3)
    const d = [-1, 0, 1, 2].map((offset) => value(b, base + offset) - value(a, base + offset))
    const cubic = (f: number) =>
      (-f * (f - 1) * (f - 2) * d[0]) / 6 +
      ((f + 1) * (f - 1) * (f - 2) * d[1]) / 2 -
      ((f + 1) * f * (f - 2) * d[2]) / 2 +
      ((f + 1) * f * (f - 1) * d[3]) / 6
    let [low, high] = [n - base, n - base + 1]
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2
      if (cubic(middle) < 0) low = middle
      else high = middle
    }
    const f = (low + high) / 2
    const e = 1e-3
    const slope = (cubic(f + e) - cubic(f - e)) / (2 * e * h)
    const curvature = (cubic(f + e) - 2 * cubic(f) + cubic(f - e)) / (e * e * h * h)
    kinks.push({ x: nodes[base] + f * h, slope, curvature, from: a, to: b })
  }
  return kinks
}
