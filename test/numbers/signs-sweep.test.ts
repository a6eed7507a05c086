import { describe, expect, test } from 'vitest'
import type { TaskAxis } from '../../bindings/plan/task.ts'
import { BACKENDS, everyMetric, kernels, optimumOf, runInChunks, taskOf, type ScenarioInput } from '../support/kernels.ts'

const workshop: ScenarioInput = {
  factors: [
    { price: 1, lower: 0.01, upper: 1e3 },
    { price: 0.7, costExponent: 1.3, lower: 0.01, upper: 1e3 },
  ],
  production: { scale: 5, elasticities: [0.4, 0.3], price: 1 },
  waste: { scale: 0.5, elasticities: [0.5, 0.6], disposalCost: 0.4 },
  recycling: { yield: 0.9, exponent: 0.7, price: 0.8, processingCost: 0.1 },
  fixedCost: 3,
}
const prices = ['factors[0].price', 'production.price', 'waste.disposalCost', 'recycling.price', 'recycling.processingCost']

describe.each(BACKENDS)('axes that cross zero, by %s', (backend) => {
  test.each(prices)('%s has the bits of each optimum alone, in chunks of any size', (parameter) => {
    const metrics = everyMetric(2)
    const axes = [
      { parameter: 'level', values: [0, 0.5] },
      { parameter, from: -1, to: 1, points: 9 },
    ]
    const task = taskOf(workshop, { axes, metrics })
    const whole = kernels[backend].run(task, 0, 18)
    for (const size of [1, 2, 5, 7]) {
      const parts = runInChunks(kernels[backend], task, size)
      expect(parts.status).toEqual(whole.status)
      parts.columns.forEach((column, m) => expect(column, metrics[m]).toEqual(whole.columns[m]))
    }
    const [, along] = task.axes as [TaskAxis, TaskAxis & { values: { from: number; to: number } }]
    for (let i = 0; i < 9; i++) {
      const value = along.values.from + ((along.values.to - along.values.from) * i) / 8
      const scenario = changed(workshop, parameter, value)
      const alone = optimumOf(backend, scenario, { level: 0.5 })
      expect(whole.columns[metrics.indexOf('profit')][9 + i], String(value)).toBe(alone.profit)
      expect(whole.columns[metrics.indexOf('profitOfLevel')][9 + i], String(value)).toBe(alone.profitOfLevel)
    }
  })

  test('volume and transactionRate are axes', () => {
    const scenario: ScenarioInput = {
      ...workshop,
      transformation: { law: 'constant', level: 0 },
      factors: [workshop.factors[0], { price: 0.7, volume: 2 }],
      objective: { kind: 'utility', transactionRate: 0.1 },
    }
    const axes = [
      { parameter: 'factors[1].volume', values: [1, 2, 3] },
      { parameter: 'objective.transactionRate', values: [0, 0.1, 0.5] },
    ]
    const task = taskOf(scenario, { axes, metrics: ['utility', 'factors[1]', 'regime[1]', 'transactionCost'] })
    const { columns, status } = kernels[backend].run(task, 0, 9)
    expect([...status]).toEqual(Array(9).fill(0))
    expect([...columns[1]]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3])
    expect(new Set(columns[2])).toEqual(new Set([3]))
    expect(columns[0][4]).toBe(optimumOf(backend, scenario, { level: 0 }).utility)
    expect(columns[3][0]).toBe(0)
  })
})

/** A copy with another number at a path such as `factors[0].price`. */
function changed(scenario: ScenarioInput, path: string, value: number): ScenarioInput {
  const copy = structuredClone(scenario) as unknown as Record<string, never>
  const keys = path.match(/[^.[\]]+/g)!
  const parent = keys.slice(0, -1).reduce<Record<string, never>>((node, key) => node[key], copy)
  parent[keys.at(-1)!] = value as never
  return copy as unknown as ScenarioInput
}
