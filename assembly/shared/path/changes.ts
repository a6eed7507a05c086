/** Parameters that change over time, model.md section 4b: their values then. */
import { Law } from './law.ts'
import { Piecewise, STEP } from './piecewise.ts'

/** Kinds of entries, in the order of CHANGE_KINDS in bindings/model. */
export const GROWTH: i32 = 0
export const SCHEDULE: i32 = 1
export const LEVER: i32 = 2
export const PROCESS: i32 = 3

/** Most parameters that can change: no more have a slot of an enterprise. */
const MOST_TARGETS: i32 = 64

/** One entry: what it does to its targets, which are positions in the list of changed parameters. */
class Change {
  kind: i32 = GROWTH
  /** Where its targets are among the codes; of a lever each is followed by the slot of its factor. */
  targetsAt: i32 = 0
  targets: i32 = 0
  /** Where its numbers are: a rate and its beginning, a scale, or the first of a law's. */
  at: i32 = 0
  sinceAt: i32 = 0
  table: Piecewise = new Piecewise()
  law: Law = new Law()
}

/**
 * All entries of a task. Like the functions of time that it is made of, it is looked at from one piece between two kinks at a
 * time: `enter` chooses it.
 */
export class Changes {
  /** How many parameters change, their slots, and whether a schedule replaces each. */
  count: i32 = 0
  slots: Int32Array = new Int32Array(MOST_TARGETS)
  isReplaced: Int32Array = new Int32Array(MOST_TARGETS)
  /** Their values at the time of the last `evaluate`, and those over the scenario's own numbers. */
  values: Float64Array = new Float64Array(MOST_TARGETS)
  multipliers: Float64Array = new Float64Array(MOST_TARGETS)
  /** Whether they are the same throughout the piece. */
  isConstant: bool = true
  /** The end of the piece; ∞ behind the last kink. */
  next: f64 = Infinity
  private codes: Int32Array = new Int32Array(0)
  private numbers: Float64Array = new Float64Array(0)
  private list: Change[] = []
  private entries: i32 = 0
  private position: i32 = 0

  /** How many entries there is room for. */
  get room(): i32 {
    return this.list.length
  }

  /** Makes room for so many entries. */
  reserve(entries: i32): void {
    while (this.list.length < entries) this.list.push(new Change())
  }

  /**
   * Takes the entries of a task.
   *
   * @param codes how many parameters change, their slots, how many entries there are, and these: of a growth GROWTH, the slots of
   *   its rate and of its beginning, how many targets, and the targets; of a schedule SCHEDULE, its kind, how many knots, the
   *   slots of its scale, its first time and its first value, 1, and its target; of a lever LEVER, the law, the slot of
   *   the first of its numbers, how many knots and the slots of their first time and level, how many targets, and each target with
   *   the slot of its factor; of a process PROCESS, how many steps, the slots of their first time and factor, 1, and its target.
   *   A target is a position among the parameters that change.
   */
  describe(codes: Int32Array): void {
    this.codes = codes
    this.position = 0
    this.count = this.code()
    for (let k = 0; k < this.count; k++) {
      this.slots[k] = this.code()
      this.isReplaced[k] = 0
    }
    this.entries = this.code()
    this.reserve(this.entries)
    for (let i = 0; i < this.entries; i++) this.describeChange(this.list[i])
  }

  /** Nothing changes. */
  clear(): void {
    this.count = 0
    this.entries = 0
    this.isConstant = true
    this.next = Infinity
  }

  private code(): i32 {
    return this.codes[this.position++]
  }

  private describeChange(change: Change): void {
    change.kind = this.code()
    if (change.kind === GROWTH) {
      change.at = this.code()
      change.sinceAt = this.code()
    } else if (change.kind === SCHEDULE) {
      change.table.kind = this.code()
      change.table.count = this.code()
      change.at = this.code()
      change.table.timesAt = this.code()
      change.table.valuesAt = this.code()
    } else if (change.kind === PROCESS) {
      change.table.kind = STEP
      change.table.count = this.code()
      change.table.timesAt = this.code()
      change.table.valuesAt = this.code()
    } else {
      change.law.code = this.code()
      change.at = this.code()
      change.law.table.count = this.code()
      change.law.table.timesAt = this.code()
      change.law.table.valuesAt = this.code()
    }
    change.targets = this.code()
    change.targetsAt = this.position
    this.position += change.kind === LEVER ? change.targets << 1 : change.targets
    if (change.kind === SCHEDULE) this.isReplaced[this.codes[change.targetsAt]] = 1
  }

  /** Takes the numbers of one point of the task, where the slots are. They may change behind its back until the next `read`. */
  read(numbers: Float64Array): void {
    this.numbers = numbers
    for (let i = 0; i < this.entries; i++) {
      const change = this.list[i]
      change.table.numbers = numbers
      change.law.table.numbers = numbers
      if (change.kind === LEVER) change.law.read(numbers, change.at)
    }
  }

  /** Chooses the piece from a time on. */
  enter(t: f64): void {
    this.isConstant = true
    this.next = Infinity
    for (let i = 0; i < this.entries; i++) {
      const change = this.list[i]
      if (change.kind === GROWTH) {
        if (this.numbers[change.at] !== 0) this.isConstant = false
      } else if (change.kind === SCHEDULE || change.kind === PROCESS) {
        change.table.enter(t)
        this.next = Math.min(this.next, change.table.next)
        if (!change.table.isConstant) this.isConstant = false
      } else {
        change.law.enter(t)
        this.next = Math.min(this.next, change.law.next)
        if (!change.law.isConstant) this.isConstant = false
      }
    }
  }

  /** Fills `values` and `multipliers` for a time in the piece. */
  evaluate(t: f64): void {
    for (let k = 0; k < this.count; k++) {
      this.values[k] = this.numbers[this.slots[k]]
      this.multipliers[k] = 1
    }
    for (let i = 0; i < this.entries; i++) {
      const change = this.list[i]
      if (change.kind === SCHEDULE) this.values[this.codes[change.targetsAt]] = this.numbers[change.at] * change.table.at(t)
      else if (change.kind === GROWTH) this.grow(change, t)
      else if (change.kind === PROCESS) this.multipliers[this.codes[change.targetsAt]] *= change.table.at(t)
      else this.pull(change, t)
    }
    for (let k = 0; k < this.count; k++) this.values[k] *= this.multipliers[k]
  }

  private grow(change: Change, t: f64): void {
    const factor = Math.exp(this.numbers[change.at] * (t - this.numbers[change.sinceAt]))
    for (let i = 0; i < change.targets; i++) this.multipliers[this.codes[change.targetsAt + i]] *= factor
  }

  private pull(change: Change, t: f64): void {
    const level = change.law.at(t)
    for (let i = 0; i < change.targets; i++) {
      const at = change.targetsAt + (i << 1)
      this.multipliers[this.codes[at]] *= 1 + level * (this.numbers[this.codes[at + 1]] - 1)
    }
  }

  /** The position of a slot among those that change; −1 where it does not. */
  indexOf(slot: i32): i32 {
    for (let k = 0; k < this.count; k++) if (this.slots[k] === slot) return k
    return -1
  }
}
