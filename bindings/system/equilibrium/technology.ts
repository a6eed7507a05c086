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
  /** The same sums over what earns alone: gradient, then hessian. */
  readonly income = new Float64Array(5)
  /** The absolute flows of money there. */
  money = 0
  readonly #slopes: Float64Array
  readonly #logScales: Float64Array
  /** Those that are there at all. */
  readonly #terms: readonly number[]
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
    this.#terms = Array.from(this.#logScales.keys()).filter((term) => this.#logScales[term] > -Infinity)
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
    for (let i = 0; i < y.length; i++) y[i] = this.within(Math.log(factors[i]), i)
    return y
  }

  /** ln of the volumes of the maximum to which the profit rises from here. */
  follow(start: readonly number[]): number[] {
    let y = start.map((each, i) => this.within(each, i))
    let profit = this.look(y)
    for (let step = 0; step < MOST_STEPS; step++) {
      const move = this.#move(y)
      const length = Math.max(Math.abs(move[0]), Math.abs(move[1]))
      if (length === 0) return y
      const isLast = length < LAST
      for (let by = Math.min(1, LONGEST / length), halving = 0; ; by *= 0.5, halving++) {
        const next = y.map((each, i) => this.within(each + by * move[i], i))
        const there = this.look(next)
        if (there >= profit - ROUNDING * this.money || isLast) {
          y = next
          profit = there
          break
        }
        if (halving > 50) {
          this.look(y)
          return y
        }
      }
      if (isLast) return y
    }
    return y
  }

  /** Whether there is but one maximum at the prices: one factor, on which every cost rises faster than any income. */
  get hasOneMaximum(): boolean {
    if (this.size !== 1) return false
    let income = -Infinity
    let cost = Infinity
    for (const term of this.#terms) {
      const slope = this.#slopes[2 * term]
      if (this.prices[term] > 0) income = Math.max(income, slope)
      else if (this.prices[term] < 0) cost = Math.min(cost, slope)
    }
    return income < cost
  }

  /** ln of a volume inside its bounds; on one that it differs from by rounding alone. */
  within(y: number, i: number): number {
    if (y < this.low[i] + ON_BOUND) return this.low[i]
    return y > this.high[i] - ON_BOUND ? this.high[i] : y
  }

  /** The profit at ln of volumes; fills quantities and derivatives. */
  look(y: readonly number[]): number {
    const { prices, quantities, gradient, hessian, income } = this
    const slopes = this.#slopes
    const terms = this.#terms
    const y0 = y[0]
    const y1 = this.size === 2 ? y[1] : 0
    let profit = -this.fixedCost
    let money = this.fixedCost
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
    income.fill(0)
    for (let k = 0; k < terms.length; k++) {
      const term = terms[k]
      const a = slopes[2 * term]
      const b = slopes[2 * term + 1]
      const quantity = Math.exp(this.#logScales[term] + a * y0 + b * y1)
      quantities[term] = quantity
      const earned = quantity === 0 ? 0 : prices[term] * quantity
      profit += earned
      g0 += a * earned
      g1 += b * earned
      h00 += a * a * earned
      h01 += a * b * earned
      h11 += b * b * earned
      if (earned > 0) {
        money += earned
        income[0] += a * earned
        income[1] += b * earned
        income[2] += a * a * earned
        income[3] += a * b * earned
        income[4] += b * b * earned
      } else money -= earned
    }
    gradient[0] = g0
    gradient[1] = g1
    hessian[0] = h00
    hessian[1] = h01
    hessian[2] = h11
    this.money = money
    return profit
  }

  /** ∂quantity/∂y_i of a term. */
  slope(term: number, i: number): number {
    return this.#slopes[2 * term + i] * this.quantities[term]
  }

  isInside(i: number, y: readonly number[]): boolean {
    return y[i] > this.low[i] && y[i] < this.high[i]
  }

  /** Whether a volume may move at y: it is between its bounds, or the profit leads it off one. */
  isFree(i: number, y: readonly number[]): boolean {
    const { low, high, gradient } = this
    return low[i] < high[i] && !(y[i] <= low[i] && gradient[i] <= 0) && !(y[i] >= high[i] && gradient[i] >= 0)
  }

  /** Newton's step, or one along which the profit rises. */
  #move(y: readonly number[]): readonly [number, number] {
    const { gradient, hessian } = this
    const g0 = gradient[0]
    const g1 = gradient[1]
    const free0 = this.isFree(0, y)
    const free1 = this.size === 2 && this.isFree(1, y)
    const ratio = this.#ratioMove(free0, free1)
    if (ratio !== undefined) return ratio
    const h00 = hessian[0]
    const h01 = hessian[1]
    const h11 = hessian[2]
    if (free0 && free1) {
      const determinant = h00 * h11 - h01 * h01
      if (h00 < 0 && determinant > 1e-13 * h00 * h11) return [(h01 * g1 - h11 * g0) / determinant, (h01 * g0 - h00 * g1) / determinant]
    }
    const alone = (g: number, h: number, mixed: number) =>
      h < 0 && mixed === 0 ? -g / h : g / (Math.abs(h) + Math.abs(mixed) || Math.abs(g) || 1)
    const both = free0 && free1 ? h01 : 0
    return [free0 ? alone(g0, h00, both) : 0, free1 ? alone(g1, h11, both) : 0]
  }

  /**
   * Newton's step on ln of what a volume earns more over what it costs more, which is nearly straight where the gradient is a difference of
   * powers; undefined where the profit does not rise along it.
   */
  #ratioMove(free0: boolean, free1: boolean): readonly [number, number] | undefined {
    const { gradient, hessian, income } = this
    const more0 = income[0]
    const less0 = more0 - gradient[0]
    const more1 = income[1]
    const less1 = more1 - gradient[1]
    if ((free0 && !(more0 > 0 && less0 > 0)) || (free1 && !(more1 > 0 && less1 > 0))) return undefined
    const f0 = free0 ? Math.log(more0 / less0) : 0
    const f1 = free1 ? Math.log(more1 / less1) : 0
    const s00 = income[2] / more0 - (income[2] - hessian[0]) / less0
    const s11 = income[4] / more1 - (income[4] - hessian[2]) / less1
    if (free0 && !free1) return s00 < 0 ? [-f0 / s00, 0] : undefined
    if (free1 && !free0) return s11 < 0 ? [0, -f1 / s11] : undefined
    const mixed = income[3] - hessian[1]
    const s01 = income[3] / more0 - mixed / less0
    const s10 = income[3] / more1 - mixed / less1
    const determinant = s00 * s11 - s01 * s10
    if (!(s00 < 0 && s11 < 0 && determinant > 1e-13 * s00 * s11)) return undefined
    const move = [(s01 * f1 - s11 * f0) / determinant, (s10 * f0 - s00 * f1) / determinant] as const
    return move[0] * gradient[0] + move[1] * gradient[1] >= 0 ? move : undefined
  }
}
