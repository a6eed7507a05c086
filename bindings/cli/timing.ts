import { InvalidArgumentError, Option, type Command } from 'commander'
import { createEngine } from '../engine.ts'
import type { Setting } from '../scenario/index.ts'
import type { DocumentTable } from '../studies/report/document.ts'
import type { Ranges } from '../studies/timing/options.ts'
import { timing, type Timing, type TimingOptions } from '../studies/timing/timing.ts'
import { envelopeOf } from './envelope.ts'
import { interruptSignal } from './signals.ts'
import { parseNumber, setOption } from './options.ts'
import { readScenario } from './scenario.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'

export function defineTiming(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .addOption(
      new Option('--rate <share>', 'greatest rise of the level a year; none lets it jump').argParser((text) =>
        // Commander takes null for an empty text.
        text === 'none' ? text : parseNumber(text),
      ),
    )
    .option('--fall <share>', 'greatest fall of the level a year; default 0', parseNumber)
    .addOption(
      new Option('--continuation <what>', 'what follows the horizon; default hold, or none without a discount rate').choices([
        'none',
        'hold',
        'perpetual',
        'stationary',
      ]),
    )
    .addOption(
      new Option('--decisions <when>', 'with a random price: decisions at the horizon’s samples, or at any time').choices([
        'samples',
        'continuous',
      ]),
    )
    .option('--law <name>', 'law whose numbers --optimise looks for; default: the scenario’s')
    .option('--optimise <ranges>', 'also the best numbers of a law: start=0:10,duration=1:8', parseRanges)
    .addOption(setOption())
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

type Options = Omit<TimingOptions, 'rate'> & { rate?: number | 'none' } & StudyOptions & { set: Setting[] }

async function run(path: string, options: Options): Promise<void> {
  checkOut(options)
  const { out, force, json, set, rate: given, ...others } = options
  const question: TimingOptions = { ...others, ...(given !== undefined && { rate: given === 'none' ? null : given }) }
  const scenario = await readScenario(path, set)
  const engine = await createEngine()
  try {
    const result = await timing(engine, scenario, { ...question, signal: interruptSignal() })
    const { optimise, ...rest } = question
    const asked = { ...rest, ...(optimise && { optimise: Object.entries(optimise).map(([key, [from, to]]) => `${key}=${from}:${to}`) }) }
    const envelope = envelopeOf('timing', { ...asked, set }, null, { files: [path], scenarios: [scenario] }, result)
    await present({ envelope, data: tableOf(result) }, { out, force, json })
  } finally {
    await engine.close()
  }
}

/** What a file holds: the best course, or the prices at which to move. */
function tableOf({ path: { time, level, rate }, thresholds }: Timing): DocumentTable {
  if (thresholds === undefined)
    return { title: 'The best course', columns: ['time', 'level', 'rate'], rows: Array.from(time, (at, i) => [at, level[i], rate[i]]) }
  return {
    title: 'Prices at which to move',
    columns: ['time', 'level', 'direction', 'from', 'to'],
    rows: thresholds.flatMap(({ time, level, direction, intervals }) =>
      intervals.map(([from, to]) => [time, level, direction, from ?? -Infinity, to ?? Infinity]),
    ),
  }
}

/** `start=0:10,duration=1:8` */
function parseRanges(text: string): Ranges {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const found = /^\s*([A-Za-z]+)\s*=\s*([^:\s]+)\s*:\s*([^:\s]+)\s*$/.exec(part)
      if (!found) throw new InvalidArgumentError('Expected ranges such as start=0:10,duration=1:8.')
      return [found[1], [parseNumber(found[2]), parseNumber(found[3])] as const]
    }),
  )
}
