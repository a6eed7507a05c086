import { ArgumentError, existing } from '../errors.ts'
import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { parseScenarioWith, type Setting } from '../scenario/index.ts'
import { pathDocument } from '../studies/report/path.ts'
import type { Document } from '../studies/report/document.ts'
import type { Disruptions } from '../system/disruptions.ts'
import type { System } from '../system/document/types.ts'
import { disruptionsDocument } from '../system/report-disruptions.ts'
import { systemPathDocument } from '../system/report-path.ts'
import { systemDocument } from '../system/report.ts'
import { solveSystem, type SystemResult } from '../system/solve.ts'
import type { SystemPath } from '../system/time.ts'
import { envelopeOf, isEnvelope, type Envelope } from './envelope.ts'
import { setOption } from './options.ts'
import { readText } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { readSystem } from './system.ts'
import { checkOut, present, shownAs, type StudyOptions } from './study.ts'

export function defineReport(command: Command): void {
  command
    .argument('<file>', 'scenario file, document of a system, or the JSON that a study printed with --json, or - for standard input')
    .requiredOption('--out <file>', 'page to write (.html), or one chart of it (.svg, .png), or its table (.csv, .parquet, .xlsx)')
    .addOption(setOption())
    .option('--force', 'replace an existing file')
    .action(run)
}

async function run(path: string, { set, ...options }: StudyOptions & { set: Setting[] }): Promise<void> {
  checkOut(options)
  const text = await readText(path, 'the scenario')
  const saved = parsed(text)
  refuseResult(path, saved)
  const { envelope, document } = isEnvelope(saved)
    ? await fromEnvelope(saved)
    : isSystem(saved)
      ? await fromSystem(path)
      : await fromScenario(path, text, set)
  await present({ envelope, document }, options)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // parseScenario says where the text is wrong.
    return undefined
  }
}

/** A key that no scenario has, of what each command prints with --json that prints its result alone. */
const RESULT_KEYS = { columns: 'path', regime: 'optimum', equilibria: 'equilibria' }

function refuseResult(path: string, saved: unknown): void {
  if (typeof saved !== 'object' || saved === null) return
  const command = Object.entries(RESULT_KEYS).find(([key]) => key in saved)?.[1]
  if (command === undefined) return
  const file = path === '-' ? 'standard input' : path
  throw new ArgumentError(`${file} is what offcut ${command} --json printed, without its scenario; give the scenario file itself`)
}

async function fromEnvelope(envelope: Envelope): Promise<{ envelope: Envelope; document: Document }> {
  const document = envelope.command === 'system' ? await savedSystem(envelope) : undefined
  return { envelope, document: document ?? shownAs(envelope) }
}

function isSystem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'regions' in value && 'materials' in value
}

async function fromSystem(path: string): Promise<{ envelope: Envelope; document: Document }> {
  const system = await readSystem(path)
  const engine = await createEngine({ workers: 0 })
  try {
    const result = await solveSystem(engine, system, { signal: interruptSignal() })
    return {
      envelope: envelopeOf('system', {}, null, { files: [path], scenarios: [system] }, result),
      document: await systemDocument(result, system.name ?? 'The system'),
    }
  } finally {
    await engine.close()
  }
}

/** What `offcut system --json` has saved; undefined where it is no equilibrium, nor several. */
async function savedSystem({ result, options, input: { scenarios } }: Envelope): Promise<Document | undefined> {
  const system = existing(scenarios, 'the system')[0] as System
  const title = system.name ?? 'The system'
  if (options.path) return systemPathDocument(result as SystemPath, title)
  if (options.stress) return disruptionsDocument(system, result as Disruptions, (options.tail as number | undefined) ?? 0.95)
  return options.without === undefined ? systemDocument(result as SystemResult, title) : undefined
}

async function fromScenario(path: string, text: string, set: Setting[]): Promise<{ envelope: Envelope; document: Document }> {
  const scenario = parseScenarioWith(text, set)
  const engine = await createEngine({ workers: 0 })
  try {
    const result = await engine.path(scenario)
    return {
      envelope: envelopeOf('path', { set }, null, { files: [path], scenarios: [scenario] }, result),
      document: pathDocument(scenario, result),
    }
  } finally {
    await engine.close()
  }
}
