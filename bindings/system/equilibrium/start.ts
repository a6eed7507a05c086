import { dutyOf } from './elements.ts'
import type { Model } from './model.ts'
import type { QuadraticElement } from './program.ts'
import { solveQuadratic } from './quadratic.ts'

/** Prices to start from: what curves say, within what unlimited supplies, demands and links allow. */
export function startOf({ markets, elements, powers, units }: Model, upper: Float64Array): Float64Array {
  const sums = new Map<string, { sum: number; count: number }>()
  const note = (market: number, price: number) => {
    for (const key of [markets[market], materialOf(markets[market])]) {
      const entry = sums.get(key) ?? { sum: 0, count: 0 }
      sums.set(key, { sum: entry.sum + price, count: entry.count + 1 })
    }
  }
  for (const {
    kind,
    markets: [market],
    offset,
    slope,
  } of elements) {
    if (kind === 'supplies') note(market, slope > 0 ? 1.2 * -offset + 1e-3 * units[market] : -offset)
    if (kind === 'demands') note(market, slope > 0 ? 0.7 * offset : offset)
  }
  for (const { market, price } of powers) note(market, price)
  const wish = Float64Array.from(markets, (name, i) => {
    const { sum, count } = sums.get(name) ?? sums.get(materialOf(name)) ?? { sum: units[i], count: 1 }
    return sum / count
  })
  // The nearest prices that leave no unlimited gain.
  const limits: QuadraticElement[] = elements
    .filter(({ capacity, slope }) => capacity === Infinity && slope === 0)
    .map((element) => {
      const scale = Math.max(...element.markets.map((market, k) => Math.abs(element.move[k]) * units[market]))
      const gain = element.offset + element.markets.reduce((sum, market, k) => sum + element.move[k] * wish[market], 0)
      const duty = element.tariff > 0 ? dutyOf(element, wish) : 0
      return {
        at: element.markets,
        a: element.move.map((each, k) => (each * units[element.markets[k]]) / scale),
        b: (gain - duty) / scale,
        slope: 0,
        capacity: Infinity,
      }
    })
  for (const { kind, market } of powers) {
    if (kind !== 'demands') continue
    const least = Math.min(1e-3 * units[market], 0.5 * Math.max(upper[market], 0))
    limits.push({ at: [market], a: [-1], b: (least - wish[market]) / units[market], slope: 0, capacity: Infinity })
  }
  const n = markets.length
  const hessian = new Float64Array(n * n)
  for (let i = 0; i < n; i++) hessian[i * n + i] = 1
  const { step } = solveQuadratic({ size: n, gradient: new Float64Array(n), hessian, elements: limits, groups: [] })
  return wish.map((price, i) => price + step[i] * units[i])
}

function materialOf(market: string): string {
  return market.slice(0, market.lastIndexOf('@'))
}
