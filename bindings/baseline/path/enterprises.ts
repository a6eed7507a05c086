/** The enterprise of a path and the one whose level stays, in plain TypeScript: what assembly/shared/path asks of a backend. */
import { Enterprises, type Moment, type Side } from '../../../assembly/shared/path/enterprises.ts'
import type { Changes } from '../../../assembly/shared/path/changes.ts'
import { isValid, newEnterprise, type Enterprise, type Factor } from '../enterprise.ts'
import { flowsAt, newFlows, valuePerLevel, type Flows } from '../flows.ts'
import { optimumAt } from '../optimum.ts'
import { readAll } from '../parameters.ts'
import type { Optimum } from '../powers.ts'
import { isAtBound } from '../point.ts'

/** Where the enterprise was last looked at: an optimum, or where it is. */
export interface Place {
  enterprise: Enterprise
  factors: number[]
  /** None off the optimum. */
  regime: number[]
  flows: Flows
  /** See Optimum. */
  costWeight: number
}

/** Called with each sample that the path reaches. */
export type Store = (index: number, place: Place, atBound: boolean) => void

const NO_REGIME: number[] = []

/** Whether a factor's volume is not fixed. */
export const isFree = ({ volume }: Factor) => Number.isNaN(volume)

export class PathEnterprises extends Enterprises {
  /** Where the enterprise was last looked at. */
  latest: Place
  #changes!: Changes
  #block = new Float64Array(0)
  #varies = false
  #enterprise = newEnterprise(1, 0)
  #store: Store = () => {}
  /** By level, where nothing else changes: times before a transition, say, share one. */
  #known = new Map<number, Optimum>()

  constructor() {
    super()
    this.latest = { enterprise: this.#enterprise, factors: [], regime: NO_REGIME, flows: newFlows(), costWeight: NaN }
  }

  /** Takes a path: its numbers, what changes of them, and where its samples go. */
  take(block: Float64Array, factorCount: number, objective: number, changes: Changes, store: Store): void {
    this.#block = block.slice()
    this.#changes = changes
    this.#enterprise = newEnterprise(factorCount, objective)
    this.#store = store
  }

  enter(t: number, varies: boolean): void {
    this.#varies = varies
    this.#read(t)
  }

  /** Reads the enterprise as it is at a time, but for its level. */
  #read(t: number): void {
    const changes = this.#changes
    changes.evaluate(t)
    for (let k = 0; k < changes.count; k++) this.#block[changes.slots[k]] = changes.values[k]
    this.#enterprise.waste.level = this.stillLevel
    readAll(this.#enterprise, this.#block)
    this.#known.clear()
  }

  findOptima(moments: Moment[], first: number, count: number, both: boolean): void {
    for (let k = first; k < first + count; k++) this.#findOptimum(moments[k], both)
  }

  #findOptimum(moment: Moment, both: boolean): void {
    if (this.#varies) this.#read(moment.time)
    moment.isAllowed = this.#isAllowed(moment.level)
    if (!moment.isAllowed) return
    if (both) setOptimum(moment.still, this.#optimumAt(this.stillLevel))
    const optimum = this.#optimumAt(moment.level)
    setOptimum(moment.here, optimum)
    moment.perLevel = valuePerLevel(this.#enterprise)
    this.#enterprise.waste.level = moment.level
    this.latest = { enterprise: this.#enterprise, ...optimum }
  }

  #optimumAt(level: number): Optimum {
    let known = this.#known.get(level)
    if (known) return known
    known = optimumAt(this.#enterprise, level)
    this.#known.clear()
    this.#known.set(level, known)
    return known
  }

  #isAllowed(level: number): boolean {
    return level >= 0 && level <= 1 && isValid(this.#enterprise)
  }

  place(moments: Moment[], first: number, count: number, both: boolean): void {
    for (let k = first; k < first + count; k++) this.#place(moments[k], both)
  }

  #place(moment: Moment, both: boolean): void {
    if (this.#varies) this.#read(moment.time)
    moment.isAllowed = this.#isAllowed(moment.level)
    if (both) this.#flowsAt(moment.still, this.stillLevel)
    this.#flowsAt(moment.here, moment.level)
  }

  #flowsAt(side: Side, level: number): void {
    const enterprise = this.#enterprise
    const factors = enterprise.factors.map((factor, i) => (isFree(factor) ? Math.exp(i === 0 ? side.y0 : side.y1) : factor.volume))
    enterprise.waste.level = level
    const flows = flowsAt(enterprise, factors)
    side.x0 = factors[0]
    side.x1 = factors[1]
    setFlows(side, flows)
    this.latest = { enterprise, factors, regime: NO_REGIME, flows, costWeight: NaN }
  }

  allows(t: number): boolean {
    this.#read(t)
    return isValid(this.#enterprise)
  }

  store(index: number, _: number, atBound: boolean): void {
    this.#store(index, this.latest, atBound)
  }
}

function setOptimum(side: Side, { factors, regime, failed, flows }: Optimum): void {
  side.target0 = factors[0]
  side.target1 = factors[1]
  side.logTarget0 = Math.log(factors[0])
  side.logTarget1 = Math.log(factors[1])
  side.failed = failed
  side.atBound = isAtBound(regime)
  setFlows(side, flows)
}

function setFlows(side: Side, flows: Flows): void {
  side.profit = flows.profit
  side.turnover = Math.abs(flows.revenue) + Math.abs(flows.cost)
  side.waste = flows.waste
  side.discharged = flows.discharged
}
