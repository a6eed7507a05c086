/** What it is worth to pass to a level at a moment, for chain.ts: from then on its profits instead of those of the level below, less the cost. */
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

/** Of a moment: its piece, the weights of that piece's two values in what is earned to its end, its discount, and the discounted cost of a unit of level. */
interface Looks {
  piece: Int32Array
  first: Float64Array
  last: Float64Array
  discount: Float64Array
  /** Just before the moment, and from it on: not the same at a date. */
  costBefore: Float64Array
  cost: Float64Array
  /** What a unit's discounted cost may stand below its chord from a moment to the next; and what a unit of bend stands above. */
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
   * Of passing from the level below a cell to the one above, number i: on each stretch from a moment to the next a line that is nowhere below the
   * gain, by its values at the two ends.
   *
   * @param first the moment at which the first stretch begins.
   */
  fill(left: Float64Array, right: Float64Array, below: Column, above: Column, i: number, first: number): void {
    const { levels, times } = this.nodes
    const looks = this.#looks
    const { piece, costBefore, cost, costRaise, bendRaise } = looks
    const cell = levels[i] - levels[i - 1]
    const count = times.length - 1 - first
    const atStart = difference(above.first, below.first, this.#atStart)
    const atEnd = difference(above.last, below.last, this.#atEnd)
    const remaining = difference(above.remaining, below.remaining, this.#remaining)
    const after = above.after - below.after
    const raises = this.#raises.subarray(0, Math.max(0, count))
    const bends = this.#findBends(atStart, atEnd)
    for (let k = 0, j = first; k < count; k++, j++) {
      let bend = 0
      for (let q = piece[j]; q <= piece[j + 1]; q++) if (bends[q] > bend) bend = bends[q]
      raises[k] = bend * bendRaise[j] + cell * costRaise[j]
    }
    this.#addKinks(raises, atStart, atEnd, first)
    for (let k = 0, j = first; k <= count; k++, j++) {
      const q = piece[j]
      const earned = remaining[q + 1] + looks.first[j] * atStart[q] + looks.last[j] * atEnd[q] + after
      if (k > 0) right[k - 1] = earned - cell * costBefore[j] + raises[k - 1]
      if (k < count) left[k] = earned - cell * cost[j] + raises[k]
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
  #addKinks(raises: Float64Array, atStart: Float64Array, atEnd: Float64Array, first: number): void {
    const { pieces } = this.majorant
    const { times } = this.nodes
    const { piece, discount } = this.#looks
    for (let q = 1, j = 0; q < pieces.length; q++) {
      const jump = atStart[q] - atEnd[q - 1]
      if (pieces[q].startRow === pieces[q - 1].endRow || !(jump > 0)) continue
      const { start } = pieces[q]
      while (j + 1 < times.length && times[j + 1] <= start && piece[j] <= q) j++
      const k = j - first
      if (k >= 0 && k < raises.length) raises[k] += jump * discount[j] * ridge(start - times[j], times[j + 1] - times[j])
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
    costBefore: empty(),
    cost: empty(),
    costRaise: empty(),
    bendRaise: empty(),
  }
  for (let j = 0; j + 1 < times.length; j++) {
    const length = times[j + 1] - times[j]
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

/** Discounted costs of a unit of level, and how far they bend upwards or jump between two moments. */
function fillCosts({ discount, costBefore, cost, costRaise }: Looks, question: Question, { times }: Nodes): void {
  const { start, end, rate, discountRate, conversionCost, extraCost, scenario, over } = question
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
    const [left, right] = isAtDate ? sides(dates[d]) : [costAt(times[j]), costAt(times[j])]
    costBefore[j] = discount[j] * left
    cost[j] = discount[j] * right
  }
  // A jump at the end of the horizon costs what holds from then on.
  const last = times.length - 1
  if (rate === Infinity) costBefore[last] = Math.min(costBefore[last], cost[last])
  const schedules = new Set([...over.dates, end])
  for (let j = 0, d = 0; j + 1 < times.length; j++) {
    const [from, to] = [times[j], times[j + 1]]
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
