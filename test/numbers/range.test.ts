import { describe, expect, test } from 'vitest'
import { BACKENDS, optimumOf, sizeOf, type ScenarioInput } from '../support/kernels.ts'
import { oneFactor, twoFactor } from '../support/scenarios.ts'

/** The same enterprise in other units: of money, of output, of waste, of the additional product. */
interface Units {
  money?: number
  output?: number
  waste?: number
  additional?: number
}

function inUnits(scenario: ScenarioInput, { money = 1, output = 1, waste = 1, additional = 1 }: Units): ScenarioInput {
  const { factors, production, recycling } = scenario
  const g = recycling!.exponent ?? 1
  const stream = scenario.waste!
  return {
    ...scenario,
    factors: factors.map((factor) => ({ ...factor, price: factor.price * money })),
    production: { ...production, price: (production.price * money) / output, scale: production.scale * output },
    waste: { ...stream, scale: stream.scale * waste, disposalCost: (stream.disposalCost * money) / waste },
    recycling: {
      ...recycling!,
      yield: (recycling!.yield / waste ** g) * additional,
      price: (recycling!.price * money) / additional,
      processingCost: ((recycling!.processingCost ?? 0) * money) / waste,
    },
    fixedCost: (scenario.fixedCost ?? 0) * money,
  }
}

const UNITS: Record<string, Units> = {
  'money of 1e300': { money: 1e300 },
  'money of 1e-300': { money: 1e-300 },
  'output of 1e300': { output: 1e300 },
  'output of 1e-300': { output: 1e-300 },
  'waste of 1e290': { waste: 1e290 },
  'waste of 1e-290': { waste: 1e-290 },
  'additional product of 1e300': { additional: 1e300 },
  'additional product of 1e-300': { additional: 1e-300 },
  'a yield of 1e300 on waste of 1e-200': { waste: 1e-200, additional: 1e100 },
}

const recycling = { yield: 1, price: 2, processingCost: 0.25 }
const enterprises: Record<string, ScenarioInput> = {
  'one factor': { ...oneFactor(), recycling },
  'one factor, g < 1': { ...oneFactor(), recycling: { ...recycling, exponent: 0.5 } },
  'one factor, a gate fee': { ...oneFactor(), factors: [{ price: -0.5, lower: 0.001, upper: 1000 }], recycling },
  'two factors': { ...twoFactor(), recycling },
  'two factors, utility': { ...twoFactor(), recycling, objective: { kind: 'utility', transactionRate: 0.1 } },
  'two factors, g < 1': { ...twoFactor(), recycling: { ...recycling, exponent: 0.75 } },
}

describe.each(BACKENDS)('numbers near the ends of the range, by %s', (backend) => {
  describe.each(Object.entries(enterprises))('%s', (_, scenario) => {
    test.each(Object.entries(UNITS))('an enterprise in units is the same: %s', (_, units) => {
      const { money = 1, output = 1, waste = 1, additional = 1 } = units
      for (const level of [0.25, 1]) {
        const own = optimumOf(backend, scenario, { level })
        const other = optimumOf(backend, inUnits(scenario, units), { level })
        expect(other.status).toBe(own.status)
        own.factors.forEach((volume, i) => expect(other.factors[i] / volume).toBeCloseTo(1, 9))
        const size = sizeOf(own)
        const near = (got: number, unit: number, want: number, scale = Math.abs(want)) =>
          expect(Math.abs(got / unit - want), `${got} of ${unit}, ${want}`).toBeLessThanOrEqual(1e-9 * scale)
        near(other.output, output, own.output)
        near(other.waste, waste, own.waste)
        near(other.additionalOutput, additional, own.additionalOutput)
        for (const name of ['revenue', 'cost', 'profit', 'maximumProfitOfLevel', 'utility'] as const)
          near(other[name], money, own[name], size)
        near(other.profitOfLevel, money, own.profitOfLevel, size)
        near(other.objectiveOfLevel, money, own.objectiveOfLevel, size)
      }
    })
  })

  test('a revenue is right where output is out of range', () => {
    const scenario = { ...oneFactor(), waste: { scale: 0, elasticities: [1], disposalCost: 0 } }
    const production = { scale: 1e200, elasticities: [2], price: 1e-100 }
    const many = { ...scenario, factors: [{ price: 1, lower: 1e50, upper: 1e60 }], production }
    expect(optimumOf(backend, many, { level: 0 })).toMatchObject({ status: 'atBound', output: Infinity })
    expect(optimumOf(backend, many, { level: 0 }).profit / 1e220).toBeCloseTo(1, 9)
    const few = {
      ...scenario,
      factors: [{ price: -1e-100, lower: 1e-170, upper: 1e-160 }],
      production: { ...production, scale: 1, price: 1e300 },
    }
    const found = optimumOf(backend, few, { level: 0 })
    expect(found.output).toBe(1e-320)
    expect(found.revenue / 1e-20).toBeCloseTo(1, 9)
  })

  test('a price near the largest number ends the search, under any objective', () => {
    const scenario = { ...oneFactor(), recycling: { yield: 1, price: 1.7e308 }, waste: { scale: 0, elasticities: [1], disposalCost: 1 } }
    for (const objective of ['profit', 'profitability', { kind: 'utility', transactionRate: 0.1 }] as const) {
      expect(optimumOf(backend, { ...scenario, objective }, { level: 0.5 }).status).toMatch(/ok|atBound/)
    }
  })

  test('infinite waste that costs nothing leaves the gain of the level a number', () => {
    const scenario = {
      ...oneFactor(),
      factors: [{ price: -1, lower: 0.1, upper: 8 }],
      waste: { scale: 0.1, elasticities: [1000], disposalCost: 0 },
    }
    const { status, waste, profitOfLevel, objectiveOfLevel } = optimumOf(
      backend,
      { ...scenario, recycling: { ...recycling, exponent: 1 } },
      { level: 0 },
    )
    expect([status, waste, profitOfLevel, objectiveOfLevel]).toEqual(['atBound', Infinity, Infinity, Infinity])
  })

  test('a profitability that no volume can raise by more than rounding is not lost again', () => {
    // Revenue and cost both grow as x², up from a fixed cost: 10 x² + 0.2 θ x² over 10 + 0.19 x².
    const scenario: ScenarioInput = {
      ...oneFactor(),
      factors: [{ price: 0, lower: 1e-9, upper: 1e12 }],
      production: { scale: 10, elasticities: [2], price: 1 },
      waste: { scale: 1, elasticities: [2], disposalCost: 2 },
      recycling: { yield: 2, price: 0.1, processingCost: 0.1, exponent: 1 - 2 ** -53 },
      fixedCost: 10,
      objective: 'profitability',
    }
    const level = 20 / 21
    expect(optimumOf(backend, scenario, { level }).profitability).toBeCloseTo((10 + 0.2 * level) / (2 / 21 + 0.1 * level) - 1, 9)
  })

  test('infinite waste of which little is recycled loses by more of it', () => {
    const scenario: ScenarioInput = {
      ...oneFactor(),
      factors: [{ price: -10, costExponent: 0.75, lower: 0.001, upper: 1000 }],
      production: { scale: 2, elasticities: [1], price: 0 },
      waste: { scale: 1.7e308, elasticities: [1.5], disposalCost: 0 },
      recycling: { yield: 0.5, price: 3, processingCost: 0.1, exponent: 0.3 },
    }
    const { status, waste, profitOfLevel } = optimumOf(backend, scenario, { level: 1e-310 })
    expect([status, waste]).toEqual(['atBound', Infinity])
    expect(profitOfLevel).toBe(-Infinity)
  })

  test('waste worth exactly nothing at level 1 breaks even there', () => {
    // q E = r, and (q E + d) − r is not d.
    const found = optimumOf(
      backend,
      {
        ...oneFactor(),
        waste: { scale: 2, elasticities: [1.5], disposalCost: 0.1 },
        recycling: { yield: 0.5, price: 2, processingCost: 1 },
      },
      { level: 0 },
    )
    expect(found).toMatchObject({ breakEvenLevel: 1, breakEvenDirection: 'gain' })
    const fee = optimumOf(
      backend,
      {
        ...oneFactor(),
        waste: { scale: 2, elasticities: [1.5], disposalCost: -0.1 },
        recycling: { yield: 1, price: 0.5, processingCost: 0.5 },
      },
      { level: 0.5 },
    )
    expect(fee).toMatchObject({ breakEvenLevel: 1, breakEvenDirection: 'burden' })
    const never = optimumOf(backend, { ...oneFactor(), recycling: { yield: 1, price: 1, processingCost: 1 + 2 ** -50 } }, { level: 0 })
    expect(never).toMatchObject({ breakEvenLevel: null, breakEvenDirection: null })
  })
})
