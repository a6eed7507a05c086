import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisWindow } from '../../bindings/plan/axis.ts'
import { LAWS, PARAMETERS, SENSITIVE, STATUSES, type ParameterPath } from '../../bindings/model/layout.ts'
import { compileModule } from '../../bindings/modules.ts'
import type { Chunk, Kernel, Task, TaskAxis } from '../../bindings/plan/task.ts'
import { createWasmKernel } from '../../bindings/runner/kernel.ts'
import { ANYTHING, enterprises } from '../support/enterprises.ts'
import {
  BACKENDS,
  everyMetric,
  kernels,
  optimumOf,
  pointsOf,
  runInChunks,
  taskOf,
  variantOf,
  type ScenarioInput,
} from '../support/kernels.ts'
import { metricEntry } from '../../bindings/model/metrics.ts'
import { oneFactor, twoFactor } from '../support/scenarios.ts'
import { usualTransformation } from '../support/variants.ts'

const runs = (numRuns: number) => ({ seed: 20261122, numRuns })

const axis = (path: ParameterPath, ...values: number[]): TaskAxis => ({
  slot: PARAMETERS.indexOf(path),
  values: { spacing: 'values', values: Float64Array.from(values), points: values.length },
})

/** A task over axes that the scenario's rules need not allow. */
function gridOf(scenario: ScenarioInput, axes: TaskAxis[], metrics = everyMetric(scenario.factors.length)): Task {
  const base = taskOf(scenario, { axes: [{ parameter: 'level', values: [0.5] }], metrics })
  base.parameters[PARAMETERS.indexOf('level')] = 0.5
  return variantOf(base, { axes })
}

/** Grids whose neighbours differ in regime, in the number of terms, in the status and in the sign of waste's value. */
const GRIDS: Record<string, Task> = {
  'one factor': gridOf(oneFactor(), [
    axis('level', 0, 0.3, 0.5, 0.8, 1),
    axis('production.elasticities[0]', 0.3, 0.9, 1.3, 0.5, 0.999, 0.9, 0.31),
    axis('waste.disposalCost', 0, 3, 0.1, 20, 0.5, 1e9, 1),
  ]),
  'one factor, some with g < 1': gridOf(oneFactor(), [
    axis('factors[0].costExponent', 1, 0.7, 1.6),
    axis('waste.elasticities[0]', 0, 0.9, 1.4, 0.5),
    axis('recycling.exponent', 1, 0.4, 0.9, 1, 0.2),
    axis('recycling.price', 0, 10, 0.3, 1000, 2),
  ]),
  'one factor, some not allowed': gridOf(oneFactor(), [
    axis('factors[0].lower', 0.1, 10, 1000, 0, -1),
    axis('factors[0].upper', 0.2, 1000, 10, Infinity, 100),
    axis('production.scale', 50, 0, 1e308, NaN, 1),
  ]),
  // Rows of whole blocks: with one value that is not allowed, volumes near the largest number, and waste that is worth something.
  'one factor, long rows': gridOf(oneFactor(), [
    axis('factors[0].upper', 1e3, 1e300),
    axis('factors[0].price', 1, 1e-250),
    axis('recycling.exponent', 1, 0.4),
    axis('waste.disposalCost', ...Array.from({ length: 70 }, (_, i) => (i === 40 ? NaN : 10 ** ((((i * 29) % 70) - 35) / 10)))),
  ]),
  'two factors': gridOf(twoFactor(), [
    axis('level', 0, 0.6, 1),
    axis('recycling.price', 0, 1, 50, 0.2, 3),
    axis('production.elasticities[1]', 0.2, 0.8, 0.3, 1.1, 0.799, 0.2, 0.5),
  ]),
  'two factors, some with g < 1': gridOf(twoFactor(), [
    axis('recycling.exponent', 1, 0.5, 0.9),
    axis('recycling.price', 0, 1, 50, 0.2, 3),
    axis('waste.elasticities[1]', 0, 0.5, 1.4, 0.8, 0.1),
  ]),
}

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

describe.each(BACKENDS)('the status by %s', (backend) => {
  const statuses = (task: Task) => Array.from(kernels[backend].run(task, 0, pointsOf(task)).status, (code) => STATUSES[code])

  test('says which combinations of axes the model does not allow, and leaves the others alone', () => {
    const [lowers, uppers] = [
      [0.1, 10, 100],
      [0.2, 10, 1000],
    ]
    const task = gridOf(oneFactor(), [axis('factors[0].lower', ...lowers), axis('factors[0].upper', ...uppers)])
    const { columns, status } = kernels[backend].run(task, 0, 9)
    const names = everyMetric(1)
    lowers.forEach((lower, i) =>
      uppers.forEach((upper, j) => {
        const point = 3 * i + j
        if (lower >= upper) {
          expect(STATUSES[status[point]]).toBe('domainError')
          expect(columns.every((column) => Number.isNaN(column[point]))).toBe(true)
          return
        }
        const single = optimumOf(backend, { ...oneFactor(), factors: [{ price: 1, lower, upper }] }, { level: 0.5 })
        expect(STATUSES[status[point]]).toBe(single.status)
        expect(columns[names.indexOf('profit')][point]).toBe(single.profit)
      }),
    )
  })

  const forbidden: [ParameterPath, ...number[]][] = [
    ['factors[0].price', NaN, Infinity],
    ['factors[0].costExponent', 0, -1, NaN, Infinity],
    ['factors[0].lower', 0, -1, NaN],
    ['factors[0].upper', 0, NaN, Infinity],
    ['production.scale', 0, -1, NaN, Infinity],
    ['production.elasticities[0]', 0, -1, NaN, Infinity],
    ['production.price', NaN, Infinity],
    ['waste.scale', -1, NaN, Infinity],
    ['waste.elasticities[0]', -1, NaN, Infinity],
    ['waste.disposalCost', NaN, Infinity],
    ['recycling.yield', -1, NaN, Infinity],
    ['recycling.exponent', 0, -1, 1.5, NaN],
    ['recycling.price', NaN, Infinity],
    ['recycling.processingCost', NaN, Infinity],
    ['fixedCost', -1, NaN, Infinity],
    ['level', -0.1, 1.1, NaN],
  ]
  test.each(forbidden)('marks %s where it is not allowed', (path, ...values) => {
    expect(statuses(gridOf(oneFactor(), [axis(path, ...values)]))).toEqual(values.map(() => 'domainError'))
  })

  test('marks profits beyond the largest number', () => {
    const huge = { ...oneFactor(), factors: [{ price: 1e-300, lower: 1, upper: 1e308 }] as ScenarioInput['factors'] }
    expect(statuses(gridOf(huge, [axis('production.price', 1e300, 1)]))).toEqual(['domainError', expect.stringMatching('ok|atBound')])
  })

  test('never lets a NaN pass unmarked, and never marks a number wrong', () => {
    fc.assert(
      fc.property(fc.oneof(enterprises(1, ANYTHING), enterprises(2, ANYTHING)), ({ scenario, level }) => {
        const task = gridOf(scenario, [
          axis('level', level),
          axis('production.scale', 1e-30, 1, 1e30, 1e300),
          axis('waste.disposalCost', 0, 1e-200, 1, 1e200),
        ])
        const { columns, status } = kernels[backend].run(task, 0, pointsOf(task))
        const names = everyMetric(task.factorCount)
        status.forEach((code, point) => {
          const values = columns
            .filter((_, i) => metricEntry(names[i])?.none !== 'NaN' || STATUSES[code] === 'domainError')
            .map((column) => column[point])
          if (STATUSES[code] === 'domainError') expect(values.every(Number.isNaN)).toBe(true)
          else expect(values.some(Number.isNaN), `point ${point}: ${STATUSES[code]} ${values}`).toBe(false)
        })
      }),
      runs(60),
    )
  })

  test('is that of the regimes', () => {
    const task = GRIDS['two factors']
    const { columns, status } = kernels[backend].run(task, 0, pointsOf(task))
    const names = everyMetric(2)
    const [first, second] = [columns[names.indexOf('regime[0]')], columns[names.indexOf('regime[1]')]]
    expect(Array.from(status, (code) => STATUSES[code])).toEqual(Array.from(first, (regime, i) => (regime || second[i] ? 'atBound' : 'ok')))
  })
})

describe('the level', () => {
  const common = { from: 0.1, to: 0.9 }
  const laws: NonNullable<ScenarioInput['transformation']>[] = [
    { law: 'constant', level: 0.35 },
    { law: 'linear', ...common, start: 2, duration: 5 },
    { law: 'smoothstep', ...common, start: 2, duration: 5 },
    { law: 'exponential', ...common, start: 2, timescale: 1.5 },
    { law: 'logistic', ...common, midpoint: 5, timescale: 0.7 },
    { law: 'gompertz', ...common, inflection: 4, timescale: 1.3 },
    { law: 'bass', ...common, start: 1, innovation: 0.03, imitation: 0.8 },
    { law: 'table', times: [1, 3, 4, 8], levels: [0.1, 0.15, 0.7, 0.7] },
  ]

  const levels = (transformation: NonNullable<ScenarioInput['transformation']>, backend: 'js' | 'wasm', times: number[]) => {
    const scenario = { ...oneFactor(), transformation }
    const task = taskOf(scenario, { axes: [{ parameter: 'time', values: times }], metrics: ['level'] })
    return [...kernels[backend].run(task, 0, times.length).columns[0]]
  }

  const usual = LAWS.filter((law) => law !== 'invested').map(usualTransformation)
  test.each([...laws, ...usual].map((each) => [each.law, each] as const))('by the law %s is the same on both sides', (_, law) => {
    const times = Array.from({ length: 241 }, (_, i) => -2 + i / 20)
    const js = levels(law, 'js', times)
    levels(law, 'wasm', times).forEach((level, i) => expect(Math.abs(level - js[i])).toBeLessThanOrEqual(4e-16))
    expect(Math.max(...js)).toBeLessThanOrEqual(1)
    expect(Math.min(...js)).toBeGreaterThanOrEqual(0)
  })

  test.each([
    ['linear', 4, 0.1 + 0.8 * 0.4],
    ['linear', 9, 0.9],
    ['linear', 1, 0.1],
    ['smoothstep', 4.5, 0.5],
    ['smoothstep', 3, 0.1 + 0.8 * (0.04 * 2.6)],
    ['exponential', 3.5, 0.1 + 0.8 * (1 - Math.exp(-1))],
    ['exponential', 0, 0.1],
    ['logistic', 5, 0.5],
    ['logistic', 5.7, 0.1 + 0.8 / (1 + Math.exp(-1))],
    ['gompertz', 4, 0.1 + 0.8 * Math.exp(-1)],
    ['bass', 1, 0.1],
    ['bass', 3, 0.1 + (0.8 * (1 - Math.exp(-1.66))) / (1 + (0.8 / 0.03) * Math.exp(-1.66))],
    ['table', 3, 0.15],
    ['table', 0, 0.1],
    ['table', 6, 0.7],
    ['constant', 3, 0.35],
  ] as const)('by the law %s at %d is %d', (name, time, expected) => {
    const law = laws.find((each) => each.law === name)!
    for (const backend of BACKENDS) expect(levels(law, backend, [time])[0]).toBeCloseTo(expected, 14)
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
