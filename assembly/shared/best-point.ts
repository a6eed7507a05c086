/** The best of the points that may be the maximum of a problem of two factors, compared one by one. */
import { NEIGHBOURS, TIE } from './one-factor-problem.ts'
import { setLogs, setSizes, Terms, TwoFactorProblem } from './two-factor-problem.ts'

/** A point that may be the maximum. */
class Candidate {
  y0: f64 = NaN
  y1: f64 = NaN
  /** Whether the profit falls from here into the box. */
  holds: bool = false
}

const BEST = new Candidate()
const TERMS = new Terms()
const BEST_TERMS = new Terms()

/** First factors whose logarithms agree to this are the same. */
const SAME: f64 = 1e-9
/** Exponentials up to this argument, and a few of them together, are numbers. */
const MOST_EXPONENT: f64 = 700

/** Begins a comparison. */
export function forgetBest(): void {
  BEST.y0 = NaN
}

/** Lets the best point be the answer. */
export function takeBest(p: TwoFactorProblem): void {
  p.y0 = BEST.y0
  p.y1 = BEST.y1
}

/** A stationary point inside the box. */
export function considerInside(p: TwoFactorProblem, y0: f64, y1: f64): void {
  look(p, y0, y1)
  keepBetter(p, y0, y1, true)
}

/** A point of the edge on which factor `fixed` stands at a bound: `side` 1 the upper one, 0 the lower one. `y` is the other factor's. */
export function considerOnEdge(p: TwoFactorProblem, fixed: i32, side: i32, y: f64): void {
  const bound = boundOf(p, fixed, side)
  look(p, fixed === 0 ? bound : y, fixed === 0 ? y : bound)
  keepOnEdge(p, fixed, side, y)
}

/** The same for one whose terms are known; `fixedCost` is that of the factor at the bound. */
export function considerKnownOnEdge(
  p: TwoFactorProblem, fixed: i32, side: i32, y: f64, output: f64, gain: f64, burden: f64, freeCost: f64, fixedCost: f64,
): void {
  TERMS.output = output
  TERMS.gain = gain
  TERMS.burden = burden
  TERMS.cost0 = fixed === 0 ? fixedCost : freeCost
  TERMS.cost1 = fixed === 0 ? freeCost : fixedCost
  keepOnEdge(p, fixed, side, y)
}

function keepOnEdge(p: TwoFactorProblem, fixed: i32, side: i32, y: f64): void {
  const bound = boundOf(p, fixed, side)
  const t = TERMS
  const pull = fixed === 0
    ? p.outputSlope0 * t.output + p.gainSlope0 * t.gain - p.burdenSlope0 * t.burden - p.costSlope0 * t.cost0
    : p.outputSlope1 * t.output + p.gainSlope1 * t.gain - p.burdenSlope1 * t.burden - p.costSlope1 * t.cost1
  const holds = side === 1 ? pull >= 0 : pull <= 0
  if (fixed === 0) keepBetter(p, bound, y, holds)
  else keepBetter(p, y, bound, holds)
}

export function boundOf(p: TwoFactorProblem, factor: i32, side: i32): f64 {
  if (factor === 0) return side === 1 ? p.upper0 : p.lower0
  return side === 1 ? p.upper1 : p.lower1
}

/**
 * Whether the best point so far is certain to be the global maximum: no small move improves it, and the tangent of the waste
 * stream's value there, as in four-terms.ts, is rising with both positive terms concave in x_i^{k_i} (not both linear, which would
 * leave a ridge of ties), or falling with a positive value.
 */
export function isGlobal(p: TwoFactorProblem): bool {
  if (isNaN(BEST.y0) || !BEST.holds) return false
  const t = BEST_TERMS
  const marginal = p.exponent * t.gain - t.burden
  if (!(marginal > 0)) return t.output + marginal > t.cost0 + t.cost1
  const outputShares = p.outputSlope0 / p.costSlope0 + p.outputSlope1 / p.costSlope1
  const gainShares = p.gainSlope0 / p.costSlope0 + p.gainSlope1 / p.costSlope1
  return outputShares <= 1 && gainShares <= 1 && outputShares + gainShares < 2
}

/**
 * Whether the profit rises from both lower bounds, side 0, wherever the other factor is, waste paying; or, waste costing, falls to
 * both upper ones, side 1: there the output and the cost alone decide where the other factor is at the same side.
 */
export function pullsAway(p: TwoFactorProblem, side: i32): bool {
  const y0 = boundOf(p, 0, side)
  const y1 = boundOf(p, 1, side)
  const output = p.output + p.outputSlope0 * y0 + p.outputSlope1 * y1
  const lead0 = output + p.logOutputSlope0 - (p.cost0 + p.costSlope0 * y0 + p.logCostSlope0)
  const lead1 = output + p.logOutputSlope1 - (p.cost1 + p.costSlope1 * y1 + p.logCostSlope1)
  return side === 1 ? lead0 < 0 && lead1 < 0 : lead0 > 0 && lead1 > 0
}

function look(p: TwoFactorProblem, y0: f64, y1: f64): void {
  setLogs(TERMS, p, y0, y1)
  setSizes(TERMS, TERMS, 0)
}

/** Keeps a point, whose terms are TERMS, where it is better than the best so far. */
function keepBetter(p: TwoFactorProblem, y0: f64, y1: f64, holds: bool): void {
  if (!isNaN(BEST.y0) && !isBetter(p, y0, y1, holds)) return
  BEST.y0 = y0
  BEST.y1 = y1
  BEST.holds = holds
  BEST_TERMS.take(TERMS)
}

/** Of points equally good within rounding, one that holds wins over one that does not, then the smaller first factor, then the second. */
function isBetter(p: TwoFactorProblem, y0: f64, y1: f64, holds: bool): bool {
  if (TERMS.sum() + BEST_TERMS.sum() < Infinity) compare(TERMS, BEST_TERMS)
  else compareInOtherUnit(p, y0, y1)
  const lead = COMPARISON.lead
  const apart = Math.abs(y0 - BEST.y0) + Math.abs(y1 - BEST.y1)
  const margin = apart > NEIGHBOURS || holds !== BEST.holds ? TIE * COMPARISON.size : 0
  if (Math.abs(lead) > margin) return lead > 0
  if (holds !== BEST.holds) return holds
  return Math.abs(y0 - BEST.y0) > SAME ? y0 < BEST.y0 : y1 < BEST.y1
}

/** Where a term is out of range. */
function compareInOtherUnit(p: TwoFactorProblem, y0: f64, y1: f64): void {
  setLogs(FIRST, p, y0, y1)
  setLogs(SECOND, p, BEST.y0, BEST.y1)
  const unit = Math.max(FIRST.largest(), SECOND.largest()) - MOST_EXPONENT
  setSizes(FIRST, FIRST, unit)
  setSizes(SECOND, SECOND, unit)
  compare(FIRST, SECOND)
}

class Comparison {
  /** By how much one point is better than another, and where that is little what rounding can act on in it, else 0. */
  lead: f64 = NaN
  size: f64 = NaN
}

const COMPARISON = new Comparison()
// The terms of two points in another unit.
const FIRST = new Terms()
const SECOND = new Terms()

/** By the difference of each term: one that dwarfs the others but is the same at both points cancels. */
function compare(a: Terms, b: Terms): void {
  COMPARISON.lead = a.output - b.output + (a.gain - b.gain) - (a.burden - b.burden) - (a.cost0 - b.cost0) - (a.cost1 - b.cost1)
  COMPARISON.size = 0
  if (Math.abs(COMPARISON.lead) > TIE * (a.sum() + b.sum())) return
  addSize(a.output, b.output)
  addSize(a.gain, b.gain)
  addSize(a.burden, b.burden)
  addSize(a.cost0, b.cost0)
  addSize(a.cost1, b.cost1)
}

/** What rounding can act on in the difference of two terms. */
function addSize(term: f64, other: f64): void {
  if (term !== other) COMPARISON.size += 0.5 * (term + other)
}
