import { known } from '../../known.ts'

type Points = readonly (readonly [x: number, y: number])[]

/** The value of a line at a place: between its points on the straight line that is drawn; null beside it. */
export function valueAt(points: Points, x: number): number | null {
  const next = points.findIndex(([at]) => at >= x)
  if (next < 0) return null
  // Of two points at one place, a jump's, the later holds from there on.
  if (points[next][0] === x) return known(points.findLast(([at]) => at === x))[1]
  if (next === 0) return null
  const [[before, low], [after, high]] = [points[next - 1], points[next]]
  return low + ((x - before) / (after - before)) * (high - low)
}
