/** The points of one lane that may be its maximum, compared one by one. */
import { exp } from '../math/exp'
import { laneAt, setLaneAt } from '../math/lanes'
import { Curve } from './curve'
import { NEIGHBOURS, TIE } from './one-factor-problem'
import { read, TwoFactor } from './two-factor-problem'

// The best candidate so far.
let best0: f64 = 0
let best1: f64 = 0
let bestOutput: f64 = 0, bestGain: f64 = 0, bestBurden: f64 = 0, bestCost0: f64 = 0, bestCost1: f64 = 0
let bestHolds: bool = false
let compared: bool = false

/** Begins a comparison. */
export function forgetBest(): void {
  compared = false
}

/** Lets the best candidate be the answer. */
export function takeBest(p: TwoFactor, lane: i32): void {
  setLaneAt(changetype<usize>(p) + offsetof<TwoFactor>('y0'), lane, best0)
  setLaneAt(changetype<usize>(p) + offsetof<TwoFactor>('y1'), lane, best1)
}

/**
 * Whether the best candidate so far is certain to be the global maximum: no small move improves it, and the tangent of the
 * waste stream's value there, as in four-terms.ts, is rising with both positive terms concave in x_i^{k_i} (not both
 * linear, which would leave a ridge of ties), or falling with a positive value.
 */
export function isGlobal(p: TwoFactor, c: Curve, lane: i32): bool {
  if (!compared || !bestHolds) return false
  const curve = changetype<usize>(c)
  const returns = laneAt(curve + offsetof<Curve>('returns'), lane)
  const gainReturns = laneAt(curve + offsetof<Curve>('gainReturns'), lane)
  const marginal = read(p, offsetof<TwoFactor>('exponent'), 0, lane) * bestGain - bestBurden
  if (marginal > 0) return returns >= 0 && gainReturns <= 1 && (returns > 0 || gainReturns < 1)
  return bestOutput + marginal > bestCost0 + bestCost1
}

/**
 * Compares by the difference of each term: one that dwarfs the others but is the same for both points cancels. Within
 * rounding, a candidate from which the profit falls into the box wins over one from which it does not, then the smaller
 * first factor. `bound` says at which bound factor `fixed` stands: −1 lower, 1 upper, 0 none.
 */
export function consider(p: TwoFactor, lane: i32, y0: f64, y1: f64, fixed: i32, bound: i32): void {
  const slope0 = read(p, offsetof<TwoFactor>('costSlope0'), 0, lane)
  const slope1 = read(p, offsetof<TwoFactor>('costSlope0'), 1, lane)
  const logGain = planeAt(p, offsetof<TwoFactor>('gain'), offsetof<TwoFactor>('gainSlope0'), lane, y0, y1)
  const logBurden = planeAt(p, offsetof<TwoFactor>('burden'), offsetof<TwoFactor>('burdenSlope0'), lane, y0, y1)
  const pays = logGain >= logBurden
  const first = exp(both(
    planeAt(p, offsetof<TwoFactor>('output'), offsetof<TwoFactor>('outputSlope0'), lane, y0, y1),
    read(p, offsetof<TwoFactor>('cost0'), 0, lane) + slope0 * y0,
  ))
  const second = exp(both(Math.max(logGain, logBurden), read(p, offsetof<TwoFactor>('cost0'), 1, lane) + slope1 * y1))
  const greater = f64x2.extract_lane(second, 0)
  const smaller = Math.exp(Math.min(logGain, logBurden))
  const output = f64x2.extract_lane(first, 0)
  const gain = pays ? greater : smaller
  const burden = pays ? smaller : greater
  const cost0 = f64x2.extract_lane(first, 1)
  const cost1 = f64x2.extract_lane(second, 1)
  const pull = read(p, offsetof<TwoFactor>('outputSlope0'), fixed, lane) * output +
    read(p, offsetof<TwoFactor>('gainSlope0'), fixed, lane) * gain -
    read(p, offsetof<TwoFactor>('burdenSlope0'), fixed, lane) * burden -
    (fixed ? slope1 * cost1 : slope0 * cost0)
  const holds = pull * <f64>bound >= 0
  if (compared) {
    const lead = output - bestOutput + (gain - bestGain) - (burden - bestBurden) - (cost0 - bestCost0) - (cost1 - bestCost1)
    const size = sizeOf(output, bestOutput) + sizeOf(gain, bestGain) + sizeOf(burden, bestBurden) +
      sizeOf(cost0, bestCost0) + sizeOf(cost1, bestCost1)
    const distant = Math.abs(y0 - best0) + Math.abs(y1 - best1) > NEIGHBOURS
    const margin = distant || holds != bestHolds ? TIE * size : 0
    const wins = Math.abs(lead) > margin ? lead > 0 : holds != bestHolds ? holds : y0 < best0
    if (!wins) return
  }
  compared = true
  best0 = y0
  best1 = y1
  bestOutput = output
  bestGain = gain
  bestBurden = burden
  bestCost0 = cost0
  bestCost1 = cost1
  bestHolds = holds
}

// @ts-ignore: decorator
@inline
function both(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second)
}

/** What rounding can act on in the difference of two terms. */
// @ts-ignore: decorator
@inline
function sizeOf(term: f64, other: f64): f64 {
  return term == other ? 0 : term + other
}

export function planeAt(p: TwoFactor, constant: usize, slopes: usize, lane: i32, y0: f64, y1: f64): f64 {
  return read(p, constant, 0, lane) + read(p, slopes, 0, lane) * y0 + read(p, slopes, 1, lane) * y1
}
