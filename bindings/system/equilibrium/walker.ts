/** An enterprise whose volumes move with the prices, a Newton step at a time: what it earns and trades is estimated one step ahead. */
import { planAt, setPrices, type Agent, type Plan } from './agents.ts'
import type { Technology } from './technology.ts'

/** ln of a volume: no longer step. */
const LONGEST = 1.5
/** Of the mixed derivative at which the profit would no more be concave. */
const CONCAVE = 0.9

export class Walker {
  readonly agent: Agent
  readonly #y: number[]
  readonly #units: Float64Array
  /** One step ahead: profit, net supplies, and their derivatives by price. */
  profit = 0
  readonly supply: Float64Array
  readonly curvature: Float64Array
  /** ∂supply/∂y of both volumes, and the step of the volumes: at these prices, and more for each price. */
  readonly #slopes: readonly [Float64Array, Float64Array]
  readonly #ahead: readonly [Float64Array, Float64Array]
  readonly #step = new Float64Array(2)

  /** @param most money: at the units' prices, it starts with no more through a market. */
  constructor(agent: Agent, y: readonly number[], units: Float64Array, most: number) {
    const n = agent.markets.length
    this.agent = agent
    this.#units = units
    this.#y = [...y]
    this.supply = new Float64Array(n)
    this.curvature = new Float64Array(n * n)
    this.#slopes = [new Float64Array(n), new Float64Array(n)]
    this.#ahead = [new Float64Array(n), new Float64Array(n)]
    this.#shrink(most)
  }

  #shrink(most: number): void {
    const { technology, ports, count } = this.agent
    technology.look(this.#y)
    let by = 0
    for (const { term, market } of ports) {
      const quantity = technology.quantities[term]
      const over = (count * quantity * this.#units[market]) / most
      if (!(over > 1)) continue
      const slope = (technology.slope(term, 0) + (technology.size === 2 ? technology.slope(term, 1) : 0)) / quantity
      if (slope > 0) by = Math.max(by, Math.log(over) / slope)
    }
    if (by > 0) this.#y.forEach((each, i) => (this.#y[i] = technology.within(each - by, i)))
  }

  /** Estimates at prices; how far the volumes are from their best, in ln. */
  look(prices: Float64Array): number {
    const { agent, supply, curvature } = this
    const { technology, ports, markets } = agent
    const { quantities } = technology
    const n = markets.length
    setPrices(agent, prices)
    this.profit = technology.look(this.#y)
    const free0 = technology.isFree(0, this.#y)
    const free1 = technology.size === 2 && technology.isFree(1, this.#y)
    const [s, t] = this.#slopes
    const [u, v] = this.#ahead
    const step = this.#step
    for (const each of [supply, s, t, u, v, step, curvature]) each.fill(0)
    for (const { place, term, sign } of ports) {
      supply[place] += sign * quantities[term]
      if (free0) s[place] += sign * technology.slope(term, 0)
      if (free1) t[place] += sign * technology.slope(term, 1)
    }
    if (!free0 && !free1) return 0
    const { gradient } = technology
    const [h00, h01, h11] = concave(technology, free0, free1)
    const g0 = free0 ? gradient[0] : 0
    const g1 = free1 ? gradient[1] : 0
    const determinant = h00 * h11 - h01 * h01
    const r0 = free0 ? pull(technology, 0) : 0
    const r1 = free1 ? pull(technology, 1) : 0
    step[0] = -(h11 * r0 - h01 * r1) / determinant
    step[1] = -(h00 * r1 - h01 * r0) / determinant
    for (let k = 0; k < n; k++) {
      u[k] = -(h11 * s[k] - h01 * t[k]) / determinant
      v[k] = -(h00 * t[k] - h01 * s[k]) / determinant
    }
    for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) curvature[k * n + l] = s[k] * u[l] + t[k] * v[l]
    for (let k = 0; k < n; k++) supply[k] += s[k] * step[0] + t[k] * step[1]
    this.profit += 0.5 * (g0 * step[0] + g1 * step[1])
    return Math.max(Math.abs(step[0]), Math.abs(step[1]))
  }

  /** Part of the way along a step of the prices, in units. */
  move(by: number, step: Float64Array): void {
    const { technology, markets } = this.agent
    for (let i = 0; i < this.#y.length; i++) {
      let move = this.#step[i]
      for (let k = 0; k < markets.length; k++) move += this.#ahead[i][k] * step[markets[k]] * this.#units[markets[k]]
      this.#y[i] = technology.within(this.#y[i] + Math.max(-LONGEST, Math.min(LONGEST, by * move)), i)
    }
  }

  planAt(prices: Float64Array, share: number): Plan {
    setPrices(this.agent, prices)
    return planAt(this.agent, this.#y, prices, share)
  }
}

/** What draws a volume: its gradient, or what stands for it where incomes and costs are far apart. */
function pull({ income, gradient }: Technology, i: 0 | 1): number {
  const more = income[i]
  const less = more - gradient[i]
  return more > 0 && less > 0 ? Math.sqrt(more * less) * Math.log(more / less) : gradient[i]
}

/** Its derivative by the volume, below 0 where the profit is not concave, too. */
function bend({ income, gradient, hessian }: Technology, i: 0 | 1): number {
  const second = hessian[2 * i]
  const more = income[i]
  const less = more - gradient[i]
  if (more > 0 && less > 0) {
    const own = income[2 + 2 * i]
    const bent = Math.sqrt(more * less) * (own / more - (own - second) / less)
    if (bent < 0) return bent
  }
  return second < 0 ? second : -Math.abs(second) - Math.abs(gradient[i]) - Number.MIN_VALUE
}

/** Second derivatives over the volumes that are free, made concave where they are not: of 0, of both, of 1. */
function concave(technology: Technology, free0: boolean, free1: boolean): readonly [number, number, number] {
  const h00 = free0 ? bend(technology, 0) : -1
  const h11 = free1 ? bend(technology, 1) : -1
  const h01 = free0 && free1 ? technology.hessian[1] : 0
  const most = CONCAVE * Math.sqrt(h00 * h11)
  return [h00, Math.max(-most, Math.min(most, h01)), h11]
}
