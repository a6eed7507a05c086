/**
 * The end of a search: which quantities are between their bounds and which plans are used is known, so that prices, quantities and shares
 * solve equations. Newton's method with exact derivatives ends at rounding; duties move with prices here.
 */
import { bestReplies, distance, followed, frozenAt, isSame, valueAt, type Plan } from './agents.ts'
import { solveGeneral } from './dense.ts'
import { dutyOf, gainOf, powerQuantity, sizeOf, type Element } from './elements.ts'
import type { Model } from './model.ts'
import type { Found } from './search.ts'

export interface Settled {
  prices: Float64Array
  /** Of each element. */
  quantities: Float64Array
  places: Int8Array
  /** The plans that each agent uses, with shares of its count. */
  used: Plan[][]
  /** The greatest fault of a condition, relative to what it is measured by. */
  fault: number
}

const MOST_STEPS = 60
/** Steps without an end in sight. */
const PATIENCE = 8
const MOST_CHANGES = 12
/** Relative to what a condition is measured by. */
const SETTLED = 2e-11
/** How small weights may be, and whether like plans are one. */
const READINGS = [
  { least: 1e-7, merge: true },
  { least: 1e-3, merge: true },
  { least: 1e-7, merge: false },
]
/** Of what could be traded. */
const NOTHING = 1e-12

export function polish(model: Model, found: Found): Settled | undefined {
  const state = { prices: found.point.prices, quantities: found.quantities, used: found.plans }
  const idle = idleOf(model, found.plans)
  const through = throughOf(model, state).map((quantity, i) => Math.max(quantity, 1e9 * idle[i]))
  // Plans that hardly differ, or hardly count, are most often one that moves; where that does not end, they are taken for what they are.
  let tried: Plan[][] | undefined
  for (const { least, merge } of READINGS) {
    const used = found.plans.map((own) => {
      const most = own.reduce((a, b) => (b.share > a.share ? b : a))
      const counting = own.filter((plan) => plan === most || weightOf(plan, through) > least)
      return merge ? counting.reduce<Plan[]>(withPlan, []) : counting
    })
    if (tried !== undefined && used.every((own, j) => own.length === tried![j].length)) continue
    tried = used
    const settled = settle(model, found, used)
    if (settled !== undefined) return settled
  }
  return undefined
}

/** How much a plan counts: its share, or what that is of the quantities through its markets, where the plan is a great one. */
function weightOf({ agent, share, gross }: Plan, through: Float64Array): number {
  return agent.markets.reduce((most, market, k) => Math.max(most, (share * agent.count * gross[k]) / through[market] || 0), share)
}

/** Of the count, or of a market: a plan that counts for no more is not used. */
export const NO_SHARE = 1e-12

/** The plans of each agent that count. */
export function countingOf(model: Model, settled: Settled): Plan[][] {
  const through = throughOf(model, settled)
  return settled.used.map((own) => own.filter((plan) => weightOf(plan, through) > NO_SHARE))
}

function withPlan(plans: Plan[], plan: Plan): Plan[] {
  const like = plans.findIndex((each) => distance(each, plan) < 0.1)
  if (like < 0) return [...plans, plan]
  const [more, less] = plans[like].share >= plan.share ? [plans[like], plan] : [plan, plans[like]]
  return plans.with(like, { ...more, share: more.share + less.share })
}

function settle(model: Model, found: Found, start: Plan[][]): Settled | undefined {
  let quantities: Float64Array = Float64Array.from(found.quantities)
  let prices: Float64Array = Float64Array.from(found.point.prices)
  const places = Int8Array.from(found.places)
  let used = start
  for (let change = 0; change < MOST_CHANGES; change++) {
    quantities = quantities.map((quantity, e) => (places[e] < 0 ? 0 : places[e] > 0 ? model.elements[e].capacity : quantity))
    dropAlone(model, { prices, quantities, used }, places)
    const newton = new Newton(model, prices, quantities, places, used)
    const ended = newton.run()
    if (ended === undefined) {
      const freed = (newton.stuck && nearestTo(model, prices, places, newton.stuck)) ?? newton.turned
      if (freed === undefined) return undefined
      places[freed] = 0
      continue
    }
    ;({ prices, quantities, used } = ended)
    dropAlone(model, ended, places)
    const moved = mend(model, ended, places, found.plans)
    if (!moved) {
      const settled = { prices, quantities, places, used }
      return atNought(model, settled) ?? ifFaultless(model, settled)
    }
    used = ended.used
  }
  return undefined
}

function ifFaultless(model: Model, settled: Omit<Settled, 'fault'>): Settled | undefined {
  const fault = faultOf(model, settled)
  return fault < SETTLED * 10 ? { ...settled, fault } : undefined
}

/** With prices that are 0 but for rounding at 0, where that holds, too: Newton's steps only approach it. */
function atNought(model: Model, { prices, quantities, places, used }: Omit<Settled, 'fault'>): Settled | undefined {
  const rounded = prices.map((price, i) => (Math.abs(price) < NOTHING * model.units[i] ? 0 : price))
  if (rounded.every((price, i) => price === prices[i])) return undefined
  const plans = used.map((own) => own.map((plan) => frozenAt(plan, rounded)))
  return ifFaultless(model, { prices: rounded, quantities, places, used: plans })
}

/** What would balance a market if it were free and is nearest to paying. */
function nearestTo({ elements }: Model, prices: Float64Array, places: Int8Array, { market, excess }: Stuck): number | undefined {
  let nearest: number | undefined
  let least = Infinity
  elements.forEach((element, e) => {
    const at = element.markets.indexOf(market)
    // From 0 its quantity can rise, from its capacity fall.
    if (at < 0 || places[e] * element.move[at] * excess <= 0) return
    const distance = Math.abs(gainOf(element, prices) - dutyOf(element, prices)) / sizeOf(element, prices)
    if (distance < least) [nearest, least] = [e, distance]
  })
  return nearest
}

/** Whether what is at a bound would do better off it. */
function isWrong(element: Element, place: number, prices: Float64Array): boolean {
  const gain = gainOf(element, prices) - dutyOf(element, prices)
  return place !== 0 && -place * gain > SETTLED * sizeOf(element, prices)
}

/** Where nobody takes what supplies of constant elasticity give, the price is 0, which Newton's steps only approach. */
function dropAlone(model: Model, { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>, places: Int8Array): void {
  const others = throughOf({ ...model, powers: model.powers.filter(({ sign }) => sign < 0) }, { prices, quantities, used })
  const idle = idleOf(model, used)
  for (const { market, sign } of model.powers) {
    if (sign < 0 || !(prices[market] > 0) || others[market] > idle[market]) continue
    if (!model.elements.some((element, e) => places[e] === 0 && element.markets.includes(market))) prices[market] = 0
  }
}

/** Moves what stands on the wrong side of a bound; whether anything did. */
function mend(
  model: Model,
  ended: { prices: Float64Array; quantities: Float64Array; used: Plan[][] },
  places: Int8Array,
  plans: Plan[][],
): boolean {
  const { elements } = model
  const { prices, quantities, used } = ended
  let moved = false
  const flows = throughOf(model, ended)
  const idle = idleOf(model, used)
  elements.forEach((element, e) => {
    const through = Math.min(...element.markets.map((market) => flows[market]))
    if (places[e] === 0) {
      // A market in which nothing is traded but rounding is idle.
      const nothing = Math.max(...element.markets.map((market) => idle[market]))
      if (quantities[e] < Math.max(-1e-12 * through, nothing)) {
        places[e] = -1
        moved = true
      } else if (quantities[e] > element.capacity * (1 + 1e-12)) {
        places[e] = 1
        moved = true
      }
      return
    }
    if (isWrong(element, places[e], prices)) {
      places[e] = 0
      moved = true
    }
  })
  used.forEach((own, j) => {
    if (own.length > 1 && own.some(({ share }) => share < 0)) {
      const kept = own.filter(({ share }) => share >= 0)
      const sum = kept.reduce((total, { share }) => total + share, 0)
      used[j] = kept.map((plan) => ({ ...plan, share: plan.share / sum }))
      moved = true
      return
    }
    // A plan that was left out would earn more.
    const top = Math.max(...own.map((plan) => (plan.gone ? 0 : plan.profit)))
    const better = plans[j].find(
      (plan) => !own.some((each) => alike(each, plan)) && valueAt(plan, prices) - top > 1e-9 * Math.max(plan.size, own[0].size),
    )
    if (better === undefined) return
    used[j] = [...own, { ...better, share: 0 }]
    moved = true
  })
  return moved
}

function alike(a: Plan, b: Plan): boolean {
  return distance(a, b) < 1e-3
}

/** Quantities below which a market is idle: rounding of what its curves, capacities and enterprises could trade. */
function idleOf({ markets, elements, powers }: Model, used: readonly Plan[][]): Float64Array {
  const most = new Float64Array(markets.length)
  const note = (market: number, quantity: number) => (most[market] = Math.max(most[market], Math.abs(quantity)))
  for (const { markets: own, offset, slope, capacity } of elements) {
    for (const market of own) note(market, slope > 0 ? offset / slope : capacity < Infinity ? capacity : 0)
  }
  for (const { market, quantity } of powers) note(market, quantity)
  for (const plan of used.flat()) plan.agent.markets.forEach((market, k) => note(market, plan.share * plan.agent.count * plan.gross[k]))
  return most.map((quantity) => NOTHING * quantity)
}

/** Absolute quantities through each market. */
function throughOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const through = new Float64Array(markets.length)
  elements.forEach(({ markets: own, move }, e) => own.forEach((market, k) => (through[market] += Math.abs(move[k] * quantities[e]))))
  for (const power of powers) through[power.market] += powerQuantity(power, prices[power.market])
  for (const plan of used.flat())
    plan.agent.markets.forEach((market, k) => (through[market] += Math.abs(plan.share) * plan.agent.count * plan.gross[k]))
  return through
}

/** Excess supply of each market. */
function balanceOf(
  { markets, elements, powers }: Model,
  { prices, quantities, used }: Pick<Settled, 'prices' | 'quantities' | 'used'>,
): Float64Array {
  const balance = new Float64Array(markets.length)
  elements.forEach(({ markets: own, move }, e) => own.forEach((market, k) => (balance[market] += move[k] * quantities[e])))
  for (const power of powers) balance[power.market] += power.sign * powerQuantity(power, prices[power.market])
  for (const plan of used.flat())
    plan.agent.markets.forEach((market, k) => (balance[market] += plan.share * plan.agent.count * plan.supply[k]))
  return balance
}

/** The greatest fault of a market, an element or a plan. */
function faultOf(model: Model, settled: Omit<Settled, 'fault'>): number {
  const { prices, quantities, places, used } = settled
  const through = throughOf(model, settled)
  let fault = 0
  balanceOf(model, settled).forEach((balance, i) => {
    if (balance !== 0) fault = Math.max(fault, Math.abs(balance) / through[i])
  })
  model.elements.forEach((element, e) => {
    const gain = gainOf(element, prices) - dutyOf(element, prices) - element.slope * quantities[e]
    const wrong = places[e] < 0 ? Math.max(0, gain) : places[e] > 0 ? Math.max(0, -gain) : Math.abs(gain)
    if (wrong > 0) fault = Math.max(fault, wrong / sizeOf(element, prices))
  })
  const best = bestReplies(model, prices)
  if (best === undefined) return Infinity
  best.forEach((plan, j) => {
    const most = Math.max(plan.profit, model.agents[j].exit ? 0 : -Infinity)
    for (const own of used[j]) fault = Math.max(fault, (most - (own.gone ? 0 : own.profit)) / Math.max(plan.size, own.size, 1e-300))
  })
  return Number.isFinite(fault) ? fault : Infinity
}

/** A market that is off balance, while nothing in it answers prices. */
interface Stuck {
  market: number
  excess: number
}

class Newton {
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
