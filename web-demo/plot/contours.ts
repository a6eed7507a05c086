/**
 * Lines of equal value by marching squares. Open segments are what a map at drag rate needs: polygons, as d3-contour
 * makes them, run along the border too, and joining them takes longer than finding them.
 */

/** The grid's values; point (i, j) is at i · rows + j. */
export interface Grid {
  values: Float64Array
  columns: number
  rows: number
}

/** Corners of a cell, counter-clockwise: (0,0), (1,0), (1,1), (0,1). Edge k joins corner k to corner k + 1. */
const CORNER_I = [0, 1, 1, 0]
const CORNER_J = [0, 0, 1, 1]

/** For each set of corners at or above the level (bit k is corner k), the pairs of edges that a line joins. */
const EDGES: readonly (readonly number[])[] = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [3, 0, 1, 2],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [0, 1, 2, 3],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
]

/** Segments of the line at `level`, four numbers each: i, j of one end, then of the other, in steps of the grid. */
export function contour({ values, columns, rows }: Grid, level: number): Float32Array {
  const segments: number[] = []
  const corner = [0, 0, 0, 0]
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const at = i * rows + j
      corner[0] = values[at] - level
      corner[1] = values[at + rows] - level
      corner[2] = values[at + rows + 1] - level
      corner[3] = values[at + 1] - level
      const above = (corner[0] >= 0 ? 1 : 0) | (corner[1] >= 0 ? 2 : 0) | (corner[2] >= 0 ? 4 : 0) | (corner[3] >= 0 ? 8 : 0)
      if (above === 0 || above === 15) continue
      // A value that is not a number, or not finite, has no place to interpolate to.
      if (!Number.isFinite(corner[0] + corner[1] + corner[2] + corner[3])) continue
      for (const edge of EDGES[above]) {
        const next = (edge + 1) & 3
        const share = corner[edge] / (corner[edge] - corner[next])
        segments.push(
          i + CORNER_I[edge] + share * (CORNER_I[next] - CORNER_I[edge]),
          j + CORNER_J[edge] + share * (CORNER_J[next] - CORNER_J[edge]),
        )
      }
    }
  }
  return Float32Array.from(segments)
}

/** Whether some values are above 0 and some below: whether there is a line at 0. */
export function changesSign(values: Float64Array): boolean {
  let signs = 0
  for (const value of values) {
    if (value > 0) signs |= 1
    else if (value < 0) signs |= 2
    if (signs === 3) return true
  }
  return false
}
