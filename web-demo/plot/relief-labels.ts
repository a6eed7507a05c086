import type { Picture } from '../compute/picture.ts'
import { short as shortNumber, scaleOf } from './scales.ts'
import { axisTitle } from './map.ts'
import { BOX, type Relief } from './relief.ts'
import { valueAt } from './relief-lines.ts'
import { heightScale } from './relief-mesh.ts'
import type { Shape } from './scene.ts'
import { MARKS, type Theme } from './theme.ts'

interface Corner {
  x: number
  y: number
}

/** Frame, ticks, titles and marks, drawn over the surface where the camera sees them. */
export function reliefShapes(
  relief: Relief, picture: Picture, extent: [number, number], valueTitle: string, marker: Corner, cross: Corner | undefined, theme: Theme,
): Shape[] {
  const { x: half, y: deep, z: high } = { x: BOX.width / 2, y: BOX.depth / 2, z: BOX.height / 2 }
  const camera = relief.camera.position
  // Axes run along the edges of the floor that face the camera; heights stand at the left end of them.
  const front = { x: camera.x < 0 ? -half : half, y: camera.y < 0 ? -deep : deep }
  const project = (x: number, y: number, z: number) => relief.project(x, y, z)
  const [across, up] = picture.axes.map((axis) => scaleOf(axis, 5))
  const corners = [[front.x, -front.y], [-front.x, front.y]].map(([x, y]) => ({ x, y, at: project(x, y, -high) }))
  const post = corners[0].at.x < corners[1].at.x ? corners[0] : corners[1]
  const heights = scaleOf({ from: extent[0], to: extent[1], spacing: 'linear' }, 5)
  const centre = project(0, 0, 0)

  const edge = (a: [number, number, number], b: [number, number, number]): Shape => {
    const [from, to] = [project(...a), project(...b)]
    return { kind: 'lines', segments: [from.x, from.y, to.x, to.y], colour: theme.muted, width: 1 }
  }
  const label = (text: string, at: { x: number; y: number }, away: number, title = false): Shape => {
    const [dx, dy] = [at.x - centre.x, at.y - centre.y]
    const length = Math.hypot(dx, dy) || 1
    const [x, y] = [at.x + (dx / length) * away, at.y + (dy / length) * away]
    const align = title || Math.abs(dx) < 0.35 * length ? 'middle' : dx < 0 ? 'end' : 'start'
    return { kind: 'text', text, x, y, colour: title ? theme.muted : theme.text, size: 12, align, halo: theme.ground }
  }
  return [
    edge([-half, front.y, -high], [half, front.y, -high]),
    edge([front.x, -deep, -high], [front.x, deep, -high]),
    edge([post.x, post.y, -high], [post.x, post.y, high]),
    ...across.ticks.map(({ value, label: text }) => label(text, project((across.place(value) - 0.5) * BOX.width, front.y, -high), 12)),
    ...up.ticks.map(({ value, label: text }) => label(text, project(front.x, (up.place(value) - 0.5) * BOX.depth, -high), 12)),
    ...heights.ticks.map(({ value, label: text }): Shape => {
      const at = project(post.x, post.y, (heights.place(value) - 0.5) * BOX.height)
      return { kind: 'text', text, x: at.x - 8, y: at.y, colour: theme.text, size: 12, align: 'end', halo: theme.ground }
    }),
    label(axisTitle(picture, 0), project(0, front.y, -high), 44, true),
    label(axisTitle(picture, 1), project(front.x, 0, -high), 44, true),
    { kind: 'text', text: valueTitle, ...above(project(post.x, post.y, high)), colour: theme.muted, size: 12, align: 'start', halo: theme.ground },
    ...mark(marker, 7, '#ff4d6d', MARKS.light),
    ...(cross ? mark(cross, 4.5, MARKS.light, MARKS.outline) : []),
  ]

  function mark(place: Corner, radius: number, fill: string, stroke: string): Shape[] {
    const [u, v] = [across.place(place.x), up.place(place.y)]
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return []
    const value = valueAt(picture, u * (picture.x.length - 1), v * (picture.y.length - 1))
    const at = project((u - 0.5) * BOX.width, (v - 0.5) * BOX.depth, heightScale(extent, BOX.height)(value))
    const text: Shape = { kind: 'text', text: shortNumber(value), x: at.x + 11, y: at.y - 11, colour: theme.text, size: 13, align: 'start', bold: true, halo: theme.ground }
    return [{ kind: 'dot', ...at, radius, fill, stroke }, text]
  }
}

function above({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: Math.max(8, x - 40), y: y - 18 }
}
