/** The enterprise of a path and the one whose level stays, in plain TypeScript: what assembly/shared/path asks of a backend. */
import { Enterprises, type Moment, type Side } from '../../../assembly/shared/path/enterprises.ts'
import type { Changes } from '../../../assembly/shared/path/changes.ts'
import { isValid, newEnterprise, type Enterprise, type Factor } from '../enterprise.ts'
import { newFlows, profitOfLevel, setFlows, valuePerLevel, worth, type Flows } from '../flows.ts'
import { optimumAt } from '../optimum.ts'
import { readAll } from '../parameters.ts'
import type { Optimum } from '../powers.ts'
import { isAtBound, type Place } from '../point.ts'

/** The enterprise, and where it was last looked at. */
export interface Placed extends Place {
  enterprise: Enterprise
}

/** Called with each sample that the path reaches. */
export type Store = (index: number, placed: Placed, atBound: boolean) => void

const NO_REGIME: number[] = []

/** Whether a factor's volume is not fixed. */
export const isFree = ({ volume }: Factor) => Number.isNaN(volume)

export class PathEnterprises extends Enterprises {
  /** Where the enterprise was last looked at. */
  latest: Placed
  #changes!: Changes
  #block = new Float64Array(0)
  #varies = false
  #enterprise = newEnterprise(1, 0)
  #store: Store = () => {}
  /** Where one was last placed, and the logarithms of its volumes. */
  #placed: Placed
  #logs: number[] = []
  /** By level, where nothing else changes: times before a transition, say, share one. */
  #known: Optimum | undefined
  #knownLevel = NaN

  constructor() {
    super()
    this.#placed = { enterprise: this.#enterprise, factors: [], regime: NO_REGIME, flows: newFlows(), costWeight: NaN }
    this.latest = this.#placed
  }

  /** Takes a path: its numbers, what changes of them, and where its samples go. */
  take(block: Float64Array, factorCount: number, objective: number, changes: Changes, store: Store): void {
    this.#block = block.slice()
    this.#changes = changes
    this.#enterprise = newEnterprise(factorCount, objective)
    this.#placed.enterprise = this.#enterprise
    this.#placed.factors = new Array(factorCount).fill(NaN)
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
    this.#known = undefined
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
    if (this.wantsSlopeOfLevel) moment.here.slopeOfLevel = profitOfLevel(this.#enterprise, optimum.flows)
    this.latest = { enterprise: this.#enterprise, ...optimum }
  }

  #optimumAt(level: number): Optimum {
    if (this.#known && level === this.#knownLevel) return this.#known
    this.#knownLevel = level
    this.#known = optimumAt(this.#enterprise, level)
    return this.#known
  }

  #isAllowed(level: number): boolean {
    return level >= 0 && level <= 1 && isValid(this.#enterprise)
  }

  prepare(): void {} // `place` reads what changes

  place(moments: Moment[], first: number, count: number, both: boolean): void {
    for (let k = first; k < first + count; k++) this.#place(moments[k], both)
  }

  placeBoth(moment: Moment): void {
    this.#place(moment, true)
  }

  #place(moment: Moment, both: boolean): void {
    if (this.#varies) this.#read(moment.time)
    moment.isAllowed = this.#isAllowed(moment.level)
    if (both) this.#flowsAt(moment.still, this.stillLevel)
    this.#flowsAt(moment.here, moment.level)
  }

  #flowsAt(side: Side, level: number): void {
    const enterprise = this.#enterprise
    const { factors, flows } = this.#placed
    for (let i = 0; i < enterprise.factors.length; i++) {
      const { volume } = enterprise.factors[i]
      const y = i === 0 ? side.y0 : side.y1
      const isGiven = !Number.isNaN(volume)
      this.#logs[i] = isGiven ? Math.log(volume) : y
      factors[i] = isGiven ? volume : Math.exp(y)
    }
    enterprise.waste.level = level
    setFlows(flows, enterprise, factors, this.#logs)
    side.x0 = factors[0]
    side.x1 = factors[1]
    readFlows(side, flows)
    if (this.wantsDerivatives) this.#setDerivatives(side)
    if (this.wantsSlopeOfLevel) side.slopeOfLevel = profitOfLevel(enterprise, flows)
    this.latest = this.#placed
  }

  #setDerivatives(side: Side): void {
    const { elasticities, factors, output, waste } = this.#enterprise
    const { flows } = this.#placed
    const burden = worth(waste.disposalCost, flows.discharged) + worth(waste.processingCost, flows.recycled)
    for (let i = 0; i < factors.length; i++) {
      const { price, costExponent } = factors[i]
      const a = elasticities.output[i]
      const b = elasticities.waste[i]
      const g = waste.exponent * b
      const sold = a * output.price * flows.output
      const gained = g * worth(waste.additionalPrice, flows.additionalOutput)
      const borne = b * burden
      const paid = costExponent * price * (costExponent === 1 ? this.#placed.factors[i] : Math.exp(costExponent * this.#logs[i]))
      const slope = sold + gained - borne - paid
      const bend = a * sold + g * gained - b * borne - costExponent * paid
      const twist = a * a * sold + g * g * gained - b * b * borne - costExponent * costExponent * paid
      if (i === 0) {
        side.steepness0 = b
        side.slope0 = slope
        side.bend0 = bend
        side.twist0 = twist
      } else {
        side.steepness1 = b
        side.slope1 = slope
        side.bend1 = bend
        side.twist1 = twist
        const a0 = elasticities.output[0]
        const b0 = elasticities.waste[0]
        const g0 = waste.exponent * b0
        side.cross = a0 * sold + g0 * gained - b0 * borne
        side.cross0 = a0 * a0 * sold + g0 * g0 * gained - b0 * b0 * borne
        side.cross1 = a0 * a * sold + g0 * g * gained - b0 * b * borne
      }
    }
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
  readFlows(side, flows)
}

function readFlows(side: Side, flows: Flows): void {
  side.profit = flows.profit
  side.turnover = Math.abs(flows.revenue) + Math.abs(flows.cost)
  side.waste = flows.waste
  side.discharged = flows.discharged
}
