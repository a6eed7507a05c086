/** Quantities of an equilibrium as sums: what enterprises, curves and links move, by name. */
import type { Optimum } from '../result/optimum.ts'
import { marketName, type PortName, type System } from './document/types.ts'
import type { Plan } from './equilibrium/agents.ts'
import { dutyOf, powerQuantity, powerSurplus } from './equilibrium/elements.ts'
import { countingOf, NO_SHARE, type Settled } from './equilibrium/measures.ts'
import { dualOf, type Model } from './equilibrium/model.ts'
import { entryOf } from './document/entry.ts'
import { entriesOf } from '../typed.ts'

/** What a supply or a demand trades. */
export interface Trade {
  /** `material@region`. */
  market: string
  /** At the market. */
  price: number
  /** Units of the material a year. */
  quantity: number
}

/** What moves along one link. */
export interface Flow {
  /** Of the link. */
  name: string
  /** Name of the material. */
  material: string
  /** Region where it departs. */
  from: string
  /** Region where it arrives. */
  to: string
  /** What departs. */
  quantity: number
}

/** One of several plans of the enterprises of one entry. */
export interface UsedPlan {
  /** Of the count. */
  share: number
  /** Of one enterprise. */
  optimum: Optimum
}

/** What passes a port, of all that operate together. */
export interface PortTrade {
  /** Of the enterprise. */
  port: PortName
  /** `material@region`. */
  market: string
  /** Whether it sells there; otherwise it buys. */
  sells: boolean
  /** Units of the material a year, 0 or above. */
  quantity: number
}

/** What the enterprises of one entry of the document do in equilibrium. */
export interface EnterpriseResult {
  /** How many of the count operate. */
  operating: number
  /** Of one enterprise, on the plan that most of them use; null where none operates. */
  optimum: Optimum | null
  /** Of all that operate together, by port. */
  trades: PortTrade[]
  /** Where several plans are used, or a part has left: each a best reply. */
  plans?: UsedPlan[]
}

export interface Accounts {
  enterprises: Record<string, EnterpriseResult>
  supplies: Record<string, Trade>
  demands: Record<string, Trade>
  flows: Flow[]
  rationed: string[]
  welfare: number
  dutyRevenue: number
  gap: number
}

/** The plans of an equilibrium that operate, by agent. */
export function operatingOf(model: Model, settled: Settled): Plan[][] {
  return countingOf(model, settled).map((own) => own.filter((plan) => !plan.gone))
}

/** @param optima of the plans that operate, in their order; without them nothing is said of enterprises. */
export function accountsOf(model: Model, settled: Settled, optima?: readonly Optimum[]): Accounts {
  const { system } = model
  const supplies = tradesOf(model, settled, 'supplies')
  const demands = tradesOf(model, settled, 'demands')
  const flows = system.links.map(({ name, material, from, to }): Flow => ({ name, material, from, to, quantity: 0 }))
  model.elements.forEach(({ kind, index }, e) => {
    if (kind === 'links') flows[index].quantity = Math.max(0, settled.quantities[e])
  })
  return { ...enterprisesOf(model, operatingOf(model, settled), optima), supplies, demands, flows, ...surplusOf(model, settled) }
}

function enterprisesOf(
  { system, agents }: Model,
  used: readonly Plan[][],
  optima?: readonly Optimum[],
): Pick<Accounts, 'enterprises' | 'rationed'> {
  const enterprises: Accounts['enterprises'] = {}
  const rationed: string[] = []
  let next = 0
  const found = new Map(
    agents.map(({ index, count }, j) => [
      index,
      { count, plans: optima ? used[j].map(({ share }): UsedPlan => ({ share, optimum: optima[next++] })) : [] },
    ]),
  )
  system.enterprises.forEach((enterprise, index) => {
    const { name } = enterprise
    const { count, plans } = found.get(index) ?? { count: 0, plans: [] }
    plans.sort((a, b) => b.share - a.share)
    const total = plans.reduce((sum, { share }) => sum + share, 0)
    const isLeaving = plans.length > 0 && total < 1 - NO_SHARE
    const isMixed = plans.length > 1 || isLeaving
    if (isLeaving) for (const plan of plans) plan.optimum = earningNothing(plan.optimum)
    if (plans.length === 1 && !isMixed) plans[0].share = 1
    enterprises[name] = {
      operating: isMixed ? count * total : plans.length > 0 ? count : 0,
      optimum: plans[0]?.optimum ?? null,
      trades: tradesOfPorts(enterprise, count, plans),
      ...(isMixed && { plans }),
    }
    if (isMixed) rationed.push(name)
  })
  return { enterprises, rationed }
}

/** To what an optimum's profit is known, of its revenue and cost. */
const KNOWN = 1e-12

/** An enterprise of which a part has left earns nothing: what rounding leaves of its profit is no number to show. */
function earningNothing(optimum: Optimum): Optimum {
  const { profit, revenue, cost } = optimum
  return Math.abs(profit) <= KNOWN * (Math.abs(revenue) + Math.abs(cost))
    ? { ...optimum, profit: 0, profitability: cost === 0 ? optimum.profitability : 0 }
    : optimum
}

function tradesOfPorts({ ports, region, scenario }: System['enterprises'][number], count: number, plans: readonly UsedPlan[]): PortTrade[] {
  return entriesOf(ports).map(([port, { material }]) => {
    const factor = /^factors\[(\d)\]$/.exec(port)
    const of = ({ factors, ...flows }: Optimum) =>
      factor === null
        ? flows[port as 'output' | 'additionalOutput' | 'discharged']
        : factors[Number(factor[1])] ** scenario.factors[Number(factor[1])].costExponent
    const quantity = plans.reduce((sum, { share, optimum }) => sum + count * share * of(optimum), 0)
    return { port, market: marketName(material, region), sells: factor === null, quantity }
  })
}

function tradesOf(
  { system, elements, powers, marketIndex }: Model,
  { prices, quantities }: Settled,
  list: 'supplies' | 'demands',
): Record<string, Trade> {
  const trades = system[list].map(({ material, region }): Trade => {
    const market = marketName(material, region)
    return { market, price: prices[entryOf(marketIndex, market)], quantity: 0 }
  })
  elements.forEach(({ kind, index }, e) => {
    if (kind === list) trades[index].quantity = Math.max(0, quantities[e])
  })
  for (const power of powers) if (power.kind === list) trades[power.index].quantity = powerQuantity(power, prices[power.market])
  return Object.fromEntries(system[list].map(({ name }, i) => [name, trades[i]]))
}

/** The surplus of what is done, the duties in it, and what the dual is above it. */
function surplusOf(model: Model, { prices, quantities, used, best }: Settled): { welfare: number; dutyRevenue: number; gap: number } {
  const { elements, powers } = model
  let surplus = 0
  let dutyRevenue = 0
  for (const plan of used.flat()) surplus += plan.share * plan.agent.count * plan.value
  elements.forEach((element, e) => {
    const quantity = quantities[e]
    surplus += element.offset * quantity - 0.5 * element.slope * quantity * quantity
    dutyRevenue += dutyOf(element, prices) * quantity
  })
  for (const power of powers)
    surplus += powerSurplus(power, prices[power.market]) - power.sign * powerQuantity(power, prices[power.market]) * prices[power.market]
  const dual = dualOf(
    model,
    prices,
    best,
    Float64Array.from(elements, (element) => dutyOf(element, prices)),
  )
  return { welfare: surplus, dutyRevenue, gap: dual - (surplus - dutyRevenue) }
}
