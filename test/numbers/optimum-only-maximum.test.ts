/**
 * Two factors where the search relies on the only local maximum of all volumes, with one waste term, or where it has to follow a
 * curve on which one factor's part is nothing beside the other's: it must miss nothing better.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Draw } from '../support/enterprises.ts'
import { BACKENDS, optimumOf, sizeOf } from '../support/kernels.ts'

const PROFIT = 1e-12

const between = (from: number, to: number) => fc.noBias(fc.nat({ max: 1e9 })).map((n) => from + ((to - from) * n) / 1e9)
const power = (from: number, to: number) => between(from, to).map((exponent) => 10 ** exponent)

interface Kind {
  /** T = Σ b_i / k_i */
  wasteReturns: fc.Arbitrary<number>
  disposalCost: fc.Arbitrary<number>
  recyclingPrice: fc.Arbitrary<number>
  level: fc.Arbitrary<number>
  lower: fc.Arbitrary<number>
}

const KINDS: Record<string, Kind> = {
  'growing waste pays': {
    wasteReturns: fc.oneof(between(1.0001, 1.05), between(1.05, 2.5)),
    disposalCost: fc.constant(0.5),
    recyclingPrice: power(-1.5, 1.5),
    level: fc.constant(1),
    lower: power(-4, 0.5),
  },
  'shrinking waste costs': {
    wasteReturns: fc.oneof(between(0.05, 0.95), between(0.95, 0.9999)),
    disposalCost: power(-1.5, 1.5),
    recyclingPrice: fc.constant(0.001),
    level: fc.oneof(fc.constant(0), between(0, 1)),
    lower: power(-3, 2.5),
  },
}

function enterprises({ wasteReturns, disposalCost, recyclingPrice, level, lower }: Kind): fc.Arbitrary<Draw> {
  const factor = fc.record({
    price: power(-0.7, 0.7),
    costExponent: fc.oneof(fc.constant(1), between(0.6, 2)),
    lower,
    width: power(0.5, 6),
  })
  const share = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: between(0, 1) })
  return fc
    .record({
      factors: fc.tuple(factor, factor),
      outputReturns: between(0.2, 0.98),
      outputShare: between(0.01, 0.99),
      wasteReturns,
      wasteShare: share,
      scale: power(-1.5, 1.5),
      wasteScale: power(-1, 1),
      disposalCost,
      recyclingPrice,
      level,
    })
    .map(({ factors, outputReturns, outputShare, wasteReturns, wasteShare, scale, wasteScale, disposalCost, recyclingPrice, level }) => {
      const split = (sum: number, first: number) => [sum * first * factors[0].costExponent, sum * (1 - first) * factors[1].costExponent]
      return {
        level,
        scenario: {
          factors: factors.map(({ width, ...rest }) => ({ ...rest, upper: rest.lower * width })) as Draw['scenario']['factors'],
          production: { scale, price: 1, elasticities: split(outputReturns, outputShare) },
          waste: { scale: wasteScale, elasticities: split(wasteReturns, wasteShare), disposalCost },
          recycling: { yield: 1, exponent: 1, price: recyclingPrice, processingCost: 0.001 },
        },
      }
    })
}

describe.each(Object.entries(KINDS))('where %s', (_, kind) => {
  test.each(BACKENDS)('the optimum by %s is at least as good as a dense search', (backend) => {
    let [inside, losing] = [0, 0]
    fc.assert(
      fc.property(enterprises(kind), ({ scenario, level }) => {
        const exact = optimumOf(backend, scenario, { level })
        const grid = optimumOf(backend, scenario, { level, method: 'dense' })
        expect(['ok', 'atBound']).toContain(exact.status)
        expect(grid.profit).toBeLessThanOrEqual(exact.profit + PROFIT * sizeOf(exact))
        if (exact.status === 'ok') inside++
        if (exact.profit < 0) losing++
      }),
      { seed: 20261122, numRuns: 150 },
    )
    expect(inside).toBeGreaterThan(3)
    expect(losing).toBeGreaterThan(3)
  })

  test('both backends agree', () => {
    fc.assert(
      fc.property(enterprises(kind), ({ scenario, level }) => {
        const [js, wasm] = BACKENDS.map((backend) => optimumOf(backend, scenario, { level }))
        expect([wasm.status, wasm.regime]).toEqual([js.status, js.regime])
        expect(Math.abs(wasm.profit - js.profit)).toBeLessThanOrEqual(1e-13 * sizeOf(js))
        wasm.factors.forEach((factor, i) => expect(Math.abs(factor / js.factors[i] - 1)).toBeLessThanOrEqual(1e-9))
      }),
      { seed: 20261122, numRuns: 1000 },
    )
  })
})

describe('where one factor hardly produces', () => {
  type Factor = [price: number, costExponent: number, lower: number, upper: number]
  const draw = (
    level: number,
    factors: [Factor, Factor],
    [scale, price, ...elasticities]: number[],
    [wasteScale, disposalCost, ...wasteElasticities]: number[],
    [additionalYield, exponent, recyclingPrice, processingCost]: number[],
  ): Draw => ({
    level,
    scenario: {
      factors: factors.map(([price, costExponent, lower, upper]) => ({ price, costExponent, lower, upper })) as Draw['scenario']['factors'],
      production: { scale, price, elasticities },
      waste: { scale: wasteScale, disposalCost, elasticities: wasteElasticities },
      recycling: { yield: additionalYield, exponent, price: recyclingPrice, processingCost },
    },
  })
  const draws = [
    draw(
      1,
      [
        [0.42, 1, 0.011, 0.32],
        [0.19, 1.9, 0.21, 160],
      ],
      [3, 1.7, 0.0038, 1.9],
      [7.6, 0.29, 0.37, 0.3],
      [2.9, 0.28, 19, 0.31],
    ),
    draw(
      1,
      [
        [9.5, 1.3, 500, 4.3e10],
        [1.9, 2.4, 730, 3.1e7],
      ],
      [1.2, 1, 0.00049, 2.7],
      [8.4, 0.74, 0.43, 1.5],
      [0.27, 1, 1.1, 0.017],
    ),
    draw(
      0,
      [
        [4.9, 1, 6.9e-6, 8.2],
        [0.4, 1, 3.9e-5, 0.018],
      ],
      [0.55, 0.62, 2.5e-5, 0.68],
      [0.074, 4.8, 0.00028, 0.25],
      [3.1, 1, 0.38, 0.017],
    ),
    draw(
      1,
      [
        [6.4, 0.62, 390, 3.6e10],
        [0.74, 1, 0.033, 120],
      ],
      [10, 1.4, 5.2e-11, 1],
      [0.21, 16, 0.48, 0.61],
      [0.53, 1, 1.8, 0.013],
    ),
    draw(
      1,
      [
        [3.2, 1.4, 7.4e-4, 15.6],
        [0.35, 1, 0.39, 2370],
      ],
      [2.9, 0.72, 1.4277, 3.6e-4],
      [15, 0.085, 0, 1.15],
      [1.28, 1, 5.8, 0.017],
    ),
  ]
  test.each(BACKENDS.flatMap((backend) => draws.map((_, i) => [backend, i] as const)))(
    '%s finds the optimum of enterprise %i',
    (backend, i) => {
      const { scenario, level } = draws[i]
      const exact = optimumOf(backend, scenario, { level })
      expect(exact.status).not.toBe('notConverged')
      const grid = optimumOf(backend, scenario, { level, method: 'dense' })
      expect(grid.profit).toBeLessThanOrEqual(exact.profit + PROFIT * sizeOf(exact))
    },
  )
})
