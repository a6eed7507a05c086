/** Dense linear systems, row-major and in place. */

// Of the diagonal element: what is below is rounding.
const LEAST_PIVOT = 1e-14

/** The lower triangle becomes the factor. A pivot that is lost to rounding is raised, so that its variable moves little. */
export function choleskyFactor(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    const least = LEAST_PIVOT * a[j * n + j]
    let pivot = a[j * n + j]
    for (let k = 0; k < j; k++) pivot -= a[j * n + k] ** 2
    const root = Math.sqrt(Math.max(pivot, least)) || 1
    a[j * n + j] = root
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k]
      a[i * n + j] = sum / root
    }
  }
}

export function choleskySolve(a: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= a[i * n + k] * x[k]
    x[i] /= a[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= a[k * n + i] * x[k]
    x[i] /= a[i * n + i]
  }
}

/**
 * Solves a x = b by elimination with complete pivoting; rows and columns are made comparable first. Directions that the rows do not determine
 * stay 0.
 * @returns the solution, and what is left in rows that no unknown moves by itself, for each the number of one of the rows that say so.
 */
export function solveGeneral(a: Float64Array, b: Float64Array, n: number, least = 1e-11): { x: Float64Array; left: Map<number, number> } {
  const columnScale = new Float64Array(n)
  const rowScale = new Float64Array(n).fill(1)
  for (let i = 0; i < n; i++) {
    let most = 0
    for (let j = 0; j < n; j++) most = Math.max(most, Math.abs(a[i * n + j]))
    if (most === 0) continue
    rowScale[i] = most
    for (let j = 0; j < n; j++) a[i * n + j] /= most
    b[i] /= most
  }
  for (let j = 0; j < n; j++) {
    let most = 0
    for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(a[i * n + j]))
    columnScale[j] = most || 1
    for (let i = 0; i < n; i++) a[i * n + j] /= columnScale[j]
  }
  const columns = Int32Array.from({ length: n }, (_, j) => j)
  const rows = columns.slice()
  let rank = 0
  for (; rank < n; rank++) {
    let row = rank
    let column = rank
    let most = 0
    for (let i = rank; i < n; i++) {
      for (let j = rank; j < n; j++) {
        const size = Math.abs(a[i * n + j])
        if (size > most) {
          most = size
          row = i
          column = j
        }
      }
    }
    if (!(most > least)) break
    if (row !== rank) {
      for (let j = 0; j < n; j++) [a[row * n + j], a[rank * n + j]] = [a[rank * n + j], a[row * n + j]]
      ;[b[row], b[rank]] = [b[rank], b[row]]
      ;[rows[row], rows[rank]] = [rows[rank], rows[row]]
    }
    if (column !== rank) {
      for (let i = 0; i < n; i++) [a[i * n + column], a[i * n + rank]] = [a[i * n + rank], a[i * n + column]]
      ;[columns[column], columns[rank]] = [columns[rank], columns[column]]
    }
    for (let i = rank + 1; i < n; i++) {
      const by = a[i * n + rank] / a[rank * n + rank]
      if (by === 0) continue
      for (let j = rank; j < n; j++) a[i * n + j] -= by * a[rank * n + j]
      b[i] -= by * b[rank]
    }
  }
  const x = new Float64Array(n)
  for (let i = rank - 1; i >= 0; i--) {
    let sum = b[i]
    for (let j = i + 1; j < rank; j++) sum -= a[i * n + j] * x[columns[j]] * columnScale[columns[j]]
    x[columns[i]] = sum / a[i * n + i] / columnScale[columns[i]]
  }
  return { x, left: new Map(Array.from(rows.subarray(rank), (row, i) => [row, b[rank + i] * rowScale[row]])) }
}

/** Vectors that every row takes to 0: a basis in echelon form, each scaled to a greatest element of 1. */
export function nullSpace(rows: readonly Float64Array[], n: number, least = 1e-10): Float64Array[] {
  const scaled = rows.map((row) => {
    const most = row.reduce((max, each) => Math.max(max, Math.abs(each)), 0)
    return most > 0 ? row.map((each) => each / most) : row
  })
  const pivots: { row: Float64Array; column: number }[] = []
  const left = new Set(scaled)
  for (;;) {
    let best: Float64Array | undefined
    let column = -1
    let most = least
    for (const row of left) {
      row.forEach((each, j) => {
        if (Math.abs(each) <= most) return
        most = Math.abs(each)
        best = row
        column = j
      })
    }
    if (best === undefined) break
    const pivot = best
    left.delete(pivot)
    const by = pivot[column]
    pivot.forEach((each, j) => (pivot[j] = each / by))
    for (const row of [...left, ...pivots.map((each) => each.row)]) {
      const times = row[column]
      if (times === 0) continue
      row.forEach((each, j) => (row[j] = each - times * pivot[j]))
      row[column] = 0
    }
    pivots.push({ row: pivot, column })
  }
  const taken = new Set(pivots.map(({ column }) => column))
  const vectors: Float64Array[] = []
  for (let free = 0; free < n; free++) {
    if (taken.has(free)) continue
    const vector = new Float64Array(n)
    vector[free] = 1
    for (const { row, column } of pivots) vector[column] = Math.abs(row[free]) > least ? -row[free] : 0
    const most = vector.reduce((max, each) => Math.max(max, Math.abs(each)), 0)
    vectors.push(vector.map((each) => each / most))
  }
  return vectors
}
