import { afterAll, describe, expect, test } from 'vitest'
import { Law as PortableLaw } from '../../assembly/shared/path/law.ts'
import { Steepness } from '../../assembly/shared/path/steepness.ts'
import { createEngine } from '../../bindings/engine.ts'
import { LAW_ENTRIES, type LawEntry } from '../../bindings/model/laws.ts'
import { LAWS } from '../../bindings/model/layout.ts'
import { parameterBlock } from '../../bindings/plan/parameters.ts'
import { getNumber, parseScenario, scenarioWarnings } from '../../bindings/scenario/index.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { constantWaste } from '../support/paths.ts'
import { usualTransformation } from '../support/variants.ts'

type Law = NonNullable<ScenarioInput['transformation']>

/** θ(t) as the registry writes it. */
function written(transformation: Law): ((t: number) => number) | undefined {
  const { way }: LawEntry = LAW_ENTRIES[transformation.law]
  if (!way) return undefined
  const given = { ...transformation, exp: Math.exp, min: Math.min, max: Math.max }
  const evaluate = new Function(...Object.keys(given), 't', `const u = ${way.u}; return from + (to - from) * (${way.s})`)
  return (t) => evaluate(...Object.values(given), t)
}

/** Each law as the model writes it, not as the library computes it. */
const laws: [Law, (t: number) => number][] = [
  [{ law: 'constant', level: 0.37 }, () => 0.37],
  [{ law: 'linear', from: 0.2, to: 0.9, start: 2, duration: 5 }, (t) => (t < 2 ? 0.2 : t > 7 ? 0.9 : 0.2 + (0.7 * (t - 2)) / 5)],
  [
    { law: 'smoothstep', from: 0.9, to: 0.1, start: 1, duration: 8 },
    (t) => {
      const u = t < 1 ? 0 : t > 9 ? 1 : (t - 1) / 8
      return 0.9 - 0.8 * (3 * u ** 2 - 2 * u ** 3)
    },
  ],
  [{ law: 'exponential', from: 0, to: 1, start: 3, timescale: 2 }, (t) => (t < 3 ? 0 : 1 - Math.exp(-(t - 3) / 2))],
  [{ law: 'logistic', from: 0.1, to: 1, midpoint: 5, timescale: 0.8 }, (t) => 0.1 + 0.9 / (1 + Math.exp((5 - t) / 0.8))],
  [{ law: 'gompertz', from: 0.3, to: 0.8, inflection: 4, timescale: 1.5 }, (t) => 0.3 + 0.5 * Math.exp(-Math.exp((4 - t) / 1.5))],
  [
    { law: 'bass', from: 0, to: 0.9, start: 0.5, innovation: 0.03, imitation: 0.4 },
    (t) => {
      const decay = Math.exp(-0.43 * Math.max(0, t - 0.5))
      return (0.9 * (1 - decay)) / (1 + (0.4 / 0.03) * decay)
    },
  ],
  // Two knots: straight. Levels that turn: flat at the turn, between equal levels flat throughout.
  [{ law: 'table', times: [2, 6], levels: [0.4, 0.8] }, (t) => 0.4 + 0.1 * (Math.min(Math.max(t, 2), 6) - 2)],
  [{ law: 'table', times: [1, 3, 5], levels: [0.5, 0.5, 0.5] }, () => 0.5],
]

describe.each(['js', 'wasm'] as const)('the level over time, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  describe.each(LAWS.filter((law) => law !== 'invested').map(usualTransformation))('of $law', (transformation) => {
    const from = getNumber(transformation, 'from') ?? getNumber(transformation, 'levels[0]') ?? getNumber(transformation, 'level')!
    const to = getNumber(transformation, 'to') ?? getNumber(transformation, 'levels[2]') ?? from
    const levelsAt = async (axis: { values: number[] } | { from: number; to: number; points: number }) =>
      (await engine.sweep(constantWaste(transformation, 0), { axes: [{ parameter: 'time', ...axis }], metrics: ['level'] }).result())
        .metrics.level
    const grid = (points: number) => levelsAt({ from: -5, to: 15, points: points + 1 })

    test('goes from one end to the other, and never back', async () => {
      const levels = await grid(2000)
      levels.forEach((level, i) => expect(level, `at point ${i}`).toBeGreaterThanOrEqual(i ? levels[i - 1] - 1e-15 : from))
      const [first, last] = await levelsAt({ values: [-1e4, 1e4] })
      expect(first).toBeCloseTo(from, 12)
      expect(last).toBeCloseTo(to, 12)
    })

    test('is smooth but at the kinks that the registry names', async () => {
      const named: LawEntry['kinks'] = LAW_ENTRIES[transformation.law].kinks
      const kinks = named.flatMap((kink) => {
        if (typeof kink === 'string') return 'times' in transformation ? transformation.times : []
        return [kink.reduce((sum, key) => sum + getNumber(transformation, key)!, 0)]
      })
      // Where curvature jumps, its change from one point to the next stays as large as it is however near they are.
      const jump = async (points: number) => {
        const levels = await grid(points)
        const step = 20 / points
        const isSmooth = (i: number) => kinks.every((kink) => kink < -5 + (i - 0.1) * step || kink > -5 + (i + 3.1) * step)
        const change = (i: number) => Math.abs(levels[i + 3] - 3 * levels[i + 2] + 3 * levels[i + 1] - levels[i]) / step ** 2
        return Math.max(...Array.from({ length: points - 2 }, (_, i) => (isSmooth(i) ? change(i) : 0)))
      }
      expect(await jump(20_000)).toBeLessThan(0.3 * (await jump(2000)) + 1e-6)
    })
  })

  const moving = LAWS.map(usualTransformation).filter((transformation) => written(transformation))

  describe.each(moving)('of $law', (transformation) => {
    const levelAt = written(transformation)!
    const hasStart = (LAW_ENTRIES[transformation.law] as LawEntry).kinks.length > 0

    test('is what `way` of its entry in the registry says', async () => {
      const { time, columns } = await engine.path({ ...constantWaste(transformation, 0), horizon: { start: -5, end: 15, samples: 201 } })
      time.forEach((t, i) => expect(columns.level[i], `at ${t}`).toBeCloseTo(levelAt(t), 13))
    })

    test('has the slope of its own steps: `shareRate` of assembly/shared/path/law.ts is its derivative', async () => {
      const horizon = { start: -5, end: 15, samples: 2001 }
      // Where the cost of conversion changes, too, the investment is summed by the slope.
      const changes = [{ parameters: ['investment.conversionCost'], growth: 0.05 }]
      const { time, columns } = await engine.path({ ...constantWaste(transformation, 1), discountRate: 0.2, horizon, changes })
      let sum = 0
      time.forEach((t, i) => {
        if (i > 0) sum += (columns.level[i] - columns.level[i - 1]) * Math.exp(-0.15 * ((t + time[i - 1]) / 2 + 5))
        expect(columns.discountedInvestment[i], `at ${t}`).toBeCloseTo(sum, 5)
      })
    })

    test('first moves at its start, or where it has done a hundredth of its way: `firstMove` of assembly/shared/path/law.ts', async () => {
      const horizon = { start: -500, end: 500, samples: 2 }
      const { payback, yearsFromTransition } = await engine.path({ ...constantWaste(transformation, 1), horizon })
      const { from, to } = transformation as { from: number; to: number }
      const first = payback! - yearsFromTransition!
      if (hasStart) expect(first).toBeCloseTo(getNumber(transformation, 'start')!, 9)
      else expect((levelAt(first) - from) / (to - from)).toBeCloseTo(0.01, 9)
    })

    test('is warned of where it lies behind the horizon: `spanOf` of bindings/scenario/rules/warnings.ts', () => {
      const late = { ...constantWaste(transformation, 1), horizon: { start: -2000, end: -1000, samples: 2 } }
      expect(scenarioWarnings(parseScenario(late)).map(({ path }) => path)).toEqual([expect.stringMatching(/^transformation\./)])
    })
  })

  test.each(laws)('of %j', async (transformation, levelAt) => {
    const { time, columns, status } = await engine.path(constantWaste(transformation, 3))
    expect(status).toBe('ok')
    time.forEach((t, i) => expect(columns.level[i], `at ${t}`).toBeCloseTo(levelAt(t), 13))
    // Undiscounted, the investment is the cost of the rise.
    time.forEach((t, i) => expect(columns.discountedInvestment[i], `at ${t}`).toBeCloseTo(3 * (levelAt(t) - levelAt(0)), 12))
  })

  test.each<[Law, (t: number) => number]>([
    [{ law: 'exponential', from: 0, to: 1, start: 0, timescale: 1e12 }, (t) => -Math.expm1(-t / 1e12)],
    [
      { law: 'bass', from: 0, to: 1, start: 0, innovation: 1e-13, imitation: 3e-13 },
      (t) => -Math.expm1(-4e-13 * t) / (1 + 3 * Math.exp(-4e-13 * t)),
    ],
  ])('of %j keeps its digits where it has hardly begun', async (transformation, levelAt) => {
    const { time, columns } = await engine.path(constantWaste(transformation, 3))
    time.forEach((t, i) => expect(Math.abs(columns.level[i] - levelAt(t)), `at ${t}`).toBeLessThanOrEqual(1e-15 * levelAt(t)))
  })

  test('a discounted investment is the integral of the law’s slope', async () => {
    const [from, to, start, timescale, rate] = [0.1, 0.9, 2, 1.5, 0.07]
    const scenario = { ...constantWaste({ law: 'exponential', from, to, start, timescale }, 100), discountRate: rate }
    const { time, columns } = await engine.path(scenario)
    time.forEach((t, i) => {
      const u = Math.max(0, t - start)
      const decay = 1 / timescale + rate
      const expected = (100 * (to - from) * Math.exp(-rate * start) * -Math.expm1(-decay * u)) / (timescale * decay)
      expect(columns.discountedInvestment[i]).toBeCloseTo(expected, 8)
    })
  })

  test('a monotone table stays monotone and meets its knots', async () => {
    const times = [0, 1, 1.5, 6, 10]
    const levels = [0, 0.02, 0.7, 0.71, 1]
    const { time, columns } = await engine.path({
      ...constantWaste({ law: 'table', times, levels }, 1),
      horizon: { start: 0, end: 10, samples: 401 },
    })
    times.forEach((knot, k) => expect(columns.level[time.indexOf(knot)]).toBeCloseTo(levels[k], 14))
    columns.level.forEach((level, i) => expect(level).toBeGreaterThanOrEqual(i === 0 ? 0 : columns.level[i - 1] - 1e-16))
  })

  test('a law that changes no profit pays back at once', async () => {
    for (const transformation of [laws[4][0], laws[5][0], laws[1][0]]) {
      const free = { ...constantWaste(transformation, 0), recycling: { yield: 1, price: 0, processingCost: 1 } }
      const { payback, columns } = await engine.path({ ...free, discountRate: 0.1 })
      expect(payback).toBe(0)
      columns.advantage.forEach((advantage) => expect(Math.abs(advantage)).toBeLessThan(1e-11))
    }
  })
})

const functions = LAWS.filter((law) => law !== 'table').map(usualTransformation)

test.each(functions)('`Steepness` of assembly/shared/path/steepness.ts bounds the slope and the curvature of $law', (transformation) => {
  const scenario = parseScenario(constantWaste(transformation, 1))
  const [law, bounds] = [new PortableLaw(), new Steepness()]
  law.take(LAWS.indexOf(transformation.law), parameterBlock(scenario), 0)
  let steepest = 0
  for (let start = -5; start < 15; ) {
    law.enter(start)
    const end = Math.min(start + 0.7, law.next)
    if (!law.isConstant) {
      bounds.take(law, start, end)
      const h = (end - start) / 50
      const rates = Array.from({ length: 49 }, (_, i) => Math.abs(law.rate(start + (i + 1) * h)))
      const most = Math.max(...rates)
      const bent = Math.max(...rates.slice(1).map((rate, i) => Math.abs(rate - rates[i]) / h))
      expect(bounds.slope, `slope from ${start} to ${end}`).toBeGreaterThanOrEqual(most * (1 - 1e-12))
      expect(bounds.curvature, `curvature from ${start} to ${end}`).toBeGreaterThanOrEqual(bent * (1 - 1e-6) - 1e-9)
      steepest = Math.max(steepest, bounds.slope)
    }
    start = end
  }
  // No bound that says nothing.
  expect(steepest).toBeLessThan(10)
})
