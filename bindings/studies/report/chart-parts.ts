import type { Look } from './look.ts'
import type { Scale } from './scale.ts'
import { tag } from './svg.ts'

export interface Line {
  name: string
  points: [number, number][]
  dashed?: boolean
}

export interface Band {
  name: string
  points: [x: number, low: number, high: number][]
}

/** Pixels of a sign of a mark or a legend, at most. */
const SIGN = 7

const finite = ([x, y]: readonly number[]) => Number.isFinite(x) && Number.isFinite(y)

export function linesOf(lines: readonly Line[], x: Scale, y: Scale, { colours }: Look): string {
  return lines
    .map(({ points, dashed }, i) => {
      const path = points
        .map((point, j) => (finite(point) ? `${j > 0 && finite(points[j - 1]) ? 'L' : 'M'}${coordinates(point, x, y)}` : ''))
        .join('')
      return path === ''
        ? ''
        : tag('path', {
            d: path,
            fill: 'none',
            stroke: colours[i % colours.length],
            'stroke-width': 2,
            'stroke-dasharray': dashed ? '5 4' : undefined,
          })
    })
    .join('')
}

/** @param after colours that lines have taken. */
export function dotsOf(dots: readonly Line[], x: Scale, y: Scale, after: number, { colours }: Look): string {
  return dots
    .map(({ points }, i) =>
      points
        .filter(finite)
        .map(([px, py]) => tag('circle', { cx: x.at(px), cy: y.at(py), r: 3, fill: colours[(i + after) % colours.length] }))
        .join(''),
    )
    .join('')
}

export function bandsOf(bands: readonly Band[], x: Scale, y: Scale, { colours }: Look): string {
  return bands
    .map(({ points }, i) => {
      const there = points.filter(([at, low, high]) => finite([at, low]) && Number.isFinite(high))
      const upper = there.map(([at, , high]) => coordinates([at, high], x, y))
      const lower = there.map(([at, low]) => coordinates([at, low], x, y)).toReversed()
      return there.length === 0
        ? ''
        : tag('path', { d: `M${[...upper, ...lower].join('L')}Z`, fill: colours[0], 'fill-opacity': 0.15 + 0.12 * i })
    })
    .join('')
}

function coordinates([px, py]: readonly number[], x: Scale, y: Scale): string {
  return `${x.at(px).toFixed(2)} ${y.at(py).toFixed(2)}`
}

/** Upright lines with their words, one below the other so that near ones do not cover each other. */
export function marksOf(
  marks: readonly { x: number; label: string }[],
  x: Scale,
  [top, bottom]: [number, number],
  { mark: colour }: Look,
): string {
  return marks
    .filter((mark) => Number.isFinite(mark.x))
    .map((mark, i) => {
      const at = x.at(mark.x)
      const isLate = at + 4 + SIGN * mark.label.length > x.at(x.high)
      const place = { x: isLate ? at - 4 : at + 4, y: top + 12 + 14 * (i % 4), 'text-anchor': isLate ? 'end' : undefined }
      return (
        tag('line', { x1: at, x2: at, y1: top, y2: bottom, stroke: colour, 'stroke-dasharray': '4 3' }) +
        tag('text', { ...place, fill: colour }, mark.label, true)
      )
    })
    .join('')
}

const entryWidth = (name: string) => 24 + SIGN * name.length

/** Pixels that a legend takes. */
export function legendWidth(names: readonly string[]): number {
  return names.length < 2 ? 0 : names.reduce((sum, name) => sum + entryWidth(name), 0)
}

/** Names beside their colours, where there is more than one. */
export function legendOf(names: readonly string[], right: number, { colours }: Look): string {
  if (names.length < 2) return ''
  let at = right - legendWidth(names)
  return names
    .map((name, i) => {
      const part =
        tag('rect', { x: at, y: 27, width: 10, height: 10, fill: colours[i % colours.length] }) +
        tag('text', { x: at + 14, y: 36, 'font-size': 11 }, name, true)
      at += entryWidth(name)
      return part
    })
    .join('')
}
