/** Reductions where points are computed: what workers and the module of encoders gather is what the calling thread gathers, to the bit. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { Folds } from '../../bindings/encoders/folds.ts'
import { compileModule } from '../../bindings/modules.ts'
import {
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
  type ScenarioInput,
  type SweepGrid,
} from '../../bindings/index.ts'
import { CHART_WIDTH } from '../../bindings/reduce/columns.ts'
import { countCodes } from '../../bindings/reduce/counts.ts'
import { Gathers } from '../../bindings/reduce/gathers.ts'
import { gathererOf } from '../../bindings/reduce/gatherer.ts'
import { profile } from '../../bindings/reduce/profile.ts'

const module = await compileModule('encoders')
const engines = await Promise.all([0, 1, 3].map((workers) => createEngine({ workers })))
afterAll(() => Promise.all(engines.map((engine) => engine.close())))

const runs = { seed: 20261127 }
const own = {
  best: maximum(),
  worst: minimum(),
  mean: mean(),
  count: count(),
  top: top(4),
  bottom: bottom(2),
  quantiles: quantiles([0, 0.1, 0.5, 1]),
  spanning: histogram({ bins: 7 }),
  fixed: histogram({ bins: 3, from: 0, to: 2 }),
  tails: tails(0.9),
}

const value = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 2 ** -1022, 1, -1, 1e308, -1e308, 0.1),
  fc.double({ min: 0.5, max: 2, noNaN: true }),
)
const values = fc.array(value, { maxLength: 60 })

function chunk(values: readonly number[], start: number, failedAt: number) {
  return {
    start,
    count: values.length,
    columns: { profit: Float64Array.from(values) },
    status: Uint8Array.from(values, (_, i) => (failedAt > 0 && i % failedAt === 0 ? 2 + (i % 2) : i % 2)),
  }
}

test('the module folds columns of any numbers as JavaScript gathers them', () => {
  const gathers = Object.values(own).map((reducer) => ({ metric: 'profit', gatherer: gathererOf(reducer as Reducer<unknown>) }))
  const finish = (gathered: Gathers) => Object.values(own).map((reducer, i) => reducer.finish(gathered.states[i] as never, []))
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), fc.integer({ min: 0, max: 5 }), (parts, failedAt) => {
      const [folded, plain] = [new Gathers(gathers, (columns) => new Folds(module, columns)), new Gathers(gathers)]
      let start = 0
      for (const part of parts) {
        for (const gathered of [folded, plain]) gathered.add(chunk(part, start, failedAt))
        start += part.length
      }
      expect(finish(folded)).toEqual(finish(plain))
      expect(folded.statuses).toEqual(plain.statuses)
    }),
    runs,
  )
})

test.each([
  ['of one sign', (i: number) => 1 + 1e-3 * Math.sin(i)],
  ['of both', (i: number) => Math.sin(i)],
  ['of every size', (i: number) => (i % 3 === 0 ? -1 : 1) * 10 ** ((i % 600) - 300)],
  ['that cancel', (i: number) => (i % 2 === 0 ? 1e16 : -1e16) + (i % 7)],
  ['with some that are not finite', (i: number) => (i % 4999 === 17 ? NaN : i % 5003 === 5 ? Infinity : i / 7)],
])('so it does with many values %s', (_, make) => {
  const column = Float64Array.from({ length: 50_001 }, (_, i) => make(i))
  const folds = new Folds(module, 2)
  folds.add(1, column.subarray(0, 20_003), 7)
  folds.add(1, column.subarray(20_003), 20_010)
  const { state, gatherer } = { state: { sum: undefined as never, count: 0 }, gatherer: gathererOf(mean() as Reducer<unknown>) }
  Object.assign(state, gatherer.start())
  gatherer.addFold!(state, folds.take(1))
  const plain = new Reduction({ axes: [], metrics: ['x'] }, { x: { mean: mean() } })
  plain.add({ start: 0, count: column.length, columns: { x: column }, status: new Uint8Array(column.length) })
  expect(mean().finish(state, [])).toBe(plain.result().x.mean)
  expect(folds.take(1)).toMatchObject({ count: 0, minimum: Infinity, maximum: -Infinity, sum: 0n })
})

describe('a reduction', () => {
  const { dynamics, ...scenario } = starterScenario()
  const grid: SweepGrid & { metrics: ('profit' | 'waste' | 'breakEvenLevel')[] } = {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 9 },
      { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 4001 },
    ],
    metrics: ['profit', 'waste', 'breakEvenLevel'],
  }

  test('is the same in any number of workers, for chunks of any size, and in the calling thread', async () => {
    const reducers = { profit: own, waste: own, breakEvenLevel: own }
    const plain = new Reduction(engines[0].sweep(scenario, grid), reducers)
    for await (const chunk of engines[0].sweep(scenario, grid)) plain.add(chunk)
    for (const engine of engines)
      for (const chunkSize of [undefined, 777]) {
        expect(await reduceSweep(engine.sweep(scenario, { ...grid, chunkSize }), reducers)).toEqual(plain.result())
      }
  })

  test('is the same for paths that come in another order', async () => {
    const paths: ScenarioInput = { ...scenario, dynamics: { mode: 'adjustment', timescale: [2] } }
    const sweep = {
      axes: [
        { parameter: 'time', from: 0, to: 10, points: 50 },
        { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 30 },
      ],
      metrics: ['profit'],
    } as const
    const results = engines.map((engine) => reduceSweep(engine.sweep(paths, sweep), { profit: own }))
    const [first, ...others] = await Promise.all(results)
    for (const other of others) expect(other).toEqual(first)
    const { metrics } = await engines[0].sweep(paths, sweep).result()
    expect(first.profit.best!.value).toBe(Math.max(...metrics.profit))
  })

  test('takes a reducer of one’s own, which sees every point in order', async () => {
    const seen: number[] = []
    const last: Reducer<number> = {
      start: () => ({ value: NaN }),
      add(state, values, start, status) {
        expect(status.length).toBe(values.length)
        seen.push(start)
        state.value = values.at(-1)
      },
      merge: () => {},
      finish: ({ value }) => value,
    }
    const { metrics } = await engines[1].sweep(scenario, grid).result()
    const { profit } = await reduceSweep(engines[1].sweep(scenario, grid), { profit: { last, best: maximum() } })
    expect(profit.last).toBe(metrics.profit.at(-1))
    expect(profit.best!.value).toBe(Math.max(...metrics.profit))
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  test('that changes how one of the library’s gathers is one’s own', async () => {
    const doubled: Reducer<number> = { ...count(), add: (state, values) => void (state.count += 2 * values.length) }
    const { profit } = await reduceSweep(engines[1].sweep(scenario, grid), { profit: { doubled } })
    expect(profit.doubled).toBe(2 * 9 * 4001)
  })

  test('counts words and statuses', () => {
    const reduction = new Reduction({ axes: [], metrics: ['profit'] }, { profit: { codes: countCodes(3) } })
    reduction.add(chunk([0, 1, 2, 2, NaN, 1], 0, 5))
    expect(reduction.result().profit.codes).toEqual([0, 1, 2])
    expect(reduction.statuses).toEqual([2, 2, 1, 1])
  })
})

test('a profile along an axis does not depend on how the points are divided, nor on the order of merging', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom(1 as const, -1 as const),
      (points, stride, values, sizes, sign) => {
        const reducer = profile({ spacing: 'linear', from: 0, to: 1, points }, stride, sign, 'never')
        const all = Array.from({ length: points * stride }, (_, i) => values[(i * 7) % values.length])
        const grid = { axes: [], metrics: ['profit'] }
        const whole = new Reduction(grid, { profit: { reducer } })
        whole.add(chunk(all, 0, 0))
        const parts: Reduction<{ profit: { reducer: typeof reducer } }>[] = []
        for (let from = 0, k = 0; from < all.length; k++) {
          const to = Math.min(all.length, from + sizes[k % sizes.length])
          const part = new Reduction(grid, { profit: { reducer } })
          part.add(chunk(all.slice(from, to), from, 0))
          parts.push(part)
          from = to
        }
        const joined = new Reduction(grid, { profit: { reducer } })
        parts.sort((a, b) => JSON.stringify(a.states()).localeCompare(JSON.stringify(b.states()))).forEach((part) => joined.merge(part))
        const result = whole.result().profit.reducer
        expect(joined.result().profit.reducer).toEqual(result)
        expect(result.columns.length).toBe(CHART_WIDTH)
        // The best of all is the best of the columns.
        const finite = all.filter(Number.isFinite).map((each) => sign * each)
        const best = Math.max(
          ...result.columns.flatMap((column) => (column && Number.isFinite(column.value) ? [column.low * sign, column.high * sign] : [])),
        )
        expect(best + 0).toBe(finite.length === 0 ? -Infinity : Math.max(...finite) + 0)
      },
    ),
    { ...runs, numRuns: 200 },
  )
})
