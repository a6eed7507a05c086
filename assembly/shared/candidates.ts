/** The points that may be the maximum of the problem in signed-problem.ts, and which of them is. */
import { COEFFICIENT, constant, factors, logAt, LOWER, SIGN, SIZE, SLOPE, TERMS, UPPER } from './signed-problem.ts'

const MOST: i32 = 64
const Y = new Float64Array(2 * MOST)
let count: i32 = 0

/** The maximum: ln of the volumes. */
export const BEST = new Float64Array(2)

/** Points this close to a bound, in y, are at it. */
const AT_BOUND: f64 = 1e-13
/** Values of points farther apart than this in y that agree to a share TIE of the terms are equal. */
const NEIGHBOURS: f64 = 0.01
const TIE: f64 = 1e-14
/** First factors whose logarithms agree to this are the same. */
const SAME: f64 = 1e-9
/** Exponentials up to this argument are numbers, and so is their inverse. */
const MOST_EXPONENT: f64 = 600
const LEAST_COEFFICIENT: f64 = 1e-40

export function clearCandidates(): void {
  count = 0
}

/** Adds a point of the box; one beside a bound, but for rounding, is at it. */
export function addCandidate(y0: f64, y1: f64): void {
  if (count >= MOST) return
  Y[2 * count] = within(0, y0)
  Y[2 * count + 1] = factors === 2 ? within(1, y1) : 0
  count++
}

function within(i: i32, y: f64): f64 {
  const slack = AT_BOUND * Math.max(1, Math.abs(y))
  if (y - LOWER[i] <= slack) return LOWER[i]
  return UPPER[i] - y <= slack ? UPPER[i] : y
}

/** Sets BEST. Returns whether there was a candidate. */
export function chooseBest(): bool {
  if (count === 0) return false
  let best = 0
  for (let c = 1; c < count; c++) {
    compare(c, best)
    if (lead > 0) best = c
  }
  let first = best
  for (let c = 0; c < count; c++) {
    compare(c, best)
    const isTie = distant(c, best) ? lead >= -TIE * sizeOfSecond : lead === 0
    if (isTie && isBefore(c, first)) first = c
  }
  BEST[0] = Y[2 * first]
  BEST[1] = Y[2 * first + 1]
  return true
}

function distant(a: i32, b: i32): bool {
  return Math.abs(Y[2 * a] - Y[2 * b]) + Math.abs(Y[2 * a + 1] - Y[2 * b + 1]) > NEIGHBOURS
}

function isBefore(a: i32, b: i32): bool {
  const apart = Y[2 * a] - Y[2 * b]
  return Math.abs(apart) > SAME * Math.max(1, Math.abs(Y[2 * b])) ? apart < 0 : Y[2 * a + 1] < Y[2 * b + 1]
}

/** By how much point `a` is better than point `b`, term by term, and the sum of the sizes of b's terms, in one unit. */
let lead: f64 = 0
let sizeOfSecond: f64 = 0

function compare(a: i32, b: i32): void {
  const a0 = Y[2 * a]
  const a1 = Y[2 * a + 1]
  const b0 = Y[2 * b]
  const b1 = Y[2 * b + 1]
  const isModerate = areModerate(a0, a1) && areModerate(b0, b1)
  const most = isModerate ? 0 : Math.max(largest(a0, a1), largest(b0, b1))
  lead = 0
  sizeOfSecond = isModerate ? constant : 0
  for (let j = 0; j < TERMS; j++) {
    if (SIZE[j] === 0 || (SIGN[j] === 0 && !isModerate)) continue
    const first = isModerate ? powerAt(j, a0, a1) : Math.exp(logAt(j, a0, a1) - most)
    const second = isModerate ? powerAt(j, b0, b1) : Math.exp(logAt(j, b0, b1) - most)
    if (SIGN[j] !== 0) lead += SIGN[j] * (isModerate ? COEFFICIENT[j] * (first - second) : first - second)
    sizeOfSecond += isModerate ? SIZE[j] * second : second
  }
}

/** A term without its coefficient, to be multiplied by it: that has fewer roundings than the logarithm. */
function powerAt(j: i32, y0: f64, y1: f64): f64 {
  return Math.exp(SLOPE[j] * y0 + SLOPE[TERMS + j] * y1)
}

function areModerate(y0: f64, y1: f64): bool {
  for (let j = 0; j < TERMS; j++) {
    if (SIZE[j] === 0) continue
    if (!(Math.abs(SLOPE[j] * y0 + SLOPE[TERMS + j] * y1) <= MOST_EXPONENT)) return false
    if (SIGN[j] !== 0 && !(COEFFICIENT[j] >= LEAST_COEFFICIENT && SIZE[j] <= 1 / LEAST_COEFFICIENT)) return false
  }
  return true
}

function largest(y0: f64, y1: f64): f64 {
  let most = -Infinity
  for (let j = 0; j < TERMS; j++) if (SIGN[j] !== 0) most = Math.max(most, logAt(j, y0, y1))
  return most
}
