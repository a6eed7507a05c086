/** Parameters that change over time, against closed forms. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import { parametersOverTime } from '../../bindings/plan/over-time.ts'
import { parseScenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import { constantWaste, growing } from '../support/paths.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const still = { transformation: { law: 'constant', level: 0.4 }, horizon: { start: 0, end: 10, samples: 11 } } as const

/** No waste and a bound that does not bind: profit is a power of the price. */
function plain(rest: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    ...oneFactor(),
    factors: [{ price: 1, lower: 1e-6, upper: 1e9 }],
    waste: { scale: 0, elasticities: [1], disposalCost: 1 },
    ...still,
    ...rest,
  }
}

test('parameters over time are what the entries make of them, a step from its time on', () => {
  const scenario = plain({
    fixedCost: 7,
    changes: [
      { parameter: 'fixedCost', times: [0, 4], values: [10, 20], scale: 3 },
      { parameters: ['fixedCost', 'production.price'], growth: 0.1 },
      { law: 'linear', start: 0, duration: 10, effects: { fixedCost: 0.5 } },
    ],
  } as Partial<ScenarioInput>)
  const { price } = scenario.production
  const over = parametersOverTime(parseScenario(scenario), [0, 2, 4])
  expect(Object.keys(over).sort()).toEqual(['fixedCost', 'production.price'])
  expect([...over['production.price']]).toEqual([0, 2, 4].map((t) => expect.closeTo(price * Math.exp(0.1 * t), 12)))
  expect([...over.fixedCost]).toEqual([
    expect.closeTo(30, 12),
    expect.closeTo(30 * Math.exp(0.2) * 0.9, 12),
    expect.closeTo(60 * Math.exp(0.4) * 0.8, 12),
  ])
  expect(parametersOverTime(parseScenario(plain()), [0])).toEqual({})
})

describe.each(['js', 'wasm'] as const)('changes, %s:', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test('growth of a price lets profit grow at a known rate', async () => {
    const [rate, discountRate] = [0.03, 0.05]
    const { time, columns } = await engine.path(plain({ discountRate, changes: [{ parameters: ['production.price'], growth: rate }] }))
    // Π ∝ p^{1 / (1 − a)} = p² for a = ½.
    time.forEach((t, i) => {
      expect(columns.profit[i] / (columns.profit[0] * Math.exp(2 * rate * t))).toBeCloseTo(1, 12)
      if (i)
        expect(columns.npv[i] / ((columns.profit[0] * Math.expm1((2 * rate - discountRate) * t)) / (2 * rate - discountRate))).toBeCloseTo(
          1,
          11,
        )
    })
    expect(columns.advantage).toEqual(new Float64Array(11))
  })

  test('growth begins at the horizon’s start as it is at the point, or when it is told to', async () => {
    const scenario = plain({ changes: [{ parameters: ['fixedCost'], growth: 0.1 }], fixedCost: 2 })
    const axes = [
      { parameter: 'horizon.start', values: [0, 5] },
      { parameter: 'time', values: [8] },
    ]
    const { metrics } = await engine.sweep(scenario, { axes, metrics: ['cost', 'npv'] }).result()
    const { cost } = await engine.optimum({ ...scenario, changes: undefined, fixedCost: 0 }, { level: 0.4 })
    expect([...metrics.cost].map((value) => value - cost)).toEqual([
      expect.closeTo(2 * Math.exp(0.8), 9),
      expect.closeTo(2 * Math.exp(0.3), 9),
    ])
    const told = await engine.optimum(plain({ changes: [{ parameters: ['fixedCost'], growth: 0.1, since: -10 }], fixedCost: 2 }), {
      time: 0,
    })
    expect(told.cost - cost).toBeCloseTo(2 * Math.E, 9)
  })

  test('a step schedule has piecewise constant profit, its exact value and one-sided extremes', async () => {
    const changes: ScenarioInput['changes'] = [{ parameter: 'fixedCost', times: [0, 2.5, 6, 10], values: [10, 50, 30, 1000] }]
    const discountRate = 0.04
    const { columns, minimumProfit, timeOfLowestProfit, stats, status } = await engine.path(plain({ discountRate, changes }))
    const base = columns.profit[0] + 10
    // The values from a time on, at the end of the horizon too.
    expect([...columns.profit]).toEqual([10, 10, 10, 50, 50, 50, 30, 30, 30, 30, 1000].map((cost) => expect.closeTo(base - cost, 9)))
    const worth = (from: number, to: number, cost: number) =>
      ((base - cost) * (Math.exp(-discountRate * from) - Math.exp(-discountRate * to))) / discountRate
    expect(columns.npv[10] / (worth(0, 2.5, 10) + worth(2.5, 6, 50) + worth(6, 10, 30))).toBeCloseTo(1, 13)
    expect([minimumProfit, timeOfLowestProfit]).toEqual([expect.closeTo(base - 1000, 9), 10])
    expect(status).toBe('ok')
    expect(stats.steps).toBeLessThan(20)
  })

  test('a value that falls before a step counts among the extremes', async () => {
    const changes: ScenarioInput['changes'] = [
      { parameter: 'fixedCost', times: [0, 5, 5.000001], values: [0, 100, 20], interpolation: 'linear' },
    ]
    const { minimumProfit, timeOfLowestProfit, columns } = await engine.path(plain({ changes }))
    expect(minimumProfit).toBeCloseTo(columns.profit[0] - 100, 8)
    expect(timeOfLowestProfit).toBe(5)
  })

  test('a lever that has spread is the scenario with changed parameters', async () => {
    const effects = { 'waste.scale': 0.7, fixedCost: 0, 'production.scale': 1.1, 'production.elasticities[1]': 0.9, 'factors[0].price': 2 }
    const scenario = { ...twoFactor(), fixedCost: 3 }
    const lever = { law: 'linear', start: 1, duration: 2, effects } as const
    const spread = await engine.optimum({ ...scenario, changes: [lever] }, { time: 3.5, level: 0.3 })
    const settings: [string[], number][] = [
      [['waste', 'scale'], 0.35],
      [['fixedCost'], 0],
      [['production', 'scale'], 55],
      [['production', 'elasticities', '1'], 0.27],
      [['factors', '0', 'price'], 2],
    ]
    const wanted = await engine.optimum(
      settings.reduce((s, [path, value]) => changed(s, path, value), scenario as ScenarioInput),
      { level: 0.3 },
    )
    expect(spread.profit / wanted.profit).toBeCloseTo(1, 13)
    const before = await engine.optimum({ ...scenario, changes: [lever] }, { time: 0, level: 0.3 })
    expect(before.profit).toBe((await engine.optimum(scenario, { level: 0.3 })).profit)
    const half = await engine.optimum({ ...scenario, changes: [lever] }, { time: 2, level: 0.3, sensitivities: true })
    expect(half.sensitivitiesOfInput!.fixedCost).toBe(-0.5)
    expect(half.sensitivities!.fixedCost).toBe(-1)
  })

  test('every law spreads a lever', async () => {
    const laws = [
      [{ law: 'constant', level: 0.25 }, 0.25],
      [{ law: 'smoothstep', start: 0, duration: 8 }, 0.5],
      [{ law: 'exponential', start: 0, timescale: 4 }, -Math.expm1(-1)],
      [{ law: 'logistic', midpoint: 4, timescale: 1 }, 0.5],
      [{ law: 'gompertz', inflection: 4, timescale: 1 }, Math.exp(-1)],
      [{ law: 'bass', start: 0, innovation: 0.25, imitation: 0 }, -Math.expm1(-1)],
      [{ law: 'table', times: [0, 8], levels: [0, 0.8] }, 0.4],
      [{ law: 'linear', from: 0.2, to: 0.6, start: 0, duration: 8 }, 0.4],
    ] as const
    for (const [law, share] of laws) {
      const changes = [{ ...law, effects: { fixedCost: 3 } }] as unknown as ScenarioInput['changes']
      const base = await engine.optimum(plain({ fixedCost: 10 }), { level: 0.4 })
      const { cost } = await engine.optimum(plain({ fixedCost: 10, changes }), { time: 4 })
      expect(cost - base.cost).toBeCloseTo(20 * share, 10)
    }
  })

  test('a smooth schedule meets its knots, and lines run between those of a linear one', async () => {
    const [times, values] = [
      [0, 2, 5, 9],
      [1, 4, 2, 6],
    ]
    for (const interpolation of ['smooth', 'linear'] as const) {
      const changes = [{ parameter: 'fixedCost', times, values, interpolation, scale: 2 }]
      const { metrics } = await engine
        .sweep(plain({ changes }), { axes: [{ parameter: 'time', values: [-3, 0, 1, 2, 3.5, 5, 9, 20] }], metrics: ['cost'] })
        .result()
      const { cost } = await engine.optimum(plain(), { level: 0.4 })
      const found = [...metrics.cost].map((value) => (value - cost) / 2)
      expect(found[0]).toBeCloseTo(1, 10)
      expect([found[1], found[3], found[5], found[6], found[7]]).toEqual([1, 4, 2, 6, 6].map((value) => expect.closeTo(value, 10)))
      expect(found[4]).toBeCloseTo(3, 10)
      if (interpolation === 'linear') expect(found[2]).toBeCloseTo(2.5, 10)
      else expect(found[2]).toBeGreaterThan(2.5)
    }
  })

  test('the cost of conversion may change: what is spent is its value at the time', async () => {
    const changes: ScenarioInput['changes'] = [{ parameter: 'investment.conversionCost', times: [0, 4], values: [100, 40] }]
    const scenario = constantWaste({ law: 'linear', from: 0, to: 1, start: 2, duration: 5 }, 0)
    const { columns } = await engine.path({ ...scenario, discountRate: 0.05, changes })
    const spent = (from: number, to: number) => (Math.exp(-0.05 * from) - Math.exp(-0.05 * to)) / 0.05 / 5
    expect(columns.discountedInvestment[10]).toBeCloseTo(100 * spent(2, 4) + 40 * spent(4, 7), 9)
  })

  test('a sample of a path is the optimum at its time', async () => {
    const scenario = {
      ...twoFactor(),
      changes: [
        { parameters: ['production.price', 'factors[1].price'], growth: 0.03 },
        { parameter: 'waste.disposalCost', times: [2, 5], values: [0.5, 3] },
      ],
    }
    const { time, columns } = await engine.path(scenario)
    for (const i of [0, 2, 3, 5, 10]) expect(columns.profit[i]).toBe((await engine.optimum(scenario, { time: time[i] })).profit)
  })

  test('modes with states meet steps and growth', async () => {
    // Capacity wears out alone where the price is nothing.
    const scenario = { ...growing(), transformation: { law: 'constant', level: 0.2 } as const }
    const changes: ScenarioInput['changes'] = [{ parameter: 'production.price', times: [0, 10], values: [1, 1e-9] }]
    const { time, columns } = await engine.path({ ...scenario, changes })
    const at = columns['factors[0]'][10]
    time.forEach((t, i) => {
      if (t >= 10) expect(columns['factors[0]'][i] / (at * Math.exp(-0.08 * (t - 10)))).toBeCloseTo(1, 9)
    })
    // Between steps an adjustment closes the gap to a constant optimum.
    const adjusting: ScenarioInput = {
      ...plain(),
      dynamics: { mode: 'adjustment', timescale: [1.5] },
      changes: [{ parameter: 'production.price', times: [0, 4], values: [1, 1.3] }],
    }
    const path = await engine.path(adjusting)
    const target = (await engine.optimum(adjusting, { time: 5 })).factors[0]
    const start = path.columns['factors[0]'][0]
    path.time.forEach((t, i) =>
      expect(path.columns['factors[0]'][i]).toBeCloseTo(t < 4 ? start : target + (start - target) * Math.exp(-(t - 4) / 1.5), 8),
    )
    expect(path.stats.steps).toBeLessThan(30)
  })

  test('equilibria are those of the parameters at the time', async () => {
    const changes: ScenarioInput['changes'] = [{ parameter: 'fixedCost', times: [0, 5], values: [100, 60] }]
    const then = await engine.equilibria({ ...growing(), changes }, { level: 0.2, time: 7 })
    expect(then).toEqual(await engine.equilibria({ ...growing(), fixedCost: 60 }, { level: 0.2 }))
    expect(await engine.equilibria({ ...growing(), changes }, { level: 0.2 })).toEqual(await engine.equilibria(growing(), { level: 0.2 }))
  })

  test('120 yearly steps over a century cost what their steps cost', async () => {
    const times = Array.from({ length: 120 }, (_, k) => 1990 + k)
    const values = times.map((_, k) => 1 + 0.3 * Math.sin(k))
    const scenario = {
      ...oneFactor(),
      transformation: { law: 'constant', level: 0.4 } as const,
      horizon: { start: 2000, end: 2100, samples: 2 },
      discountRate: 0.03,
    }
    const { stats, status } = await engine.path({ ...scenario, changes: [{ parameter: 'waste.disposalCost', times, values }] })
    expect(status).toBe('ok')
    expect(stats.steps).toBeLessThan(210)
    expect(stats.rejections).toBeLessThan(20)
  })

  test('says from when on there is no enterprise', async () => {
    const path = await engine.path({
      ...oneFactor(),
      recycling: { yield: 1, price: 1, exponent: 0.8 },
      changes: [{ parameters: ['recycling.exponent'], growth: 0.05 }],
    })
    expect(path.status).toBe('domainError')
    expect(path.domainErrorFrom).toBeCloseTo(Math.log(1 / 0.8) / 0.05, 9)
    expect(path.columns.profit[4]).toBeGreaterThan(0)
    expect(path.columns.profit[5]).toBeNaN()
    expect([path.minimumProfit, path.totalDischarged]).toEqual([NaN, NaN])
    const step = await engine.path({ ...oneFactor(), changes: [{ parameter: 'production.scale', times: [0, 3], values: [50, -1] }] })
    expect([step.status, step.domainErrorFrom]).toEqual(['domainError', 3])
    expect(step.columns.npv[2]).toBeGreaterThan(0)
    expect(step.columns.npv[3]).toBeNaN()
    const optimum = await engine.optimum(
      { ...oneFactor(), changes: [{ parameter: 'production.scale', times: [0, 3], values: [50, -1] }] },
      { time: 3 },
    )
    expect(optimum.status).toBe('domainError')
  })

  test('a number that a schedule replaces may be left out', async () => {
    const { disposalCost, ...waste } = oneFactor().waste
    const changes: ScenarioInput['changes'] = [{ parameter: 'waste.disposalCost', times: [0], values: [disposalCost] }]
    const without = await engine.path({ ...oneFactor(), waste, changes } as unknown as ScenarioInput)
    expect(without.columns.npv[10]).toBe((await engine.path(oneFactor())).columns.npv[10])
  })
})
