/**
 * A step of a path whose optima depend on time alone: a polynomial of degree 16 takes the place of stages, for where nothing
 * but integrals, and volumes that follow known ones, are wanted, all points are known at once, and a smooth law needs few.
 */
import { DEGREE, integrate, largest, mean, NODES, sumAt, tail, transform } from './chebyshev.ts'
import { Moment } from './enterprises.ts'
import { Step } from './step.ts'
import { System } from './system.ts'

/** The rounding of a sum of a series, beside its largest value. */
const ROUNDING: f64 = 5e-16
const SAFETY: f64 = 0.9
const MOST_GROWTH: f64 = 5

export class Panel extends Step {
  private moments: Moment[] = []
  private isInterpolated: bool = false

  constructor(system: System) {
    super(system, DEGREE)
    for (let j = 0; j <= DEGREE; j++) this.moments.push(new Moment())
  }

  placeAt(k: i32): f64 {
    return k === 0 ? this.start : k === DEGREE ? this.end : 0.5 * (this.start + this.end) + 0.5 * (this.end - this.start) * NODES[k]
  }

  profitAtPlace(k: i32): f64 {
    const side = this.system.rests ? this.system.origin.here : this.moments[k].here
    this.turnover = side.turnover
    return side.profit
  }

  restart(t: f64): void {
    const system = this.system
    this.start = t
    this.end = t
    this.isInterpolated = false
    for (let c = system.all; c !== system.end; c = c.next) c.place(c.from)
    const first = this.moments[0]
    first.copy(system.origin)
    system.integrate(first, 0)
  }

  accept(): void {
    const first = this.moments[0]
    this.moments[0] = this.moments[DEGREE]
    this.moments[DEGREE] = first
    this.start = this.end
    for (let c = this.system.all; c !== this.system.end; c = c.next) {
      c.from = c.to
      c.values[0] = c.values[DEGREE]
    }
  }

  attempt(end: f64): f64 {
    const system = this.system
    const moments = this.moments
    const length = end - this.start
    this.end = end
    this.isInterpolated = false
    system.atBound = false
    for (let j = 1; j <= DEGREE; j++) system.setTime(moments[j], this.placeAt(j))
    if (system.foresees) system.foresee(moments, 1, DEGREE)
    let worst = system.adjusts ? system.move(moments, length) : 0
    for (let j = 1; j <= DEGREE; j++) system.integrate(moments[j], j)
    for (let c = system.integrals.profit; c !== system.end; c = c.next) {
      c.to = c.from + length * mean(c.values)
      c.change = c.values[DEGREE] - c.values[0]
      // What the running integral makes of the last coefficients, which is more than of those behind them.
      c.estimate = (length * tail(c.values)) / <f64>(4 * DEGREE)
      if (!(Math.abs(c.to) < Infinity)) return NaN
      worst = Math.max(worst, c.estimate / system.allowance(c, true, end, length))
    }
    return worst < Infinity ? worst : NaN
  }

  /** Lengths grow by the order of the polynomial; they shrink faster, as the error of what is not smooth does slowly. */
  change(error: f64): f64 {
    if (!(error > 0)) return MOST_GROWTH
    const eighth = Math.sqrt(Math.sqrt(Math.sqrt(error)))
    return SAFETY / (error > 1 ? eighth : Math.sqrt(eighth))
  }

  look(t: f64): void {
    const system = this.system
    if (t === this.start) system.integrals.trust()
    else this.doubt()
    if (t === this.end) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.to
    } else if (t === this.start) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.from
    } else {
      if (!this.isInterpolated) this.interpolate()
      const length = this.end - this.start
      const x = (t - this.start - (this.end - t)) / length
      if (system.adjusts) system.volumes.look(t - system.origin.time, x)
      for (let c = system.integrals.profit; c !== system.end; c = c.next) c.now = c.from + 0.5 * length * sumAt(c.series, x)
    }
  }

  /** The sums of series are rounded beside their largest terms. */
  private doubt(): void {
    const integrals = this.system.integrals
    const length = this.end - this.start
    const rounding = ROUNDING * length
    integrals.doubt(length, rounding * largest(integrals.gain.values), rounding * largest(integrals.level.values))
  }

  private interpolate(): void {
    const system = this.system
    this.isInterpolated = true
    for (let c = system.integrals.profit; c !== system.end; c = c.next) {
      transform(c.values, c.series)
      integrate(c.series)
    }
  }
}
