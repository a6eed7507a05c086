/**
 * Every root of a sum of powers in one variable, Σ s_j e^{l_j + e_j t} with s_j = ±1, between two ends (model.md, fact 2).
 *
 * With the exponents in order, dividing by the first power and differentiating leaves one power fewer, and the signs as they are, for
 * e_j > e_0. Between the roots of that sum the one before is monotone and has at most one root, so the roots of two powers isolate those
 * of three, and so on. A sum that vanishes within rounding where a piece ends has a root there: it is counted once.
 *
 * There is one sum at a time: `clearSum`, `addPower` for each term, `findRoots`.
 */
const MOST: i32 = 5
const SIGN = new Float64Array(MOST)
const LOG = new Float64Array(MOST)
const EXPONENT = new Float64Array(MOST)
/** ln of the coefficients after i divisions, a row each. */
const LEVELS = new Float64Array(MOST * MOST)

/** Number of different powers in the sum. */
export let powers: i32 = 0

/** The roots, the smallest first, and the sign of the sum before and after each. */
export const ROOTS = new Float64Array(MOST)
export const BEFORE = new Float64Array(MOST)
export const AFTER = new Float64Array(MOST)
/** Signs of the sum at the ends, 0 within rounding. */
export let signAtLow: f64 = 0
export let signAtHigh: f64 = 0

const NODES = new Float64Array(MOST + 2)
const SIGNS = new Float64Array(MOST + 2)
let roots: i32 = 0

/** Rounding of an exponential beside its argument, and of the few operations around it. */
const ROUNDING: f64 = 2.3e-16
const OPERATIONS: f64 = 6
/** Steps of Newton's that are the last one. */
const LAST_STEP: f64 = 1e-9
const LAST_STEP_TO_BOUND: f64 = 1e-5
/** More than enough for a bracket of any width, halved. */
const MOST_STEPS: i32 = 300

export function clearSum(): void {
  powers = 0
}

/** Adds sign · e^{log + exponent t}. Equal exponents are one power; what cancels is left out. */
export function addPower(sign: f64, log: f64, exponent: f64): void {
  if (sign === 0 || log === -Infinity) return
  let at = powers
  while (at > 0 && EXPONENT[at - 1] > exponent) at--
  if (at > 0 && EXPONENT[at - 1] === exponent) {
    join(at - 1, sign, log)
    return
  }
  for (let i = powers; i > at; i--) move(i - 1, i)
  SIGN[at] = sign
  LOG[at] = log
  EXPONENT[at] = exponent
  powers++
}

function move(from: i32, to: i32): void {
  SIGN[to] = SIGN[from]
  LOG[to] = LOG[from]
  EXPONENT[to] = EXPONENT[from]
}

function join(at: i32, sign: f64, log: f64): void {
  const major = Math.max(log, LOG[at])
  const ratio = Math.exp(Math.min(log, LOG[at]) - major)
  if (sign === SIGN[at]) {
    LOG[at] = major + Math.log(1 + ratio)
    return
  }
  if (ratio === 1) {
    powers--
    for (let i = at; i < powers; i++) move(i + 1, i)
    return
  }
  if (log > LOG[at]) SIGN[at] = sign
  LOG[at] = major + Math.log(1 - ratio)
}

/** Fills ROOTS with those between `low` and `high` and returns how many there are: at most one fewer than there are powers. */
export function findRoots(low: f64, high: f64): i32 {
  roots = 0
  deriveLevels()
  for (let level = powers - 2; level >= 0; level--) findRootsOf(level, low, high)
  if (powers === 1) signAtLow = signAtHigh = SIGN[0]
  else if (powers === 0) signAtLow = signAtHigh = 0
  return roots
}

function deriveLevels(): void {
  for (let j = 0; j < powers; j++) {
    let log = LOG[j]
    for (let level = 0; level <= j; level++) {
      LEVELS[level * MOST + j] = log
      if (level < j) log += Math.log(EXPONENT[j] - EXPONENT[level])
    }
  }
}

/** The roots of one level, from those of the next. */
function findRootsOf(level: i32, low: f64, high: f64): void {
  const last = roots + 1
  NODES[0] = low
  for (let i = 0; i < roots; i++) NODES[i + 1] = ROOTS[i]
  NODES[last] = high
  for (let i = 0; i <= last; i++) SIGNS[i] = signOf(level, NODES[i])
  roots = 0
  for (let i = 0; i < last; i++) {
    if (i > 0 && SIGNS[i] === 0) addRoot(NODES[i], SIGNS[i - 1], SIGNS[i + 1])
    if (SIGNS[i] * SIGNS[i + 1] < 0) addRoot(rootBetween(level, NODES[i], NODES[i + 1], SIGNS[i + 1]), SIGNS[i], SIGNS[i + 1])
  }
  signAtLow = SIGNS[0]
  signAtHigh = SIGNS[last]
}

function addRoot(t: f64, before: f64, after: f64): void {
  ROOTS[roots] = t
  BEFORE[roots] = before
  AFTER[roots] = after
  roots++
}

/** What `measure` leaves: the sums of the positive and the negative terms over the largest one, their slopes, and the largest argument. */
let gains: f64 = 0
let losses: f64 = 0
let gainSlope: f64 = 0
let lossSlope: f64 = 0
let largest: f64 = 0

function measure(level: i32, t: f64): void {
  let most = -Infinity
  for (let j = level; j < powers; j++) most = Math.max(most, LEVELS[level * MOST + j] + EXPONENT[j] * t)
  gains = 0
  losses = 0
  gainSlope = 0
  lossSlope = 0
  largest = 0
  for (let j = level; j < powers; j++) {
    const log = LEVELS[level * MOST + j]
    const term = Math.exp(log + EXPONENT[j] * t - most)
    if (SIGN[j] > 0) {
      gains += term
      gainSlope += EXPONENT[j] * term
    } else {
      losses += term
      lossSlope += EXPONENT[j] * term
    }
    if (term > ROUNDING) largest = Math.max(largest, Math.abs(log) + Math.abs(EXPONENT[j] * t))
  }
}

function signOf(level: i32, t: f64): f64 {
  measure(level, t)
  const value = gains - losses
  if (Math.abs(value) <= ROUNDING * (OPERATIONS + largest) * (gains + losses)) return 0
  return value > 0 ? 1 : -1
}

/**
 * The one root of a monotone piece: Newton's steps on the logarithm of gains over losses, in a bracket; of two powers it is
 * explicit. Roots of the sums before the last one only bound pieces.
 */
function rootBetween(level: i32, left: f64, right: f64, signAtRight: f64): f64 {
  if (level === powers - 2) {
    const j = level * MOST + level
    const root = (LEVELS[j] - LEVELS[j + 1]) / (EXPONENT[level + 1] - EXPONENT[level])
    return Math.min(Math.max(root, left), right)
  }
  const lastStep = level === 0 ? LAST_STEP : LAST_STEP_TO_BOUND
  let low = left
  let high = right
  let t = 0.5 * (low + high)
  let before = high - low
  for (let step = 0; step < MOST_STEPS; step++) {
    measure(level, t)
    const value = gains - losses
    if (value === 0) return t
    if (value > 0 === signAtRight > 0) high = t
    else low = t
    const slope = gainSlope / gains - lossSlope / losses
    const newton = t - Math.log(gains / losses) / slope
    // A step that is not half as long as the one before is replaced by halving.
    const isNewton = newton > low && newton < high && Math.abs(newton - t) < 0.5 * before
    const next = isNewton ? newton : 0.5 * (low + high)
    before = Math.abs(next - t)
    t = next
    // Newton's step leaves about its square.
    if (before <= (isNewton ? lastStep : ROUNDING) * Math.max(1, Math.abs(t))) return t
  }
  return t
}
