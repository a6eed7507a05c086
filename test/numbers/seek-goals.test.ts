/** Goals of enterprises whose answers are closed forms. */
import { afterAll, expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/index.ts'
import { seek, type GoalOptions } from '../../bindings/studies/index.ts'
import reference from '../fixtures/studies/public-seek.json' with { type: 'json' }

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

interface Case extends GoalOptions {
  name: string
  scenario: ScenarioInput
  solutions: { kind: string; value: number; below?: number; above?: number }[]
  nearest?: { value: number; metric: number; tolerance: number }
  tolerance?: number
}

test.each(reference.cases as unknown as Case[])(
  '$name',
  async ({ scenario, solutions, nearest, tolerance = 1e-11, parameter, metric, target, from, to }) => {
    const found = await seek(engine, scenario, { parameter, metric, target, from, to })
    expect(found.solutions.map(({ kind }) => kind)).toEqual(solutions.map(({ kind }) => kind))
    solutions.forEach((expected, i) => {
      const { value, metric, below, above } = found.solutions[i]
      expect(Math.abs(value! - expected.value)).toBeLessThanOrEqual(tolerance * Math.abs(expected.value))
      if (expected.kind === 'root') expect(Math.abs(metric! - target)).toBeLessThanOrEqual(tolerance * Math.abs(target))
      if (expected.below !== undefined)
        expect([below, above]).toEqual([expect.closeTo(expected.below, 6), expect.closeTo(expected.above!, 6)])
    })
    if (nearest === undefined) return
    expect(Math.abs(found.nearest!.value - nearest.value)).toBeLessThanOrEqual(nearest.tolerance)
    expect(Math.abs(found.nearest!.metric - nearest.metric)).toBeLessThanOrEqual(nearest.tolerance)
  },
)

const plant = {
  factors: [{ price: 1, volume: 4 }],
  production: { scale: 10, elasticities: [0.5], price: 1 },
  waste: { scale: 1, elasticities: [0.5], disposalCost: 1 },
  recycling: { yield: 1, price: 1 },
  transformation: { law: 'linear', from: 0, to: 1, start: 0, duration: 2 },
  horizon: { start: 0, end: 10, samples: 11 },
} satisfies ScenarioInput

test('a metric that a parameter does not move is on its target, or off it, everywhere', async () => {
  const goal = { parameter: 'waste.disposalCost', metric: 'output', from: 0, to: 2 }
  expect((await seek(engine, plant, { ...goal, target: 20 })).solutions).toEqual([{ kind: 'interval', from: 0, to: 2, metric: 20 }])
  expect(await seek(engine, plant, { ...goal, target: 21 })).toMatchObject({ solutions: [], nearest: { metric: 20 } })
})

test('where a cost is 0 there is no profitability, and so no jump of it', async () => {
  // Revenue 20, cost 4 + 2 d: 0 at −2, none there.
  const goal = { parameter: 'waste.disposalCost', metric: 'profitability', from: -3.1, to: 2, level: 0 }
  const found = await seek(engine, plant, { ...goal, target: 3 })
  expect(found.solutions).toEqual([{ kind: 'root', value: expect.closeTo(0.5, 11), metric: expect.closeTo(3, 11) }])
})

test('values over a horizon whose end is sought are at that end', async () => {
  // A year earns 14 to begin with and 18 from year 2 on: 32 + 18 (end − 2).
  const found = await seek(engine, plant, { parameter: 'horizon.end', metric: 'npv', target: 122, from: 2, to: 30 })
  expect(found.solutions).toEqual([{ kind: 'root', value: expect.closeTo(7, 8), metric: expect.closeTo(122, 7) }])
})
