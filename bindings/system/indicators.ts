/** Indicators of circularity and of trade (docs/model.md says what each is made of). */
import { existing } from '../errors.ts'
import type { Accounts } from './account.ts'
import { marketName, marketsOf, type Kind, type System } from './document/types.ts'
import { entryOf } from './document/entry.ts'

/** null where a denominator is 0. */
export interface RegionIndicators {
  /** Domestic material consumption: supplies + arrivals − departures. */
  consumption: number
  /** Waste of the region that is used again, by whoever, mass a year. */
  recycled: number
  /** recycled / (consumption + recycled). */
  circularUse: number | null
  /** Primary material that enterprises and demands buy, mass a year. */
  primaryUse: number
  /** What is recycled within, secondary material that is bought, and waste that is bought by who sells no secondary material, mass a year. */
  secondaryUse: number
}

/** How circular an enterprise is. null where a denominator is 0. */
export interface EnterpriseIndicators {
  /** Share of its waste that is recycled within, or recovered by who takes it. */
  recyclingRate: number | null
  /** Share of what goes in that is waste, secondary or recycled within. */
  recycledInput: number | null
  /** The Ellen MacArthur Foundation’s indicator, from 0 to 1. */
  materialCircularity: number | null
}

/** Of where a market’s material comes from. null where a denominator is 0. */
export interface MarketIndicators {
  /** Of origins: 10,000 where there is one. */
  herfindahl: number | null
  /** Net arrivals over what is supplied here and these together, 0 or above. */
  importReliance: number | null
}

/** How circular the system and its parts are; quantities in mass a year. */
export interface Indicators {
  /** Of the whole. */
  system: RegionIndicators & EnterpriseIndicators
  /** By the name of a region. */
  regions: Record<string, RegionIndicators>
  /** By the name of an entry of enterprises. */
  enterprises: Record<string, EnterpriseIndicators>
  /** By market, `material@region`. */
  markets: Record<string, MarketIndicators>
  /** What departs, by kind, from where and to where. */
  trade: Partial<Record<Kind, Record<string, Record<string, number>>>>
}

/** Sums over the plans of an enterprise, in units of mass. */
interface Use {
  name: string
  region: string
  waste: number
  recycled: number
  discharged: number
  /** Recovered share of what it discharges. */
  recovered: number
  /** Bought through ports, by the kind of material. */
  bought: Map<Kind, number>
  sellsSecondary: boolean
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)
const sumOf = <T>(list: readonly T[], value: (item: T) => number) => list.reduce((sum, item) => sum + value(item), 0)

export function indicatorsOf(system: System, accounts: Accounts): Indicators {
  const recovered = recoveredShares(system, accounts)
  const uses = system.enterprises.map((_, i) => useOf(system, accounts, i, recovered))
  const whole = { ...regionOf(system, accounts, uses, recovered, undefined), ...circularityOf(uses) }
  return {
    system: whole,
    regions: Object.fromEntries(system.regions.map((region) => [region, regionOf(system, accounts, uses, recovered, region)])),
    enterprises: Object.fromEntries(uses.map((use) => [use.name, circularityOf([use])])),
    markets: Object.fromEntries(marketsOf(system).map((market) => [market, marketOf(system, accounts, market)])),
    trade: tradeOf(system, accounts),
  }
}

type Result = Accounts['enterprises'][string]

function overPlans({ operating, optimum, plans }: Result, value: (optimum: NonNullable<Result['optimum']>) => number): number {
  if (optimum === null) return 0
  if (plans === undefined) return operating * value(optimum)
  const total = sumOf(plans, ({ share }) => share)
  return sumOf(plans, (plan) => (operating * plan.share * value(plan.optimum)) / total)
}

/** Of each market the share of what leaves it that enterprises buy, there or where links carry it. */
function recoveredShares(system: System, accounts: Accounts): Map<string, number> {
  const markets = marketsOf(system)
  const index = new Map(markets.map((name, i) => [name, i]))
  const bought = new Float64Array(markets.length)
  const out = new Float64Array(markets.length)
  for (const { name } of system.enterprises) {
    for (const { sells, market, quantity } of accounts.enterprises[name].trades) if (!sells) bought[entryOf(index, market)] += quantity
  }
  for (const { name, material, region } of system.demands)
    out[entryOf(index, marketName(material, region))] += accounts.demands[name].quantity
  bought.forEach((quantity, i) => (out[i] += quantity))
  const links = system.links.map(({ material, from, to, loss }, i) => ({
    from: entryOf(index, marketName(material, from)),
    to: entryOf(index, marketName(material, to)),
    quantity: accounts.flows[i].quantity,
    kept: 1 - loss,
  }))
  for (const { from, quantity } of links) out[from] += quantity
  // Shares answer each other along the links: swept until they stand.
  const shares = new Float64Array(markets.length)
  for (let sweep = 0; sweep < 1000; sweep++) {
    const next = Float64Array.from(bought)
    for (const { from, to, quantity, kept } of links) next[from] += quantity * kept * shares[to]
    let moved = 0
    next.forEach((quantity, i) => {
      const share = out[i] > 0 ? quantity / out[i] : 0
      moved = Math.max(moved, Math.abs(share - shares[i]))
      shares[i] = share
    })
    if (moved < 1e-15) break
  }
  return new Map(markets.map((name, i) => [name, shares[i]]))
}

const masses = new WeakMap<System['materials'], Map<string, { kind: Kind; mass: number }>>()

function massesOf({ materials }: System): Map<string, { kind: Kind; mass: number }> {
  let known = masses.get(materials)
  if (known === undefined) masses.set(materials, (known = new Map(materials.map(({ name, kind, mass }) => [name, { kind, mass }]))))
  return known
}

function useOf(system: System, accounts: Accounts, index: number, recovered: ReadonlyMap<string, number>): Use {
  const { name, region, ports } = system.enterprises[index]
  const materials = massesOf(system)
  const result = accounts.enterprises[name]
  // What is recycled within has the mass of what is discharged, where that is a material of the system.
  const waste = ports.discharged ? entryOf(materials, ports.discharged.material).mass : 1
  const bought = new Map<Kind, number>()
  for (const { port, sells, quantity } of result.trades) {
    if (sells) continue
    const { kind, mass } = entryOf(materials, existing(ports[port], port).material)
    bought.set(kind, (bought.get(kind) ?? 0) + mass * quantity)
  }
  const sold = [ports.output, ports.additionalOutput, ports.discharged]
  return {
    name,
    region,
    bought,
    waste: waste * overPlans(result, (optimum) => optimum.waste),
    recycled: waste * overPlans(result, (optimum) => optimum.recycled),
    discharged: waste * overPlans(result, (optimum) => optimum.discharged),
    recovered: ports.discharged ? entryOf(recovered, marketName(ports.discharged.material, region)) : 0,
    sellsSecondary: sold.some((port) => port !== undefined && entryOf(materials, port.material).kind === 'secondary'),
  }
}

function circularityOf(uses: readonly Use[]): EnterpriseIndicators {
  const recycled = sumOf(uses, (use) => use.recycled)
  const saved = recycled + sumOf(uses, ({ discharged, recovered }) => discharged * recovered)
  const mass = recycled + sumOf(uses, ({ bought }) => sumOf([...bought.values()], (each) => each))
  const again = recycled + sumOf(uses, ({ bought }) => (bought.get('waste') ?? 0) + (bought.get('secondary') ?? 0))
  const recycledInput = ratio(again, mass)
  let materialCircularity: number | null = null
  if (recycledInput !== null) {
    const collected = Math.min(1, saved / mass)
    const linear = (mass * (1 - recycledInput) + mass * (1 - collected)) / (2 * mass)
    materialCircularity = Math.max(0, 1 - 0.9 * linear)
  }
  return {
    recyclingRate: ratio(
      saved,
      sumOf(uses, (use) => use.waste),
    ),
    recycledInput,
    materialCircularity,
  }
}

/** Of one region; of the whole system where none is named: everything is inside. */
function regionOf(
  system: System,
  accounts: Accounts,
  uses: readonly Use[],
  recovered: ReadonlyMap<string, number>,
  region: string | undefined,
): RegionIndicators {
  const materials = massesOf(system)
  const own = uses.filter((use) => region === undefined || use.region === region)
  let consumption = 0
  let recycled = sumOf(own, (use) => use.recycled + (use.bought.get('waste') ?? 0))
  for (const { name, material, region: at } of system.supplies) {
    if (region === undefined || at === region) consumption += entryOf(materials, material).mass * accounts.supplies[name].quantity
  }
  if (region !== undefined) {
    system.links.forEach(({ material, from, to, loss }, i) => {
      const { kind, mass } = entryOf(materials, material)
      const departs = mass * accounts.flows[i].quantity
      const arrives = (1 - loss) * departs
      const share = entryOf(recovered, marketName(material, to))
      if (to === region) consumption += arrives
      if (from === region) consumption -= departs
      if (kind !== 'waste') return
      if (to === region) recycled -= share * arrives
      if (from === region) recycled += share * arrives
    })
  }
  const primaryDemand = sumOf(system.demands, ({ name, material, region: at }) => {
    const { kind, mass } = entryOf(materials, material)
    return kind === 'primary' && (region === undefined || at === region) ? mass * accounts.demands[name].quantity : 0
  })
  return {
    consumption,
    recycled,
    circularUse: ratio(recycled, consumption + recycled),
    primaryUse: primaryDemand + sumOf(own, ({ bought }) => bought.get('primary') ?? 0),
    secondaryUse: sumOf(
      own,
      (use) => use.recycled + (use.bought.get('secondary') ?? 0) + (use.sellsSecondary ? 0 : (use.bought.get('waste') ?? 0)),
    ),
  }
}

function marketOf(system: System, accounts: Accounts, market: string): MarketIndicators {
  let own = 0
  let departures = 0
  const arrivals = new Map<string, number>()
  for (const { name } of system.enterprises) {
    for (const trade of accounts.enterprises[name].trades) if (trade.sells && trade.market === market) own += trade.quantity
  }
  for (const { name, material, region } of system.supplies)
    if (marketName(material, region) === market) own += accounts.supplies[name].quantity
  system.links.forEach(({ material, from, to, loss }, i) => {
    const { quantity } = accounts.flows[i]
    if (marketName(material, from) === market) departures += quantity
    if (marketName(material, to) === market) arrivals.set(from, (arrivals.get(from) ?? 0) + (1 - loss) * quantity)
  })
  const arrived = sumOf([...arrivals.values()], (quantity) => quantity)
  const total = own + arrived
  const use = own + arrived - departures
  return {
    herfindahl: total === 0 ? null : 10_000 * sumOf([own, ...arrivals.values()], (quantity) => (quantity / total) ** 2),
    importReliance: importRelianceOf(arrived - departures, use, total),
  }
}

function importRelianceOf(net: number, use: number, total: number): number | null {
  if (!(total > 0)) return null
  // All that came departs again: nothing is used there, and nothing relied on.
  if (!(use > 1e-12 * total)) return net > 1e-12 * total ? null : 0
  return Math.max(0, net / use)
}

function tradeOf(system: System, { flows }: Accounts): Indicators['trade'] {
  const materials = massesOf(system)
  const trade: Indicators['trade'] = {}
  system.links.forEach(({ material, from, to }, i) => {
    const { kind, mass } = entryOf(materials, material)
    const quantity = mass * flows[i].quantity
    const origins = (trade[kind] ??= {})
    const targets = (origins[from] ??= {})
    targets[to] = (targets[to] ?? 0) + quantity
  })
  return trade
}
