import type { Engine } from '../../engine.ts'
import { FIRST_FAILURE } from '../../model/layout.ts'
import { metricEntry } from '../../model/metrics.ts'
import type { Surface } from '../../result/surface.ts'
import type { MetricName, Scenario } from '../../scenario/index.ts'
import { isMetric } from '../engine/metrics.ts'
import type { SampleAxis } from '../engine/points.ts'
import { BLOCKS } from '../engine/uncertain.ts'
import { ArgumentError } from '../../errors.ts'
import { ascending, quantileOf } from './tails.ts'

/** A quantile of a metric at a time. */
export interface OverTime {
  /** A sample of the horizon, years. */
  time: number
  /** Its name. */
  metric: string
  /** The share of the samples that lie below, from 0 to 1. */
  quantile: number
  /** In the unit of the metric. */
  value: number
}

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]

/** Quantiles of the metrics that change along a path, at each sample time of the horizon. */
export async function overTimeOf(
  engine: Engine,
  scenario: Scenario,
  names: readonly string[],
  axisOf: (block: number) => SampleAxis,
  signal?: AbortSignal,
): Promise<OverTime[]> {
  const metrics = names.filter((name): name is MetricName => isMetric(name) && metricEntry(name)?.of !== 'path')
  if (metrics.length === 0 || scenario.horizon === undefined)
    throw new ArgumentError('over time needs a horizon, and a metric that changes along it, such as npv or profit')
  const { start, end, samples: points } = scenario.horizon
  const times = { parameter: 'time', from: start, to: end, points }
  const blocks: Surface[] = []
  for (let block = 0; block < BLOCKS; block++) {
    blocks.push(await engine.sweep(scenario, { axes: [axisOf(block), times], metrics, signal }).result())
  }
  const at = (metric: string, time: number) =>
    ascending(
      blocks.flatMap(({ metrics: columns, status }) => {
        const values: number[] = []
        for (let i = time; i < status.length; i += points) if (status[i] < FIRST_FAILURE) values.push(columns[metric][i])
        return values
      }),
    )
  return metrics.flatMap((metric) =>
    Array.from(blocks[0].axes[1].values).flatMap((time, i) => {
      const sorted = at(metric, i)
      return SHARES.map((quantile) => ({ time, metric, quantile, value: quantileOf(sorted, quantile) }))
    }),
  )
}
