import { describe, expect, test } from 'vitest'
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import { BACKENDS, optimumOf } from '../support/kernels.ts'

const FACTOR = 1e-10
const PROFIT = 1e-12

/** One factor with p = 2, c = 3 and wide bounds, without waste; a test replaces what it is about. */
function oneFactor(parts: Partial<ScenarioInput> = {}, costExponent = 1): ScenarioInput {
  return {
    factors: [{ price: 3, costExponent, lower: 1e-9, upper: 1e9 }],
    production: { scale: 10, elasticities: [0.5], price: 2 },
    waste: { scale: 0, elasticities: [1], disposalCost: 0 },
    recycling: { yield: 0, price: 0 },
    ...parts,
  }
}

describe.each(BACKENDS)('%s knows the optimum of', (backend) => {
  const at = (scenario: ScenarioInput, level: number) => optimumOf(backend, scenario, { level })
  const volume = (scenario: ScenarioInput, level: number) => at(scenario, level).factors[0]

  test.each([
    [0.5, 1],
    [0.9, 1],
    [0.3, 1.7],
    [1.2, 2.5],
    [0.05, 0.4],
  ])('one factor without waste, a = %d, k = %d', (a, k) => {
    const production = { scale: 10, elasticities: [a], price: 2 }
    const x = ((a * 2 * 10) / (k * 3)) ** (1 / (k - a))
    const best = at(oneFactor({ production, fixedCost: 7 }, k), 0.3)
    near(best.factors[0], x)
    near(best.profit, 2 * 10 * x ** a - 3 * x ** k - 7, PROFIT)
    expect(best).toMatchObject({
      regime: ['interior'],
      status: 'ok',
      waste: 0,
      recycled: 0,
      discharged: 0,
      additionalOutput: 0,
      profitOfLevel: 0,
    })
  })

  test('two factors without waste (Cobb–Douglas)', () => {
    const [a, b, A, p, c, w] = [0.25, 0.5, 3, 4, 1.5, 0.7]
    const best = at(
      {
        ...oneFactor(),
        factors: [
          { price: c, lower: 1e-9, upper: 1e9 },
          { price: w, lower: 1e-9, upper: 1e9 },
        ],
        production: { scale: A, elasticities: [a, b], price: p },
        waste: { scale: 0, elasticities: [1, 1], disposalCost: 0 },
      },
      0.3,
    )
    // Cost shares are a and b of the revenue R = p A (aR/c)^a (bR/w)^b.
    const revenue = (p * A * (a / c) ** a * (b / w) ** b) ** (1 / (1 - a - b))
    near(best.revenue, revenue)
    near(best.factors[0], (a * revenue) / c)
    near(best.factors[1], (b * revenue) / w)
    near(best.profit, (1 - a - b) * revenue, PROFIT)
  })

  test('waste that grows as output: one power term', () => {
    const scenario = oneFactor({
      waste: { scale: 4, elasticities: [0.5], disposalCost: 1 },
      recycling: { yield: 2, price: 0.75, processingCost: 0.2 },
    })
    for (const level of [0, 0.3, 0.4, 1]) {
      const net = 2 * 10 + 4 * (2 * 0.75 * level - 1 * (1 - level) - 0.2 * level)
      near(volume(scenario, level), ((0.5 * net) / 3) ** 2)
    }
  })

  test('waste that grows as cost: the price of the resource changes', () => {
    const scenario = oneFactor({ waste: { scale: 4, elasticities: [1], disposalCost: 1.2 } })
    near(volume(scenario, 0.5), ((0.5 * 2 * 10) / (3 + 4 * 1.2 * 0.5)) ** 2)
  })

  test('exponents a, k, b in even steps: the root of a quadratic', () => {
    const scenario = oneFactor({ waste: { scale: 4, elasticities: [1.5], disposalCost: 1 } })
    // a p A = k c X + b d B X² with X = √x
    const X = (-3 + Math.sqrt(9 + 4 * 6 * 10)) / (2 * 6)
    near(volume(scenario, 0), X * X)
  })

  test('recycling with g < 1 that grows as output', () => {
    const scenario = oneFactor({
      waste: { scale: 4, elasticities: [1], disposalCost: 0 },
      recycling: { yield: 5, exponent: 0.5, price: 0.6 },
    })
    const gain = 5 * 0.6 * Math.sqrt(0.25 * 4)
    near(volume(scenario, 0.25), ((0.5 * (20 + gain)) / 3) ** 2)
  })

  test('zero net waste value: as without waste', () => {
    const scenario = oneFactor({
      waste: { scale: 4, elasticities: [0.8], disposalCost: 1 },
      recycling: { yield: 1, price: 1 },
    })
    near(volume(scenario, 0.5), ((0.5 * 2 * 10) / 3) ** 2)
  })

  test('two factors whose waste burden grows as output', () => {
    const factors = [
      { price: 1.5, lower: 1e-9, upper: 1e9 },
      { price: 0.7, costExponent: 1.2, lower: 1e-9, upper: 1e9 },
    ]
    const withWaste = oneFactor({
      factors,
      production: { scale: 5, elasticities: [0.3, 0.4], price: 1 },
      waste: { scale: 2, elasticities: [0.3, 0.4], disposalCost: 0.9 },
    })
    const smaller = {
      ...withWaste,
      production: { ...withWaste.production, scale: 5 - 2 * 0.9 * 0.5 },
      waste: { ...withWaste.waste, scale: 0 },
    }
    const [best, same] = [at(withWaste, 0.5), at(smaller, 0.5)]
    best.factors.forEach((factor, i) => near(factor, same.factors[i]))
    near(best.profit, same.profit, PROFIT)
  })

  test('increasing returns: the upper bound, or the lower where even that loses', () => {
    const growing = (price: number) =>
      oneFactor({
        factors: [{ price, lower: 0.1, upper: 100 }],
        production: { scale: 1, elasticities: [1.5], price: 1 },
      })
    expect(at(growing(5), 0)).toMatchObject({ factors: [100], regime: ['upper'], status: 'atBound' })
    expect(at(growing(50), 0)).toMatchObject({ factors: [0.1], regime: ['lower'], status: 'atBound' })
  })

  test('a box beside the peak: the nearer bound', () => {
    const boxed = (lower: number, upper: number) => oneFactor({ factors: [{ price: 3, lower, upper }] }) // peak at 100 / 9
    expect(at(boxed(12, 20), 0)).toMatchObject({ factors: [12], regime: ['lower'], status: 'atBound' })
    expect(at(boxed(1, 10), 0)).toMatchObject({ factors: [10], regime: ['upper'], status: 'atBound' })
  })

  test('equal profits: the smaller volume', () => {
    // x² − x is symmetric about ½.
    const symmetric = oneFactor({
      factors: [{ price: 1, lower: 0.25, upper: 0.75 }],
      production: { scale: 1, elasticities: [2], price: 1 },
    })
    expect(at(symmetric, 0)).toMatchObject({ factors: [0.25], regime: ['lower'] })
  })

  test('scales from 1e-30 to 1e30', () => {
    for (const scale of [1e-30, 1e-15, 1e15, 1e30]) {
      const scenario = oneFactor({
        production: { scale: 10 * scale, elasticities: [0.5], price: 2 },
        factors: [{ price: 3 * scale, lower: 1e-9, upper: 1e9 }],
      })
      const best = at(scenario, 0)
      near(best.factors[0], 100 / 9)
      near(best.profit, (100 / 3) * scale, PROFIT)
    }
  })
})

function near(found: number, expected: number, relative = FACTOR): void {
  expect(Math.abs(found / expected - 1), `${found}, expected ${expected}`).toBeLessThanOrEqual(relative)
}
