import { describe, expect, test } from 'vitest'
import { drawSigned, random } from '../support/any-signs.ts'
import { BACKENDS, optimumOf, type ScenarioInput } from '../support/kernels.ts'

const STEP = 1e-5

/** The central difference of a quantity along a number of the scenario. */
function slopeOf(quantity: (x: number) => number, at: number): number {
  const step = STEP * Math.max(1, Math.abs(at))
  return (8 * (quantity(at + step) - quantity(at - step)) - (quantity(at + 2 * step) - quantity(at - 2 * step))) / (12 * step)
}

const near = (found: number, expected: number, scale: number, what: string) =>
  expect(Math.abs(found - expected), `${what}: ${found} instead of ${expected}`).toBeLessThanOrEqual(
    1e-6 * Math.max(Math.abs(expected), scale),
  )

describe.each(BACKENDS)('by %s', (backend) => {
  const at = (scenario: ScenarioInput, level: number) => optimumOf(backend, scenario, { level, sensitivities: true })

  test('a fixed factor leaves a problem of one factor, and its volume has a value', () => {
    const draw = random(11)
    for (let i = 0; i < 60; i++) {
      const { scenario, level } = drawSigned(draw, 2)
      const [first, second] = scenario.factors
      const volume = 0.5 + draw()
      const fixedAt = (x: number): ScenarioInput => ({
        ...scenario,
        factors: [first, { price: second.price, costExponent: second.costExponent!, volume: x }],
      })
      const found = at(fixedAt(volume), level)
      expect(found.regime[1]).toBe('fixed')
      expect(found.factors[1]).toBe(volume)
      expect(found.status).toBe(found.regime[0] === 'interior' ? 'ok' : 'atBound')
      const power = (exponents: number[]) => volume ** exponents[1]
      const alone = at(
        {
          ...scenario,
          factors: [first],
          production: {
            ...scenario.production,
            scale: scenario.production.scale * power(scenario.production.elasticities),
            elasticities: [scenario.production.elasticities[0]],
          },
          waste: {
            ...scenario.waste,
            scale: scenario.waste.scale * power(scenario.waste.elasticities),
            elasticities: [scenario.waste.elasticities[0]],
          },
        },
        level,
      )
      const ownCost = second.price * volume ** second.costExponent!
      const size = Math.abs(found.revenue) + Math.abs(found.cost) + Math.abs(alone.cost) + 1
      near(found.profit, alone.profit - ownCost, size, JSON.stringify({ scenario, level, volume }))
      const moved = [-2, 2].map((k) => at(fixedAt(volume + k * STEP), level))
      if (moved.some(({ regime, factors }) => regime[0] !== found.regime[0] || Math.abs(factors[0] / found.factors[0] - 1) > 1e-3)) continue
      near(
        found.sensitivities!['factors[1].volume'],
        slopeOf((x) => at(fixedAt(x), level).profit, volume),
        size,
        'volume',
      )
    }
  }, 60_000)

  test('utility is the profit of an enterprise with dearer costs', () => {
    const draw = random(12)
    for (let i = 0; i < 60; i++) {
      const { scenario, level } = drawSigned(draw, 2)
      const rate = draw()
      const found = at({ ...scenario, objective: { kind: 'utility', transactionRate: rate } }, level)
      const dearer = structuredClone(scenario)
      dearer.factors.forEach((factor) => (factor.price *= 1 + rate))
      dearer.waste.disposalCost *= 1 + rate
      dearer.recycling.processingCost! *= 1 + rate
      dearer.fixedCost! *= 1 + rate
      const size = Math.abs(found.revenue) + Math.abs(found.cost) + 1
      near(found.utility, at(dearer, level).profit, size, JSON.stringify({ scenario, level, rate }))
      near(found.transactionCost, rate * found.cost, size, 'transactionCost')
      near(found.maximumProfitOfLevel, at(scenario, level).profit, size, 'maximumProfitOfLevel')
      expect(found.profit).toBeLessThanOrEqual(found.maximumProfitOfLevel + 1e-11 * size)
    }
  })

  const workshop: ScenarioInput = {
    factors: [
      { price: 1, costExponent: 1.2, lower: 0.01, upper: 1e4 },
      { price: 0.7, lower: 0.01, upper: 1e4 },
    ],
    production: { scale: 12, elasticities: [0.35, 0.3], price: 1 },
    waste: { scale: 0.5, elasticities: [0.5, 0.3], disposalCost: 0.4 },
    recycling: { yield: 0.9, exponent: 0.7, price: 0.8, processingCost: 0.1 },
    fixedCost: 3,
  }
  const objectives = [
    [{ kind: 'utility', transactionRate: 0.3 }, 'utility'],
    ['profitability', 'profitability'],
  ] as const

  test.each(objectives)(
    'derivatives under %j are those of its maximum, and profitOfLevel that of the profit there',
    (objective, quantity) => {
      const scenario: ScenarioInput = { ...workshop, objective }
      const found = at(scenario, 0.4)
      expect(found.status).toBe('ok')
      near(
        found.objectiveOfLevel,
        slopeOf((level) => at(scenario, level)[quantity], 0.4),
        0.1,
        'objectiveOfLevel',
      )
      near(
        found.profitOfLevel,
        slopeOf((level) => at(scenario, level).profit, 0.4),
        0.1,
        'profitOfLevel',
      )
      expect(Math.abs(found.profitOfLevel / found.objectiveOfLevel - 1)).toBeGreaterThan(1e-3)
      const moved: [string, number, (x: number) => ScenarioInput][] = [
        ['production.price', 1, (x) => ({ ...scenario, production: { ...scenario.production, price: x } })],
        ['waste.disposalCost', 0.4, (x) => ({ ...scenario, waste: { ...scenario.waste, disposalCost: x } })],
        ['factors[0].price', 1, (x) => ({ ...scenario, factors: [{ ...scenario.factors[0], price: x }, scenario.factors[1]] })],
        ['fixedCost', 3, (x) => ({ ...scenario, fixedCost: x })],
        ...(quantity === 'utility'
          ? [
              ['objective.transactionRate', 0.3, (x: number) => ({ ...scenario, objective: { kind: 'utility', transactionRate: x } })] as [
                string,
                number,
                (x: number) => ScenarioInput,
              ],
            ]
          : []),
      ]
      for (const [path, value, change] of moved)
        near(
          found.sensitivities![path],
          slopeOf((x) => at(change(x), 0.4)[quantity], value),
          0.1,
          path,
        )
    },
  )

  test('no point of the box is more profitable than the most profitable one', () => {
    const draw = random(13)
    let allowed = 0
    for (let i = 0; i < 150; i++) {
      const { scenario, level } = drawSigned(draw, 2)
      const found = at({ ...scenario, fixedCost: 50, objective: 'profitability' }, level)
      const dense = optimumOf(backend, { ...scenario, fixedCost: 50, objective: 'profitability' }, { level, method: 'dense' })
      expect(dense.status === 'domainError').toBe(found.status === 'domainError')
      if (found.status === 'domainError') continue
      allowed++
      expect(dense.profitability, JSON.stringify({ scenario, level })).toBeLessThanOrEqual(
        found.profitability + 1e-11 * (1 + Math.abs(found.profitability)),
      )
    }
    expect(allowed).toBeGreaterThan(20)
    expect(allowed).toBeLessThan(140)
  }, 60_000)

  test('profitability is not defined where costs may vanish', () => {
    expect(
      at(
        { ...workshop, fixedCost: 0, factors: [{ ...workshop.factors[0], price: -1 }, workshop.factors[1]], objective: 'profitability' },
        0.4,
      ).status,
    ).toBe('domainError')
  })

  test('at no cost profitability is none, and the status that of the optimum', () => {
    const free: ScenarioInput = {
      ...workshop,
      fixedCost: 0,
      factors: workshop.factors.map((factor) => ({ ...factor, price: 0 })),
      waste: { ...workshop.waste, scale: 0 },
    }
    const found = at(free, 0.4)
    expect(found.status).toBe('atBound')
    expect(found.profitability).toBeNaN()
  })

  test.each([7, 10, 1e5])('nor is it what rounding leaves of a material that costs what the waste earns, at a volume of %d', (volume) => {
    const found = at(
      {
        factors: [{ price: 1, volume }],
        production: { scale: 2, elasticities: [0.5], price: 1 },
        waste: { scale: 1, elasticities: [0.3], disposalCost: -(volume ** 0.7) },
        recycling: { yield: 0, price: 0 },
      } as ScenarioInput,
      0,
    )
    expect(Math.abs(found.cost)).toBeLessThan(1e-14 * volume)
    expect(found.status).toBe('ok')
    expect(found.profitability).toBeNaN()
  })
})
