import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import type { Setting } from '../scenario/index.ts'
import { tornado, type TornadoOptions } from '../studies/tornado/tornado.ts'
import { envelopeOf } from './envelope.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { addMoment, addOutput, parseNumbers } from './study-options.ts'
import { checkOut, present, type StudyOptions } from './study.ts'

export function defineTornado(command: Command): void {
  command
    .argument('<scenario>', 'scenario file with "uncertainty", or - for standard input')
    .requiredOption('--metric <name>', 'metric: npv')
    .option('--quantiles <shares>', 'shares at which a parameter is taken; default 0.1,0.9', parseNumbers)
  addOutput(addMoment(command)).action(run)
}

async function run(path: string, options: TornadoOptions & StudyOptions & { set: Setting[] }): Promise<void> {
  checkOut(options)
  const { out, force, json, set, ...given } = options
  const scenario = await readScenario(path, set)
  warnOfProcesses(scenario)
  const engine = await createEngine({ workers: 0 })
  try {
    const result = await tornado(engine, scenario, { ...given, signal: interruptSignal() })
    const envelope = envelopeOf('tornado', { ...given, set }, null, { files: [path], scenarios: [scenario] }, result)
    const data = {
      title: 'Tornado',
      columns: ['parameter', 'low', 'lowMetric', 'high', 'highMetric', 'swing', 'derivative'],
      rows: result.bars.map(({ parameter, low, high, swing, derivative = null }) => [
        parameter,
        low.value,
        low.metric,
        high.value,
        high.metric,
        swing,
        derivative,
      ]),
    }
    await present({ envelope, data }, { out, force, json })
  } finally {
    await engine.close()
  }
}
