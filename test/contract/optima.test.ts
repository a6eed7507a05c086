/** Many optima of different scenarios in one call. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEngine, METRICS, STATUSES, type OptimaRequest, type ScenarioInput } from '../../bindings/index.ts'
import { DIRECTIONS } from '../../bindings/model/layout.ts'
import { parsePath } from '../../bindings/scenario/text/json-paths.ts'
import { BACKENDS } from '../support/kernels.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }

const PRICES = [
  'production.price',
  'recycling.price',
  'factors[0].price',
  'factors[1].price',
  'waste.disposalCost',
  'recycling.processingCost',
]
const pricesOf = (scenario: ScenarioInput) => PRICES.filter((path) => scenario.factors.length === 2 || !path.includes('[1]'))

const share = fc.double({ min: 0, max: 1, noNaN: true })
const DOMAINS: Record<string, [number, number]> = {
  'production.price': [0.5, 2],
  'recycling.price': [0, 3],
  'factors[0].price': [0.5, 2],
  'factors[1].price': [0.5, 2],
  'waste.disposalCost': [0, 3],
  'recycling.processingCost': [0, 1],
  'factors[0].upper': [10, 2000],
  'production.scale': [10, 60],
  'recycling.exponent': [0.3, 1],
  level: [0, 1],
  time: [0, 12],
}

const requests = fc
  .array(
    fc.record({
      factorCount: fc.constantFrom(1, 2),
      fixedCost: fc.constantFrom(0, 1, 2),
      parameters: fc.shuffledSubarray(Object.keys(DOMAINS), { maxLength: 5 }),
      shares: fc.array(fc.array(share, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    list.map(({ factorCount, fixedCost, parameters, shares }) => {
      const scenario = { ...(factorCount === 1 ? oneFactor() : twoFactor()), fixedCost }
      const own = parameters.filter(
        (path) => (factorCount === 2 || !path.includes('[1]')) && !(path === 'time' && parameters.includes('level')),
      )
      const rows = (own.length === 0 ? shares.slice(0, 1) : shares).map((row) =>
        own.map((path, k) => DOMAINS[path][0] * (1 - row[k]) + DOMAINS[path][1] * row[k]),
      )
      return { scenario, parameters: own, rows }
    }),
  )

type Rows = { scenario: ScenarioInput; parameters: string[]; rows: number[][] }

const requestOf = ({ scenario, parameters, rows }: Rows): OptimaRequest => ({
  scenario,
  parameters,
  values: Float64Array.from(rows.flat()),
})

function alone({ scenario, parameters }: Rows, row: number[]): { scenario: ScenarioInput; point: { level?: number; time?: number } } {
  const point: Record<string, number> = {}
  const own = parameters.reduce((of, path, k) => {
    if (path !== 'level' && path !== 'time') return changed(of, parsePath(path)!, row[k])
    point[path] = row[k]
    return of
  }, scenario)
  return { scenario: own, point }
}

describe.each(BACKENDS)('optima in %s', (backend) => {
  const engine = engines[backend]

  test('have the bits of single optima, whatever they are asked for with', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (list) => {
        const answers = await engine.optima(list.map(requestOf), { sensitivities: ['waste.scale', 'level'] })
        expect(answers).toHaveLength(list.length)
        for (const [k, request] of list.entries()) {
          const { columns, status } = answers[k]
          expect(status).toHaveLength(request.rows.length)
          for (const [i, row] of request.rows.entries()) {
            const { scenario, point } = alone(request, row)
            const {
              factors,
              regime,
              sensitivities,
              status: word,
              ...flows
            } = await engine.optimum(scenario, { ...point, sensitivities: true })
            expect(STATUSES[status[i]]).toBe(word)
            for (const [name, value] of Object.entries(flows)) expect([name, columns[name][i]]).toEqual([name, inColumns(name, value)])
            factors.forEach((volume, f) => expect(columns[`factors[${f}]`][i]).toBe(volume))
            expect(columns['sensitivity:waste.scale'][i]).toBe(sensitivities!['waste.scale'])
            expect(columns['sensitivity:level'][i]).toBe(sensitivities!.level)
          }
        }
      }),
      { seed: 20261127, numRuns: 120 },
    )
  })

  test('curve by prices as differences of the net supplies do', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (list) => {
        for (const request of list) {
          const prices = pricesOf(request.scenario)
          const { scenario, point } = alone(request, request.rows[0])
          const at = { level: point.level ?? 0.6 }
          const center = prices.map((path) => parsePath(path)!.reduce((of: any, key) => of[key], scenario) ?? 0) as number[]
          const [{ second, columns, status }] = await engine.optima(
            [{ scenario, parameters: ['level'], values: Float64Array.of(at.level) }],
            { secondDerivatives: prices },
          )
          if (status[0] > 1) continue
          // Central differences of fourth order, of the exact first derivatives.
          const steps = [-2, -1, 1, 2]
          for (const [j, price] of prices.entries()) {
            const h = 1e-4 * Math.max(center[j], 0.1)
            if (center[j] < 2 * h) continue
            const values = Float64Array.from(steps.flatMap((step) => [at.level, center[j] + step * h]))
            const [near] = await engine.optima([{ scenario, parameters: ['level', price], values }], { sensitivities: prices })
            // Where a bound is reached in between, or the maximum jumps, there is no derivative.
            const regimes = ['regime[0]', 'regime[1]'].filter((name) => name in columns)
            if (regimes.some((name) => near.columns[name].some((code) => code !== columns[name][0]))) continue
            if (near.columns['factors[0]'].some((x) => Math.abs(x / columns['factors[0]'][0] - 1) > 0.05)) continue
            for (const [i, other] of prices.entries()) {
              const first = near.columns[`sensitivity:${other}`]
              const expected = (first[0] - 8 * first[1] + 8 * first[2] - first[3]) / (12 * h)
              const scale = Math.max(Math.abs(expected), Math.max(...first.map(Math.abs)))
              expect(Math.abs(second![i * prices.length + j] - expected), `${other} by ${price}`).toBeLessThanOrEqual(1e-6 * scale + 1e-300)
            }
          }
        }
      }),
      { seed: 20261127, numRuns: 60 },
    )
  })

  test('fail row by row, without an exception', async () => {
    const values = Float64Array.of(50, 0.5, -1, 0.5, NaN, 0.5, Infinity, 0.5, 50, 1.5, 40, 0.5)
    const [{ columns, status, second }] = await engine.optima(
      [{ scenario: oneFactor(), parameters: ['production.scale', 'level'], values }],
      { secondDerivatives: ['production.price'] },
    )
    expect(Array.from(status, (code) => STATUSES[code])).toEqual(['ok', ...new Array(4).fill('domainError'), 'ok'])
    expect(Array.from(columns.profit, Number.isFinite)).toEqual([true, false, false, false, false, true])
    expect(Array.from(second!, Number.isFinite)).toEqual([true, false, false, false, false, true])
  })

  test('do not curve where every factor is at a bound', async () => {
    const bound = changed(oneFactor(), ['factors', 0, 'upper'], 2)
    const [{ second, columns }] = await engine.optima([{ scenario: bound, parameters: [], values: new Float64Array(0) }], {
      secondDerivatives: ['production.price', 'factors[0].price'],
    })
    expect(columns['regime[0]'][0]).toBe(2)
    expect([...second!]).toEqual([0, 0, 0, 0])
  })
})

test('in workers they are the same, row by row, and an abort ends them', async () => {
  const engine = await createEngine({ workers: 2 })
  const rows = 40_000
  const values = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? 0.5 + i / rows : (i % 1000) / 1000))
  const request = { scenario: twoFactor(), parameters: ['level', 'production.price'], values }
  const [many] = await engine.optima([request], { metrics: ['profit', 'factors[1]'] })
  const [few] = await engines.wasm.optima([request], { metrics: ['profit', 'factors[1]'] })
  expect(many).toEqual(few)
  const reason = new Error('enough')
  await expect(engine.optima([request], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  await engine.close()
})

test('closed forms: one factor, no waste', async () => {
  // Π* = (1 − a) (A p)^{1/(1−a)} (a / c)^{a/(1−a)}, a = ½: A² p² / 4c
  const scenario = { ...oneFactor(), waste: { scale: 0, elasticities: [0.9], disposalCost: 1 } }
  const prices = ['production.price', 'factors[0].price', 'waste.disposalCost'] as const
  const [{ columns, second }] = await engines.wasm.optima(
    [{ scenario, parameters: ['production.price', 'factors[0].price', 'level'], values: Float64Array.of(1.2, 3, 0.5) }],
    { secondDerivatives: prices },
  )
  const [p, c, A] = [1.2, 3, 50]
  const expected = [
    (A * A) / (2 * c),
    (-A * A * p) / (2 * c * c),
    0,
    (-A * A * p) / (2 * c * c),
    (A * A * p * p) / (2 * c ** 3),
    0,
    0,
    0,
    0,
  ]
  expect(columns.profit[0]).toBeCloseTo((A * A * p * p) / (4 * c), 10)
  expected.forEach((value, i) => expect(Math.abs(second![i] - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value)))
})

test('quantities are those asked for; without a choice, all', async () => {
  const request = { scenario: oneFactor(), parameters: [], values: new Float64Array(0) }
  const [all] = await engines.js.optima([request])
  expect(Object.keys(all.columns)).toEqual(METRICS.filter((name) => !name.includes('[1]')))
  const [some] = await engines.js.optima([request], {
    metrics: ['profit', 'factors[1]'],
    sensitivities: ['fixedCost'],
    secondDerivatives: ['production.price'],
  })
  expect(Object.keys(some.columns)).toEqual(['profit', 'sensitivity:fixedCost'])
  expect(await engines.js.optima([])).toEqual([])
})

/** A quantity of an optimum as columns have it: words as codes, none as NaN. */
function inColumns(name: string, value: unknown): unknown {
  if (name === 'breakEvenDirection') return value === null ? NaN : DIRECTIONS.indexOf(value as (typeof DIRECTIONS)[number])
  return value ?? NaN
}

test('second derivatives are those by the prices of the time', async () => {
  const changes = [
    { parameters: ['production.price'], growth: 0.1 },
    { parameter: 'factors[0].price', times: [0, 4], values: [1, 3] },
    { law: 'linear', start: 0, duration: 10, effects: { 'production.elasticities[0]': 0.6 } },
  ]
  const secondDerivatives = ['production.price', 'factors[0].price', 'waste.disposalCost']
  const values = Float64Array.of(0.3, 1, 0.3, 6)
  const [changing] = await engines.wasm.optima(
    [{ scenario: { ...oneFactor(), changes } as ScenarioInput, parameters: ['level', 'time'], values }],
    {
      secondDerivatives,
    },
  )
  for (const [row, time] of [1, 6].entries()) {
    let then: unknown = oneFactor()
    then = changed(then, ['production', 'price'], Math.exp(0.1 * time))
    then = changed(then, ['factors', 0, 'price'], time < 4 ? 1 : 3)
    then = changed(then, ['production', 'elasticities', 0], 0.5 * (1 - 0.04 * time))
    const [{ second }] = await engines.wasm.optima(
      [{ scenario: then as ScenarioInput, parameters: ['level'], values: Float64Array.of(0.3) }],
      {
        secondDerivatives,
      },
    )
    second!.forEach((value, i) => expect(Math.abs(changing.second![9 * row + i] / value - 1)).toBeLessThan(1e-9))
  }
})
