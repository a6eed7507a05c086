import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/index.ts'

/** Waste that is sold at first, a gate fee for the second factor, and a transition that ends the sales. */
const renderer: ScenarioInput = {
  factors: [
    { name: 'energy', price: 1, lower: 0.01, upper: 1e4 },
    { name: 'residues', price: -0.3, lower: 0.5, upper: 20 },
  ],
  production: { scale: 8, elasticities: [0.4, 0.3], price: 1 },
  waste: { scale: 0.5, elasticities: [0.6, 0.9], disposalCost: -0.2 },
  recycling: { yield: 1, exponent: 1, price: 0.1, processingCost: 0.9 },
  fixedCost: 2,
  transformation: { law: 'logistic', from: 0, to: 1, midpoint: 5, timescale: 1 },
  horizon: { start: 0, end: 10, samples: 11 },
  discountRate: 0.05,
}
const fixed = { ...renderer, factors: [renderer.factors[0], { price: -0.3, volume: 3 }] }
const MODES = {
  optimum: { mode: 'optimum' },
  adjustment: { mode: 'adjustment', timescale: [2, 1], initial: [5, 9] },
  capitalisation: { mode: 'capitalisation', share: [0.2, 0], unitCost: [1, 1], depreciation: [0.1, 0.2], initial: [5, 9] },
} as const

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())))

describe.each(['js', 'wasm'] as const)('a path with prices of any sign, by %s', (backend) => {
  test('is at the optimum of each time', async () => {
    const { time, columns, status } = await engines[backend].path(renderer)
    expect(['ok', 'atBound']).toContain(status)
    for (let i = 0; i < time.length; i++) {
      const best = await engines[backend].optimum(renderer, { time: time[i] })
      expect(columns.profit[i]).toBeCloseTo(best.profit, 9)
      expect(columns['factors[1]']![i]).toBeCloseTo(best.factors[1], 9)
    }
  })

  test.each(Object.entries(MODES))('keeps a fixed factor where it is, in mode %s', async (_, dynamics) => {
    const { columns, status } = await engines[backend].path({ ...fixed, dynamics } as ScenarioInput)
    expect(['ok', 'atBound']).toContain(status)
    for (const volume of columns['factors[1]']!) expect(volume).toBeCloseTo(3, 12)
    expect(new Set(columns['factors[0]']).size).toBeGreaterThan(5)
  })

  test.each(Object.entries(MODES))('is the same by both backends, in mode %s', async (_, dynamics) => {
    const scenario = { ...fixed, dynamics, objective: { kind: 'utility', transactionRate: 0.2 } } as ScenarioInput
    const [own, other] = [await engines[backend].path(scenario), await engines[backend === 'js' ? 'wasm' : 'js'].path(scenario)]
    for (const name of ['profit', 'npv', 'advantage', 'factors[0]'] as const) {
      own.columns[name].forEach((value, i) => expect(value, name).toBeCloseTo(other.columns[name][i], 7))
    }
  })

  test('has equilibria where profit buys what wears out, whatever the signs', async () => {
    const growing: ScenarioInput = {
      ...renderer,
      factors: [{ price: -0.5, costExponent: 0.5, lower: 0.01, upper: 1e4 }],
      production: { scale: 3, elasticities: [0.6], price: -0.4 },
      waste: { scale: 0.5, elasticities: [0.9], disposalCost: -2 },
      dynamics: { mode: 'capitalisation', share: [0.3], unitCost: [1], depreciation: [0.1] },
      fixedCost: 0.1,
    }
    const { equilibria } = await engines[backend].equilibria(growing, { level: 0 })
    expect(equilibria.length).toBeGreaterThan(0)
    for (const { volume: x } of equilibria) {
      const profit = -0.4 * 3 * x ** 0.6 + 2 * 0.5 * x ** 0.9 + 0.5 * x ** 0.5 - 0.1
      expect(0.3 * profit).toBeCloseTo(0.1 * x, 9)
    }
    const still = { ...growing, factors: [{ price: 1, volume: 2 }] }
    await expect(
      engines[backend].equilibria({ ...still, dynamics: { ...growing.dynamics, share: [0] } as never }, { level: 0 }),
    ).rejects.toThrow('factors[0].volume')
  })
})
