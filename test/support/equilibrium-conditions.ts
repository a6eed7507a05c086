/** The conditions of an equilibrium, written from their definition: what a result breaks, in words. */
import type { Engine } from '../../bindings/node.ts'
import type { Optimum, Scenario } from '../../bindings/index.ts'
import type { Curve, System, SystemResult } from '../../bindings/system/index.ts'

const NEAR = 1e-9

export async function faultsOf(engine: Engine, system: System, result: SystemResult): Promise<string[]> {
  const faults: string[] = []
  const balance = new Map<string, { sum: number; through: number }>()
  const move = (market: string, quantity: number) => {
    const entry = balance.get(market) ?? { sum: 0, through: 0 }
    balance.set(market, { sum: entry.sum + quantity, through: entry.through + Math.abs(quantity) })
  }
  for (const [list, sign] of [
    ['supplies', 1],
    ['demands', -1],
  ] as const) {
    for (const curve of system[list]) {
      const market = `${curve.material}@${curve.region}`
      const { quantity } = result[list][curve.name]
      move(market, sign * quantity)
      if (!isOnCurve(curve, sign, result.prices[market], quantity)) faults.push(`${curve.name}: ${quantity} at ${result.prices[market]}`)
    }
  }
  system.links.forEach(({ name, material, from, to, cost, tariff, loss, capacity }, i) => {
    const { quantity } = result.flows[i]
    const there = result.prices[`${material}@${from}`]
    const here = result.prices[`${material}@${to}`]
    move(`${material}@${from}`, -quantity)
    move(`${material}@${to}`, (1 - loss) * quantity)
    const gain = (1 - loss) * here - there - tariff * Math.max(0, there) - cost
    const near = NEAR * Math.max(Math.abs(here), Math.abs(there), cost)
    const most = capacity ?? Infinity
    if (quantity < 0 || quantity > most * (1 + NEAR) || (quantity < most * (1 - NEAR) && gain > near) || (quantity > 0 && gain < -near))
      faults.push(`${name}: ${quantity} of ${most}, a unit gains ${gain}`)
  })
  for (const { name, count, exit, region, scenario, level, ports } of system.enterprises) {
    const { operating, optimum, plans } = result.enterprises[name]
    const given: Scenario = structuredClone(scenario)
    for (const [port, { material, handling }] of Object.entries(ports)) {
      const price = result.prices[`${material}@${region}`]
      if (port === 'output') given.production.price = price - handling
      else if (port === 'additionalOutput') given.recycling.price = price - handling
      else if (port === 'discharged') given.waste.disposalCost = handling - price
      else given.factors[Number(port[8])].price = price + handling
    }
    const best = await engine.optimum(given, { level: level ?? 0 })
    const size = moneyOfPlan(given, best)
    const most = exit ? Math.max(0, best.profit) : best.profit
    const used = plans ?? (optimum === null ? [] : [{ share: operating / count, optimum }])
    const total = used.reduce((sum, { share }) => sum + share, 0)
    if (total > 1 + NEAR || (!exit && total < 1 - NEAR)) faults.push(`${name}: shares sum to ${total}`)
    if (total < 1 - NEAR && best.profit > 1e-8 * size) faults.push(`${name}: a part has left, but would earn ${best.profit}`)
    for (const { share, optimum: plan } of used) {
      if (!(most - plan.profit <= NEAR * Math.max(size, moneyOfPlan(given, plan))))
        faults.push(`${name}: earns ${plan.profit}, another plan ${most}`)
      for (const [port, { material }] of Object.entries(ports)) {
        const factor = port.startsWith('factors') ? Number(port[8]) : -1
        const quantity =
          factor >= 0
            ? -(plan.factors[factor] ** scenario.factors[factor].costExponent)
            : plan[port as 'output' | 'additionalOutput' | 'discharged']
        move(`${material}@${region}`, share * count * quantity)
      }
    }
  }
  for (const [market, { sum, through }] of balance)
    if (Math.abs(sum) > NEAR * through) faults.push(`${market}: off balance by ${sum} of ${through}`)
  // Where everything costs nothing no money flows, and the gap is the rounding of the surplus.
  if (!(Math.abs(result.gap) <= 1e-9 * moneyOf(system, result) + 1e-14 * Math.abs(result.welfare)))
    faults.push(`gap ${result.gap} at welfare ${result.welfare}`)
  return faults
}

function isOnCurve(curve: Curve, sign: 1 | -1, price: number, quantity: number): boolean {
  if (curve.curve === 'linear') {
    const wanted = Math.max(0, (sign * (price - curve.intercept)) / curve.slope)
    return Math.abs(quantity - wanted) <= (NEAR * Math.max(Math.abs(price), Math.abs(curve.intercept))) / curve.slope
  }
  if (curve.curve === 'constantElasticity') {
    const wanted = price > 0 ? curve.quantity * (price / curve.price) ** (sign * curve.elasticity) : sign > 0 ? 0 : Infinity
    return Math.abs(quantity - wanted) <= NEAR * wanted
  }
  const most = curve.capacity ?? Infinity
  const gain = sign * (price - curve.price)
  const near = NEAR * Math.max(Math.abs(price), Math.abs(curve.price))
  return quantity >= 0 && quantity <= most * (1 + NEAR) && !(quantity > 0 && gain < -near) && !(quantity < most * (1 - NEAR) && gain > near)
}

/** The absolute flows of money of a plan, however they cancel. */
function moneyOfPlan({ factors, production, recycling, waste, fixedCost }: Scenario, plan: Optimum): number {
  const flows = [
    production.price * plan.output,
    recycling.price * plan.additionalOutput,
    waste.disposalCost * plan.discharged,
    recycling.processingCost * plan.recycled,
    ...factors.map(({ price, costExponent }, i) => price * plan.factors[i] ** costExponent),
  ]
  return flows.reduce((sum, flow) => sum + Math.abs(flow), fixedCost)
}

/** The sum of absolute flows of money. */
export function moneyOf(system: System, { enterprises, supplies, demands }: SystemResult): number {
  const curves = [...Object.values(supplies), ...Object.values(demands)].reduce(
    (sum, { price, quantity }) => sum + Math.abs(price * quantity),
    0,
  )
  return system.enterprises.reduce((sum, { name }) => {
    const { operating, optimum } = enterprises[name]
    return sum + (optimum === null ? 0 : operating * (Math.abs(optimum.revenue) + Math.abs(optimum.cost)))
  }, curves)
}
