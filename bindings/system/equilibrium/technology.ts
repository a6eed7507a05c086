/**
 * The technology of an enterprise at one time: its profit as a sum of powers of the volumes, one a price. The global maximum is the exact
 * search of the plain JavaScript kernel: dozens of optima in the calling thread cost less than to plan a batch of them. From a known
 * maximum a local one is followed to other prices by Newton's method.
 */
import { ChangingRows } from '../../baseline/changing-rows.ts'
import type { Enterprise } from '../../baseline/enterprise.ts'
import { findOptimum } from '../../baseline/optimum.ts'
import { readAll, slotOf } from '../../baseline/parameters.ts'
import { newOptimum } from '../../baseline/powers.ts'
import { isValid } from '../../baseline/enterprise.ts'
import { pointPlan } from '../../plan/plan.ts'
import { parsePoint, type Scenario } from '../../scenario/index.ts'

/** Terms of the profit: V, U, D, what is recycled, and the purchases x_i^k_i. */
export const TERM = { output: 0, additionalOutput: 1, discharged: 2, recycled: 3, 'factors[0]': 4, 'factors[1]': 5 } as const

const PRICE_SLOTS = [
  'production.price',
  'recycling.price',
  'waste.disposalCost',
  'recycling.processingCost',
  'factors[0].price',
  'factors[1].price',
] as const
/** Whether a term's price is income; the others are costs, and their prices here below 0. */
const INCOME = [1, 1, -1, -1, -1, -1]
const SLOTS = PRICE_SLOTS.map(slotOf)
const TIME = slotOf('time')

const MOST_STEPS = 60
/** ln of a volume: no longer step. */
const LONGEST = 1
/** Of the money that flows: a profit that falls by less has not fallen. */
const ROUNDING = 1e-14
/** A Newton step after which the next would be rounding. */
const LAST = 1e-9
/** ln of a volume: nearer to a bound it is on it. */
const ON_BOUND = 1e-13

const lastOf = new WeakMap<Scenario, { level: number | undefined; time: number; technology: Technology }>()

/** The technology of a scenario at a time; the last one is kept, for equilibria that come one after the other. */
export function technologyOf(scenario: Scenario, level: number | undefined, time: number): Technology {
  const last = lastOf.get(scenario)
  if (last?.level === level && last?.time === time) return last.technology
  const technology = new Technology(scenario, level, time)
  lastOf.set(scenario, { level, time, technology })
  return technology
}

export class Technology {
  /** Number of factors. */
  readonly size: number
  readonly terms: number
  /** ln of the bounds; equal where the volume is fixed. */
  readonly low: number[]
  readonly high: number[]
  readonly fixedCost: number
  /** What a unit of each term earns, below 0 for a cost: its own, and what it is now. */
  readonly own: Float64Array
  readonly prices: Float64Array
  /** Of each term at the volumes last looked at. */
  readonly quantities: Float64Array
  /** ∂Π/∂y and ∂²Π/∂y² there: of 0, of both, of 1. */
  readonly gradient = new Float64Array(2)
  readonly hessian = new Float64Array(3)
  readonly #slopes: Float64Array
  readonly #logScales: Float64Array
  readonly #enterprise: Enterprise
  readonly #block: Float64Array
  readonly #optimum: ReturnType<typeof newOptimum>

  constructor(scenario: Scenario, level: number | undefined, time: number) {
    const { task } = pointPlan(0, scenario, level === undefined ? parsePoint(scenario, { time }) : { level })
    task.parameters[TIME] = time
    const rows = new ChangingRows(task)
    const [enterprise] = rows.from(0)
    const { factors, elasticities, output, waste } = enterprise
    this.#enterprise = enterprise
    this.#block = rows.block
    this.#optimum = newOptimum(factors.length)
    this.size = factors.length
    this.terms = TERM['factors[0]'] + factors.length
    this.fixedCost = output.fixedCost
    this.low = factors.map(({ volume, logLower }) => (Number.isNaN(volume) ? logLower : Math.log(volume)))
    this.high = factors.map(({ volume, logUpper }) => (Number.isNaN(volume) ? logUpper : Math.log(volume)))
    this.own = Float64Array.from(SLOTS.slice(0, this.terms), (slot, term) => INCOME[term] * this.#block[slot])
    this.prices = this.own.slice()
    this.quantities = new Float64Array(this.terms)
    const recycled = waste.level * waste.scale
    this.#logScales = Float64Array.from([
      Math.log(output.scale),
      Math.log(waste.yield * recycled ** waste.exponent),
      Math.log((1 - waste.level) * waste.scale),
      Math.log(recycled),
      ...factors.map(() => 0),
    ])
    this.#slopes = new Float64Array(2 * this.terms)
    factors.forEach(({ costExponent }, i) => {
      const b = elasticities.waste[i]
      const own = [elasticities.output[i], waste.exponent * b, b, b]
      own.forEach((slope, term) => (this.#slopes[2 * term + i] = slope))
      this.#slopes[2 * (TERM['factors[0]'] + i) + i] = costExponent
    })
  }

  get level(): number {
    return this.#enterprise.waste.level
  }

  /** ln of the volumes of the global maximum; undefined where there is none. */
  best(): number[] | undefined {
    for (let term = 0; term < this.terms; term++) this.#block[SLOTS[term]] = INCOME[term] * this.prices[term]
    readAll(this.#enterprise, this.#block)
    if (!isValid(this.#enterprise)) return undefined
    findOptimum(this.#enterprise, this.#optimum)
    const { defined, factors } = this.#optimum
    if (!defined) return undefined
    const y = new Array<number>(this.size)
    for (let i = 0; i < y.length; i++) y[i] = this.#within(Math.log(factors[i]), i)
    return y
  }

  /** ln of the volumes of the maximum to which the profit rises from here. */
  follow(start: readonly number[]): number[] {
    let y = start.map((each, i) => this.#within(each, i))
    let profit = this.look(y)
    for (let step = 0; step < MOST_STEPS; step++) {
      const move = this.#move(y)
      const length = Math.max(Math.abs(move[0]), Math.abs(move[1]))
      if (length === 0) return y
      let by = Math.min(1, LONGEST / length)
      const isLast = length < LAST
      for (let halving = 0; ; halving++) {
        const next = y.map((each, i) => this.#within(each + by * move[i], i))
        const there = this.look(next)
        if (there >= profit - ROUNDING * this.money || isLast) {
          y = next
          profit = there
          break
        }
        by *= 0.5
        if (halving > 50) {
          this.look(y)
          return y
        }
      }
      if (isLast) return y
    }
    return y
  }

  /** ln of a volume inside its bounds; on one that it differs from by rounding alone. */
  #within(y: number, i: number): number {
    if (y < this.low[i] + ON_BOUND) return this.low[i]
    return y > this.high[i] - ON_BOUND ? this.high[i] : y
  }

  /** The profit at ln of volumes; fills quantities and derivatives. */
  look(y: readonly number[]): number {
    const { prices, quantities, gradient, hessian } = this
    let profit = -this.fixedCost
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
    const [y0, y1] = this.size === 2 ? y : [y[0], 0]
    for (let term = 0; term < this.terms; term++) {
      const a = this.#slopes[2 * term]
      const b = this.#slopes[2 * term + 1]
      const quantity = Math.exp(this.#logScales[term] + a * y0 + b * y1)
      quantities[term] = quantity
      const money = quantity === 0 ? 0 : prices[term] * quantity
      profit += money
      g0 += a * money
      g1 += b * money
      h00 += a * a * money
      h01 += a * b * money
      h11 += b * b * money
    }
    gradient[0] = g0
    gradient[1] = g1
    hessian[0] = h00
    hessian[1] = h01
    hessian[2] = h11
    return profit
  }

  /** The absolute flows of money at the quantities last looked at. */
  get money(): number {
    let money = this.fixedCost
    for (let term = 0; term < this.terms; term++)
      money += this.quantities[term] === 0 ? 0 : Math.abs(this.prices[term] * this.quantities[term])
    return money
  }

  /** ∂quantity/∂y_i of a term. */
  slope(term: number, i: number): number {
    return this.#slopes[2 * term + i] * this.quantities[term]
  }

  /** Whether a volume may move at y: it is between its bounds, or the profit leads it off one. */
  isFree(i: number, y: readonly number[]): boolean {
    const { low, high, gradient } = this
    return low[i] < high[i] && !(y[i] <= low[i] && gradient[i] <= 0) && !(y[i] >= high[i] && gradient[i] >= 0)
  }

  /** Newton's step, or one along which the profit rises. */
  #move(y: readonly number[]): [number, number] {
    const [g0, g1] = this.gradient
    const [h00, h01, h11] = this.hessian
    const free0 = this.isFree(0, y)
    const free1 = this.size === 2 && this.isFree(1, y)
    if (free0 && free1) {
      const determinant = h00 * h11 - h01 * h01
      if (h00 < 0 && determinant > 1e-13 * h00 * h11) return [(h01 * g1 - h11 * g0) / determinant, (h01 * g0 - h00 * g1) / determinant]
    }
    const alone = (g: number, h: number, mixed: number) =>
      h < 0 && mixed === 0 ? -g / h : g / (Math.abs(h) + Math.abs(mixed) || Math.abs(g) || 1)
    const both = free0 && free1 ? h01 : 0
    return [free0 ? alone(g0, h00, both) : 0, free1 ? alone(g1, h11, both) : 0]
  }
}
