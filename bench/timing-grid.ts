/** The search of a deterministic timing on one grid of so many levels by as many moments, prices that move at each: for timing.mjs. */
import type { Engine } from '../bindings/engine.ts'
import type { Scenario } from '../bindings/scenario/index.ts'
import { bestCourses, chainOf } from '../bindings/studies/timing/chain.ts'
import { majorantOf } from '../bindings/studies/timing/majorant.ts'
import { nodesOf } from '../bindings/studies/timing/nodes.ts'
import { questionOf } from '../bindings/studies/timing/problem.ts'
import { Profits } from '../bindings/studies/timing/profits.ts'

export async function bestOnGrid(engine: Engine, scenario: Scenario, count: number) {
  const question = await questionOf(engine, scenario, { rate: 0.05 })
  const nodes = nodesOf(question, count, count)
  const majorant = await majorantOf(question, new Profits(question), nodes.levels, count)
  return bestCourses(question, chainOf(question, majorant, nodes), 1)
}
