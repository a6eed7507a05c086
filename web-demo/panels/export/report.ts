import { VERSION, type Engine, type Scenario } from 'offcut'
import { commandText, documentOf, pathDocument, renderPage, type Document } from 'offcut/studies'
import { pathsOf } from '../../compute/paths.ts'
import { known } from '../../known.ts'
import { nameOf } from '../../state/named.ts'
import { comparison, outcome } from '../../views/outcome.ts'
import { meanwhile, reportWords } from './report-words.ts'

export interface Study {
  command: 'risk' | 'timing'
  options: Record<string, unknown>
  result: unknown
  seed: number | null
}

/**
 * The report that the command line writes of a study; where the page speaks another language than the library, in that one.
 * @param answer what the page says of it; @param file of the scenario, as the page saves it
 */
export function studyReport({ command, options, result, seed }: Study, scenario: Scenario, answer: string, file: string): string {
  const words = reportWords(scenario)
  const input = words && { scenarios: [scenario] }
  const document = known(documentOf({ command, options, result, input }, [], words))
  return pageOf(words ? { ...document, sentence: answer } : document, { command, options, seed, file, scenario })
}

/** The report of `offcut report`: the scenario over its horizon. */
export async function scenarioReport(engine: Engine, scenario: Scenario, file: string): Promise<string> {
  const words = reportWords(scenario)
  const document = pathDocument(scenario, await engine.path(scenario), words)
  const shown = words ? { ...document, title: nameOf(scenario) ?? document.title, sentence: await sentenceOf(scenario) } : document
  return pageOf(shown, { command: 'path', options: {}, seed: null, file, scenario })
}

async function sentenceOf(scenario: Scenario): Promise<string> {
  const paths = await pathsOf(scenario)
  return [outcome(paths), comparison(paths), meanwhile(scenario)].filter(Boolean).join(' ')
}

interface Made {
  command: string
  options: Record<string, unknown>
  seed: number | null
  file: string
  scenario: Scenario
}

function pageOf(document: Document, { command, options, seed, file, scenario }: Made): string {
  const origin = { command: commandText(command, [file], options), version: VERSION, seed, input: file }
  return renderPage(document, origin, reportWords(scenario))
}
