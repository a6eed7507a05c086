import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { latinHypercube, plainSobol, random, sobol, type FillUnit } from '../../bindings/plan/design/designs.ts'
import { directionNumbers, MOST_DIMENSIONS } from '../../bindings/plan/design/joe-kuo.ts'
import { threefry, type Words } from '../../bindings/plan/design/random.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'))
const DIRECTIONS = directionNumbers(MOST_DIMENSIONS)
const directionsOf = (dimension: number) => DIRECTIONS.subarray(32 * dimension, 32 * dimension + 32)
const sobolOf = (dimension: number, seed = 1) => sobol(directionsOf(dimension), dimension, seed)

function points(fill: FillUnit, count: number, start = 0): Float64Array {
  const to = new Float64Array(count)
  fill(to, start)
  return to
}

test('Threefry answers as its authors say', () => {
  const words: Words = [0, 0]
  const answers = [
    [0, 0, 0, 0],
    [-1, -1, -1, -1],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
  ].map(([a, b, c, d]) => {
    threefry(words, a, b, c, d)
    return words.map((word) => word.toString(16)).join(' ')
  })
  expect(answers).toEqual(['6b200159 99ba4efe', '1cb996fc bb002be7', 'c4923a9c 483df7a0'])
})

test('without scrambling, Sobol points are the published ones in every dimension', () => {
  const { sixteenths } = read('sobol-first-points.json')
  const { of, scaled } = read('sobol-late-point.json')
  expect(sixteenths).toHaveLength(MOST_DIMENSIONS)
  for (let dimension = 0; dimension < MOST_DIMENSIONS; dimension++) {
    expect(sixteenths[dimension].map((_: number, j: number) => 16 * plainSobol(directionsOf(dimension), j))).toEqual(sixteenths[dimension])
    expect(plainSobol(directionsOf(dimension), of) * 2 ** 17).toBe(scaled[dimension])
  }
})

const designs: [string, (dimension: number, seed: number) => FillUnit][] = [
  ['sobol', sobolOf],
  ['random', random],
  ['latinHypercube', (dimension, seed) => latinHypercube(1024, dimension, seed)],
]

describe.each(designs)('%s', (_, fillOf) => {
  test('points are between 0 and 1, and depend on nothing but seed and number', () => {
    for (const dimension of [0, 1, 63, 127]) {
      const whole = points(fillOf(dimension, 7), 1024)
      expect(whole.every((u) => u > 0 && u < 1)).toBe(true)
      for (const [start, count] of [
        [0, 1],
        [1, 5],
        [511, 513],
        [1023, 1],
      ])
        expect(points(fillOf(dimension, 7), count, start)).toEqual(whole.subarray(start, start + count))
      expect(points(fillOf(dimension, 8), 1024)).not.toEqual(whole)
      expect(points(fillOf(dimension, 7 + 2 ** 40), 1024)).not.toEqual(whole)
    }
  })

  test('dimensions are independent: no correlation to speak of', () => {
    const columns = Array.from({ length: 12 }, (_, dimension) => points(fillOf(dimension, 3), 1024))
    for (const [i, a] of columns.entries()) {
      for (const b of columns.slice(0, i)) {
        const correlation = (12 * a.reduce((sum, x, k) => sum + (x - 0.5) * (b[k] - 0.5), 0)) / a.length
        expect(Math.abs(correlation)).toBeLessThan(0.12) // 4 standard errors of random points
      }
    }
  })
})

test('each of so many equal parts has one point of a Latin hypercube, whatever the number; and of Sobol points where it is a power of 2', () => {
  const parts = (u: Float64Array) => new Set(Array.from(u, (x) => Math.floor(x * u.length))).size
  for (const count of [1, 2, 3, 10, 1000, 4097]) expect(parts(points(latinHypercube(count, 2, 5), count))).toBe(count)
  for (let dimension = 0; dimension < MOST_DIMENSIONS; dimension++)
    for (const count of [8, 256]) expect(parts(points(sobolOf(dimension, 5), count))).toBe(count)
})

/** The L2-star discrepancy of points in some dimensions, squared (T. T. Warnock, 1972). */
function discrepancy(columns: Float64Array[]): number {
  const count = columns[0].length
  const dimensions = columns.length
  let [single, pairs] = [0, 0]
  for (let i = 0; i < count; i++) {
    single += columns.reduce((product, x) => product * (1 - x[i] * x[i]), 1)
    for (let j = 0; j < count; j++) pairs += columns.reduce((product, x) => product * (1 - Math.max(x[i], x[j])), 1)
  }
  return 3 ** -dimensions - (2 ** (1 - dimensions) / count) * single + pairs / count ** 2
}

test('scrambled Sobol points fill the cube far more evenly than random ones, in any two neighbouring dimensions', () => {
  for (const dimension of [0, 5, 17, 40, 62]) {
    const of = (fill: (dimension: number, seed: number) => FillUnit) =>
      [1, 2, 3].map((seed) => discrepancy([0, 1].map((k) => points(fill(dimension + k, seed), 512))))
    // Random points: (2^-d − 3^-d) / count; even ones are better by orders.
    expect(Math.max(...of(sobolOf))).toBeLessThan(0.1 * ((1 / 4 - 1 / 9) / 512))
    expect(Math.max(...of(random))).toBeGreaterThan(0.2 * ((1 / 4 - 1 / 9) / 512))
  }
})
