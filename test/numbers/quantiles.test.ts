import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromSpearman, nearestCorrelation, negativeEigenvalue, pivotedCholesky } from '../../bindings/numbers/correlation.ts'
import type { Distribution } from '../../bindings/numbers/distribution.ts'
import { exp, log, sin } from '../../bindings/numbers/elementary.ts'
import { normalQuantile, upperTail } from '../../bindings/numbers/normal.ts'
import { quantileOf } from '../../bindings/numbers/quantiles.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'))

/** What an error is measured by where a quantile is near 0. */
const widthOf = (of: Distribution): number =>
  'sd' in of ? of.sd : 'high' in of && of.high !== undefined && of.low !== undefined ? of.high - of.low : 0

const cases: [string, Distribution, [number, string][]][] = [
  ...read('public-quantiles.json').cases.map(({ id, distribution, quantiles }: any) => [
    id,
    distribution,
    quantiles.map(({ u, quantile }: any) => [u, quantile]),
  ]),
  ...read('random-quantiles.json').cases.map(({ distribution, quantiles }: any) => [JSON.stringify(distribution), distribution, quantiles]),
]

test.each(cases)('quantiles of %s are the references', (_, distribution, quantiles) => {
  const quantile = quantileOf(distribution)
  for (const [u, text] of quantiles) {
    const expected = Number(text)
    expect(
      Math.abs(quantile(u, 1 - u) - expected) / Math.max(Math.abs(expected), 0.1 * widthOf(distribution)),
      `at ${u}`,
    ).toBeLessThanOrEqual(1e-12)
  }
})

describe('quantiles', () => {
  const ends = fc
    .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0.01, max: 50, noNaN: true }))
    .map(([low, width]) => ({ low, high: low + width }))
  const distributions = fc.oneof(
    ends.map((of): Distribution => ({ distribution: 'uniform', ...of })),
    ends.map(({ low, high }): Distribution => ({ distribution: 'triangular', low, mode: 0.3 * low + 0.7 * high, high })),
    fc
      .tuple(ends, fc.double({ min: -50, max: 50, noNaN: true }))
      .map(([of, mean]): Distribution => ({ distribution: 'normal', mean, sd: 3, ...of })),
    fc
      .tuple(ends, fc.double({ min: 0.2, max: 30, noNaN: true }), fc.double({ min: 0.2, max: 30, noNaN: true }))
      .map(([of, alpha, beta]): Distribution => ({ distribution: 'beta', ...of, alpha, beta })),
    fc
      .array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 9 })
      .map((values): Distribution => ({ distribution: 'empirical', values })),
  )

  test('rise, and stay within their bounds', () => {
    fc.assert(
      fc.property(
        distributions,
        fc.double({ min: 1e-300, max: 1 - 2 ** -53, noNaN: true }),
        fc.double({ min: 1e-300, max: 1 - 2 ** -53, noNaN: true }),
        (of, a, b) => {
          const quantile = quantileOf(of)
          const [x, y] = [Math.min(a, b), Math.max(a, b)].map((u) => quantile(u, 1 - u))
          expect(x).toBeLessThanOrEqual(y + 1e-13 * Math.max(Math.abs(y), widthOf(of)))
          if (!('low' in of) || of.low === undefined) return
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(of.low)
          expect(Math.max(x, y)).toBeLessThanOrEqual(of.high!)
        },
      ),
      { seed: 20261127, numRuns: 3000 },
    )
  })

  test('of weighted values decide ties exactly', () => {
    const fifths = quantileOf({ distribution: 'empirical', values: [5, 1, 2, 4, 3] })
    // 0.2 is a little above a fifth, 0.6 a little below three.
    expect([0.2, 0.6, 0.5, 1e-300].map((u) => fifths(u, 1 - u))).toEqual([2, 3, 3, 1])
    const weighted = quantileOf({ distribution: 'empirical', values: [1, 2, 3, 9], weights: [0.1, 0, 0.3, 0.1] })
    expect([0.19, 0.21, 0.79, 0.81].map((u) => weighted(u, 1 - u))).toEqual([1, 3, 3, 9])
  })

  test('of the normal distribution and its tail undo each other', () => {
    for (let x = 0.01; x < 37; x += 0.173) {
      expect(Math.abs(normalQuantile(upperTail(x)) / -x - 1)).toBeLessThan(1e-13 / Math.min(1, x))
    }
  })
})

test('exp, log and sin are within two units in the last place of Math', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -744, max: 709.7, noNaN: true }),
      fc.double({ min: 1e-320, max: 1e308, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (x, y, z) => {
        expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(2 ** -51 * Math.exp(x) + 1e-323)
        expect(Math.abs(log(y) - Math.log(y))).toBeLessThanOrEqual(2 ** -51 * Math.abs(Math.log(y)))
        expect(Math.abs(sin(z) - Math.sin(z))).toBeLessThanOrEqual(2 ** -51 * Math.abs(z))
      },
    ),
    { seed: 20261127, numRuns: 20_000 },
  )
  expect([exp(710), exp(-746), exp(-Infinity), exp(Infinity), exp(NaN), log(0), log(-1), log(Infinity), log(1)]).toEqual([
    Infinity,
    0,
    0,
    Infinity,
    NaN,
    -Infinity,
    NaN,
    Infinity,
    0,
  ])
})

describe('a correlation', () => {
  test.each<[string, any]>(read('public-copulas.json').copula.map((of: any) => [of.id, of]))(
    'of ranks, %s',
    (_, { matrix, normalCorrelation, cholesky, positiveDefinite, smallestEigenvalueOfNormalCorrelation }) => {
      const scores = fromSpearman(matrix)
      scores.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(normalCorrelation[i][j], 14)))
      const least = negativeEigenvalue(scores)
      if (positiveDefinite) {
        expect(least).toBeUndefined()
        const { order, factor } = pivotedCholesky(scores)
        const product = order.map((_, i) => order.map((_, j) => factor[i].reduce((sum, value, k) => sum + value * factor[j][k], 0)))
        order.forEach((a, i) => order.forEach((b, j) => expect(product[i][j]).toBeCloseTo(scores[a][b], 14)))
        if (order.every((a, i) => a === i))
          factor.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(cholesky[i][j], 13)))
      } else {
        expect(least).toBeCloseTo(smallestEigenvalueOfNormalCorrelation, 12)
        const nearest = nearestCorrelation(scores)
        expect(negativeEigenvalue(nearest)).toBeUndefined()
        nearest.forEach((row, i) => expect(row[i]).toBe(1))
      }
    },
  )

  test('that is semidefinite is one, and its factor has no noise', () => {
    const twins = [
      [1, 1, 0.5],
      [1, 1, 0.5],
      [0.5, 0.5, 1],
    ]
    expect(negativeEigenvalue(twins)).toBeUndefined()
    const { order, factor } = pivotedCholesky(twins)
    expect(order.map((row, i) => [row, factor[i][2]])).toEqual(order.map((row) => [row, 0]))
  })

  test('nearest to a matrix is Higham’s', () => {
    // His example of 2002: the nearest has 0.7607 and 0.1573.
    const nearest = nearestCorrelation([
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 1],
    ])
    expect(nearest[0][1]).toBeCloseTo(0.7607, 3)
    expect(nearest[0][2]).toBeCloseTo(0.1573, 3)
  })
})
