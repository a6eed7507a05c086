/** Every local maximum of a problem with four terms, for one whose maximum could not be certified. */
import { better, derivativeAt, type Line, type OneFactorProblem } from './one-factor-problem.ts'

const MAX_STEPS = 100

/** Derivative sign G(y) = ln(positive terms) − ln(negative terms), and bounds of its slope: each mean exponent rises with y. */
interface Balance {
  value: number
  rise: number
  fall: number
}

/**
 * Fills `y` and `converged`. Halves the interval until the balance is monotone on each piece or has no zero there: mean
 * exponents rise with y, so their values at the ends bound the slope and no zero can hide. A piece too short to halve
 * holds at most a flat inflection; its middle is a candidate all the same.
 */
export function searchEveryMaximum(problem: OneFactorProblem): void {
  const { lower, upper } = problem
  const candidates = [lower, upper].filter((y, i) => (i === 0 ? balanceAt(problem, y).value <= 0 : balanceAt(problem, y).value >= 0))
  const pieces = [{ left: lower, right: upper }]
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const { left, right } = piece
    const atLeft = balanceAt(problem, left)
    const atRight = balanceAt(problem, right)
    const steepestRise = atRight.rise - atLeft.fall
    const steepestFall = atLeft.rise - atRight.fall
    const width = right - left
    const monotone = steepestRise <= 0 || steepestFall >= 0
    const middle = 0.5 * (left + right)
    if (monotone) {
      if (atLeft.value > 0 && atRight.value < 0) candidates.push(fallingRoot(problem, left, right))
    } else if (width < 1e-9) {
      candidates.push(middle)
    } else if (!staysPositive(atLeft.value, atRight.value, steepestFall, steepestRise, width) &&
               !staysPositive(-atLeft.value, -atRight.value, -steepestRise, -steepestFall, width)) {
      pieces.push({ left, right: middle }, { left: middle, right })
    }
  }
  problem.y = candidates.reduce((best, y) => better(problem, best, y))
}

function balanceAt({ output, gain, burden, cost }: OneFactorProblem, y: number): Balance {
  const positive = logSum(output, gain, y)
  const negative = logSum(burden, cost, y)
  return { value: positive.value - negative.value, rise: positive.slope, fall: negative.slope }
}

/** ln of the sum of two terms' derivatives, and its slope. */
function logSum(first: Line, second: Line, y: number): { value: number; slope: number } {
  const p = derivativeAt(first, y)
  const q = derivativeAt(second, y)
  const ratio = Math.exp(-Math.abs(p - q))
  const weight = (p >= q ? 1 : ratio) / (1 + ratio)
  return { value: Math.max(p, q) + Math.log(1 + ratio), slope: first.slope * weight + second.slope * (1 - weight) }
}

/** A root where the balance falls from positive to negative: Newton's steps, halving where they stray. */
function fallingRoot(problem: OneFactorProblem, from: number, to: number): number {
  let left = from
  let right = to
  let y = 0.5 * (left + right)
  for (let i = 0; i < MAX_STEPS; i++) {
    const { value, rise, fall } = balanceAt(problem, y)
    if (value > 0) left = y
    else right = y
    const slope = rise - fall
    const newton = y - value / slope
    const next = slope < 0 && newton >= left && newton <= right ? newton : 0.5 * (left + right)
    const moved = Math.abs(next - y)
    y = next
    if (moved <= 4e-16 * Math.max(1, Math.abs(y))) return y
    if (next === newton && moved < 1e-9) return y // Newton's step squares the error
  }
  problem.converged = false
  return y
}

/** Whether a function with these end values and slopes within [fall, rise] keeps above zero between. */
function staysPositive(atLeft: number, atRight: number, fall: number, rise: number, width: number): boolean {
  return atLeft > 0 && atRight > 0 && (atLeft + fall * width > 0 || atRight - rise * width > 0 ||
    // the two bounding lines meet above zero
    (rise * atLeft - fall * (atRight - rise * width)) / (rise - fall) > 0)
}
