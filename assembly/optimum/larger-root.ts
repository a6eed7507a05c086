import { expModerate } from '../math/exp'
import { log, logOnePlus } from '../math/log'
import { any, laneAt, one, setLaneAt, two } from '../math/lanes'
import { Lines } from './falling-root'
import { markFailed, OneFactor } from './one-factor-problem'

const MAX_STEPS: i32 = 100

const ROOT: usize = memory.data(16, 16)

/**
 * The larger root of the convex S(η) = ln(e^{−u(η)} + e^{−w(η)}), where at least one of the lines falls, in the lanes of
 * `wanted`; `low` when there is none. A lane at a time inside a bracket, for the few that the steps of falling-root.ts miss; a
 * lane is marked as failed if it is not found.
 */
export function largerRoot(p: OneFactor, l: Lines, wanted: v128): v128 {
  const rises = v128.and(wanted, f64x2.gt(f64x2.pmax(l.uSlope, l.wSlope), f64x2.splat(0)))
  const exists = any(rises) ? v128.andnot(wanted, v128.and(rises, staysAhead(l.u, l.uSlope, l.w, l.wSlope))) : wanted
  return any(exists) ? bracketed(p, l, exists) : l.low
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

function bracketed(p: OneFactor, l: Lines, exists: v128): v128 {
  v128.store(ROOT, l.low)
  const lanes = i64x2.bitmask(exists)
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
    left = (w - u - Math.log(-wSlope / uSlope)) / (uSlope - wSlope)
    if (!(left < right)) return low
  }
  const scale = Math.abs(uSlope) + Math.abs(wSlope)
  let eta = right
  for (let i = 0; i < MAX_STEPS; i++) {
    if (eta == -Infinity) return low
    const atU = u + uSlope * eta
    const atW = w + wSlope * eta
    const ratio = Math.exp(-Math.abs(atU - atW))
    const major = 1 / (1 + ratio)
    const weight = atU <= atW ? major : ratio * major
    const value = Math.log(1 + ratio) - Math.min(atU, atW)
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
