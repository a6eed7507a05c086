import { ALL_STAGES, ERROR_3, ERROR_5, INTERPOLANT, NODES, STAGES, WEIGHTS, weightsOf } from '../../../assembly/shared/tableau.ts'

/** Integrals alone do not need the stages from 1 to this one: they have no weight but in each other. */
const FIRST_WEIGHED = 5

/** Ordinary differential equations: states first, then integrals, on which no derivative depends. */
export interface System {
  states: number
  components: number
  /** Derivatives of all components at `t`; false where a quantity has left the side of zero that they are meant for. */
  derivatives(t: number, y: Float64Array, out: Float64Array): boolean
  /** How large an error of each component may be in a step that has just been computed, for a tolerance. */
  allowance(t: number, from: Float64Array, to: Float64Array, tolerance: number, out: Float64Array): void
}

/** One step of the method in assembly/shared/tableau.ts, and the solution inside it. */
export class Step {
  /** Where the step starts and ends. */
  start = 0
  end = 0
  /** Components at both. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** Whether each derivative inside the step, and the one at its end, was on its side of zero. */
  consistentInside = true
  consistentAtEnd = true
  readonly #system: System
  readonly #tolerance: number
  readonly #resolution: number
  readonly #stages: Float64Array[]
  readonly #states: Float64Array
  readonly #allowance: Float64Array
  readonly #interpolant: Float64Array[]
  #interpolated = false

  /** @param resolution what rounding leaves of a time. */
  constructor(system: System, tolerance: number, resolution: number) {
    const column = () => new Float64Array(system.components)
    this.#system = system
    this.#tolerance = tolerance
    this.#resolution = resolution
    this.from = column()
    this.to = column()
    this.#stages = Array.from({ length: ALL_STAGES }, column)
    this.#states = new Float64Array(system.states)
    this.#allowance = column()
    this.#interpolant = Array.from({ length: 7 }, column)
  }

  /** Stands at a point, to step from. */
  place(t: number, y: Float64Array): void {
    this.start = this.end = t
    this.from.set(y)
    this.restart()
  }

  /** Moves on to the end of the step. */
  accept(): void {
    this.start = this.end
    this.from.set(this.to)
    this.#stages[0].set(this.#stages[STAGES])
  }

  /** Computes the derivatives at the start again, after the system has changed. */
  restart(): void {
    this.#system.derivatives(this.start, this.from, this.#stages[0])
  }

  /** Tries the step to `end`. Returns its error over what is allowed; NaN where it leaves the range of arithmetic. */
  attempt(end: number): number {
    this.end = end
    this.#interpolated = false
    this.consistentInside = true
    for (let stage = this.#system.states ? 1 : FIRST_WEIGHED; stage < STAGES; stage++) {
      if (!this.#evaluate(stage)) this.consistentInside = false
    }
    const length = end - this.start
    this.to.set(this.from)
    const row = weightsOf(STAGES)
    for (let j = 0; j < STAGES; j++) add(this.to, this.#stages[j], length * WEIGHTS[row + j])
    this.consistentAtEnd = this.#system.derivatives(end, this.to, this.#stages[STAGES])
    return this.#error()
  }

  #evaluate(stage: number): boolean {
    const length = this.end - this.start
    const y = this.#states
    const row = weightsOf(stage)
    for (let i = 0; i < y.length; i++) {
      let sum = 0
      for (let j = 0; j < stage; j++) sum += WEIGHTS[row + j] * this.#stages[j][i]
      y[i] = this.from[i] + length * sum
    }
    const t = stage === STAGES - 1 ? this.end : this.start + length * NODES[stage]
    return this.#system.derivatives(t, y, this.#stages[stage])
  }

  /** The worst component's estimate of order 5, corrected by that of order 3. */
  #error(): number {
    this.#system.allowance(this.end, this.from, this.to, this.#tolerance, this.#allowance)
    const length = this.end - this.start
    let worst = 0
    for (let i = 0; i < this.to.length; i++) {
      let fifth = 0
      let third = 0
      for (let j = 0; j < STAGES; j++) {
        fifth += ERROR_5[j] * this.#stages[j][i]
        third += ERROR_3[j] * this.#stages[j][i]
      }
      const square = fifth * fifth
      const error = square === 0 ? 0 : square / Math.sqrt(square + 0.01 * third * third)
      if (!Number.isFinite(this.to[i])) return NaN
      // An integrand comes and goes at times that are rounded.
      const change = i < this.#system.states ? 0 : Math.abs(this.#stages[STAGES][i] - this.#stages[0][i])
      worst = Math.max(worst, (length * error) / (this.#allowance[i] + this.#resolution * change))
    }
    return worst
  }

  /** All components at a time inside the step. */
  at(t: number, out: Float64Array): Float64Array {
    if (t === this.end) return copy(this.to, out)
    if (t === this.start) return copy(this.from, out)
    if (!this.#interpolated) this.#interpolate()
    const u = (t - this.start) / (this.end - this.start)
    const v = 1 - u
    const [f0, f1, f2, f3, f4, f5, f6] = this.#interpolant
    for (let i = 0; i < out.length; i++) {
      out[i] = this.from[i] + u * (f0[i] + v * (f1[i] + u * (f2[i] + v * (f3[i] + u * (f4[i] + v * (f5[i] + u * f6[i]))))))
    }
    return out
  }

  #interpolate(): void {
    for (let stage = STAGES + 1; stage < ALL_STAGES; stage++) this.#evaluate(stage)
    const length = this.end - this.start
    const first = this.#stages[0]
    const last = this.#stages[STAGES]
    const [f0, f1, f2, ...upper] = this.#interpolant
    for (let i = 0; i < this.to.length; i++) {
      f0[i] = this.to[i] - this.from[i]
      f1[i] = length * first[i] - f0[i]
      f2[i] = 2 * f0[i] - length * (first[i] + last[i])
    }
    upper.forEach((coefficient, row) => {
      coefficient.fill(0)
      for (let j = 0; j < ALL_STAGES; j++) add(coefficient, this.#stages[j], length * INTERPOLANT[row * ALL_STAGES + j])
    })
    this.#interpolated = true
  }
}

function add(target: Float64Array, source: Float64Array, weight: number): void {
  if (weight === 0) return
  for (let i = 0; i < target.length; i++) target[i] += weight * source[i]
}

function copy(source: Float64Array, out: Float64Array): Float64Array {
  out.set(source)
  return out
}
