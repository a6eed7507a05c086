/** The search for a target on functions whose solutions are known. */
import { describe, expect, test } from 'vitest'
import { seekValues, type SeekOptions } from '../../bindings/studies/index.ts'

const seek = (f: (x: number) => number, options: Partial<SeekOptions> & { target: number }) =>
  seekValues(async (values) => values.map(f), { from: 0, to: 10, ...options })

describe('roots', () => {
  test.each<[string, (x: number) => number, Partial<SeekOptions> & { target: number }, number[]]>([
    ['one', (x) => x * x, { target: 2 }, [Math.SQRT2]],
    ['two volumes of the same profit', (x) => 10 * Math.sqrt(x) - x, { target: 21, from: 1, to: 100 }, [9, 49]],
    ['two that are 0.02 apart on 1 to 100', (x) => (x - 40.11) * (x - 40.13), { target: 0, from: 1, to: 100 }, [40.11, 40.13]],
    ['at both ends', (x) => Math.sin((Math.PI * x) / 10) * (x - 5), { target: 0 }, [0, 5, 10]],
    ['on a point of the first look', (x) => x - 5, { target: 0, points: 3 }, [5]],
    ['near nought', (x) => x - 1e-9, { target: 0, from: -1, to: 1 }, [1e-9]],
    ['where it is steep', (x) => Math.exp(40 * x), { target: 1e100 }, [Math.log(1e100) / 40]],
  ])('%s', async (_, f, options, roots) => {
    const { solutions, nearest } = await seek(f, options)
    expect(solutions.map(({ kind }) => kind)).toEqual(roots.map(() => 'root'))
    expect(nearest).toBeUndefined()
    solutions.forEach(({ value }, i) => expect(Math.abs(value! - roots[i])).toBeLessThanOrEqual(1e-12 * Math.abs(roots[i])))
  })

  test('beside an edge beyond which there is none', async () => {
    const { solutions } = await seek((x) => (x < 1.01 ? NaN : 1 / x), { target: 1 / 1.0101, from: 0.99, to: 5, points: 20 })
    expect(solutions.map(({ kind }) => kind)).toEqual(['root'])
    expect(solutions[0].value).toBeCloseTo(1.0101, 11)
  })
})

test('a touch is found to 1e-7', async () => {
  const { solutions } = await seek((x) => (x - Math.PI) ** 2 + 3, { target: 3 })
  expect(solutions.map(({ kind }) => kind)).toEqual(['touch'])
  expect(Math.abs(solutions[0].value! - Math.PI)).toBeLessThan(1e-7 * Math.PI)
})

test.each<[string, (x: number) => number, string]>([
  ['a double root', (x) => 1e6 + (x - Math.PI) ** 2 / 100, 'touch'],
  ['a triple root', (x) => 1e6 + (x - Math.PI) ** 3 / 1000, 'root'],
])('%s is no stretch, although a great target rounds to one', async (_, f, kind) => {
  const { solutions } = await seek(f, { target: 1e6 })
  expect(solutions.map((each) => each.kind)).toEqual([kind])
  expect(Math.abs(solutions[0].value! - Math.PI)).toBeLessThan(0.02)
})

test.each<[string, (x: number) => number, Partial<SeekOptions> & { target: number }, number]>([
  ['from below, where the metric rounds to the target', (x) => 3 - (x - Math.PI) ** 2, { target: 3 }, Math.PI],
  ['in a kink', (x) => Math.abs(x - Math.PI), { target: 0 }, Math.PI],
  ['before the first value inside', (x) => (x - 0.01) ** 2, { target: 0 }, 0.01],
  ['behind the last value inside', (x) => (x - 9.99) ** 2 + 1, { target: 1 }, 9.99],
  ['within a coarse accuracy', (x) => 100 + (x - 5.02) ** 2, { target: 100, accuracy: 1e-9 }, 5.02],
])('a touch %s', async (_, f, options, value) => {
  const { solutions } = await seek(f, options)
  expect(solutions.map(({ kind }) => kind)).toEqual(['touch'])
  expect(Math.abs(solutions[0].value! - value)).toBeLessThan(1e-7 * value)
})

test('two roots between an end and the value beside it', async () => {
  const { solutions } = await seek((x) => (x - 0.01) * (x - 0.02), { target: 0 })
  expect(solutions.map(({ kind, value }) => [kind, value])).toEqual([
    ['root', expect.closeTo(0.01, 12)],
    ['root', expect.closeTo(0.02, 12)],
  ])
})

test('values that are far from each other on either side of a root are no jump', async () => {
  const { solutions } = await seek((x) => x - 1e12 - 0.5, { target: 0, from: 1e12, to: 1e12 + 1 })
  expect(solutions).toEqual([{ kind: 'root', value: 1e12 + 0.5, metric: 0 }])
})

test('a minimum just off the target is no touch', async () => {
  const { solutions, nearest } = await seek((x) => (x - Math.PI) ** 2 + 3.000001, { target: 3 })
  expect(solutions).toEqual([])
  expect(nearest!.metric).toBeCloseTo(3.000001, 10)
})

test('a jump encloses the target', async () => {
  const { solutions } = await seek((x) => (x < Math.E ? x : x + 4), { target: 5 })
  expect(solutions).toEqual([
    { kind: 'jump', value: expect.closeTo(Math.E, 14), below: expect.closeTo(Math.E, 12), above: expect.closeTo(Math.E + 4, 12) },
  ])
})

test('an edge at which the metric becomes none is no jump; the nearest value is there', async () => {
  const { solutions, nearest } = await seek((x) => (x > Math.E ? Infinity : x), { target: 5 })
  expect(solutions).toEqual([])
  expect(nearest!.value).toBeCloseTo(Math.E, 12)
})

test('none everywhere: no solution and nothing near', async () => {
  expect(await seek(() => NaN, { target: 5 })).toMatchObject({ solutions: [], tried: 200 })
})

test('an interval on the target, inside and at an end', async () => {
  const { solutions } = await seek((x) => Math.max(2, Math.min(4, x)), { target: 4 })
  expect(solutions).toEqual([{ kind: 'interval', from: expect.closeTo(4, 12), to: 10, metric: 4 }])
  const inside = await seek((x) => (x < 3.3 ? x - 3.3 : x > 3.32 ? x - 3.32 : 0), { target: 0 })
  expect(inside.solutions).toEqual([{ kind: 'interval', from: expect.closeTo(3.3, 12), to: expect.closeTo(3.32, 12), metric: 0 }])
})

test('all of a mixture, in order', async () => {
  const f = (x: number) => (x < 1 ? NaN : x < 3 ? (x - 2) ** 2 : x < 6 ? 4 - x : x < 7 ? 0 : x - 9)
  const { solutions } = await seek(f, { target: 0 })
  expect(solutions.map(({ kind, value }) => [kind, value && Number(value.toFixed(6))])).toEqual([
    ['touch', 2],
    ['root', 4],
    ['interval', undefined],
    ['root', 9],
  ])
})

test('noise below the accuracy makes one root of one crossing', async () => {
  const { solutions } = await seek((x) => x ** 3 + 1e-10 * Math.sin(1e9 * x), { target: 8, accuracy: 1e-9 })
  expect(solutions.map(({ kind }) => kind)).toEqual(['root'])
  expect(solutions[0].value).toBeCloseTo(2, 8)
})

test.each([
  [{ target: NaN }, 'target is NaN'],
  [{ target: 1, from: 3, to: 3 }, 'from 3 to 3'],
  [{ target: 1, points: 2 }, 'points is 2'],
])('%j is refused', async (options, message) => {
  await expect(seek((x) => x, options)).rejects.toThrow(message)
})
