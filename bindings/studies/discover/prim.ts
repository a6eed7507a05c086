import { existing } from '../../errors.ts'
import {
  allowedOf,
  best,
  candidate,
  intervalOf,
  wholeSample,
  withLimit,
  type Box,
  type Candidate,
  type Interval,
  type Limits,
} from './box.ts'
import { pastes } from './pastes.ts'
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
    const next = best(pastes(sample, box, options.pasteAlpha), sample.inputs)
    if (next === undefined || next.gain <= 0) return boxes
    box = { limits: next.limits, n: next.n, k: next.k }
  }
}

function peel(sample: Sample, { alpha, minimumMass }: PrimOptions): Box[] {
  const remaining = new Remaining(sample)
  const boxes = [wholeSample(sample)]
  for (;;) {
    const box = boxes[boxes.length - 1]
    const next = best(remaining.peels(box, alpha), sample.inputs)
    if (next === undefined || next.gain <= 0 || !(next.n / sample.rows >= minimumMass)) return boxes
    boxes.push({ limits: next.limits, n: next.n, k: next.k })
    remaining.keep(next, box.limits)
  }
}

/** Bits of a row's state: in the box, and of interest. */
const IN = 1
const OF_INTEREST = 2

/**
 * The rows in a box that shrinks, by ascending value of each numeric input. A peel looks only at the rows near the ends; rows that have left the box stand in the orders until half
 * of them have.
 */
class Remaining {
  readonly #sample: Sample
  readonly #orders: (Order | undefined)[]
  /** Of each row; 0 where it has left the box. */
  readonly #state: Uint8Array
  #count: number

  constructor(sample: Sample) {
    this.#sample = sample
    this.#orders = sample.inputs.map((input) => (input.kind === 'numeric' ? input : undefined))
    this.#state = sample.interest.map((interest, row) => sample.member[row] * (IN | (interest * OF_INTEREST)))
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

  #orderOf(input: number): Order {
    return existing(this.#orders[input], 'the order of a numeric input')
  }

  #endPeel(box: Box, i: number, alpha: number, end: 'low' | 'high'): Candidate[] {
    const { limit, gone, lost } = this.#endCut(this.#orderOf(i), alpha, end)
    if (gone === 0 || gone === box.n) return []
    const limits = withLimit(box.limits, i, { ...intervalOf(box.limits, i), [end]: limit })
    return [candidate(box, limits, box.n - gone, box.k - lost)]
  }

  /** The cut of the values in the box, and the rows and cases of interest beyond it. Only the rows up to the cut are read, from the end. */
  #endCut({ order, sorted }: Order, alpha: number, end: 'low' | 'high'): { limit: number; gone: number; lost: number } {
    const rows = this.#state
    const last = this.#count - 1
    const place = last * (end === 'high' ? 1 - alpha : alpha)
    const outer = end === 'high' ? last - Math.ceil(place) : Math.floor(place)
    const step = end === 'low' ? 1 : -1
    // Rows read, and those of interest: before the value that is read now, before the first of the two values that the cut lies between, and in all.
    let [run, runOf, before, beforeOf, read, readOf] = [0, 0, 0, 0, 0, 0]
    let [value, first] = [NaN, NaN]
    for (let at = end === 'low' ? 0 : order.length - 1; at >= 0 && at < order.length; at += step) {
      const state = rows[order[at]]
      if (state === 0) continue
      if (sorted[at] !== value) {
        if (read > outer) {
          const limit = (first + sorted[at]) / 2
          // Between neighbouring numbers the middle is one of them.
          return limit === first ? { limit, gone: before, lost: beforeOf } : { limit, gone: read, lost: readOf }
        }
        value = sorted[at]
        run = read
        runOf = readOf
      }
      if (read === outer) {
        first = value
        before = run
        beforeOf = runOf
      }
      read++
      readOf += state >> 1
    }
    return { limit: first, gone: before, lost: beforeOf }
  }

  #wordPeels(box: Box, i: number, { codes, words }: CategoricalInput): Candidate[] {
    const allowed = allowedOf(box.limits, i)
    const [n, k] = [words.map(() => 0), words.map(() => 0)]
    for (let row = 0; row < codes.length; row++) {
      const state = this.#state[row]
      if (state === 0) continue
      n[codes[row]]++
      k[codes[row]] += state >> 1
    }
    return words.flatMap((_, code) => {
      if (allowed[code] === 0 || n[code] === 0 || n[code] === box.n) return []
      const rest = allowed.slice()
      rest[code] = 0
      return [candidate(box, withLimit(box.limits, i, { allowed: rest }), box.n - n[code], box.k - k[code])]
    })
  }

  /** Lets go the rows that the one limit that has changed shuts out. */
  keep(box: Box, before: Limits): void {
    const { inputs } = this.#sample
    const changed = box.limits.findIndex((limit, i) => limit !== before[i])
    const input = inputs[changed]
    if (input.kind === 'categorical') this.#dropWords(input.codes, allowedOf(box.limits, changed))
    else this.#dropEnds(this.#orderOf(changed), intervalOf(box.limits, changed))
    this.#count = box.n
    this.#orders.forEach((order, i) => {
      if (order !== undefined && 2 * this.#count <= order.order.length) this.#orders[i] = membersOf(order, this.#state, this.#count)
    })
  }

  #dropWords(codes: Uint32Array, allowed: Uint8Array): void {
    for (let row = 0; row < codes.length; row++) if (allowed[codes[row]] === 0) this.#state[row] = 0
  }

  #dropEnds({ order, sorted }: Order, { low, high }: Interval): void {
    for (let i = 0; i < order.length && sorted[i] < low; i++) this.#state[order[i]] = 0
    for (let i = order.length - 1; i >= 0 && sorted[i] > high; i--) this.#state[order[i]] = 0
  }
}
