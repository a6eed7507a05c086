import { drawChart, fitsPhone, type Picture } from './chart.ts'
import { readable, type Document } from './document.ts'
import { PHONE, PRINT, type Look } from './look.ts'
import { grouped, renderTable } from './page-table.ts'
import { escape } from './svg.ts'
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
  body { font: 16px/1.5 system-ui, "DejaVu Sans", Arial, sans-serif; color: #222; overflow-wrap: break-word; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem; line-height: 1.2 } h2 { font-size: 1.1rem; margin-top: 2rem }
  .answer { font-size: 1.15rem; border-left: 4px solid #3b6ea5; padding: .4rem 0 .4rem 1rem }
  .wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .9rem; margin-bottom: 1.2rem }
  th, td { padding: .25rem .5rem; text-align: right; border-bottom: 1px solid #ddd } thead > tr > * { border-bottom: 2px solid #777 }
  th { hyphens: auto } td, tbody th { white-space: nowrap; font-weight: 400 } th:first-child, .words { text-align: left; white-space: normal } caption { text-align: left; font-weight: 600; padding: .4rem 0 }
  figure { margin: 1rem 0 } .slim { display: none } svg { max-width: 100%; height: auto } code { font-size: .85rem; overflow-wrap: anywhere } li { margin: .2rem 0 }
  @media (width < 32rem) { .broad { display: none } .slim { display: block } }
  @page { size: A4; margin: 18mm 16mm }
  @media print { body { margin: 0; max-width: none; font-size: 10.5pt } figure, table, .answer { break-inside: avoid } h2 { break-after: avoid }
    .wide { overflow: visible } table { font-size: 8pt } th, td { padding: .2rem .35rem } .many { font-size: 6.5pt } .many th { overflow-wrap: anywhere } }`

/** One self-contained page: the answer, the picture, the table, how sure, what was assumed, how to make it again. Nothing is loaded from elsewhere. */
export function renderPage(
  { title, sentence, tables, charts, sure, assumed }: Document,
  origin: Origin,
  words: ReportWords = ENGLISH,
): string {
  const { language, decimal, sizes, page } = words
  const said = (sentence: string) => escape(grouped(sentence, words))
  const figure = (picture: Picture) => {
    const drawn = (look: Look) => drawChart(picture, { ...look, decimal, sizes })
    return fitsPhone(picture)
      ? `<figure class="broad">${drawn(PRINT)}</figure><figure class="slim">${drawn(PHONE)}</figure>`
      : `<figure>${drawn(PRINT)}</figure>`
  }
  const section = (heading: string, content: string) => (content === '' ? '' : `<section><h2>${escape(heading)}</h2>${content}</section>`)
  const again = [
    `${escape(page.command)}: <code>${escape(origin.command)}</code>`,
    `offcut ${escape(origin.version)}`,
    `${escape(page.input)}: ${escape(origin.input)}`,
    ...(origin.seed === null ? [] : [escape(page.seed(origin.seed))]),
  ]
  const body = [
    `<h1>${escape(title)}</h1>`,
    `<p class="answer">${said(sentence)}</p>`,
    charts.map(figure).join(''),
    tables.map((table) => renderTable(readable(table, words.month), words)).join(''),
    section(page.sure, list(sure.map(said))),
    section(page.assumed, list(assumed.map(said))),
    section(page.again, list(again)),
  ].join('\n')
  return `<!doctype html>\n<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}\n</style></head>\n<body><main>\n${body}\n</main></body></html>\n`
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}
