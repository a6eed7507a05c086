/** Equilibria of systems of enterprises: solved systems, closed forms, and the conditions of an equilibrium on drawn ones. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../bindings/node.ts'
import { parseSystem, solveSystem, type SystemInput, type SystemResult } from '../../bindings/system/index.ts'
import { faultsOf } from '../support/equilibrium-conditions.ts'
import { fixed, grain, linear, rail, workshop } from '../support/grain.ts'
import { randomSystem, ringSystem } from '../support/random-systems.ts'

interface Case {
  name: string
  system: SystemInput
  expected: Pick<SystemResult, 'status' | 'welfare' | 'prices' | 'indicators'> & {
    supplies: Record<string, number>
    demands: Record<string, number>
    flows: Record<string, number>
  }
}

let engine: Engine
const { cases } = JSON.parse(await readFile(new URL('../fixtures/systems/public.json', import.meta.url), 'utf8')) as { cases: Case[] }

beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

describe.each(cases)('$name', ({ system, expected }) => {
  test('has the numbers that it was solved to', async () => {
    const result = await solveSystem(engine, system)
    expect(result.status).toBe(expected.status)
    expect(result.welfare / expected.welfare).toBeCloseTo(1, 8)
    for (const [market, price] of Object.entries(expected.prices)) expect(result.prices[market] / price).toBeCloseTo(1, 8)
    for (const kind of ['supplies', 'demands'] as const) {
      for (const [name, quantity] of Object.entries(expected[kind])) expect(result[kind][name].quantity).toBeCloseTo(quantity, 5)
    }
    for (const { name, quantity } of result.flows) expect(quantity).toBeCloseTo(expected.flows[name], 5)
    for (const [region, values] of Object.entries(expected.indicators.regions)) expectNear(result.indicators.regions[region], values)
    for (const [name, values] of Object.entries(expected.indicators.enterprises)) expectNear(result.indicators.enterprises[name], values)
    for (const [name, values] of Object.entries(expected.indicators.markets)) expectNear(result.indicators.markets[name], values)
    expectNear(result.indicators.system, expected.indicators.system)
    expect(Object.keys(result.indicators.trade)).toEqual(Object.keys(expected.indicators.trade))
  })

  test('meets every condition of an equilibrium', async () => {
    const parsed = parseSystem(system)
    expect(await faultsOf(engine, parsed, await solveSystem(engine, parsed))).toEqual([])
  })
})

function expectNear(actual: object, expected: object): void {
  for (const [key, value] of Object.entries(expected)) {
    const got = (actual as Record<string, number | null>)[key]
    if (value === null) expect(got, key).toBeNull()
    else expect(Math.abs(got! - (value as number)), key).toBeLessThanOrEqual(1e-6 * Math.max(1e-6, Math.abs(value as number)))
  }
}

describe('spatial price equilibria by hand', () => {
  test('three regions in a row: the first feeds the third through the second', async () => {
    // a: supply p − 1; b: demand 10 − p; c: demand 20 − p; prices p, p + 1, p + 3: p − 1 = (9 − p) + (17 − p)
    const { prices, flows, priceRanges } = await solveSystem(
      engine,
      grain(['a', 'b', 'c'], {
        supplies: [linear('farms', 'a', 1, 1)],
        demands: [linear('town', 'b', 10, 1), linear('city', 'c', 20, 1)],
        links: [rail('a', 'b', 1), rail('b', 'c', 2)],
      }),
    )
    expect(prices['grain@a']).toBeCloseTo(9, 12)
    expect(prices['grain@c']).toBeCloseTo(12, 12)
    expect(flows.map(({ quantity }) => quantity)).toEqual([expect.closeTo(8, 12), expect.closeTo(8, 12)])
    expect(priceRanges).toEqual({})
  })

  test('a capacity that binds parts the prices by more than the cost', async () => {
    const { prices, welfare } = await solveSystem(
      engine,
      grain(['a', 'b'], {
        supplies: [linear('farms', 'a', 2, 1)],
        demands: [linear('town', 'b', 20, 1)],
        links: [rail('a', 'b', 1, { capacity: 3 })],
      }),
    )
    expect(prices).toEqual({ 'grain@a': expect.closeTo(5, 12), 'grain@b': expect.closeTo(17, 12) })
    expect(welfare).toBeCloseTo(42, 10) // 3 (20 − 2 − 1) − 9
  })

  test('a loss and a tariff', async () => {
    // 0.8 π_b = 1.25 π_a + 1, supply π_a − 2 departs, 0.8 of it arrives at demand 20 − π_b
    const a = (20 - 1 / 0.8 + 1.6) / (0.8 + 1.25 / 0.8)
    const { prices, dutyRevenue } = await solveSystem(
      engine,
      grain(['a', 'b'], {
        supplies: [linear('farms', 'a', 2, 1)],
        demands: [linear('town', 'b', 20, 1)],
        links: [rail('a', 'b', 1, { loss: 0.2, tariff: 0.25 })],
      }),
    )
    expect(prices['grain@a']).toBeCloseTo(a, 11)
    expect(dutyRevenue).toBeCloseTo(0.25 * a * (a - 2), 10)
  })

  test('an idle link leaves an interval of prices', async () => {
    const { priceRanges, flows } = await solveSystem(
      engine,
      grain(['a', 'b'], { supplies: [linear('farms', 'a', 2, 1)], demands: [linear('town', 'a', 10, 1)], links: [rail('a', 'b', 1)] }),
    )
    expect(flows[0].quantity).toBe(0)
    expect(priceRanges).toEqual({ 'grain@b': [null, expect.closeTo(7, 6)] })
  })

  test('a market without trade has the prices between its curves; so have a buyer and a seller at capacity', async () => {
    const idle = await solveSystem(engine, grain(['a'], { supplies: [linear('farms', 'a', 8, 1)], demands: [linear('town', 'a', 5, 1)] }))
    expect(idle.priceRanges).toEqual({ 'grain@a': [expect.closeTo(5, 6), expect.closeTo(8, 6)] })
    const full = await solveSystem(engine, grain(['a'], { supplies: [fixed('farms', 'a', 1, 5)], demands: [fixed('town', 'a', 3, 5)] }))
    expect(full.priceRanges).toEqual({ 'grain@a': [expect.closeTo(1, 6), expect.closeTo(3, 6)] })
    expect(full.welfare).toBeCloseTo(10, 10)
  })
})

describe('enterprises', () => {
  test('ten of one kind are as ten with one each', async () => {
    const port = { output: { material: 'grain' } }
    const demands = [linear('town', 'a', 7, 0.05)]
    const { fixedCost, ...scenario } = workshop
    const together = await solveSystem(
      engine,
      grain(['a'], { demands, enterprises: [{ name: 'all', region: 'a', count: 10, scenario, ports: port }] }),
    )
    const apart = await solveSystem(
      engine,
      grain(['a'], { demands, enterprises: Array.from({ length: 10 }, (_, i) => ({ name: `e${i}`, region: 'a', scenario, ports: port })) }),
    )
    expect(fixedCost).toBe(9)
    expect(together.prices['grain@a'] / apart.prices['grain@a']).toBeCloseTo(1, 12)
    expect(together.welfare / apart.welfare).toBeCloseTo(1, 12)
    expect(together.demands.town.price).toBeCloseTo(7 / (1 + 0.05 * 20), 10) // each makes 2 p, so that p = 7 − 0.05 · 20 p
  })

  test('prices of 1e-6 and 1e6 keep the accuracy', async () => {
    const system: SystemInput = {
      regions: ['a'],
      materials: [
        { name: 'dust', kind: 'waste' },
        { name: 'gold', kind: 'good' },
      ],
      enterprises: [
        {
          name: 'mint',
          region: 'a',
          scenario: {
            ...workshop,
            production: { scale: 1e-6, elasticities: [0.5], price: 1 },
            factors: [{ price: 1, lower: 1e-3, upper: 1e12 }],
          },
          ports: { 'factors[0]': { material: 'dust' }, output: { material: 'gold' } },
        },
      ],
      supplies: [{ name: 'pit', material: 'dust', region: 'a', curve: 'linear', intercept: 1e-6, slope: 1e-12 }],
      demands: [{ name: 'bank', material: 'gold', region: 'a', curve: 'linear', intercept: 1e6, slope: 1e9 }],
    }
    const parsed = parseSystem(system)
    expect(await faultsOf(engine, parsed, await solveSystem(engine, parsed))).toEqual([])
  })
})

test.each(Array.from({ length: 150 }, (_, seed) => seed))('the conditions of an equilibrium hold for drawn system %i', async (seed) => {
  const system = parseSystem(randomSystem(seed))
  const result = await solveSystem(engine, system)
  expect(await faultsOf(engine, system, result)).toEqual([])
  expect(result.status).toBe(result.rationed.length > 0 ? 'rationed' : 'ok')
})

// Plans that jump from the lowest volume to the greatest and pay at prices in a narrow range; an enterprise among many plans that had better leave;
// prices that all but vanish; millionths of an enterprise that move a market; duties that go to and fro.
test.each([280, 1050, 1324, 1350, 1390, 1492, 1721, 2372])('the conditions of an equilibrium hold for hard system %i', async (seed) => {
  const system = parseSystem(randomSystem(seed))
  expect(await faultsOf(engine, system, await solveSystem(engine, system))).toEqual([])
})

test.each([3, 268, 352, 373, 411, 601, 647, 804])('with duties of up to twice the price, for drawn system %i', async (seed) => {
  const { links = [], ...rest } = randomSystem(seed)
  const tariffs = [0.1, 0.5, 1, 2]
  const system = parseSystem({ ...rest, links: links.map((link, i) => ({ ...link, tariff: tariffs[(seed + i) % tariffs.length] })) })
  const result = await solveSystem(engine, system)
  expect(result.status).toBe(result.rationed.length > 0 ? 'rationed' : 'ok')
  expect(await faultsOf(engine, system, result)).toEqual([])
})

test.each(Array.from({ length: 10 }, (_, i) => 15 + i))(
  'the conditions of an equilibrium hold for a drawn ring of materials %i',
  async (seed) => {
    const system = parseSystem(ringSystem(seed))
    const result = await solveSystem(engine, system)
    expect(await faultsOf(engine, system, result)).toEqual([])
    expect(result.status).toBe(result.rationed.length > 0 ? 'rationed' : 'ok')
  },
)

test.each([18, 19, 28, 45])(
  'where materials of a ring cost nothing, no more enterprises are on several plans than it has markets %i',
  async (seed) => {
    const { rationed, prices } = await solveSystem(engine, ringSystem(seed))
    expect(rationed.length).toBeLessThanOrEqual(Object.keys(prices).length)
  },
)
