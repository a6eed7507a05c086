import { ScenarioError, type Problem } from './errors.ts'
import { PARAMETERS, PATH_METRICS, STATUSES, type PathMetric, type Status } from './layout.ts'
import { pathPlan, type Plan } from './plan.ts'
import type { Surface } from './result.ts'
import { checkPresence, parseScenario, type MetricName, type Scenario } from './scenario/index.ts'

export interface PathOptions {
  /** Relative error that each step of the integration may make. Default: the scenario's `dynamics.tolerance`, which is 1e-10 by default. */
  tolerance?: number
}

/** Quantities at one time, and values from the start of the horizon to it. */
export const PATH_COLUMNS = [
  'level', 'factors[0]', 'factors[1]', 'output', 'waste', 'recycled', 'discharged', 'additionalOutput', 'revenue', 'cost', 'profit',
  'profitability', 'discountedProfit', 'discountedInvestment', 'npv', 'advantage',
] as const satisfies readonly MetricName[]
export type PathColumn = (typeof PATH_COLUMNS)[number]

const OF_PATH = PATH_METRICS.filter((name): name is Exclude<PathMetric, PathColumn> => !(PATH_COLUMNS as readonly string[]).includes(name))

/** An enterprise over its horizon; names and units as in the scenario file's model. */
export interface TimePath {
  /** The horizon's samples, equally spaced from its start to its end, years. One sample alone is the start. */
  time: Float64Array
  /** One value a sample. `factors[1]` is there with two factors only. NaN at samples that the path did not reach, which `status` says. */
  columns: Record<Exclude<PathColumn, 'factors[1]'>, Float64Array> & Partial<Record<'factors[1]', Float64Array>>
  /** The earliest time from which `advantage` stays at least 0 to the end of the horizon; null when it ends below 0. */
  payback: number | null
  /** The level at which waste stops being a net burden; null when there is none between 0 and 1, or `recycling.exponent` is below 1. */
  breakEvenLevel: number | null
  /** Extremes over the horizon, between samples too. */
  minimumProfit: number
  maximumProfit: number
  /** The earliest time of the lowest profit. */
  timeOfLowestProfit: number
  /** Waste discharged over the horizon, units. */
  totalDischarged: number
  /**
   * `ok`; `atBound` when an optimum on the way is at a bound of a factor (in mode `optimum`); `domainError` when the path ends
   * before its horizon because it grows past any bound; `notConverged` when it takes too many steps or an optimum did not converge.
   */
  status: Status
  /** Steps of the integration that were accepted, and that were tried again because of their error. */
  stats: { steps: number; rejections: number }
}

/** @throws ScenarioError for a scenario without a horizon or a transformation, or a bad tolerance. */
export function planPath(id: number, given: Scenario, { tolerance }: PathOptions): Plan {
  // A sweep of the scenario is of no concern here, and need not fit.
  const { sweep: _, ...rest } = given
  const scenario = tolerance === undefined ? rest : parseScenario({ ...rest, dynamics: { ...rest.dynamics, tolerance } })
  const problems: Problem[] = []
  checkPresence(scenario, 'a path runs over it', (path, expected, fix) => problems.push({ path, value: undefined, expected, fix }))
  if (problems.length > 0) throw new ScenarioError(problems)
  const { start, end, samples } = scenario.horizon!
  const time = { parameter: 'time', slot: PARAMETERS.indexOf('time'), values: { spacing: 'linear', from: start, to: end, points: samples } as const }
  const columns = PATH_COLUMNS.filter((name) => scenario.factors.length === 2 || name !== 'factors[1]')
  return pathPlan(id, scenario, { time: start }, [time], [...columns, ...OF_PATH])
}

/** Reads the result of a planned path. */
export function toTimePath({ axes, metrics, status }: Surface): TimePath {
  const ofPath = Object.fromEntries(OF_PATH.map((name) => [name, metrics[name][0]])) as Record<(typeof OF_PATH)[number], number>
  const { payback, breakEvenLevel, steps, rejections, ...rest } = ofPath
  return {
    time: axes[0].values,
    columns: Object.fromEntries(PATH_COLUMNS.filter((name) => name in metrics).map((name) => [name, metrics[name]])) as TimePath['columns'],
    payback: finiteOrNull(payback),
    breakEvenLevel: finiteOrNull(breakEvenLevel),
    ...rest,
    status: STATUSES[status.reduce((worst, code) => Math.max(worst, code), 0)],
    stats: { steps, rejections },
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
