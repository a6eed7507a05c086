import { Option, type Command } from 'commander'
import { createEngine } from '../engine.ts'
import type { Setting } from '../scenario/index.ts'
import { seek, type GoalOptions } from '../studies/seek/seek.ts'
import { envelopeOf } from './envelope.ts'
import { interruptSignal } from './signals.ts'
import { parseLevel, parseNumber, setOption } from './options.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'

export function defineSeek(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .requiredOption('--parameter <path>', 'numeric path of the scenario: waste.disposalCost')
    .requiredOption('--metric <name>', 'metric that is to meet the target: payback')
    .requiredOption('--target <value>', 'value that it is to have', parseNumber)
    .requiredOption('--from <value>', 'least value to try', parseNumber)
    .requiredOption('--to <value>', 'greatest value to try', parseNumber)
    .option('--points <n>', 'values of the first look; default 200', parseNumber)
    .addOption(
      new Option('--level <share>', 'transformation level in place of the law’s, from 0 to 1').argParser(parseLevel).conflicts('time'),
    )
    .option('--time <years>', 'when quantities of a moment, such as profit, are taken; default: the start of the horizon', parseNumber)
    .addOption(setOption())
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(path: string, options: GoalOptions & StudyOptions & { set: Setting[] }): Promise<void> {
  checkOut(options)
  const { out, force, json, set, ...goal } = options
  const scenario = await readScenario(path, set)
  warnOfProcesses(scenario)
  const engine = await createEngine({ workers: 0 })
  try {
    const result = await seek(engine, scenario, { ...goal, signal: interruptSignal() })
    const envelope = envelopeOf('seek', { ...goal, set }, null, { files: [path], scenarios: [scenario] }, result)
    const data = {
      title: 'Solutions',
      columns: ['kind', 'value', 'metric', 'below', 'above', 'from', 'to'],
      rows: result.solutions.map(({ kind, value, metric, below, above, from, to }) => [
        kind,
        ...[value, metric, below, above, from, to].map((each) => each ?? null),
      ]),
    }
    await present({ envelope, data }, { out, force, json })
  } finally {
    await engine.close()
  }
}
