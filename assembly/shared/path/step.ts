/** A step along a path, and what is looked at inside it. */
import { Moment, MOST_MOMENTS } from './enterprises.ts'
import { System } from './system.ts'

/** Halvings after which a change that was smooth has shrunk beyond doubt, and after which a time is known. */
const FEW_HALVINGS: i32 = 10
const HALVINGS: i32 = 70
/** A change of volumes that is left of the whole, and that is worth a look. */
const LEFT: f64 = 0.25
const NOTABLE: f64 = 1e-9

export abstract class Step {
  start: f64 = 0
  end: f64 = 0
  /** Whether each derivative inside the step, and the one at its end, was on its side of zero. */
  isConsistentInside: bool = true
  isConsistentAtEnd: bool = true
  /** Around a jump of the best volumes that `findJump` has found. */
  beforeJump: f64 = 0
  afterJump: f64 = 0
  /** Where the path is looked at. */
  readonly looks: Moment[] = []
  /** What the error of the profit that was last looked at is measured by. */
  turnover: f64 = 0

  /** @param places how many places are inside the step, its end the last: between them a quantity turns at most once. */
  constructor(protected system: System, readonly places: i32) {
    for (let k = 0; k < MOST_MOMENTS; k++) this.looks.push(new Moment())
  }

  /** The time of a place; 0 is the start of the step. */
  abstract placeAt(k: i32): f64

  /** The profit there. */
  abstract profitAtPlace(k: i32): f64

  /** Stands at the start of a piece that the system has entered, to step from. */
  abstract restart(t: f64): void

  /** Tries the step to `end`. Returns its error over what is allowed; NaN where it leaves the range of arithmetic. */
  abstract attempt(end: f64): f64

  /** By how much the next step may be longer than one with that error, or has to be shorter. */
  abstract change(error: f64): f64

  /** Moves on to the end of the step. */
  abstract accept(): void

  /** Sets the components to those at a time of the step. */
  abstract look(t: f64): void

  /** The profit at a time of the step. */
  profit(t: f64): f64 {
    const m = this.looks[0]
    this.look(t)
    this.system.setTime(m, t)
    const side = this.system.sideAt(m)
    this.turnover = side.turnover
    return side.profit
  }

  /**
   * Whether the best volumes of one of the two jump within the step, whose error may come from that. Then `beforeJump` and
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

  /** The best volumes at a time of the step, as one number: the logarithm of what tells them apart. */
  private target(t: f64, still: bool): f64 {
    const m = this.looks[0]
    this.look(t)
    this.system.setTime(m, t)
    return this.system.targetAt(m, still)
  }
}
