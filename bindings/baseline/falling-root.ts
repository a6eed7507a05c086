/**
 * The one-factor optimum of an ordinary enterprise, at the root of F(η) = e^{−u(η)} + e^{−w(η)} − 1 where at least one of the
 * lines falls (one-factor.ts says what they are).
 *
 * The hyperbola u w = ln²2 gives η to about 0.1 of a line, a Halley step on S = ln(F + 1) to about 1e-3, and one step of
 * fifth order on the exact F the rest: its derivatives are sums of its two powers. These powers of the volume, moved along
 * by a short series, are those of the flows too, so nothing is raised twice.
 */
import type { Enterprise } from './enterprise.ts'
import type { Powers } from './powers.ts'
import { inverseSeries } from './series.ts'

const HYPERBOLA = 4 * Math.LN2 * Math.LN2
/** The size of a step from which the first term that the series drops is 1e-14, about its fifth power. */
const WORST_STEP = 1.5e-3
/** How far an exponent moves at most: the series of `moved` ends there with an error of 1e-16. */
const MOST_MOVED = 0.016
/** How slowly F may change, beside the steeper line: more slowly, and rounding shifts the root. */
const FLATTEST = 0.01

/** Fills `powers`; false where the root was not found at once or may not be the only maximum. */
export function findFallingRoot(enterprise: Enterprise, powers: Powers): boolean {
  const { elasticities, output, waste } = enterprise
  const factor = enterprise.factors[0]
  const a = elasticities.output[0]
  const b = elasticities.waste[0]
  const k = factor.costExponent
  // The lines, and whether η mirrors y.
  const mirrored = waste.rising
  const logOutput = output.logRevenue + elasticities.logOutput[0]
  const logWaste = waste.logNet + elasticities.logWaste[0]
  const logCost = factor.logPrice + factor.logCostExponent
  const u = (mirrored ? logCost : logOutput) - logWaste
  const uSlope = mirrored ? b - k : a - b
  const w = mirrored ? logCost - logOutput : logOutput - logCost
  const wSlope = a - k
  const { logLower, logUpper } = factor
  if (!waste.single || !(Math.min(uSlope, wSlope) < 0)) return false
  if (Math.max(uSlope, wSlope) > 0 && !isBehind(u, uSlope, w, wSlope, mirrored ? -logUpper : logLower)) return false

  const eta = nearRoot(u, uSlope, w, wSlope)
  const near = clamp(mirrored ? -eta : eta, logLower, logUpper)
  const volume = Math.exp(near)
  const outputPower = Math.exp(a * near)
  const wastePower = Math.exp(b * near)
  const costPower = k === 1 ? volume : Math.exp(k * near)

  // The terms of the derivative by y: the one that stands alone, and the other two.
  const outputTerm = output.price * output.scale * a * outputPower
  const wasteTerm = waste.net * b * wastePower
  const costTerm = factor.price * k * costPower
  const lone = mirrored ? costTerm : outputTerm
  const partner = mirrored ? outputTerm : costTerm

  // ν = −F / F', then the inverse series to ν⁴. All terms are times the lone one, which cancels.
  const u1 = wasteTerm * uSlope
  const w1 = partner * wSlope
  const inverse = 1 / (u1 + w1) // −1 / F'
  const nu = (wasteTerm + partner - lone) * inverse
  const u2 = u1 * uSlope
  const w2 = w1 * wSlope
  const u3 = u2 * uSlope
  const w3 = w2 * wSlope
  const c2 = (1 / 2) * inverse * (u2 + w2)
  const c3 = (1 / 6) * inverse * (u3 + w3)
  const c4 = (1 / 24) * inverse * (u3 * uSlope + w3 * wSlope)
  const delta = inverseSeries(nu, c2, c3, c4)

  // Whether the root lies beyond the bound: far from it the series strays, but ν knows the direction.
  const direction = mirrored ? -nu : nu
  const beyond = direction < 0 ? near <= logLower : direction > 0 && near >= logUpper
  const y = beyond ? near : clamp(near + (mirrored ? -delta : delta), logLower, logUpper)
  const move = y - near
  const steepest = Math.max(Math.abs(uSlope), Math.abs(wSlope))
  const size = Math.abs(nu) * Math.max(steepest, -2 * c2)
  const falls = inverse < 0 && -inverse * lone * FLATTEST * steepest < 1
  if (!falls || !(beyond || size <= WORST_STEP) || !(Math.abs(move) * Math.max(1, a, b, k) <= MOST_MOVED)) return false
  powers.y[0] = y
  powers.volumes[0] = moved(volume, move)
  powers.costs[0] = moved(costPower, k * move)
  powers.output = moved(outputPower, a * move)
  powers.waste = moved(wastePower, b * move)
  powers.recycled = waste.exponent === 1 ? powers.waste : Math.exp(waste.exponent * b * y)
  return true
}

/**
 * Where one line falls and the other rises, F is convex: the root is the larger of two, and the only maximum if F is negative
 * at the left end of the interval.
 */
function isBehind(u: number, uSlope: number, w: number, wSlope: number, low: number): boolean {
  return Math.exp(-(u + uSlope * low)) + Math.exp(-(w + wSlope * low)) < 1
}

/** The root to about 1e-3 of a line. */
function nearRoot(u: number, uSlope: number, w: number, wSlope: number): number {
  // The root of u w = ln²2 at which both are positive.
  const uw = u * wSlope
  const wu = w * uSlope
  const slopes = uSlope * wSlope
  const cross = uw - wu
  const eta = -(uw + wu + Math.sqrt(cross * cross + slopes * HYPERBOLA)) / (2 * slopes)

  // Halley's step. Times s or s², s = 1 + e, the derivatives are polynomials: no division but the step's own.
  const atU = u + uSlope * eta
  const atW = w + wSlope * eta
  const uIsLess = atU < atW
  const leastSlope = uIsLess ? uSlope : wSlope
  const otherSlope = uIsLess ? wSlope : uSlope
  const e = Math.exp(uIsLess ? atU - atW : atW - atU)
  const s = 1 + e
  const value = roughLogOnePlus(e) - (uIsLess ? atU : atW)
  const slope = leastSlope + otherSlope * e // −s S'
  const curvature = (leastSlope - otherSlope) * (leastSlope - otherSlope) * e // s² S''
  return eta + (2 * value * s * slope) / (2 * slope * slope - value * curvature)
}

/** ln(1 + e) for 0 ≤ e ≤ 1 with an error of 1e-4. */
function roughLogOnePlus(e: number): number {
  return e * (0.9975926560687123 + e * (-0.4720687125820536 + e * (0.22691038381096917 + e * -0.05936199875327488)))
}

const clamp = (x: number, low: number, high: number) => (x < low ? low : x > high ? high : x)

/** A power times e^x, |x| ≤ MOST_MOVED. */
function moved(power: number, x: number): number {
  const square = x * x
  const change = x + square * (1 / 2 + x * (1 / 6) + square * (1 / 24 + x * (1 / 120) + square * (1 / 720)))
  return power + power * change
}
