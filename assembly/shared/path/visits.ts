/** The samples of a path, each looked at in the step that it is in. */
import { OPTIMUM } from './enterprises.ts'
import { Panel } from './panel.ts'
import { System } from './system.ts'
import { Watch } from './watch.ts'

/** What a kink or a sample may cost (effort.ts): a ten-thousandth of what a path may. */
export const EFFORT_OF_EVENT: f64 = 600

export class Visits {
  /** Whether an optimum on the way was at a bound, in mode `optimum`. */
  wasAtBound: bool = false
  private times: Float64Array = new Float64Array(0)
  private order: Int32Array = new Int32Array(0)
  private count: i32 = 0
  private next: i32 = 0

  constructor(public system: System, public watch: Watch, public panel: Panel) {}

  /** Takes the times of a path, `count` of them in the order of the indices in `order`. */
  take(times: Float64Array, order: Int32Array, count: i32): void {
    this.times = times
    this.order = order
    this.count = count
    this.next = 0
    this.wasAtBound = false
  }

  /** Leaves out what lies before a time. */
  skipTo(t: f64): void {
    while (this.next < this.count && this.times[this.order[this.next]] < t) this.next++
  }

  /** Visits the samples that are in the step, but for those at its end where that is a kink. */
  inside(endIsKink: bool): void {
    if (this.next >= this.count) return
    const end = this.panel.end
    while (this.next < this.count) {
      const t = this.times[this.order[this.next]]
      if (t > end || (endIsKink && t === end) || !this.system.isAffordable()) return
      if (this.countForeseen(end, endIsKink) > 1) this.visitForeseen(end, endIsKink)
      else this.visitOne(t)
    }
  }

  /** Visits the samples up to the time at which the step starts. */
  upTo(t: f64): void {
    while (this.next < this.count && this.times[this.order[this.next]] <= t && this.system.isAffordable()) this.visitOne(t)
  }

  private visitOne(t: f64): void {
    const panel = this.panel
    const system = this.system
    // Between the two times that a jump lies in, it is at the second.
    panel.look(Math.max(t, panel.start))
    system.setTime(panel.looks[0], t)
    system.show(panel.looks[0])
    system.value(t)
    this.store(0)
  }

  private store(k: i32): void {
    const looks = this.panel.looks
    const m = looks[k]
    const isAtBound = this.system.setting.mode === OPTIMUM && m.here.atBound
    this.system.enterprises.store(this.order[this.next], k, this.wasAtBound || isAtBound)
    if (this.watch.wantsExtremes && m.isAllowed) this.watch.meet(m.time, m.here.profit, m.here.turnover)
    this.next++
    this.system.effortLimit += EFFORT_OF_EVENT
  }

  /** How many of the next samples are in the step, and can be optimised together. */
  private countForeseen(end: f64, endIsKink: bool): i32 {
    if (this.system.setting.mode !== OPTIMUM || this.system.hasStates) return 0
    let count = 0
    while (count < this.system.enterprises.samplesAtOnce && this.next + count < this.count) {
      const t = this.times[this.order[this.next + count]]
      if (t > end || (endIsKink && t === end)) break
      count++
    }
    return count
  }

  private visitForeseen(end: f64, endIsKink: bool): void {
    const panel = this.panel
    const count = this.countForeseen(end, endIsKink)
    for (let k = 0; k < count; k++) this.system.setTime(panel.looks[k], this.times[this.order[this.next + k]])
    this.system.findOptima(panel.looks, 0, count, this.system.varies)
    for (let k = 0; k < count; k++) {
      const t = panel.looks[k].time
      panel.look(t)
      this.system.value(t)
      this.store(k)
    }
  }
}
