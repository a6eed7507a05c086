import type { Picture } from '../compute/picture.ts'
import { parameterInfo } from '../state/fields.ts'
import { heatImage } from './heat.ts'
import { lineShapes } from './map-lines.ts'
import { scaleOf } from './scales.ts'
import type { Frame, Shape } from './scene.ts'
import { MARKS, type Theme } from './theme.ts'

export interface MapOptions {
  width: number
  height: number
  theme: Theme
  lowest: number
  highest: number
  /** Whether it is being dragged: lines are coarser then. */
  isMoving?: boolean
}

export interface MapMarks {
  /** The current scenario's place on the two axes. */
  marker: { x: number; y: number }
  crosshair?: { x: number; y: number }
  /** Where the baseline is. */
  ghost?: { x: number; y: number }
}

export function frameOf(width: number, height: number): Frame {
  const left = width < 480 ? 52 : 66
  return { left, top: 12, width: width - left - 24, height: height - 12 - 44 }
}

/** What lies inside the frame, which each picture changes: colours, contours, the lines that decide, the ridge. */
export function fieldShapes(picture: Picture, options: MapOptions): Shape[] {
  const frame = frameOf(options.width, options.height)
  return [
    {
      kind: 'image',
      source: heatImage(picture, options.lowest, options.highest),
      x: frame.left,
      y: frame.top,
      width: frame.width,
      height: frame.height,
    },
    ...lineShapes(picture, frame, options.isMoving),
  ]
}

/** Where a place on the axes is on the map; undefined outside it. */
export function toPoint(picture: Picture, frame: Frame, place: { x: number; y: number }): { x: number; y: number } | undefined {
  const [horizontal, vertical] = picture.axes.map((axis) => scaleOf(axis, 2))
  const u = horizontal.place(place.x)
  const v = vertical.place(place.y)
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return undefined
  return { x: frame.left + u * frame.width, y: frame.top + (1 - v) * frame.height }
}

/** What lies over the map: the current scenario, the baseline, the cross-hair. */
export function markShapes(picture: Picture, frame: Frame, { marker, crosshair, ghost }: MapMarks): Shape[] {
  const shapes: Shape[] = []
  const dot = (at: { x: number; y: number }, fill: string) => {
    // A dark ring around the light one: on any colour one of them is seen.
    shapes.push({ kind: 'dot', ...at, radius: 9, fill: 'transparent', stroke: MARKS.outline })
    shapes.push({ kind: 'dot', ...at, radius: 7, fill, stroke: MARKS.light })
  }
  const shadow = ghost && toPoint(picture, frame, ghost)
  if (shadow) dot(shadow, 'rgba(255, 255, 255, 0.35)')
  const point = toPoint(picture, frame, marker)
  if (point) {
    shapes.push(...crossing(point, frame, [2, 4]))
    dot(point, '#ff4d6d')
  }
  const cross = crosshair && toPoint(picture, frame, crosshair)
  if (cross) shapes.push(...crossing(cross, frame), { kind: 'dot', ...cross, radius: 4, fill: MARKS.light, stroke: MARKS.outline })
  return shapes
}

function crossing({ x, y }: { x: number; y: number }, frame: Frame, dash?: number[]): Shape[] {
  const segments = [frame.left, y, frame.left + frame.width, y, x, frame.top, x, frame.top + frame.height]
  const line = (colour: string, width: number): Shape => ({ kind: 'lines', segments, colour, width, dash, isMoving: true })
  return [line(MARKS.outline, 3), line(MARKS.light, 1)]
}

/** What stands around the frame: ticks, numbers and names of the axes. */
export function axisShapes(picture: Picture, { theme, width, height }: MapOptions): Shape[] {
  const frame = frameOf(width, height)
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
