import type { Picture } from '../compute/picture.ts'
import { COLOURS, colourScale, SIGNED_COLOURS } from './colours.ts'
import { scaleOf } from './scales.ts'

export interface Extents {
  width: number
  depth: number
  height: number
}

/** Height of a value above the middle of the box. */
export function heightScale([lowest, highest]: [number, number], height: number): (value: number) => number {
  const range = highest - lowest
  return (value) => (range > 0 ? ((value - lowest) / range - 0.5) * height : 0)
}

/** Positions of the vertices; one without a value lies at the bottom, and no triangle uses it. */
export function fillHeights(positions: Float32Array, { values, x, y }: Picture, height: (value: number) => number, box: Extents): void {
  for (let i = 0, at = 0; i < x.length; i++) {
    const across = (i / (x.length - 1) - 0.5) * box.width
    for (let j = 0; j < y.length; j++, at++) {
      const value = values[at]
      positions[3 * at] = across
      positions[3 * at + 1] = (j / (y.length - 1) - 0.5) * box.depth
      positions[3 * at + 2] = Number.isFinite(value) ? height(value) : -box.height / 2
    }
  }
}

/** Normals of a height field, from the slopes between neighbours. */
export function fillNormals(normals: Float32Array, positions: Float32Array, size: number): void {
  const z = (i: number, j: number) => positions[3 * (i * size + j) + 2]
  const stepX = positions[3 * size] - positions[0]
  const stepY = positions[4] - positions[1]
  for (let i = 0, at = 0; i < size; i++) {
    const [left, right] = [Math.max(0, i - 1), Math.min(size - 1, i + 1)]
    for (let j = 0; j < size; j++, at++) {
      const [low, high] = [Math.max(0, j - 1), Math.min(size - 1, j + 1)]
      const slopeX = (z(right, j) - z(left, j)) / ((right - left) * stepX)
      const slopeY = (z(i, high) - z(i, low)) / ((high - low) * stepY)
      const length = Math.hypot(slopeX, slopeY, 1)
      normals[3 * at] = -slopeX / length
      normals[3 * at + 1] = -slopeY / length
      normals[3 * at + 2] = 1 / length
    }
  }
}

// The renderer computes with light, not with the screen's values.
const linear = (colours: Uint8Array) =>
  Float32Array.from(colours, (value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
const LINEAR = { plain: linear(COLOURS), signed: linear(SIGNED_COLOURS) }

export function fillColours(colours: Float32Array, { values, isSigned }: Picture, [lowest, highest]: [number, number]): void {
  const ramp = isSigned ? LINEAR.signed : LINEAR.plain
  const step = colourScale(lowest, highest, isSigned)
  for (let at = 0; at < values.length; at++) {
    const from = 3 * (Number.isFinite(values[at]) ? step(values[at]) : 0)
    colours[3 * at] = ramp[from]
    colours[3 * at + 1] = ramp[from + 1]
    colours[3 * at + 2] = ramp[from + 2]
  }
}

const cache = new Map<number, Uint32Array>()

/** Two triangles a cell whose four corners have values. */
export function triangles({ values, x, y }: Picture): Uint32Array {
  const [columns, rows] = [x.length, y.length]
  const isComplete = values.every(Number.isFinite)
  const cached = cache.get(columns)
  if (isComplete && cached) return cached
  const index: number[] = []
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const a = i * rows + j
      const b = a + rows
      if (!isComplete && !Number.isFinite(values[a] + values[b] + values[b + 1] + values[a + 1])) continue
      index.push(a, b, b + 1, a, b + 1, a + 1)
    }
  }
  const result = Uint32Array.from(index)
  if (isComplete) cache.set(columns, result)
  return result
}

/** A value between points of a grid, bilinear. Where it is on a line of the grid, the values beside the line do not matter: there may be none. */
export function valueAt({ values, x, y }: Pick<Picture, 'values' | 'x' | 'y'>, i: number, j: number): number {
  const [i0, j0] = [Math.min(Math.floor(i), x.length - 2), Math.min(Math.floor(j), y.length - 2)]
  const at = i0 * y.length + j0
  const low = between(values[at], values[at + y.length], i - i0)
  const high = between(values[at + 1], values[at + y.length + 1], i - i0)
  return between(low, high, j - j0)
}

function between(from: number, to: number, share: number): number {
  return share === 0 ? from : share === 1 ? to : from * (1 - share) + to * share
}

/**
 * A picture with fewer points, evenly spaced, its edges included: at most `most` cells along an axis, of which each spans as many of the
 * picture's where that goes, so that they are the same points. Itself where it has no more.
 */
export function coarser(picture: Picture, most: number): Picture {
  const { x, y, axes, ridge } = picture
  const last = x.length - 1
  if (last <= most || x.length !== y.length) return picture
  const step = Math.ceil(last / most)
  const cells = last % step === 0 ? last / step : most
  const size = cells + 1
  const places = Array.from({ length: size }, (_, i) => (i * last) / cells)
  const some = (values: Float64Array) => {
    const grid = { values, x, y }
    return Float64Array.from(places.flatMap((i) => places.map((j) => valueAt(grid, i, j))))
  }
  const [across, up] = axes.map((axis) => Float64Array.from(places, (place) => scaleOf(axis, 2).value(place / last)))
  return {
    ...picture,
    size,
    x: across,
    y: up,
    values: some(picture.values),
    profit: some(picture.profit),
    wasteValue: some(picture.wasteValue),
    ridge: Int32Array.from(places, (place) => {
      const best = ridge[Math.round(place)]
      return best < 0 ? -1 : Math.round((best * cells) / last)
    }),
  }
}
