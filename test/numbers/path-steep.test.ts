import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import fixtures from '../fixtures/steep-paths.json' with { type: 'json' }
import { constantWaste } from '../support/paths.ts'

const RELATIVE = 1e-10
const STEPS = 200

interface Case {
  id: string
  scenario: ScenarioInput
  /** A value a sample; `payback` is left out where the advantage is but rounding beside the profit. */
  reference: Record<(typeof COLUMNS)[number], number[]> & { totalDischarged: number; payback?: number | null }
}

const COLUMNS = ['level', 'discountedProfit', 'discountedInvestment', 'advantage'] as const
const cases = fixtures.cases as unknown as Case[]

describe.each(['js', 'wasm'] as const)('%s', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  describe('follows transitions much shorter than the horizon, and far off:', () => {
    test.each(cases.map((each) => [each.id, each] as const))('%s', async (_, { scenario, reference }) => {
      const { time, columns, totalDischarged, payback, status, stats } = await engine.path(scenario)
      expect(status).toBe('ok')
      for (const name of COLUMNS) {
        reference[name].forEach((value, i) => {
          // The advantage may be a small difference of profits.
          const slack = name === 'advantage' ? 1e-14 * reference.discountedProfit[i] : 0
          near(columns[name][i], value, slack, `${name} at ${time[i]}`)
        })
      }
      near(totalDischarged, reference.totalDischarged, 0, 'totalDischarged')
      if (reference.payback === null) expect(payback).toBeNull()
      else if (reference.payback !== undefined) near(payback!, reference.payback, 0, 'payback')
      expect(stats.steps + stats.rejections).toBeLessThan(STEPS)
    })
  })

  test('takes few steps once a level that profit pays for is 1', async () => {
    const scenario = { ...constantWaste({ law: 'invested', from: 0.125, share: 500 }, 0.001), discountRate: 0.05 }
    const { columns, stats, status } = await engine.path(scenario)
    expect([status, columns.level[1]]).toEqual(['ok', 1])
    expect(stats.steps + stats.rejections).toBeLessThan(STEPS)
  })

  test.each([
    { law: 'linear', from: 0, to: 1, start: 2020, duration: 1e-5 },
    { law: 'smoothstep', from: 1, to: 0, start: 2020.5, duration: 1e-4 },
    { law: 'exponential', from: 0, to: 1, start: 2024, timescale: 1e-3 },
    { law: 'logistic', from: 0, to: 1, midpoint: 2020, timescale: 1e-6 },
  ] as const)('asks no more of $law than the rounding of its times allows', async (transformation) => {
    for (const dynamics of [{ mode: 'optimum' }, { mode: 'adjustment', timescale: [1] }] satisfies ScenarioInput['dynamics'][]) {
      const scenario = { ...constantWaste(transformation, 5), horizon: { start: 2020, end: 2050, samples: 4 }, dynamics }
      const { status, stats } = await engine.path(scenario, { tolerance: 1e-14 })
      expect(status).toBe('ok')
      expect(stats.steps + stats.rejections).toBeLessThan(STEPS)
    }
  })
})

function near(actual: number, expected: number, slack: number, what: string) {
  expect(Math.abs(actual - expected), `${what}: ${actual}, expected ${expected}`).toBeLessThanOrEqual(RELATIVE * Math.abs(expected) + slack)
}
