/**
 * A sum of up to five power terms over a box, each of either sign: what an enterprise maximises where prices may have any sign
 * (model.md, fact 7). With y_i = ln x_i term j is SIGN[j] e^{LOG[j] + Σ SLOPE[i, j] y_i}.
 *
 * There is one problem at a time. Whoever poses it fills these arrays; the searches read them.
 */
export const OUTPUT: i32 = 0
/** The revenue from recycled waste and the cost of the waste stream; with g = 1 their net is the burden, of either sign. */
export const GAIN: i32 = 1
export const BURDEN: i32 = 2
export const COST: i32 = 3
export const TERMS: i32 = 5

/** 1 or −1, and 0 for a term that is not there. */
export const SIGN = new Float64Array(TERMS)
/** ln of the coefficient's size, and the coefficient itself in a unit in which it is no extreme number, where there is one. */
export const LOG = new Float64Array(TERMS)
export const COEFFICIENT = new Float64Array(TERMS)
/** The same of the sum of the sizes of what a term is the net of: by it ties are judged. */
export const SIZE = new Float64Array(TERMS)
/** Exponents of the first factor, then of the second. */
export const SLOPE = new Float64Array(2 * TERMS)
/** Bounds of y; equal for a factor that is fixed. */
export const LOWER = new Float64Array(2)
export const UPPER = new Float64Array(2)

/** How many factors there are. */
export let factors: i32 = 1
/** The gain's exponents over the burden's. */
export let exponent: f64 = 1
/** What does not depend on the factors, in the coefficients' unit: it only widens ties. */
export let constant: f64 = 0

export function pose(newFactors: i32, newExponent: f64, newConstant: f64): void {
  factors = newFactors
  exponent = newExponent
  constant = Math.abs(newConstant)
}

/** Rounding of an exponential beside its argument, and of the few operations around it. */
export const ROUNDING: f64 = 2.3e-16
const OPERATIONS: f64 = 6

/** ln of the size of term `j` at a point. */
export function logAt(j: i32, y0: f64, y1: f64): f64 {
  return LOG[j] + SLOPE[j] * y0 + (factors === 2 ? SLOPE[TERMS + j] * y1 : 0)
}

/** Slope of the sum along factor `i`, and of its terms' sizes, in a unit of their own; its curvatures. Filled by `look`. */
export const GRADIENT = new Float64Array(2)
export const STEEPNESS = new Float64Array(2)
export let curvature00: f64 = 0
export let curvature01: f64 = 0
export let curvature11: f64 = 0
export let size00: f64 = 0
export let size11: f64 = 0
let noise: f64 = 0

/** The derivatives at a point, over the largest term there that depends on a factor. */
export function look(y0: f64, y1: f64): void {
  let most = -Infinity
  for (let j = 0; j < TERMS; j++) if (SIGN[j] !== 0 && varies(j)) most = Math.max(most, logAt(j, y0, y1))
  GRADIENT[0] = GRADIENT[1] = STEEPNESS[0] = STEEPNESS[1] = 0
  curvature00 = curvature01 = curvature11 = size00 = size11 = noise = 0
  for (let j = 0; j < TERMS; j++) {
    if (SIGN[j] === 0 || !varies(j)) continue
    const log = logAt(j, y0, y1)
    const size = Math.exp(log - most)
    const term = SIGN[j] * size
    const slope0 = SLOPE[j]
    const slope1 = factors === 2 ? SLOPE[TERMS + j] : 0
    GRADIENT[0] += slope0 * term
    GRADIENT[1] += slope1 * term
    STEEPNESS[0] += slope0 * size
    STEEPNESS[1] += slope1 * size
    curvature00 += slope0 * slope0 * term
    curvature01 += slope0 * slope1 * term
    curvature11 += slope1 * slope1 * term
    size00 += slope0 * slope0 * size
    size11 += slope1 * slope1 * size
    noise = Math.max(noise, Math.abs(LOG[j]) + Math.abs(slope0 * y0) + Math.abs(slope1 * y1))
  }
}

function varies(j: i32): bool {
  return SLOPE[j] !== 0 || (factors === 2 && SLOPE[TERMS + j] !== 0)
}

/** The sign of the slope along factor `i` where `look` has looked, 0 within rounding. */
export function pull(i: i32): f64 {
  const slope = GRADIENT[i]
  if (Math.abs(slope) <= ROUNDING * (OPERATIONS + noise) * STEEPNESS[i]) return 0
  return slope > 0 ? 1 : -1
}

/** Whether the sum may have a maximum where `look` has looked: no curvature is above zero, but for rounding. */
export function isCapped(): bool {
  if (curvature00 > FLAT * size00 || curvature11 > FLAT * size11) return false
  return curvature00 * curvature11 - curvature01 * curvature01 >= -FLAT * size00 * size11
}

const FLAT: f64 = 1e-9
