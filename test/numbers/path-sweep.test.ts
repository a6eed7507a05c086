import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, type SweepOptions } from '../../bindings/engine.ts'
import { planSweep } from '../../bindings/plan/plan.ts'
import { parseScenario, type MetricName } from '../../bindings/scenario/index.ts'
import { SweepJob } from '../../bindings/sweep/job.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { growing } from '../support/paths.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const time = { parameter: 'time', from: 0, to: 30, points: 4 }
const initial = { parameter: 'dynamics.initial[0]', values: [4, 6, 8] }
const price = { parameter: 'waste.disposalCost', values: [0.5, 1] }
const metrics: MetricName[] = [
  'profit',
  'factors[0]',
  'npv',
  'advantage',
  'payback',
  'minimumProfit',
  'totalDischarged',
  'breakEvenLevel',
  'steps',
]

const modes: Record<string, ScenarioInput> = {
  optimum: oneFactor(),
  'optimum of two factors': twoFactor(),
  adjustment: { ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [2] } },
  'adjustment of two factors': { ...twoFactor(), dynamics: { mode: 'adjustment', timescale: [2, 0.5], initial: [10, 10] } },
  capitalisation: growing(),
  invested: { ...growing(), transformation: { law: 'invested', from: 0.1, share: 0.2 } },
}

describe.each(['js', 'wasm'] as const)('a sweep of paths, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())
  const sweep = (scenario: ScenarioInput, options: SweepOptions) => engine.sweep(scenario, options).result()

  test('has at each time what the path has', async () => {
    const path = await engine.path({ ...growing(), horizon: { start: 0, end: 30, samples: 4 } })
    const surface = await sweep(growing(), { axes: [time], metrics })
    for (const name of ['profit', 'factors[0]', 'npv', 'advantage'] as const) expect(surface.metrics[name]).toEqual(path.columns[name])
    expect(surface.metrics.payback).toEqual(new Float64Array(4).fill(path.payback!))
    expect(surface.metrics.minimumProfit[3]).toBe(path.minimumProfit)
    expect(surface.metrics.totalDischarged[0]).toBe(path.totalDischarged)
  })

  test('without an axis of times is at the end of the horizon', async () => {
    const { columns } = await engine.path(growing())
    const { metrics: found } = await sweep(growing(), { axes: [{ parameter: 'discountRate', values: [0.05] }], metrics })
    expect(found.profit[0]).toBe(columns.profit[30])
    expect(found.npv[0]).toBe(columns.npv[30])
  })

  test('gives the same wherever its axis of times stands', async () => {
    const last = await sweep(growing(), { axes: [initial, price, time], metrics })
    for (const [axes, indexOf] of [
      [[time, initial, price], (i: number, j: number, k: number) => (k * 3 + i) * 2 + j],
      [[initial, time, price], (i: number, j: number, k: number) => (i * 4 + k) * 2 + j],
    ] as const) {
      const other = await sweep(growing(), { axes: [...axes] as never, metrics })
      for (const name of metrics) {
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 2; j++)
            for (let k = 0; k < 4; k++) {
              expect(other.metrics[name][indexOf(i, j, k)]).toBe(last.metrics[name][(i * 2 + j) * 4 + k])
            }
      }
    }
  })

  test('takes times in any order, and twice', async () => {
    const times = [30, 0, 10, 10, 20]
    const mixed = await sweep(growing(), { axes: [{ parameter: 'time', values: times }], metrics: ['npv'] })
    for (const [i, t] of times.entries()) {
      const alone = await sweep(growing(), { axes: [{ parameter: 'time', values: [t] }], metrics: ['npv'] })
      expect(mixed.metrics.npv[i]).toBe(alone.metrics.npv[0])
    }
  })

  test.each(Object.entries(modes))('gives each path the same bits whatever its neighbours, in mode %s', async (_, scenario) => {
    const property = fc.asyncProperty(
      fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: 2, maxLength: 5 }),
      async (values) => {
        const all: MetricName[] = ['profit', 'npv', 'advantage', 'payback', 'maximumProfit', 'timeOfLowestProfit', 'steps', 'rejections']
        const together = await sweep(scenario, { axes: [{ parameter: 'waste.disposalCost', values }], metrics: all })
        for (const [i, value] of values.entries()) {
          const alone = await sweep(scenario, { axes: [{ parameter: 'waste.disposalCost', values: [value] }], metrics: all })
          for (const name of all) expect(together.metrics[name][i]).toBe(alone.metrics[name][0])
          expect(together.status[i]).toBe(alone.status[0])
        }
      },
    )
    await fc.assert(property, { seed: 7, numRuns: 6 })
  })

  test.each([1, 5, 1000])('gives the same in chunks of %d points, and for a part of them', async (chunkSize) => {
    const options = { axes: [initial, time, price], metrics }
    const whole = await sweep(growing(), options)
    for (const range of [
      { start: 0, end: 24 },
      { start: 5, end: 19 },
      { start: 7, end: 7 },
    ]) {
      const parts: number[] = []
      for await (const { start, columns } of engine.sweep(growing(), { ...options, chunkSize, range })) {
        expect(start).toBe(range.start + parts.length)
        parts.push(...columns.npv)
      }
      expect(parts).toEqual([...whole.metrics.npv.subarray(range.start, range.end)])
    }
  })

  test('does not depend on what else is asked for', async () => {
    const axes = [price]
    const few = await sweep(growing(), { axes, metrics: ['npv'] })
    const many = await sweep(growing(), { axes, metrics })
    expect(many.metrics.npv).toEqual(few.metrics.npv)
  })

  test('keeps a level over the whole path on an axis `level`', async () => {
    const { metrics: found } = await sweep(growing(), {
      axes: [{ parameter: 'level', values: [0.2, 0.7] }, time],
      metrics: ['level', 'profit', 'advantage'],
    })
    expect(found.level).toEqual(Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.7, 0.7, 0.7, 0.7))
    expect(found.advantage).toEqual(new Float64Array(8))
    const { columns } = await engine.path({ ...growing(), transformation: { law: 'constant', level: 0.7 } })
    expect(found.profit[7]).toBe(columns.profit[30])
  })

  test('marks paths that fail, and only those', async () => {
    const scenario = changed(growing(), ['production', 'elasticities'], [1.6])
    const surface = await sweep(
      { ...scenario, fixedCost: 0, factors: [{ price: 1, costExponent: 1.1, lower: 0.1, upper: 1000 }] },
      {
        axes: [{ parameter: 'dynamics.share[0]', values: [0, 0.5] }],
        metrics: ['npv', 'profit', 'steps'],
      },
    )
    expect([...surface.status]).toEqual([0, 3])
    expect(surface.metrics.npv[0]).not.toBeNaN()
    expect(surface.metrics.npv[1]).toBeNaN()
    expect(surface.stats.failed).toBe(1)
  })

  test('has infinite paybacks where there are none, and no break-even levels', async () => {
    const { metrics: found, status } = await sweep(
      { ...growing(), recycling: { yield: 0, price: 1, processingCost: 3 } },
      {
        axes: [price],
        metrics: ['payback', 'yearsToPayback', 'yearsFromTransition', 'breakEvenLevel', 'breakEvenDirection'],
      },
    )
    for (const name of ['payback', 'yearsToPayback', 'yearsFromTransition'] as const)
      expect(found[name]).toEqual(Float64Array.of(Infinity, Infinity))
    for (const name of ['breakEvenLevel', 'breakEvenDirection'] as const) expect(found[name]).toEqual(Float64Array.of(NaN, NaN))
    expect([...status]).toEqual([0, 0])
  })
})

test('a path is followed once, wherever the axis of times stands', async () => {
  for (const axes of [
    [time, initial, price],
    [initial, time, price],
    [initial, price, time],
  ]) {
    const plan = planSweep(0, parseScenario(growing()), { axes, metrics: ['npv'] })
    let followed = 0
    const runner = {
      workers: 0,
      async run(_: unknown, start: number, count: number) {
        expect(start % 4).toBe(0)
        followed += Math.ceil(count / 4)
        return { start, count, columns: [new Float64Array(count)], status: new Uint8Array(count), failed: 0, seconds: 1 }
      },
      stage: () => Promise.reject(new Error('not asked for')),
      async close() {},
    }
    await new SweepJob(plan, runner).result()
    expect(followed).toBe(6)
  }
})

describe('a sweep of paths refuses', () => {
  const problem = (scenario: ScenarioInput, sweep: unknown) => () => planSweep(0, parseScenario(scenario), sweep as never)
  const { horizon, ...without } = growing()
  const cases: [string, ScenarioInput, unknown, RegExp][] = [
    ['no horizon', without, { axes: [price] }, /horizon: missing[\s\S]*because the mode is "capitalisation"/],
    [
      'a metric without a horizon',
      changed(oneFactor(), ['horizon'], undefined),
      { axes: [price], metrics: ['npv'] },
      /because "npv" is a quantity of a path/,
    ],
    ['no law', changed(growing(), ['transformation'], undefined), { axes: [price] }, /transformation: missing[\s\S]*sweep over level/],
    [
      'a time before the horizon',
      growing(),
      { axes: [{ parameter: 'time', values: [-1, 5] }] },
      /values\[0\]: -1[\s\S]*from horizon.start on, 0/,
    ],
    ['a time after it', growing(), { axes: [{ parameter: 'time', from: 0, to: 31, points: 3 }] }, /\.to: 31[\s\S]*up to horizon.end, 30/],
    [
      'a time after the shortest horizon',
      growing(),
      { axes: [time, { parameter: 'horizon.end', values: [20, 40] }] },
      /up to horizon.end, 20/,
    ],
    ['a regime off the optimum', growing(), { axes: [price], metrics: ['regime[0]'] }, /belongs to an optimum/],
    ['a sensitivity off the optimum', growing(), { axes: [price], metrics: ['sensitivity:fixedCost'] }, /belongs to an optimum/],
    [
      'the dense search',
      growing(),
      { axes: [price], method: 'grid' },
      /method is "grid"; expected "exact", because the mode is "capitalisation"/,
    ],
  ]
  test.each(cases)('%s', (_, scenario, sweep, message) => expect(problem(scenario, sweep)).toThrow(message))

  test('a slab that does not fit, and says what to do', () => {
    const huge = [
      { parameter: 'time', from: 0, to: 30, points: 10_000 },
      { parameter: 'fixedCost', from: 0, to: 1, points: 100_000 },
    ]
    const plan = planSweep(0, parseScenario(growing()), { axes: huge, metrics: ['npv'] })
    expect(() => new SweepJob(plan, { workers: 0 } as never)).toThrow('Make "time" the last axis')
  })
})
