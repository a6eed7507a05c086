import type { Engine } from '../../engine.ts'
import { ArgumentError, show } from '../../errors.ts'
import { metricEntry } from '../../model/metrics.ts'
import { checkOptions } from '../../options.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { wantedOf } from '../engine/metrics.ts'
import { Points, type Moment, type RunOptions, type SampleAxis } from '../engine/points.ts'
import { BLOCKS, blockSeed, requireRandomness, requireSamples } from '../engine/uncertain.ts'
import { probabilityOf, riskOf, type RiskOfMetric } from './measure.ts'
import { overTimeOf, type OverTime } from './over-time.ts'
import { regretOf, type Regret } from './regret.ts'
import { ascending, quantileOf } from './tails.ts'

/** What is wanted of the samples, and how many there are. */
export interface RiskOptions extends Moment, RunOptions {
  /** Quantities wanted. */
  metrics: readonly string[]
  /** Conditions whose probability is wanted. */
  when?: readonly string[]
  /** Also the probability that the transition pays back within so many years. */
  within?: number
  /** Default 4096: a power of two for the design `sobol`. */
  samples?: number
  /** Default sobol. */
  design?: 'sobol' | 'latinHypercube' | 'random'
  /** Default 1. */
  seed?: number
  /** Shares; default 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99. */
  quantiles?: readonly number[]
  /** Levels of VaR and CVaR; default 0.9, 0.95, 0.99. */
  levels?: readonly number[]
  /** Also quantiles of the metrics of a moment, and of values since the start, at every sample time of the horizon. */
  overTime?: boolean
  /** Other scenarios, decided between over the same draws of this one's uncertainty: the regret of each by the first metric. */
  decisions?: Readonly<Record<string, ScenarioInput>>
}

/** How sure a result is: what its metrics come to over samples of what is not known. */
export interface Risk {
  /** By metric. */
  metrics: Record<string, RiskOfMetric>
  /** By condition: the share of the points for which it holds. */
  probability: Record<string, number>
  /** Of the probabilities. */
  probabilityStandardError: Record<string, number>
  /** Where it was asked for. */
  overTime?: OverTime[]
  /** Where there are decisions: of each, by this metric. */
  regret?: Regret & { decisions: string[]; metric: string }
  /** For a chart: each metric's values at evenly spread shares. */
  distribution: Record<string, { share: number; value: number }[]>
  /** Where quantities of a moment are taken. */
  moment: string
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
}

const KEYS = [
  'metrics',
  'when',
  'within',
  'samples',
  'design',
  'seed',
  'quantiles',
  'levels',
  'overTime',
  'decisions',
  'time',
  'level',
  'signal',
  'onProgress',
] as const satisfies (keyof RiskOptions)[]
const QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
const LEVELS = [0.9, 0.95, 0.99]
const DRAWN = 200

/**
 * How uncertain the metrics of a scenario are: quantiles, VaR and CVaR, probabilities of conditions, regret of decisions. The sample is made of 8 independent scramblings, from whose
 * differences the errors follow; point j of each depends on the seed and j alone, whatever the workers.
 * @throws ArgumentError for a scenario without `uncertainty` and without a random process, or a number of samples that the design cannot have.
 */
export async function risk(engine: Engine, input: ScenarioInput | string, options: RiskOptions): Promise<Risk> {
  checkOptions('risk', options, KEYS)
  const scenario = parseScenario(input)
  requireRandomness(scenario)
  const { samples = 4096, design = 'sobol', seed = 1, when = [], within, quantiles = QUANTILES, levels = LEVELS } = options
  requireSamples(samples, design)
  const conditions = [...when, ...(within === undefined ? [] : [`payback <= ${(scenario.horizon?.start ?? 0) + within}`])]
  const names = [...new Set([...options.metrics, ...conditions])]
  const points = new Points(engine, scenario, wantedOf(scenario, names), options)
  const total = samples * (1 + Object.keys(options.decisions ?? {}).length)
  const draws = new Draws(samples, design, seed, (done) => options.onProgress?.({ done, total }))
  const blocks = await draws.blocksOf(points)
  const column = (name: string) => blocks.map((block) => block[name])
  for (const name of names) requireAny(name, column(name))
  const metrics = Object.fromEntries(options.metrics.map((name) => [name, riskOf(column(name), { quantiles, levels })]))
  const probabilities = Object.fromEntries(conditions.map((name) => [name, probabilityOf(column(name))]))
  return {
    metrics,
    probability: Object.fromEntries(conditions.map((name) => [name, probabilities[name].probability])),
    probabilityStandardError: Object.fromEntries(conditions.map((name) => [name, probabilities[name].standardError])),
    ...(options.overTime && {
      overTime: await overTimeOf(engine, scenario, options.metrics, (block) => draws.axis(block), options.signal),
    }),
    ...(options.decisions && { regret: await regret(engine, scenario, options, draws, column(options.metrics[0])) }),
    distribution: Object.fromEntries(options.metrics.map((name) => [name, curveOf(column(name))])),
    moment: points.moment,
    warnings: Object.entries(metrics).flatMap(([name, { failed, none }]) => [
      ...(failed > 0 ? [`${name}: ${failed} of ${samples} points failed and are left out.`] : []),
      ...(none > 0 ? [`${name}: none at ${none} of ${samples} points, which count as later than any time.`] : []),
    ]),
  }
}

/** Each part of the sample needs a value, or there is nothing to tell errors from. */
function requireAny(name: string, blocks: readonly Float64Array[]): void {
  if (blocks.every((block) => block.some((value) => !Number.isNaN(value)))) return
  const failed = blocks.reduce((sum, block) => sum + block.filter(Number.isNaN).length, 0)
  const all = blocks.reduce((sum, block) => sum + block.length, 0)
  throw new ArgumentError(
    `${name} failed at ${failed} of ${all} points, too many to say how uncertain it is; narrow the distributions, or take more samples`,
  )
}

/** The sample, block by block. */
class Draws {
  #done = 0

  constructor(
    readonly samples: number,
    readonly design: SampleAxis['design'],
    readonly seed: number,
    readonly onDone: (done: number) => void,
  ) {}

  axis(block: number) {
    return { samples: this.samples / BLOCKS, design: this.design, seed: blockSeed(this.seed, block) }
  }

  async blocksOf(points: Points): Promise<Record<string, Float64Array>[]> {
    const blocks: Record<string, Float64Array>[] = []
    for (let block = 0; block < BLOCKS; block++) {
      blocks.push(await points.sampled(this.axis(block)))
      this.onDone((this.#done += this.samples / BLOCKS))
    }
    return blocks
  }
}

/** Every decision meets the same draws: those of the first scenario's uncertainty. */
async function regret(
  engine: Engine,
  scenario: Scenario,
  options: RiskOptions,
  draws: Draws,
  own: readonly Float64Array[],
): Promise<Risk['regret']> {
  const metric = options.metrics[0]
  const entries = Object.entries(options.decisions ?? {})
  const values = [Float64Array.from(own.flatMap((block) => [...block]))]
  for (const [name, decision] of entries) {
    const parsed = { ...parseScenario(decision), uncertainty: scenario.uncertainty }
    const blocks = await draws.blocksOf(new Points(engine, parsed, wantedOf(parsed, [metric]), options))
    const list = Float64Array.from(blocks.flatMap((block) => [...block[metric]]))
    if (!list.every(Number.isFinite))
      throw new ArgumentError(
        `${show(name)} has no ${metric} in some of the samples, so there is no regret; choose a metric that every point has, such as npv`,
      )
    values.push(list)
  }
  return {
    ...regretOf(values, { better: metricEntry(metric)?.better === 'less' ? 'less' : 'more' }),
    decisions: [scenario.name ?? 'scenario', ...entries.map(([name]) => name)],
    metric,
  }
}

function curveOf(blocks: readonly Float64Array[]): { share: number; value: number }[] {
  const sorted = ascending(blocks.flatMap((block) => [...block]))
  return Array.from({ length: DRAWN }, (_, i) => (i + 0.5) / DRAWN).map((share) => ({ share, value: quantileOf(sorted, share) }))
}
