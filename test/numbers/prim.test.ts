/** Boxes against references, and against PRIM written anew from its definition on random tables with many ties. */
import { describe, expect, test } from 'vitest'
import { discover, evaluateCondition, parseTable } from '../../bindings/studies/index.ts'
import { expectClose } from '../support/close.ts'
import { plainPrim } from '../support/plain-prim.ts'
import reference from '../fixtures/studies/public-prim.json' with { type: 'json' }

describe.each(reference.cases)('$name', ({ csv, when, inputs, options, trajectory, points, ofInterest, quasiP }) => {
  const found = discover(parseTable(csv), { when, inputs, ...options })

  test('the trajectory is the reference, box by box', () => {
    expect([found.points, found.ofInterest]).toEqual([points, ofInterest])
    expect(found.trajectory.map(({ n, k }) => [n, k])).toEqual(trajectory.map(({ n, k }) => [n, k]))
    expect(found.trajectory.map(({ restricted }) => Object.keys(restricted))).toEqual(
      trajectory.map(({ restricted }) => Object.keys(restricted)),
    )
    expectClose(found.trajectory, trajectory, () => 1e-12)
  })

  test('quasi-p-values', () => {
    for (const [box, expected] of Object.entries(quasiP)) {
      expect(Object.keys(found.trajectory[Number(box)].quasiP).sort()).toEqual(Object.keys(expected!).sort())
      expectClose(found.trajectory[Number(box)].quasiP, expected, () => 1e-9)
    }
  })

  test('the filter holds in the box and nowhere else', () => {
    const inside = evaluateCondition(found.filter, parseTable(csv)).reduce((sum, truth) => sum + Number(truth === 1), 0)
    expect(inside).toBe(found.trajectory[found.box].n)
  })
})

test('random tables with ties, words and repeated boxes: the same trajectory as the definition read step by step', () => {
  let state = 12345
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000
  let pasted = 0
  for (let table = 0; table < 150; table++) {
    const rows = 12 + Math.floor(random() * 140)
    const levels = [2, 3, 6, 20, 1e6][table % 5]
    const columns: Record<string, (number | string)[]> = { a: [], b: [], w: [], hit: [] }
    for (let i = 0; i < rows; i++) {
      const [a, b] = [Math.floor(random() * levels), Math.floor(random() * 5) - 2]
      const w = 'pqrs'[Math.floor(random() * 4)]
      columns.a.push(a)
      columns.b.push(b)
      columns.w.push(w)
      columns.hit.push(random() < (a > levels / 2 ? 0.7 : 0.15) + (b === 0 ? 0.2 : 0) + (w === 'q' ? 0.1 : 0) ? 1 : 0)
    }
    columns.hit[0] = 1
    columns.hit[1] = 0
    const options = { alpha: [0.05, 0.1, 0.3][table % 3], pasteAlpha: [0.05, 0.2][table % 2], minimumMass: 0.05 }
    const expected = plainPrim(columns, ['a', 'b', 'w'], columns.hit as number[], options)
    const { trajectory } = discover(columns, { when: 'hit == 1', ...options })
    expect(
      trajectory.map(({ n, k, restricted }) => ({ n, k, restricted })),
      `table ${table}`,
    ).toEqual(expected.boxes)
    pasted += expected.pasted
  }
  expect(pasted).toBeGreaterThan(0)
})

test('values so near to each other that no number lies between them', () => {
  const near = [1 + 2 ** -52, 1 + 2 ** -51, 1 + 3 * 2 ** -52, -0, 0, 5e-324]
  const columns = {
    x: Array.from({ length: 60 }, (_, i) => near[(i * 7) % 6]),
    hit: Array.from({ length: 60 }, (_, i) => Number([0, 1].includes((i * 7) % 6) || i % 9 === 0)),
  }
  const options = { alpha: 0.2, pasteAlpha: 0.2, minimumMass: 0.05 }
  const { trajectory } = discover(columns, { when: 'hit == 1', ...options })
  expect(trajectory.map(({ n, k }) => [n, k])).toEqual(plainPrim(columns, ['x'], columns.hit, options).boxes.map(({ n, k }) => [n, k]))
  expect(trajectory.length).toBeGreaterThan(1)
})

test('rows without an answer or an input are left out and counted; the table is not changed', () => {
  const table = { x: [1, 2, 3, null, 5, 6], payback: [null, 1, 2, 3, null, 9], status: ['ok', 'ok', 'ok', 'ok', 'domainError', 'ok'] }
  const before = structuredClone(table)
  const { leftOut, points, ofInterest } = discover(table, { when: 'payback > 5', inputs: ['x'] })
  expect({ leftOut, points, ofInterest }).toEqual({ leftOut: { unknown: 1, incomplete: 1 }, points: 4, ofInterest: 2 })
  expect(table).toEqual(before)
})

test.each([
  ['y > 10', 'never true'],
  ['y > 0', 'always true'],
  ['z > 0', 'no column "z"'],
])('%s is refused: %s', (when, message) => {
  expect(() => discover({ x: [1, 2, 3], y: [1, 2, 3] }, { when })).toThrow(message)
})

test('stability counts how often an input is restricted, the same for the same seed', () => {
  const x = Array.from({ length: 400 }, (_, i) => i)
  const noise = x.map((i) => (i * 7919) % 400)
  const table = { x, noise, y: x.map((i) => Number(i > 300)) }
  const [first, again, other] = [7, 7, 8].map((seed) => discover(table, { when: 'y == 1', seed }).stability)
  expect(first).toEqual(again)
  expect(first.coverage.x).toBe(10)
  expect(first.coverage.noise).toBeLessThan(5)
  expect(other.samples).toBe(10)
})
