/** Optima that cannot be asked for, and what is said of them. */
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/index.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }

describe('bad input', () => {
  const request = { scenario: oneFactor(), parameters: ['production.price'], values: Float64Array.of(1) }
  test.each<[string, unknown, unknown, string]>([
    ['no list', request, {}, 'the requests of optima are {"scenario"'],
    ['no request', [null], {}, 'requests[0] is null; expected { scenario, parameters, values }'],
    ['a plain list of values', [{ ...request, values: [1] }], {}, 'requests[0].values is [1]; expected a Float64Array, row by row'],
    [
      'too few values',
      [request, { ...request, parameters: ['production.price', 'level'] }],
      {},
      'requests[1].values has 1 numbers; expected a multiple of 2',
    ],
    [
      'an unknown parameter',
      [{ ...request, parameters: ['production.prise'] }],
      {},
      'requests[0].parameters[0] is "production.prise"; expected a numeric path of the scenario, "level" or "time"; the nearest is "production.price"',
    ],
    [
      'a factor that is not there',
      [{ ...request, parameters: ['factors[1].price'] }],
      {},
      'requests[0].parameters[0] is "factors[1].price"',
    ],
    ['a bad scenario', [{ ...request, scenario: { ...oneFactor(), fixedCost: -1 } }], {}, 'fixedCost: -1'],
    [
      'no level',
      [{ ...request, scenario: changed(oneFactor(), ['transformation'], undefined) }],
      {},
      'a level, because the scenario has no transformation law',
    ],
    ['an unknown quantity', [request], { metrics: ['profits'] }, 'optima have no quantity "profits"; the nearest is "profit"'],
    ['a quantity of paths', [request], { metrics: ['npv'] }, 'optima have no quantity "npv"'],
    ['an unknown sensitivity', [request], { sensitivities: ['time'] }, 'optima have no quantity "sensitivity:time"'],
    [
      'no price',
      [request],
      { secondDerivatives: ['production.scale'] },
      'secondDerivatives has "production.scale"; expected prices: production.price',
    ],
    [
      'another objective',
      [{ ...request, scenario: { ...oneFactor(), objective: 'profitability' } }],
      { secondDerivatives: ['production.price'] },
      'requests[0].scenario.objective is "profitability"; expected "profit"',
    ],
    ['an unknown option', [request], { level: 1 }, 'optima has no option "level"'],
  ])('%s', async (_, list, options, words) => {
    await expect(engines.js.optima(list as never, options as never)).rejects.toThrow(words)
  })
})
