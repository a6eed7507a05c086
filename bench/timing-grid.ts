/** The searches of a timing on one grid of so many steps in each direction, prices that move at each moment: for timing.mjs. */
import type { Engine } from '../bindings/engine.ts'
import type { Scenario } from '../bindings/scenario/index.ts'
import { bestCourses, chainOf } from '../bindings/studies/timing/chain.ts'
import { majorantOf } from '../bindings/studies/timing/majorant.ts'
import { nodesOf } from '../bindings/studies/timing/nodes.ts'
import { questionOf } from '../bindings/studies/timing/problem.ts'
import { Profits } from '../bindings/studies/timing/profits.ts'
import { bestPolicy } from '../bindings/studies/timing/random.ts'
import { piecesFor } from '../bindings/studies/timing/rising.ts'

/** Levels by moments, with profits at as many of them as the study takes on a grid of so many levels. */
export async function bestOnGrid(engine: Engine, scenario: Scenario, count: number) {
  const question = await questionOf(engine, scenario, { rate: 0.05 })
  const nodes = nodesOf(question, count, count)
  const majorant = await majorantOf(question, new Profits(question), nodes.levels, piecesFor(count))
  return bestCourses(question, chainOf(question, majorant, nodes), 1)
}

/** Levels by decisions at the horizon's samples by prices, as many as a third of a standard deviation asks for. */
export async function policyOnGrid(engine: Engine, scenario: Scenario, count: number) {
  const question = await questionOf(engine, scenario, { rate: 0.5 })
  const { horizon, price } = question
  if (!price) throw new Error('expected a random price')
  const policy = await bestPolicy(question, new Profits(question), price, (horizon.end - horizon.start) / (horizon.samples - 1), count)
  return { levels: policy.levels.length, steps: policy.horizonSteps, prices: policy.transition.nodes.length }
}
