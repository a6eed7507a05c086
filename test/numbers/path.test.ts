/** Time paths against closed forms, and what holds along each of them. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { constantWaste, expectAlong, growing, pure } from '../support/paths.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

describe.each(['js', 'wasm'] as const)('a path, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())
  const follow = (scenario: ScenarioInput, options = {}) => engine.path(scenario, options)

  describe('against closed forms', () => {
    test('capitalisation of output alone solves a Bernoulli equation', async () => {
      const [share, unitCost, depreciation, initial] = [0.4, 2, 0.1, 0.5]
      const a = 0.6
      const { time, columns, status } = await follow(
        pure(a, { mode: 'capitalisation', share: [share], unitCost: [unitCost], depreciation: [depreciation], initial: [initial] }),
      )
      const rest = (share * 2) / (unitCost * depreciation)
      const volume = (t: number) => (rest + (initial ** (1 - a) - rest) * Math.exp(-(1 - a) * depreciation * t)) ** (1 / (1 - a))
      expect(status).toBe('ok')
      expectAlong(columns['factors[0]'], (i) => volume(time[i]), 1e-9)
      expectAlong(columns.profit, (i) => 2 * volume(time[i]) ** a, 1e-9)
      expect(columns.advantage).toEqual(new Float64Array(21))
    })

    test('adjustment closes the gap to a constant optimum exponentially', async () => {
      const scenario = changed(oneFactor(), ['transformation'], { law: 'constant', level: 0.3 })
      const [target] = (await engine.optimum(scenario, { level: 0.3 })).factors
      for (const initial of [1e-3 * target, 0.5 * target, 20 * target]) {
        const { time, columns } = await follow({ ...scenario, dynamics: { mode: 'adjustment', timescale: [1.5], initial: [initial] } })
        expectAlong(columns['factors[0]'], (i) => target + (initial - target) * Math.exp(-time[i] / 1.5), 1e-8)
      }
    })

    test.each([1e-6, 1e-3, 0.1, 3, 200])('adjustment within %d years follows an optimum that grows', async (timescale) => {
      // Without waste x* = (0.6 · 3)^{2.5} e^{2.5 g t}, where the price of the product grows by g a year.
      const [growth, start] = [0.04, 2020]
      for (const initial of [1e-4, 1, 50]) {
        const { time, columns, status } = await follow({
          ...pure(0.6, { mode: 'adjustment', timescale: [timescale], initial: [initial] }),
          factors: [{ price: 1, lower: 1e-6, upper: 1e6 }],
          horizon: { start, end: start + 10, samples: 21 },
          changes: [{ parameters: ['production.price'], growth }],
        })
        const rate = 2.5 * growth
        const led = 1.8 ** 2.5 / (1 + rate * timescale)
        const volume = (t: number) => led * Math.exp(rate * t) + (initial - led) * Math.exp(-t / timescale)
        expect(status).toBe('ok')
        expectAlong(columns['factors[0]'], (i) => volume(time[i] - start), 1e-9)
      }
    })

    test.each([0, 0.08])('a constant law at the optimum has constant profit, discounted at %d', async (discountRate) => {
      const { time, columns, payback } = await follow({ ...oneFactor(), transformation: { law: 'constant', level: 0.4 }, discountRate })
      const profit = columns.profit[0]
      expect(columns.profit).toEqual(new Float64Array(11).fill(profit))
      expectAlong(
        columns.npv,
        (i) => (discountRate ? (profit * -Math.expm1(-discountRate * time[i])) / discountRate : profit * time[i]),
        1e-11,
      )
      expect(columns.discountedInvestment).toEqual(new Float64Array(11))
      expect(payback).toBe(0)
    })

    test('an invested level follows a constant profit exponentially', async () => {
      const [from, share, conversionCost, discountRate] = [0.2, 0.3, 40, 0.05]
      const { time, columns } = await follow({
        ...oneFactor(),
        waste: { scale: 0, elasticities: [1], disposalCost: 1 },
        transformation: { law: 'invested', from, share },
        investment: { conversionCost },
        discountRate,
      })
      const rate = (share * columns.profit[0]) / conversionCost
      expectAlong(columns.level, (i) => 1 - (1 - from) * Math.exp(-rate * time[i]), 1e-10)
      const total = rate + discountRate
      expectAlong(columns.discountedInvestment, (i) => (conversionCost * rate * (1 - from) * -Math.expm1(-total * time[i])) / total, 1e-9)
    })

    test('a ramp of a constant waste pays back at a time known by hand', async () => {
      // Profit rises by 2 θ: the advantage is 2 (t − 1/2) − 5 from t = 1 on.
      const { payback, columns } = await follow(constantWaste({ law: 'linear', from: 0, to: 1, start: 0, duration: 1 }, 5))
      expect(payback).toBeCloseTo(3, 9)
      expect(columns.advantage[10]).toBeCloseTo(14, 9)
    })

    test('a firm without profit wears out', async () => {
      const scenario = changed(growing(), ['dynamics', 'initial'], [2])
      const { time, columns, status, payback } = await follow({ ...scenario, transformation: { law: 'constant', level: 0.2 } })
      expect(status).toBe('ok')
      expectAlong(columns['factors[0]'], (i) => 2 * Math.exp(-0.08 * time[i]), 1e-10)
      expect(payback).toBe(0)
    })
  })

  test('keeps waste: recycled + discharged, at every sample', async () => {
    for (const dynamics of [{ mode: 'optimum' }, { mode: 'adjustment', timescale: [1, 2] }] as const) {
      const { columns } = await follow({ ...twoFactor(), dynamics: structuredClone(dynamics) as never })
      expectAlong(
        columns.recycled.map((recycled, i) => recycled + columns.discharged[i]),
        (i) => columns.waste[i],
        1e-15,
      )
      expectAlong(
        columns.revenue.map((revenue, i) => revenue - columns.cost[i]),
        (i) => columns.profit[i],
        1e-12,
      )
    }
  })

  test('in mode optimum is at the optimum of each time', async () => {
    const { time, columns } = await follow(twoFactor())
    for (const i of [0, 3, 10]) {
      const best = await engine.optimum(twoFactor(), { time: time[i] })
      expect(columns.profit[i]).toBe(best.profit)
      expect([columns['factors[0]'][i], columns['factors[1]']![i]]).toEqual(best.factors)
    }
  })

  test('converges with the order of its method', async () => {
    const exact = (await follow(growing(), { tolerance: 1e-14 })).columns['factors[0]']
    const runs = []
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10]) {
      const { columns, stats } = await follow(growing(), { tolerance })
      const error = Math.max(...exact.map((x, i) => Math.abs(columns['factors[0]'][i] / x - 1)))
      expect(error).toBeLessThan(10 * tolerance)
      runs.push({ error, steps: stats.steps + stats.rejections })
    }
    const [coarse, fine] = [runs[0], runs[3]]
    expect(Math.log(coarse.error / fine.error) / Math.log(fine.steps / coarse.steps)).toBeGreaterThan(6)
  })

  test('is exact across zero profit, where capitalisation starts and stops', async () => {
    const scenario = {
      ...constantWaste({ law: 'table', times: [0, 4, 8, 12], levels: [0, 1, 0, 1] }, 5),
      waste: { scale: 20, elasticities: [0.1], disposalCost: 1 },
      horizon: { start: 0, end: 12, samples: 25 },
      discountRate: 0.1,
      dynamics: { mode: 'capitalisation' as const, share: [0.5], unitCost: [1], depreciation: [0.3], initial: [3] },
    }
    const [loose, tight] = [await follow(scenario), await follow(scenario, { tolerance: 1e-13 })]
    expect(Math.min(...tight.columns.profit)).toBeLessThan(-1)
    expect(Math.max(...tight.columns.profit)).toBeGreaterThan(1)
    const signs = tight.columns.profit.map(Math.sign)
    expect(signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length).toBeGreaterThanOrEqual(3)
    expectAlong(loose.columns['factors[0]'], (i) => tight.columns['factors[0]'][i], 2e-9)
    expect(Math.abs(loose.columns.npv[24] - tight.columns.npv[24])).toBeLessThan(1e-8 * Math.max(...tight.columns.npv.map(Math.abs)))
  })

  test('knows its lowest and highest profit, between samples too', async () => {
    const fine = await follow({ ...growing(), horizon: { start: 0, end: 30, samples: 3001 } })
    const coarse = await follow({ ...growing(), horizon: { start: 0, end: 30, samples: 2 } })
    const { profit } = fine.columns
    expect(coarse.maximumProfit).toBeGreaterThanOrEqual(Math.max(...profit))
    expect(coarse.maximumProfit / Math.max(...profit)).toBeCloseTo(1, 6)
    expect(coarse.minimumProfit).toBe(profit[0])
    expect(coarse.timeOfLowestProfit).toBe(0)

    const dip = await follow(constantWaste({ law: 'table', times: [0, 5, 10], levels: [0.5, 0.1, 0.5] }, 1))
    expect(dip.timeOfLowestProfit).toBe(5)
    // 1 − θ is discharged a year, and a cubic that is flat at both ends has the mean of its ends.
    const cubic = await follow(constantWaste({ law: 'smoothstep', from: 0.5, to: 0.1, start: 0, duration: 10 }, 1))
    expect(cubic.totalDischarged).toBeCloseTo(7, 10)
  })

  test.each([
    [{ yield: 1, price: 1 }, 1, 0.5, 'gain'],
    [{ yield: 1, price: 1, processingCost: 1 }, 1, 1, 'gain'],
    [{ yield: 1, price: 1, processingCost: 3 }, 1, null, null],
    [{ yield: 1, price: 1, exponent: 0.9 }, 1, null, null],
    [{ yield: 1, price: 1 }, 0, null, null],
    [{ yield: 1, price: 1, processingCost: 3 }, 0, null, null],
    [{ yield: 1, price: 1, processingCost: 1 }, 0, null, null],
  ])('knows the level at which the value of waste changes sign: %j', async (recycling, disposalCost, level, direction) => {
    const scenario = { ...oneFactor(), recycling, waste: { scale: 0.5, elasticities: [0.9], disposalCost } }
    const { columns, breakEvenLevel, breakEvenDirection } = await follow(scenario)
    expect([breakEvenLevel, breakEvenDirection]).toEqual([level, direction])
    expect([...columns.breakEvenLevel]).toEqual(new Array(11).fill(level ?? NaN))
    const { horizon, transformation, ...alone } = scenario
    const best = await engine.optimum(alone, { level: 0.25 })
    expect([best.breakEvenLevel, best.breakEvenDirection]).toEqual([level, direction])
  })

  test('takes a tolerance from the call before that of the scenario', async () => {
    const dynamics = { mode: 'adjustment', timescale: [1], tolerance: 1e-6 } as const
    const loose = await follow({ ...oneFactor(), dynamics: { ...dynamics, timescale: [1] } })
    const tight = await follow({ ...oneFactor(), dynamics: { ...dynamics, timescale: [1] } }, { tolerance: 1e-12 })
    expect(tight.stats.steps).toBeGreaterThan(loose.stats.steps)
    await expect(follow(oneFactor(), { tolerance: 1 })).rejects.toThrow('dynamics.tolerance: 1')
  })

  test('needs a horizon and a law', async () => {
    const { horizon, transformation, ...rest } = oneFactor()
    await expect(follow(rest as never)).rejects.toThrow('2 problems')
    await expect(follow({ ...rest, transformation } as never)).rejects.toThrow('add "horizon"')
  })
})

test('both backends step alike', async () => {
  const [js, wasm] = await Promise.all((['js', 'wasm'] as const).map((backend) => createEngine({ backend, workers: 0 })))
  for (const scenario of [growing(), { ...twoFactor(), dynamics: { mode: 'adjustment' as const, timescale: [2, 1] } }, oneFactor()]) {
    const [a, b] = [await js.path(scenario), await wasm.path(scenario)]
    expect(Math.abs(b.stats.steps - a.stats.steps)).toBeLessThanOrEqual(1)
    for (const name of ['profit', 'npv', 'factors[0]'] as const) expectAlong(b.columns[name], (i) => a.columns[name][i], 1e-11)
  }
  await Promise.all([js.close(), wasm.close()])
})

test('a path that rests at its equilibrium stays there, between samples too', async () => {
  // Steps are then as long as stability allows, and the error of one component must not hide behind another's.
  const engine = await createEngine({ workers: 0 })
  const scenario = {
    ...pure(0.6, { mode: 'adjustment', timescale: [0.15], initial: [300] }),
    factors: [{ price: 0.4, lower: 0.001, upper: 1e6 }],
  }
  const { columns } = await engine.path({ ...scenario, horizon: { start: 0, end: 10, samples: 501 } })
  const { factors } = await engine.optimum(scenario, { level: 0.5 })
  expectAlong(columns['factors[0]'].subarray(300), () => factors[0], 1e-8)
  await engine.close()
})
