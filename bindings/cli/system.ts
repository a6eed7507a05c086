import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { createEngine, type Engine } from '../engine.ts'
import { ArgumentError } from '../errors.ts'
import { text } from '../studies/report/document.ts'
import type { System } from '../system/document/types.ts'
import { parseSystem } from '../system/document/parse.ts'
import { disruptionsOf, worthOf } from '../system/disruptions.ts'
import { longForm } from '../system/long-form.ts'
import { disruptionsDocument, nameOf } from '../system/report-disruptions.ts'
import { pathTable, systemPathDocument } from '../system/report-path.ts'
import { systemDocument } from '../system/report.ts'
import { solveSystem } from '../system/solve.ts'
import { pathOfSystem } from '../system/time.ts'
import { envelopeOf } from './envelope.ts'
import { reportStatus } from './failure.ts'
import { parseNumber } from './options.ts'
import { plain } from './print.ts'
import { readText } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { checkOut, OUT_HELP, present, type Outcome, type StudyOptions } from './study.ts'
import { runSystemSweep, type SystemSweepOptions } from './system-sweep.ts'

interface Options extends StudyOptions, SystemSweepOptions {
  time?: number
  state?: string
  path?: boolean
  stress?: boolean
  tail?: number
  without?: string
  sweep?: boolean
}

export function defineSystem(command: Command): void {
  command
    .argument('<system>', 'document of the system, or - for standard input; scenarios in it may be files, relative to it')
    .option('--time <years>', 'when laws and changes are looked at; default: the start of the horizon', parseNumber)
    .option('--state <name>', 'a state of its disruptions; default: nothing is disturbed')
    .addOption(new Option('--path', 'equilibria at every sample of the horizon').conflicts(['stress', 'sweep', 'time', 'without']))
    .addOption(
      new Option('--stress', 'every state of its disruptions, and what they come to together').conflicts(['sweep', 'state', 'without']),
    )
    .option('--tail <share>', 'with --stress: where the tail of VaR and CVaR begins; default: 0.95', parseNumber)
    .addOption(
      new Option('--without <element>', 'what enterprises[1], links[0], … is worth: the system with it and without').conflicts([
        'sweep',
        'state',
      ]),
    )
    .addOption(new Option('--sweep', 'the equilibria of the document’s sweep, into --out <file.parquet or file.csv>').conflicts('time'))
    .addOption(new Option('--resume', 'with --sweep: go on where an interrupted run has stopped').conflicts('force'))
    .option('--shard <i/N>', 'with --sweep: compute the i-th of N shares')
    .option('--out <file>', `${OUT_HELP}; a table is in long form: time, entity, quantity, value`)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(path: string, options: Options): Promise<void> {
  if (!options.sweep) {
    checkOut(options)
    if (options.resume || options.shard !== undefined)
      throw new ArgumentError('--resume and --shard are about files of sweeps; give --sweep and --out <file>, too')
  }
  const system = await readSystem(path)
  const engine = await createEngine({ workers: 0 })
  try {
    if (options.sweep) return await runSystemSweep(engine, system, path, options)
    const outcome = await outcomeOf(engine, system, path, options)
    await present(outcome, options)
    const { status } = outcome.envelope.result as { status?: string }
    if (status === 'notConverged') reportStatus(status)
  } finally {
    await engine.close()
  }
}

/** A system whose scenarios may be files beside it. */
export async function readSystem(path: string): Promise<System> {
  const folder = path === '-' ? '.' : dirname(path)
  return parseSystem(await readText(path, 'the system'), {
    load: (file) => readFileSync(resolve(folder, file), 'utf8'),
    warn: (said) => void process.stderr.write(plain(`offcut: warning: ${said}\n`)),
  })
}

async function outcomeOf(
  engine: Engine,
  system: System,
  path: string,
  { time, state, path: isPath, stress, tail, without }: Options,
): Promise<Outcome> {
  const signal = interruptSignal()
  const title = system.name ?? 'The system'
  const envelope = (result: unknown) =>
    envelopeOf('system', { time, state, path: isPath, stress, tail, without }, null, { files: [path], scenarios: [system] }, result)
  if (isPath) {
    const result = await pathOfSystem(engine, system, { state, signal })
    return { envelope: envelope(result), document: systemPathDocument(result, title), data: pathTable(result) }
  }
  if (stress) {
    const result = await disruptionsOf(engine, system, { time, tail, signal })
    const found = result.situations.flatMap((each, i) => (each.result === null ? [] : [{ time: i, result: each.result }]))
    const table = longForm(found)
    return {
      envelope: envelope(result),
      document: disruptionsDocument(system, result, tail ?? 0.95),
      data: { ...table, columns: ['state', ...table.columns.slice(1)] },
    }
  }
  if (without !== undefined) {
    const worth = await worthOf(engine, system, without, { time, signal })
    const name = nameOf(system, without)
    const sentence = `${name} is worth ${text(worth)} to ${title}: so much more is the surplus with it than without.`
    const tables = [{ title: 'Worth', columns: ['element', 'worth'], rows: [[name, worth]] }]
    const assumed = ['All others adjust to a system without it.']
    return { envelope: envelope({ element: without, worth }), document: { title, sentence, tables, charts: [], sure: [], assumed } }
  }
  const result = await solveSystem(engine, system, { time, state, signal })
  return {
    envelope: envelope(result),
    document: await systemDocument(result, title),
    data: longForm([{ time: time ?? system.horizon?.start ?? 0, result }]),
  }
}
