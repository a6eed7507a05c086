/** The horizon in pieces without a date inside, and the moments at which profits are looked at: at most two for a piece. */
import type { Question } from './problem.ts'

/** A stretch of time, and the rows of profits at its ends: the same where nothing moves in between. */
export interface Piece {
  start: number
  end: number
  startRow: number
  endRow: number
}

/** @param inner where parameters move smoothly, moments at which pieces end besides the dates; or a number of even pieces. */
export function piecesOf({ start, end, over }: Question, inner: number | Float64Array): { pieces: Piece[]; moments: number[] } {
  if (over.isStepwise) {
    const starts = [start, ...over.dates]
    const pieces = starts.map((from, k): Piece => {
      const row = over.isConstant ? 0 : k
      return { start: from, end: starts[k + 1] ?? end, startRow: row, endRow: row }
    })
    return { pieces, moments: over.isConstant ? [start] : starts }
  }
  const looks = typeof inner === 'number' ? Float64Array.from({ length: inner }, (_, k) => start + ((end - start) * k) / inner) : inner
  const dates = new Set(over.dates)
  const ends = [...new Set([...looks, ...over.dates])].filter((time) => time > start && time < end).sort((a, b) => a - b)
  const moments = [start]
  const pieces = [...ends, end].map((to, k): Piece => {
    const startRow = moments.length - 1
    // At a date the row before it is another one than that from it on.
    const jumps = dates.has(to) || to === end
    const endRow = moments.push(jumps ? before(to) : to) - 1
    if (jumps && to !== end) moments.push(to)
    return { start: ends[k - 1] ?? start, end: to, startRow, endRow }
  })
  return { pieces, moments }
}

/** The double just below a time: what holds until then. */
export function before(time: number): number {
  return time - Math.max(Math.abs(time) * 2 ** -52, Number.MIN_VALUE)
}
