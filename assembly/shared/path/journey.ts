/** A path from the start of its horizon to the end, in steps that no kink and no jump lies inside. */
import { Changes } from './changes.ts'
import { effort } from '../effort.ts'
import { Enterprises, Setting } from './enterprises.ts'
import { Panel } from './panel.ts'
import { States } from './states.ts'
import { System } from './system.ts'
import { EFFORT_OF_EVENT, Visits } from './visits.ts'
import { Watch } from './watch.ts'

/** How a path ends. */
export const REACHED: i32 = 0
/** Too many steps, too much effort, or an optimum that was not found. */
export const NOT_CONVERGED: i32 = 1
/** It grows past any bound, or its parameters leave what the model allows. */
export const LEFT_RANGE: i32 = 2

/** Steps that may be tried, besides those that kinks ask for. */
const MOST_TRIES: i32 = 20000
const TRIES_OF_KINK: i32 = 16
/** What they and all that is looked at on the way may cost (effort.ts): a second or two. */
const MOST_EFFORT: f64 = 6e6
const MOST_GROWTH: f64 = 5
const MOST_SHRINKAGE: f64 = 0.2
const BISECTIONS: i32 = 80
/** Steps rejected lately count this much, accepted ones count one off; from SUSPICIOUS on a jump is looked for. */
const REJECTED: i32 = 2
const SUSPICIOUS: i32 = 7

export class Journey {
  readonly setting: Setting
  readonly watch: Watch
  readonly system: System
  private states: States
  outcome: i32 = REACHED
  steps: i32 = 0
  rejections: i32 = 0
  /** The time from which on the model has no enterprise; NaN where it has to the end. */
  domainErrorFrom: f64 = NaN
  private visits: Visits
  private panel: Panel
  /** The time that no step passes, and that at which the path goes on behind it. */
  private limit: f64 = 0
  private resume: f64 = 0
  /** Whether the path ends at that limit. */
  private isLast: bool = false
  private length: f64 = 0
  private isRejected: bool = false
  private suspicion: i32 = 0
  private kinks: i32 = 0

  /** @param conversionSlot slot of `investment.conversionCost`, in the numbers that changes are made of. */
  constructor(enterprises: Enterprises, changes: Changes, conversionSlot: i32) {
    const system = new System(enterprises, changes, conversionSlot)
    this.setting = system.setting
    this.system = system
    const states = new States(system)
    this.states = states
    const panel = new Panel(system, states)
    this.panel = panel
    const watch = new Watch(system, panel)
    this.watch = watch
    this.visits = new Visits(system, watch, panel)
  }

  /** Whether an optimum on the way was at a bound, in mode `optimum`. */
  get wasAtBound(): bool {
    return this.visits.wasAtBound
  }

  /**
   * Follows the path that the setting describes.
   *
   * @param times where to look, `count` of them in the order of the indices in `order`; steps do not depend on them.
   */
  follow(times: Float64Array, order: Int32Array, count: i32): void {
    const system = this.system
    const setting = this.setting
    const visits = this.visits
    visits.take(times, order, count)
    this.steps = 0
    this.rejections = 0
    this.kinks = 0
    this.suspicion = 0
    this.isRejected = false
    this.isLast = false
    this.domainErrorFrom = NaN
    this.outcome = LEFT_RANGE
    system.effortLimit = effort + MOST_EFFORT
    if (!system.begin()) {
      this.domainErrorFrom = setting.start
      return
    }
    this.states.begin()
    visits.skipTo(setting.start)
    if (!this.stand(setting.start)) return
    this.watch.begin()
    visits.upTo(setting.start)
    this.length = this.limit - setting.start
    while (this.panel.start < setting.end) if (!this.advance()) return
    this.outcome = system.failed ? NOT_CONVERGED : REACHED
    this.panel.look(setting.end)
    system.value(setting.end)
  }

  /** Stands at the start of a piece. Returns whether there is an enterprise to follow on. */
  private stand(t: f64): bool {
    const system = this.system
    if (system.failed) return this.end(NOT_CONVERGED)
    this.panel.restart(t)
    if (system.failed) return this.end(NOT_CONVERGED)
    if (system.atBound) this.visits.wasAtBound = true
    this.limit = Math.min(this.setting.end, Math.min(this.system.changes.next, this.setting.law.next))
    this.resume = this.limit
    return true
  }

  private end(outcome: i32): bool {
    this.outcome = outcome
    return false
  }

  private endAt(t: f64): bool {
    this.domainErrorFrom = t
    return this.end(LEFT_RANGE)
  }

  /** Tries a panel. Returns whether the path goes on. */
  private advance(): bool {
    if (this.steps + this.rejections - TRIES_OF_KINK * this.kinks >= MOST_TRIES) return this.end(NOT_CONVERGED)
    const system = this.system
    const panel = this.panel
    // A step that would leave a sliver takes it along.
    const arrives = panel.start + 1.01 * this.length >= this.limit
    const error = panel.attempt(arrives ? this.limit : panel.start + this.length)
    if (system.forbidden < Infinity) return this.stayAllowed()
    if (system.failed) return this.end(NOT_CONVERGED)
    const taken = panel.end - panel.start
    const change = panel.change(error)
    if (!(error <= 1)) {
      this.length = taken * (error < Infinity ? Math.max(MOST_SHRINKAGE, change) : MOST_SHRINKAGE)
      return this.reject()
    }
    // Perhaps there and back within one panel.
    if (!this.states.isConsistentInside && this.states.isConsistentAtEnd && taken > 1e3 * system.integrals.resolution) {
      this.length = 0.5 * taken
      return this.reject()
    }
    // A step that a kink cut short says nothing against its length.
    const grown = taken * Math.min(this.isRejected ? 1 : MOST_GROWTH, change)
    this.length = Math.max(arrives ? Math.max(this.length, grown) : grown, system.integrals.resolution)
    this.isRejected = false
    if (this.suspicion > 0) this.suspicion--
    return this.accept()
  }

  private reject(): bool {
    const panel = this.panel
    const resolution = this.system.integrals.resolution
    this.rejections++
    this.isRejected = true
    this.suspicion += REJECTED
    if (this.suspicion >= SUSPICIOUS) {
      this.suspicion = 0
      if (panel.findJump() && panel.afterJump < this.limit) {
        this.limit = panel.beforeJump
        this.resume = panel.afterJump
        // Already there.
        if (!(this.limit > panel.start + resolution)) return this.goOn()
      }
      if (this.system.failed) return this.end(NOT_CONVERGED)
    }
    return this.length > resolution || this.endAt(panel.start)
  }

  /** Lets no step pass the time at which the parameters leave what the model allows. */
  private stayAllowed(): bool {
    const enterprises = this.system.enterprises
    let allowed = this.panel.start
    let forbidden = this.system.forbidden
    for (let n = 0; n < BISECTIONS; n++) {
      const middle = 0.5 * (allowed + forbidden)
      if (!(middle > allowed && middle < forbidden)) break
      if (enterprises.allows(middle)) allowed = middle
      else forbidden = middle
    }
    this.system.forbidden = Infinity
    this.rejections++
    this.limit = allowed
    this.resume = forbidden
    this.isLast = true
    return this.limit > this.panel.start + this.system.integrals.resolution || this.endAt(forbidden)
  }

  private accept(): bool {
    const system = this.system
    const panel = this.panel
    const switches = !this.states.isConsistentAtEnd
    if (switches && !(panel.attempt(this.firstBeyond()) <= 1)) {
      this.length = 0.5 * (panel.end - panel.start)
      return this.reject()
    }
    const arrives = panel.end === this.limit
    this.steps++
    if (system.atBound) this.visits.wasAtBound = true
    // What happens at a kink is what holds from then on.
    this.visits.inside(arrives)
    this.watch.see()
    system.integrals.acceptErrors(panel.end - panel.start)
    panel.accept()
    if (system.failed) return this.end(NOT_CONVERGED)
    if (arrives) return this.goOn()
    if (switches) panel.turn()
    return true
  }

  /** Goes on behind the limit. */
  private goOn(): bool {
    if (this.isLast) return this.endAt(this.resume)
    const t = this.resume
    this.kinks++
    this.system.effortLimit += EFFORT_OF_EVENT
    this.system.enter(t)
    if (this.system.forbidden < Infinity) return this.endAt(t)
    if (!this.stand(t)) return false
    this.watch.resume()
    this.visits.upTo(t)
    return true
  }

  /** The first time of the step, to rounding, at which a profit is beyond its side of zero. */
  private firstBeyond(): f64 {
    let before = this.panel.start
    let after = this.panel.end
    for (let n = 0; n < BISECTIONS; n++) {
      const middle = 0.5 * (before + after)
      if (!(middle > before && middle < after)) break
      if (this.panel.isConsistent(middle)) before = middle
      else after = middle
    }
    return after
  }
}
