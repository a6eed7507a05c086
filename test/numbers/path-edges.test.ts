/** Time paths at their edges: of numbers, of growth, of the horizon. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { constantWaste, expectAlong, growing, pure } from '../support/paths.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

describe.each(['js', 'wasm'] as const)('a path at the edges, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())
  const follow = (scenario: ScenarioInput, options = {}) => engine.path(scenario, options)

  test('declines to nothing, beyond the smallest number', async () => {
    const scenario = changed(growing(), ['dynamics'], {
      mode: 'capitalisation',
      share: [0.3],
      unitCost: [2],
      depreciation: [50],
      initial: [1],
    })
    const { columns, status } = await follow({ ...scenario, discountRate: 0 })
    expect(status).toBe('ok')
    expect(columns['factors[0]'].at(-1)).toBe(0)
    expect(columns.profit.at(-1)).toBe(-100)
    for (const column of Object.values(columns)) expect(column.every(Number.isFinite)).toBe(true)
  })

  test('ends where it grows past any bound, and says so', async () => {
    const { time, columns, status, payback } = await follow(
      pure(1.5, { mode: 'capitalisation', share: [0.4], unitCost: [2], depreciation: [0.1], initial: [1] }),
    )
    const rest = 4 // s P / (w δ)
    const inverse = (t: number) => rest + (1 - rest) * Math.exp(0.05 * t)
    const end = Math.log(rest / (rest - 1)) / 0.05
    expect(status).toBe('domainError')
    expect(payback).toBeNull()
    expect(end).toBeLessThan(10)
    time.forEach((t, i) => {
      if (t < 0.99 * end) expect(columns['factors[0]'][i] / inverse(t) ** -2).toBeCloseTo(1, 7)
      else if (t > end) expect(columns['factors[0]'][i]).toBeNaN()
    })
  })

  test('takes a horizon of no length', async () => {
    const { time, columns, payback, stats, status } = await follow({ ...growing(), horizon: { start: 5, end: 5, samples: 3 } })
    expect(time).toEqual(Float64Array.of(5, 5, 5))
    expect(columns.npv).toEqual(new Float64Array(3))
    expect(columns['factors[0]']).toEqual(new Float64Array(3).fill(columns['factors[0]'][0]))
    expect({ payback, stats, status }).toEqual({ payback: 5, stats: { steps: 0, rejections: 0 }, status: 'ok' })
  })

  test('takes one sample, at the start, and still runs to the end', async () => {
    const many = await follow(growing())
    const { time, columns, ...rest } = await follow({ ...growing(), horizon: { start: 0, end: 30, samples: 1 } })
    expect(time).toEqual(Float64Array.of(0))
    expect(columns.profit[0]).toBe(many.columns.profit[0])
    const { time: _, columns: __, ...whole } = many
    expect(rest).toEqual(whole)
  })

  test('has no discount at rate 0', async () => {
    const { columns, time } = await follow(constantWaste({ law: 'linear', from: 0, to: 1, start: 0, duration: 10 }, 5))
    expectAlong(columns.discountedInvestment.subarray(1), (i) => 0.5 * time[i + 1], 1e-14)
  })

  test.each([
    [{ law: 'linear', from: 0, to: 1, start: 0, duration: 10 }],
    [{ law: 'smoothstep', from: 1, to: 0, start: -10, duration: 10 }],
    [{ law: 'linear', from: 0, to: 1, start: 10, duration: 1 }],
    [{ law: 'exponential', from: 0.2, to: 1, start: 10, timescale: 1 }],
    [{ law: 'table', times: [0, 10], levels: [0, 1] }],
  ] as const)('takes kinks at the ends of the horizon: %j', async (transformation) => {
    const { columns, status, time } = await follow(constantWaste(structuredClone(transformation) as never, 5))
    expect(status).toBe('ok')
    const rise = (i: number) => columns.level[i] - columns.level[0]
    expectAlong(columns.discountedInvestment, (i) => 5 * rise(i), 1e-13)
    expect(time).toHaveLength(11)
  })

  test('a table of equal levels changes nothing', async () => {
    const { columns, payback } = await follow(constantWaste({ law: 'table', times: [0, 3, 3.5, 20], levels: [0.3, 0.3, 0.3, 0.3] }, 5))
    expect(columns.level).toEqual(new Float64Array(11).fill(0.3))
    expect(columns.advantage).toEqual(new Float64Array(11))
    expect(payback).toBe(0)
  })

  test('a transition that never pays has no payback', async () => {
    const { payback, columns } = await follow(constantWaste({ law: 'linear', from: 0, to: 1, start: 0, duration: 1 }, 50))
    expect(payback).toBeNull()
    expect(columns.advantage[10]).toBeCloseTo(19 - 50, 9)
  })

  test('a table that goes back pays back where the advantage is positive for good', async () => {
    const scenario = constantWaste({ law: 'table', times: [0, 1, 2, 3], levels: [0, 1, 1, 0] }, 1)
    const { payback, columns } = await follow(scenario)
    expect(payback).toBeGreaterThan(0)
    expect(columns.advantage[10]).toBeGreaterThan(0)
    const fine = await follow({ ...scenario, horizon: { start: 0, end: 10, samples: 10001 } })
    const after = fine.time.findIndex((t, i) => t > 0 && fine.columns.advantage.subarray(i).every((value) => value >= 0))
    expect(Math.abs(payback! - fine.time[after])).toBeLessThan(1.1e-3)
  })

  test('takes waste that varies too little to matter, and none', async () => {
    for (const scale of [0, 1e-300]) {
      const { status, totalDischarged } = await follow(changed(growing(), ['waste', 'scale'], scale))
      expect(status).toBe('ok')
      expect(totalDischarged).toBeGreaterThanOrEqual(0)
    }
  })

  test.each([0.01, 0.001])('follows an adjustment within %d years', async (timescale) => {
    const { status, columns, time } = await follow({ ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [timescale] } })
    expect(status).toBe('ok')
    const best = await engine.optimum(oneFactor(), { time: time[5] - timescale })
    expect(columns['factors[0]'][5] / best.factors[0]).toBeCloseTo(1, 5)
  })

  test('follows an adjustment however fast', async () => {
    const best = await follow(oneFactor())
    const { status, columns, stats } = await follow({ ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [1e-6], initial: [1] } })
    expect(status).toBe('ok')
    expect(stats.steps + stats.rejections).toBeLessThan(100)
    expectAlong(columns['factors[0]'].subarray(1), (i) => best.columns['factors[0]'][i + 1], 1e-5)
    expectAlong(columns.discountedProfit.subarray(1), (i) => best.columns.discountedProfit[i + 1], 1e-5)
  })
})
