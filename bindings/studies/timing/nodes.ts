/** The levels and moments of a grid for courses that only rise. */
import type { Question } from './problem.ts'

export interface Nodes {
  levels: Float64Array
  /** Years that a cell takes at the greatest rate; 0 where levels jump. */
  crossing: number
  /** The grid's moments, the last of them at the end of the horizon or behind it. */
  times: Float64Array
  /** The first moment that is not before the end. */
  endIndex: number
  /** Between two moments at which the first cell may be crossed; and what the next cell's are later by. */
  stride: number
  shift: number
}

/** Moments, at most: where rates are high. */
const MOST_MOMENTS = 2e5

/** @param cells of the level. @param steps of time, about. */
export function nodesOf(question: Question, cells: number, steps: number): Nodes {
  const { start, end, level, rate, over } = question
  const length = end - start
  const way = Math.min(1 - level, rate * length)
  const count = way > 0 ? cells : 0
  const top = level + way >= 1 - 1e-12 ? 1 : level + way
  const levels = Float64Array.from({ length: count + 1 }, (_, i) => (i === count && count > 0 ? top : level + (way * i) / cells))
  const even = length / steps
  if (rate === Infinity || count === 0) {
    const inner = Array.from({ length: steps - 1 }, (_, k) => start + even * (k + 1))
    const times = Float64Array.from(new Set([start, ...inner, ...over.dates, end])).sort()
    return { levels, crossing: 0, times, endIndex: times.length - 1, stride: 1, shift: 0 }
  }
  const crossing = way / (rate * cells)
  const shift = Math.max(1, Math.round(crossing / even))
  const stride = crossing >= even ? 1 : Math.max(Math.round(even / crossing), Math.ceil(length / crossing / MOST_MOMENTS))
  const step = crossing / shift
  // Rounding must not add a moment behind the end.
  const endIndex = Math.ceil(length / step - 1e-9)
  const times = Float64Array.from({ length: endIndex + stride + 1 }, (_, j) => start + j * step)
  if (Math.abs(times[endIndex] - end) < 1e-9 * length) times[endIndex] = end
  return { levels, crossing, times, endIndex, stride, shift }
}
