/**
 * Every interior stationary point of a two-factor problem, g ≤ 1, by a search over the single variable v = ln pV.
 *
 * Stationarity in the direction that leaves the waste unchanged ties ρ to v for any returns to scale, constant ones
 * included: Σ (a_i/k_i) ln(a_i + b_i ρ) = S v + const has one solution, since its left side rises with ρ from −∞. Along
 * that curve ρ, l_i and dl_i/dv are monotone in v, so their values at the ends of a piece bound them inside; interval
 * arithmetic then bounds the remaining equation E(v) = 0 and its slope. A piece is dropped only when E has no zero there
 * or the curve misses the box, and is solved when E is monotone; otherwise it is halved. So no stationary point can be
 * missed. A piece too short to halve (a double root) yields its middle.
 */
import { planeAt, type Pair, type TwoFactorProblem } from './two-factor-problem.ts'

interface Interval {
  low: number
  high: number
}

const MIN_WIDTH = 1e-10
const MAX_PIECES = 4000 // a hundred is much
const MAX_ITERATIONS = 100

/** A point of the curve and what the bounds need there. */
interface CurvePoint {
  v: number
  rho: number
  /** dρ/dv */
  rhoRate: number
  y: Pair
  /** dl_i/dv */
  logRates: Pair
  /** Σ b_i y_i, ln W less its scale */
  waste: number
}

/** The problem along the curve: waste exponents b, gain exponent g, the coefficients of the two waste terms. */
interface Curve {
  problem: TwoFactorProblem
  waste: Pair
  exponent: number
  gainScale: number
  burdenScale: number
  outputShares: Pair
  returns: number
  /** ln k_i c_i */
  marginal: Pair
  outputConstant: number
  /** The factor whose share a + bρ vanishes first. */
  binding: 0 | 1
}

/** `complete` is false when the search gave up: it halved so often that points may be missing. */
export function stationaryPoints(problem: TwoFactorProblem): { points: Pair[]; complete: boolean } {
  const curve = describe(problem)
  if (!curve) return { points: [], complete: true }
  const pieces: [CurvePoint, CurvePoint][] = [
    [curvePoint(curve, planeAt(problem.output, problem.lower)), curvePoint(curve, planeAt(problem.output, problem.upper))],
  ]
  const found: Pair[] = []
  for (let count = 0; pieces.length > 0 && count < MAX_PIECES; count++) {
    const [left, right] = pieces.pop()!
    const bounds = enclose(curve, left, right)
    if (!bounds) continue
    const middle = curvePoint(curve, 0.5 * (left.v + right.v))
    if (bounds.slope.low >= 0 || bounds.slope.high <= 0) {
      if (equation(curve, left) * equation(curve, right) <= 0) found.push(polish(problem, bisect(curve, left, right).y))
    } else if (right.v - left.v < MIN_WIDTH) {
      found.push(polish(problem, middle.y))
    } else {
      pieces.push([left, middle], [middle, right])
    }
  }
  return { points: found.map((y) => clampInto(problem, y)), complete: pieces.length === 0 }
}

function describe(problem: TwoFactorProblem): Curve | null {
  const { output, gain, burden, costs } = problem
  const hasGain = gain.constant > -Infinity
  const hasBurden = burden.constant > -Infinity
  const waste = hasBurden ? burden.slopes : gain.slopes
  const outputShares: Pair = [output.slopes[0] / costs[0].slope, output.slopes[1] / costs[1].slope]
  const returns = 1 - outputShares[0] - outputShares[1]
  // Without a waste that varies the one stationary point has ρ = 0; it is a maximum, and then certified, or a saddle.
  if (!(hasGain || hasBurden) || (waste[0] === 0 && waste[1] === 0)) return null
  const exponent = hasGain && hasBurden ? (waste[0] > 0 ? gain.slopes[0] / waste[0] : gain.slopes[1] / waste[1]) : 1
  const marginal: Pair = [costs[0].constant + Math.log(costs[0].slope), costs[1].constant + Math.log(costs[1].slope)]
  return {
    problem, waste, exponent, outputShares, returns, marginal,
    gainScale: hasGain ? exponent * Math.exp(gain.constant) : 0,
    burdenScale: hasBurden ? Math.exp(burden.constant) : 0,
    outputConstant: output.constant - outputShares[0] * marginal[0] - outputShares[1] * marginal[1],
    binding: output.slopes[0] * waste[1] <= output.slopes[1] * waste[0] ? 0 : 1,
  }
}

function curvePoint(curve: Curve, v: number): CurvePoint {
  const { problem, waste, outputShares, returns, marginal, binding } = curve
  const other = (1 - binding) as 0 | 1
  const a = problem.output.slopes
  const ratio = waste[other] / waste[binding]
  const rest = a[other] - a[binding] * ratio // ≥ 0
  // With s = ln(a + bρ) of the binding factor the equation is convex and rising, its slope between two positive numbers.
  const target = returns * v - curve.outputConstant
  let s = 0
  let shares = scaledShares(s, rest, ratio)
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const excess = outputShares[binding] * s + outputShares[other] * (Math.log(shares.other) + shares.logScale) - target
    const step = excess / (outputShares[binding] + (outputShares[other] * ratio * shares.binding) / shares.other)
    s -= step
    shares = scaledShares(s, rest, ratio)
    if (Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(s))) break
  }
  const logs: Pair = [0, 0]
  logs[binding] = s
  logs[other] = Math.log(shares.other) + shares.logScale
  const growth: Pair = [0, 0]
  growth[binding] = waste[binding] / shares.binding
  growth[other] = waste[other] / shares.other
  const totalGrowth = outputShares[0] * growth[0] + outputShares[1] * growth[1]
  const y: Pair = [0, 1].map((i) => (v + logs[i] - marginal[i]) / problem.costs[i].slope) as Pair
  return {
    v, y,
    rho: (Math.exp(s) - a[binding]) / waste[binding],
    rhoRate: (returns / totalGrowth) * Math.exp(shares.logScale),
    logRates: [(growth[0] / totalGrowth) * returns, (growth[1] / totalGrowth) * returns],
    waste: waste[0] * y[0] + waste[1] * y[1],
  }
}

/** The shares a + bρ of both factors over e^logScale, so that a large s does not overflow. */
function scaledShares(s: number, rest: number, ratio: number) {
  const logScale = Math.max(s, 0)
  const binding = Math.exp(s - logScale)
  return { logScale, binding, other: rest * Math.exp(-logScale) + ratio * binding }
}

/** E(v) = ρ pV / W^g + s W^{1−g} − g q E θ^g, zero where the point is stationary; with one waste term, g = 1. */
function equation(curve: Curve, p: CurvePoint): number {
  return p.rho * Math.exp(p.v - curve.exponent * p.waste) + curve.burdenScale * Math.exp((1 - curve.exponent) * p.waste) - curve.gainScale
}

/** Bounds of dE/dv over a piece of the curve; null where it misses the box or E has no zero. */
function enclose(curve: Curve, left: CurvePoint, right: CurvePoint): { slope: Interval } | null {
  const { problem, waste, exponent } = curve
  const width = right.v - left.v
  let wasteRate: Interval = { low: 0, high: 0 }
  for (const i of [0, 1] as const) {
    const exponentOf = problem.costs[i].slope
    const logRate = hull(left.logRates[i], right.logRates[i])
    const rate = { low: (1 + logRate.low) / exponentOf, high: (1 + logRate.high) / exponentOf }
    const y = between(left.y[i], right.y[i], rate, width)
    if (y.high < problem.lower[i] || y.low > problem.upper[i]) return null
    wasteRate = { low: wasteRate.low + waste[i] * rate.low, high: wasteRate.high + waste[i] * rate.high }
  }
  const outputRate: Interval = { low: 1 - exponent * wasteRate.high, high: 1 - exponent * wasteRate.low }
  const net = exponential(between(left.v - exponent * left.waste, right.v - exponent * right.waste, outputRate, width))
  const stream = exponential(scaled(between(left.waste, right.waste, wasteRate, width), 1 - exponent))
  const rho = hull(left.rho, right.rho)
  const rhoRate = hull(left.rhoRate, right.rhoRate)
  const burden = scaled(stream, curve.burdenScale)

  const value = sum(product(rho, net), burden)
  if (value.low > curve.gainScale || value.high < curve.gainScale) return null
  const slope = sum(product(sum(rhoRate, product(rho, outputRate)), net), product(scaled(wasteRate, 1 - exponent), burden))
  return { slope }
}

const hull = (a: number, b: number): Interval => (a <= b ? { low: a, high: b } : { low: b, high: a })
const sum = (a: Interval, b: Interval): Interval => ({ low: a.low + b.low, high: a.high + b.high })
const scaled = (a: Interval, factor: number): Interval => ({ low: a.low * factor, high: a.high * factor }) // factor ≥ 0
const exponential = (a: Interval): Interval => ({ low: Math.exp(a.low), high: Math.exp(a.high) })

function product(a: Interval, b: Interval): Interval {
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
  return { low: Math.min(...products), high: Math.max(...products) }
}

/** Bounds of a function between two points, from its values there and the bounds of its slope. */
function between(atLeft: number, atRight: number, rate: Interval, width: number): Interval {
  const ends = hull(atLeft, atRight)
  if (rate.low >= 0 || rate.high <= 0) return ends
  const span = rate.high - rate.low
  // The lines of steepest rise and fall through both ends meet at the extremes.
  return {
    low: Math.min(ends.low, (rate.high * atLeft - rate.low * (atRight - rate.high * width)) / span),
    high: Math.max(ends.high, (rate.high * (atRight - rate.low * width) - rate.low * atLeft) / span),
  }
}

function bisect(curve: Curve, left: CurvePoint, right: CurvePoint): CurvePoint {
  const leftSign = Math.sign(equation(curve, left))
  let middle = left
  while (right.v - left.v > 1e-12 * Math.max(1, Math.abs(left.v))) {
    middle = curvePoint(curve, 0.5 * (left.v + right.v))
    if (middle.v === left.v || middle.v === right.v) break
    if (Math.sign(equation(curve, middle)) === leftSign) left = middle
    else right = middle
  }
  return middle
}

const clampInto = ({ lower, upper }: TwoFactorProblem, y: Pair): Pair => [
  Math.min(Math.max(y[0], lower[0]), upper[0]),
  Math.min(Math.max(y[1], lower[1]), upper[1]),
]

/** Newton's steps on the gradient by y, which does not share the curve's conditioning; a step that strays is not taken. */
function polish({ output, gain, burden, costs }: TwoFactorProblem, start: Pair): Pair {
  let y = start
  for (let i = 0; i < 3; i++) {
    const terms = [
      { value: Math.exp(planeAt(output, y)), slopes: output.slopes },
      { value: Math.exp(planeAt(gain, y)), slopes: gain.slopes },
      { value: -Math.exp(planeAt(burden, y)), slopes: burden.slopes },
      { value: -Math.exp(costs[0].constant + costs[0].slope * y[0]), slopes: [costs[0].slope, 0] },
      { value: -Math.exp(costs[1].constant + costs[1].slope * y[1]), slopes: [0, costs[1].slope] },
    ]
    const moment = (f: (slopes: number[]) => number) => terms.reduce((total, { value, slopes }) => total + value * f(slopes), 0)
    const g0 = moment((s) => s[0])
    const g1 = moment((s) => s[1])
    const h00 = moment((s) => s[0] * s[0])
    const h01 = moment((s) => s[0] * s[1])
    const h11 = moment((s) => s[1] * s[1])
    const determinant = h00 * h11 - h01 * h01
    const step: Pair = [(h01 * g1 - h11 * g0) / determinant, (h01 * g0 - h00 * g1) / determinant]
    if (!(Math.hypot(...step) < 1e-4)) return y
    y = [y[0] + step[0], y[1] + step[1]]
  }
  return y
}
