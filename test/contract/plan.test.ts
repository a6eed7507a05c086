import { describe, expect, test } from 'vitest'
import { LAWS, METHODS, METRICS, PARAMETERS, SENSITIVITY, type ParameterPath } from '../../bindings/model/layout.ts'
import { planOptimum, planSweep } from '../../bindings/plan/plan.ts'
import { parseScenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import { starterScenario } from '../../bindings/scenario/schema/starter.ts'

const scenario = parseScenario(starterScenario())
const slot = (path: ParameterPath) => PARAMETERS.indexOf(path)
const axis = (parameter: string, points = 3) => ({ parameter, from: 0.25, to: 0.75, points })

describe('an optimum', () => {
  test('is a grid of one point with every metric of its factors', () => {
    const { task, metrics, points, shape } = planOptimum(7, scenario, { level: 0.4 })
    expect([task.id, task.factorCount, task.axes, points, shape]).toEqual([7, 1, [], 1, []])
    expect(metrics).toEqual(METRICS.filter((name) => !name.includes('[1]')))
    expect(task.metrics).toEqual(metrics.map((name) => ({ code: METRICS.indexOf(name as never), slot: 0 })))
  })

  test('at a level leaves the law aside', () => {
    const { task } = planOptimum(0, scenario, { level: 0.4 })
    expect([task.law, task.parameters[slot('level')]]).toEqual([-1, 0.4])
  })

  test('at a time asks for the law, by default at the start of the horizon', () => {
    const { task } = planOptimum(0, scenario, { time: 3 })
    expect([LAWS[task.law], task.parameters[slot('time')]]).toEqual([scenario.transformation!.law, 3])
    expect(planOptimum(0, scenario, {}).task.parameters[slot('time')]).toBe(scenario.horizon!.start)
  })

  test('with sensitivities asks for one a parameter of the factors there are', () => {
    const { task, metrics } = planOptimum(0, scenario, { level: 0, sensitivities: true })
    expect(metrics).toContain('sensitivity:production.price')
    expect(metrics).not.toContain('sensitivity:factors[1].price')
    expect(task.metrics.at(-1)).toEqual({ code: SENSITIVITY, slot: slot('level') })
  })

  test('refuses an unknown method by name', () => {
    expect(() => planOptimum(0, scenario, { level: 0, method: 'guess' as never })).toThrow('method is "guess"; expected "exact" or "dense"')
  })
})

describe('a sweep', () => {
  test('has the axes in order, slowest first', () => {
    const { task, axes, shape, points } = planSweep(0, scenario, { axes: [axis('time', 4), axis('waste.disposalCost', 5)] })
    expect([shape, points]).toEqual([[4, 5], 20])
    expect(axes.map(({ parameter }) => parameter)).toEqual(['time', 'waste.disposalCost'])
    expect(task.axes.map((each) => each.slot)).toEqual([slot('time'), slot('waste.disposalCost')])
    expect(task.axes[0].values).toEqual({ spacing: 'linear', from: 0.25, to: 0.75, points: 4 })
  })

  test('over the level leaves the law aside, without one too', () => {
    const { transformation: _, sweep: __, ...static_ } = starterScenario() as ScenarioInput
    expect(planSweep(0, parseScenario(static_), { axes: [axis('level')] }).task.law).toBe(-1)
    expect(planSweep(0, scenario, { axes: [axis('level')] }).task.law).toBe(-1)
  })

  test('takes axes, metrics and method of its own', () => {
    const { task, metrics } = planSweep(0, scenario, { axes: [axis('fixedCost')], metrics: ['cost'], method: 'grid' })
    expect([metrics, METHODS[task.method]]).toEqual([['cost'], 'dense'])
  })

  test('refuses more points than can be numbered', () => {
    const axes = [axis('time', 1e8), axis('waste.disposalCost', 1e8)]
    expect(() => planSweep(0, scenario, { axes })).toThrow('100000000 × 100000000')
  })
})
