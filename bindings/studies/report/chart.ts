import { bandsOf, dotsOf, legendOf, legendWidth, linesOf, marksOf, type Band, type Line } from './chart-parts.ts'
import { marginOf, PHONE, PRINT, type Look } from './look.ts'
import { drawSankey, type SankeyChart } from './sankey.ts'
import { axisTicks, scaleBetween, scaleOf, type Scale } from './scale.ts'
import { tag, type Attributes } from './svg.ts'

/** A chart of lines, dots and bands over two axes, or of horizontal bars. */
export type Chart = XyChart | BarChart

/** A chart, or a diagram of flows. */
export type Picture = Chart | SankeyChart

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
  /** Ends of an axis, in place of those that the values need. */
  ends?: { x?: readonly [number, number]; y?: readonly [number, number] }
  /** Upright lines with a word. */
  marks?: { x: number; label: string }[]
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

const HEIGHT = 360

/** Ends of an axis of levels or other shares, with room for a line at 1. */
export const SHARES = [0, 1.04] as const
export const PERCENT = [0, 104] as const

/** One chart as an SVG of its own, with the colours of its style in it. */
export function drawChart(chart: Picture, look: Look = PRINT): string {
  if (chart.kind === 'sankey') return drawSankey(chart)
  return chart.kind === 'bars' ? drawBars(chart, look) : drawXy(chart, look)
}

/** Of a sign, as a share of its height. */
const SEMIBOLD = 0.62

/** Whether a picture has a form for a phone: its parts fit side by side, and its legend in one line. */
export function fitsPhone(picture: Picture): picture is Chart {
  if (picture.kind === 'sankey') return false
  const names =
    picture.kind === 'bars' ? (picture.series ?? []) : [...(picture.lines ?? []), ...(picture.dots ?? [])].map(({ name }) => name)
  return legendWidth(names) < PHONE.width
}

/** A frame with a title, into which parts are drawn. */
function frame(title: string, height: number, parts: string, look: Look): string {
  const { width, isBare, ground, text } = look
  // A long one starts further left.
  const titleAt = Math.max(8, Math.min(marginOf(look).left, width - 14 * SEMIBOLD * title.length))
  const attributes: Attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': title,
    'font-family': 'system-ui, "DejaVu Sans", Arial, sans-serif',
    'font-size': 12,
    fill: text,
  }
  return tag(
    'svg',
    attributes,
    (isBare
      ? ''
      : tag('rect', { width, height, fill: ground }) +
        tag(
          'text',
          { x: titleAt, y: 22, 'font-size': Math.min(14, (width - titleAt) / (SEMIBOLD * title.length)), 'font-weight': 600 },
          title,
          true,
        )) + parts,
  )
}

/** Where the values of a chart are, in pixels: for what lies over it. */
export function scalesOf(chart: XyChart, look: Look): { x: Scale; y: Scale } {
  const { lines = [], dots = [], bands = [], columns = [], marks = [], ends = {} } = chart
  const margin = marginOf(look)
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
  const across: [number, number] = [margin.left, look.width - margin.right]
  const up: [number, number] = [HEIGHT - margin.bottom, margin.top]
  return {
    x: ends.x ? scaleBetween(ends.x, across) : scaleOf(xs, across),
    y: ends.y ? scaleBetween(ends.y, up) : scaleOf(ys, up),
  }
}

function drawXy(chart: XyChart, look: Look): string {
  const { lines = [], dots = [], bands = [], columns = [], marks = [] } = chart
  const margin = marginOf(look)
  const { x, y } = scalesOf(chart, look)
  const columnParts = columns.map(({ from, to, height }) =>
    tag('rect', {
      x: x.at(from),
      y: y.at(height),
      width: Math.max(0.5, x.at(to) - x.at(from) - 0.5),
      height: Math.max(0, y.at(0) - y.at(height)),
      fill: look.columns,
    }),
  )
  const parts = [
    axes(x, y, chart, look),
    bandsOf(bands, x, y, look),
    ...columnParts,
    linesOf(lines, x, y, look),
    dotsOf(dots, x, y, lines.length, look),
    marksOf(marks, x, [margin.top, HEIGHT - margin.bottom], look),
    look.isBare
      ? ''
      : legendOf(
          [...lines, ...dots].map(({ name }) => name),
          look.width - margin.right,
          look,
        ),
  ]
  return frame(chart.title, HEIGHT, parts.join(''), look)
}

function axes(x: Scale, y: Scale, { x: xName, y: yName }: XyChart, look: Look): string {
  const margin = marginOf(look)
  const [left, right, top, bottom] = [margin.left, look.width - margin.right, margin.top, HEIGHT - margin.bottom]
  const down = axisTicks(y, look).map(({ value, label }) => {
    const at = y.at(value)
    return (
      tag('line', { x1: left, x2: right, y1: at, y2: at, stroke: value === 0 ? look.axis : look.rule }) +
      tag('text', { x: left - 6, y: at + 4, 'text-anchor': 'end' }, label, true)
    )
  })
  const across = axisTicks(x, look, look.moment ?? look.label).map(({ value, label }) =>
    tag('text', { x: x.at(value), y: bottom + 16, 'text-anchor': 'middle' }, label, true),
  )
  return [
    ...down,
    ...across,
    tag('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: look.axis }),
    tag('text', { x: (left + right) / 2, y: HEIGHT - 14, 'text-anchor': 'middle' }, xName, true),
    tag('text', { transform: `translate(16 ${(top + bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, yName, true),
  ].join('')
}

const ROW = 26
/** Room for the names of bars, by their signs; where that is most of the width, names stand above their bars. */
const SIGN = 6.6
const MOST_SIGNS = 42
const NAME_ROW = 17

function drawBars({ title, x: xName, base = 0, bars, series }: BarChart, look: Look): string {
  const margin = marginOf(look)
  const right = look.width - margin.right
  const longest = Math.max(12, ...bars.map(({ name }) => name.length))
  const names = 16 + SIGN * Math.min(MOST_SIGNS, longest)
  const isAbove = names > 0.55 * look.width
  const left = isAbove ? 16 : names
  const most = isAbove ? Math.floor((right - left) / SIGN) : MOST_SIGNS
  const shortened = (name: string) => (name.length > most ? `${name.slice(0, most - 1)}…` : name)
  const [row, nameRow] = isAbove ? [ROW + NAME_ROW, NAME_ROW] : [ROW, 0]
  const bottom = margin.top + row * bars.length
  const values = bars.flatMap(({ value, other = value, halfWidth = 0 }) => [value - halfWidth, value + halfWidth, other])
  const x = scaleOf([base, ...values], [left, right])
  const [first, second] = look.colours
  const rect = (from: number, to: number, y: number, thick: number, fill: string) =>
    tag('rect', { x: Math.min(x.at(from), x.at(to)), y, width: Math.abs(x.at(to) - x.at(from)), height: thick, fill })
  const parts = bars.map(({ name, value, other, halfWidth }, i) => {
    const y = margin.top + row * i + 4 + nameRow
    const middle = y + 9
    const spread = series ? y + 4 : middle
    return [
      isAbove
        ? tag('text', { x: left, y: y - 5 }, shortened(name), true)
        : tag('text', { x: left - 8, y: middle + 4, 'text-anchor': 'end' }, shortened(name), true),
      ...(series && other !== undefined
        ? [rect(base, value, y, 8, first), rect(base, other, y + 9, 8, second)]
        : [rect(other ?? base, value, y, 17, first)]),
      ...(halfWidth
        ? [tag('line', { x1: x.at(value - halfWidth), x2: x.at(value + halfWidth), y1: spread, y2: spread, stroke: look.text })]
        : []),
    ].join('')
  })
  const ticks = axisTicks(x, look).map(
    ({ value, label }) =>
      tag('line', { x1: x.at(value), x2: x.at(value), y1: margin.top, y2: bottom, stroke: look.rule }) +
      tag('text', { x: x.at(value), y: bottom + 16, 'text-anchor': 'middle' }, label, true),
  )
  const line = tag('line', { x1: x.at(base), x2: x.at(base), y1: margin.top, y2: bottom, stroke: look.axis })
  const caption = tag('text', { x: (left + right) / 2, y: bottom + 38, 'text-anchor': 'middle' }, xName, true)
  const legend = series && !look.isBare ? legendOf(series, right, look) : ''
  return frame(title, bottom + margin.bottom, [...ticks, ...parts, line, caption, legend].join(''), look)
}
