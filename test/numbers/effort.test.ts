/** What searches may cost, by count: the same on every host. */
import { afterAll, describe, expect, test } from 'vitest'
import { effort } from '../../assembly/shared/effort.ts'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import { drawSigned, random } from '../support/any-signs.ts'
import { optimumOf } from '../support/kernels.ts'

/** What an optimum and a path may cost: 0.1 and 2 seconds, at a tenth of a microsecond or two a unit. */
const OF_OPTIMUM = 5e5
const OF_PATH = 6.6e6

/** Profit pays for a level that moves between maxima of a waste stream worth either sign, in a system far stiffer than its steps. */
const slow: ScenarioInput = {
  factors: [
    { price: -0.64, costExponent: 2.2, lower: 0.07, upper: 62 },
    { price: -10, costExponent: 0.96, lower: 0.002, upper: 1500 },
  ],
  production: { scale: 3.2, elasticities: [1.7, 0.4], price: -0.75 },
  waste: { scale: 0.35, elasticities: [0.85, 0.65], disposalCost: -8.5 },
  recycling: { yield: 0.64, exponent: 0.6, price: -1.46 },
  fixedCost: 1.9,
  transformation: { law: 'invested', from: 0.1, share: 0.5 },
  investment: { conversionCost: 10 },
  horizon: { start: 0, end: 40, samples: 11 },
  dynamics: { mode: 'adjustment', timescale: [0.001, 0.001] },
  changes: [
    {
      name: 'lever',
      law: 'logistic',
      from: 0,
      to: 1,
      midpoint: 3,
      timescale: 1,
      effects: { 'production.price': 3 },
    },
    { parameters: ['recycling.price'], growth: -0.4 },
  ],
}

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())))

describe.each(['js', 'wasm'] as const)('a path whose optima are slow, by %s,', (backend) => {
  test('ends as not converged, with what it reached', async () => {
    const before = effort
    const { status, columns } = await engines[backend].path(slow)
    expect(status).toBe('notConverged')
    if (backend === 'js') expect(effort - before).toBeGreaterThan(1e6)
    expect(effort - before).toBeLessThan(OF_PATH)
    expect(columns.profit[0]).toBeGreaterThan(0)
    expect(columns.profit.at(-1)).toBeNaN()
  }, 60_000)
})

test.each(['profit', 'profitability'] as const)('an optimum of %s costs no more than it may, whatever the signs', (objective) => {
  const draw = random(7)
  for (let i = 0; i < 300; i++) {
    const { scenario, level } = drawSigned(draw, 2)
    const before = effort
    optimumOf('js', { ...scenario, objective }, { level })
    expect(effort - before, JSON.stringify({ scenario, level })).toBeLessThan(OF_OPTIMUM)
  }
})
