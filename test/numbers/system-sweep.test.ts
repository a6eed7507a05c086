/** Equilibria over a grid of numbers of the document, its samples and its changes over time. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../bindings/node.ts'
import { parseSystem, solveSystem, sweepSystem, type SystemInput } from '../../bindings/system/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

const read = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../examples/systems/${name}.json`, import.meta.url), 'utf8')) as SystemInput

/** The document with a number in place of another. */
function withNumber(system: SystemInput, change: (copy: any) => void): SystemInput {
  const copy = structuredClone(system)
  change(copy)
  return copy
}

test('each point is the equilibrium of the document with its numbers', async () => {
  const system = {
    ...(await read('park')),
    sweep: {
      axes: [
        { parameter: 'demands[2].price', values: [-1, -0.2] },
        { parameter: 'enterprises[3].scenario.waste.scale', from: 0.2, to: 0.6, points: 3 },
      ],
      metrics: ['welfare', 'prices.slag@harbour', 'enterprises.farm.profit', 'flows.ore ship', 'indicators.system.circularUse'],
    },
  }
  const { metrics, status, shape } = await sweepSystem(engine, system).result()
  expect(shape).toEqual([2, 3])
  expect([...status]).toEqual([0, 0, 0, 0, 0, 0])
  const alone = await solveSystem(
    engine,
    withNumber(system, (copy) => {
      copy.demands[2].price = -0.2
      copy.enterprises[3].scenario.waste.scale = 0.4
    }),
  )
  expect(metrics.welfare[4] / alone.welfare).toBeCloseTo(1, 10)
  expect(metrics['prices.slag@harbour'][4] / alone.prices['slag@harbour']).toBeCloseTo(1, 10)
  expect(metrics['enterprises.farm.profit'][4] / alone.enterprises.farm.optimum!.profit).toBeCloseTo(1, 10)
  expect(metrics['flows.ore ship'][4] / alone.flows[0].quantity).toBeCloseTo(1, 10)
  expect(metrics['indicators.system.circularUse'][4] / alone.indicators.system.circularUse!).toBeCloseTo(1, 10)
})

test('part of a sweep has the numbers of the whole, wherever it begins', async () => {
  const system = withNumber(await read('two-countries'), (copy) => (copy.sweep.axes[0].points = 21))
  const whole = await sweepSystem(engine, system).result()
  const part: number[] = []
  for await (const { columns } of sweepSystem(engine, system, { range: { start: 7, end: 12 } })) part.push(...columns.welfare)
  expect(part).toEqual([...whole.metrics.welfare.slice(7, 12)])
})

test('samples of what is uncertain are an axis', async () => {
  const system = {
    ...(await read('landfill-price')),
    uncertainty: { parameters: { 'demands[2].price': { distribution: 'uniform' as const, low: -0.3, high: -0.1 } } },
    sweep: { axes: [{ samples: 8 }], metrics: ['prices.ash@town'] },
  }
  const { metrics, axes } = await sweepSystem(engine, system).result()
  // Below the price at which the plant opens, ash has the price of the landfill.
  metrics['prices.ash@town'].forEach((price, i) => expect(price).toBeCloseTo(axes[0].columns!['demands[2].price'][i], 10))
  expect(new Set(metrics['prices.ash@town']).size).toBe(8)
})

test('numbers of the document change over time', async () => {
  const system = {
    ...(await read('landfill-price')),
    horizon: { start: 0, end: 10, samples: 11 },
    changes: [{ parameter: 'demands[2].price', times: [0, 10], values: [-0.1, -0.3], interpolation: 'linear' as const }],
  }
  for (const [time, price] of [
    [0, -0.1],
    [5, -0.2],
    [10, -0.3],
  ])
    expect((await solveSystem(engine, system, { time })).prices['ash@town']).toBeCloseTo(price, 12)
})

test('a market’s price is not changed by a change of the price whose place it takes', async () => {
  const system = await read('park')
  const changed = withNumber(system, (copy) => {
    copy.enterprises[1].scenario.changes = [{ parameters: ['production.price'], growth: 0.5 }]
  })
  const said: string[] = []
  const parsed = parseSystem(changed, { warn: (text) => said.push(text) })
  expect(said).toEqual([expect.stringContaining('prices that a market makes')])
  const [one, other] = [await solveSystem(engine, parsed, { time: 5 }), await solveSystem(engine, system, { time: 5 })]
  expect(one.prices).toEqual(other.prices)
})

test('a start from a neighbour leads to the same equilibrium', async () => {
  const system = await read('two-countries')
  const near = await solveSystem(engine, system)
  const moved = withNumber(system, (copy) => (copy.demands[0].intercept = 3.2))
  const [warm, cold] = [await solveSystem(engine, moved, { near }), await solveSystem(engine, moved)]
  expect(warm.stats.rounds).toBe(0)
  expect(warm.welfare / cold.welfare).toBeCloseTo(1, 12)
})

test('what is no number or quantity of the system is refused, with its path', async () => {
  const system = await read('park')
  const axis = (parameter: string) => ({ ...system, sweep: { axes: [{ parameter, values: [1, 2] }] } })
  expect(() => parseSystem(axis('demands[0].intersept'))).toThrow(/sweep\.axes\[0\].*the nearest is "demands\[0\]\.intercept"/s)
  expect(() => sweepSystem(engine, axis('enterprises[0].level'))).toThrow(/sweep\.axes\[0\].*2/s)
  expect(() => sweepSystem(engine, { ...system, sweep: { axes: [{ parameter: 'time', values: [1] }], metrics: ['welfair'] } })).toThrow(
    'the nearest is "welfare"',
  )
  const growing = { ...system, changes: [{ parameters: ['links[3].cost'], growth: 0.1 }] }
  expect(() => parseSystem(growing)).toThrow(/changes\[0\].*a numeric path of the system/s)
})
