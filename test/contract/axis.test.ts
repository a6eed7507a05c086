import { expect, test } from 'vitest'
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
  for (let point = 0; point < 30; point++) expect(axisIndices(axes, point).reduce((sum, index, axis) => sum + index * strides[axis], 0)).toBe(point)
})
