/**
 * Enterprises of round numbers whose optima fall on points at which a search may cut the box: the geometric mean of the bounds, its
 * quarter points, the bounds themselves; and enterprises with ties, flat profits and margins that are nearly nothing.
 */
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import type { Draw } from './enterprises.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const BOXES = [
  [0.25, 4],
  [0.01, 100],
  [0.001, 1000],
  [1 / 16, 16],
  [1e-4, 1e4],
  [0.5, 1],
  [1, 4],
  [1, 100],
  [0.001, 10],
  [0.01, 1],
  [1e-9, 1e12],
  [2, 8],
] as const
const SYMMETRIC = [
  [0.25, 4],
  [0.01, 100],
  [0.001, 1000],
  [1 / 16, 16],
  [1e-4, 1e4],
] as const
const PLACES = [0.5, 0.5, 0.5, 0.25, 0.75, 0.125, 0.625, 0, 1] as const
const MARGINS = [1e-2, 1e-3, 1e-6, 1e-9, 1e-12, 0, -1e-3] as const

// Where no point is certain to be the maximum before all of them are known: waste costs about what output brings, or both grow.
const ELASTICITIES: Record<string, number[]> = { burdened: [0.5, 0.6, 0.75], growing: [1.5, 2] }
const WASTE_ELASTICITIES: Record<string, number[]> = { burdened: [0.1, 0.2, 0.25], growing: [2, 3, 4] }

/** Enterprise number `index` of the sequence that a seed gives. */
export function roundEnterprise(seed: number, index: number, factorCount: 1 | 2): Draw {
  const random = generator(seed * 1e6 + index)
  const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const each = <T>(make: (i: number) => T) => Array.from({ length: factorCount }, (_, i) => make(i))
  const kind = of(['planted', 'planted', 'burdened', 'growing', 'free', 'alike', 'balanced'])
  const isCut = kind in ELASTICITIES
  const boxes = each(() => of(isCut ? SYMMETRIC : BOXES))
  const elasticities = each(() => of(ELASTICITIES[kind] ?? [0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.75, 1, 1.5, 2]))
  const costExponents = each((i) => (kind === 'alike' ? elasticities[i] * factorCount : of([0.4, 0.5, 1, 1, 1, 1.5, 2, 3])))
  const exponent = of(isCut ? [0.5, 0.8, 0.2, 0.25, 0.75] : [1, 1, 1, 0.5, 0.8, 0.2, 0.25, 0.75])
  const wasteElasticities = each((i) => {
    if (kind === 'balanced') return costExponents[i] / (exponent * factorCount)
    return of(WASTE_ELASTICITIES[kind] ?? [0, 0.2, 0.25, 0.5, 0.75, 1, 1.5, 2, elasticities[i]])
  })
  const scenario: ScenarioInput = {
    factors: each((i) => ({
      price: of([0.001, 0.1, 0.5, 1, 2, 9]),
      costExponent: costExponents[i],
      lower: boxes[i][0],
      upper: boxes[i][1],
    })),
    production: { scale: of([0.1, 1, 1, 2, 5, 10, 50]), elasticities, price: of([0.5, 1, 1, 2]) },
    waste: { scale: of([0, 0.01, 0.5, 1, 1, 2]), elasticities: wasteElasticities, disposalCost: of([0, 0.1, 0.5, 1, 1, 2]) },
    recycling: { yield: of([0, 0.5, 1, 1, 2, 10]), exponent, price: of([0, 0.5, 1, 1, 2, 10]), processingCost: of([0, 0.1, 1, 2]) },
    fixedCost: of([0, 0, 1, 10]),
  }
  const level = of([0, 0.25, 0.5, 0.5, 0.75, 1, 0.15])
  const volumes = boxes.map(([lower, upper]) => placeIn(lower, upper, isCut ? 0.5 : of(PLACES)))
  if (kind === 'burdened') burden(scenario, volumes, of([0.5, 1, 1, 1.5]))
  if (kind === 'alike') setMargin(scenario, of(MARGINS))
  else if (kind !== 'free' && kind !== 'balanced') plant(scenario, level, volumes)
  return { scenario, level }
}

function placeIn(lower: number, upper: number, share: number): number {
  if (share === 0.5) return Number(Math.sqrt(lower * upper).toPrecision(15))
  return share === 0 ? lower : share === 1 ? upper : lower * (upper / lower) ** share
}

/** Sets the prices of the factors so that no small move from `volumes` changes the profit, where such prices are positive. */
function plant(scenario: ScenarioInput, level: number, volumes: number[]): void {
  const { factors, production, waste, recycling } = scenario
  const g = recycling.exponent!
  const output = production.price * volumes.reduce((product, x, i) => product * x ** production.elasticities[i], production.scale)
  const amount = volumes.reduce((product, x, i) => product * x ** waste.elasticities[i], waste.scale)
  const streamCost = waste.disposalCost * (1 - level) + recycling.processingCost! * level
  const marginal = g * recycling.price * recycling.yield * (level * amount) ** g - streamCost * amount
  factors.forEach((factor, i) => {
    const k = factor.costExponent!
    const price = (production.elasticities[i] * output + waste.elasticities[i] * marginal) / (k * volumes[i] ** k)
    if (price > 0 && price < 1e9) factor.price = Number(price.toPrecision(15))
  })
}

/** Lets the stream of waste cost `share` of what output brings at `volumes`, whatever the level, more than recycling brings at the margin. */
function burden({ production, waste, recycling }: ScenarioInput, volumes: number[], share: number): void {
  const output = volumes.reduce((product, x, i) => product * x ** production.elasticities[i], production.price * production.scale)
  const amount = volumes.reduce((product, x, i) => product * x ** waste.elasticities[i], waste.scale)
  if (!(amount > 0)) return
  waste.disposalCost = (share * output) / amount
  recycling.processingCost = waste.disposalCost
}

/** Lets the first factor cost what its output brings, but for a margin. */
function setMargin({ factors, production }: ScenarioInput, margin: number): void {
  factors[0].price = production.price * production.scale * (1 - margin)
}
