/** Changes over time as axes of a sweep. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

describe.each(['js', 'wasm'] as const)('changes as axes, %s:', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test('everything that changes may be an axis', async () => {
    const changes: ScenarioInput['changes'] = [
      { parameters: ['production.price'], growth: 0.02 },
      { parameter: 'waste.disposalCost', times: [1, 4], values: [1, 2], scale: 1.5 },
      { law: 'logistic', midpoint: 5, timescale: 1, effects: { 'factors[0].price': 0.8, fixedCost: 2 } },
    ]
    const scenario = { ...oneFactor(), fixedCost: 3, changes }
    const axes: [string, number, (string | number)[]][] = [
      ['changes[0].growth', 0.05, ['changes', 0, 'growth']],
      ['changes[1].scale', 2, ['changes', 1, 'scale']],
      ['changes[1].times[1]', 3, ['changes', 1, 'times', 1]],
      ['changes[1].values[0]', 0.2, ['changes', 1, 'values', 0]],
      ['changes[2].midpoint', 3, ['changes', 2, 'midpoint']],
      ['changes[2].to', 0.5, ['changes', 2, 'to']],
      ['changes[2].effects[factors[0].price]', 1.3, ['changes', 2, 'effects', 'factors[0].price']],
      ['changes[2].effects[fixedCost]', 0, ['changes', 2, 'effects', 'fixedCost']],
    ]
    for (const [parameter, value, path] of axes) {
      const other = changed(scenario, path, value)
      const metrics = ['npv', 'payback', 'maximumProfit'] as const
      const swept = await engine.sweep(scenario, { axes: [{ parameter, values: [value] }], metrics: [...metrics] }).result()
      const alone = await engine.path(other)
      expect([swept.metrics.npv[0], swept.metrics.maximumProfit[0]], parameter).toEqual([alone.columns.npv[10], alone.maximumProfit])
      const points = await engine
        .sweep(scenario, {
          axes: [
            { parameter: 'time', values: [0, 2.5, 6] },
            { parameter, values: [value] },
          ],
          metrics: ['profit'],
        })
        .result()
      for (const [i, time] of [0, 2.5, 6].entries())
        expect(points.metrics.profit[i], parameter).toBe((await engine.optimum(other, { time })).profit)
    }
  })

  test('a level and a time may be axes together', async () => {
    const scenario = { ...oneFactor(), changes: [{ parameters: ['waste.disposalCost'], growth: 0.1 }] }
    const axes = [
      { parameter: 'level', values: [0, 0.5, 1] },
      { parameter: 'time', values: [0, 7] },
    ]
    const { metrics } = await engine.sweep(scenario, { axes, metrics: ['profit'] }).result()
    for (const [i, level] of [0, 0.5, 1].entries())
      for (const [j, time] of [0, 7].entries()) {
        expect(metrics.profit[2 * i + j]).toBe((await engine.optimum(scenario, { level, time })).profit)
      }
  })
})
