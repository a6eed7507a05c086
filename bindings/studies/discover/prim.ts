import {
  best,
  candidate,
  cut,
  restrictionsOf,
  violates,
  wholeSample,
  withLimit,
  type Box,
  type Candidate,
  type Interval,
  type Limits,
  type WordSet,
} from './box.ts'
import { membersOf, type CategoricalInput, type Order, type Sample } from './sample.ts'

export interface PrimOptions {
  /** Share of the points that a peel takes off a numeric input. */
  alpha: number
  /** Share of the points beyond the box that a paste gives back. */
  pasteAlpha: number
  /** Least share of all points that a box may hold. */
  minimumMass: number
}

/** Every box from the whole sample on: peels, then pastes. */
export function primTrajectory(sample: Sample, options: PrimOptions): Box[] {
  const boxes = peel(sample, options)
  for (let box = boxes[boxes.length - 1]; ; boxes.push(box)) {
    const next = best(pastes(sample, box, options.pasteAlpha))
    if (next === undefined || next.gain <= 0) return boxes
    box = { limits: next.limits, n: next.n, k: next.k }
  }
}

function peel(sample: Sample, { alpha, minimumMass }: PrimOptions): Box[] {
  const remaining = new Remaining(sample)
  const boxes = [wholeSample(sample)]
  for (;;) {
    const box = boxes[boxes.length - 1]
    const next = best(remaining.peels(box, alpha))
    if (next === undefined || next.gain <= 0 || !(next.n / sample.rows >= minimumMass)) return boxes
    boxes.push({ limits: next.limits, n: next.n, k: next.k })
    remaining.keep(next, box.limits)
  }
}

/**
 * The rows in a box that shrinks, by ascending value of each numeric input. A peel looks only at the rows near the ends; rows that have left the box stand in the orders until half
 * of them have.
 */
class Remaining {
  readonly #sample: Sample
  readonly #orders: (Order | undefined)[]
  readonly #inside: Uint8Array
  #count: number

  constructor(sample: Sample) {
    this.#sample = sample
    this.#orders = sample.inputs.map((input) => (input.kind === 'numeric' ? input : undefined))
    this.#inside = sample.member.slice()
    this.#count = sample.rows
  }

  peels(box: Box, alpha: number): Candidate[] {
    // The high end before the low one.
    return this.#sample.inputs.flatMap((input, i) =>
      input.kind === 'categorical'
        ? this.#wordPeels(box, i, input)
        : [...this.#endPeel(box, i, alpha, 'high'), ...this.#endPeel(box, i, alpha, 'low')],
    )
  }

  #endPeel(box: Box, i: number, alpha: number, end: 'low' | 'high'): Candidate[] {
    const { interest, inputs } = this.#sample
    const order = this.#orders[i]!
    const limit = this.#limit(order, alpha, end)
    let [gone, lost] = [0, 0]
    this.#walk(order, end, (row, value) => {
      if (end === 'high' ? value <= limit : value >= limit) return false
      gone++
      lost += interest[row]
      return true
    })
    if (gone === 0 || gone === box.n) return []
    return [candidate(inputs, box, withLimit(box.limits, i, { ...(box.limits[i] as Interval), [end]: limit }), box.n - gone, box.k - lost)]
  }

  /** The cut of the values in the box, of which only those up to it are read, from the end. */
  #limit(order: Order, alpha: number, end: 'low' | 'high'): number {
    const last = this.#count - 1
    const place = last * (end === 'high' ? 1 - alpha : alpha)
    const [outer, inner] = end === 'high' ? [last - Math.ceil(place), last - Math.floor(place)] : [Math.floor(place), Math.ceil(place)]
    let [rank, first, second] = [0, 0, 0]
    this.#walk(order, end, (_, value) => {
      if (rank === outer) first = value
      second = value
      // Beyond the second of the two until the value differs.
      return rank++ < inner || value === first
    })
    return (first + second) / 2
  }

  /** Visits the rows in the box from one end, until `visit` returns false. */
  #walk({ order, sorted }: Order, end: 'low' | 'high', visit: (row: number, value: number) => boolean): void {
    const inside = this.#inside
    const step = end === 'low' ? 1 : -1
    for (let place = end === 'low' ? 0 : order.length - 1; place >= 0 && place < order.length; place += step) {
      if (inside[order[place]] === 1 && !visit(order[place], sorted[place])) return
    }
  }

  #wordPeels(box: Box, i: number, { codes, words }: CategoricalInput): Candidate[] {
    const { interest, inputs } = this.#sample
    const { allowed } = box.limits[i] as WordSet
    const [n, k] = [words.map(() => 0), words.map(() => 0)]
    for (let row = 0; row < codes.length; row++) {
      if (this.#inside[row] === 0) continue
      n[codes[row]]++
      k[codes[row]] += interest[row]
    }
    return words.flatMap((_, code) => {
      if (allowed[code] === 0 || n[code] === 0 || n[code] === box.n) return []
      const rest = allowed.slice()
      rest[code] = 0
      return [candidate(inputs, box, withLimit(box.limits, i, { allowed: rest }), box.n - n[code], box.k - k[code])]
    })
  }

  /** Lets go the rows that the one limit that has changed shuts out. */
  keep(box: Box, before: Limits): void {
    const { inputs } = this.#sample
    const changed = box.limits.findIndex((limit, i) => limit !== before[i])
    const input = inputs[changed]
    const limit = box.limits[changed]
    if ('allowed' in limit) this.#dropWords((input as CategoricalInput).codes, limit)
    else this.#dropEnds(this.#orders[changed]!, limit)
    this.#count = box.n
    this.#orders.forEach((order, i) => {
      if (order !== undefined && 2 * this.#count <= order.order.length) this.#orders[i] = membersOf(order, this.#inside, this.#count)
    })
  }

  #dropWords(codes: Uint32Array, { allowed }: WordSet): void {
    for (let row = 0; row < codes.length; row++) this.#inside[row] &= allowed[codes[row]]
  }

  #dropEnds({ order, sorted }: Order, { low, high }: Interval): void {
    for (let i = 0; i < order.length && sorted[i] < low; i++) this.#inside[order[i]] = 0
    for (let i = order.length - 1; i >= 0 && sorted[i] > high; i--) this.#inside[order[i]] = 0
  }
}

/** For each end of a restricted interval, and each word shut out: the box that takes some of what lies beyond, all other restrictions kept. */
function pastes(sample: Sample, box: Box, pasteAlpha: number): Candidate[] {
  const { inputs, interest, member } = sample
  const restrictions = restrictionsOf(inputs, box.limits)
  const tests = restrictions.map((restriction) => violates(inputs, box.limits, restriction))
  // High before low.
  const ordered = restrictions
    .map((restriction, at) => ({ ...restriction, at }))
    .sort((a, b) => a.input - b.input || a.end.localeCompare(b.end))
  return ordered.flatMap(({ input, end, at }): Candidate[] => {
    const others = tests.filter((_, j) => j !== at)
    const admitted = (row: number) => !others.some((broken) => broken(row))
    const of = inputs[input]
    if (of.kind === 'categorical') {
      const { allowed } = box.limits[input] as WordSet
      return of.words.flatMap((_, code) => {
        if (allowed[code] === 1) return []
        const more = allowed.slice()
        more[code] = 1
        let [n, k] = [box.n, box.k]
        for (let row = 0; row < member.length; row++) {
          if (member[row] === 0 || of.codes[row] !== code || !admitted(row)) continue
          n++
          k += interest[row]
        }
        return n === box.n ? [] : [candidate(inputs, box, withLimit(box.limits, input, { allowed: more }), n, k)]
      })
    }
    const limit = box.limits[input] as Interval
    const from = end === 'low' ? 0 : of.sorted.findIndex((value) => value >= limit.high)
    const to = end === 'low' ? 1 + of.sorted.findLastIndex((value) => value <= limit.low) : of.order.length
    const beyond = of.order.subarray(from, to).filter(admitted)
    if (beyond.length === 0) return []
    const value = (place: number) => of.values[beyond[place]]
    const moved =
      end === 'low'
        ? { ...limit, low: cut(value, beyond.length, 1 - pasteAlpha, 'high') }
        : { ...limit, high: cut(value, beyond.length, pasteAlpha, 'low') }
    let [n, k] = [box.n, box.k]
    for (const row of beyond) {
      const added =
        end === 'low'
          ? of.values[row] >= moved.low && of.values[row] < limit.low
          : of.values[row] <= moved.high && of.values[row] > limit.high
      if (!added) continue
      n++
      k += interest[row]
    }
    return n === box.n ? [] : [candidate(inputs, box, withLimit(box.limits, input, moved), n, k)]
  })
}
