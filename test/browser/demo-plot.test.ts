import { describe, expect, it } from 'vitest'
import type { Picture } from '../../web-demo/compute/picture.ts'
import { changesSign, contour, contours } from '../../web-demo/plot/contours.ts'
import { COLOURS, lineColour, SIGNED_COLOURS } from '../../web-demo/plot/colours.ts'
import { coarser } from '../../web-demo/plot/relief-mesh.ts'
import { scaleOf } from '../../web-demo/plot/scales.ts'
import { toSvg } from '../../web-demo/plot/scene-svg.ts'
import { MARKS } from '../../web-demo/plot/theme.ts'
import { contrast, over, rgba } from '../support/contrast.ts'
import { numberWriter, short } from '../../web-demo/texts/numbers.ts'
import { rowLength } from '../../web-demo/views/row-length.ts'

const SIZE = 61

function grid(value: (i: number, j: number) => number) {
  return {
    values: Float64Array.from({ length: SIZE * SIZE }, (_, at) => value(Math.floor(at / SIZE), at % SIZE)),
    columns: SIZE,
    rows: SIZE,
  }
}

describe('contour', () => {
  it('finds a circle, closed and in its place', () => {
    const segments = contour(
      grid((i, j) => Math.hypot(i - 30, j - 30)),
      20.3,
    )
    let length = 0
    const ends = new Map<string, number>()
    for (let k = 0; k < segments.length; k += 4) {
      const [x1, y1, x2, y2] = segments.slice(k, k + 4)
      expect(Math.abs(Math.hypot(x1 - 30, y1 - 30) - 20.3)).toBeLessThan(0.02)
      length += Math.hypot(x2 - x1, y2 - y1)
      for (const end of [
        [x1, y1],
        [x2, y2],
      ].map((point) => point.map((at) => at.toFixed(4)).join(' ')))
        ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    expect(length).toBeCloseTo(2 * Math.PI * 20.3, 0)
    expect([...ends.values()].every((count) => count === 2)).toBe(true)
  })

  it('leaves out cells without a value, and lines where there is no crossing', () => {
    const plane = contour(
      grid((i) => i),
      30.5,
    )
    const holed = contour(
      grid((i, j) => (j < 20 ? NaN : i)),
      30.5,
    )
    expect(plane.length / 4).toBe(SIZE - 1)
    expect(holed.length / 4).toBe(SIZE - 1 - 20)
    expect(
      contour(
        grid(() => 1),
        0,
      ).length,
    ).toBe(0)
  })

  it('finds the same lines for many levels as for each', () => {
    const hills = grid((i, j) => (i === 7 && j === 9 ? NaN : Math.sin(i / 7) * Math.cos(j / 5) + (i % 10 === 0 ? 0.5 : 0)))
    const levels = [-0.75, -0.5, 0, 0.25, 0.5, 1.5, 9]
    const all = contours(hills, levels)
    levels.forEach((level, k) => {
      expect([...all[k]]).toEqual([...contour(hills, level)])
      // Each end lies on an edge of the grid, between a value at or above the level and one below it.
      for (let at = 0; at < all[k].length; at += 2) {
        const [i, j] = [all[k][at], all[k][at + 1]]
        const ends = [hills.values[Math.floor(i) * SIZE + Math.floor(j)], hills.values[Math.ceil(i) * SIZE + Math.ceil(j)]]
        expect(Number.isInteger(i) || Number.isInteger(j)).toBe(true)
        expect(Math.max(...ends)).toBeGreaterThanOrEqual(level)
        expect(Math.min(...ends)).toBeLessThanOrEqual(level)
      }
    })
    expect(all.map((segments) => segments.length > 0)).toEqual([true, true, true, true, true, false, false])
  })

  it('says whether there is a line at 0', () => {
    expect(changesSign(Float64Array.of(NaN, 1, -1))).toBe(true)
    expect(changesSign(Float64Array.of(0, 1, NaN))).toBe(false)
  })
})

describe('a picture that moves', () => {
  const axes = [
    { parameter: 'time', from: 0, to: 10, spacing: 'linear' },
    { parameter: 'waste.disposalCost', from: 0.1, to: 10, spacing: 'log' },
  ]
  /** Of `size` points along each axis, with the value of a plane and no value at one place. */
  function pictureOf(size: number, hole?: [i: number, j: number]): Picture {
    const values = Float64Array.from({ length: size * size }, (_, at) => 3 * Math.floor(at / size) + (at % size))
    if (hole) values[hole[0] * size + hole[1]] = NaN
    const places = Float64Array.from({ length: size }, (_, i) => i)
    const ridge = Int32Array.from({ length: size }, (_, i) => (i < 100 ? -1 : size - 1 - i))
    return { axes, size, x: places, y: places, values, profit: values, wasteValue: values, ridge } as unknown as Picture
  }

  it('has fewer points, the same ones where a number of steps fits', () => {
    const whole = pictureOf(256, [1, 0])
    const some = coarser(whole, 52)
    expect([some.size, some.x.length, some.y.length, some.values.length]).toEqual([52, 52, 52, 52 * 52])
    for (let i = 0; i < 52; i++) for (let j = 0; j < 52; j++) expect(some.values[i * 52 + j]).toBe(whole.values[5 * i * 256 + 5 * j])
    expect([some.ridge[0], some.ridge[40], some.ridge[51]]).toEqual([-1, 11, 0])
    expect([some.x[0], some.x[51]]).toEqual([0, 10])
    expect(some.x[17]).toBeCloseTo(10 / 3, 12)
    expect([some.y[0], some.y[51]]).toEqual([0.1, 10])
  })

  it.each([64, 128])('has points between the picture’s where none fits, and no value only beside where there is none: %d', (size) => {
    const whole = pictureOf(size, [10, 20])
    const some = coarser(whole, 52)
    expect(some.values.length).toBe(53 * 53)
    const step = (size - 1) / 52
    for (let i = 0; i < 53; i++)
      for (let j = 0; j < 53; j++) {
        const value = some.values[i * 53 + j]
        const isBeside = Math.abs(i * step - 10) < 1 && Math.abs(j * step - 20) < 1
        if (isBeside) expect(value).toBeNaN()
        else expect(value).toBeCloseTo(3 * i * step + j * step, 9)
      }
  })

  it('is as it is where it has few points', () => {
    const whole = pictureOf(32)
    expect(coarser(whole, 52)).toBe(whole)
  })
})

describe('scales', () => {
  it('place values and give them back, on both spacings', () => {
    for (const spacing of ['linear', 'log'] as const) {
      const scale = scaleOf({ from: 0.1, to: 10, spacing }, 5)
      expect(scale.place(0.1)).toBeCloseTo(0, 12)
      expect(scale.value(scale.place(3))).toBeCloseTo(3, 12)
      expect(scale.ticks.length).toBeGreaterThan(1)
    }
    expect(scaleOf({ from: 0.1, to: 10, spacing: 'log' }, 5).place(1)).toBeCloseTo(0.5, 12)
  })

  it.each([
    [
      'en',
      { '1.5': 1.5, '1,5': 1.5, '0,234': 0.234, '1,234': 1234, '12,345.5': 12345.5, '1 000': 1000, '−2e3': -2000, '1,2,3': null, '': null },
    ],
    ['de', { '1.5': 1.5, '1,5': 1.5, '0.234': 0.234, '1.234': 1234, '173.300': 173300, '1.234,5': 1234.5, '1’000': 1000, x: null }],
  ] as const)('read numbers as people write them: %s', (language, written) => {
    const { read } = numberWriter(language)
    for (const [text, number] of Object.entries(written)) expect([text, read(text)]).toEqual([text, number])
  })

  it('write years that no calendar has', () => {
    expect(numberWriter('en').month(1e6, 'long')).toBe('1000000')
    expect(numberWriter('de').month(2029.5, 'long')).toBe('Juli 2029')
  })

  it('write numbers for people', () => {
    expect([1234.567, -0.5, 1e-9, NaN, Infinity, 0].map(short)).toEqual(['1235', '−0.5', '1e−9', '–', '∞', '0'])
    expect([13_114_000, -1.2345e9, 2e15].map(short)).toEqual(['13,110,000', '−1.235B', '2e15'])
  })
})

describe('what lies on the map can be told from it', () => {
  const steps = (colours: Uint8Array) =>
    Array.from({ length: colours.length / 3 }, (_, i) => rgba(`rgb(${colours.slice(3 * i, 3 * i + 3).join(',')})`))
  it.each([
    ['numbers of contours', MARKS.light, MARKS.outline, COLOURS, 4.5],
    ['numbers of contours where the sign matters', MARKS.outline, MARKS.signedHalo, SIGNED_COLOURS, 4.5],
    ['the line of zero', MARKS.zero, MARKS.outline, COLOURS, 3],
    ['the line where waste breaks even', MARKS.breakEven, MARKS.outline, COLOURS, 3],
    ['the ridge', MARKS.ridge, MARKS.outline, COLOURS, 3],
    ['the line of zero among signs', MARKS.zero, MARKS.outline, SIGNED_COLOURS, 3],
    ['cross-hair, dot and ghost', MARKS.light, MARKS.outline, COLOURS, 3],
    ['cross-hair, dot and ghost among signs', MARKS.light, MARKS.outline, SIGNED_COLOURS, 3],
  ] as const)('%s', (_, colour, halo, ground, least) => {
    for (const step of steps(ground)) {
      const around = over(rgba(halo), step)
      expect(contrast(over(rgba(colour), around), around)).toBeGreaterThanOrEqual(least)
    }
  })
  it.each([
    ['contours', COLOURS],
    ['contours where the sign matters', SIGNED_COLOURS],
  ])('%s, each on the colour of its level', (_, colours) => {
    steps(colours).forEach((ground, step) => expect(contrast(rgba(lineColour(step, colours)), ground)).toBeGreaterThanOrEqual(3))
  })
})

it('rows of charts are filled evenly, without a hole', () => {
  for (let count = 1; count <= 9; count++)
    for (const fit of [2, 3, 4]) {
      const lengths = Array.from({ length: count }, (_, i) => rowLength(i, count, fit))
      expect(lengths.reduce((sum, length) => sum + 1 / length, 0)).toBeCloseTo(Math.ceil(count / fit), 12)
      expect(Math.max(...lengths)).toBeLessThanOrEqual(fit)
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
    }
})

it('an SVG of shapes escapes its texts', () => {
  const svg = toSvg([{ kind: 'text', text: 'a < b & c', x: 1, y: 2, colour: '#000', size: 12, align: 'start' }], 10, 10)
  expect(svg).toContain('a &lt; b &amp; c')
})
