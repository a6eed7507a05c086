import { drawChart } from './chart.ts'
import { readable, written, type Document, type DocumentTable, type Value } from './document.ts'
import { PRINT } from './look.ts'
import { escape, tag } from './svg.ts'
import { ENGLISH, type ReportWords } from './words.ts'

/** How a document can be made again. */
export interface Origin {
  /** The command line, or the call. */
  command: string
  version: string
  seed: number | null
  /** Of the input: its name and what it holds. */
  input: string
}

const STYLE = `
  :root { color-scheme: light }
  body { font: 16px/1.5 system-ui, "DejaVu Sans", Arial, sans-serif; color: #222; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem; line-height: 1.2 } h2 { font-size: 1.1rem; margin-top: 2rem }
  .answer { font-size: 1.15rem; border-left: 4px solid #3b6ea5; padding: .4rem 0 .4rem 1rem }
  .wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .9rem; margin-bottom: 1.2rem }
  th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid #ddd } th { border-bottom: 2px solid #777 }
  td { white-space: nowrap } th:first-child, td:first-child, .words { text-align: left; white-space: normal } caption { text-align: left; font-weight: 600; padding: .4rem 0 }
  figure { margin: 1rem 0 } svg { max-width: 100%; height: auto } code { font-size: .85rem; overflow-wrap: anywhere } li { margin: .2rem 0 }
  @page { size: A4; margin: 18mm 16mm }
  @media print { body { margin: 0; max-width: none; font-size: 10.5pt } figure, table, .answer { break-inside: avoid } h2 { break-after: avoid }
    .wide { overflow: visible } table { font-size: 8pt } th, td { padding: .2rem .35rem } .many { font-size: 6.5pt } .many th { overflow-wrap: anywhere } }`

/** One self-contained page: the answer, the picture, the table, how sure, what was assumed, how to make it again. Nothing is loaded from elsewhere. */
export function renderPage(
  { title, sentence, tables, charts, sure, assumed }: Document,
  origin: Origin,
  words: ReportWords = ENGLISH,
): string {
  const { language, decimal, page } = words
  const look = { ...PRINT, decimal }
  const section = (heading: string, content: string) => (content === '' ? '' : `<section><h2>${escape(heading)}</h2>${content}</section>`)
  const again = [
    `${escape(page.command)}: <code>${escape(origin.command)}</code>`,
    `offcut ${escape(origin.version)}`,
    `${escape(page.input)}: ${escape(origin.input)}`,
    ...(origin.seed === null ? [] : [escape(page.seed(origin.seed))]),
  ]
  const body = [
    `<h1>${escape(title)}</h1>`,
    `<p class="answer">${escape(sentence)}</p>`,
    charts.map((chart) => `<figure>${drawChart(chart, look)}</figure>`).join(''),
    tables.map((table) => renderTable(readable(table), decimal)).join(''),
    section(page.sure, list(sure.map(escape))),
    section(page.assumed, list(assumed.map(escape))),
    section(page.again, list(again)),
  ].join('\n')
  return `<!doctype html>\n<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}\n</style></head>\n<body>\n${body}\n</body></html>\n`
}

/** Columns from which a table on paper is in small letters. */
const MANY = 8

function renderTable({ title, columns, rows }: DocumentTable, decimal: string): string {
  const aligned = columns.map((_, i) => (rows.some((row) => isProse(row[i])) ? { class: 'words' } : {}))
  const head = columns.map((name, i) => tag('th', { scope: 'col', ...aligned[i] }, name || ' ', true)).join('')
  const body = rows
    .map((row) => `<tr>${row.map((value, i) => tag('td', aligned[i], written(value, decimal), true)).join('')}</tr>`)
    .join('')
  // Who has no pointer scrolls what is focused.
  const many = columns.length > MANY ? ' class="many"' : ''
  return `<div class="wide" tabindex="0" role="region" aria-label="${escape(title)}"><table${many}><caption>${escape(title)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Whether a cell begins with a letter, unlike numbers and what stands for one. */
function isProse(value: Value): boolean {
  return typeof value === 'string' && /^\p{L}/u.test(value)
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}
