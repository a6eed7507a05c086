import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { oneFactor, twoFactor } from '../support/scenarios.ts'

/** Wear alone: x(t) = x(0) e^{−t}, which is below the least number from t = 752 or so on. */
const wear = { mode: 'capitalisation' as const, share: [0], unitCost: [1], depreciation: [1], initial: [400] }
const horizon = { start: 0, end: 2000, samples: 401 }
const constant = { law: 'constant' as const, level: 0.5 }

const cases: Record<string, Partial<ScenarioInput>> = {
  'a concave cost': { factors: [{ price: 1, costExponent: 0.5, lower: 0.001, upper: 1000 }] },
  'waste that no volume makes': { waste: { scale: 0.5, elasticities: [0], disposalCost: 1 } },
  'recycling that saturates': { recycling: { yield: 1, price: 1, exponent: 0.5 } },
  'a gate fee, and a product that costs': {
    factors: [{ price: -1, lower: 0.001, upper: 1000 }],
    recycling: { yield: 1, price: -1, exponent: 0.5 },
  },
  'a price that changes at the end': { changes: [{ parameter: 'production.price', times: [0, 2000], values: [1, 2] }] },
  'a level that moves late': { transformation: { law: 'linear', from: 0, to: 1, start: 900, duration: 100 } },
  'a level that profit pays for': { transformation: { law: 'invested', from: 0, share: 0.1 }, investment: { conversionCost: 10 } },
  'a first volume next to 0': { dynamics: { ...wear, initial: [1e-300] } },
  'a least first volume': { dynamics: { ...wear, initial: [5e-324] } },
}

describe.each(['js', 'wasm'] as const)('a volume that wears down to nothing, by %s', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test.each(Object.entries(cases))('goes on: %s', async (_, change) => {
    const scenario = { ...oneFactor(), transformation: constant, horizon, dynamics: wear, ...change }
    const { status, time, columns, domainErrorFrom, totalDischarged } = await engine.path(scenario)
    expect([status, domainErrorFrom]).toEqual(['ok', null])
    const first = (scenario.dynamics as typeof wear).initial[0]
    time.forEach((t, i) => {
      const expected = first * Math.exp(-t)
      expect(Math.abs(columns['factors[0]'][i] - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-307)
    })
    expect(columns['factors[0]'].at(-1)).toBe(0)
    expect(columns.output.at(-1)).toBe(0)
    for (const name of ['waste', 'profit', 'cost', 'npv', 'advantage'] as const)
      expect(columns[name].every(Number.isFinite), name).toBe(true)
    expect(totalDischarged).toBeGreaterThanOrEqual(0)
  })

  test('beside one that lives on', async () => {
    const dynamics = { mode: 'capitalisation' as const, share: [0, 0.05], unitCost: [1, 1], depreciation: [1, 0.01] }
    const production = { scale: 50, elasticities: [0.01, 0.3], price: 1 }
    const { status, columns } = await engine.path({ ...twoFactor(), production, transformation: constant, horizon, dynamics })
    expect(status).toBe('ok')
    expect(columns['factors[0]'].at(-1)).toBe(0)
    expect(columns['factors[1]']!.every((x) => x > 0)).toBe(true)
  })

  test('with a profit in proportion to the volume, too small to keep it up', async () => {
    const production = { scale: 1, elasticities: [1], price: 1.5 }
    const waste = { scale: 0, elasticities: [1], disposalCost: 0 }
    const dynamics = { ...wear, share: [0.5] }
    const { status, time, columns } = await engine.path({ ...oneFactor(), production, waste, transformation: constant, horizon, dynamics })
    expect(status).toBe('ok')
    // x' = (0.5 · 0.5 − 1) x
    time.forEach((t, i) => {
      const expected = 400 * Math.exp(-0.75 * t)
      expect(Math.abs(columns['factors[0]'][i] - expected)).toBeLessThanOrEqual(1e-7 * expected + 1e-289)
    })
  })
})
