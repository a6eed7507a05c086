import { describe, expect, test } from 'vitest'
import { drawSigned, isRuledOut, PATTERNS, random, withSigns } from '../support/any-signs.ts'
import { denseOptimum, termsOf, valueAt } from '../support/dense-optimum.ts'
import { BACKENDS, optimumOf, type ScenarioInput } from '../support/kernels.ts'

/** Enterprises to draw: `SIGNS=50000 npx vitest run test/numbers/signs.test.ts` looks for what is rare. */
const DRAWS = Number(process.env.SIGNS ?? 150)
const TIME = 60_000 + 20 * DRAWS

const sizeAt = (scenario: ScenarioInput, level: number, y: number[]) =>
  valueAt(
    termsOf(scenario, level).map((term) => ({ ...term, coefficient: Math.abs(term.coefficient) })),
    y,
  )

describe.each(BACKENDS)('prices of any sign, by %s', (backend) => {
  test.each([1, 2] as const)(
    'the optimum over %i factor(s) is at least as good as a dense search with polish',
    (factorCount) => {
      const draw = random(20261127 + factorCount)
      let interior = 0
      for (let i = 0; i < DRAWS; i++) {
        const { scenario, level } = drawSigned(draw, factorCount)
        const found = optimumOf(backend, scenario, { level })
        const what = JSON.stringify({ scenario, level })
        expect(['ok', 'atBound'], what).toContain(found.status)
        const y = found.factors.map(Math.log)
        const terms = termsOf(scenario, level)
        const bounds = (key: 'lower' | 'upper') => scenario.factors.map((factor) => Math.log(factor[key]!))
        const dense = denseOptimum(terms, bounds('lower'), bounds('upper'), factorCount === 1 ? 1000 : 40)
        const size = sizeAt(scenario, level, y)
        expect(dense.value - valueAt(terms, y), what).toBeLessThanOrEqual(1e-12 * size)
        expect(Math.abs(found.profit - valueAt(terms, y)), what).toBeLessThanOrEqual(1e-12 * size)
        if (found.status === 'ok') interior++
      }
      // Maxima inside are among them.
      expect(interior).toBeGreaterThan(DRAWS / 20)
    },
    TIME,
  )
})

test('there are 72 patterns of signs, 22 of them without a maximum inside', () => {
  expect(PATTERNS).toHaveLength(72)
  expect(PATTERNS.filter(isRuledOut)).toHaveLength(22)
})

test.each(BACKENDS)(
  'every pattern of signs has the optimum of a dense search, by %s',
  (backend) => {
    const draw = random(72)
    for (const pattern of PATTERNS) {
      for (let i = 0; i < 6; i++) {
        const scenario = withSigns(draw, pattern)
        const level = pattern.g === 1 ? 0 : 0.5
        const found = optimumOf(backend, scenario, { level })
        const terms = termsOf(scenario, level)
        const y = found.factors.map(Math.log)
        const bounds = (key: 'lower' | 'upper') => scenario.factors.map((factor) => Math.log(factor[key]!))
        const dense = denseOptimum(terms, bounds('lower'), bounds('upper'), pattern.factorCount === 1 ? 500 : 30)
        expect(dense.value - valueAt(terms, y), JSON.stringify(scenario)).toBeLessThanOrEqual(1e-12 * sizeAt(scenario, level, y))
        if (isRuledOut(pattern)) expect(found.regime.some((regime) => regime !== 'interior')).toBe(true)
      }
    }
  },
  60_000,
)

describe.each(BACKENDS)('special values, by %s', (backend) => {
  const one = (parts: {
    price?: number
    p?: number
    a?: number
    d?: number
    b?: number
    q?: number
    lower?: number
    upper?: number
    scale?: number
  }): ScenarioInput => ({
    factors: [{ price: parts.price ?? 1, lower: parts.lower ?? 0.25, upper: parts.upper ?? 64 }],
    production: { scale: parts.scale ?? 1, elasticities: [parts.a ?? 0.5], price: parts.p ?? 1 },
    waste: { scale: 1, elasticities: [parts.b ?? 1.5], disposalCost: parts.d ?? 0 },
    recycling: { yield: 1, price: parts.q ?? 0 },
  })

  test.each([
    ['nothing has a price: the lower bound', one({ price: 0, p: 0 }), 0.25, 0, 'lower'],
    ['output alone has one, and is a gain', one({ price: 0 }), 64, 8, 'upper'],
    ['output alone has one, and is a loss', one({ price: 0, p: -1 }), 0.25, -0.5, 'lower'],
    ['a gate fee against costly output: 2 x − x²', one({ price: -2, p: -1, a: 2 }), 1, 1, 'interior'],
    ['a by-product that is sold: 3 x^1.5 − x³', one({ price: 0, p: -1, a: 3, d: -2 }), 1, 1, 'interior'],
    ['gains alone outgrow: the upper bound', one({ price: 1, p: 1, a: 2 }), 64, 4032, 'upper'],
  ])('%s', (_, scenario, factor, profit, regime) => {
    const found = optimumOf(backend, scenario, { level: 0 })
    expect(found.factors[0]).toBeCloseTo(factor, 12)
    expect(found.profit).toBeCloseTo(profit, 10)
    expect(found.regime).toEqual([regime])
  })

  test('of two equal maxima at the bounds the smaller counts', () => {
    // −(x − 1)(16 − x) has equal values at both ends.
    const scenario = one({ price: 17, p: 1, a: 2, lower: 1, upper: 16 })
    expect(optimumOf(backend, scenario, { level: 0 })).toMatchObject({ factors: [1], regime: ['lower'], profit: -16 })
  })

  test('terms that cancel are nothing, and what is left decides', () => {
    const scenario = one({ price: 0.3, p: 0.1, scale: 3, a: 1, d: -1, b: 0.5 })
    expect(optimumOf(backend, scenario, { level: 0 })).toMatchObject({ factors: [64], regime: ['upper'] })
    const constant = one({ price: 3, p: 3, a: 1 })
    expect(optimumOf(backend, constant, { level: 0 }).profit).toBe(0)
  })

  test('an amount beyond numbers elsewhere in the box does no harm, one at the optimum is said', () => {
    const moderate = one({ price: -4, p: -1, a: 2, upper: 1e300 })
    const found = optimumOf(backend, moderate, { level: 0 })
    expect(found.status).toBe('ok')
    expect(found.profit).toBeCloseTo(4, 12)
    expect(optimumOf(backend, one({ price: -4, p: 1, a: 2, upper: 1e300 }), { level: 0 }).status).toBe('domainError')
  })

  test.each([1e-60, 1e-30, 1e30, 1e60])('money in units of %f changes nothing but money', (unit) => {
    const draw = random(5)
    for (let i = 0; i < 20; i++) {
      const { scenario, level } = drawSigned(draw, 2)
      const scaled = structuredClone(scenario)
      scaled.factors.forEach((factor) => (factor.price *= unit))
      scaled.production.price *= unit
      scaled.waste.disposalCost *= unit
      scaled.recycling.price *= unit
      scaled.recycling.processingCost! *= unit
      scaled.fixedCost! *= unit
      const [plain, other] = [optimumOf(backend, scenario, { level }), optimumOf(backend, scaled, { level })]
      expect(other.regime).toEqual(plain.regime)
      const size = sizeAt(scenario, level, plain.factors.map(Math.log))
      expect(Math.abs(other.profit / unit - plain.profit), JSON.stringify({ scenario, level })).toBeLessThanOrEqual(1e-11 * size)
    }
  })

  test('a ridge of constant returns is worth nothing, wherever on it the answer is', () => {
    // x0^0.5 x1^0.5 with W = x0^0.25 x1^0.75 and costs that balance along x0 = x1.
    const scenario: ScenarioInput = {
      factors: [
        { price: 0.75, lower: 0.25, upper: 64 },
        { price: 1.25, lower: 0.25, upper: 64 },
      ],
      production: { scale: 1, elasticities: [0.5, 0.5], price: 1 },
      waste: { scale: 1, elasticities: [0.25, 0.75], disposalCost: -1 },
      recycling: { yield: 1, price: 0 },
    }
    const found = optimumOf(backend, scenario, { level: 0 })
    expect(Math.abs(found.profit)).toBeLessThan(1e-12)
    expect(['ok', 'atBound']).toContain(found.status)
  })
})
