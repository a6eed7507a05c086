import type { Engine } from '../../engine.ts'
import { ArgumentError, show } from '../../errors.ts'
import { SENSITIVE } from '../../model/layout.ts'
import { checkOptions } from '../../options.ts'
import { parseScenario, type ScenarioInput } from '../../scenario/index.ts'
import { wantedOf } from '../engine/metrics.ts'
import { Points, type Moment } from '../engine/points.ts'
import { createSampler } from '../engine/sampler.ts'
import { groupsOf, requireUncertainty } from '../engine/uncertain.ts'
import { isOneOf } from '../../typed.ts'

/** Which metric is moved, where, and how far parameters are. */
export interface TornadoOptions extends Moment {
  /** Name of the metric. */
  metric: string
  /** Shares at which each parameter is taken; default [0.1, 0.9]. */
  quantiles?: readonly [number, number]
  /** Ends the study, which then rejects with the signal’s reason. */
  signal?: AbortSignal
}

/** The parameter at one of the quantiles. */
export interface TornadoEnd {
  /** Of the parameter. */
  value: number
  /** What the metric is then. */
  metric: number
}

/** One parameter, all others at their medians. */
export interface TornadoBar {
  /** Its path. */
  parameter: string
  /** At the lower quantile. */
  low: TornadoEnd
  /** At the upper quantile. */
  high: TornadoEnd
  /** |high − low| of the metric. */
  swing: number
  /** Of the metric by the parameter at the medians; for profit only. */
  derivative?: number
}

/** How far each uncertain parameter moves a metric by itself. */
export interface Tornado {
  /** The metric with every parameter at its median. */
  base: number
  /** The widest first. */
  bars: TornadoBar[]
  /** Shares at which each parameter was taken. */
  quantiles: [number, number]
  /** Where the metric is taken, in words. */
  moment: string
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
}

const KEYS = ['metric', 'quantiles', 'time', 'level', 'signal'] as const satisfies (keyof TornadoOptions)[]

/** Each uncertain parameter from a low to a high quantile, all others at their medians: one at a time, without interactions or correlation. */
export async function tornado(engine: Engine, input: ScenarioInput | string, options: TornadoOptions): Promise<Tornado> {
  checkOptions('tornado', options, KEYS)
  const { metric, quantiles: [low, high] = [0.1, 0.9], ...moment } = options
  if (!(low > 0 && low < high && high < 1))
    throw new ArgumentError(`quantiles is ${show(options.quantiles)}; expected two shares above 0 and below 1, the smaller first`)
  const scenario = parseScenario(input)
  const uncertainty = requireUncertainty(scenario)
  const { parameters, quantile } = createSampler(scenario, { independent: true, seed: 1, design: 'sobol' })
  const derivatives = metric === 'profit' ? parameters.filter((name) => isOneOf(SENSITIVE, name)).map((name) => `sensitivity:${name}`) : []
  const points = new Points(engine, scenario, wantedOf(scenario, [metric, ...derivatives]), moment)
  const medians = parameters.map((_, k) => quantile(k, 0.5))
  const moved = parameters.flatMap((_, k) =>
    [low, high].map((share) => medians.map((median, i) => (i === k ? quantile(k, share) : median))),
  )
  const rows = [medians, ...moved]
  const columns = await points.at({ parameters, values: Float64Array.from(rows.flat()), rows: rows.length })
  const end = (k: number, side: 0 | 1): TornadoEnd => ({ value: rows[1 + 2 * k + side][k], metric: columns[metric][1 + 2 * k + side] })
  const bars = parameters.map((parameter, k): TornadoBar => {
    const [lower, upper] = [end(k, 0), end(k, 1)]
    const slope = columns[`sensitivity:${parameter}`]?.[0]
    return {
      parameter,
      low: lower,
      high: upper,
      swing: Math.abs(upper.metric - lower.metric),
      ...(slope !== undefined && { derivative: slope }),
    }
  })
  const joined = groupsOf(uncertainty, false).filter(({ members }) => members.length > 1)
  const failed = bars.filter(({ swing }) => !Number.isFinite(swing))
  return {
    base: columns[metric][0],
    // A bar without a length comes last; ties stay in the order of the file.
    bars: bars.toSorted((a, b) => (Number.isFinite(b.swing) ? b.swing : -1) - (Number.isFinite(a.swing) ? a.swing : -1)),
    quantiles: [low, high],
    moment: points.moment,
    warnings: [
      ...(joined.length === 0 ? [] : ['Correlations are ignored: one parameter moves at a time.']),
      ...joined.map(
        ({ name }) => `${name} are correlated: one alone may move ${metric} far more than they do together; indices take them as one.`,
      ),
      ...failed.map(({ parameter }) => `${parameter}: ${metric} is none or fails at one of its ends.`),
    ],
  }
}
