/** The levels and moments of a grid for courses that only rise. */
import type { Question } from './problem.ts'

export interface Nodes {
  levels: Float64Array
  /** Years that an even cell takes at the greatest rate; 0 where levels jump. */
  crossing: number
  /** Cells from the first level on that are passed at one moment: all of them where levels jump, and the parts of a first cell that is divided. */
  atOnce: number
  /** The grid's moments, the last of them at the end of the horizon or behind it; with a rate one crossing apart. */
  times: Float64Array
}

/** Levels times moments, at most, for rates that are high; and the least number of cells, below which a rate counts as a jump. */
const MOST_NODES = 2e6
const LEAST_CELLS = 24
/** Parts of the first cell where the first unit recycled is worth infinitely much, each so many times as large as the one before. */
const PARTS = 12
const RATIO = 4
/** Dates that are looked at for a number of cells that fits them. */
const MOST_DATES = 400

/** @param cells of the level; one more for each part of a divided one. @param steps of time, about, where levels jump. */
export function nodesOf(question: Question, cells: number, steps: number): Nodes {
  const { start, end, level, rate, over } = question
  const length = end - start
  const way = Math.min(1 - level, rate * length)
  const top = level + way >= 1 - 1e-12 ? 1 : level + way
  const most = Math.min(cells, Math.floor(Math.sqrt((MOST_NODES * way) / (rate * length))))
  if (way === 0 || rate === Infinity || most < LEAST_CELLS) {
    const levels = levelsOf(question, way, top, cells)
    const inner = Array.from({ length: steps - 1 }, (_, k) => start + (length / steps) * (k + 1))
    const times = Float64Array.from(new Set([start, ...inner, ...over.dates, end])).sort()
    return { levels, crossing: 0, times, atOnce: levels.length - 1 }
  }
  const levels = levelsOf(question, way, top, most)
  const crossing = way / (rate * most)
  // Rounding must not add a moment behind the end.
  const count = Math.ceil(length / crossing - 1e-9)
  const times = Float64Array.from({ length: count + 1 }, (_, j) => start + j * crossing)
  if (Math.abs(times[count] - end) < 1e-9 * length) times[count] = end
  return { levels, crossing, times, atOnce: levels.length - 1 === most ? 0 : PARTS + 1 }
}

function levelsOf({ level, scenario }: Question, way: number, top: number, cells: number): Float64Array {
  if (way === 0) return Float64Array.of(level)
  const even = Array.from({ length: cells }, (_, i) => (i === cells - 1 ? top : level + (way * (i + 1)) / cells))
  const isSteep = scenario.recycling.exponent !== 1 && level < even[0] - level
  const parts = isSteep ? Array.from({ length: PARTS }, (_, p) => level + (even[0] - level) * RATIO ** (p - PARTS)) : []
  return Float64Array.of(level, ...parts, ...even)
}

/** Of so many cells or up to twice as many: the number with which the dates and the end of the horizon are nearest to moments of the grid. */
export function fittingCells({ start, end, level, rate, over }: Question, least: number): number {
  const way = Math.min(1 - level, rate * (end - start))
  if (rate === Infinity || way === 0) return least
  const dates = [...over.dates.slice(0, MOST_DATES), end]
  const missed = (cells: number) =>
    dates.reduce((sum, date) => {
      const place = ((date - start) * rate * cells) / way
      return sum + Math.abs(place - Math.round(place))
    }, 0)
  let best = least
  for (let cells = least + 1; cells < 2 * least; cells++) if (missed(cells) < missed(best) - 1e-9) best = cells
  return best
}
