/**
 * The states of one enterprise along a panel: values at its points whose rates there make just these values (collocation). From values that
 * are supposed, and derivatives of the surplus there, a model of third order says how to shift them: it is solved by deferred correction, which is to
 * integrate the rates of the model, and to step from point to point for what they leave. A. Dutt, L. Greengard and V. Rokhlin, BIT
 * 40 (2000) 241–266; E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, Springer 1996, sections IV.5 and IV.8.
 */
import { DEGREE, errorOfIntegral, NODES, RunningIntegral } from './chebyshev.ts'
import { State } from './component.ts'

const MOST_STATES: i32 = 3
/** Corrections of shifts, and what of their error, beside the tolerance, is small enough. */
const MOST_CORRECTIONS: i32 = 6
const ENOUGH: f64 = 0.03
const SIXTH: f64 = 0.16666666666666666
/** Most of a step's end that growth may lend to the step. */
const MOST_LENT: f64 = 0.5

export class Pursuit {
  private states: State[] = []
  private count: i32 = 0
  /** Whether there are two, both volumes. */
  private arePair: bool = false
  /** What shifts add to the surplus, and the running integrals of rates. */
  private surpluses: Float64Array = new Float64Array(DEGREE + 1)
  private rates: Float64Array = new Float64Array(DEGREE + 1)
  private sums: Float64Array = new Float64Array(DEGREE + 1)

  /** @param integral shared. @param none what stands for a state where there is none. */
  constructor(private integral: RunningIntegral, none: State) {
    for (let k = 0; k < MOST_STATES; k++) this.states.push(none)
  }

  /** Follows no state. */
  clear(): void {
    this.count = 0
  }

  add(state: State): void {
    this.states[this.count++] = state
    this.arePair = this.count === 2 && this.states[0].isLogarithm
  }

  /** Supposes values along a panel: lines, which bend where a state holds itself back. */
  guess(length: f64): void {
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      const held = Math.max(-s.pull(0), 0)
      for (let j = 0; j <= DEGREE; j++) {
        const elapsed = 0.5 * length * (1 + NODES[j])
        s.supposed[j] = s.from + (s.values[0] * elapsed) / (1 + 0.5 * held * elapsed)
      }
    }
  }

  /** Compares the values with what their rates make. Returns the largest difference over what is allowed. */
  residual(length: f64, tolerance: f64): f64 {
    const sums = this.sums
    const half = 0.5 * length
    let worst: f64 = 0
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      const supposed = s.supposed
      const residuals = s.residuals
      let most: f64 = 0
      this.integral.take(s.values, sums)
      for (let j = 1; j <= DEGREE; j++) {
        const residual = s.from + half * sums[j] - supposed[j]
        residuals[j] = residual
        if (Math.abs(residual) > most) most = Math.abs(residual)
      }
      // No number where any rate is none.
      s.to = s.from + half * sums[DEGREE]
      worst = Math.max(worst, most / s.allowance(tolerance))
    }
    return worst
  }

  /** The error that the polynomials of the rates have, over what is allowed. */
  error(length: f64, tolerance: f64): f64 {
    let worst: f64 = 0
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      worst = Math.max(worst, errorOfIntegral(s.values, length) / s.allowance(tolerance))
    }
    return worst
  }

  /** Shifts the values so that, by the model, they are what their rates make. Returns what may be left of the residual, over what is allowed. */
  shift(length: f64, tolerance: f64): f64 {
    let most: f64 = 0
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      prepare(s, length)
      for (let j = 1; j <= DEGREE; j++) s.shifts[j] = 0
      most = Math.max(most, march(s, s.residuals))
    }
    // The model leaves out products of four shifts, and of a shift of the level with others.
    const beyond = most * most * (this.count === 1 || this.arePair ? most * most : 1)
    const enough = Math.max(beyond, ENOUGH * tolerance)
    let before = most
    let left = most
    for (let n = 0; n < MOST_CORRECTIONS && left > enough; n++) {
      let last: f64 = 0
      this.model()
      for (let k = 0; k < this.count; k++) last = Math.max(last, this.correct(this.states[k], length))
      // Corrections shrink as they have shrunk.
      left = last < before ? (last * last) / before : last
      before = last
    }
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      for (let j = 1; j <= DEGREE; j++) s.supposed[j] += s.shifts[j]
    }
    return (beyond + left) / tolerance
  }

  /** Takes the model's word for the rates at the shifted values, and for the surpluses (`added`). */
  settle(): void {
    this.model()
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      this.addTo(s)
      for (let j = 1; j <= DEGREE; j++) s.values[j] += this.rates[j]
    }
  }

  /** What the shifts have added to the surplus at point `j`. */
  added(j: i32): f64 {
    return this.surpluses[j]
  }

  /** Sets what the shifts add to the surplus. */
  private model(): void {
    const surpluses = this.surpluses
    for (let j = 1; j <= DEGREE; j++) surpluses[j] = 0
    for (let k = 0; k < this.count; k++) {
      const s = this.states[k]
      const shifts = s.shifts
      const slopes = s.slopes
      const bends = s.bends
      const twists = s.twists
      for (let j = 1; j <= DEGREE; j++) {
        const shift = shifts[j]
        surpluses[j] += shift * (slopes[j] + shift * (0.5 * bends[j] + shift * (SIXTH * twists[j])))
      }
    }
    if (!this.arePair) return
    const s = this.states[1]
    const before = this.states[0].shifts
    for (let j = 1; j <= DEGREE; j++) {
      const shift0 = before[j]
      const shift1 = s.shifts[j]
      surpluses[j] += shift0 * shift1 * (s.crosses[j] + 0.5 * (s.crossesBefore[j] * shift0 + s.crossesHere[j] * shift1))
    }
  }

  /** Sets what the shifts add to the rates of a state. */
  private addTo(s: State): void {
    const rates = this.rates
    const surpluses = this.surpluses
    const gains = s.gains
    const gained = s.gained
    const shifts = s.shifts
    const bent: f64 = s.isLogarithm ? 1 : 0
    for (let j = 1; j <= DEGREE; j++) {
      const shift = shifts[j]
      const fallen = bent * (shift * (1 - shift * (0.5 - SIXTH * shift)))
      rates[j] = gains[j] * surpluses[j] * (1 - fallen) - gained[j] * fallen
    }
  }

  /** Steps for what the rates of the model leave of the residuals. Returns the largest step. */
  private correct(s: State, length: f64): f64 {
    const left = this.sums
    const residuals = s.residuals
    const shifts = s.shifts
    const half = 0.5 * length
    this.addTo(s)
    this.integral.take(this.rates, left)
    for (let j = 1; j <= DEGREE; j++) left[j] = residuals[j] + half * left[j] - shifts[j]
    return march(s, left)
  }
}

/** Prepares steps from point to point: by the trapezoidal rule, or where that would overshoot by an implicit one. */
function prepare(s: State, length: f64): void {
  const weights = s.weights
  const factors = s.factors
  let before = s.pull(0)
  for (let j = 1; j <= DEGREE; j++) {
    const width = 0.5 * length * (NODES[j] - NODES[j - 1])
    const pull = s.pull(j)
    const ahead = width * pull < -2 ? width + 1 / pull : 0.5 * width
    const lent = ahead * pull
    const weight = 1 / (1 - (lent < MOST_LENT ? lent : MOST_LENT))
    weights[j] = weight
    factors[j] = (1 + (width - ahead) * before) * weight
    before = pull
  }
}

/** Adds to the shifts what steps make of such residuals. Returns the largest addition. */
function march(s: State, residuals: Float64Array): f64 {
  const weights = s.weights
  const factors = s.factors
  const shifts = s.shifts
  let shift: f64 = 0
  let most: f64 = 0
  let before: f64 = 0
  for (let j = 1; j <= DEGREE; j++) {
    const residual = residuals[j]
    shift = factors[j] * shift + weights[j] * (residual - before)
    before = residual
    shifts[j] += shift
    if (Math.abs(shift) > most) most = Math.abs(shift)
  }
  return most
}
