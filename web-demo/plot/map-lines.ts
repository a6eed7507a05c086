/** What a map draws over its colours: contours, the lines that decide, the ridge. */
import type { Picture } from '../compute/picture.ts'
import { quantity } from '../state/quantities.ts'
import { shown } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { COLOURS, colourScale, lineColour, SIGNED_COLOURS } from './colours.ts'
import { contour, contours, type Grid } from './contours.ts'
import { decidingLines } from './deciding-lines.ts'
import { levelsBetween } from './scales.ts'
import type { Frame, Lines, Shape, Text } from './scene.ts'
import { MARKS } from './theme.ts'

/** Lines through every third point of the finest grid are as smooth to the eye, and drawn in a tenth of the time; while they move, every fifth will do. */
const LINES = { still: 96, moving: 52 }

/** Every so many points of a grid, its last one included. */
export function thinned(values: Float64Array, columns: number, rows: number, isMoving = false): Grid & { stride: number } {
  const stride = Math.ceil((Math.max(columns, rows) - 1) / LINES[isMoving ? 'moving' : 'still'])
  if (stride <= 1 || (columns - 1) % stride !== 0 || (rows - 1) % stride !== 0) return { values, columns, rows, stride: 1 }
  const [across, up] = [(columns - 1) / stride + 1, (rows - 1) / stride + 1]
  const some = new Float64Array(across * up)
  for (let i = 0; i < across; i++) for (let j = 0; j < up; j++) some[i * up + j] = values[i * stride * rows + j * stride]
  return { values: some, columns: across, rows: up, stride }
}

/** From steps of the grid to pixels of the map, in place. */
function toPixels(segments: Float32Array, columns: number, rows: number, frame: Frame): Float32Array {
  const stepX = frame.width / (columns - 1)
  const stepY = frame.height / (rows - 1)
  const bottom = frame.top + frame.height
  for (let k = 0; k < segments.length; k += 2) {
    segments[k] = frame.left + segments[k] * stepX
    segments[k + 1] = bottom - segments[k + 1] * stepY
  }
  return segments
}

const CONTOURS = 9

type Label = Pick<Text, 'text' | 'colour' | 'halo' | 'size' | 'bold'>

/** A line of the map, as it is drawn, and what is written on it, about where along the frame's width. */
interface Labelled {
  segments: Float32Array
  shapes: Shape[]
  label: Label
  share: number
}

/** What lies over the colours. @param isMoving while it is dragged: coarser, and without numbers, which would jump about */
export function lineShapes(picture: Picture, frame: Frame, isMoving = false): Shape[] {
  const boundaries = boundaryLines(picture, frame, isMoving)
  const levels = contourLines(picture, frame, isMoving)
  const lines = [...levels, ...boundaries].flatMap(({ shapes }) => shapes)
  return [...lines, ...ridgeShapes(picture, frame, isMoving), ...labelsOn(isMoving ? boundaries : [...boundaries, ...levels], frame)]
}

function contourLines({ metric, scenario, ...picture }: Picture, frame: Frame, isMoving: boolean): Labelled[] {
  const { values, x, y, lowest, highest, isSigned } = picture
  const grid = thinned(values, x.length, y.length, isMoving)
  const { kind } = quantity(metric, scenario)
  const levels = levelsBetween(lowest, highest, CONTOURS).filter((level) => level !== 0)
  const [ramp, look] = isSigned
    ? [SIGNED_COLOURS, { colour: MARKS.outline, halo: MARKS.signedHalo, size: 11 }]
    : [COLOURS, { colour: MARKS.light, halo: MARKS.outline, size: 11 }]
  const step = colourScale(lowest, highest, isSigned)
  return contours(grid, levels).map((steps, k) => {
    const segments = toPixels(steps, grid.columns, grid.rows, frame)
    const shapes: Shape[] = [{ kind: 'lines', segments, colour: lineColour(step(levels[k]), ramp), width: 1 }]
    return { segments, shapes, label: { ...look, text: shown(levels[k], kind) }, share: 0.3 + 0.4 * ((k * 0.382) % 1) }
  })
}

/** The lines that part loss from profit, behind from ahead, waste as a burden from waste as a resource. */
function boundaryLines(picture: Picture, frame: Frame, isMoving: boolean): Labelled[] {
  const { legend } = words.value
  return decidingLines(picture).map(({ name, values, colour, dash, place }) => {
    const grid = thinned(values, picture.x.length, picture.y.length, isMoving)
    const segments = toPixels(withoutEdges(contour(grid, 0), grid), grid.columns, grid.rows, frame)
    const label = { text: legend[name], colour, halo: MARKS.outline, size: 12, bold: true }
    return { segments, shapes: outlined(segments, colour, 2.5, { dash, isMoving }), label, share: place }
  })
}

/** Segments but those along an edge: values that are 0 all along it change no sign there. */
export function withoutEdges(segments: Float32Array, { columns, rows }: Grid): Float32Array {
  const isEdge = (at: number, last: number) => at === 0 || at === last
  const kept: number[] = []
  for (let k = 0; k + 3 < segments.length; k += 4) {
    const [i, j, nextI, nextJ] = segments.subarray(k, k + 4)
    if ((i === nextI && isEdge(i, columns - 1)) || (j === nextJ && isEdge(j, rows - 1))) continue
    kept.push(i, j, nextI, nextJ)
  }
  return Float32Array.from(kept)
}

function ridgeShapes(picture: Picture, frame: Frame, isMoving = false): Shape[] {
  const segments: number[] = []
  for (let i = 0; i + 1 < picture.ridge.length; i++) {
    const [from, to] = [picture.ridge[i], picture.ridge[i + 1]]
    if (from >= 0 && to >= 0) segments.push(i, from, i + 1, to)
  }
  return outlined(toPixels(Float32Array.from(segments), picture.x.length, picture.y.length, frame), MARKS.ridge, 3, { isMoving })
}

function outlined(segments: Float32Array, colour: string, width: number, { dash, isMoving }: Pick<Lines, 'dash' | 'isMoving'>): Shape[] {
  if (segments.length === 0) return []
  return [
    { kind: 'lines', segments, colour: MARKS.outline, width: width + 2.5, isMoving },
    { kind: 'lines', segments, colour, width, dash, isMoving },
  ]
}

/** A text's middle, half its length and height with some room, and its turn in degrees. */
interface Box {
  x: number
  y: number
  half: number
  tall: number
  turn: number
}

/** Puts labels on lines and along them, where a line comes nearest to its share of the frame's width and leaves room: inside the frame, and beside the labels before. */
function labelsOn(lines: readonly Labelled[], frame: Frame): Shape[] {
  const placed: Box[] = []
  return lines.flatMap(({ segments, share, label }) => {
    const size = { half: 0.3 * label.size * label.text.length + 2, tall: 0.6 * label.size + 2 }
    const wanted = frame.left + share * frame.width
    let best: Box | undefined
    for (let k = 0; k + 3 < segments.length; k += 4) {
      const [x, y] = [segments[k], segments[k + 1]]
      if (best && Math.abs(x - wanted) >= Math.abs(best.x - wanted)) continue
      const [dx, dy] = [segments[k + 2] - x, segments[k + 3] - y]
      // Read from the left, never upside down.
      const box = { x, y, ...size, turn: dx === 0 ? -90 : (Math.atan(dy / dx) * 180) / Math.PI }
      if (isInside(box, frame) && placed.every((other) => areApart(box, other))) best = box
    }
    if (!best) return []
    placed.push(best)
    return [{ kind: 'text', ...label, x: best.x, y: best.y, turn: best.turn, align: 'middle' } as const]
  })
}

/** How far a box reaches from its middle in a direction, degrees. */
function reach({ half, tall, turn }: Box, direction: number): number {
  const angle = ((direction - turn) * Math.PI) / 180
  return Math.abs(half * Math.cos(angle)) + Math.abs(tall * Math.sin(angle))
}

function isInside(box: Box, { left, top, width, height }: Frame): boolean {
  const [across, up] = [reach(box, 0), reach(box, 90)]
  return box.x >= left + across && box.x <= left + width - across && box.y >= top + up && box.y <= top + height - up
}

/** Two boxes are apart if they are seen along a side of one of them. */
function areApart(one: Box, other: Box): boolean {
  return [one.turn, one.turn + 90, other.turn, other.turn + 90].some((direction) => {
    const angle = (direction * Math.PI) / 180
    const distance = (other.x - one.x) * Math.cos(angle) + (other.y - one.y) * Math.sin(angle)
    return Math.abs(distance) >= reach(one, direction) + reach(other, direction)
  })
}
