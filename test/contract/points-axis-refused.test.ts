/** A points axis that cannot be swept, and what is said of it. */
import { describe, expect, test } from 'vitest'
import { ScenarioError } from '../../bindings/node.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

describe('a points axis is refused', () => {
  const problems = (axes: unknown, input: unknown = oneFactor()) => {
    try {
      parseScenario(changed(input, ['sweep'], { axes }))
    } catch (error) {
      if (error instanceof ScenarioError) return error.problems.map(({ path, expected, fix }) => `${path}: ${expected}; ${fix}`)
      throw error
    }
    return []
  }
  const prices = ['production.price', 'waste.disposalCost']

  test.each<[string, unknown, string]>([
    [
      'an unknown parameter',
      [{ parameters: ['productio.price'], points: [[1]] }],
      'sweep.axes[0].parameters[0]: a numeric path .*did you mean "production.price"',
    ],
    [
      'a parameter twice',
      [{ parameters: ['fixedCost', 'fixedCost'], points: [[1, 2]] }],
      'sweep.axes[0].parameters[1]: each parameter on one axis only; remove this one, or sweep.axes[0].parameters[0]',
    ],
    [
      'a parameter of another axis',
      [
        { parameter: 'fixedCost', values: [1] },
        { parameters: prices.concat('fixedCost'), points: [[1, 2, 3]] },
      ],
      'sweep.axes[1].parameters[2]: each parameter on one axis only; remove this axis, or sweep.axes[0]',
    ],
    [
      'a value outside the range',
      [
        {
          parameters: ['fixedCost', 'waste.scale'],
          points: [
            [1, 2],
            [1, 2],
            [1, -3],
            [2, 4],
          ],
        },
      ],
      'sweep.axes[0].points[2][1]: a finite number, 0 or above, for waste.scale',
    ],
    [
      'a value that is no number',
      [
        {
          parameters: prices,
          points: [
            [1, 2],
            [1, '3'],
          ],
        },
      ],
      'sweep.axes[0].points[1][1]: a finite number; write 3, without quotes',
    ],
    [
      'a short point',
      [{ parameters: prices, points: [[1, 2], [1]] }],
      'sweep.axes[0].points[1]: 2 numbers, one for each parameter; add what is missing',
    ],
    [
      'a long point',
      [{ parameters: ['fixedCost'], points: [[1, 2]] }],
      'sweep.axes[0].points[0]: 1 number, for the one parameter; remove what is too much',
    ],
    [
      'no point',
      [{ parameters: prices, points: [] }],
      'sweep.axes[0].points: a list of points, each a list of finite numbers; add what is missing',
    ],
    [
      'bounds out of order',
      [
        {
          parameters: ['factors[0].upper', 'factors[0].lower'],
          points: [
            [5, 1],
            [3, 4],
          ],
        },
      ],
      'sweep.axes[0].points[1][0]: factors[0].upper above factors[0].lower, which is 4 at this point',
    ],
    [
      'a law beside the level',
      [{ parameters: ['level', 'transformation.start'], points: [[0.5, 1]] }],
      'sweep.axes[0].parameters[1]: an axis that changes something',
    ],
  ])('for %s', (_, axes, words) => {
    expect(problems(axes)).toHaveLength(1)
    expect(problems(axes)[0].replace(/\n/g, ' ')).toMatch(new RegExp(words.replace(/[[\]()]/g, '\\$&').replace(/\.\\\*/g, '.*')))
  })

  test('for times of paths', () => {
    const followed = { ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [1] } }
    expect(problems([{ parameters: ['time', 'fixedCost'], points: [[1, 2]] }], followed)).toEqual([
      'sweep.axes[0].parameters[0]: times on an axis of their own, because paths run through them; give "time" an axis of its own',
    ])
    expect(problems([{ parameters: ['time', 'fixedCost'], points: [[1, 2]] }])).toEqual([])
  })

  test('but not where bounds cross between points only', () => {
    expect(
      problems([
        {
          parameters: ['factors[0].upper', 'factors[0].lower'],
          points: [
            [5, 1],
            [100, 50],
          ],
        },
      ]),
    ).toEqual([])
  })
})
