/** A random price between two decisions: ln M on an even grid, its exact transition density, and expectations under it. */
import { certainOf } from './certain.ts'
import type { Kink, Transition } from './step.ts'

/** The process of an entry of `changes`. */
export type Process =
  | { kind: 'gbm'; drift: number; volatility: number }
  | { kind: 'ou'; reversion: number; volatility: number; mean: boolean }
  | { kind: 'jumps'; rate: number; factor: number }

/** Grid steps in a standard deviation of a step of time: the trapezoidal rule is then exact to rounding where the function is smooth. */
const FINE = 3
/** Standard deviations that the density is followed to; the rest is below 3e-12. */
const TAIL = 7
/** Standard deviations of the end of the horizon that the grid spans, and its greatest half width. */
const SPAN = 6.5
const WIDEST = 6
const MOST_NODES = 1600

/** @param length of a step, years. @param span of all steps, years. */
export function transitionOf(process: Process, length: number, span: number): Transition {
  if (process.kind === 'jumps') {
    const moves = process.rate > 0 && process.factor !== 1
    return moves ? jumpsOf(process, length, span) : certainOf({ decay: 1, drift: 0 }, length, span)
  }
  return normalOf(process, length, span)
}

/** Mean and deviation of x' given x: decay · x + drift, and sd. */
export function normalStep(process: Exclude<Process, { kind: 'jumps' }>, length: number) {
  const { volatility } = process
  if (process.kind === 'gbm')
    return { decay: 1, drift: (process.drift - (volatility * volatility) / 2) * length, sd: volatility * Math.sqrt(length) }
  const { reversion } = process
  const decay = Math.exp(-reversion * length)
  const variance = reversion === 0 ? length : -Math.expm1(-2 * reversion * length) / (2 * reversion)
  return { decay, drift: 0, sd: volatility * Math.sqrt(variance) }
}

function normalOf(process: Exclude<Process, { kind: 'jumps' }>, length: number, span: number): Transition {
  const { decay, drift, sd } = normalStep(process, length)
  const { sd: atEnd } = normalStep(process, span)
  const drifted = process.kind === 'gbm' ? (process.drift - (process.volatility * process.volatility) / 2) * span : 0
  const half = Math.min(WIDEST, SPAN * atEnd + Math.min(2, Math.abs(drifted)) + 2 * sd)
  const h = Math.max(sd / FINE, (2 * half) / MOST_NODES)
  // Where no grid tells a step's spread, it is too small to matter.
  if (!(sd > 0 && sd >= h)) return certainOf({ decay, drift }, length, span)
  const origin = Math.ceil(half / h)
  const count = 2 * origin + 1
  const nodes = Float64Array.from({ length: count }, (_, n) => (n - origin) * h)
  const reach = Math.ceil((TAIL * sd) / h) + 1
  const density = (x: number, mean: number) => Math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI))
  const band = 2 * reach + 1
  const first = new Int32Array(count)
  const weights = new Float64Array(count * band)
  for (let n = 0; n < count; n++) {
    const mean = decay * nodes[n] + drift
    first[n] = Math.round(mean / h) + origin - reach
    let sum = 0
    for (let m = 0; m < band; m++) sum += weights[n * band + m] = h * density((first[n] + m - origin) * h, mean)
    // Rounding of the sum, and where the grid is coarse for the density.
    for (let m = 0; m < band; m++) weights[n * band + m] /= sum
  }
  /** By Euler and Maclaurin where the integrand turns between two nodes. */
  const correct = (expected: Float64Array, kinks: readonly Kink[]) => {
    for (const { x, slope, curvature } of kinks) {
      const f = x / h - Math.floor(x / h)
      const [ofSlope, ofTurn] = [(h * h * (f * f - f + 1 / 6)) / 2, (h ** 3 * (f ** 3 - 1.5 * f * f + 0.5 * f)) / 6]
      for (let n = 0; n < count; n++) {
        const away = x - decay * nodes[n] - drift
        if (Math.abs(away) > TAIL * sd) continue
        const own = density(away, 0)
        const turn = (-away / (sd * sd)) * own
        expected[n] += ofSlope * slope * own - ofTurn * (curvature * own + 2 * slope * turn)
      }
    }
  }
  return {
    nodes,
    origin,
    isDense: true,
    expect(values, kinks) {
      const result = new Float64Array(values.length)
      const beyond = kinks.map((_, i) => extended(values.subarray(i * count, (i + 1) * count), nodes, band))
      for (let i = 0; i < kinks.length; i += 4) {
        const rows = [0, 1, 2, 3].map((r) => Math.min(i + r, kinks.length - 1))
        sumRows(result, rows, beyond, { first, weights, band })
      }
      kinks.forEach((own, i) => correct(result.subarray(i * count, (i + 1) * count), own))
      return result
    },
    mean(values, elapsed) {
      if (elapsed === 0) return values[origin]
      const { drift: centre, sd: deviation } = normalStep(process, elapsed)
      const beyond = risingFrom(values, nodes)
      const last = Math.ceil((centre + TAIL * deviation) / h)
      let [sum, weight] = [0, 0]
      for (let m = Math.floor((centre - TAIL * deviation) / h); m <= last; m++) {
        const own = Math.exp(-0.5 * ((m * h - centre) / deviation) ** 2)
        weight += own
        sum += own * (m < -origin ? values[0] : m > origin ? beyond(m * h) : values[m + origin])
      }
      return sum / weight
    },
    spread(mass) {
      const result = new Float64Array(count)
      for (let n = 0; n < count; n++) {
        if (mass[n] === 0) continue
        for (let m = 0; m < band; m++) result[Math.min(count - 1, Math.max(0, first[n] + m))] += mass[n] * weights[n * band + m]
      }
      return result
    },
  }
}

/** Where each node's weights begin, and as many weights for each. */
interface Band {
  first: Int32Array
  weights: Float64Array
  band: number
}

/** Weighted sums of four rows at once, so that a weight is read for all of them. */
function sumRows(result: Float64Array, [i, j, k, l]: number[], beyond: readonly Float64Array[], { first, weights, band }: Band): void {
  const count = first.length
  const [a, b, c, d] = [beyond[i], beyond[j], beyond[k], beyond[l]]
  for (let n = 0; n < count; n++) {
    let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0]
    for (let m = n * band, at = first[n] + band; m < (n + 1) * band; m++, at++) {
      const weight = weights[m]
      ofA += weight * a[at]
      ofB += weight * b[at]
      ofC += weight * c[at]
      ofD += weight * d[at]
    }
    result[i * count + n] = ofA
    result[j * count + n] = ofB
    result[k * count + n] = ofC
    result[l * count + n] = ofD
  }
}

/** Values beyond the ends of the grid: as constants below, and as a + b e^x above, which the profit of a high price is. */
function extended(values: Float64Array, nodes: Float64Array, room: number): Float64Array {
  const count = values.length
  const result = new Float64Array(count + 2 * room)
  result.fill(values[0], 0, room)
  result.set(values, room)
  const step = nodes[1] - nodes[0]
  const above = risingFrom(values, nodes)
  for (let i = 1; i <= room; i++) result[room + count - 1 + i] = above(nodes[count - 1] + i * step)
  return result
}

function risingFrom(values: Float64Array, nodes: Float64Array): (x: number) => number {
  const count = values.length
  const top = Math.exp(nodes[count - 1])
  const b = (values[count - 1] - values[count - 2]) / (top - Math.exp(nodes[count - 2]))
  return (x) => values[count - 1] + b * (Math.exp(x) - top)
}

/** Jumps that stay: M is the factor to the number of jumps, a Poisson variable. */
function jumpsOf({ rate, factor }: Extract<Process, { kind: 'jumps' }>, length: number, span: number): Transition {
  const mean = rate * span
  const most = Math.ceil(mean + 10 * Math.sqrt(mean + 1) + 10)
  const nodes = Float64Array.from({ length: most + 1 }, (_, n) => n * Math.log(factor))
  const shares: number[] = [Math.exp(-rate * length)]
  while (shares.length <= most) shares.push((shares[shares.length - 1] * rate * length) / shares.length)
  return {
    nodes,
    origin: 0,
    isDense: false,
    expect(values) {
      return values.map((_, at) => {
        const row = at - (at % (most + 1))
        let sum = 0
        let left = 1
        for (let m = 0; at + m < row + most; m++) {
          sum += shares[m] * values[at + m]
          left -= shares[m]
        }
        return sum + left * values[row + most]
      })
    },
    mean(values, elapsed) {
      let share = Math.exp(-rate * elapsed)
      let [sum, left] = [0, 1]
      for (let n = 0; n < most; n++) {
        sum += share * values[n]
        left -= share
        share *= (rate * elapsed) / (n + 1)
      }
      return sum + left * values[most]
    },
    spread(mass) {
      const result = new Float64Array(most + 1)
      mass.forEach((own, n) => {
        let left = own
        for (let m = 0; n + m < most; m++) {
          result[n + m] += own * shares[m]
          left -= own * shares[m]
        }
        result[most] += left
      })
      return result
    },
  }
}
