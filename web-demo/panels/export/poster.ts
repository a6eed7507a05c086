/** A picture that stands alone: with its title, colour scale, legend, the scenario's numbers, and where it can be made again. */
import { VERSION } from 'offcut'
import { extentShown } from '../../views/extent.ts'
import type { Picture } from '../../compute/picture.ts'
import { COLOURS, SIGNED_COLOURS } from '../../plot/colours.ts'
import { decidingLines } from '../../plot/deciding-lines.ts'
import { scaleOf } from '../../plot/scales.ts'
import type { Shape, Text } from '../../plot/scene.ts'
import { MARKS, type Theme } from '../../plot/theme.ts'
import { axisParameters } from '../../state/axes.ts'
import { parameterInfo } from '../../state/fields.ts'
import { nameOf } from '../../state/named.ts'
import { mayBeNever, quantity } from '../../state/quantities.ts'
import { numberAt } from '../../state/tree.ts'
import { shown as number, shownWithUnit } from '../../state/units.ts'
import { words } from '../../texts/index.ts'
import { numbers } from '../../texts/numbers.ts'
import { text } from './words.ts'

export interface Size {
  width: number
  height: number
}

/** Everything of a poster, in pixels of a page that is 1200 wide, whatever its size in the end. */
export interface Poster extends Size {
  shapes: Shape[]
}

const WIDTH = 1200
const MARGIN = 32
const SIDE = 330
const TOP = 86
const BOTTOM = 56
const LINE = 16.5

/** Where the plot itself is. */
export interface Place extends Size {
  left: number
  top: number
}

/** @param drawn makes the plot's own shapes for the room that there is. */
export function posterOf(shown: Picture, size: Size, theme: Theme, link: string, drawn: (place: Place) => Shape[]): Poster {
  const height = (WIDTH * size.height) / size.width
  const place = { left: MARGIN, top: TOP, width: WIDTH - 2 * MARGIN - SIDE - 18, height: height - TOP - BOTTOM }
  const side = { left: WIDTH - MARGIN - SIDE, top: TOP, width: SIDE, height: place.height }
  const heading = headingOf(shown)
  const write = writerOf(theme)
  return {
    width: WIDTH,
    height,
    shapes: [
      { kind: 'box', x: 0, y: 0, width: WIDTH, height, fill: theme.ground },
      write(heading.title, MARGIN, 34, { size: 24, bold: true }),
      write(heading.subtitle, MARGIN, 62, { size: 14, colour: theme.muted }),
      ...drawn(place).map((shape) => moved(shape, place.left, place.top)),
      ...sideShapes(shown, side, theme),
      ...footShapes(link, height, theme),
    ],
  }
}

function headingOf({ metric, scenario, axes, time: at }: Picture): { title: string; subtitle: string } {
  const { label, unit } = quantity(metric, scenario)
  const [x, y] = axes.map(({ parameter }) => parameterInfo(parameter, scenario).label)
  const isStill = !axes.some(({ parameter }) => parameter === 'time' || parameter === 'level')
  const moment = isStill ? ` ${text.value.at(shownWithUnit(at, 'time', scenario))}` : ''
  return {
    title: `${nameOf(scenario) ?? text.value.anEnterprise}: ${label}${unit && ` (${unit})`}`,
    subtitle: `${text.value.over(x, y)}${moment}`,
  }
}

type Write = (content: string, x: number, y: number, options?: Partial<Pick<Text, 'size' | 'bold' | 'colour' | 'align'>>) => Text

function writerOf(theme: Theme): Write {
  return (content, x, y, { size = 12, bold, colour = theme.text, align = 'start' } = {}) => ({
    kind: 'text',
    text: content,
    x,
    y,
    size,
    colour,
    align,
    ...(bold && { bold }),
  })
}

/** The colour scale, what the lines mean, and the scenario's numbers. */
function sideShapes(shown: Picture, { left, top, width, height }: Place, theme: Theme): Shape[] {
  const write = writerOf(theme)
  const { label, kind, unit } = quantity(shown.metric, shown.scenario)
  const shapes: Shape[] = [write(`${label}${unit && ` (${unit})`}`, left, top + 6, { bold: true })]
  const bar = { y: top + 18, height: 14 }
  const steps = 96
  const colours = shown.isSigned ? SIGNED_COLOURS : COLOURS
  for (let k = 0; k < steps; k++) {
    const offset = 3 * Math.round((255 * k) / (steps - 1))
    const fill = `rgb(${colours[offset]}, ${colours[offset + 1]}, ${colours[offset + 2]})`
    shapes.push({ kind: 'box', x: left + (width * k) / steps, y: bar.y, width: width / steps + 0.6, height: bar.height, fill })
  }
  const [lowest, highest] = extentShown.value
  const scale = scaleOf({ from: lowest, to: highest > lowest ? highest : lowest + 1, spacing: 'linear' }, 4, kind)
  for (const { value, label: tick } of scale.ticks) {
    const x = left + scale.place(value) * width
    if (!(x >= left && x <= left + width)) continue
    shapes.push({ kind: 'lines', segments: [x, bar.y + bar.height, x, bar.y + bar.height + 4], colour: theme.muted, width: 1 })
    shapes.push(
      write(tick, x, bar.y + bar.height + 13, { size: 11, align: x < left + 20 ? 'start' : x > left + width - 20 ? 'end' : 'middle' }),
    )
  }
  let y = bar.y + bar.height + 36
  for (const [key, meaning] of legendOf(shown)) {
    shapes.push(...key(left, y), write(meaning, left + 30, y))
    y += LINE + 3
  }
  y += 12
  shapes.push(write(text.value.scenario, left, y, { bold: true }))
  y += LINE + 4
  const rows = valuesOf(shown)
  const room = Math.floor((top + height - y) / LINE)
  const fitting = rows.length <= room ? rows : rows.slice(0, Math.max(0, room - 1))
  for (const [name, value] of fitting) {
    shapes.push(write(fitted(name, width - 7 * value.length - 12), left, y, { colour: theme.muted }))
    shapes.push(write(value, left + width, y, { align: 'end' }))
    y += LINE
  }
  if (fitting.length < rows.length)
    shapes.push(write(text.value.more(String(rows.length - fitting.length)), left, y, { colour: theme.muted }))
  return shapes
}

type Key = (x: number, y: number) => Shape[]

const line =
  (colour: string, dash?: number[]): Key =>
  (x, y) => [
    { kind: 'lines', segments: [x, y, x + 22, y], colour: MARKS.outline, width: 5 },
    { kind: 'lines', segments: [x, y, x + 22, y], colour, width: 2.5, dash },
  ]

/** Only what the picture has. */
function legendOf(shown: Picture): [Key, string][] {
  const legend = words.value.legend
  const name = parameterInfo(shown.axes[0].parameter, shown.scenario).label.toLowerCase()
  const never = mayBeNever(shown.metric) ? shown.values.reduce((sum, value) => sum + Number(value === Infinity), 0) : 0
  const dot: Key = (x, y) => [{ kind: 'dot', x: x + 11, y, radius: 6, fill: '#ff4d6d', stroke: MARKS.light }]
  const box: Key = (x, y) => [{ kind: 'box', x, y: y - 6, width: 22, height: 12, fill: 'rgb(144, 144, 152)' }]
  return [
    [dot, legend.scenario],
    ...(shown.ridge.some((at) => at >= 0) ? [[line(MARKS.ridge), legend.ridge(name)] as [Key, string]] : []),
    ...decidingLines(shown).map(({ name: own, colour, dash }): [Key, string] => [line(colour, dash), legend[own]]),
    ...(never > 0 ? [[box, legend.never(numbers.value.count(never), numbers.value.count(shown.values.length))] as [Key, string]] : []),
  ]
}

/** The numbers that decide the picture, in words with their units. */
function valuesOf({ scenario, axes }: Picture): [string, string][] {
  const varied = new Set(axes.map(({ parameter }) => parameter))
  const law: [string, string][] = scenario.transformation ? [[text.value.law, words.value.laws[scenario.transformation.law].label]] : []
  const own = axisParameters(scenario as never).flatMap((path): [string, string][] => {
    const value = numberAt(scenario, path)
    if (value === undefined || varied.has(path)) return []
    const { label, kind, unit } = parameterInfo(path, scenario)
    return [[label, `${number(value, kind)} ${unit}`.trim()]]
  })
  return [...law, ...own]
}

/** About so many pixels of text of 12 pixels. */
function fitted(content: string, width: number): string {
  const signs = Math.max(4, Math.floor(width / 6.4))
  return content.length > signs ? `${content.slice(0, signs - 1)}…` : content
}

const LINK_SIGNS = 165

function footShapes(link: string, height: number, theme: Theme): Shape[] {
  const write = writerOf(theme)
  const lines = Array.from({ length: Math.min(2, Math.ceil(link.length / LINK_SIGNS)) }, (_, i) =>
    link.slice(i * LINK_SIGNS, (i + 1) * LINK_SIGNS),
  )
  if (link.length > 2 * LINK_SIGNS) lines[1] = `${lines[1].slice(0, -1)}…`
  return [
    ...lines.map((part, i) => write(part, MARGIN, height - 34 + 15 * i, { size: 11, colour: theme.muted })),
    write(`offcut ${VERSION}, ${numbers.value.date(new Date())}`, WIDTH - MARGIN, height - 34, {
      size: 11,
      colour: theme.muted,
      align: 'end',
    }),
  ]
}

/** A shape at another place. */
export function moved(shape: Shape, dx: number, dy: number): Shape {
  if (shape.kind === 'lines') return { ...shape, segments: Array.from(shape.segments, (at, k) => at + (k % 2 === 0 ? dx : dy)) }
  return { ...shape, x: shape.x + dx, y: shape.y + dy }
}
