import { Option, type Command } from 'commander'
import { createEngine, type Engine } from '../engine.ts'
import { ArgumentError } from '../errors.ts'
import type { Scenario, Setting } from '../scenario/index.ts'
import { compare, type CompareOptions, type Comparison } from '../studies/compare/compare.ts'
import { sideBySide } from '../studies/compare/side-by-side.ts'
import type { SideBySide } from '../studies/report/compare.ts'
import { envelopeOf } from './envelope.ts'
import { interruptSignal } from './signals.ts'
import { parseLevel, parseNumber, setOption } from './options.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'

export function defineCompare(command: Command): void {
  command
    .argument('<scenarios...>', 'two scenario files, or three: each is then compared with the first')
    .option('--metric <name>', 'metric whose difference is accounted for; default: npv, or profit without a horizon')
    .addOption(
      new Option('--level <share>', 'transformation level in place of the laws’, from 0 to 1').argParser(parseLevel).conflicts('time'),
    )
    .option('--time <years>', 'when quantities of a moment, such as profit, are taken; default: the start of the horizon', parseNumber)
    .option('--seed <n>', 'of the orders that are drawn where more than 12 things differ; default 1', parseNumber)
    .addOption(setOption())
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

/** Two scenarios give one comparison, three a list of two. */
export type CompareResult = (Comparison | { comparisons: Comparison[] }) & { sideBySide: SideBySide }

async function run(files: string[], options: CompareOptions & StudyOptions & { set: Setting[] }): Promise<void> {
  checkOut(options)
  if (files.length < 2 || files.length > 3) throw new ArgumentError(`there are ${files.length} scenarios; expected two, or three`)
  const { out, force, json, set, ...given } = options
  const scenarios: Scenario[] = []
  for (const file of files) scenarios.push(await readScenario(file, set))
  for (const scenario of scenarios) warnOfProcesses(scenario)
  const engine = await createEngine({ workers: 0 })
  try {
    const comparisons = await compareAll(engine, scenarios, { ...given, signal: interruptSignal() })
    const beside = await sideBySide(engine, scenarios, given)
    const result: CompareResult = { ...(comparisons.length === 1 ? comparisons[0] : { comparisons }), sideBySide: beside }
    const drawn = comparisons.some(({ standardErrors }) => standardErrors !== undefined)
    const envelope = envelopeOf('compare', { ...given, set }, drawn ? (given.seed ?? 1) : null, { files, scenarios }, result)
    await present({ envelope }, { out, force, json })
  } finally {
    await engine.close()
  }
}

async function compareAll(engine: Engine, [first, ...others]: readonly Scenario[], options: CompareOptions): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  for (const other of others) comparisons.push(await compare(engine, first, other, options))
  return comparisons
}
