/**
 * What supplies, demands and links without capacity say of prices: none may leave a gain, or it would be taken without limit. Supplies
 * give upper limits, links carry them on; a demand above its limit is a way to earn without end.
 */
import { show } from '../../errors.ts'
import { SystemError } from './errors.ts'
import { dutyOf, type Element } from './elements.ts'
import type { Model } from './model.ts'

interface Limit {
  price: number
  /** The element that sets it, and the limit it came from. */
  by: Element
  before?: Limit
}

/** Upper limits of prices, Infinity where there is none. @throws SystemError where the system is unbounded. */
export function upperLimits(model: Model): Float64Array {
  const { markets, elements, powers, system } = model
  const limits: (Limit | undefined)[] = markets.map(() => undefined)
  const free = elements.filter(({ capacity, slope }) => capacity === Infinity && slope === 0)
  const links = free.filter(({ kind }) => kind === 'links')
  for (const element of free) {
    const [market] = element.markets
    if (element.kind === 'supplies') lower(limits, market, { price: -element.offset, by: element })
  }
  for (let round = 0; ; round++) {
    let moved = false
    for (const link of links) {
      const [from, to] = link.markets
      const before = limits[from]
      if (before === undefined) continue
      const price =
        (before.price +
          dutyOf(
            link,
            Float64Array.from(markets, (_, i) => (i === from ? before.price : 0)),
          ) -
          link.offset) /
        link.move[1]
      const limit = { price, by: link, before }
      if (!lower(limits, to, limit)) continue
      moved = true
      if (round > markets.length) refuse(limit)
    }
    if (!moved) break
  }
  for (const element of free) {
    const limit = limits[element.markets[0]]
    if (
      element.kind === 'demands' &&
      limit !== undefined &&
      element.offset - limit.price > 1e-12 * Math.max(Math.abs(element.offset), Math.abs(limit.price))
    )
      refuse(limit, element)
  }
  for (const power of powers) {
    const limit = limits[power.market]
    if (power.kind === 'demands' && limit !== undefined && !(limit.price > 0)) refuse(limit, power)
  }
  return Float64Array.from(limits, (limit) => limit?.price ?? Infinity)

  function refuse(limit: Limit, demand?: { kind: Element['kind']; index: number }): never {
    const way: string[] = demand === undefined ? [] : [named(demand)]
    const seen = new Set<Limit>()
    for (let at: Limit | undefined = limit; at !== undefined && !seen.has(at) && way.length <= markets.length + 2; at = at.before) {
      seen.add(at)
      way.unshift(named(at.by))
    }
    const names = [...new Set(way)]
    throw new SystemError(
      'unbounded',
      names,
      `the system is unbounded: ${names.map((name) => show(name)).join(', ')} have no capacity and earn on every unit, so there is no equilibrium; give one of them a capacity, or correct its price`,
    )
  }

  function named({ kind, index }: { kind: Element['kind']; index: number }): string {
    return system[kind][index].name
  }
}

function lower(limits: (Limit | undefined)[], market: number, limit: Limit): boolean {
  const now = limits[market]
  if (now !== undefined && !(limit.price < now.price - 1e-14 * Math.abs(now.price))) return false
  limits[market] = limit
  return true
}
