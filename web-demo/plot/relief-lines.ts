import type { Picture } from '../compute/picture.ts'
import { COLOURS, colourScale, lineColour, SIGNED_COLOURS } from './colours.ts'
import { contour, contours } from './contours.ts'
import { decidingLines } from './deciding-lines.ts'
import { thinned, withoutEdges } from './map-lines.ts'
import { valueAt, type Extents } from './relief-mesh.ts'
import { levelsBetween, scaleOf } from './scales.ts'
import { MARKS } from './theme.ts'

export interface ReliefLine {
  /** Segments, six numbers each. */
  positions: Float32Array
  colour: string
  width: number
}

/** Keeps lines in front of the surface they lie on. */
const LIFT = 0.004

/** The lines of the map, on the surface. */
export function reliefLines(
  picture: Picture,
  height: (value: number) => number,
  box: Extents,
  marker: { x: number; y: number },
): ReliefLine[] {
  const { values, x, y, lowest, highest, isSigned } = picture
  const lift = (segments: ArrayLike<number>) => onSurface(segments, picture, height, box)
  const grid = (of: Float64Array) => thinned(of, x.length, y.length)
  const onGrid = (segments: Float32Array, stride: number) => lift(segments.map((step) => step * stride))
  const levels = levelsBetween(lowest, highest, 9).filter((level) => level !== 0)
  const whole = grid(values)
  const step = colourScale(lowest, highest, isSigned)
  return [
    ...contours(whole, levels).map((segments, k) => ({
      positions: onGrid(segments, whole.stride),
      colour: lineColour(step(levels[k]), isSigned ? SIGNED_COLOURS : COLOURS),
      width: 1,
    })),
    ...decidingLines(picture).map(({ values: of, colour }) => {
      const deciding = grid(of)
      return { positions: onGrid(withoutEdges(contour(deciding, 0), deciding), deciding.stride), colour, width: 3.5 }
    }),
    { positions: lift(ridgeSegments(picture)), colour: MARKS.ridge, width: 4 },
    { positions: lift(crossing(picture, marker)), colour: '#ff4d6d', width: 2.5 },
  ]
}

function ridgeSegments({ ridge }: Picture): number[] {
  const segments: number[] = []
  for (let i = 0; i + 1 < ridge.length; i++) if (ridge[i] >= 0 && ridge[i + 1] >= 0) segments.push(i, ridge[i], i + 1, ridge[i + 1])
  return segments
}

/** Lines through the current scenario along both axes, in steps of the grid. */
function crossing({ axes, x, y }: Picture, marker: { x: number; y: number }): number[] {
  const u = scaleOf(axes[0], 2).place(marker.x) * (x.length - 1)
  const v = scaleOf(axes[1], 2).place(marker.y) * (y.length - 1)
  const segments: number[] = []
  if (v >= 0 && v <= y.length - 1) for (let i = 0; i + 1 < x.length; i++) segments.push(i, v, i + 1, v)
  if (u >= 0 && u <= x.length - 1) for (let j = 0; j + 1 < y.length; j++) segments.push(u, j, u, j + 1)
  return segments
}

/** From steps of the grid to the surface above them. */
function onSurface(segments: ArrayLike<number>, picture: Picture, height: (value: number) => number, box: Extents): Float32Array {
  const { x, y } = picture
  const positions: number[] = []
  for (let k = 0; k + 3 < segments.length; k += 4) {
    const ends = [0, 2].map((at) => {
      const [i, j] = [segments[k + at], segments[k + at + 1]]
      return [(i / (x.length - 1) - 0.5) * box.width, (j / (y.length - 1) - 0.5) * box.depth, height(valueAt(picture, i, j)) + LIFT]
    })
    if (ends.every(([, , z]) => Number.isFinite(z))) positions.push(...ends[0], ...ends[1])
  }
  return Float32Array.from(positions)
}
