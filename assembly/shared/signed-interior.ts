/**
 * The stationary points inside the box of the problem in signed-problem.ts with two factors, where they can be maxima (model.md, fact 7).
 *
 * There k_i c_i x_i^{k_i} = a_i X + b_i M with X the value of output and M the marginal value of waste, all of them of either
 * sign. Where a term is missing, or output and waste pull in one direction (a ∥ b), this puts the stationary points on a line
 * y_i = base_i + rate_i t, along which the remaining equation is a sum of powers. Otherwise they lie on a curve:
 * signed-curve.ts.
 */
import { addPower, clearSum, findRoots, ROOTS } from './power-sum.ts'
import { searchArc } from './signed-arc.ts'
import { searchCells } from './signed-cells.ts'
import { describeCurve } from './signed-curve.ts'
import { BURDEN, COST, exponent, GAIN, LOG, LOWER, OUTPUT, SIGN, SLOPE, TERMS, UPPER } from './signed-problem.ts'
import { addStationary, SLACK } from './stationary-point.ts'

/** Exponents that are parallel but for rounding. */
const PARALLEL: f64 = 4e-16

/** Adds them to the candidates. Returns false where the search was given up. */
export function searchInterior(): bool {
  if (!lossesSpan()) return true
  const hasOutput = SIGN[OUTPUT] !== 0
  const hasWaste = SIGN[GAIN] !== 0 || SIGN[BURDEN] !== 0
  if (SIGN[COST] === 0 && SIGN[COST + 1] === 0) return true
  if (SIGN[COST] === 0 || SIGN[COST + 1] === 0) {
    if (hasOutput && hasWaste && !areParallel(OUTPUT, BURDEN)) searchBesideFreeFactor(SIGN[COST] !== 0 ? 0 : 1)
  } else if (!hasOutput) {
    searchWithoutOutput()
  } else if (!hasWaste) {
    searchRay(0)
  } else if (areParallel(OUTPUT, BURDEN)) {
    searchRay(SLOPE[BURDEN] / SLOPE[OUTPUT])
  } else {
    return searchAlongCurve()
  }
  return true
}

function searchAlongCurve(): bool {
  if (SIGN[GAIN] !== 0 && SIGN[BURDEN] !== 0) return !describeCurve(BURDEN, 0) || searchCells()
  const waste = SIGN[GAIN] !== 0 ? GAIN : BURDEN
  if (describeCurve(waste, SIGN[waste])) searchArc(waste)
  return true
}

/** Whether the exponents of the loss terms point in two directions: along one orthogonal to all of them the sum curves up. */
function lossesSpan(): bool {
  for (let j = 0; j < TERMS; j++) {
    for (let k = 0; k < j; k++) if (SIGN[j] < 0 && SIGN[k] < 0 && !areParallel(j, k)) return true
  }
  return false
}

function areParallel(j: i32, k: i32): bool {
  const first = SLOPE[j] * SLOPE[TERMS + k]
  const second = SLOPE[k] * SLOPE[TERMS + j]
  return Math.abs(first - second) <= PARALLEL * Math.max(first, second)
}

// The line of the stationary points.
let base0: f64 = 0
let rate0: f64 = 0
let base1: f64 = 0
let rate1: f64 = 0

function setLine(i: i32, base: f64, rate: f64): void {
  if (i === 0) {
    base0 = base
    rate0 = rate
  } else {
    base1 = base
    rate1 = rate
  }
}

/** Lets the marginal cost of factor `i` be share · e^t. */
function setMarginalCost(i: i32, share: f64): void {
  const k = SLOPE[i * TERMS + COST + i]
  setLine(i, (Math.log(share / k) - LOG[COST + i]) / k, 1 / k)
}

/** Adds term `j` times `factor` to the equation along the line. */
function addTerm(j: i32, factor: f64): void {
  const slope0 = SLOPE[j]
  const slope1 = SLOPE[TERMS + j]
  if (SIGN[j] === 0 || factor === 0) return
  addPower(SIGN[j], LOG[j] + Math.log(factor) + slope0 * base0 + slope1 * base1, slope0 * rate0 + slope1 * rate1)
}

/** Adds M times `factor`. */
function addMarginalWaste(factor: f64): void {
  addTerm(GAIN, factor * exponent)
  addTerm(BURDEN, factor)
}

let low: f64 = 0
let high: f64 = 0

/** The stationary points where the equation along the line holds. */
function searchRoots(): void {
  low = -Infinity
  high = Infinity
  keepWithin(base0, rate0, LOWER[0], UPPER[0])
  keepWithin(base1, rate1, LOWER[1], UPPER[1])
  if (!(low < high && high - low < Infinity)) return
  const roots = findRoots(low, high)
  for (let i = 0; i < roots; i++) addStationary(base0 + rate0 * ROOTS[i], base1 + rate1 * ROOTS[i])
}

/** Narrows t to where a volume is inside its bounds. */
function keepWithin(base: f64, rate: f64, lower: f64, upper: f64): void {
  if (rate === 0) {
    if (base < lower - SLACK || base > upper + SLACK) high = -Infinity
    return
  }
  const first = (lower - SLACK - base) / rate
  const second = (upper + SLACK - base) / rate
  low = Math.max(low, Math.min(first, second))
  high = Math.min(high, Math.max(first, second))
}

/** Only factor `i` has a price. Then M = −(a_j / b_j) X from the other's equation, and t = ln|X|. */
function searchBesideFreeFactor(i: i32): void {
  const j = 1 - i
  const ratio = SLOPE[j * TERMS + OUTPUT] / SLOPE[j * TERMS + BURDEN]
  const share = SLOPE[i * TERMS + OUTPUT] - SLOPE[i * TERMS + BURDEN] * ratio
  if (!(share * SIGN[OUTPUT] * SIGN[COST + i] < 0)) return
  setMarginalCost(i, Math.abs(share))
  const slope = SLOPE[j * TERMS + OUTPUT]
  const beside = SLOPE[i * TERMS + OUTPUT]
  const base = i === 0 ? base0 : base1
  const rate = i === 0 ? rate0 : rate1
  setLine(j, -(LOG[OUTPUT] + beside * base) / slope, (1 - beside * rate) / slope)
  clearSum()
  addMarginalWaste(1)
  addPower(SIGN[OUTPUT], Math.log(ratio), 1)
  searchRoots()
}

/** k_i c_i x_i^{k_i} = b_i M, and t = ln|M|. */
function searchWithoutOutput(): void {
  if (SIGN[COST] !== SIGN[COST + 1] || SLOPE[BURDEN] === 0 || SLOPE[TERMS + BURDEN] === 0) return
  setMarginalCost(0, SLOPE[BURDEN])
  setMarginalCost(1, SLOPE[TERMS + BURDEN])
  clearSum()
  addMarginalWaste(1)
  addPower(SIGN[COST], 0, 1)
  searchRoots()
}

/** With b_i = ratio · a_i, k_i c_i x_i^{k_i} = a_i (X + ratio M), and t is the logarithm of that sum's size. */
function searchRay(ratio: f64): void {
  if (SIGN[COST] !== SIGN[COST + 1]) return
  setMarginalCost(0, SLOPE[OUTPUT])
  setMarginalCost(1, SLOPE[TERMS + OUTPUT])
  clearSum()
  addTerm(OUTPUT, 1)
  addMarginalWaste(ratio)
  addPower(SIGN[COST], 0, 1)
  searchRoots()
}
