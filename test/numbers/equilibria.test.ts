import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merged, powerTerm, relativeValue, rootsOf } from '../../bindings/equilibria/power-sum.ts'
import { createEngine } from '../../bindings/engine.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'
import { growing } from '../support/paths.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const engine = await createEngine({ workers: 0 })

describe('roots of a sum of powers', () => {
  const sum = (...terms: [number, number][]) => merged(terms.flatMap(([coefficient, exponent]) => powerTerm(coefficient, exponent)))

  test('are those of a polynomial', () => {
    // (x − 1)(x − 2)(x − 3)(x − 5)
    const roots = rootsOf(sum([1, 4], [-11, 3], [41, 2], [-61, 1], [30, 0])).map(({ y }) => Math.exp(y))
    expect(roots.map((x) => Number(x.toFixed(12)))).toEqual([1, 2, 3, 5])
  })

  test('include double ones, with equal signs on both sides', () => {
    const [root, ...others] = rootsOf(sum([1, 2], [-4, 1], [4, 0]))
    expect(others).toEqual([])
    expect(Math.exp(root.y)).toBeCloseTo(2, 6)
    expect(root.before).toBe(root.after)
  })

  test('are none where terms merge, cancel or agree in sign', () => {
    expect(rootsOf(sum([1, 2], [-1, 2]))).toEqual([])
    expect(rootsOf(sum([1, 0.5], [2, 0.7], [3, 0.5]))).toEqual([])
    expect(merged(powerTerm(0, 1))).toEqual([])
  })

  test('are as many as sign changes on a fine grid say', () => {
    const term = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }))
    fc.assert(
      fc.property(fc.array(term, { minLength: 2, maxLength: 6 }), (list) => {
        const terms = sum(...list.map(([coefficient, exponent]): [number, number] => [coefficient, Math.round(exponent * 8) / 8]))
        const grid = Array.from({ length: 2001 }, (_, i) => Math.sign(relativeValue(terms, -20 + i / 50)))
        const changes = grid.filter((sign, i) => i > 0 && sign * grid[i - 1] < 0).length
        const found = rootsOf(terms).filter(({ y, before, after }) => Math.abs(y) < 20 && before !== after).length
        expect(found).toBeGreaterThanOrEqual(changes)
        for (const { y } of rootsOf(terms)) expect(Math.abs(relativeValue(terms, y))).toBeLessThan(1e-9)
      }),
      { seed: 11, numRuns: 200 },
    )
  })
})

describe('equilibria', () => {
  test('are where paths stay, leave and arrive', async () => {
    const { equilibria, declinesWhenSmall } = await engine.equilibria(growing(), { level: 0.2 })
    expect(equilibria.map(({ stability }) => stability)).toEqual(['unstable', 'stable'])
    expect(declinesWhenSmall).toBe(true)
    const [unstable, stable] = equilibria.map(({ volume }) => volume)
    const endOf = async (initial: number) => {
      const scenario = changed(growing(), ['dynamics', 'initial'], [initial])
      const { columns } = await engine.path({
        ...scenario,
        transformation: { law: 'constant', level: 0.2 },
        horizon: { start: 0, end: 300, samples: 2 },
      })
      return columns['factors[0]'][1]
    }
    expect(await endOf(stable)).toBeCloseTo(stable, 6)
    expect((await endOf(1.001 * unstable)) / stable).toBeCloseTo(1, 4)
    expect(await endOf(0.999 * unstable)).toBeLessThan(1e-6)
  })

  test('of output alone are known', async () => {
    // s (P x^a) / w = δ x with P = 2
    const scenario = {
      ...growing(),
      fixedCost: 0,
      waste: { scale: 0, elasticities: [1], disposalCost: 0 },
      production: { scale: 3, elasticities: [0.6], price: 1 },
      factors: [{ price: 1, costExponent: 0.6, lower: 0.1, upper: 10 }],
      dynamics: { mode: 'capitalisation' as const, share: [0.4], unitCost: [2], depreciation: [0.1] },
    }
    const { equilibria, declinesWhenSmall } = await engine.equilibria(scenario, { level: 0 })
    expect(equilibria).toHaveLength(1)
    expect(equilibria[0].stability).toBe('stable')
    expect(equilibria[0].volume).toBeCloseTo(4 ** 2.5, 9)
    expect(declinesWhenSmall).toBe(false)
  })

  test('take the level of the law by default, or of a time', async () => {
    const { columns } = await engine.path(growing())
    expect((await engine.equilibria(growing())).level).toBe(columns.level[0])
    expect((await engine.equilibria(growing(), { time: 10 })).level).toBeCloseTo(columns.level[10], 15)
  })

  test.each([1, 0.9])('appear in pairs at a level found to rounding, exponent %d', async (exponent) => {
    const scenario = { ...growing(), fixedCost: 350, recycling: { ...growing().recycling, exponent } }
    const { from, to, folds } = await engine.equilibria(scenario, { from: 0, to: 1 })
    expect([from.equilibria.length, to.equilibria.length]).toEqual([0, 2])
    expect(folds).toHaveLength(1)
    const [{ level, volume, kind }] = folds
    expect(kind).toBe('appears')
    expect((await engine.equilibria(scenario, { level: level - 1e-9 })).equilibria).toHaveLength(0)
    const after = (await engine.equilibria(scenario, { level: level + 1e-9 })).equilibria
    expect(after).toHaveLength(2)
    expect(after[0].volume).toBeLessThanOrEqual(volume * (1 + 1e-6))
    expect(after[1].volume).toBeGreaterThanOrEqual(volume * (1 - 1e-6))
  })

  test('vanish where recycling costs more than disposal', async () => {
    const scenario: ScenarioInput = { ...growing(), fixedCost: 340, recycling: { yield: 0, price: 0, processingCost: 2 } }
    const { from, to, folds } = await engine.equilibria(scenario, { from: 0, to: 1 })
    expect([from.equilibria.length, to.equilibria.length]).toEqual([2, 0])
    expect(folds.map(({ kind }) => kind)).toEqual(['vanishes'])
  })

  test.each([
    [oneFactor(), {}, 'dynamics.mode'],
    [
      {
        ...twoFactor(),
        dynamics: { mode: 'capitalisation', share: [0.1, 0.1], unitCost: [1, 1], depreciation: [0.1, 0.1] },
      } as ScenarioInput,
      {},
      'one factor',
    ],
    [growing(), { level: 2 }, 'level: 2'],
    [growing(), { from: 0.5, to: 0.2 }, 'from 0.5 to 0.2'],
    [growing(), { from: 0, to: 1.5 }, '0 ≤ from < to ≤ 1'],
  ])('refuse what they are not of', async (scenario, options, message) => {
    await expect(engine.equilibria(scenario, options as never)).rejects.toThrow(message)
  })
})
