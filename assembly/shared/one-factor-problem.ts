/** The problem of one factor, and which of two volumes is the better one. */

/**
 * With y = ln x the profit is e^{output} + e^{gain} − e^{burden} − e^{cost}, each exponent a line in y. A term that is absent has the
 * constant −∞; `log…Slope` is ln of a slope.
 */
export class OneFactorProblem {
  output: f64 = NaN
  outputSlope: f64 = NaN
  logOutputSlope: f64 = NaN
  gain: f64 = NaN
  gainSlope: f64 = NaN
  logGainSlope: f64 = NaN
  burden: f64 = NaN
  burdenSlope: f64 = NaN
  logBurdenSlope: f64 = NaN
  cost: f64 = NaN
  costSlope: f64 = NaN
  logCostSlope: f64 = NaN
  /** Bounds of y. */
  lower: f64 = NaN
  upper: f64 = NaN
  /** The answer. */
  y: f64 = NaN
}

/** Profits of points farther apart than this in y that agree to TIE of their terms are equal but for rounding. */
export const NEIGHBOURS: f64 = 0.01
export const TIE: f64 = 1e-14
/** Exponentials up to this argument, and a few of them together, are numbers. */
const MOST_EXPONENT: f64 = 700

/** The better of two volumes; of two equally good ones the smaller. */
export function better(p: OneFactorProblem, first: f64, second: f64): f64 {
  const low = Math.min(first, second)
  const high = Math.max(first, second)
  // In a unit in which no term is out of range.
  const most = Math.max(
    Math.max(p.output + p.outputSlope * high, p.gain + p.gainSlope * high),
    Math.max(p.burden + p.burdenSlope * high, p.cost + p.costSlope * high),
  )
  const unit = Math.max(most - MOST_EXPONENT, 0)
  const revenue = Math.exp(p.output + p.outputSlope * high - unit) + Math.exp(p.gain + p.gainSlope * high - unit)
  const expense = Math.exp(p.burden + p.burdenSlope * high - unit) + Math.exp(p.cost + p.costSlope * high - unit)
  const lowRevenue = Math.exp(p.output + p.outputSlope * low - unit) + Math.exp(p.gain + p.gainSlope * low - unit)
  const lowExpense = Math.exp(p.burden + p.burdenSlope * low - unit) + Math.exp(p.cost + p.costSlope * low - unit)
  const lead = revenue - expense - (lowRevenue - lowExpense)
  const margin = high - low > NEIGHBOURS ? TIE * (revenue + expense) : 0
  return lead > margin ? high : low
}
