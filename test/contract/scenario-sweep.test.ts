import { describe, expect, test } from 'vitest'
import { ScenarioError } from '../../bindings/errors.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const range = (parameter: string, from: number, to: number, more = {}) => ({ parameter, from, to, points: 5, ...more })

function problemsOfSweep(sweep: unknown, input: unknown = oneFactor()) {
  try {
    parseScenario(changed(input, ['sweep'], sweep))
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ path, expected, fix }) => ({ path, words: `${expected}; ${fix}` }))
    throw error
  }
  return []
}

function expectProblem(sweep: unknown, path: string, words: string, input?: unknown) {
  expect(problemsOfSweep(sweep, input)).toEqual([{ path, words: expect.stringContaining(words) }])
}

const { transformation, ...withoutLaw } = oneFactor()
const { horizon, ...withoutHorizon } = oneFactor()
const invested = { ...oneFactor(), transformation: { law: 'invested', from: 0, share: 0.1 }, investment: { conversionCost: 5 } }
const tabled = { ...oneFactor(), transformation: { law: 'table', times: [0, 2, 4], levels: [0, 0.5, 1] } }

describe('an axis', () => {
  test.each([
    [range('production.price', 1, 2), oneFactor()],
    [range('factors[1].price', 2, 1, { spacing: 'log' }), twoFactor()],
    [range('time', -5, 5), oneFactor()],
    [range('discountRate', 0, 0.1), oneFactor()],
    [range('level', 0, 1), withoutLaw],
    [range('transformation.times[1]', 1, 3), tabled],
    [range('time', 0, 10), invested],
    [range('transformation.share', 0, 1), invested],
    [range('fixedCost', 2, 2, { points: 1 }), oneFactor()],
    [range('production.price', 1, 2, { points: 2 ** 31 - 1 }), oneFactor()],
    [{ parameter: 'waste.scale', values: [0] }, oneFactor()],
  ])('%j is accepted', (axis, input) => expect(problemsOfSweep({ axes: [axis] }, input)).toEqual([]))

  test.each([
    ['production.elasticity[0]', 'did you mean "production.elasticities[0]"?'],
    ['factors[0].prise', 'did you mean "factors[0].price"?'],
    ['', 'numeric path'],
    ['production', 'choose a number inside it: production.scale'],
    ['production.elasticities', 'production.elasticities[0]'],
    ['factors[1].price', 'use factors[0].price, or add a second factor'],
    ['production.elasticities[1]', 'use production.elasticities[0]'],
    ['factors[2].price', 'did you mean "factors[0].price"?'],
    ['transformation.midpoint', 'it has transformation.from, transformation.to, transformation.start, transformation.duration'],
    ['transformation.law', 'the path of a number'],
    ['transformation.times[0]', 'a parameter of the law "linear"'],
    ['dynamics.timescale[0]', 'a parameter of the mode "optimum"'],
    ['horizon.samples', 'how often a path is reported'],
    ['sweep.axes[0].from', 'a sweep cannot vary itself'],
    ['__proto__.x', 'numeric path'],
  ])('on %j is refused', (parameter, words) => {
    expectProblem({ axes: [{ parameter, values: [1] }] }, 'sweep.axes[0].parameter', words)
  })

  test.each([
    ['time', withoutLaw, 'add "transformation"'],
    ['transformation.from', withoutLaw, 'add "transformation" to the scenario first'],
    ['horizon.start', withoutHorizon, 'add "horizon" to the scenario first'],
    ['dynamics.initial[0]', { ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [1] } }, 'add "dynamics.initial"'],
    ['transformation.times[3]', tabled, 'use transformation.times[0] to transformation.times[2]'],
  ])('on %j needs what the scenario lacks', (parameter, input, words) => {
    expectProblem({ axes: [{ parameter, values: [1] }] }, 'sweep.axes[0].parameter', words, input)
  })

  test.each([
    [range('production.price', 1, 2, { points: 0 }), 'points', '1 or above'],
    [range('production.price', 1, 2, { points: 2.5 }), 'points', 'whole number'],
    [range('production.price', 1, 2, { points: 1 }), 'points', 'at least 2'],
    [
      range('production.price', 1, 2, { points: 2 ** 31 }),
      'points',
      'at most 2147483647 points on one axis; ask for fewer points, sweep a part of the range at a time',
    ],
    [range('fixedCost', 0, 2, { spacing: 'log' }), 'from', 'above 0, because the spacing is "log"'],
    [range('time', 1, -2, { spacing: 'log' }), 'to', 'above 0, because the spacing is "log"'],
    [range('fixedCost', 0, 2, { spacing: 'logarithmic' }), 'spacing', '"linear" or "log"'],
    [range('fixedCost', 0, Infinity), 'to', 'finite'],
    [{ parameter: 'fixedCost', from: 0, to: 1 }, 'points', 'add "points"'],
    [{ parameter: 'fixedCost' }, 'values', 'instead of values: from, to and points'],
    [{ parameter: 'fixedCost', values: [] }, 'values', 'a list of finite numbers'],
    [{ parameter: 'fixedCost', values: [1, NaN] }, 'values[1]', 'finite'],
    [{ parameter: 'fixedCost', values: [1], points: 3 }, 'points', 'either values, or from, to and points'],
    [{ parameter: 'fixedCost', values: [3, 1, -2, -1] }, 'values[2]', '0 or above, for fixedCost'],
    [range('production.elasticities[0]', 0, 1), 'from', 'above 0'],
    [range('level', 0, 1.2), 'to', 'from 0 to 1'],
    [range('recycling.exponent', 0.5, 1.5), 'to', 'at most 1'],
    [range('transformation.to', -0.5, 1), 'from', 'from 0 to 1'],
    [range('factors[0].lower', 1, 1000), 'parameter', 'below factors[0].upper'],
    [range('factors[0].upper', 10, 0.001), 'parameter', 'factors[0].lower'],
    [range('horizon.end', 5, -1), 'parameter', 'at most horizon.end'],
  ])('%j is refused', (axis, key, words) => expectProblem({ axes: [axis] }, `sweep.axes[0].${key}`, words))

  test('keeps the order of table times and the price of an invested level', () => {
    expectProblem({ axes: [range('transformation.times[1]', 1, 4)] }, 'sweep.axes[0].parameter', 'transformation.times[2]', tabled)
    expectProblem({ axes: [range('investment.conversionCost', 0, 4)] }, 'sweep.axes[0].from', 'start the axis above 0', invested)
  })
})

describe('a sweep', () => {
  test.each([
    [{ axes: [] }, 'sweep.axes', 'at least one axis'],
    [{ axes: [range('fixedCost', 0, 1), range('fixedCost', 0, 2)] }, 'sweep.axes[1].parameter', 'remove this axis, or sweep.axes[0]'],
    [{ axes: [range('level', 0, 1), range('time', 0, 2)] }, 'sweep.axes[1].parameter', 'overrides the transformation law'],
    [{ axes: [range('transformation.to', 0, 1), range('level', 0, 1)] }, 'sweep.axes[0].parameter', 'overrides the transformation law'],
    [{ axes: [range('factors[0].lower', 1, 50), range('factors[0].upper', 20, 90)] }, 'sweep.axes[0].parameter', 'up to 50'],
    [{ axis: [], axes: [range('fixedCost', 0, 1)] }, 'sweep.axis', 'is there already'],
  ])('%j is refused', (sweep, path, words) => expectProblem(sweep, path, words))

  test.each([
    [[], 'sweep.metrics', 'at least one metric'],
    [['profits'], 'sweep.metrics[0]', 'did you mean "profit"?'],
    [['cost', 'profit', 'cost'], 'sweep.metrics[2]', 'each metric once'],
    [['factors[1]'], 'sweep.metrics[0]', 'use "factors[0]"'],
    [['sensitivity:factors[1].price'], 'sweep.metrics[0]', 'use "sensitivity:factors[0].price"'],
    [['sensitivity:production.prices'], 'sweep.metrics[0]', 'did you mean "sensitivity:production.price"?'],
    [['sensitivity:discountRate'], 'sweep.metrics[0]', 'sensitivity:<parameter>'],
    [[7], 'sweep.metrics[0]', 'one of level, factors[0], regime[0], output'],
  ])('with the metrics %j is refused', (metrics, path, words) => {
    expectProblem({ axes: [range('fixedCost', 0, 1)], metrics }, path, words)
  })
})
