/** Enterprises as the search sees them: plans, and best replies to prices. */
import { marketName, type PortName, type System } from '../document/types.ts'
import type { Shares } from './elements.ts'
import { technologyOf, TERM, type Technology } from './technology.ts'

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
  scenario: System['enterprises'][number]['scenario']
  level?: number
  technology: Technology
}

/** A plan of an enterprise and what it earns: at prices π near those it was asked at, value + supply·π + ½ Δᵀ curvature Δ. */
export interface Plan {
  agent: Agent
  /** The enterprise is not there. */
  gone: boolean
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
    const ports = (Object.entries(enterprise.ports) as [PortName, { material: string; handling: number }][]).map(
      ([port, { material, handling }]): AgentPort => {
        const market = marketIndex.get(marketName(material, region))!
        if (!markets.includes(market)) markets.push(market)
        return { name: port, market, place: markets.indexOf(market), term: TERM[port], sign: port.startsWith('factors') ? -1 : 1, handling }
      },
    )
    return [{ index, name, count, exit, ports, markets, scenario, level, technology: technologyOf(scenario, level, time) }]
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
  return { ...planAt(plan.agent, plan.agent.technology.follow(plan.y), prices), share: plan.share }
}

/** The plan with its volumes as they are, whatever the prices. */
export function frozenAt(plan: Plan, prices: Float64Array): Plan {
  if (plan.gone) return plan
  const own = plan.agent.markets.map((market) => prices[market])
  return { ...plan, profit: valueAt(plan, prices), prices: own, curvature: plan.curvature.map(() => 0), frozen: true }
}

function setPrices({ ports, technology }: Agent, prices: Float64Array): void {
  technology.prices.set(technology.own)
  for (const { term, sign, market, handling } of ports) technology.prices[term] = sign * prices[market] - handling
}

/** The plan at volumes; the technology has the prices. */
function planAt(agent: Agent, y: readonly number[], prices: Float64Array): Plan {
  const { ports, markets, technology } = agent
  const profit = technology.look(y)
  const n = markets.length
  const supply = new Array<number>(n).fill(0)
  const gross = new Array<number>(n).fill(0)
  let value = -technology.fixedCost
  const isOpen = new Array<boolean>(technology.terms).fill(true)
  for (const { place, term, sign, handling } of ports) {
    const quantity = technology.quantities[term]
    supply[place] += sign * quantity
    gross[place] += quantity
    value -= handling * quantity
    isOpen[term] = false
  }
  for (let term = 0; term < technology.terms; term++) {
    const quantity = technology.quantities[term]
    if (isOpen[term] && quantity > 0) value += technology.prices[term] * quantity
  }
  let size = technology.money
  for (const { market, term } of ports) size += Math.abs(technology.quantities[term] * prices[market])
  return {
    agent,
    gone: false,
    y,
    value,
    supply,
    gross,
    curvature: curvatureOf(agent, y),
    prices: markets.map((market) => prices[market]),
    profit,
    size,
    share: 0,
    frozen: false,
  }
}

/** −S H⁻¹ Sᵀ over the volumes that are free, S the net supplies' derivatives by them. */
function curvatureOf({ ports, markets, technology }: Agent, y: readonly number[]): number[] {
  const n = markets.length
  const curvature = new Array<number>(n * n).fill(0)
  const [h00, h01, h11] = technology.hessian
  const free = [0, 1].map((i) => i < technology.size && y[i] > technology.low[i] && y[i] < technology.high[i])
  if (!free[0] && !free[1]) return curvature
  const slopes = [0, 1].map((i) => {
    const own = new Array<number>(n).fill(0)
    if (free[i]) for (const { place, term, sign } of ports) own[place] += sign * technology.slope(term, i)
    return own
  })
  const [s, t] = slopes
  if (free[0] && free[1]) {
    const determinant = h00 * h11 - h01 * h01
    if (!(h00 < 0 && determinant > 0)) return curvature
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        curvature[i * n + j] = (h01 * (s[i] * t[j] + t[i] * s[j]) - h11 * s[i] * s[j] - h00 * t[i] * t[j]) / determinant
    return curvature
  }
  const own = free[0] ? s : t
  const second = free[0] ? h00 : h11
  if (!(second < 0)) return curvature
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) curvature[i * n + j] = -(own[i] * own[j]) / second
  return curvature
}

export function gonePlan(agent: Agent): Plan {
  const none = agent.markets.map(() => 0)
  return {
    agent,
    gone: true,
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
