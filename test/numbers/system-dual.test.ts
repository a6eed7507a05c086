import { afterAll, expect, test } from 'vitest'
import { createEngine } from '../../bindings/node.ts'
import { parseSystem, solveSystem } from '../../bindings/system/index.ts'
import { welfareOfGrid } from '../support/discretised-system.ts'
import { moneyOf } from '../support/equilibrium-conditions.ts'
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
