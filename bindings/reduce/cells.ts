/**
 * Counts of values in cells that are fixed beforehand: the doubles that share sign, exponent and the upper 12 bits of the
 * fraction. A cell is 2^-12 of its value wide, or less; so its middle is within 2^-13 (0.012 %) of every value in it. A page
 * holds the cells of one sign and exponent, and is made when a value falls on it.
 */
export interface Cells {
  /** Counts by sign and exponent: the upper 12 bits of a double. */
  pages: Map<number, Float64Array>
  /** Finite values so far. */
  count: number
  /** Infinity and -Infinity as long as there is no value. */
  minimum: number
  /** See `minimum`. */
  maximum: number
}

const PAGE_CELLS = 2 ** 12
const FIRST_NEGATIVE = 2 ** 11

const number = new Float64Array(1)
const words = new Uint32Array(number.buffer)
// Where the upper half of a double stands in memory.
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0]

export function createCells(): Cells {
  return { pages: new Map(), count: 0, minimum: Infinity, maximum: -Infinity }
}

export function addValues(cells: Cells, values: Float64Array): void {
  let page = -1
  let counts: Float64Array = new Float64Array(0)
  for (let i = 0; i < values.length; i++) {
    // Adding 0 makes a negative zero positive: both are one value.
    const value = values[i] + 0
    if (!Number.isFinite(value)) continue
    number[0] = value
    const upper = words[UPPER]
    if (upper >>> 20 !== page) {
      page = upper >>> 20
      counts = pageOf(cells, page)
    }
    counts[(upper >>> 8) & 0xfff]++
    cells.count++
    if (value < cells.minimum) cells.minimum = value
    if (value > cells.maximum) cells.maximum = value
  }
}

export function mergeCells(cells: Cells, other: Cells): void {
  for (const [page, counts] of other.pages) {
    const into = pageOf(cells, page)
    counts.forEach((count, slot) => (into[slot] += count))
  }
  cells.count += other.count
  cells.minimum = Math.min(cells.minimum, other.minimum)
  cells.maximum = Math.max(cells.maximum, other.maximum)
}

/** The cells that hold values, from the least up: the middle of each, and its count. */
export function* ascending(cells: Cells): Generator<{ value: number; count: number }, void, void> {
  // Negative doubles descend as their bits ascend.
  const pages = [...cells.pages].sort(([a], [b]) => rank(a) - rank(b))
  for (const [page, counts] of pages) {
    for (let i = 0; i < PAGE_CELLS; i++) {
      const slot = page < FIRST_NEGATIVE ? i : PAGE_CELLS - 1 - i
      if (counts[slot] > 0) yield { value: within(cells, middle(page, slot)), count: counts[slot] }
    }
  }
}

function rank(page: number): number {
  return page < FIRST_NEGATIVE ? page : FIRST_NEGATIVE - 1 - page
}

function pageOf(cells: Cells, page: number): Float64Array {
  let counts = cells.pages.get(page)
  if (counts === undefined) cells.pages.set(page, (counts = new Float64Array(PAGE_CELLS)))
  return counts
}

function middle(page: number, slot: number): number {
  // The cell at zero holds zero itself, which is what it most likely stands for.
  if (page % FIRST_NEGATIVE === 0 && slot === 0) return 0
  number[0] = 0
  words[UPPER] = ((page << 20) | (slot << 8) | 0x80) >>> 0
  return number[0]
}

function within({ minimum, maximum }: Cells, value: number): number {
  return Math.min(maximum, Math.max(minimum, value))
}
