import { expModerate } from '../math/exp'
import { log, logOnePlus } from '../math/log'
import { any, half, laneAt, one, select, setLaneAt, two } from '../math/lanes'
import * as scalar from '../math/scalar'
import { Lines } from './falling-root'
import { markFailed, OneFactor } from './one-factor-problem'

const LN2: f64 = 0.6931471805599453
const VECTOR_STEPS: i32 = 8
const MAX_STEPS: i32 = 100

const ROOT: usize = memory.data(16, 16)

/**
 * The larger root of the convex S(η) = ln(e^{−u(η)} + e^{−w(η)}), where at least one of the lines falls, in the lanes of
 * `wanted`; `low` when there is none. Hyperbola start u w = ln²2, then Halley steps. A lane that is not done after a few
 * of them, or landed left of the valley, is solved again inside a bracket; it is marked as failed if that fails too.
 */
export function largerRoot(p: OneFactor, l: Lines, wanted: v128): v128 {
  const u = l.u
  const uSlope = l.uSlope
  const w = l.w
  const wSlope = l.wSlope
  const zero = f64x2.splat(0)
  const rises = v128.and(wanted, f64x2.gt(f64x2.pmax(uSlope, wSlope), zero))
  const exists = any(rises) ? v128.andnot(wanted, v128.and(rises, staysAhead(u, uSlope, w, wSlope))) : wanted
  const scale = f64x2.add(f64x2.abs(uSlope), f64x2.abs(wSlope))
  const difference = f64x2.sub(uSlope, wSlope)
  const squared = f64x2.mul(difference, difference)

  let eta = hyperbola(u, uSlope, w, wSlope)
  let pending = exists
  let left = zero // lanes that left the path of safe convergence
  for (let i = 0; i < VECTOR_STEPS && any(pending); i++) {
    const atU = f64x2.add(u, f64x2.mul(uSlope, eta))
    const atW = f64x2.add(w, f64x2.mul(wSlope, eta))
    const gap = f64x2.sub(atU, atW)
    // Below e^{−700} the smaller term is nothing beside the larger.
    const ratio = expModerate(f64x2.pmax(f64x2.neg(f64x2.abs(gap)), f64x2.splat(-700)))
    const onePlus = f64x2.add(one(), ratio)
    const twoPlus = f64x2.add(two(), ratio)
    const inverse = f64x2.div(one(), f64x2.mul(onePlus, twoPlus))
    const major = f64x2.mul(inverse, twoPlus)
    const minor = f64x2.mul(ratio, major)
    const value = f64x2.sub(logOnePlus(ratio, f64x2.mul(inverse, onePlus)), f64x2.pmin(atU, atW))
    const weight = select(f64x2.le(gap, zero), major, minor)
    const slope = f64x2.neg(f64x2.add(wSlope, f64x2.mul(difference, weight)))
    const curvature = f64x2.mul(f64x2.mul(major, minor), squared)
    // Halley: −2 S S' / (2 S'² − S S''), Newton where the curvature would turn or stretch the step
    const slope2 = f64x2.mul(slope, slope)
    const bend = f64x2.mul(value, curvature)
    const halley = f64x2.sub(f64x2.add(slope2, slope2), bend)
    const denominator = select(f64x2.gt(halley, f64x2.mul(slope2, half())), halley, f64x2.add(slope2, slope2))
    const step = f64x2.div(f64x2.mul(f64x2.mul(value, slope), f64x2.splat(-2)), denominator)
    eta = select(pending, f64x2.add(eta, step), eta)
    // A Halley step cubes the error, so where Newton's would be 4e-6 it leaves 1e-16.
    const error = f64x2.mul(f64x2.abs(value), f64x2.mul(scale, scale))
    const tolerance = f64x2.mul(f64x2.mul(f64x2.splat(4e-6), slope), f64x2.pmin(scale, slope))
    left = v128.or(left, v128.and(pending, f64x2.le(slope, zero)))
    pending = v128.andnot(v128.andnot(pending, f64x2.le(error, tolerance)), left)
  }
  pending = v128.or(pending, left)
  const root = select(exists, eta, l.low)
  return any(pending) ? bracketed(p, l, root, pending) : root
}

/** The root of u w = ln²2 with u, w > 0 at which the falling line binds; the vertex where there is none. */
// @ts-ignore: decorator
@inline
function hyperbola(u: v128, uSlope: v128, w: v128, wSlope: v128): v128 {
  const a = f64x2.mul(uSlope, wSlope)
  const b = f64x2.add(f64x2.mul(u, wSlope), f64x2.mul(w, uSlope))
  const c = f64x2.sub(f64x2.mul(u, w), f64x2.splat(LN2 * LN2))
  const square = f64x2.sub(f64x2.mul(b, b), f64x2.mul(f64x2.splat(4), f64x2.mul(a, c)))
  const root = f64x2.sqrt(f64x2.pmax(square, f64x2.splat(0)))
  const positive = f64x2.gt(b, f64x2.splat(0))
  const numerator = select(positive, f64x2.neg(f64x2.add(b, root)), f64x2.add(c, c))
  const denominator = select(positive, f64x2.add(a, a), f64x2.sub(root, b))
  return f64x2.div(numerator, denominator)
}

/** Where one line falls and one rises: whether S is nowhere negative, so that the lone term is never ahead. */
function staysAhead(u: v128, uSlope: v128, w: v128, wSlope: v128): v128 {
  const gap = log(f64x2.neg(f64x2.div(wSlope, uSlope))) // w − u in the valley
  const eta = f64x2.div(f64x2.sub(f64x2.sub(w, u), gap), f64x2.sub(uSlope, wSlope))
  const atU = f64x2.add(u, f64x2.mul(uSlope, eta))
  const atW = f64x2.add(w, f64x2.mul(wSlope, eta))
  const ratio = expModerate(f64x2.pmax(f64x2.neg(f64x2.abs(gap)), f64x2.splat(-700)))
  const sum = logOnePlus(ratio, f64x2.div(one(), f64x2.add(two(), ratio)))
  return f64x2.ge(f64x2.sub(sum, f64x2.pmin(atU, atW)), f64x2.splat(0))
}

function bracketed(p: OneFactor, l: Lines, root: v128, pending: v128): v128 {
  v128.store(ROOT, root)
  const lanes = i64x2.bitmask(pending)
  for (let i = 0; i < 2; i++) {
    if (!(lanes & (1 << i))) continue
    const base = changetype<usize>(l)
    const found = bracketedRoot(
      laneAt(base + offsetof<Lines>('u'), i), laneAt(base + offsetof<Lines>('uSlope'), i),
      laneAt(base + offsetof<Lines>('w'), i), laneAt(base + offsetof<Lines>('wSlope'), i),
      laneAt(base + offsetof<Lines>('low'), i), laneAt(base + offsetof<Lines>('high'), i),
    )
    if (isNaN(found)) markFailed(p, i)
    else setLaneAt(ROOT, i, found)
  }
  return v128.load(ROOT)
}

/**
 * One lane, between the valley of S, if it has one, and the point where the first falling line reaches zero; the nearer
 * end of [low, high] when the root lies outside, NaN when it is not found.
 */
function bracketedRoot(u: f64, uSlope: f64, w: f64, wSlope: f64, low: f64, high: f64): f64 {
  let left = -Infinity
  let right = Math.min(fallsToZero(u, uSlope), fallsToZero(w, wSlope))
  if (Math.max(uSlope, wSlope) > 0) {
    left = (w - u - scalar.log(-wSlope / uSlope)) / (uSlope - wSlope)
    if (!(left < right)) return low
  }
  const scale = Math.abs(uSlope) + Math.abs(wSlope)
  let eta = right
  for (let i = 0; i < MAX_STEPS; i++) {
    if (eta == -Infinity) return low
    const atU = u + uSlope * eta
    const atW = w + wSlope * eta
    const ratio = scalar.exp(-Math.abs(atU - atW))
    const major = 1 / (1 + ratio)
    const weight = atU <= atW ? major : ratio * major
    const value = scalar.logOnePlus(ratio) - Math.min(atU, atW)
    const slope = -(uSlope * weight + wSlope * (1 - weight))
    if (value <= 0 && eta >= high) return high
    if (value >= 0 && slope > 0 && eta <= low) return low
    if (value > 0) right = eta
    else left = eta
    const curvature = ratio * major * major * (uSlope - wSlope) * (uSlope - wSlope)
    const halley = slope - (0.5 * value * curvature) / slope
    const stepped = eta - value / (halley > 0.25 * slope ? halley : slope)
    if (Math.abs(value) * scale * scale <= 4e-6 * slope * Math.min(slope, scale)) return stepped
    const next = stepped >= left && stepped <= right ? stepped : 0.5 * (left + right)
    if (Math.abs(next - eta) <= 2e-16 * Math.abs(eta)) return next
    eta = next
  }
  return NaN
}

function fallsToZero(constant: f64, slope: f64): f64 {
  if (slope < 0) return constant / -slope
  return slope == 0 && constant <= 0 ? -Infinity : Infinity
}
