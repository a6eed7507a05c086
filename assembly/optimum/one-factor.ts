/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */
import { exp } from '../math/exp'
import { absent, all, any, clamp, one, select, signBit } from '../math/lanes'
import { findFallingRoots, Lines } from './falling-root'
import { fourTermsMaximum } from './four-terms'
import { largerRoot } from './larger-root'
import { better, OneFactor } from './one-factor-problem'

/** Fills `y` and `failed` of `count` problems that follow one another in memory, at most BLOCK. */
export function solveOneFactor(problems: OneFactor, count: i32): void {
  const end = changetype<usize>(problems) + <usize>count * offsetof<OneFactor>()
  let lines = LINES
  for (let at = changetype<usize>(problems); at < end; at += offsetof<OneFactor>()) {
    drawLines(changetype<OneFactor>(at), changetype<Lines>(lines))
    lines += offsetof<Lines>()
  }
  findFallingRoots(changetype<Lines>(LINES), count)
  lines = LINES
  for (let at = changetype<usize>(problems); at < end; at += offsetof<OneFactor>()) {
    const p = changetype<OneFactor>(at)
    const l = changetype<Lines>(lines)
    p.failed = f64x2.splat(0)
    p.y = v128.xor(clamp(l.root, l.low, l.high), l.sign)
    if (!all(l.solved)) solveRest(p, l)
    lines += offsetof<Lines>()
  }
}

/** Problems that one call can solve; enough to keep the processor busy while a division or a root is under way. */
export const BLOCK: i32 = 16

const LINES: usize = memory.data(BLOCK * <i32>offsetof<Lines>(), 16)

/**
 * Three terms: one stands alone against a pair, and the derivative vanishes where e^{−u} + e^{−w} = 1, with u and w the
 * logarithms of the lone term over each of the pair, lines in y. Mirroring y where the lone term is the cost turns both
 * cases into "the lone term is ahead on the left, behind on the right" at the wanted maximum, of which there is at most one.
 */
function drawLines(p: OneFactor, l: Lines): void {
  const zero = f64x2.splat(0)
  const hasGain = v128.and(f64x2.gt(p.gain, absent()), f64x2.gt(p.gainSlope, zero))
  const hasBurden = v128.and(f64x2.gt(p.burden, absent()), f64x2.gt(p.burdenSlope, zero))
  const four = v128.and(hasGain, hasBurden)
  const output = f64x2.add(p.output, p.logOutputSlope)
  const cost = f64x2.add(p.cost, p.logCostSlope)
  const waste = select(hasGain, f64x2.add(p.gain, p.logGainSlope), f64x2.add(p.burden, p.logBurdenSlope))
  const wasteSlope = select(hasGain, p.gainSlope, p.burdenSlope)
  const lone = select(hasGain, cost, output)
  const loneSlope = select(hasGain, p.costSlope, p.outputSlope)
  const partner = select(hasGain, output, cost)
  const partnerSlope = select(hasGain, p.outputSlope, p.costSlope)
  // The sign of the mirrored lanes, to be flipped by an exclusive or.
  const sign = v128.and(hasGain, signBit())
  const w = f64x2.sub(lone, partner)
  const wSlope = v128.xor(f64x2.sub(loneSlope, partnerSlope), sign)
  const hasWaste = v128.or(hasGain, hasBurden)
  l.sign = sign
  l.low = select(hasGain, f64x2.neg(p.upper), p.lower)
  l.high = select(hasGain, f64x2.neg(p.lower), p.upper)
  l.w = w
  l.wSlope = wSlope
  // e^{−800} is nothing beside e^{−w}
  l.u = select(hasWaste, f64x2.sub(lone, waste), f64x2.add(w, f64x2.splat(800)))
  l.uSlope = select(hasWaste, v128.xor(f64x2.sub(loneSlope, wasteSlope), sign), wSlope)
  l.four = four
  l.solved = v128.andnot(v128.and(f64x2.lt(l.uSlope, zero), f64x2.lt(wSlope, zero)), four)
}

/** The lanes whose lines do not both fall, or whose root was not found at once. */
function solveRest(p: OneFactor, l: Lines): void {
  const quick = p.y
  const done = v128.or(l.solved, l.four)
  const three = all(done) ? quick : select(l.solved, quick, threeTermsMaximum(p, l, done))
  p.y = any(l.four) ? select(l.four, fourTermsMaximum(p, l.four), three) : three
}

function threeTermsMaximum(p: OneFactor, l: Lines, done: v128): v128 {
  const zero = f64x2.splat(0)
  const falls = f64x2.lt(f64x2.pmin(l.uSlope, l.wSlope), zero)
  let sole = v128.and(falls, f64x2.le(f64x2.pmax(l.uSlope, l.wSlope), zero))
  const root = largerRoot(p, l, v128.andnot(falls, done))
  const peak = v128.xor(select(falls, clamp(root, l.low, l.high), l.high), l.sign)
  if (all(v128.or(sole, done))) return peak
  // A left end from which the profit rises is no rival.
  const ahead = f64x2.add(
    exp(f64x2.neg(f64x2.add(l.u, f64x2.mul(l.uSlope, l.low)))),
    exp(f64x2.neg(f64x2.add(l.w, f64x2.mul(l.wSlope, l.low)))),
  )
  sole = v128.or(sole, v128.and(v128.and(falls, f64x2.gt(root, l.low)), f64x2.lt(ahead, one())))
  return select(sole, peak, better(p, peak, v128.xor(l.low, l.sign)))
}
