import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Optimum } from '../../bindings/result/optimum.ts'
import { ANYTHING, enterprises, SMOOTH, type Draw } from '../support/enterprises.ts'
import { BACKENDS, optimumOf, sizeOf, type ScenarioInput } from '../support/kernels.ts'

const PROFIT = 1e-12
const FACTOR = 1e-7
const COUNTS = [1, 2] as const

const runs = (numRuns: number) => ({ seed: 20261122, numRuns })

describe.each(BACKENDS)('the optimum by %s', (backend) => {
  const best = ({ scenario, level }: Draw) => optimumOf(backend, scenario, { level })

  describe.each(COUNTS)('of %i factor(s)', (factorCount) => {
    const anything = enterprises(factorCount, ANYTHING)

    test('is at least as good as a dense search and as any point of the box', () => {
      fc.assert(
        fc.property(anything, (draw) => {
          const exact = best(draw)
          const grid = optimumOf(backend, draw.scenario, { level: draw.level, method: 'dense' })
          expect(grid.profit).toBeLessThanOrEqual(exact.profit + PROFIT * sizeOf(exact))
          exact.factors.forEach((factor, i) => {
            expect(factor).toBeGreaterThanOrEqual(draw.scenario.factors[i].lower!)
            expect(factor).toBeLessThanOrEqual(draw.scenario.factors[i].upper!)
          })
        }),
        runs(factorCount === 1 ? 300 : 60),
      )
    })

    test('has flows that add up', () => {
      fc.assert(
        fc.property(anything, (draw) => {
          const { output, waste, recycled, discharged, additionalOutput, revenue, cost, profit, profitability, level } = best(draw)
          const {
            production,
            recycling,
            waste: { disposalCost },
            factors,
            fixedCost,
          } = draw.scenario
          expect(level).toBe(draw.level)
          near(recycled + discharged, waste)
          near(revenue, production.price * output + recycling.price * additionalOutput)
          near(additionalOutput, recycling.yield * recycled ** recycling.exponent!)
          const resources = best(draw).factors.reduce((sum, x, i) => sum + factors[i].price * x ** factors[i].costExponent!, 0)
          near(cost, fixedCost! + resources + disposalCost * discharged + recycling.processingCost! * recycled)
          expect(profit).toBe(revenue - cost)
          expect(profitability).toBe(profit / cost)
        }),
        runs(100),
      )
    })

    test('scales with all prices, and its factors stay', () => {
      fc.assert(
        fc.property(anything, fc.constantFrom(0.01, 3, 1000), (draw, factor) => {
          const scaled = scalePrices(draw.scenario, factor)
          expectSame(best({ ...draw, scenario: scaled }), best(draw), { profit: factor })
        }),
        runs(150),
      )
    })

    test('does not depend on the unit of a resource', () => {
      fc.assert(
        fc.property(anything, fc.constantFrom(0.01, 3, 1000), (draw, unit) => {
          const last = factorCount - 1
          expectSame(best({ ...draw, scenario: changeUnit(draw.scenario, last, unit) }), best(draw), { factors: { [last]: unit } })
        }),
        runs(150),
      )
    })
  })

  test('swaps with its two factors', () => {
    fc.assert(
      fc.property(enterprises(2, ANYTHING), (draw) => {
        const swapped = best({ ...draw, scenario: swapFactors(draw.scenario) })
        const { factors, regime } = swapped
        expectSame({ ...swapped, factors: factors.toReversed(), regime: regime.toReversed() }, best(draw), {})
      }),
      runs(150),
    )
  })

  test('never falls with better terms', () => {
    fc.assert(
      fc.property(fc.oneof(enterprises(1, ANYTHING), enterprises(2, ANYTHING)), (draw) => {
        const { scenario } = draw
        const before = best(draw)
        const dearer = { ...scenario, production: { ...scenario.production, price: scenario.production.price * 1.1 } }
        const wider = {
          ...scenario,
          factors: scenario.factors.map((each) => ({ ...each, lower: each.lower! / 2, upper: each.upper! * 2 })) as never,
        }
        for (const better of [dearer, wider]) {
          expect(best({ ...draw, scenario: better }).profit).toBeGreaterThanOrEqual(before.profit - PROFIT * sizeOf(before))
        }
      }),
      runs(150),
    )
  })
})

describe.each(COUNTS)('both backends agree on %i factor(s)', (factorCount) => {
  test.each([
    ['moderate', SMOOTH],
    ['any', ANYTHING],
  ])('%s', (_, range) => {
    fc.assert(
      fc.property(enterprises(factorCount, range), ({ scenario, level }) => {
        const [js, wasm] = BACKENDS.map((backend) => optimumOf(backend, scenario, { level, sensitivities: true }))
        expectSame(wasm, js, {})
        expect(wasm.status).toBe(js.status)
        for (const [name, value] of Object.entries(js.sensitivities!)) {
          const found = wasm.sensitivities![name]
          if (!Number.isFinite(value)) expect(found, name).toBe(value)
          // A flow moves by less than 1e-5 of itself; terms that cancel may leave less than that of the profit's size.
          else expect(Math.abs(found - value), name).toBeLessThanOrEqual(1e-5 * Math.abs(value) + 1e-9 * sizeOf(js))
        }
      }),
      runs(400),
    )
  })

  test('by dense search', () => {
    fc.assert(
      fc.property(enterprises(factorCount, ANYTHING), ({ scenario, level }) => {
        const [js, wasm] = BACKENDS.map((backend) => optimumOf(backend, scenario, { level, method: 'dense' }))
        expect(Math.abs(wasm.profit - js.profit)).toBeLessThanOrEqual(PROFIT * sizeOf(js))
      }),
      runs(factorCount === 1 ? 100 : 30),
    )
  })
})

interface Scaling {
  profit?: number
  factors?: Record<number, number>
}

function expectSame(found: Optimum, expected: Optimum, { profit = 1, factors = {} }: Scaling): void {
  expect(Math.abs(found.profit - profit * expected.profit)).toBeLessThanOrEqual(2 * PROFIT * profit * sizeOf(expected))
  expect(found.regime).toEqual(expected.regime)
  found.factors.forEach((factor, i) => near(factor, (factors[i] ?? 1) * expected.factors[i], FACTOR))
}

function near(found: number, expected: number, relative = PROFIT): void {
  expect(Math.abs(found - expected), `${found}, expected ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected))
}

function scalePrices(scenario: ScenarioInput, by: number): ScenarioInput {
  const { factors, production, waste, recycling, fixedCost } = scenario
  return {
    ...scenario,
    factors: factors.map((factor) => ({ ...factor, price: factor.price * by })) as typeof factors,
    production: { ...production, price: production.price * by },
    waste: { ...waste, disposalCost: waste.disposalCost * by },
    recycling: { ...recycling, price: recycling.price * by, processingCost: recycling.processingCost! * by },
    fixedCost: fixedCost! * by,
  }
}

/** The same enterprise, with `by` new units of resource `i` to an old one. */
function changeUnit(scenario: ScenarioInput, i: number, by: number): ScenarioInput {
  const changed = structuredClone(scenario)
  const factor = changed.factors[i]
  factor.lower! *= by
  factor.upper! *= by
  factor.price /= by ** factor.costExponent!
  changed.production.scale /= by ** changed.production.elasticities[i]
  changed.waste.scale /= by ** changed.waste.elasticities[i]
  return changed
}

function swapFactors(scenario: ScenarioInput): ScenarioInput {
  const { factors, production, waste } = scenario
  return {
    ...scenario,
    factors: factors.toReversed() as typeof factors,
    production: { ...production, elasticities: production.elasticities.toReversed() as typeof production.elasticities },
    waste: { ...waste, elasticities: waste.elasticities.toReversed() as typeof waste.elasticities },
  }
}
