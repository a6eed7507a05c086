/** The interior stationary point that can be certified as the global maximum, where there is one. */
import { isInside, type Pair, type TwoFactorProblem } from './two-factor.ts'

export interface CertifiedPoint {
  /** y = ln x, inside the box or not; null when no point can be certified. */
  point: Pair | null
  /** Whether the profit is concave in x_i^{k_i}, so that no other point is stationary. */
  concave: boolean
}

const NONE: CertifiedPoint = { point: null, concave: false }
const MAX_ITERATIONS = 100
const LIMIT = 700 // |τ|: e^700 is the last power of e in range

/** What the equation in ρ needs of a problem: see `reduce`. */
interface Reduced {
  /** a_i / k_i and b_i / k_i */
  outputShares: Pair
  wasteShares: Pair
  /** S = 1 − Σ a_i / k_i and T = Σ b_i / k_i */
  returns: number
  wasteReturns: number
  /** v S = outputConstant + Σ outputShares_i l_i, where v = ln pV and l_i = ln(a_i + b_i ρ) */
  outputConstant: number
  /** ln of the b-weighted powers of x, Σ b_i y_i = T v + wasteConstant + Σ wasteShares_i l_i */
  wasteConstant: number
}

function reduce({ output, costs }: TwoFactorProblem, waste: Pair): Reduced {
  const outputShares: Pair = [output.slopes[0] / costs[0].slope, output.slopes[1] / costs[1].slope]
  const wasteShares: Pair = [waste[0] / costs[0].slope, waste[1] / costs[1].slope]
  const marginal = costs.map((cost) => cost.constant + Math.log(cost.slope)) // ln k_i c_i
  return {
    outputShares,
    wasteShares,
    returns: 1 - outputShares[0] - outputShares[1],
    wasteReturns: wasteShares[0] + wasteShares[1],
    outputConstant: output.constant - outputShares[0] * marginal[0] - outputShares[1] * marginal[1],
    wasteConstant: -wasteShares[0] * marginal[0] - wasteShares[1] * marginal[1],
  }
}

export function certifiedPoint(problem: TwoFactorProblem): CertifiedPoint {
  const { gain, burden } = problem
  const varies = (slopes: Pair) => slopes[0] > 0 || slopes[1] > 0
  const hasGain = gain.constant > -Infinity && varies(gain.slopes)
  const hasBurden = burden.constant > -Infinity && varies(burden.slopes)
  if (hasGain && hasBurden) return twoWasteTerms(problem)
  if (hasGain) return rising(problem)
  if (hasBurden) return falling(problem)
  const reduced = reduce(problem, [0, 0])
  if (reduced.returns <= 0) return NONE
  const logs: Pair = [Math.log(problem.output.slopes[0]), Math.log(problem.output.slopes[1])]
  return { point: pointAt(problem, reduced.outputConstant / reduced.returns + weigh(reduced.outputShares, logs) / reduced.returns, logs), concave: true }
}

const weigh = (weights: Pair, values: Pair) => weights[0] * values[0] + weights[1] * values[1]

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms. */
function pointAt({ costs }: TwoFactorProblem, v: number, logs: Pair): Pair {
  return [
    (v + logs[0] - costs[0].constant - Math.log(costs[0].slope)) / costs[0].slope,
    (v + logs[1] - costs[1].constant - Math.log(costs[1].slope)) / costs[1].slope,
  ]
}

/** One waste term, the equation S ln|ρ| + Σ ω_i l_i + constant = 0: no division by S, so constant returns are no special case. */
function combined(reduced: Reduced, wasteTerm: number) {
  const { outputShares, wasteShares, returns, wasteReturns, outputConstant, wasteConstant } = reduced
  return {
    weights: [0, 1].map((i) => (1 - wasteReturns) * outputShares[i] - returns * wasteShares[i]) as Pair,
    constant: (1 - wasteReturns) * outputConstant - returns * (wasteTerm + wasteConstant),
  }
}

/** v from the better conditioned of the two equations that hold at the root. */
function outputAt(reduced: Reduced, wasteTerm: number, logRho: number, logs: Pair): number {
  const { returns, wasteReturns } = reduced
  return Math.abs(returns) >= Math.abs(1 - wasteReturns)
    ? (reduced.outputConstant + weigh(reduced.outputShares, logs)) / returns
    : (wasteTerm + reduced.wasteConstant + weigh(reduced.wasteShares, logs) - logRho) / (1 - wasteReturns)
}

/** Recycled waste only adds: certified where both positive terms are concave in x_i^{k_i}, ρ = e^τ. */
function rising(problem: TwoFactorProblem): CertifiedPoint {
  const { gain, output } = problem
  const reduced = reduce(problem, gain.slopes)
  const { returns, wasteReturns } = reduced
  if (returns < 0 || wasteReturns > 1 || (returns === 0 && wasteReturns === 1)) return NONE
  const { weights, constant } = combined(reduced, gain.constant)
  const logsAt = (rho: number): Pair => [
    Math.log(output.slopes[0] + gain.slopes[0] * rho),
    Math.log(output.slopes[1] + gain.slopes[1] * rho),
  ]
  const tau = increasingRoot((t) => {
    const rho = Math.exp(t)
    const share = (i: 0 | 1) => (gain.slopes[i] * rho) / (output.slopes[i] + gain.slopes[i] * rho)
    return {
      value: returns * t + weigh(weights, logsAt(rho)) + constant,
      slope: returns + weigh(weights, [share(0), share(1)]),
    }
  })
  if (tau === null) return NONE
  const logs = logsAt(Math.exp(tau))
  return { point: pointAt(problem, outputAt(reduced, gain.constant, tau, logs), logs), concave: true }
}

/**
 * Waste only costs. ρ = −r, and a stationary point has the value pV (S − r (1 − T)): where that is positive it is the
 * only one and the maximum. r = limit / (1 + e^{−τ}) keeps both ends of the interval in logarithmic reach.
 */
function falling(problem: TwoFactorProblem): CertifiedPoint {
  const { burden, output } = problem
  const reduced = reduce(problem, burden.slopes)
  const { returns, wasteReturns } = reduced
  if (returns < 0 || (returns === 0 && wasteReturns <= 1)) return NONE
  const { weights, constant } = combined(reduced, burden.constant)
  const vanishing: Pair = [output.slopes[0] / burden.slopes[0], output.slopes[1] / burden.slopes[1]]
  const positive = wasteReturns < 1 ? returns / (1 - wasteReturns) : Infinity
  const limit = Math.min(vanishing[0], vanishing[1], positive)
  const rest = (i: 0 | 1) => (vanishing[i] === limit ? 0 : output.slopes[i] - burden.slopes[i] * limit)
  const rests: Pair = [rest(0), rest(1)]
  const sharesAt = (tau: number) => {
    const left = 1 / (1 + Math.exp(tau)) // 1 − r / limit
    const r = limit / (1 + Math.exp(-tau))
    const shares: Pair = [rests[0] + burden.slopes[0] * limit * left, rests[1] + burden.slopes[1] * limit * left]
    return { left, r, shares, logs: [Math.log(shares[0]), Math.log(shares[1])] as Pair }
  }
  const tau = increasingRoot((t) => {
    const { left, r, shares, logs } = sharesAt(t)
    const ratio = (i: 0 | 1) => (burden.slopes[i] * r) / shares[i]
    return {
      value: returns * Math.log(r) + weigh(weights, logs) + constant,
      slope: (returns - weigh(weights, [ratio(0), ratio(1)])) * left,
    }
  })
  if (tau === null) return NONE
  const { r, logs } = sharesAt(tau)
  return { point: pointAt(problem, outputAt(reduced, burden.constant, Math.log(r), logs), logs), concave: false }
}

/**
 * Gain and burden (g < 1). The value of the waste stream is concave in W, so its tangent at a stationary point bounds it
 * from above: a point that is certified for the tangent's one waste term is the maximum here too.
 */
function twoWasteTerms(problem: TwoFactorProblem): CertifiedPoint {
  const { gain, burden, output } = problem
  const reduced = reduce(problem, burden.slopes)
  const { returns, wasteReturns } = reduced
  if (returns < 0.01) return NONE // v would be ill-conditioned: the general search copes
  const g = gain.slopes[0] > 0 ? gain.slopes[0] / burden.slopes[0] : gain.slopes[1] / burden.slopes[1]
  const vanishing = Math.min(output.slopes[0] / burden.slopes[0], output.slopes[1] / burden.slopes[1])
  const at = (rho: number) => {
    const shares: Pair = [output.slopes[0] + burden.slopes[0] * rho, output.slopes[1] + burden.slopes[1] * rho]
    const logs: Pair = [Math.log(shares[0]), Math.log(shares[1])]
    const v = (reduced.outputConstant + weigh(reduced.outputShares, logs)) / returns
    const waste = wasteReturns * v + reduced.wasteConstant + weigh(reduced.wasteShares, logs)
    const growth: Pair = [burden.slopes[0] / shares[0], burden.slopes[1] / shares[1]] // dl_i / dρ
    const outputGrowth = weigh(reduced.outputShares, growth) / returns
    return {
      logs, v, outputGrowth,
      gain: gain.constant + Math.log(g) + g * waste,
      burden: burden.constant + waste,
      wasteGrowth: wasteReturns * outputGrowth + weigh(reduced.wasteShares, growth),
    }
  }
  const still = at(0)
  const sign = still.gain > still.burden ? 1 : -1
  if (sign > 0 && wasteReturns > 1) return NONE
  const rhoAt = (tau: number) => (sign > 0 ? Math.exp(tau) : -vanishing / (1 + Math.exp(-tau)))
  const tau = increasingRoot((t) => {
    const rho = rhoAt(t)
    const p = at(rho)
    // |ρ| pV and the smaller waste term together balance the larger one.
    const added = Math.log(Math.abs(rho)) + p.v
    const [minor, major] = sign > 0 ? [p.burden, p.gain] : [p.gain, p.burden]
    const [minorRate, majorRate] = sign > 0 ? [1, g] : [g, 1]
    const ratio = Math.exp(-Math.abs(added - minor))
    const weight = (added >= minor ? 1 : ratio) / (1 + ratio)
    const perTau = sign > 0 ? rho : rho * (1 - Math.abs(rho) / vanishing)
    const slope = weight * (1 / rho + p.outputGrowth) + ((1 - weight) * minorRate - majorRate) * p.wasteGrowth
    return { value: Math.max(added, minor) + Math.log1p(ratio) - major, slope: slope * perTau }
  })
  if (tau === null) return NONE
  const rho = rhoAt(tau)
  const { logs, v } = at(rho)
  const certified = sign > 0 || returns + rho * (1 - wasteReturns) > 0
  const point = pointAt(problem, v, logs)
  // The tangent at a point outside the box says nothing about the points inside.
  return certified && isInside(problem, point) ? { point, concave: false } : NONE
}

/** The root of a function of τ that is negative on the far left, positive on the far right, and nearly linear at both ends. */
function increasingRoot(f: (tau: number) => { value: number; slope: number }): number | null {
  let left = -LIMIT
  let right = LIMIT
  if (!(f(left).value < 0 && f(right).value > 0)) return null
  let tau = 0
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const { value, slope } = f(tau)
    if (value > 0) right = tau
    else left = tau
    const newton = tau - value / slope
    const next = newton >= left && newton <= right ? newton : 0.5 * (left + right)
    const moved = Math.abs(next - tau)
    tau = next
    if (next === newton && moved < 1e-9) return tau
    if (moved <= 1e-15 * Math.max(1, Math.abs(tau))) return tau
  }
  return null
}
