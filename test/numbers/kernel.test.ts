import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PARAMETERS, SENSITIVE, type ParameterPath } from '../../bindings/model/layout.ts'
import { compileModule } from '../../bindings/modules.ts'
import { axisWindow } from '../../bindings/plan/axis.ts'
import type { Chunk, Kernel, Task } from '../../bindings/plan/task.ts'
import { createWasmKernel } from '../../bindings/runner/kernel.ts'
import { ANYTHING, enterprises } from '../support/enterprises.ts'
import { axis, GRIDS, gridOf } from '../support/grids.ts'
import { BACKENDS, kernels, pointsOf, runInChunks, taskOf, variantOf, type ScenarioInput } from '../support/kernels.ts'
import { oneFactor, twoFactor } from '../support/scenarios.ts'

const runs = (numRuns: number) => ({ seed: 20261122, numRuns })

describe.each(BACKENDS)('%s gives a point the same bits', (backend) => {
  const kernel = kernels[backend]

  describe.each(Object.entries(GRIDS))('on a grid of %s', (_, task) => {
    const reference = runInChunks(kernel, task, pointsOf(task))

    test('in chunks of any size, from odd starts too', () => {
      for (const size of [1, 2, 3, 7, 64, 101]) expectSameBits(runInChunks(kernel, task, size), reference)
      for (const start of [1, 2, 5, 33]) {
        const count = pointsOf(task) - start
        expectSameBits(kernel.run(task, start, count), part(reference, start, count))
      }
    })

    test('beside any neighbour', () => {
      const last = task.axes.at(-1)!
      const values = axisWindow(last.values, 0, last.values.points)
      fc.assert(
        fc.property(fc.shuffledSubarray([...values.keys()], { minLength: 1 }), (order) => {
          const shuffled = variantOf(task, {
            axes: [
              ...task.axes.slice(0, -1),
              { ...last, values: { spacing: 'values', values: Float64Array.from(order, (i) => values[i]), points: order.length } },
            ],
          })
          const rows = pointsOf(task) / values.length
          const expected = Array.from({ length: rows }, (_, row) => order.map((i) => row * values.length + i)).flat()
          expectSameBits(runInChunks(kernel, shuffled, pointsOf(shuffled)), pick(reference, expected))
        }),
        runs(12),
      )
    })

    test('after other tasks', () => {
      Object.values(GRIDS).forEach((other) => kernel.run(other, 0, 3))
      expectSameBits(runInChunks(kernel, task, pointsOf(task)), reference)
    })
  })

  test('alone as in a row of any length of any parameter, whatever the rows differ in', () => {
    const paths = (factorCount: number) => SENSITIVE.filter((path) => factorCount === 2 || !path.includes('[1]'))
    const grids = fc.constantFrom(1, 2).chain((factorCount) =>
      fc.record({
        draw: enterprises(factorCount as 1 | 2, ANYTHING),
        pair: fc.shuffledSubarray(paths(factorCount), { minLength: 2, maxLength: 2 }),
        length: fc.constantFrom(1, 2, 31, 33, 70),
        shares: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 80, maxLength: 80 }),
      }),
    )
    fc.assert(
      fc.property(grids, ({ draw: { scenario, level }, pair: [slow, fast], length, shares }) => {
        const base = gridOf(scenario, [])
        base.parameters[PARAMETERS.indexOf('level')] = level
        const valueOf = (path: ParameterPath, share: number) => {
          if (path === 'recycling.exponent') return share < 1 ? 1 : 2 - share || 0.5
          return path === 'level' ? Math.min(1, share) : share * (base.parameters[PARAMETERS.indexOf(path)] || 1)
        }
        const slowValues = shares.slice(0, 3).map((share) => valueOf(slow, share))
        const fastValues = shares.slice(3, 3 + length).map((share) => valueOf(fast, share))
        const grid = kernel.run(variantOf(base, { axes: [axis(slow, ...slowValues), axis(fast, ...fastValues)] }), 0, 3 * length)
        const singles = slowValues.flatMap((x) =>
          fastValues.map((y) => {
            const parameters = base.parameters.slice()
            parameters[PARAMETERS.indexOf(slow)] = x
            parameters[PARAMETERS.indexOf(fast)] = y
            return kernel.run(variantOf(base, { parameters }), 0, 1)
          }),
        )
        expectSameBits(grid, {
          start: 0,
          count: 3 * length,
          columns: grid.columns.map((_, m) => Float64Array.from(singles, ({ columns }) => columns[m][0])),
          status: Uint8Array.from(singles, ({ status }) => status[0]),
        })
      }),
      runs(backend === 'wasm' ? 15 : 4),
    )
  })

  test('by the dense search', () => {
    const task = variantOf(GRIDS['one factor, some with g < 1'], { method: 1 })
    const reference = kernel.run(task, 0, 40)
    for (const start of [1, 2, 13]) expectSameBits(kernel.run(task, start, 5), part(reference, start, 5))
  })
})

test('an instance of the module gives paths and optima in turns the bits of an instance for each', async () => {
  const module = await compileModule('offcut')
  const schedule = (knots: number) => ({
    parameter: 'production.price',
    times: Array.from({ length: knots }, (_, k) => (10 * k) / knots),
    values: Array.from({ length: knots }, (_, k) => 1 + k / knots),
  })
  const times = { parameter: 'time', from: 0, to: 10, points: 5 }
  const paths = (scenario: ScenarioInput) =>
    taskOf(scenario, { axes: [{ parameter: 'waste.disposalCost', values: [0.5, 1, 2] }, times], metrics: ['profit', 'npv', 'payback'] })
  // Of growing tasks, as what follows paths takes memory, too, and more for more changes.
  const tasks = [
    GRIDS['one factor'],
    paths(oneFactor()),
    taskOf({ ...oneFactor(), changes: [schedule(50)] }, { axes: [times], metrics: ['profit', 'waste'] }),
    paths({ ...twoFactor(), changes: [schedule(3), { parameters: ['waste.disposalCost'], growth: 0.01 }] }),
    GRIDS['two factors'],
    paths({ ...oneFactor(), changes: [schedule(2000)] }),
    GRIDS['one factor'],
  ]
  const one = createWasmKernel(module)
  for (const task of tasks) expectSameBits(runInChunks(one, task, 5), runInChunks(createWasmKernel(module), task, pointsOf(task)))
})

describe('an axis longer than the module holds', () => {
  const length = 20_001
  const long = axis('waste.disposalCost', ...Array.from({ length }, (_, i) => 0.05 + i * 1e-3))
  const short = [axis('production.elasticities[0]', 0.4, 0.8, 0.3), axis('level', 0.2, 0.9)]

  test.each([
    ['slowest', 0],
    ['in the middle', 1],
    ['fastest', 2],
  ])('gives the same bits where it is %s', (_, place) => {
    const task = gridOf(oneFactor(), short.toSpliced(place, 0, long), ['profit', 'factors[0]', 'waste'])
    const reference = runByPieces(kernels.wasm, task, place, 1000)
    for (const size of [pointsOf(task), 9973]) expectSameBits(runInChunks(kernels.wasm, task, size), reference)
  })

  test('beside another one', () => {
    const other = axis('level', ...Array.from({ length: 9001 }, (_, i) => i / 9000))
    const task = gridOf(oneFactor(), [long, other], ['profit', 'factors[0]', 'level'])
    for (const [i, j, count] of [
      [0, 8990, 30],
      [8191, 8999, 9010],
      [20_000, 0, 9001],
      [12_345, 4095, 3],
    ] as const) {
      const columns = kernels.wasm.run(task, i * 9001 + j, count).columns
      for (const k of [0, 1, Math.floor(count / 2), count - 2, count - 1]) {
        const [row, column] = [i + Math.floor((j + k) / 9001), (j + k) % 9001]
        const single = gridOf(
          oneFactor(),
          [axis(PARAMETERS[long.slot], axisWindow(long.values, row, 1)[0]), axis('level', column / 9000)],
          ['profit', 'factors[0]', 'level'],
        )
        expect(columns.map((values) => values[k])).toEqual(kernels.wasm.run(single, 0, 1).columns.map(([value]) => value))
      }
    }
  })
})

/** A task's grid from tasks that have `size` values of one axis each. */
function runByPieces(kernel: Kernel, task: Task, place: number, size: number): Chunk {
  const { slot, values } = task.axes[place]
  const inner = task.axes.slice(place + 1).reduce((product, each) => product * each.values.points, 1)
  const outer = task.axes.slice(0, place).reduce((product, each) => product * each.values.points, 1)
  const whole: Chunk = {
    start: 0,
    count: pointsOf(task),
    columns: task.metrics.map(() => new Float64Array(pointsOf(task))),
    status: new Uint8Array(pointsOf(task)),
  }
  for (let first = 0; first < values.points; first += size) {
    const piece = axis(PARAMETERS[slot], ...axisWindow(values, first, Math.min(size, values.points - first)))
    const { columns, status } = runInChunks(kernel, variantOf(task, { axes: task.axes.with(place, piece) }), 4096)
    const length = piece.values.points * inner
    for (let row = 0; row < outer; row++) {
      const to = (row * values.points + first) * inner
      whole.columns.forEach((column, i) => column.set(columns[i].subarray(row * length, (row + 1) * length), to))
      whole.status.set(status.subarray(row * length, (row + 1) * length), to)
    }
  }
  return whole
}

function pick({ columns, status }: Chunk, points: number[]): Chunk {
  return {
    start: 0,
    count: points.length,
    columns: columns.map((column) => Float64Array.from(points, (point) => column[point])),
    status: Uint8Array.from(points, (point) => status[point]),
  }
}

const part = (chunk: Chunk, start: number, count: number) =>
  pick(
    chunk,
    Array.from({ length: count }, (_, i) => start + i),
  )

function expectSameBits(found: Chunk, expected: Chunk): void {
  expect(Buffer.compare(found.status, expected.status)).toBe(0)
  found.columns.forEach((column, i) => {
    const different = column.findIndex((value, point) => !Object.is(value, expected.columns[i][point]))
    expect(different, `column ${i}: ${column[different]}, expected ${expected.columns[i][different]}`).toBe(-1)
  })
}
