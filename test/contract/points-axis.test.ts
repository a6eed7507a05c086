/** Axes that move several parameters together. */
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEngine, maximum, reduceSweep, STATUSES, writeSweep, type ScenarioInput, type SweepInput } from '../../bindings/node.ts'
import { parsePath } from '../../bindings/scenario/text/json-paths.ts'
import { BACKENDS, everyMetric, kernels, optimumOf, runInChunks, taskOf } from '../support/kernels.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'
import { inFolder, query, tableOf } from '../support/sweeps.ts'

/** Values that each parameter may take beside any of the others. */
const DOMAINS: Record<string, [number, number]> = {
  'factors[0].price': [0.5, 2],
  'factors[0].lower': [0.001, 0.1],
  'factors[0].upper': [100, 2000],
  'factors[1].price': [0.5, 2],
  'factors[1].costExponent': [0.8, 1.5],
  'production.scale': [10, 60],
  'production.elasticities[0]': [0.1, 0.5],
  'production.price': [0.5, 2],
  'waste.scale': [0.1, 1],
  'waste.elasticities[1]': [0.2, 1],
  'waste.disposalCost': [0, 3],
  'recycling.yield': [0.5, 2],
  'recycling.exponent': [0.5, 1],
  'recycling.price': [0, 4],
  'recycling.processingCost': [0, 1],
  fixedCost: [0, 5],
  time: [0, 12],
  'transformation.start': [0, 3],
  'transformation.duration': [1, 9],
}

const withValue = (scenario: ScenarioInput, path: string, value: number): ScenarioInput =>
  path === 'time' ? scenario : changed(scenario, parsePath(path)!, value)

const cases = fc.constantFrom(1, 2).chain((factorCount) => {
  const paths = Object.keys(DOMAINS).filter((path) => factorCount === 2 || !path.includes('[1]'))
  return fc.record({
    factorCount: fc.constant(factorCount),
    parameters: fc.shuffledSubarray(paths, { minLength: 1, maxLength: 5 }),
    shares: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 40 }),
    beside: fc.subarray(['fixedCost', 'waste.disposalCost', 'factors[0].price', 'transformation.to']),
    fastest: fc.boolean(),
  })
})

describe.each(BACKENDS)('a points axis in %s', (backend) => {
  test('gives each point the bits of its optimum alone, beside other axes, in chunks of any size', () => {
    fc.assert(
      fc.property(cases, ({ factorCount, parameters, shares, beside, fastest }) => {
        const scenario = factorCount === 1 ? oneFactor() : twoFactor()
        const points = shares.map((share) => parameters.map((path, k) => DOMAINS[path][0] * (1 - share[k]) + DOMAINS[path][1] * share[k]))
        const others = beside.filter((path) => !parameters.includes(path)).map((parameter) => ({ parameter, values: [0.25, 0.5, 0.75] }))
        const axes = fastest ? [...others, { parameters, points }] : [{ parameters, points }, ...others]
        const metrics = everyMetric(factorCount)
        const task = taskOf(scenario, { axes, metrics })
        const count = points.length * 3 ** others.length
        const whole = kernels[backend].run(task, 0, count)
        expect(runInChunks(kernels[backend], task, 7)).toEqual(whole)
        for (let point = 0; point < count; point += 5) {
          const inner = 3 ** others.length
          const [j, rest] = fastest
            ? [point % points.length, Math.floor(point / points.length)]
            : [Math.floor(point / inner), point % inner]
          let alone = parameters.reduce((own, path, k) => withValue(own, path, points[j][k]), scenario)
          others.forEach(({ parameter, values }, i) => {
            alone = withValue(alone, parameter, values[Math.floor(rest / 3 ** (others.length - 1 - i)) % 3])
          })
          const time = parameters.includes('time') ? points[j][parameters.indexOf('time')] : 0
          const optimum = optimumOf(backend, alone, { time, sensitivities: true })
          expect(whole.columns[metrics.indexOf('profit')][point]).toBe(optimum.profit)
          expect(whole.columns[metrics.indexOf('factors[0]')][point]).toBe(optimum.factors[0])
          expect(whole.columns[metrics.indexOf('sensitivity:waste.scale')][point]).toBe(optimum.sensitivities!['waste.scale'])
          expect(STATUSES[whole.status[point]]).toBe(optimum.status)
        }
      }),
      { seed: 20261127, numRuns: 150 },
    )
  })

  test('follows the same paths as scenarios with these values', async () => {
    const engine = await createEngine({ backend, workers: 0 })
    const scenario = {
      ...oneFactor(),
      dynamics: { mode: 'capitalisation', initial: [3], share: [0.5], unitCost: [4], depreciation: [0.1] },
    } as ScenarioInput
    const parameters = ['dynamics.initial[0]', 'waste.disposalCost', 'transformation.duration']
    const points = [
      [1, 0.5, 4],
      [20, 2, 1],
      [3, 0.1, 9],
      [7, 1, 2],
    ]
    for (const axes of [
      [
        { parameters, points },
        { parameter: 'time', values: [0, 4, 10] },
      ],
      [
        { parameter: 'time', values: [0, 4, 10] },
        { parameters, points },
      ],
    ]) {
      const surface = await engine.sweep(scenario, { axes, metrics: ['npv', 'factors[0]'] }).result()
      for (const [j, point] of points.entries()) {
        const alone = parameters.reduce((own, path, k) => withValue(own, path, point[k]), scenario)
        const path = await engine
          .sweep(alone, { axes: [{ parameter: 'time', values: [0, 4, 10] }], metrics: ['npv', 'factors[0]'] })
          .result()
        for (let k = 0; k < 3; k++) {
          const at = 'parameters' in axes[0] ? j * 3 + k : k * points.length + j
          expect(surface.metrics.npv[at]).toBe(path.metrics.npv[k])
          expect(surface.metrics['factors[0]'][at]).toBe(path.metrics['factors[0]'][k])
        }
      }
    }
    await engine.close()
  })

  test('longer than what a kernel loads at once is taken window by window, fastest and slowest', () => {
    const points = Array.from({ length: 20_000 }, (_, j) => [1 + j / 1e4, 0.2 + ((j * 7919) % 20_000) / 4e4])
    const parameters = ['waste.disposalCost', 'production.elasticities[0]']
    const long = runInChunks(kernels[backend], taskOf(oneFactor(), { axes: [{ parameters, points }], metrics: ['profit'] }), 3001)
    const deep = runInChunks(
      kernels[backend],
      taskOf(oneFactor(), {
        axes: [
          { parameters, points },
          { parameter: 'fixedCost', values: [0, 1] },
        ],
        metrics: ['profit'],
      }),
      3001,
    )
    for (let j = 0; j < points.length; j += 997) {
      const [disposalCost, elasticity] = points[j]
      const alone = withValue(withValue(oneFactor(), 'waste.disposalCost', disposalCost), 'production.elasticities[0]', elasticity)
      const { profit } = optimumOf(backend, alone, {})
      expect([long.columns[0][j], deep.columns[0][2 * j]]).toEqual([profit, profit])
    }
  })
})

describe('what a sweep says of its points', () => {
  const scenario = oneFactor()
  const grid: SweepInput = {
    axes: [
      {
        parameters: ['production.price', 'waste.disposalCost'],
        points: [
          [1, 0.1],
          [2, 0.2],
          [1.5, 0.3],
        ],
      },
      { parameter: 'level', values: [0.25, 0.5] },
    ],
    metrics: ['profit', 'regime[0]'],
  }

  test('numbers them, and holds their values beside', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const { axes, shape } = await engine.sweep(scenario, grid).result()
    expect(shape).toEqual([3, 2])
    expect(axes).toEqual([
      {
        parameter: 'point',
        values: Float64Array.of(0, 1, 2),
        columns: { 'production.price': Float64Array.of(1, 2, 1.5), 'waste.disposalCost': Float64Array.of(0.1, 0.2, 0.3) },
      },
      { parameter: 'level', values: Float64Array.of(0.25, 0.5) },
    ])
    const { profit } = await reduceSweep(engine.sweep(scenario, grid), { profit: { best: maximum() } })
    expect(profit.best!.at).toEqual({ point: 1, 'production.price': 2, 'waste.disposalCost': 0.2, level: 0.5 })
  })

  test('takes typed arrays as points', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const points = [Float64Array.of(1, 0.1), Float64Array.of(2, 0.2), Float64Array.of(1.5, 0.3)]
    const axes = [
      { parameters: ['production.price', 'waste.disposalCost'], points },
      { parameter: 'level', values: Float64Array.of(0.25, 0.5) },
    ]
    const surface = await engine.sweep(scenario, { ...grid, axes }).result()
    expect(surface.metrics).toEqual((await engine.sweep(scenario, grid).result()).metrics)
  })

  test.each(['points.parquet', 'points.csv'])('writes a column for each parameter into %s', (name) =>
    inFolder(async (folder) => {
      const engine = await createEngine({ backend: 'js', workers: 0 })
      const path = join(folder, name)
      await writeSweep(engine, scenario, path, { ...grid, chunkSize: 2 })
      const read = await query(`select * from ${name.endsWith('.csv') ? `read_csv('${path}', header = true)` : `'${path}'`}`)
      expect(read).toEqual(tableOf(await engine.sweep(scenario, grid).result()))
      expect(read.names.slice(0, 4)).toEqual(['point', 'production.price', 'waste.disposalCost', 'level'])
    }),
  )
})
