/** What it is worth to pass to a level at a moment of a grid, for chain.ts: from then on its profits instead of those of the level below, less the cost. */
import { constantBend, Curves, growing, lineBend, product, sum } from './curves.ts'
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
  /** What a unit's discounted cost may stand below its chord from a moment to the next of the same level; and what a unit of bend stands above. */
  costRaise: Float64Array
  bendRaise: Float64Array
}

/** Share of the horizon within which two times are one. */
const SAME = 1e-10

export class Gains {
  readonly #looks: Looks
  readonly #worthAfter: number
  /** Of the values at a piece's start and end, in what is earned on it. */
  readonly #ofStart: Float64Array
  readonly #ofEnd: Float64Array
  /** Room for what a level needs of the pieces and moments: the next one overwrites it. */
  readonly #atStart: Float64Array
  readonly #atEnd: Float64Array
  readonly #remaining: Float64Array
  readonly #bends: Float64Array
  readonly #raises: Float64Array

  constructor(
    readonly question: Question,
    readonly majorant: Majorant,
    readonly nodes: Nodes,
  ) {
    const { continuation, discountRate, start, end } = question
    this.#looks = looksOf(question, majorant, nodes)
    this.#worthAfter = continuation === 'none' ? 0 : Math.exp(-discountRate * (end - start)) / discountRate
    const { pieces } = majorant
    this.#ofStart = new Float64Array(pieces.length)
    this.#ofEnd = new Float64Array(pieces.length)
    this.#atStart = new Float64Array(pieces.length)
    this.#atEnd = new Float64Array(pieces.length)
    this.#remaining = new Float64Array(pieces.length + 1)
    this.#bends = new Float64Array(pieces.length)
    this.#raises = new Float64Array(nodes.times.length)
    pieces.forEach((piece, q) => {
      const { whole, toEnd } = discountWeights(discountRate, piece.end - piece.start)
      const discount = Math.exp(-discountRate * (piece.start - start))
      this.#ofStart[q] = discount * (whole - toEnd)
      this.#ofEnd[q] = discount * toEnd
    })
  }

  newColumn(): Column {
    const count = this.majorant.pieces.length
    return { first: new Float64Array(count), last: new Float64Array(count), remaining: new Float64Array(count + 1), after: 0 }
  }

  /** What a level earns at rest, written over a column. */
  read(column: Column, level: number): void {
    const { pieces, rows } = this.majorant
    const { first, last, remaining } = column
    for (let q = pieces.length - 1; q >= 0; q--) {
      first[q] = rows[pieces[q].startRow][level]
      last[q] = rows[pieces[q].endRow][level]
      remaining[q] = remaining[q + 1] + this.#ofStart[q] * first[q] + this.#ofEnd[q] * last[q]
    }
    column.after = this.#worthAfter * this.majorant.last[level]
  }

  /**
   * Of passing from the level below a cell to the one above, number i, at each of its moments: raised so that no chord is below the gain between.
   *
   * @param gains to be filled: moments at which the level cannot be passed are left as they are.
   */
  fill(gains: Float64Array, below: Column, above: Column, i: number): void {
    const { levels, stride, shift, endIndex } = this.nodes
    const { piece, first, last, cost, costRaise, bendRaise } = this.#looks
    const cell = levels[i] - levels[i - 1]
    const offset = shift * (i - 1)
    const final = Math.ceil((endIndex - offset) / stride)
    if (final < 0) return
    const atStart = difference(above.first, below.first, this.#atStart)
    const atEnd = difference(above.last, below.last, this.#atEnd)
    const remaining = difference(above.remaining, below.remaining, this.#remaining)
    const after = above.after - below.after
    for (let k = 0, j = offset; k <= final; k++, j += stride) {
      const q = piece[j]
      gains[k] = remaining[q + 1] + first[j] * atStart[q] + last[j] * atEnd[q] + after - cell * cost[j]
    }
    const raises = this.#raises
    const bends = this.#findBends(atStart, atEnd)
    for (let k = 0, j = offset; k < final; k++, j += stride) {
      let bend = 0
      for (let q = piece[j]; q <= piece[j + stride]; q++) if (bends[q] > bend) bend = bends[q]
      raises[k] = bend * bendRaise[j] + cell * costRaise[j]
    }
    this.#addKinks(raises.subarray(0, final), atStart, atEnd, offset)
    for (let k = 0, before = 0; k <= final; k++) {
      const own = k < final ? raises[k] : 0
      gains[k] += before > own ? before : own
      before = own
    }
  }

  /** By piece, how much a gain bends downwards: −H″ but for the discount, where the difference of profits is a line. */
  #findBends(atStart: Float64Array, atEnd: Float64Array): Float64Array {
    const { pieces } = this.majorant
    const { discountRate } = this.question
    const bends = this.#bends
    for (let q = 0; q < bends.length; q++) {
      const slope = (atEnd[q] - atStart[q]) / (pieces[q].end - pieces[q].start)
      bends[q] = Math.max(0, slope - discountRate * Math.min(atStart[q], atEnd[q]))
    }
    return bends
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

function difference(a: Float64Array, b: Float64Array, result: Float64Array): Float64Array {
  for (let q = 0; q < a.length; q++) result[q] = a[q] - b[q]
  return result
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
    bendRaise: empty(),
  }
  const { stride } = nodes
  for (let j = 0; j + stride < times.length; j++) {
    const length = times[j + stride] - times[j]
    looks.bendRaise[j] = (looks.discount[j] * length * length) / 8
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
  const { start, end, discountRate, conversionCost, extraCost, scenario, over } = question
  const near = SAME * (end - start)
  const curves = new Curves(scenario, start)
  const discounting = growing(-discountRate, start)
  const dates = [...new Set([...over.dates, ...(extraCost?.times ?? []), end])].sort((a, b) => a - b)
  const costAt = (time: number) => conversionCost(time) + (extraCost?.at(time) ?? 0)
  const sides = (date: number): [number, number] => [costAt(before(date)), costAt(date)]
  const changes = dates.some((date) => sides(date).some((own) => own !== costAt(start)))
  const isStill = !changes && curves.of('investment.conversionCost', start, dates[0]).slope === 0
  const bendOf = (from: number, to: number) => {
    const own = to > end ? constantBend(conversionCost(end)) : curves.of('investment.conversionCost', from, to)
    return product(extraCost ? sum(own, lineBend(extraCost.at(from), extraCost.at(to), to - from)) : own, discounting(from, to))
  }
  for (let j = 0, d = 0; j < times.length; j++) {
    while (d < dates.length && dates[d] < times[j] - near) d++
    const isAtDate = d < dates.length && Math.abs(dates[d] - times[j]) <= near
    cost[j] = discount[j] * (isAtDate ? Math.min(...sides(dates[d])) : costAt(times[j]))
  }
  const schedules = new Set([...over.dates, end])
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
    const bends = ends.slice(1).map((last, k) => bendOf(ends[k], last))
    costRaise[j] = (Math.max(...bends.map(({ curvature }) => curvature)) * length ** 2) / 8
    inside.forEach((date, k) => {
      const [left, right] = sides(date)
      const place = date - from
      const discounted = Math.exp(-discountRate * (date - start))
      if (extraCost) costRaise[j] += discounted * Math.max(0, extraCost.turn(date)) * ridge(place, length)
      if (!schedules.has(date)) return
      const jump = discounted * (right - left)
      costRaise[j] += jump > 0 ? (jump * place) / length : (-jump * (length - place)) / length
      costRaise[j] += (bends[k].slope + bends[k + 1].slope) * ridge(place, length)
    })
  }
}
