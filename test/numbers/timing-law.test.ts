/** The best numbers of a law, against the present value of every start on a fine grid. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { timing } from '../../bindings/studies/index.ts'
import { generator, scenarioOf } from '../support/drawn-timing.ts'
import { known } from '../support/known.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

/** A tax that rises and falls by steps, and a plant whose price does: many starts are nearly as good as the best. */
function steppedScenario(number: number): ScenarioInput {
  const next = generator(number)
  const times = Array.from({ length: 60 }, (_, i) => i)
  const values = (low: number, high: number) => times.map(() => low + (high - low) * next())
  const changes = [
    { parameter: 'waste.disposalCost', times, values: values(0.5, 1.5) },
    { parameter: 'investment.conversionCost', times, values: values(1500, 2500) },
  ]
  const scenario = scenarioOf({ q: 0.3, end: 60, changes }) as { transformation: object }
  return { ...scenario, transformation: { law: 'linear', from: 0, to: 1, start: 3, duration: 0.3 } } as unknown as ScenarioInput
}

test.each([2, 3])('of many peaks the highest is found: %i', async (number) => {
  const scenario = steppedScenario(number)
  const range: [number, number] = [0, 59]
  const axes = [{ parameter: 'transformation.start', from: range[0], to: range[1], points: 5901 }]
  const { metrics } = await engine.sweep(scenario, { axes, metrics: ['npv'] }).result()
  const highest = Math.max(...metrics.npv)
  const { law } = await timing(engine, scenario, { rate: 5, continuation: 'none', optimise: { start: range } })
  expect(known(law).value).toBeGreaterThan(highest - 1e-9 * Math.abs(highest))
  // A start between two of the grid's is hardly better.
  expect(known(law).value).toBeLessThan(highest * (1 + 1e-3))
})

test('what lies at an end of its range is said to', async () => {
  const growing = scenarioOf({ q: 0.3, J: 1000, end: 10 })
  const { law } = await timing(engine, growing, { continuation: 'none', rate: 2, optimise: { start: [1, 5] } })
  expect(known(law).atEnd).toEqual(['start'])
  expect(known(law).transformation).toMatchObject({ start: 1 })
})
