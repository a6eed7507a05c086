/**
 * Polynomials by their values at the 17 points where that of Chebyshev of degree 16 is 1 or −1, and by their series in Chebyshev's
 * polynomials. For smooth functions the series converges geometrically: its last coefficients say how far it is known. Clenshaw
 * and Curtis, Numerische Mathematik 2 (1960) 197–205; L. N. Trefethen, Approximation Theory and Approximation Practice, SIAM 2013.
 */

/** The degree; there is one point more. */
export const DEGREE: i32 = 16
const HALF: i32 = DEGREE >> 1

/** The points, from −1 to 1. */
export const NODES: Float64Array = listed([
  -1.0, -0.9807852804032304, -0.9238795325112867, -0.8314696123025452, -0.7071067811865476, -0.5555702330196022, -0.3826834323650898,
  -0.19509032201612828, 0.0, 0.19509032201612828, 0.3826834323650898, 0.5555702330196022, 0.7071067811865476, 0.8314696123025452,
  0.9238795325112867, 0.9807852804032304, 1.0,
])

/** Weights of the values in the mean over the interval. */
const WEIGHTS: Float64Array = listed([
  0.00196078431372549, 0.018684351418602804, 0.037741165771575914, 0.054452776290945464, 0.06947823418411654, 0.08158633214085165,
  0.09073689211824668, 0.09625693230646282, 0.09820506291094526, 0.09625693230646282, 0.09073689211824668, 0.08158633214085165,
  0.06947823418411654, 0.054452776290945464, 0.037741165771575914, 0.018684351418602804, 0.00196078431372549,
])

/** cos(π j / 16), a whole turn of them. */
const COSINES: Float64Array = listed([
  1.0, 0.9807852804032304, 0.9238795325112867, 0.8314696123025452, 0.7071067811865476, 0.5555702330196022, 0.3826834323650898,
  0.19509032201612828, 0.0, -0.19509032201612828, -0.3826834323650898, -0.5555702330196022, -0.7071067811865476, -0.8314696123025452,
  -0.9238795325112867, -0.9807852804032304, -1.0, -0.9807852804032304, -0.9238795325112867, -0.8314696123025452, -0.7071067811865476,
  -0.5555702330196022, -0.3826834323650898, -0.19509032201612828, 0.0, 0.19509032201612828, 0.3826834323650898, 0.5555702330196022,
  0.7071067811865476, 0.8314696123025452, 0.9238795325112867, 0.9807852804032304,
])
const TURN: i32 = 2 * DEGREE - 1

/** The even and the odd part of some values. */
const EVEN: Float64Array = new Float64Array(HALF + 1)
const ODD: Float64Array = new Float64Array(HALF + 1)

function listed(values: StaticArray<f64>): Float64Array {
  const array = new Float64Array(values.length)
  for (let k = 0; k < values.length; k++) array[k] = values[k]
  return array
}

/** The mean of a function with these values over the interval. */
export function mean(values: Float64Array): f64 {
  let sum: f64 = 0
  for (let j = 0; j <= DEGREE; j++) sum += WEIGHTS[j] * values[j]
  return sum
}

/** The largest size of a value. */
export function largest(values: Float64Array): f64 {
  let most: f64 = 0
  for (let j = 0; j <= DEGREE; j++) most = Math.max(most, Math.abs(values[j]))
  return most
}

/** The sizes of the two last coefficients of the series, added up. */
function tail(values: Float64Array): f64 {
  let last = 0.5 * (values[0] + values[DEGREE])
  let beside = 0.5 * (values[DEGREE] - values[0])
  for (let j = 1; j < DEGREE; j++) {
    const signed = (j & 1) === 0 ? values[j] : -values[j]
    last += signed
    beside += signed * NODES[j]
  }
  return Math.abs(last) / DEGREE + Math.abs(beside) / HALF
}

/** The error of running integrals over that length: what they make of the last coefficients, which is more than of those behind them. */
export function errorOfIntegral(values: Float64Array, length: f64): f64 {
  return (length * tail(values)) / <f64>(4 * DEGREE)
}

/** The coefficients of the series from the values; one more, for `integrate`, is 0. */
export function transform(values: Float64Array, series: Float64Array): void {
  EVEN[0] = 0.5 * (values[0] + values[DEGREE])
  ODD[0] = 0.5 * (values[DEGREE] - values[0])
  for (let j = 1; j < HALF; j++) {
    EVEN[j] = values[DEGREE - j] + values[j]
    ODD[j] = values[DEGREE - j] - values[j]
  }
  EVEN[HALF] = values[HALF]
  ODD[HALF] = 0
  for (let k = 0; k <= DEGREE; k++) {
    const folded = (k & 1) === 0 ? EVEN : ODD
    let sum: f64 = 0
    for (let j = 0; j <= HALF; j++) sum += folded[j] * COSINES[(j * k) & TURN]
    series[k] = k === 0 || k === DEGREE ? sum / DEGREE : sum / HALF
  }
  series[DEGREE + 1] = 0
}

/** The values from the coefficients. */
export function sample(series: Float64Array, values: Float64Array): void {
  for (let j = 0; j <= HALF; j++) {
    let even: f64 = 0
    let odd: f64 = 0
    for (let k = 0; k < DEGREE; k += 2) {
      even += series[k] * COSINES[(j * k) & TURN]
      odd += series[k + 1] * COSINES[(j * k + j) & TURN]
    }
    even += series[DEGREE] * COSINES[(j * DEGREE) & TURN]
    values[j] = even - odd
    values[DEGREE - j] = even + odd
  }
}

/** Turns a series into that of its integral from −1 on, one coefficient longer. */
export function integrate(series: Float64Array): void {
  let before = 2 * series[0]
  let constant: f64 = 0
  for (let k = 1; k <= DEGREE + 1; k++) {
    const here = k <= DEGREE ? series[k] : 0
    const after = k < DEGREE ? series[k + 1] : 0
    const coefficient = (before - after) / <f64>(2 * k)
    series[k] = coefficient
    constant += (k & 1) === 0 ? -coefficient : coefficient
    before = here
  }
  series[0] = constant
}

/** Integrals from −1 to each point, by two tables: of what values have in common with those opposite, and of what they have not. */
export class RunningIntegral {
  private even: Float64Array = new Float64Array(HALF * (HALF + 1))
  private odd: Float64Array = new Float64Array(HALF * (HALF + 1))

  constructor() {
    const values = new Float64Array(DEGREE + 1)
    const series = new Float64Array(DEGREE + 2)
    for (let i = 0; i <= HALF; i++) {
      for (let sign = -1; sign <= 1; sign += 2) {
        for (let k = 0; k <= DEGREE; k++) values[k] = 0
        values[DEGREE - i] = 0.5 * <f64>sign
        values[i] += 0.5
        transform(values, series)
        integrate(series)
        // At the points, T17 is T15.
        series[DEGREE - 1] += series[DEGREE + 1]
        sample(series, values)
        const table = sign > 0 ? this.even : this.odd
        for (let j = 1; j <= HALF; j++) table[(j - 1) * (HALF + 1) + i] = values[j]
      }
    }
  }

  /** Fills `sums` from the values at the points. */
  take(values: Float64Array, sums: Float64Array): void {
    const evenTable = this.even
    const oddTable = this.odd
    let whole = WEIGHTS[HALF] * values[HALF]
    for (let i = 0; i < HALF; i++) {
      const both = values[i] + values[DEGREE - i]
      EVEN[i] = both
      ODD[i] = values[i] - values[DEGREE - i]
      whole += WEIGHTS[i] * both
    }
    whole += whole
    // Two rows at once, as sums wait for their additions.
    for (let j = 1; j <= HALF; j += 2) {
      const row = (j - 1) * (HALF + 1)
      const next = row + HALF + 1
      let even = evenTable[row + HALF] * values[HALF]
      let evenNext = evenTable[next + HALF] * values[HALF]
      let odd: f64 = 0
      let oddNext: f64 = 0
      for (let i = 0; i < HALF; i++) {
        const both = EVEN[i]
        const apart = ODD[i]
        even += evenTable[row + i] * both
        odd += oddTable[row + i] * apart
        evenNext += evenTable[next + i] * both
        oddNext += oddTable[next + i] * apart
      }
      sums[j] = even + odd
      sums[DEGREE - j] = whole - even + odd
      sums[j + 1] = evenNext + oddNext
      sums[DEGREE - 1 - j] = whole - evenNext + oddNext
    }
    sums[0] = 0
    sums[DEGREE] = whole
  }
}

/** The sum of a series at a place between −1 and 1. */
export function sumAt(series: Float64Array, x: f64): f64 {
  const twice = x + x
  let next: f64 = 0
  let sum: f64 = 0
  for (let k = DEGREE + 1; k > 0; k--) {
    const here = series[k] + twice * sum - next
    next = sum
    sum = here
  }
  return series[0] + x * sum - next
}

// Of each coefficient but the first, what it is of the one before it: offset + factor · it.
const OFFSETS: Float64Array = new Float64Array(DEGREE + 2)
const FACTORS: Float64Array = new Float64Array(DEGREE + 2)

/**
 * Solves dx/ds = rate (f − x) from x(−1) = first on for the series of x, from that of f. The integrated equation ties a coefficient to
 * its neighbours only, and what they are of each other is found from the last one down without any cancellation, however
 * large the rate is.
 */
export function relax(f: Float64Array, rate: f64, first: f64, x: Float64Array): void {
  OFFSETS[DEGREE + 1] = 0
  FACTORS[DEGREE + 1] = 0
  for (let k = DEGREE; k > 0; k--) {
    const share = rate / <f64>(2 * k)
    const before = k === 1 ? 2 * share : share
    const after = k < DEGREE ? f[k + 1] : 0
    const pivot = 1 - share * FACTORS[k + 1]
    OFFSETS[k] = (before * f[k - 1] - share * after + share * OFFSETS[k + 1]) / pivot
    FACTORS[k] = -before / pivot
  }
  // All of them as offset + factor · the first, whose sum with alternating signs is x(−1).
  let offset: f64 = 0
  let factor: f64 = 1
  let offsets: f64 = 0
  let factors: f64 = 1
  for (let k = 1; k <= DEGREE; k++) {
    offset = OFFSETS[k] + FACTORS[k] * offset
    factor *= FACTORS[k]
    offsets += (k & 1) === 0 ? offset : -offset
    factors += (k & 1) === 0 ? factor : -factor
  }
  x[0] = (first - offsets) / factors
  for (let k = 1; k <= DEGREE; k++) x[k] = OFFSETS[k] + FACTORS[k] * x[k - 1]
  x[DEGREE + 1] = 0
}
