/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */
import { exp } from '../math/exp'
import { all, any, clamp, select } from '../math/lanes'
import { fourTermsMaximum } from './four-terms'
import { fallingRoot, UNSOLVED } from './falling-root'
import { largerRoot } from './larger-root'

/** Two problems, one a lane. A term is e^{constant + slope · y}, absent with the constant −∞; `log…Slope` is ln slope. */
@unmanaged
export class OneFactor {
  output: v128
  outputSlope: v128
  logOutputSlope: v128
  gain: v128
  gainSlope: v128
  logGainSlope: v128
  burden: v128
  burdenSlope: v128
  logBurdenSlope: v128
  cost: v128
  costSlope: v128
  logCostSlope: v128
  /** Bounds of y. */
  lower: v128
  upper: v128
  /** The answer: the volume's logarithm, and a mask of the lanes that did not converge. */
  y: v128
  failed: v128
}

export function profitAt(p: OneFactor, y: v128): v128 {
  const output = exp(f64x2.add(p.output, f64x2.mul(p.outputSlope, y)))
  const gain = exp(f64x2.add(p.gain, f64x2.mul(p.gainSlope, y)))
  return f64x2.sub(f64x2.add(output, gain), expenseAt(p, y))
}

function expenseAt(p: OneFactor, y: v128): v128 {
  const burden = exp(f64x2.add(p.burden, f64x2.mul(p.burdenSlope, y)))
  const cost = exp(f64x2.add(p.cost, f64x2.mul(p.costSlope, y)))
  return f64x2.add(burden, cost)
}

/** Profits of points farther apart than this in y that agree to TIE of their terms are equal but for rounding. */
export const NEIGHBOURS: f64 = 0.01
export const TIE: f64 = 4e-15

/** The better of two volumes; of two equally good ones the smaller. */
export function better(p: OneFactor, first: v128, second: v128): v128 {
  const low = f64x2.pmin(first, second)
  const high = f64x2.pmax(first, second)
  const lowProfit = profitAt(p, low)
  const highProfit = profitAt(p, high)
  const distant = f64x2.gt(f64x2.sub(high, low), f64x2.splat(NEIGHBOURS))
  const margin = v128.and(f64x2.mul(expenseAt(p, high), f64x2.splat(2 * TIE)), distant)
  return select(f64x2.gt(f64x2.sub(highProfit, lowProfit), margin), high, low)
}

/** Fills `y` and `failed`. */
export function solveOneFactor(p: OneFactor): void {
  const zero = f64x2.splat(0)
  const absent = f64x2.splat(-Infinity)
  const hasGain = v128.and(f64x2.gt(p.gain, absent), f64x2.gt(p.gainSlope, zero))
  const hasBurden = v128.and(f64x2.gt(p.burden, absent), f64x2.gt(p.burdenSlope, zero))
  const four = v128.and(hasGain, hasBurden)
  p.failed = zero
  if (!all(four)) p.y = threeTermsMaximum(p, hasGain, hasBurden, four)
  if (any(four)) p.y = select(four, fourTermsMaximum(p, four), p.y)
}

/**
 * Three terms: one stands alone against a pair, and the derivative vanishes where e^{−u} + e^{−w} = 1, with u and w the
 * logarithms of the lone term over each of the pair, lines in y. Mirroring y where the lone term is the cost turns both
 * cases into "the lone term is ahead on the left, behind on the right" at the wanted maximum, of which there is at most one.
 */
function threeTermsMaximum(p: OneFactor, hasGain: v128, hasBurden: v128, skipped: v128): v128 {
  const zero = f64x2.splat(0)
  const output = f64x2.add(p.output, p.logOutputSlope)
  const cost = f64x2.add(p.cost, p.logCostSlope)
  const waste = select(hasGain, f64x2.add(p.gain, p.logGainSlope), f64x2.add(p.burden, p.logBurdenSlope))
  const wasteSlope = select(hasGain, p.gainSlope, p.burdenSlope)
  const lone = select(hasGain, cost, output)
  const loneSlope = select(hasGain, p.costSlope, p.outputSlope)
  const partner = select(hasGain, output, cost)
  const partnerSlope = select(hasGain, p.outputSlope, p.costSlope)
  // The sign of the mirrored lanes, to be flipped by an exclusive or.
  const sign = v128.and(hasGain, f64x2.splat(-0.0))
  const low = select(hasGain, f64x2.neg(p.upper), p.lower)
  const high = select(hasGain, f64x2.neg(p.lower), p.upper)

  const w = f64x2.sub(lone, partner)
  const wSlope = v128.xor(f64x2.sub(loneSlope, partnerSlope), sign)
  const hasWaste = v128.or(hasGain, hasBurden)
  // e^{−800} is nothing beside e^{−w}
  const u = select(hasWaste, f64x2.sub(lone, waste), f64x2.add(w, f64x2.splat(800)))
  const uSlope = select(hasWaste, v128.xor(f64x2.sub(loneSlope, wasteSlope), sign), wSlope)

  let quick = f64x2.splat(0)
  let solved = v128.and(f64x2.lt(uSlope, zero), f64x2.lt(wSlope, zero))
  if (any(solved)) {
    quick = v128.xor(clamp(fallingRoot(u, uSlope, w, wSlope), low, high), sign)
    solved = v128.andnot(solved, v128.load(UNSOLVED))
    if (all(v128.or(solved, skipped))) return quick
  }
  const falls = f64x2.lt(f64x2.pmin(uSlope, wSlope), zero)
  let sole = v128.and(falls, f64x2.le(f64x2.pmax(uSlope, wSlope), zero))
  const root = largerRoot(p, u, uSlope, w, wSlope, low, high, v128.andnot(falls, v128.or(skipped, solved)))
  const peak = v128.xor(select(falls, clamp(root, low, high), high), sign)
  if (all(v128.or(sole, solved))) return select(solved, quick, peak)
  // A left end from which the profit rises is no rival.
  const ahead = f64x2.add(
    exp(f64x2.neg(f64x2.add(u, f64x2.mul(uSlope, low)))),
    exp(f64x2.neg(f64x2.add(w, f64x2.mul(wSlope, low)))),
  )
  sole = v128.or(sole, v128.and(v128.and(falls, f64x2.gt(root, low)), f64x2.lt(ahead, f64x2.splat(1))))
  return select(solved, quick, select(sole, peak, better(p, peak, v128.xor(low, sign))))
}

/** Marks one lane as not converged. */
export function markFailed(p: OneFactor, lane: i32): void {
  store<i64>(changetype<usize>(p) + offsetof<OneFactor>('failed') + (<usize>lane << 3), -1)
}
