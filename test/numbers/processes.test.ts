/** Prices that are random in time: model.md, section 8. */
import { afterAll, describe, expect, test } from 'vitest'
import { ArgumentError, createEngine, ScenarioError, type Engine, type MetricName, type ScenarioInput } from '../../bindings/node.ts'
import { shrunk } from '../../bindings/plan/design/processes.ts'
import { processes } from '../support/reference-processes.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())))

/** How many standard errors apart a fair sample may be. */
const Z = 4.5
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Expects a sample's mean at a value, and its mean of squares around another, within their standard errors. */
function expectMean(values: readonly number[], mean: number): void {
  const own = meanOf(values)
  const deviation = Math.sqrt(meanOf(values.map((value) => (value - own) ** 2)))
  expect(Math.abs(own - mean)).toBeLessThanOrEqual((Z * deviation) / Math.sqrt(values.length) + 1e-13 * Math.abs(mean))
}
const expectVariance = (values: readonly number[], mean: number, variance: number) =>
  expectMean(
    values.map((value) => (value - mean) ** 2),
    variance,
  )

/** What flow a price multiplies; over it, the sensitivity of profit to the scenario's own price is the random factor. */
const FLOW: Record<string, MetricName> = {
  'waste.disposalCost': 'discharged',
  'recycling.price': 'additionalOutput',
  'production.price': 'output',
}

/** The random factors by sample, at each of the times. */
async function factorsOf(engine: Engine, scenario: ScenarioInput, parameter: string, times: number[], axis: object): Promise<number[][]> {
  const metrics = [`sensitivityOfInput:${parameter}` as MetricName, FLOW[parameter]] as const
  const axes = [axis, { parameter: 'time', values: times }] as never
  const { metrics: columns } = await engine.sweep(scenario, { axes, metrics }).result()
  const all = columns[metrics[0]].map((slope, i) => Math.abs(slope / columns[metrics[1]][i]))
  return times.map((_, k) => Array.from(all.filter((_, i) => i % times.length === k)))
}

describe.each(processes)('$id', ({ scenario, parameter, moments, npv }) => {
  test('has the moments of the reference at every time, and between them', async () => {
    const times = moments.flatMap(({ time }) => [time - 1, time])
    const factors = await factorsOf(engines.wasm, scenario, parameter, times, { samples: 20_000, design: 'random', seed: 3 })
    expect(new Set(factors[0])).toEqual(new Set([1]))
    moments.forEach((expected, k) => {
      const [earlier, now] = [factors[2 * k], factors[2 * k + 1]]
      const logs = now.map(Math.log)
      expectMean(now, expected.mean)
      expectVariance(now, expected.mean, expected.variance)
      expectMean(logs, expected.meanOfLog)
      expectVariance(logs, expected.meanOfLog, expected.varianceOfLog)
      const before = meanOf(earlier)
      expectMean(
        now.map((own, i) => (own - expected.mean) * (earlier[i] - before)),
        expected.covarianceWithSampleBefore,
      )
      const none = expected.probabilityOfNoActiveJump
      if (none !== undefined)
        expectMean(
          now.map((own) => Number(own === 1)),
          none,
        )
    })
  })

  test('gives ten thousand paths their value in one sweep, with the mean and variance of the reference', async () => {
    const { metrics, stats } = await engines.wasm
      .sweep(scenario, { axes: [{ samples: 10_000, design: 'random' }], metrics: ['npv'] })
      .result()
    expect(stats.failed).toBe(0)
    const values = Array.from(metrics.npv)
    expectMean(values, npv.mean)
    expectVariance(values, npv.mean, npv.variance)
  })

  test('is the same in both backends, in workers, in chunks and ranges, in a longer run, and alone', async () => {
    const grid = (samples: number) => ({
      axes: [
        { samples, seed: 5 },
        { parameter: 'time', values: [3.5, 10] },
      ],
      metrics: ['npv', 'profit'] as const,
    })
    const whole = await engines.wasm.sweep(scenario, grid(300)).result()
    const plain = await engines.js.sweep(scenario, grid(300)).result()
    whole.metrics.npv.forEach((value, i) => expect(Math.abs(plain.metrics.npv[i] / value - 1)).toBeLessThan(1e-12))
    expect((await engines.wasm.sweep(scenario, { ...grid(300), chunkSize: 7 }).result()).metrics).toEqual(whole.metrics)
    const workers = await createEngine({ workers: 2 })
    const longer = await workers.sweep(scenario, { ...grid(9000), chunkSize: 1000 }).result()
    await workers.close()
    expect(longer.metrics.npv.subarray(0, 600)).toEqual(whole.metrics.npv)
    for await (const { start, columns } of engines.wasm.sweep(scenario, { ...grid(9000), range: { start: 1234, end: 1250 } })) {
      expect(columns.npv).toEqual(longer.metrics.npv.subarray(start, start + columns.npv.length))
    }
    const path = await engines.wasm.path(scenario, { sample: 41, seed: 5 })
    expect(path.columns.npv[10]).toBe(whole.metrics.npv[2 * 41 + 1])
    const best = await engines.wasm.optimum(scenario, { sample: 41, seed: 5, time: 3.5 })
    expect(best.profit).toBe(whole.metrics.profit[2 * 41])
  })
})

const withProcess = (process: object, more: object = {}) =>
  ({
    ...oneFactor(),
    transformation: { law: 'constant', level: 0.3 },
    horizon: { start: 0, end: 20, samples: 21 },
    changes: [{ parameter: 'waste.disposalCost', ...process }],
    ...more,
  }) as unknown as ScenarioInput

const SAMPLES = { samples: 20_000, design: 'random' }
const sampled = (process: object, times: number[], axis: object = SAMPLES) =>
  factorsOf(engines.wasm, withProcess(process), 'waste.disposalCost', times, axis)

test('an Ornstein–Uhlenbeck process comes to rest in its stationary law, with its mean or its median at the value', async () => {
  const [end] = await sampled({ process: 'ou', reversion: 0.9, volatility: 0.4 }, [20])
  const variance = 0.4 ** 2 / (2 * 0.9)
  expectMean(end.map(Math.log), 0)
  expectVariance(end.map(Math.log), 0, variance)
  const [early, late] = await sampled({ process: 'ou', reversion: 0.9, volatility: 0.4, mean: true }, [1, 20])
  expectMean(early, 1)
  expectMean(late, 1)
})

test('without reversion it is a Wiener process', async () => {
  const [end] = await sampled({ process: 'ou', reversion: 0, volatility: 0.2 }, [9])
  expectVariance(end.map(Math.log), 0, 0.04 * 9)
})

test('jumps that last are active for their duration: a Poisson number of them', async () => {
  const factors = await sampled({ process: 'jumps', rate: 0.5, factor: 1.5, duration: 3 }, [2, 20])
  const active = [1, 1.5]
  factors.forEach((own, k) => {
    expectMean(own, Math.exp(active[k] * 0.5))
    expectMean(
      own.map((factor) => Number(factor === 1)),
      Math.exp(-active[k]),
    )
  })
})

test('the factor holds from one time to the next, is 1 before the first and stays behind the last', async () => {
  const factors = await sampled({ process: 'gbm', volatility: 0.3, step: 6 }, [-5, 0, 5.999, 6, 11, 12, 20, 40], { samples: 50 })
  const [before, first, late, second, same, third, end, after] = factors
  expect([...before, ...first, ...late]).toEqual(new Array(150).fill(1))
  expect(same).toEqual(second)
  expect(third).not.toEqual(second)
  expect(after).toEqual(end)
})

test('a process multiplies schedules, growth and other processes, which are independent of it', async () => {
  const gbm = { process: 'gbm', volatility: 0.3 }
  const schedule = { parameter: 'waste.disposalCost', times: [0, 5], values: [1, 4] }
  const growth = { parameters: ['waste.disposalCost'], growth: 0.1 }
  const jumps = { parameter: 'waste.disposalCost', process: 'jumps', rate: 0.4, factor: 2 }
  const at = async (changes: object[]) => {
    const scenario = { ...withProcess(gbm), changes } as unknown as ScenarioInput
    const { metrics } = await engines.wasm
      .sweep(scenario, { axes: [{ samples: 400 }, { parameter: 'time', values: [10] }], metrics: ['cost', 'discharged', 'factors[0]'] })
      .result()
    return metrics.cost.map((cost, i) => (cost - metrics['factors[0]'][i]) / metrics.discharged[i])
  }
  const own = { parameter: 'waste.disposalCost', ...gbm }
  const alone = await at([own])
  const together = await at([own, schedule, growth])
  together.forEach((price, i) => expect(price / (4 * Math.E * alone[i])).toBeCloseTo(1, 9))
  const both = await at([own, jumps])
  const [a, b] = [Array.from(alone, Math.log), Array.from(both, (price, i) => Math.log(price / alone[i]))]
  expectMean(
    a.map((x, i) => (x + 0.45) * (b[i] - 4 * Math.log(2))),
    0,
  )
})

test('a sample has one path whatever the other axes are, and moves what is uncertain beside it', async () => {
  const scenario = withProcess(
    { process: 'gbm', volatility: 0.3 },
    { uncertainty: { parameters: { fixedCost: { distribution: 'uniform', low: 0, high: 10 } } } },
  )
  const { metrics, axes } = await engines.wasm
    .sweep(scenario, {
      axes: [{ parameter: 'production.price', values: [1, 2] }, { samples: 64 }, { parameter: 'time', values: [7] }],
      metrics: ['sensitivityOfInput:waste.disposalCost', 'discharged', 'cost'],
    })
    .result()
  expect(Object.keys(axes[1].columns!)).toEqual(['fixedCost'])
  const factor = metrics['sensitivityOfInput:waste.disposalCost'].map((slope, i) => slope / metrics.discharged[i])
  for (let i = 0; i < 64; i++) expect(factor[64 + i] / factor[i]).toBeCloseTo(1, 12)
  expect(new Set(factor.slice(0, 64)).size).toBe(64)
  const without = await engines.wasm
    .sweep({ ...scenario, changes: undefined } as ScenarioInput, { axes: [{ samples: 64 }], metrics: ['profit'] })
    .result()
  expect(without.axes[0].columns).toEqual(axes[1].columns)
})

test('two factors, every mode, and a price of conversion take processes', async () => {
  const scenario = withProcess(
    { process: 'gbm', volatility: 0.2 },
    {
      dynamics: { mode: 'adjustment', timescale: [0.5] },
      investment: { conversionCost: 10 },
      transformation: { law: 'linear', from: 0, to: 1, start: 1, duration: 8 },
    },
  )
  const cost = { parameter: 'investment.conversionCost', process: 'ou', reversion: 1, volatility: 0.5 }
  const both = changed(scenario, ['changes', 1], cost) as ScenarioInput
  const of = (engine: Engine) => engine.sweep(both, { axes: [{ samples: 40 }], metrics: ['npv', 'discountedInvestment'] }).result()
  const [wasm, js] = [await of(engines.wasm), await of(engines.js)]
  expect(new Set(wasm.metrics.discountedInvestment).size).toBe(40)
  wasm.metrics.npv.forEach((value, i) => expect(Math.abs(js.metrics.npv[i] - value)).toBeLessThan(1e-7 * Math.abs(value)))
})

test('without a sample a process changes nothing', async () => {
  const still = { ...withProcess({}), changes: undefined } as ScenarioInput
  expect(await engines.wasm.path(withProcess({ process: 'gbm', volatility: 0.5 }))).toEqual(await engines.wasm.path(still))
})

test.each([
  [{ changes: [{ parameter: 'production.elasticities[0]', process: 'gbm', volatility: 0.1 }] }, 'changes[0].parameter'],
  [{ changes: [{ parameter: 'factors[0].upper', process: 'gbm', volatility: 0.1 }] }, 'changes[0].parameter'],
  [{ horizon: undefined }, 'changes[0].process'],
  [{ changes: [{ parameter: 'fixedCost', process: 'jumps', rate: 1e6, factor: 0.5 }] }, 'changes[0].rate'],
  [{ changes: [{ parameter: 'fixedCost', process: 'gbm', volatility: 1, step: 1e-6 }] }, 'changes[0].step'],
  [{ sweep: { axes: [{ samples: 4 }, { parameter: 'horizon.end', values: [5, 6] }] } }, 'sweep.axes[1].parameter'],
  [{ sweep: { axes: [{ parameter: 'changes[0].volatility', values: [0.1, 0.2] }] } }, 'sweep.axes[0].parameter'],
  [
    { uncertainty: { parameters: { 'changes[0].volatility': { distribution: 'uniform', low: 0.1, high: 0.2 } } } },
    'uncertainty.parameters[changes[0].volatility]',
  ],
])('refuses %j', async (more, path) => {
  const error = await engines.wasm.optimum(withProcess({ process: 'gbm', volatility: 0.1 }, more)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ScenarioError)
  expect((error as ScenarioError).problems.map((problem) => problem.path)).toContain(path)
})

test('refuses a sample of nothing, and numbers that no sample has', async () => {
  await expect(engines.wasm.path(oneFactor() as ScenarioInput, { sample: 0 })).rejects.toThrow(/neither "uncertainty" nor a process/)
  const random = withProcess({ process: 'gbm', volatility: 0.1 })
  for (const draw of [{ sample: -1 }, { sample: 0.5 }, { seed: 2 }, { sample: 1, seed: -1 }])
    await expect(engines.wasm.path(random, draw)).rejects.toThrow(ArgumentError)
})

test('(1 − e^−kt)/k is exact for small and large k', () => {
  for (const [rate, length, exact] of [
    [0, 3, 3],
    [1e-9, 2, 1.999999998000000001],
    [0.3, 1.6, 1.2707220273128639],
    [0.3125, 1.6, 1.259101888919573],
    [50, 1, 0.02],
    [0.001, 1e3, 632.1205588285577],
  ])
    expect(shrunk(rate, length) / exact).toBeCloseTo(1, 14)
})
