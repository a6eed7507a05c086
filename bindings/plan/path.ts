import { ScenarioError, existing, type Problem } from '../errors.ts'
import { PATH_COLUMNS, PATH_METRICS, type PathColumn, type PathMetric } from '../model/layout.ts'
import { checkPresence, parseScenario, type Scenario } from '../scenario/index.ts'
import type { Draw } from './parameters.ts'
import { drawAxes, pathPlan, type Plan } from './plan.ts'
import { isOneOf } from '../typed.ts'

/** How `engine.path` follows a path, and what it draws. */
export interface PathOptions extends Partial<Draw> {
  /** Relative error that each step of the integration may make. Default: the scenario's `dynamics.tolerance`, which is 1e-10 by default. */
  tolerance?: number
}

/** Quantities of the whole path. */
export const OF_PATH = PATH_METRICS.filter((name): name is Exclude<PathMetric, PathColumn> => !isOneOf(PATH_COLUMNS, name))

/** @throws ScenarioError for a scenario without a horizon or a transformation, or a bad tolerance. */
export function planPath(id: number, given: Scenario, { tolerance, ...draw }: PathOptions): Plan {
  // A sweep of the scenario is of no concern here, and need not fit.
  const { sweep: _, ...rest } = given
  const scenario = tolerance === undefined ? rest : parseScenario({ ...rest, dynamics: { ...rest.dynamics, tolerance } })
  const problems: Problem[] = []
  checkPresence(scenario, 'a path runs over it', (path, expected, fix) =>
    problems.push({ path: String(path), value: undefined, expected, fix }),
  )
  if (problems.length > 0) throw new ScenarioError(problems)
  const { start, end, samples } = existing(scenario.horizon, 'the horizon')
  const time = { parameter: 'time', values: { spacing: 'linear', from: start, to: end, points: samples } as const }
  const columns = PATH_COLUMNS.filter((name) => scenario.factors.length === 2 || name !== 'factors[1]')
  return pathPlan(id, scenario, { time: start }, [...drawAxes(scenario, draw), time], [...columns, 'breakEvenDirection', ...OF_PATH])
}
