import { describe, expect, test } from 'vitest'
import { LAWS } from '../../bindings/model/layout.ts'
import { BACKENDS, kernels, taskOf, type ScenarioInput } from '../support/kernels.ts'
import { oneFactor } from '../support/scenarios.ts'
import { usualTransformation } from '../support/variants.ts'

describe('the level', () => {
  const common = { from: 0.1, to: 0.9 }
  const laws: NonNullable<ScenarioInput['transformation']>[] = [
    { law: 'constant', level: 0.35 },
    { law: 'linear', ...common, start: 2, duration: 5 },
    { law: 'smoothstep', ...common, start: 2, duration: 5 },
    { law: 'exponential', ...common, start: 2, timescale: 1.5 },
    { law: 'logistic', ...common, midpoint: 5, timescale: 0.7 },
    { law: 'gompertz', ...common, inflection: 4, timescale: 1.3 },
    { law: 'bass', ...common, start: 1, innovation: 0.03, imitation: 0.8 },
    { law: 'table', times: [1, 3, 4, 8], levels: [0.1, 0.15, 0.7, 0.7] },
  ]

  const levels = (transformation: NonNullable<ScenarioInput['transformation']>, backend: 'js' | 'wasm', times: number[]) => {
    const scenario = { ...oneFactor(), transformation }
    const task = taskOf(scenario, { axes: [{ parameter: 'time', values: times }], metrics: ['level'] })
    return [...kernels[backend].run(task, 0, times.length).columns[0]]
  }

  const usual = LAWS.filter((law) => law !== 'invested').map(usualTransformation)
  test.each([...laws, ...usual].map((each) => [each.law, each] as const))('by the law %s is the same on both sides', (_, law) => {
    const times = Array.from({ length: 241 }, (_, i) => -2 + i / 20)
    const js = levels(law, 'js', times)
    levels(law, 'wasm', times).forEach((level, i) => expect(Math.abs(level - js[i])).toBeLessThanOrEqual(4e-16))
    expect(Math.max(...js)).toBeLessThanOrEqual(1)
    expect(Math.min(...js)).toBeGreaterThanOrEqual(0)
  })

  test.each([
    ['linear', 4, 0.1 + 0.8 * 0.4],
    ['linear', 9, 0.9],
    ['linear', 1, 0.1],
    ['smoothstep', 4.5, 0.5],
    ['smoothstep', 3, 0.1 + 0.8 * (0.04 * 2.6)],
    ['exponential', 3.5, 0.1 + 0.8 * (1 - Math.exp(-1))],
    ['exponential', 0, 0.1],
    ['logistic', 5, 0.5],
    ['logistic', 5.7, 0.1 + 0.8 / (1 + Math.exp(-1))],
    ['gompertz', 4, 0.1 + 0.8 * Math.exp(-1)],
    ['bass', 1, 0.1],
    ['bass', 3, 0.1 + (0.8 * (1 - Math.exp(-1.66))) / (1 + (0.8 / 0.03) * Math.exp(-1.66))],
    ['table', 3, 0.15],
    ['table', 0, 0.1],
    ['table', 6, 0.7],
    ['constant', 3, 0.35],
  ] as const)('by the law %s at %d is %d', (name, time, expected) => {
    const law = laws.find((each) => each.law === name)!
    for (const backend of BACKENDS) expect(levels(law, backend, [time])[0]).toBeCloseTo(expected, 14)
  })
})
