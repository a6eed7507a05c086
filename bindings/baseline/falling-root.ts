/**
 * The one-factor optimum of an ordinary enterprise, at the root of F(η) = e^{−u(η)} + e^{−w(η)} − 1 where both lines fall
 * (one-factor.ts says what they are).
 *
 * The hyperbola u w = ln²2 gives η to about 0.1 of a line, a Halley step on S = ln(F + 1) to about 1e-3, and one step of
 * fifth order on the exact F the rest: its derivatives are sums of its two powers. These powers of the volume, moved along
 * by a short series, are those of the flows too, so nothing is raised twice.
 */
import type { Enterprise } from './enterprise.ts'
import type { Powers } from './placement.ts'

const HYPERBOLA = 4 * Math.LN2 * Math.LN2
/** Slopes of lines, beside that of the cost, up to which their root is well-conditioned. */
const STEEP = -0.01
/** The size of a step from which the first term that the series drops is 1e-14, about its fifth power. */
const WORST_STEP = 1.5e-3
/** How far an exponent moves at most: the series of `moved` ends there with an error of 1e-16. */
const MOST_MOVED = 0.016

/** Fills `powers`; false where one of the lines does not fall or the root was not found at once. */
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
  if (!waste.single || !(Math.max(uSlope, wSlope) < STEEP * k)) return false

  const eta = nearRoot(u, uSlope, w, wSlope)
  const { logLower, logUpper } = factor
  const near = Math.min(Math.max(mirrored ? -eta : eta, logLower), logUpper)
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

  // ν = −F / F', then the inverse series to ν⁴ with c_n = F^(n) / (n! F'). All terms are times the lone one, which cancels.
  const u1 = wasteTerm * uSlope
  const w1 = partner * wSlope
  const inverse = 1 / (u1 + w1) // −1 / F'
  const nu = (wasteTerm + partner - lone) * inverse
  const u2 = u1 * uSlope
  const w2 = w1 * wSlope
  const u3 = u2 * uSlope
  const w3 = w2 * wSlope
  const c2 = (1 / 2) * inverse * (u2 + w2) // −c_2
  const c3 = (1 / 6) * inverse * (u3 + w3)
  const c4 = (1 / 24) * inverse * (u3 * uSlope + w3 * wSlope) // −c_4
  const cubic = 2 * c2 * c2 - c3
  const quartic = 5 * c2 * (c2 * c2 - c3) + c4
  const delta = nu + nu * nu * (c2 + nu * (cubic + nu * quartic))

  const step = mirrored ? -delta : delta
  const beyond = step < 0 ? near <= logLower : step > 0 && near >= logUpper // the root lies beyond the bound
  const y = Math.min(Math.max(near + step, logLower), logUpper)
  const move = y - near
  if (!beyond && !(Math.abs(nu * Math.min(uSlope, wSlope)) <= WORST_STEP)) return false
  if (!(Math.abs(move) * Math.max(1, a, b, k) <= MOST_MOVED)) return false
  powers.y[0] = y
  powers.volumes[0] = moved(volume, move)
  powers.costs[0] = moved(costPower, k * move)
  powers.output = moved(outputPower, a * move)
  powers.waste = moved(wastePower, b * move)
  powers.recycled = waste.exponent === 1 ? powers.waste : Math.exp(waste.exponent * b * y)
  return true
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
  const leastSlope = atU < atW ? uSlope : wSlope
  const otherSlope = atU < atW ? wSlope : uSlope
  const e = Math.exp(-Math.abs(atU - atW))
  const s = 1 + e
  const value = roughLogOnePlus(e) - Math.min(atU, atW)
  const slope = leastSlope + otherSlope * e // −s S'
  const curvature = (leastSlope - otherSlope) * (leastSlope - otherSlope) * e // s² S''
  return eta + (2 * value * s * slope) / (2 * slope * slope - value * curvature)
}

/** ln(1 + e) for 0 ≤ e ≤ 1 with an error of 1e-4. */
function roughLogOnePlus(e: number): number {
  return e * (0.9975926560687123 + e * (-0.4720687125820536 + e * (0.22691038381096917 + e * -0.05936199875327488)))
}

/** A power times e^x, |x| ≤ MOST_MOVED. */
function moved(power: number, x: number): number {
  const square = x * x
  const change = x + square * (1 / 2 + x * (1 / 6) + square * (1 / 24 + x * (1 / 120) + square * (1 / 720)))
  return power + power * change
}
