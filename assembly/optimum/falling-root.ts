/**
 * The root of e^{−u(η)} + e^{−w(η)} = 1 where both lines fall: the one-factor optimum of an ordinary enterprise, and the
 * hottest loop of the engine. It runs without a branch, and a block of problems goes through it stage by stage, each a loop
 * so short that the processor overlaps the chains of several neighbours: their divisions, exponentials and logarithms.
 *
 * Let u be the smaller of the two at the root and z = w − u ≥ 0. Then u = g(z) = ln(1 + e^{−z}), and eliminating η leaves
 *
 *     f(z) = A z + D g(z) = Q,  A = |slope of u|,  D = A − |slope of w|,  Q constant,
 *
 * whose slope lies between the two slopes of the lines. The hyperbola u w = ln²2 gives z to about 0.1, a Halley step on
 * an approximation of g (error 1e-4) to about 1e-3, and one step of fifth order on the exact g the rest: each derivative
 * of g is a polynomial in σ = e^{−z} / (1 + e^{−z}). The step's size tells the lanes where that was not enough.
 */
import { expRough, moderate } from '../math/exp'
import { logOnePlus } from '../math/log'
import { constant, half, one, select, signBit, two } from '../math/lanes'
import { BLOCK } from '../model/parameters'

const LN2: f64 = 0.6931471805599453
const LN2_POWERS: usize = memory.data<f64>([LN2, 4 * LN2 * LN2])
const MODERATE: usize = memory.data<f64>([700])
const ROUGH: usize = memory.data<f64>([0.9975926560687123, -0.4720687125820536, 0.22691038381096917, -0.05936199875327488])
const SERIES: usize = memory.data<f64>([1.0 / 6.0, 1.0 / 24.0, 5, 6])
const WORST_STEP: usize = memory.data<f64>([1.5e-3])

/** Two problems' lines, one a lane, and their root. */
@unmanaged
export class Lines {
  u: v128
  uSlope: v128
  w: v128
  wSlope: v128
  /** The sign by which η mirrors y, and the lanes that have four terms instead. */
  sign: v128
  four: v128
  /** The root, in the lanes of `solved`; before the search the lanes in which it is wanted. */
  root: v128
  solved: v128
  /** The interval of η. */
  low: v128
  high: v128
  // Between the stages: A, |slope of w|, Q, z, the line of the smaller, e^{−z}, g and σ at z.
  a: v128
  b: v128
  q: v128
  z: v128
  near: v128
  nearSlope: v128
  e: v128
  g: v128
  sigma: v128
}

const LINES: usize = memory.data(BLOCK * <i32>offsetof<Lines>(), 16)

/** Of pair `i` of the block. */
// @ts-ignore: decorator
@inline
export function linesAt(i: i32): Lines {
  return changetype<Lines>(LINES + <usize>i * offsetof<Lines>())
}

/** Fills `root` and `solved` of the first `count` pairs. */
export function findFallingRoots(count: i32): void {
  for (let i = 0; i < count; i++) start(linesAt(i))
  for (let i = 0; i < count; i++) approach(linesAt(i))
  for (let i = 0; i < count; i++) exponential(linesAt(i))
  for (let i = 0; i < count; i++) logarithm(linesAt(i))
  for (let i = 0; i < count; i++) finish(linesAt(i))
}

/** The hyperbola h (h + z) = ln²2 in place of g. */
// @ts-ignore: decorator
@inline
function start(l: Lines): void {
  const zero = f64x2.splat(0)
  const cross = f64x2.sub(f64x2.mul(l.u, l.wSlope), f64x2.mul(l.w, l.uSlope))
  // w is the smaller one where z, taken from u, would be negative: f(0) = D ln 2 lies above Q.
  const swap = f64x2.lt(cross, f64x2.mul(f64x2.sub(l.wSlope, l.uSlope), constant(LN2_POWERS, 0)))
  const nearSlope = select(swap, l.wSlope, l.uSlope)
  l.near = select(swap, l.w, l.u)
  l.nearSlope = nearSlope
  const a = f64x2.abs(nearSlope)
  const b = f64x2.abs(select(swap, l.uSlope, l.wSlope))
  const q = v128.xor(cross, v128.and(signBit(), swap))
  const ab = f64x2.mul(f64x2.mul(a, b), constant(LN2_POWERS, 1))
  const sum = f64x2.add(q, f64x2.sqrt(f64x2.add(f64x2.mul(q, q), ab)))
  // (sum² − 4 ln²2 a²) / (2 a sum)
  const size = f64x2.mul(f64x2.mul(a, a), constant(LN2_POWERS, 1))
  const z = f64x2.div(f64x2.sub(f64x2.mul(sum, sum), size), f64x2.mul(f64x2.add(a, a), sum))
  l.z = f64x2.pmin(f64x2.pmax(z, zero), constant(MODERATE))
  l.a = a
  l.b = b
  l.q = q
}

/** Halley's step on approximations: e^{−z}, and a polynomial in it for g. */
// @ts-ignore: decorator
@inline
function approach(l: Lines): void {
  const z = l.z
  const a = l.a
  const b = l.b
  const d = f64x2.sub(a, b)
  const e = expRough(f64x2.neg(z))
  const g = f64x2.mul(e, f64x2.add(
    f64x2.add(constant(ROUGH, 0), f64x2.mul(e, constant(ROUGH, 1))),
    f64x2.mul(f64x2.mul(e, e), f64x2.add(constant(ROUGH, 2), f64x2.mul(e, constant(ROUGH, 3)))),
  ))
  // Times s or s², s = 1 + e^{−z}, the derivatives are polynomials: no division but the step's own.
  const s = f64x2.add(one(), e)
  const f = f64x2.sub(f64x2.add(f64x2.mul(a, z), f64x2.mul(d, g)), l.q)
  const slope = f64x2.add(a, f64x2.mul(b, e)) // s f'
  const curvature = f64x2.mul(d, e) // s² f''
  const step = f64x2.div(
    f64x2.mul(f64x2.mul(f64x2.add(f, f), s), slope),
    f64x2.sub(f64x2.mul(two(), f64x2.mul(slope, slope)), f64x2.mul(f, curvature)),
  )
  l.z = f64x2.pmin(f64x2.pmax(f64x2.sub(z, step), f64x2.splat(0)), constant(MODERATE))
}

// @ts-ignore: decorator
@inline
function exponential(l: Lines): void {
  l.e = moderate(f64x2.neg(l.z))
}

/** g = ln(1 + e^{−z}) and σ. */
// @ts-ignore: decorator
@inline
function logarithm(l: Lines): void {
  const e = l.e
  const s = f64x2.add(one(), e)
  const t = f64x2.add(two(), e)
  const inverse = f64x2.div(one(), f64x2.mul(s, t))
  l.g = inline.always(logOnePlus(e, f64x2.mul(inverse, s)))
  l.sigma = f64x2.mul(e, f64x2.mul(inverse, t))
}

/** The exact step: ν = −f / f', then the inverse series to ν⁴ with c_n = f^(n) / (n! f'). */
// @ts-ignore: decorator
@inline
function finish(l: Lines): void {
  const sixth = constant(SERIES, 0)
  const twentyFourth = constant(SERIES, 1)
  const z = l.z
  const a = l.a
  const d = f64x2.sub(a, l.b)
  const g = l.g
  const sigma = l.sigma
  const inverseSlope = f64x2.div(one(), f64x2.sub(a, f64x2.mul(d, sigma)))
  const nu = f64x2.mul(f64x2.sub(l.q, f64x2.add(f64x2.mul(a, z), f64x2.mul(d, g))), inverseSlope)
  const g2 = f64x2.mul(sigma, f64x2.sub(one(), sigma))
  const g3 = f64x2.mul(g2, f64x2.sub(f64x2.add(sigma, sigma), one()))
  const g4 = f64x2.mul(g2, f64x2.sub(one(), f64x2.mul(constant(SERIES, 3), g2)))
  const ratio = f64x2.mul(d, inverseSlope)
  const c2 = f64x2.mul(ratio, f64x2.mul(g2, half()))
  const c3 = f64x2.mul(ratio, f64x2.mul(g3, sixth))
  const c4 = f64x2.mul(ratio, f64x2.mul(g4, twentyFourth))
  const c22 = f64x2.mul(c2, c2)
  const third = f64x2.sub(f64x2.add(c22, c22), c3)
  const fourth = f64x2.sub(f64x2.mul(f64x2.mul(constant(SERIES, 2), c2), f64x2.sub(c3, c22)), c4)
  const bend = f64x2.sub(f64x2.mul(nu, f64x2.add(third, f64x2.mul(nu, fourth))), c2)
  const delta = f64x2.add(nu, f64x2.mul(f64x2.mul(nu, nu), bend))
  // g at the root, again by its series.
  const series = f64x2.add(f64x2.mul(g2, half()), f64x2.mul(delta, f64x2.add(
    f64x2.mul(g3, sixth), f64x2.mul(delta, f64x2.mul(g4, twentyFourth)),
  )))
  const atRoot = f64x2.add(g, f64x2.mul(delta, f64x2.sub(f64x2.mul(delta, series), sigma)))
  l.root = f64x2.div(f64x2.sub(atRoot, l.near), l.nearSlope)
  // The first dropped term is about (|ν| (1 + |D| / f'))⁵: 1e-14 at this bound.
  const error = f64x2.mul(f64x2.abs(nu), f64x2.add(one(), f64x2.abs(ratio)))
  l.solved = v128.and(l.solved, f64x2.le(error, constant(WORST_STEP)))
}
