import type { Picture } from '../compute/picture.ts'
import { parameterInfo } from '../state/fields.ts'
import { COLOURS, colourOffset } from './colours.ts'
import { contour } from './contours.ts'
import { mayBeNever, quantity } from '../state/quantities.ts'
import { shown } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { levelsBetween, scaleOf } from './scales.ts'
import type { Shape } from './scene.ts'
import { MARKS, type Theme } from './theme.ts'

/** The part of the map that holds the grid, CSS pixels. */
export interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export interface MapOptions {
  width: number
  height: number
  theme: Theme
  lowest: number
  highest: number
  /** The current scenario's place on the two axes. */
  marker: { x: number; y: number }
  crosshair?: { x: number; y: number }
  /** Where the baseline is. */
  ghost?: { x: number; y: number }
}

export function frameOf(width: number, height: number): Frame {
  const left = width < 480 ? 52 : 66
  return { left, top: 12, width: width - left - 24, height: height - 12 - 50 }
}

/** The map as shapes: colours, contours, ridge, marker and axes. */
export function mapShapes(picture: Picture, options: MapOptions): Shape[] {
  const frame = frameOf(options.width, options.height)
  const shapes: Shape[] = [
    {
      kind: 'image',
      source: heatImage(picture, options.lowest, options.highest),
      x: frame.left,
      y: frame.top,
      width: frame.width,
      height: frame.height,
    },
    ...contourShapes(picture, frame),
    ...boundaryShapes(picture, frame),
    ...ridgeShapes(picture, frame),
    ...markerShapes(picture, frame, options),
    ...axisShapes(picture, frame, options),
  ]
  return shapes
}

const heat = document.createElement('canvas')

/** Stripes where there is no value because the time never comes. */
const HATCH = 8
const NEVER = { dark: [120, 120, 128, 255], light: [168, 168, 176, 255] }

/** One pixel a point of the grid, y upwards; points without a value stay clear. */
function heatImage({ metric, values, x, y }: Picture, lowest: number, highest: number): HTMLCanvasElement {
  const [columns, rows] = [x.length, y.length]
  if (heat.width !== columns || heat.height !== rows) Object.assign(heat, { width: columns, height: rows })
  const context = heat.getContext('2d', { willReadFrequently: false })!
  const image = context.createImageData(columns, rows)
  const hatches = mayBeNever(metric)
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const value = values[i * rows + j]
      const to = 4 * ((rows - 1 - j) * columns + i)
      if (hatches && value === Infinity) {
        image.data.set((i + j) % HATCH < HATCH / 2 ? NEVER.dark : NEVER.light, to)
        continue
      }
      if (!Number.isFinite(value)) continue
      const from = colourOffset(value, lowest, highest)
      image.data[to] = COLOURS[from]
      image.data[to + 1] = COLOURS[from + 1]
      image.data[to + 2] = COLOURS[from + 2]
      image.data[to + 3] = 255
    }
  }
  context.putImageData(image, 0, 0)
  return heat
}

/** From steps of the grid to pixels of the map. */
function toPixels(segments: Float32Array, { x, y }: Picture, frame: Frame): Float32Array {
  const stepX = frame.width / (x.length - 1)
  const stepY = frame.height / (y.length - 1)
  return segments.map((at, k) => (k % 2 === 0 ? frame.left + at * stepX : frame.top + frame.height - at * stepY))
}

const CONTOURS = 9

function contourShapes(picture: Picture, frame: Frame): Shape[] {
  const { values, x, y, lowest, highest } = picture
  const { kind } = quantity(picture.metric, picture.scenario)
  const levels = levelsBetween(lowest, highest, CONTOURS).filter((level) => picture.metric !== 'profit' || level !== 0)
  const lines: Shape[] = []
  const labels: Shape[] = []
  levels.forEach((level, k) => {
    const segments = toPixels(contour({ values, columns: x.length, rows: y.length }, level), picture, frame)
    lines.push({ kind: 'lines', segments, colour: MARKS.contour, width: 1 })
    labels.push(...labelOn(segments, frame, 0.3 + 0.4 * ((k * 0.382) % 1), { text: shown(level, kind), colour: MARKS.light, size: 11 }))
  })
  return [...lines, ...labels]
}

/** The lines that part loss from profit, and waste as a burden from waste as a resource. */
function boundaryShapes(picture: Picture, frame: Frame): Shape[] {
  const grid = { columns: picture.x.length, rows: picture.y.length }
  const zero = toPixels(contour({ values: picture.profit, ...grid }, 0), picture, frame)
  const breakEven = toPixels(contour({ values: picture.wasteValue, ...grid }, 0), picture, frame)
  return [
    ...outlined(zero, MARKS.zero, 2.5),
    ...outlined(breakEven, MARKS.breakEven, 2.5, [7, 5]),
    ...labelOn(zero, frame, 0.75, { text: words.value.legend.zeroProfit, colour: MARKS.zero, size: 12, bold: true }),
    ...labelOn(breakEven, frame, 0.62, { text: words.value.legend.breakEven, colour: MARKS.breakEven, size: 12, bold: true }),
  ]
}

function ridgeShapes(picture: Picture, frame: Frame): Shape[] {
  const segments: number[] = []
  for (let i = 0; i + 1 < picture.ridge.length; i++) {
    const [from, to] = [picture.ridge[i], picture.ridge[i + 1]]
    if (from >= 0 && to >= 0) segments.push(i, from, i + 1, to)
  }
  return outlined(toPixels(Float32Array.from(segments), picture, frame), MARKS.ridge, 3)
}

function outlined(segments: Float32Array, colour: string, width: number, dash?: number[]): Shape[] {
  if (segments.length === 0) return []
  return [
    { kind: 'lines', segments, colour: MARKS.outline, width: width + 2.5 },
    { kind: 'lines', segments, colour, width, dash },
  ]
}

type Label = { text: string; colour: string; size: number; bold?: boolean }

/** Puts a label on a line and along it, where the line comes nearest to a share of the frame's width and leaves room. */
function labelOn(segments: Float32Array, frame: Frame, share: number, label: Label): Shape[] {
  const half = label.text.length * label.size * 0.28
  const wanted = frame.left + share * frame.width
  let best: { x: number; y: number; turn: number } | undefined
  let distance = Infinity
  for (let k = 0; k + 3 < segments.length; k += 4) {
    const [x, y] = [segments[k], segments[k + 1]]
    if (Math.abs(x - wanted) >= distance) continue
    const [dx, dy] = [segments[k + 2] - x, segments[k + 3] - y]
    const length = Math.hypot(dx, dy) || 1
    const [wide, tall] = [(half * Math.abs(dx)) / length + 8, (half * Math.abs(dy)) / length + 8]
    if (x - wide < frame.left || x + wide > frame.left + frame.width || y - tall < frame.top || y + tall > frame.top + frame.height)
      continue
    distance = Math.abs(x - wanted)
    // Read from the left, never upside down.
    best = { x, y, turn: dx === 0 ? -90 : (Math.atan(dy / dx) * 180) / Math.PI }
  }
  return best ? [{ kind: 'text', ...label, ...best, align: 'middle', halo: MARKS.outline }] : []
}

/** Where a place on the axes is on the map; undefined outside it. */
export function toPoint(picture: Picture, frame: Frame, place: { x: number; y: number }): { x: number; y: number } | undefined {
  const [horizontal, vertical] = picture.axes.map((axis) => scaleOf(axis, 2))
  const u = horizontal.place(place.x)
  const v = vertical.place(place.y)
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return undefined
  return { x: frame.left + u * frame.width, y: frame.top + (1 - v) * frame.height }
}

function markerShapes(picture: Picture, frame: Frame, { marker, crosshair, ghost }: MapOptions): Shape[] {
  const shapes: Shape[] = []
  const shadow = ghost && toPoint(picture, frame, ghost)
  if (shadow) shapes.push({ kind: 'dot', ...shadow, radius: 7, fill: 'rgba(255, 255, 255, 0.35)', stroke: MARKS.light })
  const point = toPoint(picture, frame, marker)
  if (point) {
    shapes.push(...crossing(point, frame, [2, 4]))
    shapes.push({ kind: 'dot', ...point, radius: 7, fill: '#ff4d6d', stroke: MARKS.light })
  }
  const cross = crosshair && toPoint(picture, frame, crosshair)
  if (cross) shapes.push(...crossing(cross, frame), { kind: 'dot', ...cross, radius: 4, fill: MARKS.light, stroke: MARKS.outline })
  return shapes
}

function crossing({ x, y }: { x: number; y: number }, frame: Frame, dash?: number[]): Shape[] {
  const segments = [frame.left, y, frame.left + frame.width, y, x, frame.top, x, frame.top + frame.height]
  return [{ kind: 'lines', segments, colour: MARKS.light, width: 1, dash }]
}

function axisShapes(picture: Picture, frame: Frame, { theme, width, height }: MapOptions): Shape[] {
  const [horizontal, vertical] = picture.axes
  const bottom = frame.top + frame.height
  const shapes: Shape[] = []
  const acrossScale = scaleOf(horizontal, frame.width / 70, parameterInfo(horizontal.parameter, picture.scenario).kind)
  for (const { value, label } of acrossScale.ticks) {
    const x = frame.left + acrossScale.place(value) * frame.width
    shapes.push({ kind: 'lines', segments: [x, bottom, x, bottom + 5], colour: theme.muted, width: 1 })
    shapes.push({ kind: 'text', text: label, x, y: bottom + 8, colour: theme.text, size: 12, align: 'middle', baseline: 'top' })
  }
  const upScale = scaleOf(vertical, frame.height / 50, parameterInfo(vertical.parameter, picture.scenario).kind)
  for (const { value, label } of upScale.ticks) {
    const y = bottom - upScale.place(value) * frame.height
    shapes.push({ kind: 'lines', segments: [frame.left - 5, y, frame.left, y], colour: theme.muted, width: 1 })
    shapes.push({ kind: 'text', text: label, x: frame.left - 8, y, colour: theme.text, size: 12, align: 'end' })
  }
  const title = { kind: 'text', colour: theme.muted, size: 12.5, align: 'middle' } as const
  shapes.push({ ...title, text: axisTitle(picture, 0), x: frame.left + frame.width / 2, y: height - 9 })
  shapes.push({ ...title, text: axisTitle(picture, 1), x: width < 480 ? 8 : 11, y: frame.top + frame.height / 2, turn: -90 })
  return shapes
}

/** An axis' name and unit. */
export function axisTitle({ axes, scenario }: Picture, index: 0 | 1): string {
  const { label, unit } = parameterInfo(axes[index].parameter, scenario)
  return unit ? `${label} (${unit})` : label
}
