import { dot, norm, type Columns } from './least-squares.ts'

/** Singular values of unit columns, from the greatest down, and the right singular vectors that belong to them. */
export interface Spectrum {
  values: number[]
  vectors: Float64Array[]
}

const MOST_SWEEPS = 60

/** One-sided Jacobi rotations, which find small singular values to full relative accuracy. Each column is divided by its length first. */
export function spectrumOf(columns: Columns): Spectrum {
  const work = columns.map((column) => {
    const length = norm(column) || 1
    return column.map((value) => value / length)
  })
  const vectors = columns.map((_, j) => Float64Array.from({ length: columns.length }, (_, i) => Number(i === j)))
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false
    for (let p = 0; p < work.length; p++) {
      for (let q = p + 1; q < work.length; q++) rotated = orthogonalise(work, vectors, p, q) || rotated
    }
    if (!rotated) break
  }
  const order = work.map((column, j) => ({ value: norm(column), vector: vectors[j] })).sort((a, b) => b.value - a.value)
  return { values: order.map(({ value }) => value), vectors: order.map(({ vector }) => vector) }
}

function orthogonalise(work: Float64Array[], vectors: Float64Array[], p: number, q: number): boolean {
  const [pp, qq, pq] = [dot(work[p], work[p]), dot(work[q], work[q]), dot(work[p], work[q])]
  if (Math.abs(pq) <= 1e-16 * Math.sqrt(pp * qq)) return false
  const zeta = (qq - pp) / (2 * pq)
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
  const cosine = 1 / Math.hypot(1, tangent)
  for (const list of [work, vectors]) rotate(list[p], list[q], cosine, cosine * tangent)
  return true
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const old = a[i]
    a[i] = cosine * old - sine * b[i]
    b[i] = sine * old + cosine * b[i]
  }
}

/** The greatest singular value of unit columns over the least; 1 for a single column. */
export function conditionNumber({ values }: Spectrum): number {
  return values[0] / values[values.length - 1]
}
