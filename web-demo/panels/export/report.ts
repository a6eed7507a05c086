import { VERSION, type Engine, type Scenario } from 'offcut'
import { commandText, pathDocument, renderPage, type Document } from 'offcut/studies'

export interface Made {
  command: string
  options: Record<string, unknown>
  seed: number | null
  version: string
  /** The scenario's file, as the page saves it. */
  file: string
}

/** A document as a page of its own, with the command that makes it again. */
export function pageOf(document: Document, { command, options, seed, version, file }: Made): string {
  return renderPage(document, { command: commandText(command, [file], options), version, seed, input: file })
}

/** The report of `offcut report`: the scenario over its horizon. */
export async function scenarioReport(engine: Engine, scenario: Scenario, file: string): Promise<string> {
  const document = pathDocument(scenario, await engine.path(scenario))
  return pageOf(document, { command: 'path', options: {}, seed: null, version: VERSION, file })
}
