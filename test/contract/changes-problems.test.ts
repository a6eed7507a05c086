/** Changes over time that are wrong, and what is said of them. */
import { describe, expect, test } from 'vitest'
import { parseScenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import { oneFactor } from '../support/scenarios.ts'

describe('changes that are wrong', () => {
  const problems: [string, Partial<ScenarioInput> | Record<string, unknown>, RegExp][] = [
    [
      'two schedules on one parameter',
      {
        changes: [
          { parameter: 'fixedCost', times: [0], values: [1] },
          { parameter: 'fixedCost', times: [1], values: [1] },
        ],
      },
      /changes\[1\]\.parameter: "fixedCost"[\s\S]*one schedule a parameter: changes\[0\]/,
    ],
    [
      'a path that is none',
      { changes: [{ parameters: ['waste.disposalCosts'], growth: 0.1 }] },
      /changes\[0\]\.parameters\[0\]: "waste.disposalCosts"[\s\S]*did you mean "waste.disposalCost"/,
    ],
    [
      'a parameter that does not change',
      { changes: [{ parameter: 'discountRate', times: [0], values: [1] }] },
      /changes\[0\]\.parameter[\s\S]*a parameter of the enterprise/,
    ],
    [
      'a second factor that is not there',
      { changes: [{ law: 'constant', level: 1, effects: { 'factors[1].price': 2 } }] },
      /changes\[0\]\.effects\[factors\[1\]\.price\]: 2[\s\S]*use factors\[0\]\.price/,
    ],
    [
      'times out of order',
      { changes: [{ parameter: 'fixedCost', times: [0, 2, 1], values: [1, 2, 3] }] },
      /changes\[0\]\.times\[2\]: 1[\s\S]*above changes\[0\]\.times\[1\], which is 2/,
    ],
    [
      'values that are too few',
      { changes: [{ parameter: 'fixedCost', times: [0, 2], values: [1] }] },
      /changes\[0\]\.values[\s\S]*as many values as times: 2/,
    ],
    [
      'growth without a beginning',
      { horizon: undefined, changes: [{ parameters: ['fixedCost'], growth: 0.1 }] },
      /changes\[0\]\.since: missing[\s\S]*add "since"/,
    ],
    [
      'an axis on what a schedule replaces',
      { changes: [{ parameter: 'fixedCost', times: [0], values: [1] }], sweep: { axes: [{ parameter: 'fixedCost', values: [1] }] } },
      /changes\[0\] replaces fixedCost[\s\S]*vary changes\[0\]\.scale/,
    ],
    [
      'an axis that passes another knot',
      {
        changes: [{ parameter: 'fixedCost', times: [0, 2], values: [1, 2] }],
        sweep: { axes: [{ parameter: 'changes[0].times[0]', values: [1, 3] }] },
      },
      /changes\[0\]\.times\[0\] \(up to 3\) below changes\[0\]\.times\[1\]/,
    ],
    [
      'a key too many',
      { changes: [{ parameter: 'fixedCost', times: [0], values: [1], interpolate: 'linear' }] },
      /changes\[0\]\.interpolate[\s\S]*rename it to "interpolation"/,
    ],
    [
      'a lever without effects',
      { changes: [{ law: 'constant', level: 1, effects: {} }] },
      /changes\[0\]\.effects[\s\S]*at least one parameter/,
    ],
  ]
  test.each(problems)('%s', (_, rest, message) => {
    expect(() => parseScenario({ ...oneFactor(), ...rest } as ScenarioInput)).toThrow(message)
  })
})
