/** When and how fast to transform: published cases, closed forms, and an independent search over finer grids. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { timing, type TimingOptions } from '../../bindings/studies/index.ts'
import { known } from '../support/known.ts'
import landfillTax from '../../examples/landfill-tax.json' with { type: 'json' }
import deterministic from '../fixtures/public-timing-deterministic.json' with { type: 'json' }
import random from '../fixtures/public-timing-random-price.json' with { type: 'json' }

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

/** A value at least the reference less 1e-4 of it, and at most the reference and its tolerance. */
function expectValue(value: number, reference: number, relative: number): void {
  expect(value).toBeGreaterThanOrEqual(reference - 1e-4 * Math.abs(reference))
  expect(value).toBeLessThanOrEqual(reference + relative * Math.abs(reference))
}

describe('published cases', () => {
  test.each(deterministic.cases)('$name', async ({ scenario, options, expected }) => {
    const found = await timing(engine, scenario as unknown as ScenarioInput, options as TimingOptions)
    const { tolerance } = expected
    expectValue(found.value, expected.value, tolerance.valueRelative)
    expect(found.bound).toBeGreaterThanOrEqual(expected.value * (1 - tolerance.valueRelative))
    expect(known(found.bound) - found.value).toBeLessThanOrEqual(1e-4 * found.value)
    expect(found.withoutChange).toBeCloseTo(expected.withoutChange, 6)
    expect(found.finalLevel).toBeCloseTo(expected.finalLevel, 2)
    expect(Math.abs(known(found.start) - expected.start)).toBeLessThanOrEqual(tolerance.timeYears)
    expect(Math.abs(known(found.end) - expected.end)).toBeLessThanOrEqual(tolerance.timeYears)
  })

  test('a real option with yearly decisions', async () => {
    const { scenario, options, expected } = random.cases[1]
    const { tolerance } = expected
    const found = await timing(engine, scenario as unknown as ScenarioInput, options as TimingOptions)
    expectValue(found.value, known(expected.value), known(tolerance.valueRelative))
    expect(found.error).toBeLessThanOrEqual(1e-5 * found.value)
    const initial = known(found.thresholds)
      .filter(({ level }) => level === 0)
      .map(({ intervals }) => known(intervals[0][0]))
    expect(initial).toHaveLength(known(expected.thresholds).length)
    initial.forEach((price, k) =>
      expect(Math.abs(price / known(expected.thresholds?.[k]) - 1)).toBeLessThan(known(tolerance.thresholdRelative)),
    )
    known(found.startDistribution).forEach(([, probability], k) =>
      expect(Math.abs(probability - known(expected.startDistribution?.[k]))).toBeLessThan(known(tolerance.probability)),
    )
    expect(found.startNow).toBeCloseTo(expected.startNow, 4)
    expect(found.withoutChange).toBeCloseTo(expected.withoutChange, 4)
    expect(found.bestCommitted).toBeCloseTo(known(expected.bestCommitted), 4)
  })

  test('the real option of McDonald and Siegel: a threshold of twice the cost', async () => {
    const { scenario, options, expected } = random.cases[0]
    const found = await timing(engine, scenario as unknown as ScenarioInput, options as TimingOptions)
    expect(Math.abs(known(found.threshold) / known(expected.threshold) - 1)).toBeLessThan(0.005)
    expectValue(found.value, known(expected.value), 1e-4)
    expect(Math.abs((found.value - found.withoutChange) / known(expected.option) - 1)).toBeLessThan(0.005)
  })
})

/** A plant whose volume is fixed, so that profit is linear in the level: −d W (1 − θ). */
const linear = (disposalCost: number, conversionCost: number): ScenarioInput =>
  ({
    factors: [{ price: 1, volume: 10 }],
    production: { scale: 50, elasticities: [0.5], price: 1 },
    waste: { scale: 2, elasticities: [1], disposalCost },
    recycling: { yield: 1, price: 0, processingCost: 0 },
    transformation: { law: 'constant', level: 0 },
    horizon: { start: 0, end: 30, samples: 31 },
    discountRate: 0.06,
    investment: { conversionCost },
  }) as unknown as ScenarioInput

test('the example of a landfill tax by year, its sweep and all', async () => {
  const found = await timing(engine, landfillTax as unknown as ScenarioInput, { rate: 0.2 })
  expect(found.bound).toBeGreaterThanOrEqual(found.value)
  expect(found.value).toBeGreaterThanOrEqual(found.withoutChange)
})

describe('closed forms', () => {
  test('a gain that grows is taken when it reaches the interest on its cost', async () => {
    const scenario = { ...linear(0.5, 400), changes: [{ parameters: ['waste.disposalCost'], growth: 0.05 }] } as unknown as ScenarioInput
    const found = await timing(engine, scenario, { continuation: 'hold' })
    // d W e^{0.05 t} = ρ J: 10 e^{0.05 t} = 24.
    expect(found.start).toBeCloseTo(Math.log(2.4) / 0.05, 2)
    expect(found.intervals).toHaveLength(1)
    expect(known(found.bound) - found.value).toBeLessThan(1e-4 * found.value)
  })

  test('a gain below the interest is left alone, one above is taken at once', async () => {
    expect((await timing(engine, linear(0.5, 170), {})).start).toBeNull()
    const now = await timing(engine, linear(0.5, 160), {})
    expect(now.intervals).toEqual([[0, 0, 0, 1]])
    // The flow for ever less the cost.
    expect(now.value - now.withoutChange).toBeCloseTo(10 / 0.06 - 160, 6)
  })

  test('where recycling has diminishing returns, the level rises to where its gain is the interest', async () => {
    const base = linear(0.1, 60)
    const scenario = { ...base, recycling: { yield: 2, exponent: 0.5, price: 1, processingCost: 0.3 } } as ScenarioInput
    const found = await timing(engine, scenario, {})
    const { profitOfLevel } = await engine.optimum(scenario, { level: found.finalLevel })
    expect(profitOfLevel).toBeCloseTo(0.06 * 60, 1)
  })

  test('a jump at the end of the horizon costs what holds from then on', async () => {
    const scenario = {
      factors: [{ price: 1, volume: 25 }],
      production: { scale: 50, elasticities: [0.5], price: 1 },
      waste: { scale: 10, elasticities: [0.5], disposalCost: 1 },
      recycling: { yield: 1, price: 1 },
      transformation: { law: 'constant', level: 0 },
      horizon: { start: 2025, end: 2029, samples: 5 },
      discountRate: 0.05,
      changes: [{ parameter: 'investment.conversionCost', times: [2025, 2029], values: [3000, 200] }],
    } satisfies ScenarioInput
    // It earns 175 a year, and 100 more from the end on.
    const found = await timing(engine, scenario)
    expect(found.intervals).toEqual([[2029, 2029, 0, 1]])
    expect(found.value).toBeCloseTo(175 / 0.05 + Math.exp(-0.2) * (100 / 0.05 - 200), 8)
    expect(known(found.bound)).toBeGreaterThanOrEqual(found.value)
  })

  test('a tax holiday makes a course that rises, pauses and rises', async () => {
    const scenario = {
      ...linear(1, 60),
      discountRate: 0.05,
      changes: [{ parameter: 'waste.disposalCost', times: [0, 3, 9], values: [0.5, 0, 3], interpolation: 'step' }],
      investment: { conversionCost: 60 },
    } as unknown as ScenarioInput
    const found = await timing(engine, scenario, { rate: 0.1, continuation: 'none' })
    expect(found.bound).toBeGreaterThanOrEqual(found.value)
    expect(known(found.bound) - found.value).toBeLessThanOrEqual(1e-4 * Math.abs(found.value))
  })
})

test('no random course is worth more than the bound, and none more than the best', async () => {
  let seed = 12345
  const draw = () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32
  for (let i = 0; i < 12; i++) {
    const scenario = {
      factors: [{ price: 1, lower: 0.001, upper: 1e5 }],
      production: { scale: 20 + 60 * draw(), elasticities: [0.3 + 0.3 * draw()], price: 1 },
      waste: { scale: 0.2 + draw(), elasticities: [0.6 + 0.4 * draw()], disposalCost: 2 * draw() },
      recycling: { yield: 0.5 + draw(), exponent: i % 2 ? 1 : 0.6 + 0.3 * draw(), price: draw(), processingCost: 0.5 * draw() },
      transformation: { law: 'linear', from: 0, to: 1, start: 10 * draw(), duration: 5 + 5 * draw() },
      horizon: { start: 0, end: 15, samples: 16 },
      discountRate: 0.05,
      investment: { conversionCost: 20 + 400 * draw() },
    } as ScenarioInput
    const found = await timing(engine, scenario, { rate: 0.25 })
    expect(found.admissible).toBe(true)
    expect(found.value).toBeGreaterThanOrEqual(
      Math.max(known(found.ownLaw), found.withoutChange, found.startNow) - 1e-9 * Math.abs(found.value),
    )
    expect(found.bound).toBeGreaterThanOrEqual(found.value)
    expect(known(found.bound) - found.value).toBeLessThanOrEqual(2e-4 * Math.abs(found.value))
  }
})

test.each([
  [{ rate: 0 }, /rate is 0; expected a number above 0/],
  [{ rate: null, fall: 0.1 }, /fall goes with a rate/],
  [{ fall: -1 }, /fall is -1/],
  [{ continuation: 'ever' as 'hold' }, /continuation is "ever"/],
])('%j is refused', async (options, message) => {
  await expect(timing(engine, linear(1, 1), options)).rejects.toThrow(message)
})

test('without a discount rate nothing can follow the horizon for ever', async () => {
  await expect(timing(engine, { ...linear(1, 1), discountRate: 0 }, { continuation: 'perpetual' })).rejects.toThrow(
    /continuation is "hold" and discountRate is 0/,
  )
  expect((await timing(engine, { ...linear(1, 1), discountRate: 0 }, {})).value).toBeGreaterThan(0)
})
