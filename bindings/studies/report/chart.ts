import { bandsOf, dotsOf, legendOf, linesOf, marksOf } from './chart-parts.ts'
import { axisTicks, scaleOf, type Scale } from './scale.ts'
import { tag, type Attributes } from './svg.ts'

/** A chart of lines, dots and bands over two axes, or of horizontal bars. */
export type Chart = XyChart | BarChart

export interface XyChart {
  kind: 'xy'
  title: string
  x: string
  y: string
  lines?: Line[]
  dots?: Line[]
  /** Between two lines of the same places. */
  bands?: Band[]
  /** Columns from the axis up, such as those of a histogram. */
  columns?: { from: number; to: number; height: number }[]
  /** Upright lines with a word. */
  marks?: { x: number; label: string }[]
}

export interface Line {
  name: string
  points: [number, number][]
  dashed?: boolean
}

export interface Band {
  name: string
  points: [x: number, low: number, high: number][]
}

export interface BarChart {
  kind: 'bars'
  title: string
  /** What the length of a bar is. */
  x: string
  /** Where bars start; default 0. */
  base?: number
  bars: Bar[]
  /** Names of the two series, where bars have a second value. */
  series?: [string, string]
}

export interface Bar {
  name: string
  value: number
  /** The other end of a bar that does not start at the base, or the value of a second series. */
  other?: number
  /** Half the width of an interval. */
  halfWidth?: number
}

const WIDTH = 640
const HEIGHT = 360
const MARGIN = { left: 70, right: 20, top: 40, bottom: 52 }

/** One chart as an SVG of its own, with the colours of its style in it. */
export function drawChart(chart: Chart): string {
  return chart.kind === 'bars' ? drawBars(chart) : drawXy(chart)
}

/** A frame with a title, into which parts are drawn. */
function frame(title: string, height: number, parts: string): string {
  const attributes: Attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: 'img',
    'aria-label': title,
    'font-family': 'system-ui, "DejaVu Sans", Arial, sans-serif',
    'font-size': 12,
    fill: '#222',
  }
  return tag(
    'svg',
    attributes,
    tag('rect', { width: WIDTH, height, fill: '#fff' }) +
      tag('text', { x: MARGIN.left, y: 22, 'font-size': 14, 'font-weight': 600 }, title, true) +
      parts,
  )
}

function drawXy(chart: XyChart): string {
  const { lines = [], dots = [], bands = [], columns = [], marks = [] } = chart
  const xs = [...lines, ...dots]
    .flatMap(({ points }) => points.map(([x]) => x))
    .concat(
      bands.flatMap(({ points }) => points.map(([x]) => x)),
      columns.flatMap(({ from, to }) => [from, to]),
      marks.map(({ x }) => x),
    )
  const ys = [...lines, ...dots]
    .flatMap(({ points }) => points.map(([, y]) => y))
    .concat(
      bands.flatMap(({ points }) => points.flatMap(([, low, high]) => [low, high])),
      columns.flatMap(({ height }) => [0, height]),
    )
  const x = scaleOf(xs, [MARGIN.left, WIDTH - MARGIN.right])
  const y = scaleOf(ys, [HEIGHT - MARGIN.bottom, MARGIN.top])
  const columnParts = columns.map(({ from, to, height }) =>
    tag('rect', {
      x: x.at(from),
      y: y.at(height),
      width: Math.max(0.5, x.at(to) - x.at(from) - 0.5),
      height: Math.max(0, y.at(0) - y.at(height)),
      fill: '#8fb3d9',
    }),
  )
  const parts = [
    axes(x, y, chart),
    bandsOf(bands, x, y),
    ...columnParts,
    linesOf(lines, x, y),
    dotsOf(dots, x, y, lines.length),
    marksOf(marks, x, [MARGIN.top, HEIGHT - MARGIN.bottom]),
    legendOf(
      [...lines, ...dots].map(({ name }) => name),
      WIDTH - MARGIN.right,
    ),
  ]
  return frame(chart.title, HEIGHT, parts.join(''))
}

function axes(x: Scale, y: Scale, { x: xName, y: yName }: XyChart): string {
  const [left, right, top, bottom] = [MARGIN.left, WIDTH - MARGIN.right, MARGIN.top, HEIGHT - MARGIN.bottom]
  const down = axisTicks(y).map(({ value, label }) => {
    const at = y.at(value)
    return (
      tag('line', { x1: left, x2: right, y1: at, y2: at, stroke: '#e3e3e3' }) +
      tag('text', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, label, true)
    )
  })
  const across = axisTicks(x).map(({ value, label }) =>
    tag('text', { x: x.at(value), y: bottom + 16, 'text-anchor': 'middle' }, label, true),
  )
  return [
    ...down,
    ...across,
    tag('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: '#777' }),
    tag('text', { x: (left + right) / 2, y: HEIGHT - 14, 'text-anchor': 'middle' }, xName, true),
    tag('text', { transform: `translate(16 ${(top + bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, yName, true),
  ].join('')
}

const ROW = 26
/** Room for the names of bars, by their signs. */
const SIGN = 6.6
const MOST_SIGNS = 42

function drawBars({ title, x: xName, base = 0, bars, series }: BarChart): string {
  const height = MARGIN.top + ROW * bars.length + MARGIN.bottom
  const shortened = (name: string) => (name.length > MOST_SIGNS ? `${name.slice(0, MOST_SIGNS - 1)}…` : name)
  const names = 16 + SIGN * Math.max(12, ...bars.map(({ name }) => shortened(name).length))
  const values = bars.flatMap(({ value, other = value, halfWidth = 0 }) => [value - halfWidth, value + halfWidth, other])
  const x = scaleOf([base, ...values], [names, WIDTH - MARGIN.right])
  const bottom = MARGIN.top + ROW * bars.length
  const rect = (from: number, to: number, y: number, thick: number, fill: string) =>
    tag('rect', { x: Math.min(x.at(from), x.at(to)), y, width: Math.abs(x.at(to) - x.at(from)), height: thick, fill })
  const parts = bars.map(({ name, value, other, halfWidth }, i) => {
    const y = MARGIN.top + ROW * i + 4
    const middle = y + 9
    return [
      tag('text', { x: names - 8, y: middle + 4, 'text-anchor': 'end' }, shortened(name), true),
      ...(series && other !== undefined
        ? [rect(base, value, y, 8, '#3b6ea5'), rect(base, other, y + 9, 8, '#d99a3d')]
        : [rect(other ?? base, value, y, 17, '#3b6ea5')]),
      ...(halfWidth
        ? [
            tag('line', {
              x1: x.at(value - halfWidth),
              x2: x.at(value + halfWidth),
              y1: series ? y + 4 : middle,
              y2: series ? y + 4 : middle,
              stroke: '#222',
            }),
          ]
        : []),
    ].join('')
  })
  const ticks = axisTicks(x).map(
    ({ value, label }) =>
      tag('line', { x1: x.at(value), x2: x.at(value), y1: MARGIN.top, y2: bottom, stroke: '#e3e3e3' }) +
      tag('text', { x: x.at(value), y: bottom + 16, 'text-anchor': 'middle' }, label, true),
  )
  const line = tag('line', { x1: x.at(base), x2: x.at(base), y1: MARGIN.top, y2: bottom, stroke: '#777' })
  const caption = tag('text', { x: (names + WIDTH - MARGIN.right) / 2, y: bottom + 38, 'text-anchor': 'middle' }, xName, true)
  return frame(
    title,
    height,
    [...ticks, ...parts, line, caption, series ? legendOf(series, WIDTH - MARGIN.right, ['#3b6ea5', '#d99a3d']) : ''].join(''),
  )
}
