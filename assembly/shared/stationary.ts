/**
 * Every interior stationary point of a problem of two factors, g ≤ 1, by a search over the single variable v = ln pV.
 *
 * Stationarity in the direction that leaves the waste unchanged ties ρ to v for any returns to scale, constant ones
 * included: Σ (a_i/k_i) ln(a_i + b_i ρ) = S v + const has one solution, since its left side rises with ρ from −∞. Along
 * that curve ρ, l_i and dl_i/dv are monotone in v, so their values at the ends of a piece bound them inside; interval
 * arithmetic then bounds the remaining equation E(v) = 0 and its slope. A piece is dropped only when E has no zero there
 * or the curve misses the box, and is solved when E is monotone; otherwise it is halved. So no stationary point can be
 * missed. A piece too short to halve (a double root), or along which E is nothing but rounding (a ridge), yields its middle.
 *
 * signed-cells.ts finds the same for terms of either sign. There the volumes are no monotone functions of one variable, so that
 * it cuts cells of two; here the two ends of a piece say all of it, and this is the search that ordinary prices come to.
 */
import { PIECE, spend } from './effort.ts'
import {
  BoxPoint, CurvePoint, curvePoint, enclose, equation, isRidge, outputAt, polish, poseCurve, slopeAt, slopeHigh, slopeLow,
} from './stationary-curve.ts'
import { TwoFactorProblem } from './two-factor-problem.ts'

const MIN_WIDTH: f64 = 1e-10
/** Pieces looked at before the search gives up; hardly any problem takes a hundred. */
const MAX_PIECES: i32 = 4000
const MAX_STEPS: i32 = 100
/** A step of v that ends near enough to a zero. */
const NARROW: f64 = 1e-12
const MAX_DEPTH: i32 = 64

/** The one that `nextStationaryPoint` found last. */
export const STATIONARY = new BoxPoint()

// The ends of the current piece, and v and l of the right ends of those after it, the next one last.
const LEFT = new CurvePoint()
const RIGHT = new CurvePoint()
const MIDDLE = new CurvePoint()
const LATER_V = new Float64Array(MAX_DEPTH)
const LATER_LOG = new Float64Array(MAX_DEPTH)
let later: i32 = 0
let pieces: i32 = 0

/** Begins with a problem; false when it has no interior stationary point that could be a maximum. */
export function startSearch(p: TwoFactorProblem): bool {
  if (!poseCurve(p)) return false
  curvePoint(LEFT, outputAt(p.lower0, p.lower1), 0)
  curvePoint(RIGHT, outputAt(p.upper0, p.upper1), 0)
  later = 0
  pieces = 1
  return true
}

/** Whether the search gave up: it halved so often that points may be missing. */
export function gaveUp(): bool {
  return pieces > MAX_PIECES
}

/** Searches on for the next stationary point and sets STATIONARY; false when there is none left. */
export function nextStationaryPoint(): bool {
  while (pieces > 0 && pieces <= MAX_PIECES) {
    pieces++
    spend(PIECE)
    const found = searchPiece()
    if (found === HALVED) continue
    LEFT.take(RIGHT)
    if (later === 0) {
      pieces = 0
    } else {
      later--
      curvePoint(RIGHT, LATER_V[later], LATER_LOG[later])
    }
    if (found === FOUND) {
      polish(MIDDLE, STATIONARY)
      return true
    }
  }
  return false
}

// What a look at a piece comes to.
const NOTHING: i32 = 0
const FOUND: i32 = 1
const HALVED: i32 = 2

/** Finds the zero of a piece, at MIDDLE, or that there is none, or leaves its left half as the current piece. */
function searchPiece(): i32 {
  if (!enclose(LEFT, RIGHT)) return NOTHING
  if (slopeLow >= 0 || slopeHigh <= 0) {
    if (equation(LEFT) * equation(RIGHT) > 0) return NOTHING
    findZero()
    return FOUND
  }
  curvePoint(MIDDLE, 0.5 * (LEFT.v + RIGHT.v), 0.5 * (LEFT.log + RIGHT.log))
  if (isRidge || RIGHT.v - LEFT.v < MIN_WIDTH || later === MAX_DEPTH) return FOUND
  LATER_V[later] = RIGHT.v
  LATER_LOG[later] = RIGHT.log
  later++
  RIGHT.take(MIDDLE)
  return HALVED
}

/** Sets MIDDLE to the zero of E between LEFT and RIGHT, where E is monotone: Newton's steps in a bracket. */
function findZero(): void {
  let low = LEFT.v
  let high = RIGHT.v
  const rises = equation(RIGHT) > equation(LEFT)
  let before = high - low
  curvePoint(MIDDLE, 0.5 * (low + high), 0.5 * (LEFT.log + RIGHT.log))
  for (let i = 0; i < MAX_STEPS; i++) {
    const v = MIDDLE.v
    const value = equation(MIDDLE)
    if (value > 0 === rises) high = v
    else low = v
    const newton = v - value / slopeAt(MIDDLE)
    // A step that is not half as long as the one before is replaced by halving.
    const next = newton >= low && newton <= high && Math.abs(newton - v) < 0.5 * before ? newton : 0.5 * (low + high)
    before = Math.abs(next - v)
    if (before <= NARROW * Math.max(1, Math.abs(v))) return
    curvePoint(MIDDLE, next, MIDDLE.log)
  }
}
