/** A stationary point of the problem in signed-problem.ts that a search has come close to, taken to where the slopes vanish. */
import { addCandidate } from './candidates.ts'
import { curvature00, curvature01, curvature11, GRADIENT, isCapped, look, LOWER, STEEPNESS, UPPER } from './signed-problem.ts'

/** A point found this far outside the box is one at its bound. */
export const SLACK: f64 = 1e-9
/** Newton's steps, and the longest. */
const MOST_STEPS: i32 = 12
const LONGEST: f64 = 0.1

let near0: f64 = 0
let near1: f64 = 0

/** Adds the point to the candidates where it is in the box and may be a maximum. */
export function addStationary(y0: f64, y1: f64): void {
  polish(y0, y1)
  if (!(isWithin(0, near0) && isWithin(1, near1))) return
  look(near0, near1)
  if (isCapped()) addCandidate(near0, near1)
}

function isWithin(i: i32, y: f64): bool {
  return y >= LOWER[i] - SLACK && y <= UPPER[i] + SLACK
}

/** Newton's steps as long as the curvatures are those of a maximum and the slopes shrink. */
function polish(y0: f64, y1: f64): void {
  near0 = y0
  near1 = y1
  look(y0, y1)
  let slopes = slopesThere()
  for (let step = 0; step < MOST_STEPS; step++) {
    const determinant = curvature00 * curvature11 - curvature01 * curvature01
    if (!(curvature00 < 0 && determinant > 0)) return
    const step0 = (curvature01 * GRADIENT[1] - curvature11 * GRADIENT[0]) / determinant
    const step1 = (curvature01 * GRADIENT[0] - curvature00 * GRADIENT[1]) / determinant
    if (!(Math.abs(step0) + Math.abs(step1) < LONGEST)) return
    look(near0 + step0, near1 + step1)
    const next = slopesThere()
    if (!(next < slopes)) return
    slopes = next
    near0 += step0
    near1 += step1
  }
}

/** The slopes beside the sizes of their terms. */
function slopesThere(): f64 {
  return Math.abs(GRADIENT[0]) / STEEPNESS[0] + Math.abs(GRADIENT[1]) / STEEPNESS[1]
}
