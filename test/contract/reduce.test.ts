/** Reductions: exact, and the same however the points are divided. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ArgumentError,
  bottom,
  count,
  createEngine,
  histogram,
  maximum,
  mean,
  minimum,
  quantiles,
  Reduction,
  reduceSweep,
  starterScenario,
  tails,
  top,
  type Reducer,
  type SweepChunk,
} from '../../bindings/index.ts'
import { tailsOf } from '../../bindings/studies/index.ts'

const runs = { seed: 20261122 }

const reducers = {
  count: count(),
  minimum: minimum(),
  maximum: maximum(),
  mean: mean(),
  top: top(7),
  bottom: bottom(3),
  quantiles: quantiles([0, 0.05, 0.5, 0.95, 1]),
  histogram: histogram({ bins: 10 }),
  fixed: histogram({ from: -1, to: 1, bins: 4 }),
  tails: tails(0.9),
}

const gridOf = (points: number) => ({
  axes: [{ parameter: 'time', values: { spacing: 'linear', from: 0, to: 1, points } as const }],
  metrics: ['profit'],
})

function chunk(values: readonly number[], start = 0, status: readonly number[] = []): SweepChunk {
  return {
    start,
    count: values.length,
    columns: { profit: Float64Array.from(values) },
    status: Uint8Array.from(values, (_, i) => status[i] ?? 0),
  }
}

function reduce<R>(reducer: Reducer<R>, values: readonly number[]): R {
  const reduction = new Reduction(gridOf(values.length), { profit: { result: reducer } })
  reduction.add(chunk(values))
  return reduction.result().profit.result as R
}

/** Doubles of every size, with many ties. */
const values = fc.array(
  fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, 0.1, NaN, Infinity, 5e-324, 1e300, -1e300), fc.double({ min: -2, max: 2 })),
  { minLength: 1, maxLength: 200 },
)

test('the order and division of the points, and the order of merging, change nothing', () => {
  fc.assert(
    fc.property(values, fc.array(fc.nat(200), { maxLength: 6 }), fc.infiniteStream(fc.nat(1000)), (all, cuts, order) => {
      const grid = gridOf(all.length)
      const whole = new Reduction(grid, { profit: reducers })
      whole.add(chunk(all))
      const edges = [0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort((a, b) => a - b)
      const parts = edges.slice(1).map((end, i) => {
        const part = new Reduction(grid, { profit: reducers })
        part.add(chunk(all.slice(edges[i], end), edges[i]))
        return { part, key: order.next().value }
      })
      const [first, ...rest] = parts.sort((a, b) => a.key - b.key)
      for (const { part } of rest) first.part.merge(part)
      expect(first.part.result()).toEqual(whole.result())
    }),
    runs,
  )
})

describe('mean', () => {
  test.each([
    [[1e308, 1e308, -1e308, -1e308, 3], 0.6],
    [[1, 1e100, 1, -1e100], 0.5],
    [[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.1],
    [[1.7976931348623157e308, 1.7976931348623157e308], 1.7976931348623157e308],
    [[5e-324, 5e-324], 5e-324],
    [[-3, 1], -1],
    [[0, -0], 0],
    [[1, NaN, 2, Infinity], 1.5],
  ])('of %j is %d', (numbers, expected) => {
    expect(reduce(mean(), numbers)).toBe(expected)
  })

  test('is the exact sum, rounded once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), { minLength: 1, maxLength: 50 }),
        (numbers) => {
          // Units of 2^-1074 hold every double: the sum and the comparison with the neighbours of the result are exact.
          const units = (value: number): bigint => {
            const bits = new DataView(new ArrayBuffer(8))
            bits.setFloat64(0, value)
            const exponent = (bits.getUint16(0) >> 4) & 0x7ff
            const fraction = (bits.getBigUint64(0) & 0xfffffffffffffn) + (exponent === 0 ? 0n : 1n << 52n)
            return (value < 0 ? -fraction : fraction) << BigInt(Math.max(exponent - 1, 0))
          }
          const length = BigInt(numbers.length)
          const sum = numbers.map(units).reduce((a, b) => a + b)
          const result = reduce(mean(), numbers)
          const distance = (value: number) => {
            const difference = units(value) * length - sum
            return difference < 0n ? -difference : difference
          }
          for (const neighbour of [result * (1 + 2 ** -52), result * (1 - 2 ** -52)])
            expect(distance(result) <= distance(neighbour)).toBe(true)
        },
      ),
      runs,
    )
  })

  test('of more numbers than its parts hold at once', () => {
    const many = new Float64Array(2 ** 21 + 5).fill(0.1)
    const reduction = new Reduction(gridOf(many.length), { profit: { mean: mean() } })
    reduction.add({ start: 0, count: many.length, columns: { profit: many }, status: new Uint8Array(many.length) })
    expect(reduction.result()).toEqual({ profit: { mean: 0.1 } })
  })

  test('of nothing is NaN', () => {
    expect(reduce(mean(), [NaN])).toBeNaN()
  })
})

describe('extremes', () => {
  test('say where they are, the smallest index first', () => {
    const numbers = [3, NaN, 7, 1, 7, 1, -Infinity]
    expect(reduce(maximum(), numbers)).toEqual({ value: 7, index: 2, at: { time: 2 / 6 } })
    expect(reduce(minimum(), numbers)).toEqual({ value: 1, index: 3, at: { time: 3 / 6 } })
    expect(reduce(top(3), numbers).map(({ value, index }) => [value, index])).toEqual([
      [7, 2],
      [7, 4],
      [3, 0],
    ])
    expect(reduce(bottom(9), numbers).map(({ index }) => index)).toEqual([3, 5, 0, 2, 4])
  })

  test('of nothing are null, and none', () => {
    expect(reduce(maximum(), [NaN, Infinity])).toBeNull()
    expect(reduce(top(3), [NaN])).toEqual([])
  })
})

test('tails are those of the sorted values, an edge counting in part', () => {
  const all = Array.from({ length: 57 }, (_, i) => ((i * 23) % 57) ** 1.7 - 200)
  const sorted = [...all].sort((a, b) => a - b)
  for (const level of [0.5, 0.9, 0.93, 0.999]) {
    const { low, high } = reduce(tails(level), all)
    const expected = tailsOf(Float64Array.from(sorted), level)
    for (const [actual, exact] of [
      [low.VaR, expected.low.VaR],
      [low.CVaR, expected.low.CVaR],
      [high.VaR, expected.high.VaR],
      [high.CVaR, expected.high.CVaR],
    ]) {
      expect(Math.abs(actual - exact)).toBeLessThanOrEqual(2 ** -13 * 800)
    }
  }
})

describe('quantiles', () => {
  test('are within 2^-13 of the values of their ranks', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const sorted = all
          .filter(Number.isFinite)
          .map((value) => value + 0)
          .sort((a, b) => a - b)
        const [result] = reduce(quantiles([share]), all)
        const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
        if (Number.isNaN(exact)) expect(result).toBeNaN()
        else expect(Math.abs(result - exact)).toBeLessThanOrEqual(Math.max(Math.abs(exact) * 2 ** -13, 2 ** -1034))
      }),
      runs,
    )
  })

  test('hold no negative zero, whatever comes first', () => {
    for (const numbers of [[0, -0], [-0, 0], [-0]]) {
      expect(reduce(quantiles([0, 0.5, 1]), numbers)).toEqual([0, 0, 0])
      expect([maximum(), minimum()].map((reducer) => reduce(reducer, numbers)!.value)).toEqual([0, 0])
      expect(reduce(top(2), numbers).every(({ value }) => Object.is(value, 0))).toBe(true)
    }
  })

  test('at 0 and 1 are the minimum and the maximum', () => {
    expect(reduce(quantiles([0, 1]), [0.1, 1 / 3, Math.PI])).toEqual([0.1, Math.PI])
  })
})

describe('a histogram', () => {
  test('counts each value in the bin whose edges hold it', () => {
    const edges = Array.from({ length: 11 }, (_, i) => i / 10)
    const numbers = [...edges, 0.05, -1, 2, NaN]
    const { counts, below, above, edges: found } = reduce(histogram({ from: 0, to: 1, bins: 10 }), numbers)
    expect(found).toHaveLength(11)
    expect(counts).toEqual(
      found.slice(1).map((edge, i) => numbers.filter((value) => value >= found[i] && (i === 9 ? value <= edge : value < edge)).length),
    )
    expect([below, above]).toEqual([1, 1])
  })

  test('spans the values where no edges are given', () => {
    const { edges, counts, below, above } = reduce(histogram({ bins: 4 }), [1, 2, 3.5, 4.5, 5])
    expect(edges).toEqual([1, 2, 3, 4, 5])
    expect(counts).toEqual([1, 1, 1, 2])
    expect([below, above]).toEqual([0, 0])
  })

  test('has edges that increase and hold every value, whatever the values', () => {
    const near = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .chain((value) => fc.array(fc.constantFrom(value, value * (1 + 2 ** -52), value + 5e-324), { minLength: 1, maxLength: 5 }))
    fc.assert(
      fc.property(fc.oneof(values, near), fc.integer({ min: 1, max: 40 }), (all, bins) => {
        const { edges, counts, below, above } = reduce(histogram({ bins }), all)
        const finite = all.filter(Number.isFinite)
        if (finite.length === 0) return
        expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true)
        expect([counts.reduce((sum, of) => sum + of, 0), below, above]).toEqual([finite.length, 0, 0])
        expect(edges[0] <= Math.min(...finite) && Math.max(...finite) <= edges[bins]).toBe(true)
      }),
      runs,
    )
  })

  test('of one value, and of none', () => {
    expect(reduce(histogram({ bins: 2 }), [3, 3])).toMatchObject({ edges: [1.5, 3, 4.5], counts: [0, 2] })
    expect(reduce(histogram({ bins: 4 }), [0, -0])).toMatchObject({ edges: [-0.5, -0.25, 0, 0.25, 0.5], counts: [0, 0, 2, 0] })
    expect(reduce(histogram({ bins: 2 }), [NaN])).toMatchObject({ edges: [], counts: [] })
  })
})

test('points that failed do not count', () => {
  const reduction = new Reduction(gridOf(4), { profit: { best: maximum(), count: count() } })
  reduction.add(chunk([1, 9, 2, 8], 0, [0, 2, 1, 3]))
  expect(reduction.result().profit).toEqual({ best: { value: 2, index: 2, at: { time: 2 / 3 } }, count: 2 })
})

test('a sweep is reduced to what its surface holds, for any chunk size', async () => {
  const engine = await createEngine({ backend: 'js', workers: 0 })
  const grid = {
    axes: [
      { parameter: 'time', values: [0, 4, 8] },
      { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 50 },
    ],
    metrics: ['profit', 'waste'] as const,
  }
  const options = { axes: grid.axes, metrics: [...grid.metrics] }
  const { metrics } = await engine.sweep(starterScenario(), options).result()
  const best = metrics.profit.indexOf(Math.max(...metrics.profit))
  for (const chunkSize of [1, 7, 1000]) {
    const { profit, waste } = await reduceSweep(engine.sweep(starterScenario(), { ...options, chunkSize }), {
      profit: { best: maximum() },
      waste: { least: minimum(), points: count() },
    })
    expect(profit.best).toEqual({ value: metrics.profit[best], index: best, at: { time: 8, 'waste.disposalCost': 0.1 } })
    expect(waste).toMatchObject({ least: { value: Math.min(...metrics.waste) }, points: 150 })
  }
})

test.each([
  [() => top(0), /is 0; expected a whole number from 1 on/],
  [() => quantiles([0.5, 50]), /share is 50; expected a number from 0 to 1/],
  [() => tails(1), /level of a tail is 1/],
  [() => histogram({ bins: 0 }), /bins is 0/],
  [() => histogram({ bins: 3, from: 2, to: 1 }), /from 2 to 1/],
  [() => histogram({ bins: 3, from: 2 }), /from 2 to undefined/],
  [() => histogram({ bins: 10, from: 1, to: 1 + 2 ** -51 }), /no number between two of its edges; ask for fewer bins/],
  [
    () => new Reduction(gridOf(1), { proft: { best: maximum() } }),
    /cannot reduce proft: the sweep does not compute it; it computes profit/,
  ],
])('bad arguments are refused: %s', (make, message) => {
  expect(make).toThrow(ArgumentError)
  expect(make).toThrow(message)
})
