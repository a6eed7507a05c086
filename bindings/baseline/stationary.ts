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
import { planeAt, type TwoFactorProblem } from './two-factor-problem.ts'

type Pair = [number, number]

interface Interval {
  low: number
  high: number
}

const MIN_WIDTH = 1e-10
const MAX_PIECES = 4000 // a hundred is much
const MAX_STEPS = 100
const MOST_CHORDS = 30
/** An interval of v that holds a zero well enough. */
const NARROW = 1e-12
/** Newton's step on the curve, beside its log, after which the error, about half its square, is rounding. */
const LAST_STEP = 1e-8

/** A point of the curve and what the bounds need there. */
interface CurvePoint {
  v: number
  /** l_i of the binding factor */
  log: number
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
  /** a_i / k_i and S = 1 − Σ a_i / k_i */
  outputShares: Pair
  returns: number
  /** ln k_i c_i */
  marginal: Pair
  outputConstant: number
  /** The factor whose a + bρ vanishes first; that of the other is rest + ratio times that. */
  binding: 0 | 1
  other: 0 | 1
  logRest: number
  logRatio: number
}

/** `complete` is false when the search gave up: it halved so often that points may be missing. */
export function stationaryPoints(problem: TwoFactorProblem): { points: Pair[]; complete: boolean } {
  const curve = describe(problem)
  if (!curve) return { points: [], complete: true }
  const pieces: [CurvePoint, CurvePoint][] = [
    [curvePoint(curve, planeAt(problem.output, problem.lower), 0), curvePoint(curve, planeAt(problem.output, problem.upper), 0)],
  ]
  const found: Pair[] = []
  for (let count = 0; pieces.length > 0 && count < MAX_PIECES; count++) {
    const [left, right] = pieces.pop()!
    const slope = enclose(curve, left, right)
    if (!slope) continue
    if (slope.low >= 0 || slope.high <= 0) {
      if (equation(curve, left) * equation(curve, right) <= 0) found.push(polish(problem, findZero(curve, left, right).y))
      continue
    }
    const middle = halfway(curve, left, right)
    if (right.v - left.v < MIN_WIDTH) found.push(polish(problem, middle.y))
    else pieces.push([left, middle], [middle, right])
  }
  return { points: found.map((y) => clampInto(problem, y)), complete: pieces.length === 0 }
}

function describe(problem: TwoFactorProblem): Curve | null {
  const { output, gain, burden, costs } = problem
  const hasGain = gain.constant > -Infinity
  const hasBurden = burden.constant > -Infinity
  const waste = (hasBurden ? burden.slopes : gain.slopes) as Pair
  const outputShares: Pair = [output.slopes[0] / costs[0].slope, output.slopes[1] / costs[1].slope]
  const returns = 1 - outputShares[0] - outputShares[1]
  // Without a waste that varies the one stationary point has ρ = 0; it is a maximum, and then certified, or a saddle.
  if (!(hasGain || hasBurden) || (waste[0] === 0 && waste[1] === 0)) return null
  const exponent = hasGain && hasBurden ? (waste[0] > 0 ? gain.slopes[0] / waste[0] : gain.slopes[1] / waste[1]) : 1
  const marginal: Pair = [costs[0].constant + costs[0].logSlope, costs[1].constant + costs[1].logSlope]
  const binding = output.slopes[0] * waste[1] <= output.slopes[1] * waste[0] ? 0 : 1
  const other = binding === 0 ? 1 : 0
  const ratio = waste[other] / waste[binding]
  return {
    problem, waste, exponent, outputShares, returns, marginal, binding, other,
    logRatio: Math.log(ratio),
    logRest: Math.log(Math.max(0, output.slopes[other] - output.slopes[binding] * ratio)),
    gainScale: hasGain ? exponent * Math.exp(gain.constant) : 0,
    burdenScale: hasBurden ? Math.exp(burden.constant) : 0,
    outputConstant: output.constant - outputShares[0] * marginal[0] - outputShares[1] * marginal[1],
  }
}

/** The point of the curve at v; `near` is a guess of its `log`. */
function curvePoint(curve: Curve, v: number, near: number): CurvePoint {
  const { outputShares, binding, other, logRest, logRatio } = curve
  // With l = ln(a + bρ) of the binding factor, that of the other is ln(rest + ratio e^l), and the equation is convex and rising.
  const target = curve.returns * v - curve.outputConstant
  let log = near
  let step = Infinity
  for (let i = 0; ; i++) {
    const lead = logRatio + log - logRest
    const minor = Math.exp(-Math.abs(lead))
    const weight = (lead < 0 ? minor : 1) / (1 + minor) // of ratio e^l in the sum
    const otherLog = (lead < 0 ? logRest : logRatio + log) + Math.log1p(minor)
    const slope = outputShares[binding] + outputShares[other] * weight
    if (!(Math.abs(step) > LAST_STEP * Math.max(1, Math.abs(log))) || i === MAX_STEPS) return completePoint(curve, v, log, otherLog, weight, slope)
    step = (outputShares[binding] * log + outputShares[other] * otherLog - target) / slope
    log -= step
  }
}

function completePoint(curve: Curve, v: number, log: number, otherLog: number, weight: number, slope: number): CurvePoint {
  const { problem, waste, returns, marginal, binding } = curve
  const { costs, output } = problem
  const sum = Math.exp(log)
  const rate = returns / slope
  const bindingFirst = binding === 0
  const y: Pair = [
    (v + (bindingFirst ? log : otherLog) - marginal[0]) / costs[0].slope,
    (v + (bindingFirst ? otherLog : log) - marginal[1]) / costs[1].slope,
  ]
  return {
    v, log, y,
    rho: (sum - output.slopes[binding]) / waste[binding],
    rhoRate: (sum / waste[binding]) * rate,
    logRates: bindingFirst ? [rate, rate * weight] : [rate * weight, rate],
    waste: waste[0] * y[0] + waste[1] * y[1],
  }
}

function halfway(curve: Curve, left: CurvePoint, right: CurvePoint): CurvePoint {
  return curvePoint(curve, 0.5 * (left.v + right.v), 0.5 * (left.log + right.log))
}

/** E(v) = ρ pV / W^g + s W^{1−g} − g q E θ^g, zero where the point is stationary; with one waste term, g = 1. */
function equation(curve: Curve, p: CurvePoint): number {
  return p.rho * Math.exp(p.v - curve.exponent * p.waste) + curve.burdenScale * Math.exp((1 - curve.exponent) * p.waste) - curve.gainScale
}

/** Bounds of dE/dv over a piece of the curve; null where it misses the box or E has no zero. */
function enclose(curve: Curve, left: CurvePoint, right: CurvePoint): Interval | null {
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
  return sum(product(sum(rhoRate, product(rho, outputRate)), net), product(scaled(wasteRate, 1 - exponent), burden))
}

const hull = (a: number, b: number): Interval => (a <= b ? { low: a, high: b } : { low: b, high: a })
const sum = (a: Interval, b: Interval): Interval => ({ low: a.low + b.low, high: a.high + b.high })
const scaled = (a: Interval, factor: number): Interval => ({ low: a.low * factor, high: a.high * factor }) // factor ≥ 0
const exponential = (a: Interval): Interval => ({ low: Math.exp(a.low), high: Math.exp(a.high) })

function product(a: Interval, b: Interval): Interval {
  const p = a.low * b.low
  const q = a.low * b.high
  const r = a.high * b.low
  const s = a.high * b.high
  return { low: Math.min(p, q, r, s), high: Math.max(p, q, r, s) }
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

/**
 * The zero of E between two points, where it is monotone: by chords, with half the value at an end that stays twice (the Illinois
 * method, M. Dowell and P. Jarratt, BIT 11, 1971), and by halves if they take long.
 */
function findZero(curve: Curve, left: CurvePoint, right: CurvePoint): CurvePoint {
  let [a, b] = [left.v, right.v]
  let [atA, atB] = [equation(curve, left), equation(curve, right)]
  let side = 0
  let point = left
  for (let i = 0; b - a > NARROW * Math.max(1, Math.abs(a)); i++) {
    const chord = (a * atB - b * atA) / (atB - atA)
    const middle = i < MOST_CHORDS && chord > a && chord < b ? chord : 0.5 * (a + b)
    if (middle === a || middle === b || (i > 0 && Math.abs(middle - point.v) < NARROW)) break
    point = curvePoint(curve, middle, point.log)
    const value = equation(curve, point)
    if (value < 0 === atA < 0) {
      if (side < 0) atB *= 0.5
      side = -1
      a = middle
      atA = value
    } else {
      if (side > 0) atA *= 0.5
      side = 1
      b = middle
      atB = value
    }
  }
  return point
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
