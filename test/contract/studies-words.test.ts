/** What studies say in words: what is wrong with an input, units, digits, and where a metric is taken. */
import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/index.ts'
import {
  calibrate,
  compare,
  discover,
  documentOf,
  evaluateCondition,
  parseTable,
  regretOf,
  risk,
  seek,
  tornado,
} from '../../bindings/studies/index.ts'

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

const units = { currency: 'EUR', waste: 't' }
const scenario = {
  ...starterScenario(),
  units,
  uncertainty: { parameters: { 'waste.disposalCost': { distribution: 'uniform', low: 0.5, high: 3 } } },
} as ScenarioInput

test('a decimal point among decimal commas is named with its row', () => {
  const table = parseTable('K;Y\n1,5;2,5\n2,5;3.25\n3,5;4,5\n4,5;6,5\n')
  expect(() => calibrate(table, { output: 'Y', factors: ['K'] })).toThrow('as there is a decimal point in row 3 ("3.25"), a comma is none')
})

test('years without a row that can be used are told from the equation by its name', () => {
  const table = parseTable('t;K;Y\n2001;1,5;2,5\n2002;;3,3\n2003;3,5;4,6\n2004;4,5;6,4\n2006;5,5;7,1\n')
  const { warnings } = calibrate(table, { output: 'Y', factors: ['K'], year: 't' })
  expect(warnings).toContain('Output: no row that can be used for 2002, 2005.')
})

test('a trend stands in the equation as years since the first', () => {
  const mapping = { output: 'Y', factors: ['K'], year: 't', trend: true }
  const table = parseTable('t,K,Y\n2003,3.5,4.6\n2001,1.5,2.5\n2004,4.5,6.4\n2006,5.5,7.1\n2007,4.1,6.9\n')
  const result = calibrate(table, mapping)
  expect(documentOf({ command: 'calibrate', options: mapping, result }, [])!.sentence).toMatch(/ln K [+−] [\d.]+ \(t − 2001\)\.$/)
})

test.each([
  ['y', 'it ends where it needs a comparison (<, <=, >, >=, ==, !=, in, is none)'],
  ['w > 3', 'compares column "w" (a word) with 3 (a number); expected two numbers or two words'],
])('the condition %s is refused: %s', (when, message) => {
  expect(() => evaluateCondition(when, { y: [1, 2], w: ['a', 'b'] })).toThrow(message)
})

test('where no box is better than the whole sample, it says so and lists no limits', () => {
  const found = discover({ x: [1, 2, 3, 4, 5, 6], hit: [1, 1, 0, 1, 1, 1] }, { when: 'hit == 1', minimumMass: 0.9 })
  expect(found.sentence).toBe(
    'hit == 1 holds in 5 of 6 (83.3 %) cases; no box strikes a better balance of coverage and density than all of them together.',
  )
  const document = documentOf({ command: 'discover', options: { when: 'hit == 1' }, result: found }, [])!
  expect(document.tables.map(({ title }) => title)).not.toContain('Box 0')
})

test.each<[ArrayLike<number>, string]>([
  [[1, -1], 'the weight of state 1 is -1'],
  [[0, 0], 'all weights of the states are 0'],
])('weights %j of states are refused: %s', (weights, message) => {
  expect(() =>
    regretOf(
      [
        [1, 2],
        [2, 1],
      ],
      { weights },
    ),
  ).toThrow(message)
})

describe('the tables of risk', () => {
  test('have units, and estimates no finer than their errors', async () => {
    const result = await risk(engine, scenario, { metrics: ['npv', 'payback'], samples: 64 })
    const { tables, sure, assumed } = documentOf({ command: 'risk', options: {}, result, input: { scenarios: [{ units }] } }, [])!
    expect(tables[0].columns).toEqual(['share', 'npv, EUR', 'std. error'])
    const [, median, error] = tables[0].rows.find(([share]) => share === '0.5') as [string, number, number]
    expect(error).toBe(Number(result.metrics.npv.standardErrors.quantiles['0.5'].toPrecision(2)))
    expect(Math.abs(median - result.metrics.npv.quantiles['0.5'])).toBeLessThanOrEqual(error / 10)
    expect(sure[0]).toMatch(/^64 samples/)
    expect(assumed[0]).toContain('metrics are taken at time 10, the end of the horizon')
  })

  test('say that there is no payback where there is none', async () => {
    const never = { ...scenario, investment: { conversionCost: 1e9 } } as ScenarioInput
    const result = await risk(engine, never, { metrics: ['payback'], samples: 16 })
    expect(documentOf({ command: 'risk', options: {}, result }, [])!.sentence).toContain('in the worst 5 % of cases there is none.')
  })
})

test('the answer of risk names moments of the calendar to more than the year', async () => {
  const at2020 = {
    ...scenario,
    horizon: { start: 2020, end: 2035, samples: 16 },
    transformation: { ...starterScenario().transformation, midpoint: 2022 },
  } as ScenarioInput
  const result = await risk(engine, at2020, { metrics: ['payback'], samples: 64 })
  expect(documentOf({ command: 'risk', options: {}, result }, [])!.sentence).toMatch(/mean 20\d\d\.\d/)
})

test.each([
  [0.4, 0.05, 'npv hangs most on a: a total index of 0.6 ± 0.05.'],
  [0.4, 0.2, 'Whether npv hangs more on a (a total index of 0.6 ± 0.2) or on b (0.4 ± 0.2) cannot be told from this sample.'],
])('of totals 0.6 and %d, each ± %d, it is said that %s', (other, error, sentence) => {
  const alike = { a: 0.6, b: other }
  const halfWidth = { a: error, b: error }
  const npv = {
    firstOrder: alike,
    total: alike,
    noise: 0,
    halfWidth: { firstOrder: halfWidth, total: halfWidth },
    half: { firstOrder: alike, total: alike },
    rows: 64,
  }
  const about = { method: 'sobol', parameters: ['a', 'b'], moment: 'time 0', warnings: [] }
  expect(documentOf({ command: 'indices', options: {}, result: { about, npv } }, [])!.sentence).toBe(sentence)
})

test('a search shows the metric over the parameter, the target and the solutions', async () => {
  const goal = { parameter: 'waste.disposalCost', metric: 'profit', target: 400, from: 0, to: 10 }
  const result = await seek(engine, scenario, goal)
  expect([result.curve.length, result.curve[0].value, result.curve.at(-1)!.value]).toEqual([200, 0, 10])
  const [chart] = documentOf({ command: 'seek', options: goal, result }, [])!.charts as any[]
  expect(chart.lines.map(({ name }: { name: string }) => name)).toEqual(['profit', 'target 400'])
  expect(chart.marks.map(({ x }: { x: number }) => x)).toEqual([result.solutions[0].value])
  const { curve: _, ...older } = result
  expect(documentOf({ command: 'seek', options: goal, result: older }, [])!.charts).toEqual([])
})

test('a comparison says how sure it is', async () => {
  const result = await compare(engine, scenario, { ...scenario, fixedCost: 3 } as ScenarioInput, { metric: 'profit' })
  const { sure } = documentOf({ command: 'compare', options: {}, result: { ...result, sideBySide: {} } }, ['a', 'b'])!
  expect(sure).toEqual([expect.stringContaining('exact but for rounding')])
})

test('a tornado names what is correlated, whose bars may show more than they move together', async () => {
  const correlated = {
    ...scenario,
    uncertainty: {
      parameters: {
        'waste.disposalCost': { distribution: 'uniform', low: 0.5, high: 3 },
        'waste.scale': { distribution: 'uniform', low: 0.5, high: 3 },
        fixedCost: { distribution: 'uniform', low: 0.5, high: 3 },
      },
      correlation: {
        paths: ['waste.disposalCost', 'waste.scale'],
        matrix: [
          [1, -0.9],
          [-0.9, 1],
        ],
      },
    },
  } as ScenarioInput
  const { warnings } = await tornado(engine, correlated, { metric: 'profit' })
  expect(warnings[1]).toMatch(/^waste\.disposalCost \+ waste\.scale are correlated/)
})

test('a tornado has the units of its parameters and of its metric', async () => {
  const result = await tornado(engine, scenario, { metric: 'profit', time: 3 })
  const { tables, assumed } = documentOf(
    { command: 'tornado', options: { metric: 'profit' }, result, input: { scenarios: [{ units }] } },
    [],
  )!
  expect(tables[0].title).toMatch(/^profit, EUR\/year at/)
  expect(tables[0].rows[0][0]).toBe('waste.disposalCost, EUR/t')
  expect(assumed[0]).toContain('metrics are taken at time 3.')
})

test('the snippets in Python and R name columns that the files have', async () => {
  const at = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
  const { axes, metrics } = JSON.parse(await at('examples/studies/landfill-firm.json')).sweep
  const columns = [...axes.map(({ parameter }: { parameter: string }) => parameter), ...metrics, 'status']
  const blocks = [...(await at('docs/studies/README.md')).matchAll(/```(?:python|r)\n([\s\S]*?)```/g)].map(([, text]) => text)
  expect(blocks.length).toBe(2)
  for (const block of blocks) {
    const named = [...block.matchAll(/sweep(?:\.|\$|\[+")([\w.[\]]+?)(?="|\.isna|\.isin|[\s),])/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !columns.includes(name))).toEqual([])
  }
})
