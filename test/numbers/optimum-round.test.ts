/**
 * Enterprises of round numbers: optima on points at which a search cuts the box, margins of nearly nothing, ties, terms that cancel,
 * and terms without a worth. `scripts/attack-optimum.mjs` draws as many as one likes.
 */
import { describe, expect, test } from 'vitest'
import hard from '../fixtures/hard-static.json' with { type: 'json' }
import { attack } from '../support/attack.ts'
import { faultsOf, judgeOf } from '../support/judge-optimum.ts'
import { BACKENDS, kernels, optimumOf, pointsOf, sizeOf, taskOf, type ScenarioInput } from '../support/kernels.ts'

const scenarios = hard as unknown as Record<string, ScenarioInput>

test('no optimum of 400 round enterprises has a fault', () => {
  expect(attack(1, 400).faults).toEqual([])
})

describe.each(BACKENDS)('by %s', (backend) => {
  const best = (scenario: ScenarioInput, level: number) => optimumOf(backend, scenario, { level, sensitivities: true })

  test('the volume at the geometric mean of the bounds is found', () => {
    const one = best(scenarios['one-factor-optimum-at-split'], 0.25)
    expect(one.status).toBe('ok')
    expect(one.factors[0]).toBeCloseTo(1, 9)
    expect(one.profit).toBeCloseTo(0.25, 13)
    const two = best(scenarios['two-factors-optimum-at-split'], 1)
    expect(two.profit).toBeCloseTo(3.999, 12)
    two.factors.forEach((factor) => expect(factor).toBeCloseTo(1, 7))
  })

  test('the same volume is found with bounds that a search cuts elsewhere', () => {
    const scenario = scenarios['no-candidate-left']
    const level = 0.15817676935823
    const wider = structuredClone(scenario)
    wider.factors[0].lower! *= 0.99
    wider.factors[0].upper! *= 1.01
    const [found, expected] = [best(scenario, level), best(wider, level)]
    expect(found.status).toBe('ok')
    expect(found.factors[0] / expected.factors[0]).toBeCloseTo(1, 9)
    expect(Math.abs(found.profit - expected.profit)).toBeLessThanOrEqual(1e-12 * sizeOf(expected))
  })

  test('a search ends where pairs of terms cancel all along', () => {
    const draw = { scenario: scenarios['cancelling-pairs'], level: 0.5 }
    expect(faultsOf(draw, best(draw.scenario, draw.level), judgeOf(draw))).toEqual([])
  })

  test.each([1e-3, 1e-4, 1e-6, 1e-8])('a margin of %d between revenue and costs of one power is followed to the optimum', (margin) => {
    const scenario = thinMargin(margin)
    const { factors, status } = best(scenario, 0)
    // The margin of a unit, 10 · margin, balances the marginal cost of its waste, 0.00075 √x.
    const volume = ((10 * margin) / 0.00075) ** 2
    expect(status).toBe('ok')
    expect(factors[0] / volume).toBeCloseTo(1, margin < 1e-7 ? 5 : 7)
  })

  test.each(['balanced', 'steep'])('a search that halves without an end is handed over: %s', (name) => {
    const draw = { scenario: scenarios[name], level: name === 'steep' ? 0.25 : 0.75 }
    expect(faultsOf(draw, best(draw.scenario, draw.level), judgeOf(draw))).toEqual([])
  })

  test('what has no price is worth nothing, however much there is of it', () => {
    const huge = { lower: 1, upper: 1e200, price: 0.1, costExponent: 0.5 }
    const scenario = (waste: object, recycling: object): ScenarioInput => ({
      factors: [huge],
      production: { scale: 1, elasticities: [0.5], price: 1 },
      waste: { scale: 1, elasticities: [2], disposalCost: 0, ...waste },
      recycling: { yield: 1, exponent: 1, price: 0, processingCost: 0, ...recycling },
    })
    const profit = 0.9 * 1e100
    for (const [waste, recycling, level] of [
      [{ scale: 0, disposalCost: 1 }, {}, 0],
      [{}, {}, 0],
      [{}, {}, 1],
      [{}, { exponent: 0.9 }, 0.5],
      [{}, { yield: 0, price: 1 }, 0.5],
      [{ disposalCost: 1 }, {}, 1],
    ] as const) {
      const found = best(scenario(waste, recycling), level)
      expect(found.status).toBe('atBound')
      expect(found.profit / profit).toBeCloseTo(1, 12)
    }
  })

  test('no value is −0', () => {
    const found = best(
      {
        ...thinMargin(0.1),
        waste: { scale: 0, elasticities: [1.5], disposalCost: 0 },
        recycling: { yield: 1, exponent: 0.5, price: 1, processingCost: 1 },
      },
      0.5,
    )
    const values = [...Object.values(found), ...Object.values(found.sensitivities!)].flat()
    expect(values.filter((value) => Object.is(value, -0))).toEqual([])
  })

  test('a row of a sweep through such points is computed to its end', () => {
    const task = taskOf(scenarios['no-candidate-left'], {
      axes: [{ parameter: 'level', from: 0, to: 1, points: 101 }],
      metrics: ['profit'],
    })
    const { status, columns } = kernels[backend].run(task, 0, pointsOf(task))
    expect([...status].every((each) => each <= 1)).toBe(true)
    expect(columns[0].every(Number.isFinite)).toBe(true)
  })
})

/** Output and cost of one power, of which `margin` is left, and waste that costs more and more. */
function thinMargin(margin: number): ScenarioInput {
  return {
    factors: [{ price: 10 * (1 - margin), costExponent: 1, lower: 1e-9, upper: 1e12 }],
    production: { scale: 10, elasticities: [1], price: 1 },
    waste: { scale: 0.0005, elasticities: [1.5], disposalCost: 1 },
    recycling: { yield: 1, price: 1 },
  }
}
