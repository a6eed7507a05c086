import type { BarChart, Picture, XyChart } from '../studies/report/chart.ts'
import type { SankeyChart } from '../studies/report/sankey.ts'
import { readable, text, type Document, type DocumentTable } from '../studies/report/document.ts'
import { CHART_WIDTH, type Column } from '../reduce/columns.ts'
import { draw } from './chart.ts'
import { isConstant } from '../result/digits.ts'
import { table } from './print.ts'

const HEIGHT = 10

/** A document as a terminal shows it. */
export function textOf({ sentence, tables, charts, sure, assumed }: Document): string {
  const list = (heading: string, items: readonly string[]) =>
    items.length === 0 ? [] : [[`${heading}:`, ...items.map((item) => `- ${item}`)].join('\n')]
  return [
    sentence,
    ...tables.map((each) => tableText(readable(each))),
    ...charts.map(chartText).filter((chart) => chart !== ''),
    ...list('How sure', sure),
    ...list('Assumed', assumed),
  ].join('\n\n')
}

function tableText({ title, columns, rows }: DocumentTable): string {
  const numeric = columns
    .map((_, i) => i)
    .filter((i) => rows.length > 0 && rows.every((row) => typeof row[i] !== 'string' || /^[–<∞\d-]/.test(row[i])))
  return `${title}\n\n${table(
    columns,
    rows.map((row) => row.map((value) => text(value, 7))),
    numeric,
  )}`
}

function chartText(chart: Picture): string {
  if (chart.kind === 'sankey') return sankeyText(chart)
  return chart.kind === 'bars' ? barsText(chart) : linesText(chart)
}

/** The first line, where there is none the heights of columns; dots and further lines, but for dashed ones, are shown as how far they lie from it. */
function linesText({ title, x, lines = [], dots = [], columns = [] }: XyChart): string {
  const heights = { name: '', points: columns.map(({ from, to, height }): [number, number] => [(from + to) / 2, height]) }
  const [main, ...others] = (columns.length > 0 ? [heights] : [...lines.filter(({ dashed }) => !dashed), ...dots]).map(
    ({ name, points }) => ({
      name,
      points: points.filter((point) => point.every(Number.isFinite)),
    }),
  )
  if (main === undefined || main.points.length < 2) return ''
  const [low, high] = extremes(main.points.map(([at]) => at))
  const [least, most] = extremes([main, ...others].flatMap(({ points }) => points.map(([, y]) => y)))
  if (low === high || isConstant(least, most)) return ''
  const drawn = columnsOf(
    [main, ...others].map(({ points }) => points),
    low,
    high,
  )
  const beside = others.length === 0 ? '' : `, ${main.name}; strokes reach to ${others.map(({ name }) => name).join(', ')}`
  return `${title}, by ${x}${beside}\n\n${draw(drawn, { height: HEIGHT, from: text(low), to: text(high) })}`
}

/** Points at the column of their place. */
function columnsOf(series: readonly (readonly [number, number][])[], low: number, high: number): (Column | undefined)[] {
  const columns = new Array<Column | undefined>(CHART_WIDTH).fill(undefined)
  series.forEach((points, i) => {
    for (const [x, y] of points) {
      const at = Math.round(((x - low) / (high - low)) * (CHART_WIDTH - 1))
      const column = columns[at]
      if (column !== undefined)
        columns[at] = { value: i === 0 ? y : column.value, low: Math.min(column.low, y), high: Math.max(column.high, y) }
      else if (i === 0) columns[at] = { value: y, low: y, high: y }
    }
  })
  return columns
}

function extremes(values: readonly number[]): [number, number] {
  return [
    values.reduce((least, value) => Math.min(least, value), Infinity),
    values.reduce((most, value) => Math.max(most, value), -Infinity),
  ]
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
    if (series && other !== undefined)
      return [
        [name, shown, bar(base, value, '█')],
        ['', text(other, 4), bar(base, other, '░')],
      ]
    return [[name, other === undefined ? shown : `${text(other, 4)} to ${shown}`, bar(other ?? base, value, '█')]]
  })
  return `${title}\n\n${table(['', series ? series.join(' █, ') + ' ░' : '', ''], rows, [1])}`
}

const RIBBON = 24

/** Each market between those it comes from and those it goes to, with bars as wide as the flows. */
function sankeyText({ title, nodes, links }: SankeyChart): string {
  const most = Math.max(...links.map(({ value }) => value))
  const bar = (value: number) => '━'.repeat(Math.max(1, Math.round((RIBBON * value) / most)))
  const blocks = nodes.flatMap((node, i) => {
    if (node.group !== 'market') return []
    const from = links.filter(({ target }) => target === i)
    const to = links.filter(({ source }) => source === i)
    const rows = Array.from({ length: Math.max(from.length, to.length) }, (_, k) => [
      k === 0 ? node.name : '',
      ...(from[k] ? [nodes[from[k].source].name, text(from[k].value, 4), bar(from[k].value)] : ['', '', '']),
      ...(to[k] ? [bar(to[k].value), text(to[k].value, 4), nodes[to[k].target].name] : ['', '', '']),
    ])
    return rows
  })
  return `${title}\n\n${table(['market', 'from', '', '', '', '', 'to'], blocks, [2, 3, 5])}`
}
