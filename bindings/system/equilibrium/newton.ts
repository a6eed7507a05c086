/**
 * Newton's method on the conditions of an equilibrium, with exact derivatives: prices, quantities between their bounds and shares of plans
 * are unknown; duties move with prices.
 */
import { distance, followed, frozenAt, isSame, type Plan } from './agents.ts'
import { solveGeneral } from './dense.ts'
import { dutyOf, gainOf, powerQuantity, sizeOf } from './elements.ts'
import { balanceOf, idleOf, isWrong, throughOf } from './measures.ts'
import type { Model } from './model.ts'

const MOST_STEPS = 60
/** Steps without an end in sight. */
const PATIENCE = 8

/** A market that is off balance, while nothing in it answers prices. */
export interface Stuck {
  market: number
  excess: number
}

export class Newton {
  readonly #model: Model
  readonly #places: Int8Array
  #prices: Float64Array
  #quantities: Float64Array
  #used: Plan[][]
  /** Found by the last step. */
  stuck: Stuck | undefined
  /** What the first steps that do so lead off its bound. */
  turned: number | undefined

  constructor(model: Model, prices: Float64Array, quantities: Float64Array, places: Int8Array, used: Plan[][]) {
    this.#model = model
    this.#places = places
    this.#prices = prices
    this.#used = used
    this.#quantities = quantities
  }

  /** What the steps have led beyond its capacity, most of all. */
  get overfull(): number | undefined {
    let most = 1
    let found: number | undefined
    this.#model.elements.forEach(({ capacity }, e) => {
      const part = this.#quantities[e] / capacity
      if (this.#places[e] === 0 && part > most) [most, found] = [part, e]
    })
    return found
  }

  run(): { prices: Float64Array; quantities: Float64Array; used: Plan[][] } | undefined {
    let least = Infinity
    let best: { prices: Float64Array; quantities: Float64Array; used: Plan[][] } | undefined
    let without = 0
    this.#reply()
    for (let step = 0; step < MOST_STEPS; step++) {
      const fault = this.#fault()
      if (!Number.isFinite(fault)) break
      without = fault > 0.5 * least ? without + 1 : 0
      if (fault < least) {
        least = fault
        best = { prices: this.#prices, quantities: Float64Array.from(this.#quantities), used: this.#used }
      }
      if (fault < 1e-15 || without > PATIENCE) break
      if (!this.#step()) break
      this.#reply()
    }
    return least < 1e-9 ? best : undefined
  }

  /** The plans at the prices as they are now. */
  #reply(): void {
    this.#used = this.#used.map((own) => {
      if (own.length === 1) return [followed(own[0], this.#prices)]
      const next: Plan[] = []
      for (const plan of own) {
        const there = followed(plan, this.#prices)
        // Where it leads nowhere of its own, it stays what it was.
        const isLost = plan.frozen || distance(there, plan) > 1 || next.some((each) => isSame(each, there))
        next.push(isLost ? frozenAt(plan, this.#prices) : there)
      }
      return next
    })
  }

  #fault(): number {
    const state = { prices: this.#prices, quantities: this.#quantities, used: this.#used }
    const through = throughOf(this.#model, state)
    let fault = 0
    const idle = idleOf(this.#model, this.#used)
    balanceOf(this.#model, state).forEach((balance, i) => {
      if (through[i] > idle[i]) fault = Math.max(fault, Math.abs(balance) / through[i])
    })
    this.#model.elements.forEach((element, e) => {
      if (this.#places[e] !== 0) return
      fault = Math.max(fault, Math.abs(this.#gain(e)) / (sizeOf(element, this.#prices) || 1))
    })
    for (const own of this.#used) {
      if (own.length < 2) continue
      // At prices of 0 nothing has a size.
      const size = Math.max(...own.map((plan) => plan.size)) || 1
      for (const plan of own) fault = Math.max(fault, Math.abs(profitOf(plan) - profitOf(own[0])) / size)
    }
    return fault
  }

  #findStuck(left: ReadonlyMap<number, number>): void {
    const idle = idleOf(this.#model, this.#used)
    this.stuck = undefined
    for (const [market, missing] of left) if (Math.abs(missing) > idle[market]) this.stuck = { market, excess: -missing }
  }

  #gain(e: number): number {
    const element = this.#model.elements[e]
    return gainOf(element, this.#prices) - dutyOf(element, this.#prices) - element.slope * this.#quantities[e]
  }

  #step(): boolean {
    const { markets, elements, powers, units } = this.#model
    const n = markets.length
    const free = elements.flatMap((_, e) => (this.#places[e] === 0 ? [e] : []))
    const groups = this.#used.flatMap((own, j) => (own.length > 1 ? [j] : []))
    const shares = groups.flatMap((j) => this.#used[j].map((_, k) => ({ j, k })))
    const size = n + free.length + shares.length + groups.length
    const a = new Float64Array(size * size)
    const b = new Float64Array(size)
    const add = (row: number, column: number, value: number) => (a[row * size + column] += value)
    balanceOf(this.#model, { prices: this.#prices, quantities: this.#quantities, used: this.#used }).forEach(
      (balance, i) => (b[i] = -balance),
    )
    for (const power of powers) {
      const price = this.#prices[power.market]
      if (price > 0) add(power.market, power.market, (power.elasticity * powerQuantity(power, price)) / price)
    }
    for (const own of this.#used) {
      for (const { agent, curvature, share } of own) {
        const m = agent.markets.length
        for (let k = 0; k < m; k++)
          for (let l = 0; l < m; l++) add(agent.markets[k], agent.markets[l], share * agent.count * curvature[k * m + l])
      }
    }
    free.forEach((e, i) => {
      const { markets: own, move, slope, tariff } = elements[e]
      const at = n + i
      own.forEach((market, k) => {
        add(market, at, move[k])
        add(at, market, move[k])
      })
      if (tariff > 0 && this.#prices[own[0]] > 0) add(at, own[0], -tariff)
      add(at, at, -slope)
      b[at] = -this.#gain(e)
    })
    shares.forEach(({ j, k }, i) => {
      const plan = this.#used[j][k]
      const at = n + free.length + i
      const top = n + free.length + shares.length + groups.indexOf(j)
      plan.agent.markets.forEach((market, l) => {
        add(market, at, plan.agent.count * plan.supply[l])
        add(at, market, plan.supply[l])
      })
      // One more unknown a group, what its plans earn more than the first does now, and one more row: shares sum to 1.
      add(at, top, -1)
      add(top, at, 1)
      b[at] = profitOf(this.#used[j][0]) - profitOf(plan)
      b[top] = this.#used[j].reduce((sum, { share }) => sum - share, 1)
    })
    for (let i = 0; i < n; i++) for (let row = 0; row < size; row++) a[row * size + i] *= units[i]
    const { x, left } = solveGeneral(a, b, size)
    this.#findStuck(left)
    let length = 1
    for (let i = 0; i < n; i++) {
      const limit = 0.5 * Math.max(Math.abs(this.#prices[i]), 1e-3 * units[i])
      const move = Math.abs(x[i] * units[i])
      if (!Number.isFinite(move)) return false
      if (move * length > limit) length = limit / move
    }
    // Demands of constant elasticity have no end at a price of 0.
    for (const { market, sign } of powers) {
      const fall = -x[market] * units[market]
      if (sign < 0 && fall * length > 0.5 * this.#prices[market]) length = (0.5 * this.#prices[market]) / fall
    }
    this.#prices = this.#prices.map((price, i) => price + length * x[i] * units[i])
    if (this.turned === undefined) {
      const turned = elements.findIndex((element, e) => isWrong(element, this.#places[e], this.#prices))
      if (turned >= 0) this.turned = turned
    }
    free.forEach((e, i) => (this.#quantities[e] += length * x[n + i]))
    this.#used = this.#used.map((own, j) => {
      const first = shares.findIndex((each) => each.j === j)
      return first < 0
        ? own.map((plan) => ({ ...plan, share: 1 }))
        : own.map((plan, k) => ({ ...plan, share: plan.share + length * x[n + free.length + first + k] }))
    })
    return true
  }
}

function profitOf(plan: Plan): number {
  return plan.gone ? 0 : plan.profit
}
