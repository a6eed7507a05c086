import { expect, test } from 'vitest'
import { axisValue, axisWindow } from '../bindings/axis.ts'
import type { AxisValues } from '../bindings/task.ts'

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
