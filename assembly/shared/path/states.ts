/**
 * The states of both enterprises along a panel: found by looks at where they are supposed to be, and shifts (pursuit.ts), as their rates depend on
 * them.
 */
import { DEGREE, RunningIntegral } from './chebyshev.ts'
import { CAPITALISATION, Moment } from './enterprises.ts'
import { Pursuit } from './pursuit.ts'
import { System } from './system.ts'

/** Looks at a panel that its states may take; one that leaves more than this of the residual leads nowhere. */
const MOST_LOOKS: i32 = 12
const SLOW: f64 = 0.7
/** States this close to what their rates make, beside what is allowed, are found. */
const SOLVED: f64 = 0.1
/** This close to it they tell the error that the panel will have, and whether to go on. */
const TELLING: f64 = 0.01
const HOPELESS: f64 = 100
/** The error of a panel whose states were not found: half of it may do. */
const UNSOLVED: f64 = 100

export class States {
  /** Whether profits were on their sides of zero inside the panel in hand, and at its end. */
  isConsistentInside: bool = true
  isConsistentAtEnd: bool = true
  private pursuit: Pursuit
  private stillPursuit: Pursuit

  constructor(private system: System) {
    const integral = new RunningIntegral()
    this.pursuit = new Pursuit(integral, system.converted)
    this.stillPursuit = new Pursuit(integral, system.converted)
  }

  /** Begins a path: takes the states that it has. */
  begin(): void {
    const system = this.system
    this.isConsistentInside = true
    this.isConsistentAtEnd = true
    this.pursuit.clear()
    this.stillPursuit.clear()
    if (system.setting.isInvested) this.pursuit.add(system.converted)
    if (system.setting.mode === CAPITALISATION) system.volumes.pursue(this.pursuit, this.stillPursuit)
  }

  /**
   * Finds states along a panel of that length, at whose points the moments are, by looks and shifts. Returns the error over what is allowed
   * of the states and of what they depend on; of states that were not found, one that asks for a shorter panel.
   */
  pursue(moments: Moment[], length: f64): f64 {
    const system = this.system
    const tolerance = system.setting.tolerance
    if (!system.isAffordable()) return NaN
    this.pursuit.guess(length)
    this.stillPursuit.guess(length)
    if (system.varies && !system.setting.isInvested) system.enterprises.prepare(moments, 1, DEGREE)
    let before = Infinity
    for (let n = 0; n < MOST_LOOKS; n++) {
      const error = this.suppose(moments, length)
      if (system.failed || system.forbidden < Infinity) return error
      const residual = Math.max(this.pursuit.residual(length, tolerance), this.stillPursuit.residual(length, tolerance))
      const isSlow = !(residual < SLOW * before)
      if (residual <= SOLVED || (isSlow && residual <= 1)) {
        this.judge(moments)
        return Math.max(error, this.error(length))
      }
      if (isSlow) break
      if (residual * tolerance < TELLING) {
        const telling = this.error(length)
        if (telling > HOPELESS) return telling
      }
      before = residual
      const left = Math.max(this.pursuit.shift(length, tolerance), this.stillPursuit.shift(length, tolerance))
      if (left <= SOLVED && residual * tolerance < TELLING && !system.setting.isInvested) {
        this.settleShifts(moments)
        this.judge(moments)
        return this.error(length)
      }
    }
    return UNSOLVED
  }

  /** Moves all along with the last shifts, which are too small to need another look. */
  private settleShifts(moments: Moment[]): void {
    this.pursuit.settle()
    this.stillPursuit.settle()
    for (let j = 1; j <= DEGREE; j++) {
      const m = moments[j]
      m.here.profit += this.pursuit.added(j)
      m.still.profit += this.stillPursuit.added(j)
      this.system.volumes.shift(j, m)
    }
  }

  private error(length: f64): f64 {
    const tolerance = this.system.setting.tolerance
    return Math.max(this.pursuit.error(length, tolerance), this.stillPursuit.error(length, tolerance))
  }

  /** Says whether profits at the points of a panel are on their sides of zero. */
  private judge(moments: Moment[]): void {
    this.isConsistentInside = true
    for (let j = 1; j < DEGREE; j++) if (!this.system.areOnSide(moments[j])) this.isConsistentInside = false
    this.isConsistentAtEnd = this.system.areOnSide(moments[DEGREE])
  }

  /** Looks at all points of a panel with states as they are supposed to be. Returns the error of volumes that follow the best ones. */
  private suppose(moments: Moment[], length: f64): f64 {
    const system = this.system
    const s = system.setting
    let error: f64 = 0
    system.atBound = false
    if (s.isInvested) {
      const supposed = system.converted.supposed
      for (let j = 1; j <= DEGREE; j++) moments[j].level = system.integrals.startLevel + system.raised(supposed[j])
      if (s.mode !== CAPITALISATION) system.foresee(moments, 1, DEGREE)
      else if (system.varies) system.enterprises.prepare(moments, 1, DEGREE)
    }
    if (system.adjusts) error = system.move(moments, length)
    if (s.mode === CAPITALISATION) system.placeAll(moments)
    for (let j = 1; j <= DEGREE; j++) system.rate(j, moments[j])
    return error
  }
}
