/** Enterprises as the search sees them: best replies to prices, exact, asked of the engine. */
import type { Engine } from '../../engine.ts'
import { FIRST_FAILURE, REGIMES, STATUSES } from '../../model/layout.ts'
import type { Optimum } from '../../result/optimum.ts'
import { marketName, type PortName, type System } from '../document/types.ts'
import type { Shares } from './elements.ts'

interface AgentPort {
  name: PortName
  market: number
  /** Its place among the agent's markets. */
  place: number
  handling: number
  /** Parameter whose place the price takes: path = scale · π + offset. */
  scale: 1 | -1
  offset: number
  /** Place among SECOND. */
  second: number
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
  costExponents: number[]
  /** Bounds of each factor; undefined where it is fixed. */
  bounds: ({ lower: number; upper: number } | undefined)[]
  parameters: string[]
}

const PATH_OF: Record<PortName, string> = {
  output: 'production.price',
  additionalOutput: 'recycling.price',
  discharged: 'waste.disposalCost',
  'factors[0]': 'factors[0].price',
  'factors[1]': 'factors[1].price',
}
const SECOND = Object.values(PATH_OF)
const METRICS = [
  'factors[0]',
  'factors[1]',
  'regime[0]',
  'regime[1]',
  'output',
  'additionalOutput',
  'discharged',
  'profit',
  'revenue',
  'cost',
] as const

export function agentsOf(system: System, marketIndex: ReadonlyMap<string, number>, shares: Shares): Agent[] {
  return system.enterprises.flatMap((enterprise, index): Agent[] => {
    const { name, exit, scenario, level, region } = enterprise
    const count = enterprise.count * (shares.get(`enterprises[${index}]`) ?? 1)
    if (count === 0) return []
    const markets: number[] = []
    const ports = (Object.entries(enterprise.ports) as [PortName, { material: string; handling: number }][]).map(
      ([port, { material, handling }]): AgentPort => {
        const market = marketIndex.get(marketName(material, region))!
        if (!markets.includes(market)) markets.push(market)
        const scale = port === 'discharged' ? -1 : 1
        const offset = port.startsWith('factors') || port === 'discharged' ? handling : -handling
        return { name: port, market, place: markets.indexOf(market), handling, scale, offset, second: SECOND.indexOf(PATH_OF[port]) }
      },
    )
    const bounds = scenario.factors.map(({ lower, upper, volume }) => (volume === undefined ? { lower: lower!, upper: upper! } : undefined))
    const parameters = [
      ...ports.map(({ name: port }) => PATH_OF[port]),
      ...bounds.flatMap((bound, i) => (bound ? [`factors[${i}].lower`, `factors[${i}].upper`] : [])),
      ...(level === undefined ? ['time'] : ['level', 'time']),
    ]
    return [
      {
        index,
        name,
        count,
        exit,
        ports,
        markets,
        scenario,
        level,
        costExponents: scenario.factors.map(({ costExponent }) => costExponent),
        bounds,
        parameters,
      },
    ]
  })
}

/** A plan of an enterprise and what it earns: at prices π near those it was asked at, value + supply·π + ½ Δᵀ curvature Δ. */
export interface Plan {
  agent: Agent
  /** The enterprise is not there. */
  gone: boolean
  factors: number[]
  /** Profit without the money of its ports. */
  value: number
  /** Net supply to each of the agent's markets. */
  supply: number[]
  /** ∂supply/∂price, row-major over the agent's markets. */
  curvature: number[]
  /** Prices of the agent's markets that it answers. */
  prices: number[]
  profit: number
  /** Sum of the absolute flows of money. */
  size: number
  share: number
  failed: boolean
}

export interface Query {
  agent: Agent
  prices: Float64Array
  /** In place of the scenario's bounds: only plans between them. */
  bounds?: Agent['bounds']
}

export class Replies {
  readonly #engine: Engine
  readonly #time: number
  readonly #signal?: AbortSignal
  asked = 0

  constructor(engine: Engine, time: number, signal?: AbortSignal) {
    this.#engine = engine
    this.#time = time
    this.#signal = signal
  }

  async ask(queries: readonly Query[]): Promise<Plan[]> {
    if (queries.length === 0) return []
    this.asked += queries.length
    const requests = queries.map((query) => this.#request(query))
    const answers = await this.#engine.optima(requests, { metrics: METRICS, secondDerivatives: SECOND, signal: this.#signal })
    return answers.map(({ columns, status, second }, i) => {
      const { agent, prices } = queries[i]
      const value = (name: string) => columns[name]?.[0] ?? NaN
      const factors = agent.costExponents.map((_, k) => value(`factors[${k}]`))
      const own = agent.markets.map((market) => prices[market])
      const supply = agent.markets.map(() => 0)
      const size = agent.markets.length
      const curvature = new Array<number>(size * size).fill(0)
      const quantities = agent.ports.map((port) => quantityOf(port.name, agent, value, factors))
      agent.ports.forEach((port, k) => (supply[port.place] += quantities[k]))
      for (const a of agent.ports) {
        for (const b of agent.ports) {
          const derivative = second![a.second * SECOND.length + b.second]
          if (Number.isFinite(derivative)) curvature[a.place * size + b.place] += a.scale * b.scale * derivative
        }
      }
      const profit = value('profit')
      const money = supply.reduce((sum, quantity, k) => sum + quantity * own[k], 0)
      const flows =
        Math.abs(value('revenue')) +
        Math.abs(value('cost')) +
        agent.ports.reduce((sum, port, k) => sum + Math.abs(quantities[k] * prices[port.market]), 0)
      return {
        agent,
        gone: false,
        factors,
        value: profit - money,
        supply,
        curvature,
        prices: own,
        profit,
        size: flows,
        share: 0,
        failed: status[0] >= FIRST_FAILURE,
      }
    })
  }

  /** Every quantity of optima, as `engine.optimum` gives them. */
  async optima(queries: readonly Query[]): Promise<Optimum[]> {
    const answers = await this.#engine.optima(
      queries.map((query) => this.#request(query)),
      { signal: this.#signal },
    )
    return answers.map(({ columns, status }, i) => {
      const { agent } = queries[i]
      const names = Object.keys(columns).filter((name) => !name.endsWith(']'))
      const regimes = agent.costExponents.map((_, k) => REGIMES[columns[`regime[${k}]`][0]] ?? null)
      return {
        factors: agent.costExponents.map((_, k) => columns[`factors[${k}]`][0]),
        regime: regimes,
        ...Object.fromEntries(names.map((name) => [name, columns[name][0]])),
        status: STATUSES[status[0]],
      } as Optimum
    })
  }

  #request({ agent, prices, bounds = agent.bounds }: Query) {
    const values = [
      ...agent.ports.map(({ market, scale, offset }) => scale * prices[market] + offset),
      ...bounds.flatMap((bound) => (bound ? [bound.lower, bound.upper] : [])),
      ...(agent.level === undefined ? [this.#time] : [agent.level, this.#time]),
    ]
    return { scenario: agent.scenario, parameters: agent.parameters, values: Float64Array.from(values) }
  }
}

function quantityOf(port: PortName, agent: Agent, value: (name: string) => number, factors: readonly number[]): number {
  if (port === 'factors[0]') return -(factors[0] ** agent.costExponents[0])
  if (port === 'factors[1]') return -(factors[1] ** agent.costExponents[1])
  return value(port)
}

export function gonePlan(agent: Agent): Plan {
  const none = agent.markets.map(() => 0)
  return {
    agent,
    gone: true,
    factors: [],
    value: 0,
    supply: none,
    curvature: new Array<number>(none.length ** 2).fill(0),
    prices: none,
    profit: 0,
    size: 0,
    share: 0,
    failed: false,
  }
}

/** What the plan earns at prices, with its volumes as they are. */
export function valueAt({ value, supply, agent }: Plan, prices: Float64Array): number {
  return supply.reduce((sum, quantity, k) => sum + quantity * prices[agent.markets[k]], value)
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

/** Bounds around a plan that keep others out: the geometric mean in the factor in which they differ most. */
export function boundsApart(plan: Plan, others: readonly Plan[]): Agent['bounds'] {
  const bounds = plan.agent.bounds.map((bound) => bound && { ...bound })
  for (const other of others) {
    if (other.gone || other === plan) continue
    let factor = -1
    let most = 0
    bounds.forEach((bound, i) => {
      const ratio = Math.abs(Math.log(other.factors[i] / plan.factors[i]))
      if (bound && ratio > most) {
        most = ratio
        factor = i
      }
    })
    if (factor < 0) continue
    const middle = Math.sqrt(other.factors[factor] * plan.factors[factor])
    const bound = bounds[factor]!
    if (other.factors[factor] > plan.factors[factor]) bound.upper = Math.min(bound.upper, middle)
    else bound.lower = Math.max(bound.lower, middle)
  }
  return bounds
}

/** Whether the plan stands at a bound that is not the scenario's own: then it is no best plan of its neighbourhood. */
export function isCut({ factors, agent }: Plan, bounds: Agent['bounds']): boolean {
  return bounds.some((bound, i) => {
    if (!bound) return false
    const own = agent.bounds[i]!
    const near = (value: number, limit: number) => Math.abs(value / limit - 1) < 1e-10
    return (bound.lower > own.lower && near(factors[i], bound.lower)) || (bound.upper < own.upper && near(factors[i], bound.upper))
  })
}
