/** The maxima of the problem in signed-problem.ts along a line parallel to an axis: an edge of the box, or all of a one-factor problem. */
import { addCandidate } from './candidates.ts'
import { addPower, AFTER, BEFORE, clearSum, findRoots, ROOTS, signAtHigh, signAtLow } from './power-sum.ts'
import { factors, LOG, look, LOWER, pull, SIGN, SLOPE, TERMS, UPPER } from './signed-problem.ts'

/**
 * Adds the local maxima where only factor `free` moves and the other, if there is one, stands at `y`. On an edge, `side` says
 * at which of its bounds that is, −1 the lower, 1 the upper: points from which the sum rises into the box are no maxima. `side`
 * 0 is no edge.
 */
export function searchLine(free: i32, y: f64, side: f64): void {
  poseSlope(free, y)
  const low = LOWER[free]
  const high = UPPER[free]
  const roots = findRoots(low, high)
  const first = roots > 0 ? BEFORE[0] : middleSign()
  const last = roots > 0 ? AFTER[roots - 1] : middleSign()
  if (first <= 0) addAlong(free, low, y, side)
  for (let i = 0; i < roots; i++) if (BEFORE[i] >= 0 && AFTER[i] <= 0) addAlong(free, ROOTS[i], y, side)
  if (last >= 0) addAlong(free, high, y, side)
}

/** The sign of the slope where it has no root between the ends. */
function middleSign(): f64 {
  return signAtLow !== 0 ? signAtLow : signAtHigh
}

/** The derivative along the line, as a sum of powers. */
function poseSlope(free: i32, y: f64): void {
  clearSum()
  for (let j = 0; j < TERMS; j++) {
    const slope = SLOPE[free * TERMS + j]
    if (SIGN[j] === 0 || slope === 0) continue
    const beside = factors === 2 ? SLOPE[(1 - free) * TERMS + j] * y : 0
    addPower(SIGN[j], LOG[j] + beside + Math.log(slope), slope)
  }
}

function addAlong(free: i32, along: f64, y: f64, side: f64): void {
  const y0 = free === 0 ? along : y
  const y1 = free === 0 ? y : along
  if (side !== 0) {
    look(y0, y1)
    if (pull(1 - free) * side < 0) return
  }
  addCandidate(y0, y1)
}
