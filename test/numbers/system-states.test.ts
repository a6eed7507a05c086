/** Systems in time and under disruption. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../bindings/node.ts'
import { disruptionsDocument } from '../../bindings/system/report-disruptions.ts'
import { disruptionsOf, parseSystem, pathOfSystem, solveSystem, worthOf, type SystemInput } from '../../bindings/system/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

/** Supply π_a − 2, demand 20 − π_b, a road of cost 2 between: without a limit 8 units, a surplus of 64. */
const road: SystemInput = {
  regions: ['a', 'b'],
  materials: [{ name: 'grain', kind: 'good' }],
  supplies: [{ name: 'farms', material: 'grain', region: 'a', curve: 'linear', intercept: 2, slope: 1 }],
  demands: [{ name: 'town', material: 'grain', region: 'b', curve: 'linear', intercept: 20, slope: 1 }],
  links: [{ name: 'road', material: 'grain', from: 'a', to: 'b', cost: 2, capacity: 16 }],
}
const halved = { name: 'half', probability: 0.1, shares: { 'links[0]': 0.25 } }
const closed = { name: 'closed', probability: 0.02, shares: { 'links[0]': 0 } }
const drought = { name: 'drought', probability: 0.5, shares: { 'supplies[0]': 0.5 } }

test('states, their distribution and its tail', async () => {
  const { situations, welfare, prices, critical } = await disruptionsOf(engine, { ...road, disruptions: [halved, closed] })
  expect(situations.map(({ name, probability }) => [name, probability])).toEqual([
    ['undisturbed', expect.closeTo(0.88, 12)],
    ['half', 0.1],
    ['closed', 0.02],
  ])
  // 4 units: 16 · 4 − 16 = 48
  expect(situations.map(({ result }) => result!.welfare)).toEqual([expect.closeTo(64, 9), expect.closeTo(48, 9), expect.closeTo(0, 9)])
  expect(welfare.mean).toBeCloseTo(0.88 * 64 + 4.8, 9)
  expect(welfare.VaR).toBeCloseTo(48, 9)
  expect(welfare.CVaR).toBeCloseTo((0.03 * 48) / 0.05, 9)
  expect(prices['grain@a']).toMatchObject({ greatest: expect.closeTo(10, 9) })
  expect(critical).toEqual([{ element: 'links[0]', expectedLoss: expect.closeTo(1.6 + 1.28, 9) }])
})

test('a report of states says which prices are one of many', async () => {
  const system = { ...road, disruptions: [halved, closed] }
  const parsed = parseSystem(system)
  const { sure } = disruptionsDocument(parsed, await disruptionsOf(engine, parsed), 0.95)
  // Without the road nobody buys at a below 2, and nobody sells at b.
  expect(sure.slice(1)).toEqual(
    ['grain@a', 'grain@b'].map((market) => `The price of ${market} is one of many that are right where closed.`),
  )
})

test('independent states are crossed', async () => {
  const { situations } = await disruptionsOf(engine, { ...road, disruptions: { independent: true, states: [halved, drought] } })
  expect(situations.map(({ name, probability }) => [name, probability])).toEqual([
    ['undisturbed', expect.closeTo(0.45, 12)],
    ['drought', expect.closeTo(0.45, 12)],
    ['half', expect.closeTo(0.05, 12)],
    ['half + drought', expect.closeTo(0.05, 12)],
  ])
  // The supply's slope doubles: 2 + 2 q + 2 = 20 − q.
  expect(situations[1].result!.flows[0].quantity).toBeCloseTo(16 / 3, 10)
})

test('one state by its name; a share of a market is of all that leaves it', async () => {
  const system = { ...road, disruptions: [drought, { name: 'quarantine', probability: 0.1, shares: { 'markets.grain@a': 0.25 } }] }
  expect((await solveSystem(engine, system, { state: 'drought' })).flows[0].quantity).toBeCloseTo(16 / 3, 10)
  // Supply (π − 2)/4 and a capacity of 4: 2 + 4 q + 2 = 20 − q.
  expect((await solveSystem(engine, system, { state: 'quarantine' })).flows[0].quantity).toBeCloseTo(3.2, 10)
  await expect(solveSystem(engine, system, { state: 'dry' })).rejects.toThrow('"drought", "quarantine"')
})

test('the worth of a link is the surplus that it makes', async () => {
  expect(await worthOf(engine, road, 'links[0]')).toBeCloseTo(64, 9)
})

test('in time levels follow the laws; a loop that closes is strong where it takes the place of ore', async () => {
  const scenario = {
    factors: [{ price: 1, lower: 0.001, upper: 1e6 }],
    production: { scale: 4, elasticities: [0.5], price: 1 },
    waste: { scale: 0.1, elasticities: [1], disposalCost: 0 },
    recycling: { yield: 1, price: 1 },
    transformation: { law: 'linear' as const, from: 0, to: 1, start: 0, duration: 10 },
  }
  const path = await pathOfSystem(engine, {
    regions: ['a'],
    materials: [{ name: 'ore', kind: 'primary' }],
    horizon: { start: 0, end: 10, samples: 3 },
    enterprises: [{ name: 'mill', region: 'a', scenario, ports: { 'factors[0]': { material: 'ore' } } }],
    supplies: [{ name: 'mine', material: 'ore', region: 'a', curve: 'fixed', price: 0.5, capacity: 4 }],
  })
  expect([...path.time]).toEqual([0, 5, 10])
  expect(path.results.map(({ enterprises }) => enterprises.mill.optimum!.level)).toEqual([0, 0.5, 1])
  // 4 units of ore at every level: 2/√4 = 1 is what one more earns, and 0.1 θ by its waste.
  expect(path.results.map(({ prices }) => prices['ore@a'])).toEqual([
    expect.closeTo(1, 10),
    expect.closeTo(1.05, 10),
    expect.closeTo(1.1, 10),
  ])
  expect(path.circularity).toBe('strong')
})
