/** One step of the method in component.ts, and the solution inside it. */
import { ALL_STAGES, FIRST_WEIGHED, NODES, STAGES } from './component.ts'
import { CAPITALISATION, Moment, MOST_MOMENTS } from './enterprises.ts'
import { System } from './system.ts'

/** The last stage of the step is at its end, where the derivatives of the next one are. */
const LAST: i32 = STAGES - 1

/** Stages that the step needs, by time. */
const BY_TIME: StaticArray<i32> = [1, 2, 3, 6, 4, 7, 5, 9, 8, 10, 11]
/** Halvings after which a change that was smooth has shrunk beyond doubt, and after which a time is known. */
const FEW_HALVINGS: i32 = 10
const HALVINGS: i32 = 70
/** A change of volumes that is left of the whole, and that is worth a look. */
const LEFT: f64 = 0.25
const NOTABLE: f64 = 1e-9

export class Step {
  start: f64 = 0
  end: f64 = 0
  /** Whether each derivative inside the step, and the one at its end, was on its side of zero. */
  isConsistentInside: bool = true
  isConsistentAtEnd: bool = true
  /** Around a jump of the best volumes that `findJump` has found. */
  beforeJump: f64 = 0
  afterJump: f64 = 0
  readonly moments: Moment[] = []
  /** Where the path is looked at beside the stages. */
  readonly looks: Moment[] = []
  private isInterpolated: bool = false

  constructor(private system: System) {
    for (let k = 0; k < ALL_STAGES; k++) this.moments.push(new Moment())
    for (let k = 0; k < MOST_MOMENTS; k++) this.looks.push(new Moment())
  }

  /** Stands at a time, to step from: on the sides of zero on which profits are there. */
  restart(t: f64): void {
    const system = this.system
    this.start = t
    for (let c = system.all; c !== system.end; c = c.next) c.now = c.from
    system.coast(t)
    system.setTime(this.moments[0], t)
    if (system.foresees) system.foresee(this.moments, 0, 1)
    system.switchSides(this.moments, 0)
    system.rates(0, t, this.moments, 0)
    this.end = this.start
    this.isInterpolated = false
    for (let c = system.all; c !== system.end; c = c.next) c.to = c.from
  }

  /** Moves on to the end of the step. */
  accept(): void {
    this.start = this.end
    for (let c = this.system.all; c !== this.system.end; c = c.next) c.accept()
  }

  /** Tries the step to `end`. Returns its error over what is allowed; NaN where it leaves the range of arithmetic. */
  attempt(end: f64): f64 {
    const system = this.system
    const length = end - this.start
    const first = system.hasStates ? 1 : FIRST_WEIGHED
    this.end = end
    this.isInterpolated = false
    this.isConsistentInside = true
    system.atBound = false
    this.foresee(first, LAST)
    for (let stage = first; stage <= LAST; stage++) if (!this.evaluate(stage)) this.isConsistentInside = false
    for (let c = system.first; c !== system.end; c = c.next) {
      c.to = c.from + length * c.weigh(STAGES)
      c.now = c.to
    }
    system.coast(end)
    if (system.coasts) for (let c = system.all; c !== system.profit; c = c.next) c.to = c.now
    this.isConsistentAtEnd = system.rates(STAGES, end, this.moments, LAST)
    return this.error(length)
  }

  private foresee(first: i32, last: i32): void {
    const system = this.system
    const length = this.end - this.start
    for (let stage = first; stage <= last; stage++) {
      system.setTime(this.moments[stage], stage === LAST ? this.end : this.start + length * NODES[stage])
    }
    if (system.foresees) system.foresee(this.moments, first, last - first + 1)
  }

  private evaluate(stage: i32): bool {
    const system = this.system
    const length = this.end - this.start
    for (let c = system.first; c !== system.profit; c = c.next) {
      c.now = c.from + length * c.weigh(stage)
    }
    const t = this.moments[stage].time
    system.coast(t)
    return system.rates(stage, t, this.moments, stage)
  }

  /** The worst component's. */
  private error(length: f64): f64 {
    const system = this.system
    let worst: f64 = 0
    let isIntegral = false
    for (let c = system.first; c !== system.end; c = c.next) {
      if (c === system.profit) isIntegral = true
      const relative = (length * c.error()) / system.allowance(c, isIntegral, this.end, length)
      if (!(Math.abs(c.to) < Infinity) || !(relative < Infinity)) return NaN
      worst = Math.max(worst, relative)
    }
    return worst
  }

  /** Sets the components to those at a time of the step. */
  look(t: f64): void {
    const system = this.system
    if (t === this.end) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.to
    } else if (t === this.start) {
      for (let c = system.all; c !== system.end; c = c.next) c.now = c.from
    } else {
      if (!this.isInterpolated) this.interpolate()
      const u = (t - this.start) / (this.end - this.start)
      for (let c = system.first; c !== system.end; c = c.next) c.now = c.at(u)
      system.coast(t)
    }
  }

  /** Computes what `look` needs inside the step. */
  interpolate(): void {
    const system = this.system
    this.isInterpolated = true
    this.foresee(STAGES + 1, ALL_STAGES - 1)
    for (let stage = STAGES + 1; stage < ALL_STAGES; stage++) this.evaluate(stage)
    for (let c = system.first; c !== system.end; c = c.next) c.interpolate(this.end - this.start)
  }

  /** The profit at a time of the step. */
  profit(t: f64): f64 {
    this.look(t)
    this.system.setTime(this.looks[0], t)
    return this.system.profitAt(this.looks, 0)
  }

  /** Whether profits at a time of the step are on their sides of zero. */
  isConsistent(t: f64): bool {
    this.look(t)
    this.system.setTime(this.looks[0], t)
    if (this.system.foresees) this.system.foresee(this.looks, 0, 1)
    return this.system.isConsistent(this.looks, 0)
  }

  /**
   * Whether the best volumes of one of the two jump within the step, whose error may come from that. Then `beforeJump` and
   * `afterJump` are next to each other, as close as times can be.
   */
  findJump(): bool {
    const system = this.system
    if (system.setting.mode === CAPITALISATION || system.isSteady) return false
    return this.findJumpOf(false) || (system.varies && this.findJumpOf(true))
  }

  private findJumpOf(still: bool): bool {
    let left = this.start
    let right = this.end
    let atLeft = this.target(left, still)
    let before = left
    let atBefore = atLeft
    let largest = NOTABLE
    for (let j = 0; j < BY_TIME.length; j++) {
      const t = j === BY_TIME.length - 1 ? this.end : this.start + (this.end - this.start) * NODES[BY_TIME[j]]
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

  /** The best volumes at a time of the step, as one number: the logarithm of what tells them apart. */
  private target(t: f64, still: bool): f64 {
    const system = this.system
    this.look(t)
    system.setTime(this.looks[0], t)
    return system.targetAt(this.looks, 0, still)
  }
}
