/** The estimators of indices on functions whose indices are known, with plain random rows. */
import { describe, expect, test } from 'vitest'
import { derivativeIndices, morrisDesign, morrisIndices, morrisShare, sobolIndices } from '../../bindings/studies/index.ts'
import { randomStream, uniform } from '../../bindings/studies/random.ts'

type Model = (x: readonly number[]) => number

/** Values of a model at random rows of A, B, and their mixtures. */
function valuesOf(model: Model, dimensions: number, rows: number, seed = 1) {
  const next = randomStream(seed)
  const draw = () => Array.from({ length: rows }, () => Array.from({ length: dimensions }, () => uniform(next)))
  const [a, b] = [draw(), draw()]
  const mixed = (base: number[][], other: number[][], i: number) =>
    base.map((row, j) => model(row.map((value, k) => (k === i ? other[j][k] : value))))
  const each = Array.from({ length: dimensions }, (_, i) => i)
  return { a: a.map(model), b: b.map(model), ab: each.map((i) => mixed(a, b, i)), ba: each.map((i) => mixed(b, a, i)) }
}

const ishigami: Model = (u) => {
  const [x, y, z] = u.map((value) => Math.PI * (2 * value - 1))
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x)
}
const G = [0, 1, 4.5, 9, 99, 99, 99, 99]
const gFunction: Model = (u) => u.reduce((product, value, i) => product * ((Math.abs(4 * value - 2) + G[i]) / (1 + G[i])), 1)

/** An index lies within its interval widened to 1 in a million. */
function expectWithin(actual: Record<string, number | null>, halfWidth: Record<string, number | null>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    const name = `x${i + 1}`
    expect(Math.abs(actual[name]! - value), `${name}: ${actual[name]} instead of ${value}`).toBeLessThanOrEqual(
      5 * halfWidth[name]! + 1e-12,
    )
  })
}

describe('Sobol indices', () => {
  test('Ishigami’s function', () => {
    const { firstOrder, total, secondOrder, halfWidth } = sobolIndices(valuesOf(ishigami, 3, 32_768), { blocks: 8 })
    expectWithin(firstOrder, halfWidth.firstOrder, [0.3139051911, 0.4424111448, 0])
    expectWithin(total, halfWidth.total, [0.5575888552, 0.4424111448, 0.2436836641])
    expect(secondOrder!['x1 x x3']).toBeCloseTo(0.2437, 1)
    expect(Math.abs(secondOrder!['x1 x x2']!)).toBeLessThan(0.03)
    for (const width of Object.values(halfWidth.total)) expect(width).toBeLessThan(0.03)
  })

  test('Sobol’s G function', () => {
    const { ba: _, ...values } = valuesOf(gFunction, 8, 32_768)
    const { firstOrder, halfWidth, noise, half } = sobolIndices(values, { blocks: 8 })
    expectWithin(firstOrder, halfWidth.firstOrder, [0.7161921689, 0.1790480422, 0.0236757742, 0.0071619217])
    expect(noise).toBeLessThan(0.03)
    expect(half.firstOrder.x1).not.toBe(firstOrder.x1)
    expect(half.firstOrder.x1).toBeCloseTo(0.716, 1)
  })

  test('a mean far from nought costs no digits', () => {
    const model: Model = ([x, y]) => x + 2 * y
    const [near, far] = [model, (x: readonly number[]) => model(x) + 1e6].map((f) => sobolIndices(valuesOf(f, 2, 1024), { blocks: 8 }))
    for (const name of ['x1', 'x2']) expect(far.firstOrder[name]!).toBeCloseTo(near.firstOrder[name]!, 7)
    expect(far.mean).toBeCloseTo(near.mean + 1e6, 8)
  })

  test('an untouched parameter is exactly nought, and the noise floor is not', () => {
    const { firstOrder, total, noise } = sobolIndices(valuesOf(([x]) => x * x, 2, 512))
    expect([firstOrder.x2, total.x2]).toEqual([0, 0])
    expect(noise).toBeGreaterThan(0)
  })

  test('failed points leave out their row or their own index; a tenth is refused', () => {
    const values = valuesOf(([x, y]) => x + y, 2, 1000)
    const clean = sobolIndices(values)
    values.ab[0][3] = NaN
    const one = sobolIndices(values)
    expect([one.rows, one.failed]).toEqual([1000, 1])
    expect(one.firstOrder.x2).toBe(clean.firstOrder.x2)
    expect(one.firstOrder.x1).not.toBe(clean.firstOrder.x1)
    values.a[5] = NaN
    const two = sobolIndices(values)
    expect([two.rows, two.warnings]).toEqual([999, []])
    for (let i = 0; i < 60; i++) values.b[10 + i] = NaN
    expect(sobolIndices({ ...values, ba: undefined }).warnings[0]).toContain('62 of 4000 points failed')
    for (let i = 0; i < 500; i++) values.b[10 + i] = NaN
    expect(() => sobolIndices({ ...values, ba: undefined })).toThrow('more than 10 %')
  })

  test('a metric that does not vary has no indices', () => {
    const { firstOrder, noise, warnings } = sobolIndices(
      valuesOf(() => 3, 2, 64),
      { blocks: 8 },
    )
    expect([firstOrder, noise]).toEqual([{ x1: null, x2: null }, null])
    expect(warnings).toHaveLength(1)
  })

  test('parts in which a rare condition never holds are left out, and said', () => {
    const { firstOrder, total, warnings } = sobolIndices(
      valuesOf(([x]) => Number(x > 0.97), 2, 64),
      { blocks: 8 },
    )
    expect(total.x1).toBeGreaterThan(0.5)
    expect([firstOrder.x2, total.x2]).toEqual([0, 0])
    expect(warnings[0]).toMatch(/varies in [1-7] of the 8 parts/)
  })

  test('a part in which every point of a parameter failed does not spoil its index', () => {
    const values = valuesOf(([x, y]) => x + y, 2, 64)
    const clean = sobolIndices(values, { blocks: 32 })
    values.ab[0][0] = values.ab[0][1] = NaN
    const { firstOrder, total } = sobolIndices(values, { blocks: 32 })
    expect(firstOrder.x2).toBe(clean.firstOrder.x2)
    expect(Math.abs((total.x1 ?? NaN) - (clean.total.x1 ?? NaN))).toBeLessThan(0.2)
  })

  test('infinite values are refused', () => {
    const values = valuesOf(([x, y]) => x + y, 2, 64)
    for (const list of [values.a, values.b, values.ab[1]]) {
      const kept = list[5]
      list[5] = -Infinity
      expect(() => sobolIndices({ ...values, ba: undefined })).toThrow('infinite')
      list[5] = kept
    }
    const design = morrisDesign(2, { trajectories: 2 })
    expect(() => morrisIndices(design, [0, 1, 2, 3, Infinity, 5])).toThrow('point 4 is Infinity')
  })

  test('lists of other lengths, and names that stand twice, are refused', () => {
    expect(() =>
      sobolIndices(
        {
          a: [1, 2],
          b: [1, 2],
          ab: [
            [1, 2],
            [1, 2],
          ],
        },
        { names: ['price', 'price'] },
      ),
    ).toThrow('"price" stands twice')
    expect(() => sobolIndices({ a: [1, 2], b: [1, 2], ab: [[1, 2], [1]] })).toThrow('ab[1] has 1 values')
    expect(() => sobolIndices({ a: [1, 2, 3], b: [1, 2, 3], ab: [[1, 2, 3]] }, { blocks: 2 })).toThrow('blocks is 2')
  })
})

describe('Morris', () => {
  test('every parameter moves once in each trajectory, by half of the levels', () => {
    const { lattice, moved, direction, levels } = morrisDesign(5, { trajectories: 30, levels: 6, seed: 3 })
    for (let t = 0; t < 30; t++) {
      expect([...moved.subarray(5 * t, 5 * t + 5)].sort()).toEqual([0, 1, 2, 3, 4])
      for (let step = 0; step < 5; step++) {
        const at = (t * 6 + step) * 5
        const differences = [...lattice.subarray(at + 5, at + 10)].map((value, i) => value - lattice[at + i])
        expect(differences.filter((value) => value !== 0)).toEqual([(direction[5 * t + step] * levels) / 2])
      }
    }
    expect(Math.max(...lattice)).toBe(5)
  })

  test('effects of a linear model are its slopes over the whole range', () => {
    const design = morrisDesign(3)
    const bounded = [true, true, false]
    const values = Array.from({ length: 80 }, (_, point) => {
      const [x, y, z] = bounded.map((ends, i) => morrisShare(design.lattice[3 * point + i], 4, ends))
      return 3 * x - 2 * y + 5 * z
    })
    const { x1, x2, x3 } = morrisIndices(design, values, { bounded })
    for (const [indices, slope] of [
      [x1, 3],
      [x2, -2],
      [x3, 5],
    ] as const) {
      expect(indices.mu).toBeCloseTo(slope, 12)
      expect(indices.muStar).toBeCloseTo(Math.abs(slope), 12)
      expect(indices.sigma).toBeCloseTo(0, 12)
      expect(indices.effects).toBe(20)
    }
    values[0] = NaN
    expect(
      Object.values(morrisIndices(design, values))
        .map(({ effects }) => effects)
        .sort(),
    ).toEqual([19, 20, 20])
  })
})

test('derivative-based measures of a linear model are exact, and their bounds hold', () => {
  const values = valuesOf(([x, y]) => 3 * x - 2 * y, 2, 4096).a
  const slopes = [3, -2].map((slope) => values.map(() => slope))
  const { nu, meanDerivative, boundOnTotal } = derivativeIndices(values, slopes, [
    { constant: 1 / Math.PI ** 2 },
    { constant: 1 / Math.PI ** 2 },
  ])
  expect([nu, meanDerivative]).toEqual([
    { x1: 9, x2: 4 },
    { x1: 3, x2: -2 },
  ])
  // The indices are 9/13 and 4/13; the bound of a uniform parameter is 12/π² of that here.
  expect(boundOnTotal.x1).toBeCloseTo((9 / 13) * (12 / Math.PI ** 2), 1)
})
