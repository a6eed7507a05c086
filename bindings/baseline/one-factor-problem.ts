/** The problem of one-factor.ts, and what its searches share: the better of two volumes. */

/** ln of a power term: constant + slope·y; and ln of the slope. A term that is absent has the constant −Infinity. */
export interface Line {
  constant: number
  slope: number
  logSlope: number
}

/** A problem and its answer. The searches use the same one for every optimum. */
export interface OneFactorProblem {
  output: Line
  gain: Line
  burden: Line
  cost: Line
  /** Bounds of y. */
  lower: number
  upper: number
  /** The answer: ln of the volume, and whether it was found. */
  y: number
  converged: boolean
}

export const newLine = (): Line => ({ constant: NaN, slope: NaN, logSlope: NaN })

export function newOneFactorProblem(): OneFactorProblem {
  return { output: newLine(), gain: newLine(), burden: newLine(), cost: newLine(), lower: NaN, upper: NaN, y: NaN, converged: true }
}

export function setLine(line: Line, constant: number, slope: number, logSlope: number): void {
  line.constant = constant
  line.slope = slope
  line.logSlope = logSlope
}

export const at = (line: Line, y: number) => line.constant + line.slope * y

/** ln of the term's derivative by y, which is absent for a constant one. */
export const derivativeAt = (line: Line, y: number) => line.constant + line.logSlope + line.slope * y

/** Profits of points farther apart than this in y that agree to TIE of their terms are equal but for rounding. */
export const NEIGHBOURS = 0.01
export const TIE = 4e-15

/** The better of two volumes; of two equally good ones the smaller. */
export function better({ output, gain, burden, cost }: OneFactorProblem, first: number, second: number): number {
  const low = Math.min(first, second)
  const high = Math.max(first, second)
  const revenue = (y: number) => Math.exp(at(output, y)) + Math.exp(at(gain, y))
  const expense = (y: number) => Math.exp(at(burden, y)) + Math.exp(at(cost, y))
  const lead = revenue(high) - expense(high) - (revenue(low) - expense(low))
  const margin = high - low > NEIGHBOURS ? 2 * TIE * expense(high) : 0
  return lead > margin ? high : low
}
