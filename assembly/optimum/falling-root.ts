/**
 * The root of e^{−u(η)} + e^{−w(η)} = 1 where both lines fall: the one-factor optimum of an ordinary enterprise, and the
 * hottest loop of the engine. It runs without a branch.
 *
 * Let u be the smaller of the two at the root and z = w − u ≥ 0. Then u = g(z) = ln(1 + e^{−z}), and eliminating η leaves
 *
 *     f(z) = A z + D g(z) = Q,  A = |slope of u|,  D = A − |slope of w|,  Q constant,
 *
 * whose slope lies between the two slopes of the lines. The hyperbola u w = ln²2 gives z to about 0.1, a Halley step on
 * an approximation of g (error 1e-4) to about 1e-3, and one step of fifth order on the exact g the rest: each derivative
 * of g is a polynomial in σ = e^{−z} / (1 + e^{−z}). The step's size tells the lanes where that was not enough.
 */
import { expModerate, expRough } from '../math/exp'
import { logOnePlus } from '../math/log'
import { select } from '../math/lanes'

const LN2: f64 = 0.6931471805599453
const MODERATE: f64 = 700

/** Lanes in which the last `fallingRoot` found no root. */
export const UNSOLVED: usize = memory.data(16, 16)

export function fallingRoot(u: v128, uSlope: v128, w: v128, wSlope: v128): v128 {
  const zero = f64x2.splat(0)
  const half = f64x2.splat(0.5)
  const one = f64x2.splat(1)
  const two = f64x2.splat(2)

  // w is the smaller one where z, taken from u, would be negative: f(0) = D ln 2 lies above Q.
  const cross = f64x2.sub(f64x2.mul(u, wSlope), f64x2.mul(w, uSlope))
  const swap = f64x2.lt(cross, f64x2.mul(f64x2.sub(wSlope, uSlope), f64x2.splat(LN2)))
  const near = select(swap, w, u)
  const nearSlope = select(swap, wSlope, uSlope)
  const a = f64x2.abs(nearSlope)
  const b = f64x2.abs(select(swap, uSlope, wSlope))
  const d = f64x2.sub(a, b)
  const q = v128.xor(cross, v128.and(f64x2.splat(-0.0), swap))

  // The hyperbola h (h + z) = ln²2 in place of g.
  const ab = f64x2.mul(f64x2.mul(a, b), f64x2.splat(4 * LN2 * LN2))
  const sum = f64x2.add(q, f64x2.sqrt(f64x2.add(f64x2.mul(q, q), ab)))
  const inverse0 = f64x2.div(one, f64x2.mul(a, sum))
  const far0 = f64x2.mul(f64x2.mul(half, f64x2.mul(sum, sum)), inverse0)
  const near0 = f64x2.mul(f64x2.mul(f64x2.mul(a, a), f64x2.splat(2 * LN2 * LN2)), inverse0)
  const z0 = f64x2.pmin(f64x2.pmax(f64x2.sub(far0, near0), zero), f64x2.splat(MODERATE))

  // Halley on approximations: e^{−z}, and polynomials in it for g and σ.
  const e0 = expRough(f64x2.neg(z0))
  const g0 = f64x2.mul(e0, f64x2.add(
    f64x2.add(f64x2.splat(0.9975926560687123), f64x2.mul(e0, f64x2.splat(-0.4720687125820536))),
    f64x2.mul(f64x2.mul(e0, e0), f64x2.add(f64x2.splat(0.22691038381096917), f64x2.mul(e0, f64x2.splat(-0.05936199875327488)))),
  ))
  // With s = 1 + e^{−z} every term over s² or s³ is a polynomial: no division but the step's own.
  const s0 = f64x2.add(one, e0)
  const f0 = f64x2.sub(f64x2.add(f64x2.mul(a, z0), f64x2.mul(d, g0)), q)
  const slope0 = f64x2.add(a, f64x2.mul(b, e0)) // s f'
  const de0 = f64x2.mul(d, e0) // s² f''
  const step0 = f64x2.div(
    f64x2.mul(f64x2.mul(f64x2.add(f0, f0), s0), slope0),
    f64x2.sub(f64x2.mul(two, f64x2.mul(slope0, slope0)), f64x2.mul(f0, de0)),
  )
  const z = f64x2.pmin(f64x2.pmax(f64x2.sub(z0, step0), zero), f64x2.splat(MODERATE))

  // The exact step: ν = −f / f', then the inverse series to ν⁵ with c_n = f^(n) / (n! f').
  const e = expModerate(f64x2.neg(z))
  const s = f64x2.add(one, e)
  const t = f64x2.add(two, e)
  const inverse = f64x2.div(one, f64x2.mul(s, t))
  const g = logOnePlus(e, f64x2.mul(inverse, s))
  const sigma = f64x2.mul(e, f64x2.mul(inverse, t))
  const slope = f64x2.sub(a, f64x2.mul(d, sigma))
  const inverseSlope = f64x2.div(one, slope)
  const nu = f64x2.mul(f64x2.sub(q, f64x2.add(f64x2.mul(a, z), f64x2.mul(d, g))), inverseSlope)
  const g2 = f64x2.mul(sigma, f64x2.sub(one, sigma))
  const g3 = f64x2.mul(g2, f64x2.sub(f64x2.add(sigma, sigma), one))
  const g4 = f64x2.mul(g2, f64x2.sub(one, f64x2.mul(f64x2.splat(6), g2)))
  const ratio = f64x2.mul(d, inverseSlope)
  const c2 = f64x2.mul(ratio, f64x2.mul(g2, half))
  const c3 = f64x2.mul(ratio, f64x2.mul(g3, f64x2.splat(1.0 / 6.0)))
  const c4 = f64x2.mul(ratio, f64x2.mul(g4, f64x2.splat(1.0 / 24.0)))
  const c22 = f64x2.mul(c2, c2)
  const d3 = f64x2.sub(f64x2.add(c22, c22), c3)
  const d4 = f64x2.sub(f64x2.mul(f64x2.mul(f64x2.splat(5), c2), f64x2.sub(c3, c22)), c4)
  const bend = f64x2.sub(f64x2.mul(nu, f64x2.add(d3, f64x2.mul(nu, d4))), c2)
  const delta = f64x2.add(nu, f64x2.mul(f64x2.mul(nu, nu), bend))
  // g at the root, again by its series.
  const series = f64x2.add(f64x2.mul(g2, half), f64x2.mul(delta, f64x2.add(
    f64x2.mul(g3, f64x2.splat(1.0 / 6.0)), f64x2.mul(delta, f64x2.mul(g4, f64x2.splat(1.0 / 24.0))),
  )))
  const atRoot = f64x2.add(g, f64x2.mul(delta, f64x2.sub(f64x2.mul(delta, series), sigma)))

  // The first dropped term is about (|ν| (1 + |D| / f'))⁵: 1e-15 where the bracket below is 1e-3.
  const error = f64x2.mul(f64x2.abs(nu), f64x2.add(one, f64x2.abs(ratio)))
  v128.store(UNSOLVED, v128.not(f64x2.le(error, f64x2.splat(1.5e-3))))
  return f64x2.div(f64x2.sub(atRoot, near), nearSlope)
}
