/**
 * The parts of a system whose quantities answer prices along a straight line: curves `linear` and `fixed`, and links. Each is
 * max over 0 ≤ f ≤ capacity of f · gain(π) − ½ slope f², with gain linear in the prices; its quantity moves the markets by `move`.
 */
import { marketName, type System } from '../document/types.ts'
import { entryOf } from '../document/entry.ts'

export interface Element {
  kind: 'supplies' | 'demands' | 'links'
  /** Its number in the list of the document. */
  index: number
  markets: number[]
  /** What a unit adds to the excess supply of each of the markets; also the gain's derivative by price, but for a tariff. */
  move: number[]
  /** The gain where every price is 0. */
  offset: number
  /** 0 but for `linear`. */
  slope: number
  /** Infinity where there is none. */
  capacity: number
  /** Of the price at departure. */
  tariff: number
  /** Reference prices and costs, for scales. */
  size: number
}

/** quantity = quantity (π/price)^(sign · elasticity); sign 1 for a supply. */
export interface PowerCurve {
  kind: 'supplies' | 'demands'
  index: number
  market: number
  sign: 1 | -1
  price: number
  quantity: number
  elasticity: number
}

/** Shares of the elements in a state, by `links[0]` and so on; 1 where there is none. */
export type Shares = ReadonlyMap<string, number>

export interface Parts {
  elements: Element[]
  powers: PowerCurve[]
}

export function partsOf(system: System, marketIndex: ReadonlyMap<string, number>, shares: Shares): Parts {
  const elements: Element[] = []
  const powers: PowerCurve[] = []
  for (const kind of ['supplies', 'demands'] as const) {
    const sign = kind === 'supplies' ? 1 : -1
    system[kind].forEach((curve, index) => {
      const name = marketName(curve.material, curve.region)
      const share = (shares.get(`${kind}[${index}]`) ?? 1) * (shares.get(`markets.${name}`) ?? 1)
      if (share === 0) return
      const market = entryOf(marketIndex, name)
      if (curve.curve === 'constantElasticity') {
        powers.push({ kind, index, market, sign, price: curve.price, quantity: curve.quantity * share, elasticity: curve.elasticity })
        return
      }
      const price = curve.curve === 'linear' ? curve.intercept : curve.price
      const slope = curve.curve === 'linear' ? curve.slope / share : 0
      const capacity = curve.curve === 'linear' ? Infinity : scaled(curve.capacity, share)
      elements.push({
        kind,
        index,
        markets: [market],
        move: [sign],
        offset: -sign * price,
        slope,
        capacity,
        tariff: 0,
        size: Math.abs(price),
      })
    })
  }
  system.links.forEach((link, index) => {
    const from = marketName(link.material, link.from)
    const share = (shares.get(`links[${index}]`) ?? 1) * (shares.get(`markets.${from}`) ?? 1)
    if (share === 0) return
    elements.push({
      kind: 'links',
      index,
      markets: [entryOf(marketIndex, from), entryOf(marketIndex, marketName(link.material, link.to))],
      move: [-1, 1 - link.loss],
      offset: -link.cost,
      slope: 0,
      capacity: scaled(link.capacity, share),
      tariff: link.tariff,
      size: link.cost,
    })
  })
  return { elements: elements.filter(({ capacity }) => capacity > 0), powers }
}

function scaled(capacity: number | null, share: number): number {
  return capacity === null ? Infinity : capacity * share
}

/** What a unit more earns at the prices, without a duty. */
export function gainOf({ markets, move, offset }: Element, prices: Float64Array): number {
  let gain = offset
  for (let k = 0; k < markets.length; k++) gain += move[k] * prices[markets[k]]
  return gain
}

/** What the gain of an element is measured by: the largest price or cost in it. */
export function sizeOf({ markets, offset }: Element, prices: Float64Array): number {
  let size = Math.abs(offset)
  for (const market of markets) size = Math.max(size, Math.abs(prices[market]))
  return size
}

export function dutyOf({ tariff, markets }: Element, prices: Float64Array): number {
  return tariff > 0 ? tariff * Math.max(0, prices[markets[0]]) : 0
}

/** Quantity of a curve of constant elasticity; 0 for a supply, and Infinity for a demand, where the price is not above 0. */
export function powerQuantity({ sign, price, quantity, elasticity }: PowerCurve, at: number): number {
  if (!(at > 0)) return sign > 0 ? 0 : Infinity
  return quantity * (at / price) ** (sign * elasticity)
}

/** A demand's surplus counts from its reference price, ∫ from π to it. */
export function powerSurplus({ sign, price, quantity, elasticity }: PowerCurve, at: number): number {
  if (!(at > 0)) return sign > 0 ? 0 : Infinity
  if (sign > 0) return (quantity * price * (at / price) ** (1 + elasticity)) / (1 + elasticity)
  const log = Math.log(at / price)
  const exponent = (1 - elasticity) * log
  return Math.abs(exponent) < 1e-5
    ? -quantity * price * log * (1 + exponent / 2 + (exponent * exponent) / 6)
    : (-quantity * price * Math.expm1(exponent)) / (1 - elasticity)
}
