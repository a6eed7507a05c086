/** Axes of samples of what is uncertain. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  createEngine,
  maximum,
  mean,
  mergeShards,
  reduceSweep,
  ScenarioError,
  writeSweep,
  type ScenarioInput,
} from '../../bindings/node.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { rangeWarnings } from '../../bindings/scenario/rules/range-warnings.ts'
import { changed, oneFactor } from '../support/scenarios.ts'
import { inFolder, query, tableOf } from '../support/sweeps.ts'

const uncertainty = {
  parameters: {
    'waste.disposalCost': { distribution: 'normal', mean: 1, sd: 0.2, low: 0 },
    'recycling.price': { distribution: 'logNormal', median: 1, gsd: 1.3 },
    'production.elasticities[0]': { distribution: 'triangular', low: 0.3, mode: 0.5, high: 0.6 },
    fixedCost: { distribution: 'empirical', values: [1, 2, 3], weights: [1, 2, 1] },
  },
  correlation: {
    paths: ['recycling.price', 'waste.disposalCost', 'fixedCost'],
    matrix: [
      [1, 0.6, 0],
      [0.6, 1, -0.2],
      [0, -0.2, 1],
    ],
    kind: 'spearman',
  },
}
const scenario = { ...oneFactor(), uncertainty } as unknown as ScenarioInput
const grid = (samples: number, more = {}) => ({
  axes: [
    { samples, ...more },
    { parameter: 'level', values: [0.2, 0.9] },
  ],
  metrics: ['profit'] as const,
})

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }

describe.each(['sobol', 'latinHypercube', 'random'] as const)('samples of the design %s', (design) => {
  test('have the same bits in both backends, in workers, and in chunks of any size', async () => {
    const of = async (engine: typeof engines.js, chunkSize?: number) =>
      engine.sweep(scenario, { ...grid(5000, { design }), metrics: ['profit'], chunkSize }).result()
    const whole = await of(engines.wasm)
    const { columns } = whole.axes[0]
    expect((await of(engines.js)).axes[0]).toEqual(whole.axes[0])
    expect((await of(engines.wasm, 333)).metrics).toEqual(whole.metrics)
    const workers = await createEngine({ workers: 2 })
    const pooled = await of(workers, 700)
    await workers.close()
    expect([pooled.metrics, pooled.axes]).toEqual([whole.metrics, whole.axes])
    expect(Object.keys(columns!)).toEqual(Object.keys(uncertainty.parameters))
    expect(whole.stats.failed).toBe(0)
  })

  test('give each point the optimum of its parameters', async () => {
    const surface = await engines.wasm.sweep(scenario, { ...grid(40, { design, seed: 3 }), metrics: ['profit'] }).result()
    for (const j of [0, 17, 39]) {
      const own = Object.fromEntries(Object.entries(surface.axes[0].columns!).map(([path, column]) => [path, column[j]]))
      const alone = {
        ...oneFactor(),
        fixedCost: own.fixedCost,
        waste: { ...oneFactor().waste, disposalCost: own['waste.disposalCost'] },
        recycling: { ...oneFactor().recycling, price: own['recycling.price'] },
        production: { ...oneFactor().production, elasticities: [own['production.elasticities[0]']] },
      }
      expect(surface.metrics.profit[2 * j]).toBe((await engines.wasm.optimum(alone, { level: 0.2 })).profit)
    }
  })

  test('follow their distributions and their rank correlation', async () => {
    const { axes } = await engines.wasm.sweep(scenario, { axes: [{ samples: 4096, design }], metrics: ['profit'] }).result()
    const { 'waste.disposalCost': cost, 'recycling.price': price, 'production.elasticities[0]': elasticity, fixedCost } = axes[0].columns!
    const average = (column: Float64Array) => column.reduce((sum, x) => sum + x, 0) / column.length
    // Four standard errors of random samples.
    expect(Math.abs(average(cost) - 1)).toBeLessThan((4 * 0.2) / 64)
    expect(Math.abs(average(price) - Math.exp(0.5 * Math.log(1.3) ** 2))).toBeLessThan((4 * 0.29) / 64)
    expect(Math.abs(average(elasticity) - 1.4 / 3)).toBeLessThan((4 * 0.0624) / 64)
    expect(fixedCost.filter((x) => x === 2).length / 4096).toBeCloseTo(0.5, 1)
    expect(Math.abs(rankCorrelation(price, cost) - 0.6)).toBeLessThan(0.05)
    expect(Math.abs(rankCorrelation(price, elasticity))).toBeLessThan(0.07)
  })
})

function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const ranks = (column: Float64Array) => {
    const order = [...column.keys()].sort((i, j) => column[i] - column[j])
    const rank = new Float64Array(column.length)
    order.forEach((i, k) => (rank[i] = k))
    return rank
  }
  const [x, y] = [ranks(a), ranks(b)]
  const middle = (a.length - 1) / 2
  return x.reduce((sum, r, i) => sum + (r - middle) * (y[i] - middle), 0) / x.reduce((sum, r) => sum + (r - middle) ** 2, 0)
}

test.each(['sobol', 'random'] as const)('a longer run of the design %s begins with the points of a shorter one', async (design) => {
  const of = async (samples: number) =>
    (await engines.wasm.sweep(scenario, { axes: [{ samples, design }], metrics: ['profit'] }).result()).metrics.profit
  expect((await of(3000)).subarray(0, 1000)).toEqual(await of(1000))
})

test('samples are numbered, and stand beside their values in reductions and files, shards of them too', () =>
  inFolder(async (folder) => {
    const { profit } = await reduceSweep(engines.wasm.sweep(scenario, { ...grid(64), metrics: ['profit'] }), {
      profit: { best: maximum(), average: mean() },
    })
    expect(Object.keys(profit.best!.at)).toEqual(['sample', ...Object.keys(uncertainty.parameters), 'level'])
    const options = { ...grid(300), metrics: ['profit' as const] }
    const expected = tableOf(await engines.wasm.sweep(scenario, options).result())
    for (const name of ['all.parquet', 'all.csv']) {
      const path = join(folder, name)
      const shards: string[] = []
      for (const index of [1, 2, 3])
        shards.push((await writeSweep(engines.wasm, scenario, path, { ...options, shard: { index, count: 3 } })).path)
      await mergeShards(shards, path)
      expect(await query(`select * from ${name.endsWith('.csv') ? `read_csv('${path}', header = true)` : `'${path}'`}`)).toEqual(expected)
    }
  }))

test('draws outside a parameter’s range are points that failed, counted, and warned of with their share', async () => {
  const wide = {
    ...oneFactor(),
    uncertainty: { parameters: { 'waste.scale': { distribution: 'normal', mean: 1, sd: 1 } } },
  } as unknown as ScenarioInput
  const { stats, axes, status } = await engines.wasm.sweep(wide, { axes: [{ samples: 2000 }], metrics: ['profit'] }).result()
  const outside = axes[0].columns!['waste.scale'].map((value) => (value < 0 ? 1 : 0))
  expect(stats.failed).toBe(outside.reduce((sum, of) => sum + of, 0))
  expect([...status].map((code) => (code === 3 ? 1 : 0))).toEqual([...outside])
  expect(Math.abs(stats.failed / 2000 - 0.158655)).toBeLessThan(0.003)
  expect(rangeWarnings(parseScenario(wide))).toEqual([
    expect.objectContaining({
      path: 'uncertainty.parameters["waste.scale"]',
      expected: 'numbers at least 0; about 16 % of the draws are outside, and these points are marked domainError',
    }),
  ])
  expect(rangeWarnings(parseScenario(scenario))).toEqual([])
})

describe('bad input', () => {
  const problems = (path: (string | number)[], value: unknown, input: unknown = { ...scenario, sweep: { axes: [{ samples: 8 }] } }) => {
    try {
      parseScenario(changed(input, path, value))
    } catch (error) {
      if (error instanceof ScenarioError) return error.problems.map((problem) => `${problem.path}: ${problem.expected}; ${problem.fix}`)
      throw error
    }
    return []
  }
  const of = (key: string) => ['uncertainty', 'parameters', 'waste.disposalCost', key]

  test.each<[string, (string | number)[], unknown, string]>([
    [
      'an unknown parameter',
      ['uncertainty', 'parameters', 'waste.disposal'],
      { distribution: 'uniform', low: 0, high: 1 },
      'uncertainty.parameters[waste.disposal]: a numeric path of the scenario, time or level; did you mean "waste.disposalCost"',
    ],
    [
      'time',
      ['uncertainty', 'parameters', 'time'],
      { distribution: 'uniform', low: 0, high: 1 },
      'uncertainty.parameters.time: a number of the scenario',
    ],
    ['an unknown distribution', of('distribution'), 'gauss', 'uncertainty.parameters[waste.disposalCost].distribution: one of "uniform"'],
    ['a standard deviation of 0', of('sd'), 0, 'uncertainty.parameters[waste.disposalCost].sd: a finite number above 0'],
    ['bounds out of order', of('high'), -1, 'uncertainty.parameters[waste.disposalCost].high: a number above low, which is 0'],
    [
      'a mode outside',
      ['uncertainty', 'parameters', 'production.elasticities[0]', 'mode'],
      0.9,
      'uncertainty.parameters[production.elasticities[0]].high: a number at least mode, which is 0.9',
    ],
    [
      'a logarithm of 0',
      ['uncertainty', 'parameters', 'recycling.price', 'low'],
      0,
      'uncertainty.parameters[recycling.price].low: a number above 0, because the logarithm is normal',
    ],
    [
      'too few weights',
      ['uncertainty', 'parameters', 'fixedCost', 'weights'],
      [1],
      'uncertainty.parameters.fixedCost.weights: as many weights as values: 3',
    ],
    [
      'weights of 0',
      ['uncertainty', 'parameters', 'fixedCost', 'weights'],
      [0, 0, 0],
      'uncertainty.parameters.fixedCost.weights: at least one weight above 0',
    ],
    [
      'no distribution',
      ['uncertainty'],
      undefined,
      'uncertainty: distributions of parameters or a process in "changes", for the axis of samples',
    ],
    ['no parameter', ['uncertainty'], { parameters: {} }, 'uncertainty.parameters: at least one parameter'],
    [
      'an axis of the same parameter',
      ['sweep', 'axes', 1],
      { parameter: 'fixedCost', values: [1] },
      'sweep.axes[1].parameter: each parameter on one axis only; remove this axis, or sweep.axes[0]',
    ],
    ['two axes of samples', ['sweep', 'axes', 1], { samples: 4, seed: 2 }, 'sweep.axes[1].samples: one axis of samples'],
    ['half a sample', ['sweep', 'axes', 0, 'samples'], 1.5, 'sweep.axes[0].samples: a whole number, 1 or above'],
    ['a negative seed', ['sweep', 'axes', 0, 'seed'], -1, 'sweep.axes[0].seed: a whole number, 0 or above'],
    ['an unknown design', ['sweep', 'axes', 0, 'design'], 'lhs', 'sweep.axes[0].design: "sobol", "latinHypercube" or "random"'],
    [
      'a path without distribution',
      ['uncertainty', 'correlation', 'paths', 0],
      'waste.scale',
      'uncertainty.correlation.paths[0]: the path of a parameter in uncertainty.parameters',
    ],
    [
      'a matrix that is not symmetric',
      ['uncertainty', 'correlation', 'matrix', 1, 0],
      0.5,
      'uncertainty.correlation.matrix[1][0]: 0.6, as in row 0: a correlation has no direction',
    ],
    [
      'a diagonal that is not 1',
      ['uncertainty', 'correlation', 'matrix', 2, 2],
      0.5,
      'uncertainty.correlation.matrix[2][2]: 1, as every parameter',
    ],
    [
      'a correlation above 1',
      ['uncertainty', 'correlation', 'matrix', 2, 1],
      2,
      'uncertainty.correlation.matrix[2][1]: a number from -1 to 1',
    ],
    ['a short row', ['uncertainty', 'correlation', 'matrix', 2], [0, 1], 'uncertainty.correlation.matrix[2]: 3 numbers, one for each path'],
  ])('%s', (_, path, value, words) => {
    const found = problems(path, value)
    expect(
      found.some((line) => line.startsWith(words)),
      found.join('\n'),
    ).toBe(true)
  })

  test('a matrix that no correlations can have: by how much, and the nearest that is one, which is accepted', () => {
    const [problem, ...others] = problems(
      ['uncertainty', 'correlation', 'matrix'],
      [
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ],
    )
    expect(others).toEqual([])
    expect(problem).toMatch(
      /^uncertainty\.correlation\.matrix: .*its least is -0\.816, after conversion from ranks; the nearest that is one: \[\[1,/,
    )
    const nearest = JSON.parse(problem.slice(problem.indexOf('[[')))
    expect(problems(['uncertainty', 'correlation', 'matrix'], nearest)).toEqual([])
  })

  test('more parameters than Sobol points have dimensions', () => {
    const parameters = Object.fromEntries(
      Array.from({ length: 129 }, (_, i) => [`transformation.levels[${i}]`, { distribution: 'uniform', low: 0, high: 1 }]),
    )
    const table = { law: 'table', times: Array.from({ length: 129 }, (_, i) => i), levels: new Array(129).fill(0.5) }
    const input = (design: string) => ({
      ...oneFactor(),
      transformation: table,
      uncertainty: { parameters },
      sweep: { axes: [{ samples: 8, design }] },
    })
    expect(problems(['name'], 'x', input('sobol'))).toEqual([
      expect.stringContaining('sweep.axes[0].design: "latinHypercube" or "random" for 129 parameters'),
    ])
    expect(problems(['name'], 'x', input('random'))).toEqual([])
  })
})
