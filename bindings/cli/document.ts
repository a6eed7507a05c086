import { plot } from 'asciichart'
import type { BarChart, Chart, XyChart } from '../studies/report/chart.ts'
import { text, type Document, type DocumentTable } from '../studies/report/document.ts'
import { labels, table } from './print.ts'

const WIDTH = 64
const HEIGHT = 10

/** A document as a terminal shows it. */
export function textOf({ sentence, tables, charts, sure, assumed }: Document): string {
  const list = (heading: string, items: readonly string[]) => (items.length === 0 ? [] : [[`${heading}:`, ...items.map((item) => `- ${item}`)].join('\n')])
  return [sentence, ...tables.map(tableText), ...charts.map(chartText).filter((chart) => chart !== ''), ...list('How sure', sure), ...list('Assumed', assumed)].join('\n\n')
}

function tableText({ title, columns, rows }: DocumentTable): string {
  const numeric = columns.map((_, i) => i).filter((i) => rows.length > 0 && rows.every((row) => typeof row[i] !== 'string' || /^[–<∞\d-]/.test(row[i])))
  return `${title}\n\n${table(columns, rows.map((row) => row.map((value) => text(value, 7))), numeric)}`
}

function chartText(chart: Chart): string {
  return chart.kind === 'bars' ? barsText(chart) : linesText(chart)
}

/** The first line, evened out over the width of the chart; what has no line, such as the columns of a histogram, by their heights. */
function linesText({ title, x, lines = [], dots = [], columns = [] }: XyChart): string {
  const all = [...lines, ...dots].map(({ name, points }) => ({ name, points: points.filter((point) => point.every(Number.isFinite)).toSorted((a, b) => a[0] - b[0]) }))
  const series = columns.length > 0 ? [{ name: '', points: columns.map(({ from, to, height }): [number, number] => [(from + to) / 2, height]) }] : all.filter(({ points }) => points.length > 1)
  if (series.length === 0) return ''
  const [low, high] = [Math.min(...series.flatMap(({ points }) => points[0][0])), Math.max(...series.flatMap(({ points }) => points.at(-1)![0]))]
  const drawn = series.map(({ points }) => Array.from({ length: WIDTH }, (_, i) => valueAt(points, low + ((high - low) * i) / (WIDTH - 1))))
  const names = series.length > 1 ? ` (${series.map(({ name }) => name).join(', ')})` : ''
  return `${title}${names}, ${x} ${text(low)} to ${text(high)}\n\n${plot(drawn, { height: HEIGHT, format: labels(drawn.flat()) }).replace(/ +$/gm, '')}`
}

/** Between neighbouring points, straight. */
function valueAt(points: readonly [number, number][], at: number): number {
  const next = points.findIndex(([x]) => x >= at)
  if (next <= 0) return next < 0 ? points[points.length - 1][1] : points[0][1]
  const [[x0, y0], [x1, y1]] = [points[next - 1], points[next]]
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (at - x0)) / (x1 - x0)
}

const BAR = 40

function barsText({ title, bars, base = 0, series }: BarChart): string {
  const ends = bars.flatMap(({ value, other = value }) => [value, other, base])
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const place = (value: number) => (high > low ? Math.round((BAR * (value - low)) / (high - low)) : 0)
  const bar = (from: number, to: number, sign: string) => {
    const [start, end] = [Math.min(place(from), place(to)), Math.max(place(from), place(to))]
    return ' '.repeat(start) + sign.repeat(Math.max(end - start, from === to ? 0 : 1))
  }
  const rows = bars.flatMap(({ name, value, other, halfWidth }) => {
    const shown = `${text(value, 4)}${halfWidth ? ` ± ${text(halfWidth, 2)}` : ''}`
    if (series && other !== undefined) return [[name, shown, bar(base, value, '█')], ['', text(other, 4), bar(base, other, '░')]]
    return [[name, other === undefined ? shown : `${text(other, 4)} to ${shown}`, bar(other ?? base, value, '█')]]
  })
  return `${title}\n\n${table(['', series ? series.join(' █, ') + ' ░' : '', ''], rows, [1])}`
}
