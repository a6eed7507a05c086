/** What a path promises at the edges: dates no closer than known, extremes that no sample beats, states that rest. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { constantWaste, growing, pure } from '../support/paths.ts'
import { oneFactor } from '../support/scenarios.ts'

/** Two factors far from their best, whose waste is worth recycling. */
function works(transformation: ScenarioInput['transformation'], rest: Partial<ScenarioInput> = {}): ScenarioInput {
  const factor = { price: 1, lower: 0.01, upper: 1e5 }
  return {
    factors: [factor, factor],
    production: { scale: 12, elasticities: [0.3, 0.5], price: 1 },
    waste: { scale: 0.5, elasticities: [0.4, 0.4], disposalCost: 1 },
    recycling: { yield: 1, price: 1, processingCost: 0.2 },
    fixedCost: 20,
    discountRate: 0.05,
    investment: { conversionCost: 500 },
    horizon: { start: 0, end: 20, samples: 2 },
    transformation,
    ...rest,
  }
}

/** At its upper bound at all times, so that waste is 1 and profit a line in the level: recycling gains 2 a year. */
function bounded(transformation: ScenarioInput['transformation'], rest: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    factors: [{ price: 1, lower: 0.5, upper: 1 }],
    production: { scale: 10, elasticities: [0.5], price: 1 },
    waste: { scale: 1, elasticities: [0.5], disposalCost: 1 },
    recycling: { yield: 1, price: 1 },
    transformation,
    ...rest,
  }
}

describe.each(['js', 'wasm'] as const)('a path, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test.each([0, 1, 1995, 2020, 2024.5, 10_000, 1_000_000])('pays back at the very end of a horizon that starts in %d', async (start) => {
    for (const [duration, length] of [
      [1, 1],
      [0.5, 1],
      [2, 3],
      [1, 10],
    ]) {
      // The gain is 2 (t − duration / 2) from the end of the ramp on.
      const conversionCost = 2 * (length - duration / 2)
      const transformation = { law: 'linear', from: 0, to: 1, start, duration } as const
      const { payback, yearsToPayback, yearsFromTransition } = await engine.path(
        bounded(transformation, { horizon: { start, end: start + length, samples: 2 }, investment: { conversionCost } }),
      )
      expect(payback).not.toBeNull()
      expect(Math.abs(payback! - (start + length))).toBeLessThanOrEqual(1e-9 * Math.max(1, start))
      expect(yearsToPayback).toBe(payback! - start)
      expect(yearsFromTransition).toBe(payback! - start)
    }
  })

  test.each([1e-6, 1e-9, 1e-12, 1e-14, 1e-18])('knows when an advantage of size %d pays back', async (innovation) => {
    // The level is as good as proportional to `innovation`, and so is the advantage: its sign does not depend on it.
    const { payback } = await engine.path(works({ law: 'bass', from: 0, to: 1, start: 2, innovation, imitation: 0.4 }))
    expect(Math.abs(payback! - 4.854152)).toBeLessThan(innovation > 1e-8 ? 1e-2 : 2e-5)
  })

  test('says when the level first moved', async () => {
    const horizon = { start: 0, end: 30, samples: 2 }
    const from = async (transformation: ScenarioInput['transformation']) => {
      const { payback, yearsFromTransition } = await engine.path({ ...constantWaste(transformation, 5), horizon })
      return yearsFromTransition === null ? null : payback! - yearsFromTransition
    }
    expect(await from({ law: 'smoothstep', from: 0, to: 1, start: 3, duration: 4 })).toBeCloseTo(3, 12)
    expect(await from({ law: 'table', times: [1, 4, 6], levels: [0, 0, 1] })).toBeCloseTo(4, 12)
    expect(await from({ law: 'logistic', from: 0, to: 1, midpoint: 10, timescale: 1 })).toBeCloseTo(10 - Math.log(99), 12)
    expect(await from({ law: 'gompertz', from: 0, to: 1, inflection: 10, timescale: 1 })).toBeCloseTo(10 - Math.log(Math.log(100)), 12)
    expect(await from({ law: 'constant', level: 0.5 })).toBeNull()
  })

  test('rests where it starts at its optimum, and starts with the volume that is given', async () => {
    const atRest = works(
      { law: 'constant', level: 0 },
      { production: { scale: 1, elasticities: [0.3, 0.5], price: 1 }, dynamics: { mode: 'adjustment', timescale: [0.1, 0.1] } },
    )
    const { columns, timeOfLowestProfit, minimumProfit, maximumProfit } = await engine.path(atRest)
    expect([...columns['factors[0]'], ...columns['factors[1]']!]).toEqual([0.01, 0.01, 0.01, 0.01])
    expect([timeOfLowestProfit, minimumProfit]).toEqual([0, maximumProfit])
    for (const initial of [0.01, 0.1, 0.3, 7, 123.456, 1e-5]) {
      for (const dynamics of [
        { mode: 'adjustment', timescale: [2], initial: [initial] },
        { mode: 'capitalisation', share: [0.1], unitCost: [1], depreciation: [0.1], initial: [initial] },
      ] satisfies ScenarioInput['dynamics'][]) {
        expect((await engine.path({ ...oneFactor(), dynamics })).columns['factors[0]'][0]).toBe(initial)
      }
    }
  })

  test.each([1e-5, 1e-3, 1, 1e4])('an adjustment within %d years at a constant level is a closed form', async (timescale) => {
    const scenario = {
      ...oneFactor(),
      transformation: { law: 'constant', level: 0.3 } as const,
      horizon: { start: 0, end: 4, samples: 401 },
    }
    const [target] = (await engine.optimum(scenario, { level: 0.3 })).factors
    const { time, columns, stats, status } = await engine.path({
      ...scenario,
      dynamics: { mode: 'adjustment', timescale: [timescale], initial: [2] },
    })
    expect(status).toBe('ok')
    expect(stats.steps + stats.rejections).toBeLessThan(200)
    time.forEach((t, i) => expect(columns['factors[0]'][i] / (target + (2 - target) * Math.exp(-t / timescale))).toBeCloseTo(1, 12))
  })

  test.each([1e100, 1e175, 1e280])('takes a fixed cost of %d for what it is', async (fixedCost) => {
    for (const scenario of [oneFactor(), { ...growing(), discountRate: 0 }]) {
      const { columns, status } = await engine.path({ ...scenario, fixedCost })
      expect(['ok', 'atBound']).toContain(status)
      expect(columns.npv.at(-1)! / (-fixedCost * scenario.horizon!.end)).toBeCloseTo(1, 12)
    }
  })

  test('has no negative zero', async () => {
    const falling = bounded({ law: 'linear', from: 1, to: 0, start: 0, duration: 1 }, { horizon: { start: 0, end: 2, samples: 3 } })
    const { columns, ...whole } = await engine.path(falling)
    for (const column of Object.values(columns)) expect([...column].some((value) => Object.is(value, -0))).toBe(false)
    for (const value of Object.values(whole)) expect(Object.is(value, -0)).toBe(false)
  })

  test('reports no extreme that one of its samples beats', async () => {
    for (let k = 0; k < 60; k++) {
      const initial = 5 + 4 * ((k * 0.6180339887498949) % 1)
      const scenario = { ...growing(), horizon: { start: 0, end: 30, samples: 601 }, fixedCost: k % 2 ? 100 : 60 }
      const { columns, minimumProfit, maximumProfit } = await engine.path({
        ...scenario,
        dynamics: { mode: 'capitalisation', share: [0.3], unitCost: [2], depreciation: [0.08], initial: [initial] },
      })
      const { minimumProfit: low, maximumProfit: high } = await engine.path({
        ...scenario,
        horizon: { start: 0, end: 30, samples: 2 },
        dynamics: { mode: 'capitalisation', share: [0.3], unitCost: [2], depreciation: [0.08], initial: [initial] },
      })
      const size = Math.max(...columns.profit.map(Math.abs))
      expect(minimumProfit).toBeLessThanOrEqual(Math.min(...columns.profit))
      expect(maximumProfit).toBeGreaterThanOrEqual(Math.max(...columns.profit))
      // Samples add nothing to it but rounding.
      expect(Math.abs(low - minimumProfit)).toBeLessThan(1e-11 * size)
      expect(Math.abs(high - maximumProfit)).toBeLessThan(1e-11 * size)
    }
  })

  test('has one status alone and in a sweep', async () => {
    const scenario: ScenarioInput = { ...oneFactor(), factors: [{ price: 1, lower: 0.001, upper: 250 }] }
    const { status } = await engine.path(scenario)
    const surface = await engine
      .sweep(scenario, { axes: [{ parameter: 'discountRate', values: [0] }], metrics: ['npv', 'payback'] })
      .result()
    expect(status).toBe('atBound')
    expect([...surface.status]).toEqual([1])
  })

  test('ends a step where the best volume jumps', async () => {
    // Digressive costs: with the level rising, the best volume leaps from one bound to the other.
    const scenario: ScenarioInput = {
      factors: [{ price: 3, costExponent: 0.4, lower: 0.01, upper: 100 }],
      production: { scale: 2, elasticities: [0.3], price: 1 },
      waste: { scale: 0.2, elasticities: [1.2], disposalCost: 1 },
      recycling: { yield: 1, price: 1 },
      transformation: { law: 'linear', from: 0, to: 1, start: 0, duration: 10 },
      horizon: { start: 0, end: 10, samples: 5 },
    }
    const { columns, totalDischarged, stats, status } = await engine.path(scenario)
    expect(columns['factors[0]'][0] / columns['factors[0]'][4]).toBeLessThan(0.01)
    expect(status).toBe('atBound')
    expect(stats.steps + stats.rejections).toBeLessThan(60)
    // By bisection of the level of the jump: waste is W(lower) before and W(upper) after it.
    let [low, high] = [0, 1]
    for (let n = 0; n < 60; n++) {
      const { factors } = await engine.optimum(scenario, { level: (low + high) / 2 })
      if (factors[0] < 1) low = (low + high) / 2
      else high = (low + high) / 2
    }
    const waste = (x: number) => 0.2 * x ** 1.2
    const before = 10 * low * (1 - low / 2) * waste(0.01)
    const after = 5 * (1 - low) ** 2 * waste(100)
    expect(totalDischarged / (before + after)).toBeCloseTo(1, 10)
  })

  test('follows a table of many knots, one step or so a piece', async () => {
    const times = Array.from({ length: 30_001 }, (_, k) => k / 1000)
    const levels = times.map((_, k) => 0.5 + 0.4 * Math.sin(k))
    const { status, stats } = await engine.path({
      ...constantWaste({ law: 'table', times, levels }, 5),
      horizon: { start: 0, end: 30, samples: 3 },
    })
    expect(status).toBe('ok')
    expect(stats.steps).toBeLessThan(61_000)
  })

  test('stops within a chunk of slow paths when told to', async () => {
    const scenario: ScenarioInput = { ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [1e-3], initial: [1] } }
    const controller = new AbortController()
    const axes = [{ parameter: 'fixedCost', from: 0, to: 1, points: 400 }]
    const result = engine.sweep(scenario, { axes, metrics: ['npv'], chunkSize: 400, signal: controller.signal }).result()
    setTimeout(() => controller.abort(new Error('enough')))
    await expect(result).rejects.toThrow('enough')
  })

  test('equilibria of powers alone are rested at', async () => {
    const scenario = pure(0.5, { mode: 'capitalisation', share: [0.5], unitCost: [1], depreciation: [0.25], initial: [16] })
    const { columns } = await engine.path(scenario)
    for (const x of columns['factors[0]']) expect(x).toBeCloseTo(16, 10)
  })
})
