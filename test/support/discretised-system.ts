/**
 * The welfare of a system without tariffs, from its definition: every enterprise chooses among the plans of a fine grid, and the least point of
 * the dual, which is convex and by duality the greatest welfare, is closed in by ellipsoids. It shares no code with the solver.
 */
import { marketsOf, type System } from '../../bindings/system/document/types.ts'

/** Plans of one enterprise: what each earns without its ports, and what it gives to each market. */
interface Plans {
  count: number
  exit: boolean
  markets: number[]
  values: Float64Array
  /** By place among the markets. */
  supplies: Float64Array[]
}

interface Value {
  dual: number
  excess: Float64Array
}

const POINTS = 2500
const SIDE = 120
/** Prices are looked for between this and its negative. */
const FARTHEST = 60
const MOST_STEPS = 60_000

/** The greatest welfare lies between `least` − `slack` and `least`, but for what lies between the plans of the grid. */
export function welfareOfGrid(system: System, accuracy: number): { least: number; slack: number } {
  const markets = marketsOf(system)
  const plans = system.enterprises.map((enterprise) => plansOf(enterprise, markets))
  const n = markets.length
  const center = new Float64Array(n).fill(1)
  const shape = new Float64Array(n * n)
  for (let i = 0; i < n; i++) shape[i * n + i] = n * FARTHEST ** 2
  let least = Infinity
  let slack = Infinity
  for (let step = 0; step < MOST_STEPS && slack > accuracy; step++) {
    const cut = outsideOf(system, markets, center)
    const { dual, excess } = cut === undefined ? dualAt(system, markets, plans, center) : { dual: Infinity, excess: cut }
    least = Math.min(least, dual)
    const along = Float64Array.from(center, (_, i) => excess.reduce((sum, each, j) => sum + shape[i * n + j] * each, 0))
    const width = Math.sqrt(along.reduce((sum, each, i) => sum + each * excess[i], 0))
    if (!(width > 0)) break
    if (cut === undefined) slack = Math.min(slack, Math.max(0, width - (dual - least)))
    shrink(center, shape, along, width, cut === undefined ? (dual - least) / width : 0)
  }
  return { least, slack }
}

/** To the smallest ellipsoid that holds the part of this one beyond the cut. */
function shrink(center: Float64Array, shape: Float64Array, along: Float64Array, width: number, depth: number): void {
  const n = center.length
  const by = Math.min(depth, 0.999)
  const tau = (1 + n * by) / (n + 1)
  const sigma = (2 * (1 + n * by)) / ((n + 1) * (1 + by))
  const delta = n === 1 ? 1 : (n * n * (1 - by * by)) / (n * n - 1)
  for (let i = 0; i < n; i++) center[i] -= (tau * along[i]) / width
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      shape[i * n + j] =
        n === 1 ? shape[0] * ((1 - by) / 2) ** 2 : delta * (shape[i * n + j] - (sigma * along[i] * along[j]) / (width * width))
    }
  }
}

/** Where something without a capacity gains, or a demand would be endless: the direction away from there. */
function outsideOf(system: System, markets: readonly string[], prices: Float64Array): Float64Array | undefined {
  const away = (entries: [string, number][]) => {
    const cut = new Float64Array(markets.length)
    for (const [market, by] of entries) cut[markets.indexOf(market)] += by
    return cut
  }
  const priceOf = (market: string) => prices[markets.indexOf(market)]
  for (const [list, sign] of [
    ['supplies', 1],
    ['demands', -1],
  ] as const) {
    for (const curve of system[list]) {
      const market = `${curve.material}@${curve.region}`
      if (curve.curve === 'constantElasticity' && sign < 0 && !(priceOf(market) > 0)) return away([[market, -1]])
      if (curve.curve === 'fixed' && curve.capacity === null && sign * (priceOf(market) - curve.price) > 0) return away([[market, sign]])
    }
  }
  for (const { material, from, to, cost, loss, capacity } of system.links) {
    const [a, b] = [`${material}@${from}`, `${material}@${to}`]
    if (capacity === null && (1 - loss) * priceOf(b) - priceOf(a) - cost > 0)
      return away([
        [a, -1],
        [b, 1 - loss],
      ])
  }
  return undefined
}

/** The sum of the greatest profits, surpluses and rents, and its gradient: the excess supply. */
function dualAt(system: System, markets: readonly string[], plans: readonly Plans[], prices: Float64Array): Value {
  const excess = new Float64Array(markets.length)
  let dual = 0
  for (const [list, sign] of [
    ['supplies', 1],
    ['demands', -1],
  ] as const) {
    for (const curve of system[list]) {
      const market = markets.indexOf(`${curve.material}@${curve.region}`)
      const price = prices[market]
      if (curve.curve === 'linear') {
        const quantity = Math.max(0, (sign * (price - curve.intercept)) / curve.slope)
        excess[market] += sign * quantity
        dual += 0.5 * curve.slope * quantity ** 2
      } else if (curve.curve === 'fixed') {
        const gain = sign * (price - curve.price)
        if (!(gain > 0) || curve.capacity === null) continue
        excess[market] += sign * curve.capacity
        dual += curve.capacity * gain
      } else {
        const { quantity, price: reference, elasticity } = curve
        const from = sign > 0 ? 0 : 1
        if (sign > 0 && !(price > 0)) continue
        const ratio = price / reference
        excess[market] += sign * quantity * ratio ** (sign * elasticity)
        const power = 1 + sign * elasticity
        // ∫ quantity from 0 to the price for a supply, from the price to the reference for a demand.
        const area = power === 0 ? Math.log(ratio) : (ratio ** power - from) / power
        dual += sign * quantity * reference * area
      }
    }
  }
  for (const { material, from, to, cost, loss, capacity } of system.links) {
    const [a, b] = [markets.indexOf(`${material}@${from}`), markets.indexOf(`${material}@${to}`)]
    const gain = (1 - loss) * prices[b] - prices[a] - cost
    if (!(gain > 0) || capacity === null) continue
    excess[a] -= capacity
    excess[b] += (1 - loss) * capacity
    dual += capacity * gain
  }
  for (const { count, exit, markets: own, values, supplies } of plans) {
    let best = -1
    let most = exit ? 0 : -Infinity
    for (let p = 0; p < values.length; p++) {
      let profit = values[p]
      for (let k = 0; k < own.length; k++) profit += supplies[k][p] * prices[own[k]]
      if (profit > most) [most, best] = [profit, p]
    }
    dual += count * most
    if (best >= 0) own.forEach((market, k) => (excess[market] += count * supplies[k][best]))
  }
  return { dual, excess }
}

function plansOf({ count, exit, region, level = 0, ports, scenario }: System['enterprises'][number], markets: readonly string[]): Plans {
  const { factors, production, waste, recycling, fixedCost } = scenario
  const axes = factors.map(({ lower, upper, volume }) => {
    const [low, high] = [Math.log(volume ?? lower ?? NaN), Math.log(volume ?? upper ?? NaN)]
    const points = low === high ? 1 : factors.length === 1 ? POINTS : SIDE
    return Array.from({ length: points }, (_, i) => Math.exp(low + ((high - low) * i) / Math.max(1, points - 1)))
  })
  const grid = axes.length === 1 ? axes[0].map((x) => [x]) : axes[0].flatMap((x) => axes[1].map((y) => [x, y]))
  const entries = Object.entries(ports)
  const own = [...new Set(entries.map(([, { material }]) => markets.indexOf(`${material}@${region}`)))]
  const values = new Float64Array(grid.length)
  const supplies = own.map(() => new Float64Array(grid.length))
  grid.forEach((x, p) => {
    const product = (scale: number, elasticities: readonly number[]) => x.reduce((of, each, i) => of * each ** elasticities[i], scale)
    const wasted = product(waste.scale, waste.elasticities)
    const recycled = level * wasted
    const quantities: Record<string, [amount: number, price: number]> = {
      output: [product(production.scale, production.elasticities), production.price],
      additionalOutput: [recycled > 0 ? recycling.yield * recycled ** recycling.exponent : 0, recycling.price],
      discharged: [(1 - level) * wasted, -waste.disposalCost],
    }
    x.forEach((each, i) => (quantities[`factors[${i}]`] = [-(each ** factors[i].costExponent), factors[i].price]))
    let value = -fixedCost - recycling.processingCost * recycled
    for (const [name, [amount, price]] of Object.entries(quantities)) {
      const port = ports[name as 'output']
      if (port === undefined) value += amount * price
      else {
        value -= port.handling * Math.abs(amount)
        supplies[own.indexOf(markets.indexOf(`${port.material}@${region}`))][p] += amount
      }
    }
    values[p] = value
  })
  return { count, exit, markets: own, values, supplies }
}
