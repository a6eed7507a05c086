/**
 * The root of F(η) = e^{−u(η)} + e^{−w(η)} − 1 at which it rises, u and w being lines of which at least one falls: the
 * one-factor optimum of an ordinary enterprise, where the derivative of its profit falls through zero, and the hottest loop
 * of the engine. It runs without a branch, and a block of problems goes through it stage by stage, each a loop so short that
 * the processor overlaps the chains of several neighbours.
 *
 * The hyperbola u w = ln²2 gives η to about 0.1 of a line, a Halley step on an approximation of S = ln(F + 1) (error 1e-4)
 * to about 1e-3, and one step of fifth order on the exact F the rest: its derivatives are sums of its two powers. The step's
 * size tells the lanes where that was not enough.
 */
import { expRough } from '../math/exp'
import { any, BLOCK, constant, half, one, select, two } from '../math/lanes'
import { inverseSeries } from '../math/series'

const LN2: f64 = 0.6931471805599453
const HYPERBOLA: usize = memory.data<f64>([4 * LN2 * LN2])
const LEAST: usize = memory.data<f64>([-700])
const ROUGH: usize = memory.data<f64>([0.9975926560687123, -0.4720687125820536, 0.22691038381096917, -0.05936199875327488])
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
  // Between the stages, at η: the smaller of the two lines and its slope, and e to minus the other's distance, nearly.
  least: v128
  leastSlope: v128
  e: v128
  // The terms lone, lone · e^{−u} and lone · e^{−w}; the last two times their slopes; −1 / (lone F'), ν, and the whole step.
  lone: v128
  fromU: v128
  fromW: v128
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

/** Fills `root` of the first `count` pairs, to about 1e-3 of a line. */
export function approachRoots(count: i32): void {
  for (let i = 0; i < count; i++) start(linesAt(i))
  for (let i = 0; i < count; i++) compare(linesAt(i))
  for (let i = 0; i < count; i++) approach(linesAt(i))
}

/** Lanes in which a root is wanted and one line falls and the other rises. */
@inline
export function crossing(l: Lines): v128 {
  return v128.and(l.wanted, f64x2.gt(f64x2.pmax(l.uSlope, l.wSlope), f64x2.splat(0)))
}

/**
 * Where one line falls and the other rises, F is convex: the root is the larger of two, and the only maximum if F is negative
 * at the left end of the interval. Takes the lanes that are not so from `wanted`.
 */
export function checkLeft(l: Lines, low: v128): void {
  const rises = crossing(l)
  if (!any(rises)) return
  const sum = f64x2.add(powerAt(l.u, l.uSlope, low), powerAt(l.w, l.wSlope, low))
  l.wanted = v128.andnot(l.wanted, v128.andnot(rises, f64x2.lt(sum, constant(SURELY_BEHIND))))
}

/** e to minus the line, nearly. */
@inline
function powerAt(start: v128, slope: v128, eta: v128): v128 {
  const at = f64x2.add(start, f64x2.mul(slope, eta))
  return expRough(f64x2.pmin(f64x2.pmax(f64x2.neg(at), constant(LEAST)), f64x2.splat(1)))
}

/** The root of u w = ln²2 at which both are positive. */
@inline
function start(l: Lines): void {
  const uSlope = l.uSlope
  const wSlope = l.wSlope
  const uw = f64x2.mul(l.u, wSlope)
  const wu = f64x2.mul(l.w, uSlope)
  const slopes = f64x2.mul(uSlope, wSlope)
  const cross = f64x2.sub(uw, wu)
  const distance = f64x2.sqrt(f64x2.add(f64x2.mul(cross, cross), f64x2.mul(slopes, constant(HYPERBOLA))))
  l.root = f64x2.neg(f64x2.div(f64x2.add(f64x2.add(uw, wu), distance), f64x2.add(slopes, slopes)))
}

@inline
function compare(l: Lines): void {
  const eta = l.root
  const uSlope = l.uSlope
  const wSlope = l.wSlope
  const atU = f64x2.add(l.u, f64x2.mul(uSlope, eta))
  const atW = f64x2.add(l.w, f64x2.mul(wSlope, eta))
  const gap = f64x2.sub(atU, atW)
  l.least = f64x2.pmin(atU, atW)
  l.leastSlope = select(f64x2.lt(gap, f64x2.splat(0)), uSlope, wSlope)
  l.e = expRough(f64x2.pmax(f64x2.neg(f64x2.abs(gap)), constant(LEAST)))
}

/** Halley's step with e nearly, and a polynomial in it for ln(1 + e). */
@inline
function approach(l: Lines): void {
  const e = l.e
  const log = f64x2.mul(e, f64x2.add(
    f64x2.add(constant(ROUGH, 0), f64x2.mul(e, constant(ROUGH, 1))),
    f64x2.mul(f64x2.mul(e, e), f64x2.add(constant(ROUGH, 2), f64x2.mul(e, constant(ROUGH, 3)))),
  ))
  // Times s or s², s = 1 + e, the derivatives are polynomials: no division but the step's own.
  const s = f64x2.add(one(), e)
  const value = f64x2.sub(log, l.least)
  const leastSlope = l.leastSlope
  const other = f64x2.sub(f64x2.add(l.uSlope, l.wSlope), leastSlope)
  const difference = f64x2.sub(leastSlope, other)
  const slope = f64x2.add(leastSlope, f64x2.mul(other, e)) // −s S'
  const curvature = f64x2.mul(f64x2.mul(difference, difference), e) // s² S''
  const step = f64x2.div(
    f64x2.mul(value, f64x2.mul(f64x2.add(s, s), slope)),
    f64x2.sub(f64x2.mul(two(), f64x2.mul(slope, slope)), f64x2.mul(value, curvature)),
  )
  l.root = f64x2.add(l.root, step)
}

/** Fills `delta`, the step from `root` to the exact root, from the three terms at `root`, and `solved`. */
export function stepToRoots(count: i32): void {
  for (let i = 0; i < count; i++) step(linesAt(i))
  for (let i = 0; i < count; i++) correct(linesAt(i))
}

/** ν = −F / F', both times the lone term, which no quotient needs. */
@inline
function step(l: Lines): void {
  const fromU = l.fromU
  const fromW = l.fromW
  const uSlope = l.uSlope
  const wSlope = l.wSlope
  const u1 = f64x2.mul(fromU, uSlope)
  const w1 = f64x2.mul(fromW, wSlope)
  const inverse = f64x2.div(one(), f64x2.add(u1, w1))
  const nu = f64x2.mul(f64x2.add(f64x2.sub(fromU, l.lone), fromW), inverse)
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

/** The whole step: the inverse series to ν⁴ with c_n = F^(n) / (n! F'). */
@inline
function correct(l: Lines): void {
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
