/** The problem of two factors, and its terms at a point. */

/**
 * With y_i = ln x_i the profit is e^{output} + e^{gain} − e^{burden} − Σ e^{cost_i}, each exponent linear in y. A term that is absent
 * has the constant −∞; `log…` is ln of a slope.
 */
export class TwoFactorProblem {
  output: f64 = NaN
  outputSlope0: f64 = NaN
  outputSlope1: f64 = NaN
  logOutputSlope0: f64 = NaN
  logOutputSlope1: f64 = NaN
  gain: f64 = NaN
  gainSlope0: f64 = NaN
  gainSlope1: f64 = NaN
  logGainSlope0: f64 = NaN
  logGainSlope1: f64 = NaN
  burden: f64 = NaN
  burdenSlope0: f64 = NaN
  burdenSlope1: f64 = NaN
  logBurdenSlope0: f64 = NaN
  logBurdenSlope1: f64 = NaN
  /** g where both waste terms are present, else 1: the gain's slopes are g times the burden's. */
  exponent: f64 = NaN
  logExponent: f64 = NaN
  cost0: f64 = NaN
  cost1: f64 = NaN
  costSlope0: f64 = NaN
  costSlope1: f64 = NaN
  logCostSlope0: f64 = NaN
  logCostSlope1: f64 = NaN
  lower0: f64 = NaN
  lower1: f64 = NaN
  upper0: f64 = NaN
  upper1: f64 = NaN
  /** The answer, and whether the search for it gave up. */
  y0: f64 = NaN
  y1: f64 = NaN
  failed: bool = false
}

/** Sizes of the terms, or their logarithms. */
export class Terms {
  output: f64 = NaN
  gain: f64 = NaN
  burden: f64 = NaN
  cost0: f64 = NaN
  cost1: f64 = NaN

  take(other: Terms): void {
    this.output = other.output
    this.gain = other.gain
    this.burden = other.burden
    this.cost0 = other.cost0
    this.cost1 = other.cost1
  }

  sum(): f64 {
    return this.output + this.gain + this.burden + (this.cost0 + this.cost1)
  }

  largest(): f64 {
    return Math.max(Math.max(Math.max(this.output, this.gain), Math.max(this.burden, this.cost0)), this.cost1)
  }
}

/** Fills `to` with the logarithms of the terms at a point. */
export function setLogs(to: Terms, p: TwoFactorProblem, y0: f64, y1: f64): void {
  to.output = p.output + p.outputSlope0 * y0 + p.outputSlope1 * y1
  to.gain = p.gain + p.gainSlope0 * y0 + p.gainSlope1 * y1
  to.burden = p.burden + p.burdenSlope0 * y0 + p.burdenSlope1 * y1
  to.cost0 = p.cost0 + p.costSlope0 * y0
  to.cost1 = p.cost1 + p.costSlope1 * y1
}

/** Fills `to` with terms from their logarithms, in a unit of money e^{unit}. */
export function setSizes(to: Terms, logs: Terms, unit: f64): void {
  to.output = Math.exp(logs.output - unit)
  to.gain = Math.exp(logs.gain - unit)
  to.burden = Math.exp(logs.burden - unit)
  to.cost0 = Math.exp(logs.cost0 - unit)
  to.cost1 = Math.exp(logs.cost1 - unit)
}
