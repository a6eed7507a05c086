/** Levels that fall: what that costs in the value of a given law (model.md, section 6). */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/node.ts'
import { oneFactor } from '../support/scenarios.ts'

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())))

const RATE = 0.07
/** ∫ e^{−ρt} dt from a to b. */
const discounted = (a: number, b: number) => (Math.exp(-RATE * a) - Math.exp(-RATE * b)) / RATE
const falling = { law: 'linear', from: 0.9, to: 0.1, start: 2, duration: 4 }
const waves = { law: 'table', times: [0, 3, 5, 8], levels: [0.2, 0.8, 0.8, 0.4] }
const scenario = (transformation: object, investment: object, more: object = {}) =>
  ({ ...oneFactor(), transformation, discountRate: RATE, investment, ...more }) as unknown as ScenarioInput

describe.each(['js', 'wasm'] as const)('%s', (backend) => {
  const investmentOf = async (...of: Parameters<typeof scenario>) => {
    const { columns, status } = await engines[backend].path(scenario(...of))
    expect(status).toBe('ok')
    columns.npv.forEach((npv, i) => expect(npv).toBeCloseTo(columns.discountedProfit[i] - columns.discountedInvestment[i], 7))
    return columns.discountedInvestment[columns.discountedInvestment.length - 1]
  }

  test('without a cost of its own a fall gains back what a rise costs', async () => {
    expect(await investmentOf(falling, { conversionCost: 100 })).toBeCloseTo(-100 * 0.2 * discounted(2, 6), 8)
    expect(await investmentOf(falling, { conversionCost: 100, reversalCost: -100 })).toBeCloseTo(-100 * 0.2 * discounted(2, 6), 8)
  })

  test.each([30, 0, -40])('a fall at %d', async (reversalCost) => {
    expect(await investmentOf(falling, { conversionCost: 100, reversalCost })).toBeCloseTo(reversalCost * 0.2 * discounted(2, 6), 8)
  })

  test('rises and falls of a table have each their own cost', async () => {
    const costs = async (reversalCost?: number) => investmentOf(waves, { conversionCost: 100, reversalCost })
    const [up, down] = [await costs(0), (await costs(1)) - (await costs(0))]
    expect(await costs()).toBeCloseTo(up - 100 * down, 6)
    expect(await costs(30)).toBeCloseTo(up + 30 * down, 6)
    // Undiscounted they are what the level rises and falls by.
    expect(await investmentOf(waves, { conversionCost: 100, reversalCost: 30 }, { discountRate: 0 })).toBeCloseTo(100 * 0.6 + 30 * 0.4, 7)
  })

  test('beside a cost of conversion that changes, and as an axis', async () => {
    const changes = [{ parameters: ['investment.conversionCost'], growth: 0.05 }]
    expect(await investmentOf(falling, { conversionCost: 100, reversalCost: 30 }, { changes })).toBeCloseTo(30 * 0.2 * discounted(2, 6), 8)
    const { metrics } = await engines[backend]
      .sweep(scenario(falling, { conversionCost: 100, reversalCost: 1 }), {
        axes: [{ parameter: 'investment.reversalCost', values: [30, -100] }],
        metrics: ['discountedInvestment'],
      })
      .result()
    expect(metrics.discountedInvestment[0]).toBeCloseTo(30 * 0.2 * discounted(2, 6), 8)
    expect(metrics.discountedInvestment[1]).toBeCloseTo(-100 * 0.2 * discounted(2, 6), 8)
  })
})
