import type { Engine } from '../../engine.ts'
import { checkOptions } from '../../options.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { placeOf, neededMetrics, wantedOf } from '../engine/metrics.ts'
import { Points, type Moment } from '../engine/points.ts'
import { seekValues, type Sought } from './seek-values.ts'

/** What is sought: a value of a parameter at which a metric meets its target. */
export interface GoalOptions extends Moment {
  /** Numeric path of the scenario. */
  parameter: string
  /** Name of the metric. */
  metric: string
  /** Value that the metric is to have. */
  target: number
  /** Least value of the parameter to try. */
  from: number
  /** Greatest value of the parameter to try. */
  to: number
  /** Values of the first look; default 200. */
  points?: number
  /** Ends the study, which then rejects with the signal’s reason. */
  signal?: AbortSignal
}

const KEYS = ['parameter', 'metric', 'target', 'from', 'to', 'points', 'time', 'level', 'signal'] as const satisfies (keyof GoalOptions)[]

/** Paths are integrated so finely for a search that its roots are good to 1e-9. */
const FINE_TOLERANCE = 1e-12
const ACCURACY_OF_PATHS = 1e-11

/**
 * Every value of a parameter at which a metric meets a target: roots to 1e-12 relative, those of a metric of a path to 1e-9.
 * @throws ArgumentError for a metric that does not exist, ScenarioError for a parameter that does not.
 */
export async function seek(engine: Engine, scenario: ScenarioInput | string, options: GoalOptions): Promise<Sought> {
  checkOptions('seek', options, KEYS)
  const { parameter, metric, time, level, signal, ...range } = options
  const parsed = parseScenario(scenario)
  const wanted = wantedOf(parsed, [metric])
  const ofPath = neededMetrics(wanted).some((name) => placeOf(name) === 'end')
  const points = new Points(engine, ofPath ? finely(parsed) : parsed, wanted, { time, level, signal })
  const metricOf = async (values: Float64Array) => (await points.at({ parameters: [parameter], values, rows: values.length }))[metric]
  return seekValues(metricOf, { ...range, ...(ofPath && { accuracy: ACCURACY_OF_PATHS }) })
}

function finely(scenario: Scenario): Scenario {
  const { dynamics } = scenario
  return { ...scenario, dynamics: { ...dynamics, tolerance: Math.min(dynamics.tolerance ?? FINE_TOLERANCE, FINE_TOLERANCE) } } as Scenario
}
