import { writeOutputFile } from '../files/store/file.ts'
import { ArgumentError, show } from '../errors.ts'
import { drawChart } from '../studies/report/chart.ts'
import type { Document, DocumentTable } from '../studies/report/document.ts'
import { renderPage } from '../studies/report/page.ts'
import { textOf } from './document.ts'
import { documentOf } from '../studies/report/saved.ts'
import { commandLine, namesOf, type Envelope } from './envelope.ts'
import { printJson, jsonText } from './json.ts'
import { print } from './print.ts'
import { pngOf } from './png.ts'
import { requireEnding, TABLE_ENDINGS, tableBytes } from './table-file.ts'

export interface StudyOptions {
  out?: string
  force?: boolean
  json?: boolean
}

/** What a study has come to: to be printed, and written where --out says. */
export interface Outcome {
  envelope: Envelope
  /** Default: what documentOf makes of the envelope. */
  document?: Document
  /** The table for a file, where it is not the first of the document. */
  data?: DocumentTable
}

/** What --out may end in, and what is then written. */
const OUT_ENDINGS = [...TABLE_ENDINGS, '.json', '.html', '.svg', '.png']
export const OUT_HELP = 'file to write: a table (.csv, .parquet, .xlsx), the chart (.svg, .png), a page (.html) or the result (.json)'

/** Prints the outcome of a study, and writes the file that is asked for. */
export async function present(
  { envelope, document = shownAs(envelope), data }: Outcome,
  { out, force, json }: StudyOptions,
): Promise<void> {
  if (out !== undefined) {
    const content = await contentOf(out, envelope, document, data)
    await writeOutputFile(out, { force }, (file) => file.write(content))
  }
  if (json) await printJson(envelope)
  else print(textOf(document) + (out === undefined ? '' : `\n\nWritten to ${out}`))
}

/** Without computing again. */
export function shownAs(envelope: Envelope): Document {
  const document = documentOf(envelope, namesOf(envelope.input.files))
  if (document === undefined)
    throw new ArgumentError(`there is no page of the results of ${show(envelope.command)}; give a scenario, or the JSON of a study`)
  return document
}

/** Checked before anything is computed. */
export function checkOut({ out }: StudyOptions): void {
  if (out !== undefined) requireEnding(out, OUT_ENDINGS)
}

function contentOf(
  out: string,
  envelope: Envelope,
  document: Document,
  data: DocumentTable | undefined,
): Promise<string | Uint8Array> | string {
  if (out.endsWith('.json')) return jsonText(envelope)
  if (out.endsWith('.html'))
    return renderPage(document, {
      command: commandLine(envelope),
      version: envelope.offcut,
      seed: envelope.seed,
      input: inputText(envelope),
    })
  if (out.endsWith('.svg') || out.endsWith('.png')) {
    const [chart] = document.charts
    if (chart === undefined) throw new ArgumentError('there is no chart of this result; write a table, a page or the result instead')
    return out.endsWith('.svg') ? drawChart(chart) : pngOf(drawChart(chart))
  }
  return tableBytes(out, data ? [data, ...document.tables] : document.tables)
}

function inputText({ input: { files, rows, columns = [] } }: Envelope): string {
  return rows === undefined ? files.join(', ') : `${files.join(', ')}: ${rows} rows of ${columns.join(', ')}`
}
