import { afterAll, expect, test } from 'vitest'
import { createEngine } from '../../bindings/node.ts'
import { parseSystem, solveSystem } from '../../bindings/system/index.ts'
import { welfareOfGrid } from '../support/discretised-system.ts'
import { faultsOf, moneyOf } from '../support/equilibrium-conditions.ts'
import { randomSystem } from '../support/random-systems.ts'

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

// An independent maximum of the surplus, over a grid of plans: links with losses and capacities, plans that jump, who may leave.
test.each([1, 5, 8, 13, 22, 27, 37, 39])('the welfare is the greatest there is, for drawn system %i', async (seed) => {
  const { links = [], ...rest } = randomSystem(seed)
  const system = parseSystem({ ...rest, links: links.map((link) => ({ ...link, tariff: 0 })) })
  const result = await solveSystem(engine, system)
  const money = moneyOf(system, result)
  const { least, slack } = welfareOfGrid(system, 1e-6 * money)
  expect(slack / money).toBeLessThan(1e-5)
  expect(Math.abs(result.welfare - least) / money).toBeLessThan(2e-5)
})

// q0 (p/p0)^(−e) = 10,000 q0: a supply that costs nothing drives the price down by decades.
test.each([
  [0.3, 100],
  [0.5, 10_000],
  [0.5, 100_000],
  [2, 100_000],
])('a demand of elasticity %d is oversupplied by a factor of %i', async (elasticity, factor) => {
  const place = { material: 'water', region: 'park' }
  const system = parseSystem({
    regions: ['park'],
    materials: [{ name: 'water', kind: 'primary' }],
    enterprises: [],
    supplies: [{ name: 'spring', ...place, curve: 'fixed', price: 0, capacity: 10 * factor }],
    demands: [{ name: 'town', ...place, curve: 'constantElasticity', price: 1, quantity: 10, elasticity }],
    links: [],
  })
  const result = await solveSystem(engine, system)
  expect(result.status).toBe('ok')
  expect(await faultsOf(engine, system, result)).toEqual([])
  expect(result.prices['water@park'] * factor ** (1 / elasticity)).toBeCloseTo(1, 8)
})
