/** The upper bound of courses that only rise: it holds on grids of any fineness, and comes close where a window of the cost or the end stops a move. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, parseScenario, type Engine } from '../../bindings/index.ts'
import { timing } from '../../bindings/studies/index.ts'
import { chainOf } from '../../bindings/studies/timing/chain.ts'
import { majorantOf } from '../../bindings/studies/timing/majorant.ts'
import { nodesOf } from '../../bindings/studies/timing/nodes.ts'
import { questionOf } from '../../bindings/studies/timing/problem.ts'
import { Profits } from '../../bindings/studies/timing/profits.ts'
import { drawnWidely } from '../support/drawn-timing.ts'
import { known } from '../support/known.ts'
import { bestOf } from '../support/plain-timing.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

// A window that is left or entered while the level moves, an end that stops it, diminishing returns from level 0 that are hardly or never worth it, jumps.
test.each([21, 37, 39, 40, 50, 61, 119, 138, 145])(
  'of the drawn question %i it is within 1e-4, and holds on coarse grids',
  async (number) => {
    const { scenario, options, plain } = drawnWidely(number)
    const found = await timing(engine, scenario, options)
    expect(known(found.bound) - found.value).toBeLessThanOrEqual(1e-4 * Math.abs(found.value))
    const best = Math.max(found.value, bestOf(plain))
    const question = await questionOf(engine, parseScenario(scenario), options)
    for (const cells of [24, 29, 37]) {
      const nodes = nodesOf(question, cells, 2 * cells)
      const majorant = await majorantOf(question, new Profits(question), nodes.levels, 30, cells === 37 ? [0.3, 0.7] : [])
      const { bound } = chainOf(question, majorant, nodes)
      expect(bound).toBeGreaterThanOrEqual(best)
      expect(bound - best).toBeLessThan(0.02 * Math.abs(best))
    }
  },
)
