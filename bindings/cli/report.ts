import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { ArgumentError, show } from '../errors.ts'
import { parseScenarioWith, type Setting } from '../scenario/index.ts'
import { documentOf } from '../studies/report/saved.ts'
import { pathDocument } from '../studies/report/path.ts'
import type { Document } from '../studies/report/document.ts'
import { envelopeOf, isEnvelope, type Envelope } from './envelope.ts'
import { namesOf } from './compare.ts'
import { setOption } from './options.ts'
import { readText } from './scenario.ts'
import { checkOut, present, type StudyOptions } from './study.ts'

export function addReport(program: Command): void {
  program
    .command('report')
    .description('Write a page that answers in a sentence, with a picture, the numbers, how sure they are, and how to make them again.')
    .argument('<file>', 'scenario file, or the JSON that a study printed with --json, or - for standard input')
    .requiredOption('--out <file>', 'page to write (.html), or one chart of it (.svg, .png), or its table (.csv, .parquet, .xlsx)')
    .addOption(setOption())
    .option('--force', 'replace an existing file')
    .action(run)
}

async function run(path: string, { set, ...options }: StudyOptions & { set: Setting[] }): Promise<void> {
  checkOut(options)
  const text = await readText(path, 'the scenario')
  const saved = parsed(text)
  const { envelope, document } = isEnvelope(saved) ? fromEnvelope(saved) : await fromScenario(path, text, set)
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

/** Without computing again. */
function fromEnvelope(envelope: Envelope): { envelope: Envelope; document: Document } {
  const document = documentOf(envelope, namesOf(envelope.input.files))
  if (document === undefined)
    throw new ArgumentError(`there is no page of the results of ${show(envelope.command)}; give a scenario, or the JSON of a study`)
  return { envelope, document }
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
