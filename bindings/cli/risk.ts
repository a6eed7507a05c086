import { Option, type Command } from 'commander'
import { createEngine, type EngineOptions } from '../engine.ts'
import type { ScenarioInput, Setting } from '../scenario/index.ts'
import { splitNames } from '../studies/engine/metrics.ts'
import { risk, type Risk, type RiskOptions } from '../studies/risk/risk.ts'
import { envelopeOf, namesOf } from './envelope.ts'
import { parseNumber } from './options.ts'
import { pointsProgress } from './progress.ts'
import { readScenario } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { addMoment, addOutput, addWorkers, parseNumbers } from './study-options.ts'
import { checkOut, present, type StudyOptions } from './study.ts'

interface Options extends StudyOptions, Omit<RiskOptions, 'decisions' | 'signal' | 'onProgress'> {
  decisions?: string[]
  tail?: 'low' | 'high'
  workers: EngineOptions['workers']
  set: Setting[]
}

export function defineRisk(command: Command): void {
  command
    .argument('<scenario>', 'scenario file with "uncertainty" or a random process in "changes", or - for standard input')
    .requiredOption('--metrics <names>', 'metrics: npv,payback', splitNames)
    .option(
      '--when <condition>',
      'condition whose probability is wanted: yearsToPayback < 5; may be given again',
      (text: string, list: string[] = []) => [...list, text],
    )
    .option('--within <years>', 'also the probability that the transition pays back within so many years', parseNumber)
    .option('--samples <n>', 'points of the sample; default 4096', parseNumber)
    .addOption(new Option('--design <name>', 'how they are drawn; default sobol').choices(['sobol', 'latinHypercube', 'random']))
    .option('--seed <n>', 'the same seed gives the same numbers; default 1', parseNumber)
    .option('--quantiles <shares>', 'shares: 0.05,0.5,0.95', parseNumbers)
    .option('--levels <shares>', 'levels of VaR and CVaR: 0.9,0.95', parseNumbers)
    .addOption(new Option('--tail <side>', 'which side is the bad one; default: by the metric').choices(['low', 'high']))
    .option('--over-time', 'also quantiles at every sample time of the horizon')
    .option('--decisions <files>', 'other scenarios to decide between, over the same draws: a.json,b.json', splitNames)
  addWorkers(addOutput(addMoment(command))).action(run)
}

async function run(path: string, options: Options): Promise<void> {
  checkOut(options)
  const { out, force, json, workers, set, tail, decisions, ...given } = options
  const scenario = await readScenario(path, set)
  const others = await Promise.all((decisions ?? []).map((file) => readScenario(file, set)))
  const names = namesOf(decisions ?? [])
  const engine = await createEngine({ workers })
  const progress = pointsProgress()
  try {
    const result = await risk(engine, scenario, {
      ...given,
      signal: interruptSignal(),
      onProgress: progress.update,
      ...(decisions && { decisions: Object.fromEntries(names.map((name, i) => [name, others[i] as ScenarioInput])) }),
    })
    progress.stop()
    const envelope = envelopeOf(
      'risk',
      { ...given, tail, decisions, set },
      given.seed ?? 1,
      { files: [path], scenarios: [scenario, ...others] },
      result,
    )
    await present({ envelope, data: dataOf(result) }, { out, force, json })
  } finally {
    progress.stop()
    await engine.close()
  }
}

/** Quantiles, tails and means in one long table; over time, where that is asked for. */
function dataOf({ metrics, overTime }: Risk) {
  if (overTime)
    return {
      title: 'Over time',
      columns: ['time', 'metric', 'quantile', 'value'],
      rows: overTime.map(({ time, metric, quantile, value }) => [time, metric, quantile, value]),
    }
  return {
    title: 'Risk',
    columns: ['metric', 'statistic', 'at', 'value', 'standardError'],
    rows: Object.entries(metrics).flatMap(([name, { quantiles, tails, mean, standardError, standardErrors }]) => [
      ...Object.entries(quantiles).map(([share, value]) => [name, 'quantile', Number(share), value, standardErrors.quantiles[share]]),
      ...Object.entries(tails).flatMap(([level, sides]) =>
        (['low', 'high'] as const).flatMap((side) =>
          (['VaR', 'CVaR'] as const).map((what) => [
            name,
            `${what} ${side}`,
            Number(level),
            sides[side][what],
            standardErrors.tails[level][side][what],
          ]),
        ),
      ),
      [name, 'mean', null, mean, standardError],
    ]),
  }
}
