/** The interior stationary point that can be certified as the global maximum, where there is one. */
import { isInside, type Pair, type Plane, type TwoFactorProblem } from './two-factor-problem.ts'

const MAX_ITERATIONS = 40
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

/** One side of ρ = 0, as a function of τ from −∞ to ∞: e^τ above, −limit / (1 + e^{−τ}) below, both ends in logarithmic reach. */
interface Side {
  rising: boolean
  limit: number
  /** a_i + b_i ρ = base_i + rate_i X, with X = e^τ above and 1 / (1 + e^τ) below. */
  base: Pair
  rate: Pair
  waste: Pair
}

/** A point of one side: ln|ρ|, l_i = ln(a_i + b_i ρ) and their derivatives by τ. */
interface SidePoint {
  logRho: number
  logRhoRate: number
  logs: Pair
  logRates: Pair
}

const weigh = (weights: Pair, values: Pair) => weights[0] * values[0] + weights[1] * values[1]
const pair = (f: (i: 0 | 1) => number): Pair => [f(0), f(1)]

/** On the falling side ρ stays above −limit: where the first share vanishes, or above −cap. */
function chooseSide({ output }: TwoFactorProblem, waste: Pair, rising: boolean, cap = Infinity): Side {
  if (rising) return { rising, limit: Infinity, base: output.slopes, rate: waste, waste }
  const vanishing = pair((i) => output.slopes[i] / waste[i])
  const limit = Math.min(vanishing[0], vanishing[1], cap)
  const base = pair((i) => (vanishing[i] === limit ? 0 : output.slopes[i] - waste[i] * limit))
  return { rising, limit, base, rate: pair((i) => waste[i] * limit), waste }
}

function sidePoint({ rising, limit, base, rate, waste }: Side, tau: number): SidePoint {
  const e = Math.exp(tau)
  const left = 1 / (1 + e) // 1 − |ρ| / limit on the falling side
  const x = rising ? e : left
  const shares = pair((i) => base[i] + rate[i] * x)
  const rhoRate = rising ? e : -limit * e * left * left
  return {
    logRho: rising ? tau : Math.log(limit) + tau - Math.log1p(e),
    logRhoRate: rising ? 1 : left,
    logs: pair((i) => Math.log(shares[i])),
    logRates: pair((i) => (waste[i] * rhoRate) / shares[i]),
  }
}

/** y = ln x of that point, inside the box or not; null when no point can be certified. */
export function certifiedPoint(problem: TwoFactorProblem): Pair | null {
  const { gain, burden } = problem
  const varies = (slopes: Pair) => slopes[0] > 0 || slopes[1] > 0
  const hasGain = gain.constant > -Infinity && varies(gain.slopes)
  const hasBurden = burden.constant > -Infinity && varies(burden.slopes)
  if (hasGain && hasBurden) return twoWasteTerms(problem)
  if (hasGain) return oneWasteTerm(problem, gain, true)
  if (hasBurden) return oneWasteTerm(problem, burden, false)
  return noWaste(problem)
}

/** x from k_i c_i x_i^{k_i} = pV (a_i + b_i ρ), as logarithms. */
function pointAt({ costs }: TwoFactorProblem, v: number, logs: Pair): Pair {
  return pair((i) => (v + logs[i] - costs[i].constant - Math.log(costs[i].slope)) / costs[i].slope)
}

function noWaste(problem: TwoFactorProblem): Pair | null {
  const { outputShares, outputConstant, returns } = reduce(problem, [0, 0])
  if (returns <= 0) return null
  const logs = pair((i) => Math.log(problem.output.slopes[i]))
  return pointAt(problem, (outputConstant + weigh(outputShares, logs)) / returns, logs)
}

/**
 * Where waste only adds (ρ > 0) the point is certified where both positive terms are concave in x_i^{k_i}. Where it only
 * costs (ρ = −r), a stationary point has the value pV (S − r (1 − T)): where that is positive it is the only one and the
 * maximum. The equation S ln|ρ| + Σ ω_i l_i + constant = 0 is not divided by S, so constant returns are no special case.
 */
function oneWasteTerm(problem: TwoFactorProblem, term: Plane, rising: boolean): Pair | null {
  const reduced = reduce(problem, term.slopes)
  const { outputShares, wasteShares, returns, wasteReturns, outputConstant, wasteConstant } = reduced
  const growing = 1 - wasteReturns
  const fits = rising
    ? returns >= 0 && growing >= 0 && (returns > 0 || growing > 0)
    : returns > 0 || (returns === 0 && growing < 0)
  if (!fits) return null
  const side = chooseSide(problem, term.slopes, rising, growing > 0 ? returns / growing : Infinity)
  const weights = pair((i) => growing * outputShares[i] - returns * wasteShares[i])
  const constant = growing * outputConstant - returns * (term.constant + wasteConstant)
  const root = increasingRoot(side, rising ? asymptoteRoot(problem, term, returns, weights, constant) : 0, ({ logRho, logRhoRate, logs, logRates }) => ({
    value: returns * logRho + weigh(weights, logs) + constant,
    slope: returns * logRhoRate + weigh(weights, logRates),
  }))
  if (!root) return null
  // v from the better conditioned of the two equations that hold at the root.
  const v = Math.abs(returns) >= Math.abs(growing)
    ? (outputConstant + weigh(outputShares, root.logs)) / returns
    : (term.constant + wasteConstant + weigh(wasteShares, root.logs) - root.logRho) / growing
  return pointAt(problem, v, root.logs)
}

/** Where the nearer asymptote of the one-term equation vanishes on the rising side: the root is close when it is far from τ = 0. */
function asymptoteRoot({ output }: TwoFactorProblem, gain: Plane, returns: number, weights: Pair, constant: number): number {
  const left = -(weigh(weights, pair((i) => Math.log(output.slopes[i]))) + constant) / returns
  const bend = weights[0] + weights[1]
  const right = -(weigh(weights, pair((i) => Math.log(gain.slopes[i]))) + constant) / (returns + bend)
  const root = bend > 0 ? Math.min(left, right) : Math.max(left, right)
  return Math.abs(root) < LIMIT ? root : 0
}

/**
 * Gain and burden (g < 1). The value of the waste stream is concave in W^h for g ≤ h ≤ 1, so its tangent at a stationary
 * point bounds it from above: a point that is certified for the tangent's one waste term is the maximum here too. A
 * falling tangent takes h = 1, a rising one h = g. Outside the box the tangent says nothing about the points inside.
 */
function twoWasteTerms(problem: TwoFactorProblem): Pair | null {
  const { gain, burden, output } = problem
  const { outputShares, wasteShares, returns, wasteReturns, outputConstant, wasteConstant } = reduce(problem, burden.slopes)
  if (returns < 0.01) return null // v would be ill-conditioned: the comparison copes
  const g = gain.slopes[0] > 0 ? gain.slopes[0] / burden.slopes[0] : gain.slopes[1] / burden.slopes[1]
  const outputAt = (logs: Pair) => (outputConstant + weigh(outputShares, logs)) / returns
  const wasteAt = (v: number, logs: Pair) => wasteReturns * v + wasteConstant + weigh(wasteShares, logs)
  const gainAt = (waste: number) => gain.constant + Math.log(g) + g * waste

  const still = pair((i) => Math.log(output.slopes[i])) // ρ = 0
  const stillWaste = wasteAt(outputAt(still), still)
  const rising = gainAt(stillWaste) > burden.constant + stillWaste
  if (rising && g * wasteReturns > 1) return null
  // |ρ| pV and the smaller waste term together balance the larger one, in logarithms.
  const [minorRate, majorRate] = rising ? [1, g] : [g, 1]
  const root = increasingRoot(chooseSide(problem, burden.slopes, rising), 0, ({ logRho, logRhoRate, logs, logRates }) => {
    const v = outputAt(logs)
    const vRate = weigh(outputShares, logRates) / returns
    const waste = wasteAt(v, logs)
    const wasteRate = wasteReturns * vRate + weigh(wasteShares, logRates)
    const terms: Pair = [gainAt(waste), burden.constant + waste]
    const [minor, major] = rising ? [terms[1], terms[0]] : terms
    const added = logRho + v
    const ratio = Math.exp(-Math.abs(added - minor))
    const weight = (added >= minor ? 1 : ratio) / (1 + ratio)
    return {
      value: Math.max(added, minor) + Math.log1p(ratio) - major,
      slope: weight * (logRhoRate + vRate) + ((1 - weight) * minorRate - majorRate) * wasteRate,
    }
  })
  if (!root) return null
  const certified = rising || returns - Math.exp(root.logRho) * (1 - wasteReturns) > 0
  const point = pointAt(problem, outputAt(root.logs), root.logs)
  return certified && isInside(problem, point) ? point : null
}

/**
 * The root in τ of an equation that is negative on the far left and nearly linear at both ends: Newton's steps, halving
 * where they stray. The last step, at most 1e-7, moves the logarithms along their tangents: an error of 1e-14. null when
 * there is no root before |τ| = 700.
 */
function increasingRoot(side: Side, start: number, equation: (point: SidePoint) => { value: number; slope: number }): SidePoint | null {
  let left = -LIMIT
  let right = LIMIT
  let tau = start
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const point = sidePoint(side, tau)
    const { value, slope } = equation(point)
    if (value > 0) right = tau
    else left = tau
    const step = -value / slope
    if (Math.abs(step) < 1e-7) return Math.abs(tau) < LIMIT - 1 ? moved(point, step) : null
    const newton = tau + step
    tau = newton >= left && newton <= right ? newton : 0.5 * (left + right)
  }
  return null
}

function moved({ logRho, logRhoRate, logs, logRates }: SidePoint, step: number): SidePoint {
  return { logRho: logRho + logRhoRate * step, logRhoRate, logs: pair((i) => logs[i] + logRates[i] * step), logRates }
}
