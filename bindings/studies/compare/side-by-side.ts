import type { Engine } from '../../engine.ts'
import type { Scenario } from '../../scenario/index.ts'
import { wantedOf } from '../engine/metrics.ts'
import { Points, type Moment } from '../engine/points.ts'

const OF_MOMENT = ['level', 'factors[0]', 'factors[1]', 'output', 'waste', 'revenue', 'cost', 'profit']
const OF_PATH = ['npv', 'advantage', 'payback', 'minimumProfit', 'maximumProfit', 'totalDischarged']

/** The optimum at a moment, and where every scenario has a horizon the values of the paths: by metric, a value a scenario, null where there is none. */
export async function sideBySide(
  engine: Engine,
  scenarios: readonly Scenario[],
  { time, level }: Moment,
): Promise<Record<string, (number | null)[]>> {
  const two = scenarios.every(({ factors }) => factors.length === 2)
  const paths = scenarios.every(
    ({ horizon, transformation }) => horizon !== undefined && (transformation !== undefined || level !== undefined),
  )
  const names = [...OF_MOMENT.filter((name) => two || name !== 'factors[1]'), ...(paths ? OF_PATH : [])]
  const values: Record<string, number>[] = []
  for (const scenario of scenarios) values.push(await new Points(engine, scenario, wantedOf(scenario, names), { time, level }).here())
  return Object.fromEntries(names.map((name) => [name, values.map((each) => (Number.isFinite(each[name]) ? each[name] : null))]))
}
