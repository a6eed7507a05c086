import { describe, expect, it } from 'vitest'
import { changesSign, contour } from '../../web-demo/plot/contours.ts'
import { scaleOf } from '../../web-demo/plot/scales.ts'
import { toSvg } from '../../web-demo/plot/scene-svg.ts'
import { leaves, withAt } from '../../web-demo/state/tree.ts'
import { short } from '../../web-demo/texts/numbers.ts'
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

  it('says whether there is a line at 0', () => {
    expect(changesSign(Float64Array.of(NaN, 1, -1))).toBe(true)
    expect(changesSign(Float64Array.of(0, 1, NaN))).toBe(false)
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

  it('write numbers for people', () => {
    expect([1234.567, -0.5, 1e-9, NaN, Infinity, 0].map(short)).toEqual(['1235', '−0.5', '1e−9', '–', '∞', '0'])
    expect([13_114_000, -1.2345e9, 2e15].map(short)).toEqual(['13,110,000', '−1.235B', '2e15'])
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

describe('paths into a scenario', () => {
  it('set, remove and list values without touching the original', () => {
    const tree = { factors: [{ price: 1 }], waste: { scale: 2 } }
    expect(withAt(tree, 'factors[0].price', 3)).toEqual({ factors: [{ price: 3 }], waste: { scale: 2 } })
    expect(withAt(tree, 'factors[1].price', 4).factors).toEqual([{ price: 1 }, { price: 4 }])
    expect(withAt(tree, 'waste.scale', undefined)).toEqual({ factors: [{ price: 1 }], waste: {} })
    expect(leaves(tree)).toEqual(
      new Map([
        ['factors[0].price', 1],
        ['waste.scale', 2],
      ]),
    )
    expect(tree).toEqual({ factors: [{ price: 1 }], waste: { scale: 2 } })
  })

  it('never reach an object’s prototype', () => {
    const tree = withAt({}, '__proto__.polluted', 1)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(tree).toEqual({})
    expect(withAt({}, 'constructor.prototype.polluted', 1)).toEqual({ constructor: { prototype: { polluted: 1 } } })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
