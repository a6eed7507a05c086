/** Enterprises as the search sees them: plans, and best replies to prices. */
import { marketName, type PortName, type System } from '../document/types.ts'
import type { Shares } from './elements.ts'
import { technologyOf, TERM, type Technology } from './technology.ts'
import { entryOf } from '../document/entry.ts'
import { entriesOf } from '../../typed.ts'

export interface AgentPort {
  name: PortName
  market: number
  /** Its place among the agent's markets. */
  place: number
  /** Its term in the profit, and whether it sells, 1, or buys, −1. */
  term: number
  sign: 1 | -1
  handling: number
}

export interface Agent {
  index: number
  name: string
  count: number
  exit: boolean
  ports: AgentPort[]
  markets: number[]
  /** Terms without a port. */
  own: number[]
  scenario: System['enterprises'][number]['scenario']
  level?: number
  technology: Technology
}

/** A plan of an enterprise and what it earns: at prices π near those it was asked at, value + supply·π + ½ Δᵀ curvature Δ. */
export interface Plan {
  agent: Agent
  /** The enterprise is not there. */
  gone: boolean
  /** There is no other maximum at its prices. */
  only: boolean
  /** ln of the volumes. */
  y: readonly number[]
  /** Profit without the money of its ports. */
  value: number
  /** Net supply to each of the agent's markets. */
  supply: number[]
  /** What it sells and buys in each. */
  gross: number[]
  /** ∂supply/∂price, row-major over the agent's markets. */
  curvature: number[]
  /** Prices of the agent's markets that it answers. */
  prices: number[]
  profit: number
  /** Sum of the absolute flows of money. */
  size: number
  share: number
  /** Its volumes are held: no small move of the prices leads on from it. */
  frozen: boolean
}

/** Plans whose volumes differ by less are one. */
const SAME = 1e-7

export function agentsOf(system: System, marketIndex: ReadonlyMap<string, number>, shares: Shares, time: number): Agent[] {
  return system.enterprises.flatMap((enterprise, index): Agent[] => {
    const { name, exit, scenario, level, region } = enterprise
    const count = enterprise.count * (shares.get(`enterprises[${index}]`) ?? 1)
    if (count === 0) return []
    const markets: number[] = []
    const ports = entriesOf(enterprise.ports).map(([port, { material, handling }]): AgentPort => {
      const market = entryOf(marketIndex, marketName(material, region))
      if (!markets.includes(market)) markets.push(market)
      return { name: port, market, place: markets.indexOf(market), term: TERM[port], sign: port.startsWith('factors') ? -1 : 1, handling }
    })
    const technology = technologyOf(scenario, level, time)
    const own = Array.from({ length: technology.terms }, (_, term) => term).filter((term) => !ports.some((port) => port.term === term))
    return [{ index, name, count, exit, ports, markets, own, scenario, level, technology }]
  })
}

/** The best plan at prices; undefined where there is none. */
function bestReply(agent: Agent, prices: Float64Array): Plan | undefined {
  setPrices(agent, prices)
  const y = agent.technology.best()
  return y === undefined ? undefined : planAt(agent, y, prices)
}

/** The best plans of all agents; undefined where one has none. */
export function bestReplies(model: { agents: readonly Agent[]; optima: number }, prices: Float64Array): Plan[] | undefined {
  const best: Plan[] = []
  for (const agent of model.agents) {
    const plan = bestReply(agent, prices)
    if (plan === undefined) return undefined
    model.optima++
    best.push(plan)
  }
  return best
}

/** The plan to which one leads where prices have moved. */
export function followed(plan: Plan, prices: Float64Array): Plan {
  if (plan.gone) return plan
  setPrices(plan.agent, prices)
  return planAt(plan.agent, plan.agent.technology.follow(plan.y), prices, plan.share)
}

/** The plan with its volumes as they are, whatever the prices. */
export function frozenAt(plan: Plan, prices: Float64Array): Plan {
  if (plan.gone) return plan
  const own = plan.agent.markets.map((market) => prices[market])
  return { ...plan, profit: valueAt(plan, prices), prices: own, curvature: plan.curvature.map(() => 0), frozen: true }
}

export function setPrices({ ports, technology }: Agent, prices: Float64Array): void {
  technology.prices.set(technology.own)
  for (const { term, sign, market, handling } of ports) technology.prices[term] = sign * prices[market] - handling
}

/** The plan at volumes; the technology has the prices. */
export function planAt(agent: Agent, y: readonly number[], prices: Float64Array, share = 0): Plan {
  const { ports, markets, technology } = agent
  const { quantities } = technology
  const profit = technology.look(y)
  const n = markets.length
  const supply = zeros(n)
  const gross = zeros(n)
  let value = -technology.fixedCost
  for (const term of agent.own) if (quantities[term] > 0) value += technology.prices[term] * quantities[term]
  let size = technology.money
  for (const { place, term, sign, market, handling } of ports) {
    const quantity = quantities[term]
    supply[place] += sign * quantity
    gross[place] += quantity
    value -= handling * quantity
    size += Math.abs(quantity * prices[market])
  }
  return {
    agent,
    gone: false,
    only: technology.hasOneMaximum,
    y,
    value,
    supply,
    gross,
    curvature: curvatureOf(agent, y),
    prices: markets.map((market) => prices[market]),
    profit,
    size,
    share,
    frozen: false,
  }
}

function zeros(n: number): number[] {
  const list: number[] = []
  for (let i = 0; i < n; i++) list.push(0)
  return list
}

/** −S H⁻¹ Sᵀ over the volumes that are free, S the net supplies' derivatives by them. */
function curvatureOf({ ports, markets, technology }: Agent, y: readonly number[]): number[] {
  const n = markets.length
  const curvature = zeros(n * n)
  const [h00, h01, h11] = technology.hessian
  const free0 = technology.isInside(0, y)
  const free1 = technology.size === 2 && technology.isInside(1, y)
  if (!free0 && !free1) return curvature
  const s = zeros(n)
  const t = zeros(n)
  for (const { place, term, sign } of ports) {
    if (free0) s[place] += sign * technology.slope(term, 0)
    if (free1) t[place] += sign * technology.slope(term, 1)
  }
  // Weights of s sᵀ, of both mixed and of t tᵀ.
  let [ss, st, tt] = [0, 0, 0]
  if (free0 && free1) {
    const determinant = h00 * h11 - h01 * h01
    if (!(h00 < 0 && determinant > 0)) return curvature
    ss = -h11 / determinant
    st = h01 / determinant
    tt = -h00 / determinant
  } else {
    const second = free0 ? h00 : h11
    if (!(second < 0)) return curvature
    if (free0) ss = -1 / second
    else tt = -1 / second
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) curvature[i * n + j] = ss * s[i] * s[j] + st * (s[i] * t[j] + t[i] * s[j]) + tt * t[i] * t[j]
  return curvature
}

export function gonePlan(agent: Agent): Plan {
  const none = agent.markets.map(() => 0)
  return {
    agent,
    gone: true,
    only: false,
    y: [],
    value: 0,
    supply: none,
    gross: none,
    curvature: new Array<number>(none.length ** 2).fill(0),
    prices: none,
    profit: 0,
    size: 0,
    share: 0,
    frozen: false,
  }
}

/** Of each volume at a bound: what the profit gains by leaving it, at prices and more for each of the agent's; above 0 it would be left. */
export function pullsOf({ agent, y, gone }: Plan, prices: Float64Array): { pull: number; more: number[] }[] {
  const { technology, ports, markets } = agent
  if (gone) return []
  setPrices(agent, prices)
  technology.look(y)
  return y.flatMap((each, i) => {
    const isLow = each <= technology.low[i]
    if (technology.low[i] === technology.high[i] || !(isLow || each >= technology.high[i])) return []
    const way = isLow ? 1 : -1
    const more = markets.map(() => 0)
    for (const { place, term, sign } of ports) more[place] += way * sign * technology.slope(term, i)
    return [{ pull: way * technology.gradient[i], more }]
  })
}

/** What the plan earns at prices, with its volumes as they are. */
export function valueAt({ value, supply, agent }: Plan, prices: Float64Array): number {
  let sum = value
  for (let k = 0; k < supply.length; k++) sum += supply[k] * prices[agent.markets[k]]
  return sum
}

export function distance(a: Plan, b: Plan): number {
  if (a.gone || b.gone) return a.gone === b.gone ? 0 : Infinity
  let most = 0
  for (let i = 0; i < a.y.length; i++) most = Math.max(most, Math.abs(a.y[i] - b.y[i]))
  return most
}

/** Whether two plans at the same prices are one. */
export function isSame(a: Plan, b: Plan): boolean {
  return distance(a, b) < SAME
}

/**
 * Whether two plans answer two prices along one smooth curve: then the change of the net supply is what the curvature says. Where the
 * best plan has jumped, it is not, however near the prices are.
 */
export function areOne(a: Plan, b: Plan): boolean {
  if (a.gone || b.gone) return a.gone === b.gone
  const n = a.supply.length
  let change = 0
  let unexplained = 0
  for (let i = 0; i < n; i++) {
    let predicted = 0
    for (let j = 0; j < n; j++) predicted += 0.5 * (a.curvature[i * n + j] + b.curvature[i * n + j]) * (b.prices[j] - a.prices[j])
    const scale = 1 / (Math.abs(a.supply[i]) + Math.abs(b.supply[i]) || 1)
    const difference = b.supply[i] - a.supply[i]
    change = Math.max(change, Math.abs(difference) * scale)
    unexplained = Math.max(unexplained, Math.abs(difference - predicted) * scale)
  }
  return change < 1e-9 || unexplained < 0.75 * change
}
