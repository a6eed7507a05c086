/** Enterprises at random whose prices have any sign, from a seed. */
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import { roundEnterprise } from './round-enterprises.ts'

export interface SignedDraw {
  scenario: ScenarioInput
  level: number
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * One enterprise. Half of them have a stationary point planted inside the box, by the prices of the factors, without which maxima inside are
 * rare; some numbers are round, zero or equal to others.
 */
export function drawSigned(draw: () => number, factorCount: 1 | 2): SignedDraw {
  const between = (low: number, high: number) => low + (high - low) * draw()
  const around = (decades: number) => 10 ** between(-decades, decades)
  const round = draw() < 0.15
  const number = (x: number) => (round ? Number(x.toPrecision(1)) : x)
  const signed = (decades: number) => (draw() < 0.1 ? 0 : number((draw() < 0.5 ? -1 : 1) * around(decades)))
  const each = <T>(make: (i: number) => T) => Array.from({ length: factorCount }, (_, i) => make(i))
  const exponents = () => each(() => number(10 ** between(-1, 0.35)))
  const k = each(() => (draw() < 0.3 ? 1 : number(10 ** between(-0.4, 0.4))))
  const a = exponents()
  const b = draw() < 0.08 ? a.map((x) => x * 1.5) : each(() => (draw() < 0.05 ? 0 : number(10 ** between(-1, 0.35))))
  const g = draw() < 0.4 ? 1 : number(between(0.15, 0.95))
  const level = draw() < 0.15 ? 0 : draw() < 0.15 ? 1 : between(0.02, 0.98)
  const scenario: ScenarioInput = {
    factors: each((i) => ({ price: signed(1), costExponent: k[i], lower: 10 ** between(-3, -0.5), upper: 10 ** between(0.5, 4) })),
    production: { scale: around(1), elasticities: a, price: signed(1) },
    waste: { scale: around(0.7), elasticities: b, disposalCost: signed(1) },
    recycling: { yield: around(0.5), exponent: g, price: signed(1), processingCost: draw() < 0.5 ? 0 : signed(1) },
    fixedCost: draw() < 0.5 ? 0 : around(1),
  }
  if (draw() < 0.5)
    plant(
      scenario,
      level,
      each((i) => between(Math.log(scenario.factors[i].lower!), Math.log(scenario.factors[i].upper!))),
    )
  return { scenario, level }
}

/** Sets the factors' prices so that no small move from y changes the profit. */
function plant(scenario: ScenarioInput, level: number, y: number[]): void {
  const { factors, production, waste, recycling } = scenario
  const power = (exponents: number[]) => Math.exp(exponents.reduce((sum, e, i) => sum + e * y[i], 0))
  const g = recycling.exponent!
  const X = production.price * production.scale * power(production.elasticities)
  const W = waste.scale * power(waste.elasticities)
  const stream = waste.disposalCost * (1 - level) + recycling.processingCost! * level
  const M = g * recycling.price * recycling.yield * (level * W) ** g - stream * W
  factors.forEach((factor, i) => {
    const k = factor.costExponent!
    factor.price = (production.elasticities[i] * X + waste.elasticities[i] * M) / (k * Math.exp(k * y[i]))
  })
}

export type Pattern = (typeof PATTERNS)[number]

/** Every pattern of signs of the power terms: output, the waste terms, and a cost for each factor. */
export const PATTERNS = ([1, 2] as const).flatMap((factorCount) =>
  [1, 0.6].flatMap((g) => {
    const terms = 1 + (g === 1 ? 1 : 2) + factorCount
    return Array.from({ length: 2 ** terms }, (_, bits) => ({
      factorCount,
      g,
      signs: Array.from({ length: terms }, (_, i) => ((bits >> i) & 1 ? 1 : -1)),
    }))
  }),
)

/** An enterprise whose terms have these signs, gains 1 and losses −1. */
export function withSigns(draw: () => number, { factorCount, g, signs }: Pattern): ScenarioInput {
  const { scenario } = drawSigned(draw, factorCount)
  const [output, ...rest] = signs
  const [ofGain, ofStream] = g === 1 ? [0, rest[0]] : rest
  const costs = rest.slice(-factorCount)
  const size = () => 10 ** (2 * draw() - 1)
  return {
    ...scenario,
    factors: scenario.factors.map((factor, i) => ({ ...factor, price: -costs[i] * size() })),
    production: { ...scenario.production, price: output * size() },
    waste: { ...scenario.waste, disposalCost: -ofStream * size() },
    recycling: { yield: 1, exponent: g, price: ofGain * size(), processingCost: 0 },
  }
}

/** Whether no maximum can be inside: a factor has no gain or no loss, or the losses' exponents leave a direction free. */
export function isRuledOut({ factorCount, g, signs }: Pattern): boolean {
  const costs = signs.slice(-factorCount)
  const common = signs.slice(0, g === 1 ? 2 : 3)
  const one = costs.some((cost) => ![...common, cost].includes(1) || ![...common, cost].includes(-1))
  const directions = [common[0] === -1, common.slice(1).includes(-1), ...costs.map((cost) => cost === -1)].filter(Boolean).length
  return one || directions < factorCount
}

/** Enterprise number `index` of the sequence of a seed: at random, of each pattern in turn, and of round numbers with prices turned or taken away. */
export function signedEnterprise(seed: number, index: number): SignedDraw {
  const draw = random(seed * 1e6 + index)
  const kind = index % 4
  if (kind < 2) return drawSigned(draw, kind === 0 ? 1 : 2)
  if (kind === 2) {
    const pattern = PATTERNS[(index >> 2) % PATTERNS.length]
    return { scenario: withSigns(draw, pattern), level: pattern.g === 1 ? 0 : 0.5 }
  }
  const { scenario, level } = roundEnterprise(seed, index, (index >> 2) % 2 === 0 ? 1 : 2)
  const turned = (price: number) => price * [1, 1, -1, -1, 0][Math.floor(5 * draw())]
  for (const factor of scenario.factors) factor.price = turned(factor.price)
  scenario.production.price = turned(scenario.production.price)
  scenario.waste.disposalCost = turned(scenario.waste.disposalCost)
  scenario.recycling.price = turned(scenario.recycling.price)
  scenario.recycling.processingCost = turned(scenario.recycling.processingCost ?? 0)
  return { scenario, level }
}
