/** How the page of a report writes numbers, moments and sizes, for whoever reads it in whatever language. */
import { describe, expect, test } from 'vitest'
import joineryJson from '../../examples/joinery.json' with { type: 'json' }
import { createEngine, parseScenario, type ScenarioInput } from '../../bindings/index.ts'
import { monthOf } from '../../bindings/result/calendar.ts'
import { pathDocument, renderPage, type Document, type DocumentTable } from '../../bindings/studies/index.ts'
import { axisTicks, scaleBetween } from '../../bindings/studies/report/scale.ts'
import { grouped } from '../../bindings/studies/report/page-table.ts'
import { PRINT } from '../../bindings/studies/report/look.ts'
import { ENGLISH } from '../../bindings/studies/report/words.ts'
import { textOf } from '../../bindings/cli/document.ts'

const ORIGIN = { command: 'offcut', version: '0', seed: null, input: 'file-123456.json' }
const GERMAN = { ...ENGLISH, decimal: ',', group: '.', sizes: ['Tsd.', 'Mio.', 'Mrd.'] as const, month: () => 'im Herbst' }

const documentOf = (table: Partial<DocumentTable>, sentence = ''): Document => ({
  title: 'title',
  sentence,
  tables: [{ title: 'table', columns: ['year', 'value'], rows: [], ...table }],
  charts: [],
  sure: [],
  assumed: [],
})

/** The cells of a page's first table below its head, row by row. */
function cells(document: Document, words = ENGLISH): string[][] {
  const [, body] = /<tbody>(.*?)<\/tbody>/s.exec(renderPage(document, ORIGIN, words))!
  return [...body.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell))
}
const column = (values: (number | string | null)[], words = ENGLISH, columns = ['year', 'value']) =>
  cells(documentOf({ columns, rows: values.map((value, i) => [2026 + i, value]) }), words).map(([, cell]) => cell)

describe('a column of numbers', () => {
  test('has one number of decimals, with a sign between thousands', () => {
    expect(column([0, -6242.4612, 989228.617])).toEqual(['0', '-6,242', '989,229'])
    expect(column([0.247262, 50, 99.999917])).toEqual(['0.2473', '50.0000', '99.9999'])
    expect(column([3708.74721, 4451.8, 12345.678], GERMAN)).toEqual(['3.708,7', '4.451,8', '12.345,7'])
  })

  test('keeps the digits of its least number, of what has been rounded before, and of rows that are of different quantities', () => {
    expect(column([0.00123456789, 989228.617])).toEqual(['0.00123457', '989,229'])
    expect(column([0.5, 0.75, 11000])).toEqual(['0.5', '0.75', '11,000'])
    expect(column([2030.8651, 4370782.26], ENGLISH, ['', 'value'])).toEqual(['2030.87', '4,370,782'])
    expect(column([null, NaN, Infinity, 1234567.8])).toEqual(['–', '–', '∞', '1,234,568'])
    expect(column([1e-300, 3e200])).toEqual(['1e-300', '3e+200'])
  })
})

test.each([
  ['worth 989229 EUR more, -41083.5 in 2028', 'worth 989,229 EUR more, -41,083.5 in 2028'],
  ['(1234567), 12345; 12345. 0.123456 1e-10', '(1,234,567), 12,345; 12,345. 0.123456 1e-10'],
  ['plan-12345.json, a/12345, x12345, 12345a, 12,345,678, 12345.json', 'plan-12345.json, a/12345, x12345, 12345a, 12,345,678, 12345.json'],
])('%j gets signs between thousands where it says a number', (text, written) => {
  expect(grouped(text, ENGLISH)).toBe(written)
})

test('a page groups the numbers of its sentences, and leaves the names of files', () => {
  const page = renderPage(documentOf({}, 'worth 989229 EUR'), ORIGIN)
  expect(page).toContain('worth 989,229 EUR')
  expect(page).toContain('file-123456.json')
})

test('each row has a heading, and a corner without a name none', () => {
  const page = renderPage(documentOf({ columns: ['', 'value'], rows: [['payback', 1]] }), ORIGIN)
  expect(page).toContain('<tr><td></td><th scope="col">value</th></tr>')
  expect(page).toContain('<tr><th scope="row" class="words">payback</th><td>1</td></tr>')
})

describe('moments of the calendar', () => {
  test('are months on a page, and numbers in a terminal and in files', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const scenario = parseScenario(joineryJson as ScenarioInput)
    const document = pathDocument(scenario, await engine.path(scenario))
    const page = renderPage(document, ORIGIN)
    expect(page).toMatch(/>payback<\/th><td[^>]*>November 2030</)
    expect(page).toMatch(/>time of lowest profit<\/th><td[^>]*>January 2026</)
    expect(page).toContain('pays back in November 2030 (2030.87)')
    expect(textOf(document)).toMatch(/payback +2030\.865/)
    expect(document.tables[1].rows[0][1]).toBeCloseTo(2030.865, 3)
    expect(renderPage(document, ORIGIN, GERMAN)).toMatch(/<td[^>]*>im Herbst</)
    await engine.close()
  })

  test('are numbers where time is none of the calendar', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const shifted = { ...joineryJson, horizon: { start: 0, end: 10, samples: 101 }, sweep: undefined } as unknown as ScenarioInput
    const scenario = parseScenario({ ...shifted, transformation: { law: 'linear', from: 0, to: 1, start: 1, duration: 2 } })
    expect(renderPage(pathDocument(scenario, await engine.path(scenario)), ORIGIN)).toMatch(/>payback<\/th><td[^>]*>\d\.\d+</)
    await engine.close()
  })

  test('are in the month that has begun', () => {
    for (let month = 0; month < 24; month++) {
      const [start, name] = [2000 + month / 12, `${Math.floor(month / 12) + 2000}`]
      expect(monthOf(start)).toMatch(new RegExp(` ${name}$`))
      expect(monthOf(start)).toBe(monthOf(start + 0.9 / 12))
      expect(monthOf(start - 0.1 / 12)).not.toBe(monthOf(start))
    }
    expect([2030, 2030.0833334, 2030.5, 2030.999].map(monthOf)).toEqual(['January 2030', 'February 2030', 'July 2030', 'December 2030'])
  })
})

test('an axis says sizes in the words of its language, and in full where it has none', () => {
  const labels = (high: number, look: object) =>
    axisTicks(scaleBetween([0, high], [0, 100]), { ...PRINT, ...look }).map(({ label }) => label)
  expect(labels(1e6, {})).toEqual(['0', '0.2 M', '0.4 M', '0.6 M', '0.8 M', '1 M'])
  expect(labels(1e6, GERMAN)).toEqual(['0', '0,2 Mio.', '0,4 Mio.', '0,6 Mio.', '0,8 Mio.', '1 Mio.'])
  expect(labels(5e5, GERMAN)[1]).toBe('100 Tsd.')
  expect(labels(5e9, GERMAN)[1]).toBe('1 Mrd.')
  expect(labels(5e5, { sizes: undefined })[1]).toBe('100000')
})
