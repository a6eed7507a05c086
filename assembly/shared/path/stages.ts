/** A step of a path with states that follow their derivatives: one of the Runge–Kutta method in component.ts. */
import { ALL_STAGES, NODES, STAGES } from './component.ts'
import { Moment } from './enterprises.ts'
import { Step } from './step.ts'
import { System } from './system.ts'

/** The last stage of the step is at its end, where the derivatives of the next one are. */
const LAST: i32 = STAGES - 1
const PLACES: i32 = 4
/** The estimate is that of a method of order 5 to 7; an integral, on which no derivative depends, is off by less than this share of it. */
const OF_ESTIMATE: f64 = 0.1
const SAFETY: f64 = 0.9
const MOST_GROWTH: f64 = 5

export class Stages extends Step {
  private moments: Moment[] = []
  private isInterpolated: bool = false

  constructor(system: System) {
    super(system, PLACES)
    for (let k = 0; k < ALL_STAGES; k++) this.moments.push(new Moment())
  }

  placeAt(k: i32): f64 {
    return k === PLACES ? this.end : this.start + ((this.end - this.start) * <f64>k) / <f64>PLACES
  }

  profitAtPlace(k: i32): f64 {
    return this.profit(this.placeAt(k))
  }

  /** Stands on the sides of zero on which profits are there. */
  restart(t: f64): void {
    const system = this.system
    this.start = t
    this.end = t
    this.isInterpolated = false
    for (let c = system.all; c !== system.end; c = c.next) c.place(c.from)
    system.setTime(this.moments[0], t)
    system.switchSides(this.moments[0])
    system.rates(0, this.moments[0])
  }

  accept(): void {
    this.start = this.end
    for (let c = this.system.all; c !== this.system.end; c = c.next) c.accept()
  }

  attempt(end: f64): f64 {
    const system = this.system
    const length = end - this.start
    this.end = end
    this.isInterpolated = false
    this.isConsistentInside = true
    system.atBound = false
    for (let stage = 1; stage <= LAST; stage++) if (!this.evaluate(stage)) this.isConsistentInside = false
    for (let c = system.all; c !== system.end; c = c.next) {
      c.to = c.from + length * c.weigh(STAGES)
      c.now = c.to
    }
    this.isConsistentAtEnd = system.rates(STAGES, this.moments[LAST])
    return this.error(length)
  }

  private evaluate(stage: i32): bool {
    const system = this.system
    const length = this.end - this.start
    for (let c = system.all; c !== system.integrals.profit; c = c.next) c.now = c.from + length * c.weigh(stage)
    const m = this.moments[stage]
    system.setTime(m, stage === LAST ? this.end : this.start + length * NODES[stage])
    return system.rates(stage, m)
  }

  /** The worst component's. */
  private error(length: f64): f64 {
    const system = this.system
    let worst: f64 = 0
    let isIntegral = false
    for (let c = system.all; c !== system.end; c = c.next) {
      if (c === system.integrals.profit) isIntegral = true
      c.estimate = length * c.error()
      c.change = c.values[STAGES] - c.values[0]
      const error = isIntegral ? OF_ESTIMATE * c.estimate : c.estimate
      const relative = error / system.allowance(c, isIntegral, this.end, length)
      if (!(Math.abs(c.to) < Infinity) || !(relative < Infinity)) return NaN
      worst = Math.max(worst, relative)
    }
    return worst
  }

  /** By the order of the method. */
  change(error: f64): f64 {
    return error > 0 ? SAFETY / Math.sqrt(Math.sqrt(Math.sqrt(error))) : MOST_GROWTH
  }

  look(t: f64): void {
    const system = this.system
    if (t === this.end) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.to
    } else if (t === this.start) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.from
    } else {
      if (!this.isInterpolated) this.interpolate()
      const u = (t - this.start) / (this.end - this.start)
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.at(u)
    }
  }

  private interpolate(): void {
    const system = this.system
    this.isInterpolated = true
    for (let stage = STAGES + 1; stage < ALL_STAGES; stage++) this.evaluate(stage)
    for (let c = system.all; c !== system.end; c = c.next) c.interpolate(this.end - this.start)
  }

  /** Whether profits at a time of the step are on their sides of zero. */
  isConsistent(t: f64): bool {
    this.look(t)
    this.system.setTime(this.looks[0], t)
    return this.system.areConsistent(this.looks[0])
  }
}
