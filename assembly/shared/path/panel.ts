/**
 * A step along a path, and what is looked at inside it: polynomials of degree 16 by their values at its points. Rates that depend on
 * time alone are known there; states that they depend on are found by states.ts.
 */
import { DEGREE, errorOfIntegral, integrate, largest, mean, NODES, sumAt, transform } from './chebyshev.ts'
import { Component } from './component.ts'
import { Moment, MOST_MOMENTS } from './enterprises.ts'
import { States } from './states.ts'
import { System } from './system.ts'

/** The rounding of a sum of a series, beside its largest value. */
const ROUNDING: f64 = 5e-16
const SAFETY: f64 = 0.9
const MOST_GROWTH: f64 = 5
/** Halvings after which a change that was smooth has shrunk beyond doubt, and after which a time is known. */
const FEW_HALVINGS: i32 = 10
const HALVINGS: i32 = 70
/** A change of volumes that is left of the whole, and that is worth a look. */
const LEFT: f64 = 0.25
const NOTABLE: f64 = 1e-9

export class Panel {
  start: f64 = 0
  end: f64 = 0
  /** How many places are inside, its end the last: between them a quantity turns at most once. */
  readonly places: i32 = DEGREE
  /** Around a jump of the best volumes that `findJump` has found. */
  beforeJump: f64 = 0
  afterJump: f64 = 0
  /** Where the path is looked at. */
  readonly looks: Moment[] = []
  /** What the error of the profit that was last looked at is measured by. */
  turnover: f64 = 0
  private moments: Moment[] = []
  private isInterpolated: bool = false

  constructor(private system: System, private states: States) {
    for (let j = 0; j <= DEGREE; j++) this.moments.push(new Moment())
    for (let k = 0; k < MOST_MOMENTS; k++) this.looks.push(new Moment())
  }

  /** The time of a place; 0 is the start. */
  placeAt(k: i32): f64 {
    return k === 0 ? this.start : k === DEGREE ? this.end : 0.5 * (this.start + this.end) + 0.5 * (this.end - this.start) * NODES[k]
  }

  /** The profit there. */
  profitAtPlace(k: i32): f64 {
    const side = this.system.rests ? this.system.origin.here : this.moments[k].here
    this.turnover = side.turnover
    return side.profit
  }

  /** Stands at the start of a piece that the system has entered, to step from. */
  restart(t: f64): void {
    const system = this.system
    this.start = t
    this.end = t
    this.isInterpolated = false
    for (let c = system.all; c !== system.end; c = c.next) c.place(c.from)
    this.moments[0].copyTargets(system.origin)
    this.begin(system.origin)
  }

  /** Goes on from the last panel on the sides of zero on which profits are at its end. */
  turn(): void {
    this.begin(this.moments[0])
  }

  private begin(first: Moment): void {
    const system = this.system
    if (system.hasStates) {
      system.switchSides(first)
      system.rate(0, first)
    }
    if (!system.setting.isInvested) system.integrals.takeLevel(0, first.time, first.level, 0)
    system.integrate(first, 0)
  }

  /** Moves on to the end. */
  accept(): void {
    const first = this.moments[0]
    this.moments[0] = this.moments[DEGREE]
    this.moments[DEGREE] = first
    this.start = this.end
    for (let c = this.system.all; c !== this.system.end; c = c.next) {
      c.from = c.to
      c.values[0] = c.values[DEGREE]
    }
    if (this.system.hasStates) this.system.rate(0, this.moments[0])
  }

  /** Tries to step to `end`. Returns the error over what is allowed; NaN where it leaves the range of arithmetic. */
  attempt(end: f64): f64 {
    const system = this.system
    const moments = this.moments
    const integrals = system.integrals
    const length = end - this.start
    this.end = end
    this.isInterpolated = false
    system.atBound = false
    for (let j = 1; j <= DEGREE; j++) system.setTime(moments[j], this.placeAt(j))
    let worst: f64 = 0
    if (!system.setting.isInvested) {
      for (let j = 1; j <= DEGREE; j++) integrals.takeLevel(j, moments[j].time, moments[j].level, 0)
      worst = this.conclude(integrals.level)
      // Not worth a look at enterprises.
      if (!(worst <= 1)) return worst
    }
    if (system.foresees) system.foresee(moments, 1, DEGREE)
    if (system.hasStates) worst = Math.max(worst, this.states.pursue(moments, length))
    else if (system.adjusts) worst = Math.max(worst, system.move(moments, length))
    if (!(worst <= 1)) return worst
    for (let j = 1; j <= DEGREE; j++) system.integrate(moments[j], j)
    for (let c = system.rated; c !== integrals.profit; c = c.next) c.to = c.from + length * mean(c.values)
    for (let c = integrals.profit; c !== system.end; c = c.next) worst = Math.max(worst, this.conclude(c))
    return worst < Infinity ? worst : NaN
  }

  /** Integrates the rates of an integral. Returns the error over what is allowed; NaN where it leaves the range of arithmetic. */
  private conclude(c: Component): f64 {
    const length = this.end - this.start
    c.to = c.from + length * mean(c.values)
    c.change = c.values[DEGREE] - c.values[0]
    c.estimate = errorOfIntegral(c.values, length)
    return Math.abs(c.to) < Infinity ? c.estimate / this.system.integrals.allowance(c, this.end, length) : NaN
  }

  /** By how much the next may be longer than one with that error, or has to be shorter: the error of what is not smooth shrinks slowly. */
  change(error: f64): f64 {
    if (!(error > 0)) return MOST_GROWTH
    const eighth = Math.sqrt(Math.sqrt(Math.sqrt(error)))
    return SAFETY / (error > 1 ? eighth : Math.sqrt(eighth))
  }

  /** Sets the components to those at a time of the panel. */
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
      for (let c = system.rated; c !== system.end; c = c.next) c.now = c.from + 0.5 * length * sumAt(c.series, x)
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
    for (let c = system.rated; c !== system.end; c = c.next) {
      transform(c.values, c.series)
      integrate(c.series)
    }
  }

  /** The profit at a time of the panel. */
  profit(t: f64): f64 {
    const m = this.looks[0]
    this.look(t)
    this.system.setTime(m, t)
    const side = this.system.sideAt(m)
    this.turnover = side.turnover
    return side.profit
  }

  /** Whether profits at a time of the panel are on their sides of zero. */
  isConsistent(t: f64): bool {
    this.look(t)
    this.system.setTime(this.looks[0], t)
    return this.system.areConsistent(this.looks[0])
  }

  /**
   * Whether the best volumes of one of the two jump within the panel, whose error may come from that. Then `beforeJump` and
   * `afterJump` are next to each other, as close as times can be.
   */
  findJump(): bool {
    if (!this.system.mayJump) return false
    return this.findJumpOf(false) || (this.system.varies && this.findJumpOf(true))
  }

  private findJumpOf(still: bool): bool {
    let left = this.start
    let right = this.end
    let atLeft = this.target(left, still)
    let before = left
    let atBefore = atLeft
    let largest = NOTABLE
    for (let k = 1; k <= this.places; k++) {
      const t = this.placeAt(k)
      const here = this.target(t, still)
      if (Math.abs(here - atBefore) > largest) {
        largest = Math.abs(here - atBefore)
        left = before
        right = t
        atLeft = atBefore
      }
      before = t
      atBefore = here
    }
    if (largest === NOTABLE) return false
    let atRight = this.target(right, still)
    for (let n = 0; n < HALVINGS; n++) {
      const middle = 0.5 * (left + right)
      if (!(middle > left && middle < right)) break
      const here = this.target(middle, still)
      if (Math.abs(here - atLeft) > Math.abs(atRight - here)) {
        right = middle
        atRight = here
      } else {
        left = middle
        atLeft = here
      }
      if (n === FEW_HALVINGS && Math.abs(atRight - atLeft) < LEFT * largest) return false
    }
    this.beforeJump = left
    this.afterJump = right
    return Math.abs(atRight - atLeft) >= LEFT * largest
  }

  /** The best volumes at a time of the panel, as one number: the logarithm of what tells them apart. */
  private target(t: f64, still: bool): f64 {
    const m = this.looks[0]
    this.look(t)
    this.system.setTime(m, t)
    return this.system.targetAt(m, still)
  }
}
