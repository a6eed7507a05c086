/** What the command prints of results: it ends, is true, and can be read, whatever the numbers. */
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draw, extent } from '../../bindings/cli/chart.ts'
import { CHART_WIDTH, Columns, scaleOf, type Column } from '../../bindings/reduce/columns.ts'
import { digitsAlong, digitsBetween, isConstant, number as written, resolved } from '../../bindings/result/digits.ts'
import { describePath } from '../../bindings/cli/path.ts'
import { Statistics } from '../../bindings/cli/statistics.ts'
import { Summary } from '../../bindings/cli/summary.ts'
import { createEngine, parseScenario, type Engine, type Scenario } from '../../bindings/node.ts'
import { axisValue } from '../../bindings/plan/axis.ts'

const runs = { seed: 20261127, numRuns: 1000 }

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

const load = async (name: string) => parseScenario(await readFile(new URL(`../fixtures/displays/${name}.json`, import.meta.url), 'utf8'))

async function summary(scenario: Scenario): Promise<string> {
  const job = engine.sweep(scenario)
  const summary = new Summary(job)
  for await (const chunk of job) summary.add(chunk)
  return String(summary)
}

async function statistics(scenario: Scenario): Promise<Statistics> {
  const job = engine.sweep(scenario)
  const statistics = new Statistics(job)
  for await (const chunk of job) statistics.add(chunk)
  return statistics
}

const path = async (scenario: Scenario) => describePath(scenario, await engine.path(scenario))

/** Where a chart has this character, by column. */
function columnsOf(text: string, character: string): number[] {
  const lines = text.split('\n').filter((line) => line.includes('┤') || /^ *(never|none|failed) /.test(line))
  const margin =
    text
      .split('\n')
      .find((line) => line.includes('┤'))!
      .indexOf('┤') + 1
  return [
    ...new Set(lines.flatMap((line) => [...line].flatMap((each, i) => (each === character && i >= margin ? [i - margin] : [])))),
  ].sort((a, b) => a - b)
}

/** Numbers as enterprises have them: round, tiny, huge, equal but for rounding. */
const magnitude = fc
  .integer({ min: -30, max: 30 })
  .chain((exponent) => fc.integer({ min: -999, max: 999 }).map((digits) => Number(`${digits}e${exponent}`)))
const flat = magnitude.chain((value) => fc.constantFrom(value, value * (1 + 2 ** -52), value * (1 - 2 ** -53)))
const anyNumber = fc.oneof(
  magnitude,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e16, 2 ** 53, 5e-324, 1.7e308, -1.7e308),
)
const series = fc.oneof(
  fc.array(fc.oneof(anyNumber, fc.constantFrom(NaN, Infinity)), { minLength: 2, maxLength: 200 }),
  magnitude.chain((value) =>
    fc.array(fc.constantFrom(value, value * (1 + 2 ** -52), value * (1 - 2 ** -53)), { minLength: 2, maxLength: 100 }),
  ),
  fc
    .tuple(flat, fc.array(fc.double({ min: 0, max: 1e-6, noNaN: true }), { minLength: 2, maxLength: 100 }))
    .map(([base, parts]) => parts.map((part) => base * (1 + part))),
)

function gather(values: readonly number[]): (Column | undefined)[] {
  const columns = new Columns()
  values.forEach((value, i) => columns.add((i * (CHART_WIDTH - 1)) / (values.length - 1), value, 'none'))
  return columns.result()
}

describe('a chart', () => {
  test('ends, has one row a label, labels that differ and rise, and stays inside its width', () => {
    fc.assert(
      fc.property(series, (values) => {
        const columns = gather(values)
        const [low, high] = extent(columns)
        if (Number.isNaN(low) || isConstant(low, high)) return
        const lines = draw(columns, { height: 6, from: '0', to: '10' }).split('\n')
        const rows = lines.filter((line) => line.includes('┤'))
        const labels = rows.map((line) => Number(line.split('┤')[0]))
        expect(labels).toHaveLength(7)
        expect(labels.every((label, i) => i === 0 || label < labels[i - 1])).toBe(true)
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(CHART_WIDTH + 26)
      }),
      runs,
    )
  })

  test('draws each value at its column, in the row whose label is nearest, and marks each column without one', () => {
    fc.assert(
      fc.property(series, (values) => {
        const columns = gather(values)
        const [low, high] = extent(columns)
        if (Number.isNaN(low) || isConstant(low, high)) return
        const text = draw(columns, { height: 6, from: '0', to: '10' })
        const rows = text
          .split('\n')
          .filter((line) => line.includes('┤'))
          .map((line) => line.slice(line.indexOf('┤') + 1))
          .reverse()
        columns.forEach((column, at) => {
          if (column === undefined || !Number.isFinite(column.value)) return
          const place = (value: number) => Math.round(6 * ((value / 2 - low / 2) / (high / 2 - low / 2)))
          // Halves of the smallest numbers are not exact.
          if (high / 2 - low / 2 > 1e-300)
            for (const value of [column.value, column.low, column.high]) expect(rows[place(value)][at] ?? ' ').not.toBe(' ')
        })
        const without = columns.flatMap((column, at) => (column?.mark === undefined ? [] : [at]))
        expect(columnsOf(text, '×')).toEqual(without)
        for (const at of without) expect(rows.every((row) => (row[at] ?? ' ') === ' ')).toBe(true)
      }),
      runs,
    )
  })

  test('leaves a gap where values are missing, and goes straight on where no value is asked for', () => {
    const text = draw(gather([1, 2, NaN, 4, 5]), { height: 4, from: '0', to: '4' })
    expect(columnsOf(text, '•')).toEqual([0, 16, 47, 63])
    expect(columnsOf(text, '×')).toEqual([32])
    const line = [...'─╭╮╰╯│•'].flatMap((character) => columnsOf(text, character))
    expect(line.filter((at) => at > 16 && at < 47)).toEqual([])
    expect(new Set(line).size).toBe(17 + 17)
  })

  test('shows a spike between the columns’ middles', () => {
    const values = Array.from({ length: 1001 }, (_, i) => (i === 505 ? 9 : 1))
    expect(columnsOf(draw(gather(values), { height: 4, from: '', to: '' }), '│')).toEqual([32])
  })
})

describe('places', () => {
  test('of ranges are even, of lists where their values are, on a logarithmic scale where they are wide', () => {
    const places = (values: number[]) => {
      const { position, isLog } = scaleOf({ spacing: 'values', values: Float64Array.from(values), points: values.length })
      return [isLog, ...values.map((_, i) => Math.round(position(i)))]
    }
    expect(places([0, 1, 2, 10])).toEqual([false, 0, 6, 13, 63])
    expect(places([10, 0, 10])).toEqual([false, 63, 0, 63])
    expect(places([1, 10, 100, 1000])).toEqual([true, 0, 21, 42, 63])
    expect(places([5, 5])).toEqual([false, 0, 0])
    expect(places([-1.7e308, 0, 1.7e308])).toEqual([false, 0, 32, 63])
    expect(scaleOf({ spacing: 'log', from: 1, to: 1000, points: 4 }).position(1)).toBe(21)
  })
})

describe('digits', () => {
  test.each([
    [2000, 2001, 2000.5, '2000.5'],
    [1e6, 1e6 + 1e-3, 1e6 + 5e-4, '1000000.0005'],
    [0, 30, 12.6224, '12.62'],
    [0.9996, 1, 0.9996, '0.9996'],
    [0, 1, 1e-17, '0'],
    [0, 1e-30, 5e-31, '5e-31'],
    [-1e308, 1e308, 1.234e307, '1.23e+307'],
  ])('follow the span %d to %d: %d', (low, high, value, text) => expect(digitsBetween(low, high)(value)).toBe(text))

  test('tell steps apart', () => {
    fc.assert(
      fc.property(magnitude, fc.double({ min: 1e-10, max: 1e10, noNaN: true }), (value, factor) => {
        const step = Math.abs(value) * factor
        if (step > 0) expect(Math.abs(Number(resolved(value, step)) - value)).toBeLessThanOrEqual(step / 2)
      }),
      runs,
    )
  })

  test('are never rounded above the unit where it can be written', () => {
    expect([11464.85, -64229.6, 999.96, 0.123456, 123456789.4, 2.5e12].map((value) => written(value, 4))).toEqual([
      '11465',
      '-64230',
      '1000',
      '0.1235',
      '123456789',
      '2500000000000',
    ])
  })

  test('along an axis make neighbours differ', () => {
    fc.assert(
      fc.property(magnitude, magnitude, fc.integer({ min: 2, max: 5000 }), fc.boolean(), (a, b, points, isLog) => {
        const [from, to] = isLog ? [Math.abs(a) || 1, Math.abs(b) || 2] : [a, b]
        if (from === to) return
        const axis = { spacing: isLog ? 'log' : 'linear', from, to, points } as const
        const print = digitsAlong(axis)
        for (const i of [0, 1, Math.floor(points / 2), points - 1]) {
          const next = i === points - 1 ? i - 1 : i + 1
          if (axisValue(axis, i) !== axisValue(axis, next)) expect(print(axisValue(axis, i))).not.toBe(print(axisValue(axis, next)))
        }
      }),
      runs,
    )
  })
})

describe('a path', () => {
  test('of constant profit is drawn, and says so with its value', async () => {
    const text = await path(await load('chart-hang'))
    expect(text).toMatch(/^profit from 0 to 20: 490\.1466 throughout$/m)
    expect(text).toContain('changes no value within the horizon; profit is 490.1466 throughout.')
  })

  test('is the same throughout only where every sample is', async () => {
    const text = await path(await load('throughout'))
    expect(text).not.toMatch(/^(profit|level) .* throughout/m)
    expect(text).toMatch(/^ *9\.8 ┤ +│$/m)
    expect(text).toMatch(/^ *0\.9 ┤ +│$/m)
    expect(text).toMatch(/^output from 0 to 30: 10 throughout$/m)
  })

  test('tells dates and levels with the digits of their span', async () => {
    expect(await path(await load('calendar-lowest'))).toContain('profit is lowest, 8, at 2000.5.')
    expect(await path(await load('level-near-1'))).toContain('than staying at level 99.96 %;')
  })

  test('pays back at a date, after so many years', async () => {
    const { name: _, ...scenario } = await load('brewery-payback')
    expect(await path(scenario)).toMatch(/pays back after 9\.5\d years;/)
    const shifted = {
      ...scenario,
      transformation: { ...scenario.transformation!, midpoint: 2023 },
      horizon: { start: 2020, end: 2035, samples: 61 },
    } as Scenario
    expect(await path(shifted)).toMatch(/pays back in July 2029 \(2029\.5\d\), after 9\.5\d years;/)
  })
})

describe('a sweep', () => {
  test('of which few points pay back accounts for all and draws each at its place', async () => {
    const text = await summary(await load('chart-holes'))
    expect(text).toContain('payback: 6 of 101 points pay back within the horizon, 95 never do')
    expect(columnsOf(text, '×')).toEqual(Array.from({ length: 60 }, (_, i) => i + 4))
    expect((await statistics(await load('chart-holes'))).result().payback).toMatchObject({ count: 6, none: 95, failed: 0 })
    expect(String(await statistics(await load('chart-holes')))).toContain('6 of 101 points pay back within the horizon, 95 never do')
  })

  test('puts every value where its x is', async () => {
    const text = await summary(await load('brewery-payback'))
    const places = Array.from({ length: 20 }, (_, i) => Math.round((i * 63) / 19))
    expect(columnsOf(text, '•')).toEqual(places.slice(0, 6))
    expect(columnsOf(text, '×')).toEqual(places.slice(6))
    expect(text).toMatch(/^Lowest payback 3\.2317\d+ at investment\.conversionCost = 100$/m)
  })

  test('takes the better end of a metric over the other axes, and says which', async () => {
    const scenario = await load('brewery-two-axes')
    const text = await summary(scenario)
    expect(text).toContain('payback against waste.disposalCost (lowest over the other axes)')
    const { metrics } = await engine.sweep(scenario).result()
    const first = Math.min(metrics.payback[0], metrics.payback[1])
    expect(text).toContain(`${Number(first.toPrecision(4))} ┤•`)
  })

  test('shows the metrics that were asked for, in their order, whatever they are', async () => {
    const { sweep, ...scenario } = await load('brewery-two-axes')
    const text = await summary({ ...scenario, sweep: { ...sweep!, metrics: ['regime[0]', 'waste', 'profit'] } })
    expect(text).toMatch(/^waste .*\n^profit .*\n\nregime\[0\]: 10 interior$/m)
    expect(text).toContain('Lowest waste')
    expect(text).toContain('waste against waste.disposalCost (lowest over the other axes)')
    const words = await summary({ ...scenario, sweep: { ...sweep!, metrics: ['regime[0]'] } })
    expect(words).toMatch(/regime\[0\]: 10 interior$/)
  })

  test('of one value says so', async () => {
    const text = await summary(await load('chart-hang'))
    expect(text).toMatch(/profit against level: 490\.1466 throughout$/)
    expect(String(await statistics(await load('chart-hang')))).toMatch(/profit is 490\.1466 wherever it has a value$/)
  })

  test('with failed points tells them from those without a value', async () => {
    const { sweep: _, ...scenario } = await load('chart-hang')
    const axes = [
      { parameter: 'production.scale', values: [1, 50, 1e308] },
      { parameter: 'level', values: [0, 0.5, 1] },
    ]
    const failing = parseScenario({
      ...scenario,
      recycling: { ...scenario.recycling, exponent: 0.8 },
      sweep: { axes, metrics: ['profitOfLevel', 'profit'] },
    })
    const text = await summary(failing)
    expect(text).toContain(
      'profitOfLevel: 4 of 9 points have a finite value, 2 have none (at level 0 with recycling.exponent below 1), 3 failed',
    )
    expect(text).toMatch(/^failed +×$/m)
    expect((await statistics(failing)).result().profitOfLevel).toMatchObject({ count: 4, none: 2, failed: 3 })
  })
})
