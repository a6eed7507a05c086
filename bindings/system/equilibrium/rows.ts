/** A quadratic program's elements and plans as rows alike, in flat lists: gains that are linear in the step. */
import type { QuadraticProgram } from './program.ts'

export interface Rows {
  /** How many there are, and how many of them are elements: the first. */
  count: number
  elements: number
  /** Of a row: from where its terms stand in the lists of places and factors, to where the next row's do. */
  start: Int32Array
  at: Int32Array
  a: Float64Array
  b: Float64Array
  slope: Float64Array
  capacity: Float64Array
  /** Of a group: its first row; the next group's is where it ends. */
  groups: Int32Array
}

export function rowsOf({ elements, groups }: QuadraticProgram): Rows {
  let count = elements.length
  let terms = 0
  for (const { at } of elements) terms += at.length
  for (const { at, plans } of groups) {
    count += plans.length
    terms += plans.length * at.length
  }
  const rows: Rows = {
    count,
    elements: elements.length,
    start: new Int32Array(count + 1),
    at: new Int32Array(terms),
    a: new Float64Array(terms),
    b: new Float64Array(count),
    slope: new Float64Array(count),
    capacity: new Float64Array(count).fill(Infinity),
    groups: new Int32Array(groups.length + 1),
  }
  let row = 0
  let term = 0
  const add = (at: readonly number[], a: readonly number[], b: number) => {
    for (let k = 0; k < at.length; k++) {
      rows.at[term] = at[k]
      rows.a[term++] = a[k]
    }
    rows.b[row] = b
    rows.start[++row] = term
  }
  elements.forEach(({ at, a, b, slope, capacity }, e) => {
    add(at, a, b)
    rows.slope[e] = slope
    rows.capacity[e] = capacity
  })
  groups.forEach(({ at, plans }, g) => {
    rows.groups[g] = row
    for (const { value, gradient } of plans) add(at, gradient, value)
  })
  rows.groups[groups.length] = row
  return rows
}
