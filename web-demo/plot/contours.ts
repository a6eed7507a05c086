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
export function contour(grid: Grid, level: number): Float32Array {
  return contours(grid, [level])[0]
}

/** Segments of the line at each of several levels, which ascend. Each cell is looked at once, whatever the number of levels. */
export function contours({ values, columns, rows }: Grid, levels: readonly number[]): Float32Array[] {
  const found = levels.map(() => new Segments())
  const corner = [0, 0, 0, 0]
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const at = i * rows + j
      const [a, b, c, d] = [values[at], values[at + rows], values[at + rows + 1], values[at + 1]]
      // A value that is not a number, or not finite, has no place to interpolate to.
      if (a + b + c + d - (a + b + c + d) !== 0) continue
      const lowest = Math.min(a, b, c, d)
      const highest = Math.max(a, b, c, d)
      for (let k = 0; k < levels.length && levels[k] <= highest; k++) {
        const level = levels[k]
        if (level <= lowest) continue
        corner[0] = a - level
        corner[1] = b - level
        corner[2] = c - level
        corner[3] = d - level
        cross(corner, i, j, found[k])
      }
    }
  }
  return found.map((segments) => segments.taken())
}

/** Adds the lines through a cell whose corners are not all on one side. */
function cross(corner: readonly number[], i: number, j: number, segments: Segments): void {
  const above = (corner[0] >= 0 ? 1 : 0) | (corner[1] >= 0 ? 2 : 0) | (corner[2] >= 0 ? 4 : 0) | (corner[3] >= 0 ? 8 : 0)
  for (const edge of EDGES[above]) {
    const next = (edge + 1) & 3
    const share = corner[edge] / (corner[edge] - corner[next])
    segments.add(
      i + CORNER_I[edge] + share * (CORNER_I[next] - CORNER_I[edge]),
      j + CORNER_J[edge] + share * (CORNER_J[next] - CORNER_J[edge]),
    )
  }
}

/** Numbers that grow in number, without a list of boxed ones. */
class Segments {
  #numbers = new Float32Array(256)
  #length = 0

  add(i: number, j: number): void {
    if (this.#length + 2 > this.#numbers.length) {
      const larger = new Float32Array(2 * this.#numbers.length)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.#length++] = i
    this.#numbers[this.#length++] = j
  }

  taken(): Float32Array {
    return this.#numbers.slice(0, this.#length)
  }
}

/** Whether some values are above 0 and some below: whether there is a line at 0. */
export function changesSign(values: Float64Array): boolean {
  let signs = 0
  for (let k = 0; k < values.length; k++) {
    if (values[k] > 0) signs |= 1
    else if (values[k] < 0) signs |= 2
    if (signs === 3) return true
  }
  return false
}
