import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisIndices, axisValue, axisWindow, strideOf } from '../../bindings/plan/axis.ts'
import type { AxisValues } from '../../bindings/plan/task.ts'

const all = (axis: AxisValues) => [...axisWindow(axis, 0, axis.points)]

test('a linear axis has even steps, round where the steps are', () => {
  expect(all({ spacing: 'linear', from: 0, to: 1, points: 11 })).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  expect(all({ spacing: 'linear', from: 3, to: -3, points: 5 })).toEqual([3, 1.5, 0, -1.5, -3])
})

test('a logarithmic axis has even ratios, round where they are', () => {
  expect(all({ spacing: 'log', from: 1e-3, to: 1e3, points: 7 })).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000])
})

test.each(['linear', 'log'] as const)('a %s axis ends exactly where it is told to, and rises in between', (spacing) => {
  const axis: AxisValues = { spacing, from: 0.1 + 0.2, to: Math.PI, points: 1000 }
  const values = all(axis)
  expect([values[0], values[999]]).toEqual([0.1 + 0.2, Math.PI])
  expect(values.every((value, i) => i === 0 || value > values[i - 1])).toBe(true)
})

/** A number and one that a person would write: few digits, of any size. */
const round = fc
  .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: -8, max: 6 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`))
const any = fc.double({ noNaN: true, noDefaultInfinity: true })
const nearest = (exact: Decimal) => Number(exact.toSignificantDigits(60).toString()) + 0

describe('every value is the double nearest to the exact one', () => {
  const runs = { seed: 20261127, numRuns: 2000 }
  const exactly = Decimal.clone({ precision: 80, minE: -1000, maxE: 1000 })

  test.each([
    ['0.1 to 0.4', 0.1, 0.4, 4, [0.1, 0.2, 0.3, 0.4]],
    ['0.1 to 0.7', 0.1, 0.7, 7, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
    ['-0.3 to 0.3', -0.3, 0.3, 7, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]],
  ])('%s', (_, from, to, points, values) => expect(all({ spacing: 'linear', from, to, points })).toEqual(values))

  test('of linear axes, whatever their ends', () => {
    fc.assert(
      fc.property(
        fc.oneof(round, any),
        fc.oneof(round, any),
        fc.integer({ min: 2, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, to, points, share) => {
          const index = Math.round(share * (points - 1))
          const exact = new exactly(from)
            .times(points - 1 - index)
            .plus(new exactly(to).times(index))
            .div(points - 1)
          expect(axisValue({ spacing: 'linear', from: from + 0, to: to + 0, points }, index)).toBe(nearest(exact))
        },
      ),
      runs,
    )
  })

  test('of linear axes through zero, zero among them', () => {
    fc.assert(
      fc.property(round, fc.integer({ min: 1, max: 1000 }), (end, half) => {
        expect(axisValue({ spacing: 'linear', from: -end + 0, to: end + 0, points: 2 * half + 1 }, half)).toBe(0)
      }),
      runs,
    )
  })

  test('of log axes, whatever their ends', () => {
    const positive = fc.oneof(
      round.map((value) => Math.abs(value) || 1),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
    )
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.integer({ min: 2, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, to, points, share) => {
          const index = Math.round(share * (points - 1))
          const logarithm = exactly
            .ln(from)
            .times(points - 1 - index)
            .plus(exactly.ln(to).times(index))
            .div(points - 1)
          expect(axisValue({ spacing: 'log', from, to, points }, index)).toBe(nearest(logarithm.exp()))
        },
      ),
      { ...runs, numRuns: 200 },
    )
  })

  test('of log axes whose values a person would write', () => {
    for (let decades = 1; decades <= 60; decades++) {
      const values = all({ spacing: 'log', from: Number(`1e-${decades}`), to: Number(`1e${decades}`), points: 2 * decades + 1 })
      expect(values).toEqual(values.map((_, i) => Number(`1e${i - decades}`)))
    }
    expect(all({ spacing: 'log', from: 0.3, to: 4.8, points: 5 })).toEqual([0.3, 0.6, 1.2, 2.4, 4.8])
  })

  test('in whatever order they are asked for', () => {
    const axis: AxisValues = { spacing: 'log', from: 1e-30, to: 1e30, points: 20_000 }
    const inOrder = all(axis)
    for (const index of [19_998, 3, 2830, 16_484, 31, 32, 33, 2830]) expect(axisValue({ ...axis }, index)).toBe(inOrder[index])
  })

  test('without the host’s logarithms and exponentials, which differ', () => {
    const axis: AxisValues = { spacing: 'log', from: 1e-3, to: 1e3, points: 20_000 }
    const before = all(axis)
    const { log, exp, pow } = Math
    try {
      Object.assign(Math, { log: () => NaN, exp: () => NaN, pow: () => NaN })
      expect(all({ ...axis })).toEqual(before)
    } finally {
      Object.assign(Math, { log, exp, pow })
    }
  })
})

test('one point is the first', () => {
  expect(all({ spacing: 'log', from: 2, to: 5, points: 1 })).toEqual([2])
})

test('a window is a part of the whole', () => {
  const axis: AxisValues = { spacing: 'linear', from: 0.3, to: 0.7, points: 100 }
  expect([...axisWindow(axis, 40, 20)]).toEqual(all(axis).slice(40, 60))
  expect(axisValue({ spacing: 'values', values: Float64Array.of(5, 3, 4), points: 3 }, 1)).toBe(3)
})

test('a point of a grid has an index along each axis, the last the fastest', () => {
  const axes = [2, 3, 5].map((points) => ({ values: { points } }))
  const strides = axes.map((_, axis) => strideOf(axes, axis))
  expect(strides).toEqual([15, 5, 1])
  expect(axisIndices(axes, 0)).toEqual([0, 0, 0])
  expect(axisIndices(axes, 22)).toEqual([1, 1, 2])
  for (let point = 0; point < 30; point++)
    expect(axisIndices(axes, point).reduce((sum, index, axis) => sum + index * strides[axis], 0)).toBe(point)
})
