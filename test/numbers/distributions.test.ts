/** Student's t, F, the binomial and the normal distribution against values computed to 50 digits. */
import { expect, test } from 'vitest'
import reference from '../fixtures/studies/distributions.json' with { type: 'json' }
import {
  binomialAtLeast,
  fisherAbove,
  normalBelow,
  studentQuantile,
  studentTwoSided,
} from '../../bindings/studies/statistics/distributions.ts'

test.each([
  ['Student, two-sided', reference.student, studentTwoSided],
  ['F, above', reference.fisher, fisherAbove],
  ['binomial, at least', reference.binomial, binomialAtLeast],
  ['normal, below', reference.normal, normalBelow],
  ['Student, quantile', reference.quantile, studentQuantile],
] as [string, number[][], (...values: number[]) => number][])('%s: within 1e-12 of every reference', (_, rows, of) => {
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) {
    const expected = row.at(-1)!
    expect(Math.abs(of(...row.slice(0, -1)) - expected), JSON.stringify(row)).toBeLessThanOrEqual(1e-12 * expected)
  }
})

test('the ends of each distribution', () => {
  expect(studentTwoSided(0, 5)).toBe(1)
  expect(studentTwoSided(Infinity, 5)).toBe(0)
  expect(fisherAbove(0, 1, 5)).toBe(1)
  expect([binomialAtLeast(0, 4, 0.5), binomialAtLeast(5, 4, 0.5), binomialAtLeast(4, 4, 1)]).toEqual([1, 0, 1])
})
