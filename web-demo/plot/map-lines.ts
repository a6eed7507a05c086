/** What a map draws over its colours: contours, the lines that decide, the ridge. */
import type { Picture } from '../compute/picture.ts'
import { quantity } from '../state/quantities.ts'
import { shown } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { contour, contours, type Grid } from './contours.ts'
import { decidingLines } from './deciding-lines.ts'
import { levelsBetween } from './scales.ts'
import type { Frame, Lines, Shape } from './scene.ts'
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

/** @param isMoving while it is dragged: coarser, and without labels, which would jump about. */
export function contourShapes(picture: Picture, frame: Frame, isMoving = false): Shape[] {
  const { lowest, highest, isSigned } = picture
  const grid = thinned(picture.values, picture.x.length, picture.y.length, isMoving)
  const { kind } = quantity(picture.metric, picture.scenario)
  const levels = levelsBetween(lowest, highest, CONTOURS).filter((level) => level !== 0)
  const look = isSigned ? { colour: MARKS.signedContour, halo: MARKS.signedHalo } : { colour: MARKS.contour, halo: MARKS.outline }
  const all = contours(grid, levels).map((segments) => toPixels(segments, grid.columns, grid.rows, frame))
  const lines = all.map((segments): Shape => ({ kind: 'lines', segments, colour: look.colour, width: 1 }))
  if (isMoving) return lines
  const labels = all.flatMap((segments, k) => {
    const label = { text: shown(levels[k], kind), colour: isSigned ? MARKS.outline : MARKS.light, halo: look.halo, size: 11 }
    return labelOn(segments, frame, 0.3 + 0.4 * ((k * 0.382) % 1), label)
  })
  return [...lines, ...labels]
}

/** The lines that part loss from profit, behind from ahead, waste as a burden from waste as a resource. */
export function boundaryShapes(picture: Picture, frame: Frame, isMoving = false): Shape[] {
  const { legend } = words.value
  return decidingLines(picture).flatMap(({ name, values, colour, dash, place }) => {
    const grid = thinned(values, picture.x.length, picture.y.length, isMoving)
    const segments = toPixels(withoutEdges(contour(grid, 0), grid), grid.columns, grid.rows, frame)
    const label = { text: legend[name], colour, halo: MARKS.outline, size: 12, bold: true }
    return [...outlined(segments, colour, 2.5, { dash, isMoving }), ...labelOn(segments, frame, place, label)]
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

export function ridgeShapes(picture: Picture, frame: Frame, isMoving = false): Shape[] {
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

type Label = { text: string; colour: string; halo: string; size: number; bold?: boolean }

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
  return best ? [{ kind: 'text', ...label, ...best, align: 'middle' }] : []
}
