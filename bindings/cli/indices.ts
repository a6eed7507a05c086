import { Option, type Command } from 'commander'
import { createEngine, type EngineOptions } from '../engine.ts'
import type { Setting } from '../scenario/index.ts'
import { splitNames } from '../studies/engine/metrics.ts'
import { indices } from '../studies/indices/indices.ts'
import { METHODS, type IndicesOptions, type IndicesStudy } from '../studies/indices/study.ts'
import type { DocumentTable, Value } from '../studies/report/document.ts'
import { envelopeOf } from './envelope.ts'
import { parseNumber } from './options.ts'
import { pointsProgress } from './progress.ts'
import { readScenario } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { addMoment, addOutput, addWorkers } from './study-options.ts'
import { checkOut, present, type StudyOptions } from './study.ts'

interface Options extends StudyOptions, Omit<IndicesOptions, 'signal' | 'onProgress'> {
  workers: EngineOptions['workers']
  set: Setting[]
}

export function defineIndices(command: Command): void {
  command
    .argument('<scenario>', 'scenario file with "uncertainty" or a random process in "changes", or - for standard input')
    .requiredOption('--metrics <names>', 'metrics or conditions: npv,"payback <= 5"', splitNames)
    .addOption(new Option('--method <name>', 'default sobol').choices([...METHODS]))
    .option('--samples <n>', 'rows N of the sample, a power of two; the cost is N (k + 2) points; default 4096', parseNumber)
    .addOption(new Option('--design <name>', 'how they are drawn; default sobol').choices(['sobol', 'random']))
    .option('--seed <n>', 'the same seed gives the same numbers; default 1', parseNumber)
    .option('--second-order', 'also indices of pairs, at N (2k + 2) points')
    .option('--independent', 'take correlated parameters as independent')
    .option('--trajectories <n>', 'of morris; default 20', parseNumber)
    .option('--levels <n>', 'of morris, an even number; default 4', parseNumber)
    .option('--none-as <value>', 'value that stands for a payback that is none', parseNumber)
  addWorkers(addOutput(addMoment(command))).action(run)
}

async function run(path: string, options: Options): Promise<void> {
  checkOut(options)
  const { out, force, json, workers, set, ...given } = options
  const scenario = await readScenario(path, set)
  const engine = await createEngine({ workers })
  const progress = pointsProgress()
  try {
    const study = await indices(engine, scenario, { ...given, signal: interruptSignal(), onProgress: progress.update })
    progress.stop()
    const { metrics, ...about } = study
    const envelope = envelopeOf(
      'indices',
      { ...given, set },
      given.seed ?? 1,
      { files: [path], scenarios: [scenario] },
      { ...metrics, about },
    )
    await present({ envelope, data: dataOf(study) }, { out, force, json })
  } finally {
    progress.stop()
    await engine.close()
  }
}

/** A row a metric and parameter. */
function dataOf({ metrics, method }: IndicesStudy): DocumentTable {
  const rows = Object.entries(metrics).flatMap(([metric, each]): Value[][] => {
    if ('muStar' in each) return Object.keys(each.mu).map((name) => [metric, name, each.mu[name], each.muStar[name], each.sigma[name]])
    if ('derivativeBased' in each)
      return Object.keys(each.derivativeBased.nu).map((name) => [
        metric,
        name,
        each.derivativeBased.nu[name],
        each.derivativeBased.meanDerivative[name],
        each.derivativeBased.boundOnTotal[name],
      ])
    return Object.keys(each.total).map((name) => [
      metric,
      name,
      each.firstOrder[name],
      each.halfWidth.firstOrder[name],
      each.total[name],
      each.halfWidth.total[name],
    ])
  })
  const columns = {
    morris: ['mu', 'muStar', 'sigma'],
    dgsm: ['nu', 'meanDerivative', 'boundOnTotal'],
    sobol: ['firstOrder', 'firstOrderHalfWidth', 'total', 'totalHalfWidth'],
  }[method]
  return { title: 'Indices', columns: ['metric', 'parameter', ...columns], rows }
}
