/** What it is worth to pass to a level at a moment of a grid, for chain.ts: from then on its profits instead of those of the level below, less the cost. */
import { constantBend, Curves, growing, product } from './curves.ts'
import type { Majorant } from './majorant.ts'
import type { Nodes } from './nodes.ts'
import { before } from './pieces.ts'
import type { Question } from './problem.ts'
import { discountWeights } from './quadrature.ts'

/** Values of a level at the start and the end of each piece, what it earns from a piece's start to the end of the horizon, and what follows. */
interface Column {
  first: Float64Array
  last: Float64Array
  remaining: Float64Array
  after: number
}

/** Of a moment: its piece, the weights of that piece's two values in what is earned to its end, its discount, and the cost of a unit of level. */
interface Looks {
  piece: Int32Array
  first: Float64Array
  last: Float64Array
  discount: Float64Array
  cost: Float64Array
  /** What a unit's discounted cost may stand below its chord from a moment to the next of the same level. */
  costRaise: Float64Array
}

/** Share of the horizon within which two times are one. */
const SAME = 1e-10

export class Gains {
  readonly #looks: Looks
  readonly #worthAfter: number

  constructor(
    readonly question: Question,
    readonly majorant: Majorant,
    readonly nodes: Nodes,
  ) {
    const { continuation, discountRate, start, end } = question
    this.#looks = looksOf(question, majorant, nodes)
    this.#worthAfter = continuation === 'none' ? 0 : Math.exp(-discountRate * (end - start)) / discountRate
  }

  columnOf(level: number): Column {
    const { pieces, rows, last } = this.majorant
    const { discountRate, start } = this.question
    const column: Column = {
      first: Float64Array.from(pieces, ({ startRow }) => rows[startRow][level]),
      last: Float64Array.from(pieces, ({ endRow }) => rows[endRow][level]),
      remaining: new Float64Array(pieces.length + 1),
      after: this.#worthAfter * last[level],
    }
    for (let q = pieces.length - 1; q >= 0; q--) {
      const { whole, toEnd } = discountWeights(discountRate, pieces[q].end - pieces[q].start)
      const own = (whole - toEnd) * column.first[q] + toEnd * column.last[q]
      column.remaining[q] = column.remaining[q + 1] + Math.exp(-discountRate * (pieces[q].start - start)) * own
    }
    return column
  }

  /**
   * Of passing from the level below a cell to the one above, number i, at each of its moments: raised so that no chord is below the gain between.
   *
   * @param gains to be filled: moments at which the level cannot be passed are left as they are.
   */
  fill(gains: Float64Array, below: Column, above: Column, i: number): void {
    const { levels, stride, shift, endIndex, times } = this.nodes
    const { piece, first, last, cost, discount, costRaise } = this.#looks
    const cell = levels[i] - levels[i - 1]
    const offset = shift * (i - 1)
    const final = Math.ceil((endIndex - offset) / stride)
    if (final < 0) return
    const difference = (of: 'first' | 'last' | 'remaining') => above[of].map((value, q) => value - below[of][q])
    const [atStart, atEnd, remaining] = [difference('first'), difference('last'), difference('remaining')]
    const after = above.after - below.after
    for (let k = 0; k <= final; k++) {
      const j = offset + k * stride
      const q = piece[j]
      gains[k] = remaining[q + 1] + first[j] * atStart[q] + last[j] * atEnd[q] + after - cell * cost[j]
    }
    const raises = new Float64Array(final)
    const bends = this.#bends(atStart, atEnd)
    for (let k = 0; k < final; k++) {
      const [from, to] = [offset + k * stride, offset + (k + 1) * stride]
      let bend = 0
      for (let q = piece[from]; q <= piece[to]; q++) if (bends[q] > bend) bend = bends[q]
      raises[k] = (discount[from] * bend * (times[to] - times[from]) ** 2) / 8 + cell * costRaise[from]
    }
    this.#addKinks(raises, atStart, atEnd, offset)
    for (let k = 0; k <= final; k++) gains[k] += Math.max(k > 0 ? raises[k - 1] : 0, k < final ? raises[k] : 0)
  }

  /** By piece, how much a gain bends downwards: −H″ but for the discount, where the difference of profits is a line. */
  #bends(atStart: Float64Array, atEnd: Float64Array): Float64Array {
    const { pieces } = this.majorant
    const { discountRate } = this.question
    return atStart.map((own, q) => {
      const slope = (atEnd[q] - own) / (pieces[q].end - pieces[q].start)
      return Math.max(0, slope - discountRate * Math.min(own, atEnd[q]))
    })
  }

  /** Where the difference of profits jumps up, at a date, the gain has a ridge. */
  #addKinks(raises: Float64Array, atStart: Float64Array, atEnd: Float64Array, offset: number): void {
    const { pieces } = this.majorant
    const { times, stride } = this.nodes
    const { piece, discount } = this.#looks
    for (let q = 1, j = 0; q < pieces.length; q++) {
      const jump = atStart[q] - atEnd[q - 1]
      if (pieces[q].startRow === pieces[q - 1].endRow || !(jump > 0)) continue
      const { start } = pieces[q]
      while (j + 1 < times.length && times[j + 1] <= start && piece[j] <= q) j++
      const k = Math.floor((j - offset) / stride)
      if (k < 0 || k >= raises.length) continue
      const from = offset + k * stride
      raises[k] += jump * discount[from] * ridge(start - times[from], times[from + stride] - times[from])
    }
  }
}

/** How far a function with a slope that falls by 1 at a place stands above the chord there. */
function ridge(place: number, length: number): number {
  return Math.max(0, (place * (length - place)) / length)
}

function looksOf(question: Question, { pieces }: Majorant, nodes: Nodes): Looks {
  const { start, end, discountRate } = question
  const { times } = nodes
  const empty = () => new Float64Array(times.length)
  const looks: Looks = {
    piece: new Int32Array(times.length),
    first: empty(),
    last: empty(),
    discount: times.map((time) => Math.exp(-discountRate * (time - start))),
    cost: empty(),
    costRaise: empty(),
  }
  for (let j = 0, q = 0; j < times.length; j++) {
    const time = times[j]
    while (q < pieces.length - 1 && time >= pieces[q].end) q++
    looks.piece[j] = q
    if (time >= end) {
      looks.last[j] = -Math.exp(-discountRate * (end - start)) * discountWeights(discountRate, time - end).whole
      continue
    }
    const { whole, toEnd } = discountWeights(discountRate, pieces[q].end - time)
    const share = (time - pieces[q].start) / (pieces[q].end - pieces[q].start)
    looks.first[j] = looks.discount[j] * (whole - toEnd) * (1 - share)
    looks.last[j] = looks.discount[j] * ((whole - toEnd) * share + toEnd)
  }
  fillCosts(looks, question, nodes)
  return looks
}

/** Discounted costs of a unit of level, the lower one where they jump, and how far they bend upwards or jump between two moments of a level. */
function fillCosts({ discount, cost, costRaise }: Looks, question: Question, { times, stride }: Nodes): void {
  const { start, end, discountRate, conversionCost, scenario, over } = question
  const near = SAME * (end - start)
  const curves = new Curves(scenario)
  const discounting = growing(-discountRate, start)
  const dates = [...over.dates, end]
  const sides = (date: number): [number, number] => [conversionCost(before(date)), conversionCost(date)]
  const changes = dates.some((date) => conversionCost(before(date)) !== conversionCost(start)) || sides(end)[1] !== conversionCost(start)
  const isStill = !changes && curves.of('investment.conversionCost', start, dates[0]).slope === 0
  for (let j = 0, d = 0; j < times.length; j++) {
    while (d < dates.length && dates[d] < times[j] - near) d++
    const isAtDate = d < dates.length && Math.abs(dates[d] - times[j]) <= near
    cost[j] = discount[j] * (isAtDate ? Math.min(...sides(dates[d])) : conversionCost(times[j]))
  }
  for (let j = 0, d = 0; j + stride < times.length; j++) {
    const [from, to] = [times[j], times[j + stride]]
    const length = to - from
    if (isStill) {
      costRaise[j] = Math.max(0, (cost[j] * discountRate ** 2 * length ** 2) / 8)
      continue
    }
    while (d < dates.length && dates[d] <= from + near) d++
    const inside: number[] = []
    for (let e = d; e < dates.length && dates[e] < to - near; e++) inside.push(dates[e])
    const ends = [from, ...inside, to]
    const bends = ends.slice(1).map((last, k) => {
      const own = last > end ? constantBend(conversionCost(end)) : curves.of('investment.conversionCost', ends[k], last)
      return product(own, discounting(ends[k], last))
    })
    costRaise[j] = (Math.max(...bends.map(({ curvature }) => curvature)) * length ** 2) / 8
    inside.forEach((date, k) => {
      const [left, right] = sides(date)
      const place = date - from
      const jump = Math.exp(-discountRate * (date - start)) * (right - left)
      costRaise[j] += jump > 0 ? (jump * place) / length : (-jump * (length - place)) / length
      costRaise[j] += (bends[k].slope + bends[k + 1].slope) * ridge(place, length)
    })
  }
}
