import type { Unit } from 'offcut/forms'
import type { Picture } from '../compute/picture.ts'
import { axisTitle } from './map.ts'
import { parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { shown } from '../state/units.ts'
import { BOX, type Relief } from './relief.ts'
import { heightScale, valueAt } from './relief-mesh.ts'
import { scaleOf, type Scale } from './scales.ts'
import type { Shape } from './scene.ts'
import { MARKS, type Theme } from './theme.ts'

interface Spot {
  x: number
  y: number
}

export interface ReliefOverlay {
  picture: Picture
  extent: [number, number]
  valueTitle: string
  marker: Spot
  crosshair?: Spot
  theme: Theme
}

const HALF = { x: BOX.width / 2, y: BOX.depth / 2, z: BOX.height / 2 }

/** Axes with ticks and titles, and marks with their values, drawn over the surface where the camera sees them. */
export function reliefShapes(relief: Relief, overlay: ReliefOverlay): Shape[] {
  const { picture, extent, valueTitle, theme } = overlay
  const { x, y } = relief.camera.position
  // The axes run along the edges of the floor that face the camera.
  const front = { x: x < 0 ? -HALF.x : HALF.x, y: y < 0 ? -HALF.y : HALF.y }
  const ticks = relief.width < 480 ? 3 : 5
  const [across, up] = picture.axes.map((axis) => scaleOf(axis, ticks, parameterInfo(axis.parameter, picture.scenario).kind))
  const onAcross = (place: number) => relief.project((place - 0.5) * BOX.width, front.y, -HALF.z)
  const onUp = (place: number) => relief.project(front.x, (place - 0.5) * BOX.depth, -HALF.z)
  const shapes = [
    ...axisShapes(relief, onAcross, across, axisTitle(picture, 0), theme),
    ...axisShapes(relief, onUp, up, axisTitle(picture, 1), theme),
    ...heightShapes(relief, front, extent, valueTitle, quantity(picture.metric, picture.scenario).kind, theme),
    ...markShapes(relief, overlay, across, up, overlay.marker, { radius: 7, fill: '#ff4d6d', stroke: MARKS.light }),
    ...markShapes(relief, overlay, across, up, overlay.crosshair, { radius: 4.5, fill: MARKS.light, stroke: MARKS.outline }),
  ]
  return shapes.map((shape) => inside(shape, relief.width, relief.height))
}

function axisShapes(relief: Relief, at: (place: number) => Spot, { ticks, place }: Scale, title: string, theme: Theme): Shape[] {
  const [from, to, middle] = [at(0), at(1), at(0.5)]
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  // Outwards: square to the edge, away from the middle of the box.
  const centre = relief.project(0, 0, -HALF.z)
  const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length }
  const sign = (middle.x - centre.x) * normal.x + (middle.y - centre.y) * normal.y < 0 ? -1 : 1
  const outside = ({ x, y }: Spot, distance: number) => ({ x: x + sign * normal.x * distance, y: y + sign * normal.y * distance })
  const text = { kind: 'text', align: 'middle', halo: theme.ground, size: 12 } as const
  const slope = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  const turn = slope > 90 ? slope - 180 : slope < -90 ? slope + 180 : slope
  return [
    line(from, to, theme),
    ...ticks.map(({ value, label }): Shape => ({ ...text, ...outside(at(place(value)), 15), text: label, colour: theme.text })),
    { ...text, ...outside(middle, 38), text: title, colour: theme.muted, turn },
  ]
}

/** Heights stand at the left end of the floor's front edges. */
function heightShapes(relief: Relief, front: Spot, extent: [number, number], title: string, kind: Unit, theme: Theme): Shape[] {
  const ends = [
    { x: front.x, y: -front.y },
    { x: -front.x, y: front.y },
  ]
  const [left] = ends.sort((a, b) => relief.project(a.x, a.y, 0).x - relief.project(b.x, b.y, 0).x)
  const at = (place: number) => relief.project(left.x, left.y, (place - 0.5) * BOX.height)
  const [bottom, top] = [at(0), at(1)]
  const scale = scaleOf({ from: extent[0], to: extent[1], spacing: 'linear' }, Math.hypot(top.x - bottom.x, top.y - bottom.y) / 26, kind)
  const text = { kind: 'text', align: 'end', halo: theme.ground, size: 12 } as const
  return [
    line(bottom, top, theme),
    ...scale.ticks.map(({ value, label }): Shape => {
      const { x, y } = at(scale.place(value))
      return { ...text, x: x - 8, y, text: label, colour: theme.text }
    }),
    { ...text, align: 'start', x: Math.max(6, top.x - 30), y: top.y - 18, text: title, colour: theme.muted },
  ]
}

/** Moves a text that the edge would cut off. */
function inside(shape: Shape, width: number, height: number): Shape {
  if (shape.kind !== 'text' || shape.turn) return shape
  const length = shape.text.length * shape.size * 0.58
  const before = shape.align === 'start' ? 0 : shape.align === 'end' ? length : length / 2
  const x = Math.min(Math.max(shape.x, before + 2), width - (length - before) - 2)
  return { ...shape, x, y: Math.min(Math.max(shape.y, shape.size), height - shape.size) }
}

function line(from: Spot, to: Spot, theme: Theme): Shape {
  return { kind: 'lines', segments: [from.x, from.y, to.x, to.y], colour: theme.muted, width: 1 }
}

function markShapes(
  relief: Relief,
  { picture, extent, theme }: ReliefOverlay,
  across: Scale,
  up: Scale,
  spot: Spot | undefined,
  dot: { radius: number; fill: string; stroke: string },
): Shape[] {
  if (!spot) return []
  const [u, v] = [across.place(spot.x), up.place(spot.y)]
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return []
  const value = valueAt(picture, u * (picture.x.length - 1), v * (picture.y.length - 1))
  if (!Number.isFinite(value)) return []
  const at = relief.project((u - 0.5) * BOX.width, (v - 0.5) * BOX.depth, heightScale(extent, BOX.height)(value))
  const text = {
    x: at.x + 11,
    y: at.y - 12,
    text: shown(value, quantity(picture.metric, picture.scenario).kind),
    colour: theme.text,
    size: 13,
    align: 'start',
    bold: true,
    halo: theme.ground,
  } as const
  return [
    { kind: 'dot', ...at, ...dot },
    { kind: 'text', ...text },
  ]
}
