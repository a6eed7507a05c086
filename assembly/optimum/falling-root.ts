/**
 * The root of F(η) = e^{−u(η)} + e^{−w(η)} − 1 at which it rises, u and w being lines of which at least one falls: the
 * one-factor optimum of an ordinary enterprise, where the derivative of its profit falls through zero, and the hottest loop
 * of the engine. It runs without a branch, and a block of problems goes through it stage by stage, each a loop so short that
 * the processor overlaps the chains of several neighbours.
 *
 * rough-root.ts gives η to about 1e-3 of a line, and one step of fifth order on the exact F the rest: its derivatives are sums of
 * its two powers. The step's size tells the lanes where that was not enough.
 */
import { expRough } from '../math/exp'
import { any, BLOCK, constant, half, one } from '../math/lanes'
import { inverseSeries } from '../math/series'

const LEAST: usize = memory.data<f64>([-700])
const SERIES: usize = memory.data<f64>([1.0 / 6.0, 1.0 / 24.0])
const WORST_STEP: usize = memory.data<f64>([1.5e-3])
const FLATTEST: usize = memory.data<f64>([-100])
const SURELY_BEHIND: usize = memory.data<f64>([0.99])

/** Two problems' lines, one a lane, and their root. */
@unmanaged
export class Lines {
  u: v128
  uSlope: v128
  w: v128
  wSlope: v128
  /** Lanes in which η mirrors y. */
  mirrored: v128
  /** Lanes in which the root is wanted, the root, first roughly, and lanes in which it was found. */
  wanted: v128
  root: v128
  solved: v128
  // The terms lone · e^{−u} and lone · e^{−w} times their slopes; −1 / (lone F'), ν, and the whole step.
  u1: v128
  w1: v128
  inverse: v128
  nu: v128
  delta: v128
}

const LINES: usize = memory.data(BLOCK * <i32>offsetof<Lines>(), 16)

/** Of pair `i` of the block. */
@inline
export function linesAt(i: i32): Lines {
  return changetype<Lines>(LINES + <usize>i * offsetof<Lines>())
}

/**
 * Where one line falls and the other rises, F is convex: the root is the larger of two, and the only maximum if F is negative
 * at the left end of the interval. Takes the lanes that are not so from `wanted`.
 */
export function checkLeft(l: Lines, low: v128): void {
  const rises = f64x2.gt(f64x2.pmax(l.uSlope, l.wSlope), f64x2.splat(0))
  if (!any(v128.and(l.wanted, rises))) return
  const sum = f64x2.add(powerAt(l.u, l.uSlope, low), powerAt(l.w, l.wSlope, low))
  l.wanted = v128.andnot(l.wanted, v128.andnot(rises, f64x2.lt(sum, constant(SURELY_BEHIND))))
}

/** e to minus the line, nearly. */
@inline
function powerAt(start: v128, slope: v128, eta: v128): v128 {
  const at = f64x2.add(start, f64x2.mul(slope, eta))
  return expRough(f64x2.pmin(f64x2.pmax(f64x2.neg(at), constant(LEAST)), f64x2.splat(1)))
}

/**
 * Fills ν = −F / F' and what `correct` needs, and `solved`, from the terms lone, lone · e^{−u} and lone · e^{−w} at `root`: both F
 * and F' times the lone one, which no quotient needs.
 */
@inline
export function step(l: Lines, lone: v128, fromU: v128, fromW: v128): void {
  const uSlope = l.uSlope
  const wSlope = l.wSlope
  const u1 = f64x2.mul(fromU, uSlope)
  const w1 = f64x2.mul(fromW, wSlope)
  const inverse = f64x2.div(one(), f64x2.add(u1, w1))
  const nu = f64x2.mul(f64x2.add(f64x2.sub(fromU, lone), fromW), inverse)
  l.u1 = u1
  l.w1 = w1
  l.inverse = inverse
  l.nu = nu
  // The first term that `correct` drops is about the fifth power of this: 1e-14 at this bound.
  const steepest = f64x2.pmax(f64x2.abs(uSlope), f64x2.abs(wSlope))
  const bend = f64x2.mul(inverse, f64x2.add(f64x2.mul(u1, uSlope), f64x2.mul(w1, wSlope))) // −F'' / F'
  const size = f64x2.mul(f64x2.abs(nu), f64x2.pmax(steepest, f64x2.neg(bend)))
  // F has to rise there, and not so slowly, beside its two powers, that rounding shifts the root.
  const share = f64x2.mul(f64x2.mul(inverse, steepest), f64x2.add(fromU, fromW))
  const rises = v128.and(f64x2.lt(share, f64x2.splat(0)), f64x2.gt(share, constant(FLATTEST)))
  l.wanted = v128.and(l.wanted, rises)
  l.solved = v128.and(l.wanted, f64x2.le(size, constant(WORST_STEP)))
}

/** Fills `delta`, the whole step from `root` to the exact root: the inverse series to ν⁴ with c_n = F^(n) / (n! F'). */
@inline
export function correct(l: Lines): void {
  const uSlope = l.uSlope
  const wSlope = l.wSlope
  const u2 = f64x2.mul(l.u1, uSlope)
  const w2 = f64x2.mul(l.w1, wSlope)
  const u3 = f64x2.mul(u2, uSlope)
  const w3 = f64x2.mul(w2, wSlope)
  const inverse = l.inverse
  const c2 = f64x2.mul(f64x2.mul(inverse, half()), f64x2.add(u2, w2)) // −c_2
  const c3 = f64x2.mul(f64x2.mul(inverse, constant(SERIES, 0)), f64x2.add(u3, w3))
  const c4 = f64x2.mul(
    f64x2.mul(inverse, constant(SERIES, 1)), f64x2.add(f64x2.mul(u3, uSlope), f64x2.mul(w3, wSlope)), // −c_4
  )
  l.delta = inverseSeries(l.nu, c2, c3, c4)
}
