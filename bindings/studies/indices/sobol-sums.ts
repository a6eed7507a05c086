import { existing } from '../../errors.ts'

/**
 * Sums of which the indices of one block of rows are made. All values are taken less a `shift` near their mean, so that no large mean cancels; memory does not grow with
 * the rows.
 */
export class SobolSums {
  /** Rows with f(A) and f(B). */
  rows = 0
  /** Sums over f(A) and f(B) together, of their products and squares. */
  #both = 0
  #squares = 0
  #product = 0
  readonly #count: Float64Array
  readonly #difference: Float64Array
  readonly #withB: Float64Array
  readonly #squaredDifference: Float64Array
  readonly #pairs?: PairSums

  /** @param pairs whether second-order indices are wanted. */
  constructor(
    readonly groups: number,
    pairs: boolean,
  ) {
    this.#count = new Float64Array(groups)
    this.#difference = new Float64Array(groups)
    this.#withB = new Float64Array(groups)
    this.#squaredDifference = new Float64Array(groups)
    if (pairs) this.#pairs = new PairSums(groups)
  }

  /** Takes in one row; NaN is a point that failed. A failed f(A) or f(B) leaves the whole row out, any other its own index alone. */
  add(a: number, b: number, ab: (group: number) => number, ba?: (group: number) => number): void {
    if (Number.isNaN(a) || Number.isNaN(b)) return
    this.rows++
    this.#both += a + b
    this.#squares += a * a + b * b
    this.#product += a * b
    for (let group = 0; group < this.groups; group++) {
      const change = ab(group) - a
      if (Number.isNaN(change)) continue
      this.#count[group]++
      this.#difference[group] += change
      this.#withB[group] += b * change
      this.#squaredDifference[group] += change * change
    }
    if (this.#pairs && ba) this.#pairs.add(a, b, ab, ba)
  }

  merge(other: SobolSums): void {
    this.rows += other.rows
    this.#both += other.#both
    this.#squares += other.#squares
    this.#product += other.#product
    for (const [into, from] of [
      [this.#count, other.#count],
      [this.#difference, other.#difference],
      [this.#withB, other.#withB],
      [this.#squaredDifference, other.#squaredDifference],
    ])
      into.forEach((_, group) => (into[group] += from[group]))
    if (this.#pairs && other.#pairs) this.#pairs.merge(other.#pairs)
  }

  /** False where a value was infinite, or its square is. */
  isFinite(): boolean {
    return [this.#squares, ...this.#squaredDifference].every(Number.isFinite) && (this.#pairs?.isFinite() ?? true)
  }

  /** Less the shift. */
  get mean(): number {
    return this.#both / (2 * this.rows)
  }

  get variance(): number {
    return Math.max(0, this.#squares / (2 * this.rows) - this.mean ** 2)
  }

  /** mean((f(B) − m) (f(AB) − f(A))) / V. */
  firstOrder(group: number): number {
    return (this.#withB[group] - this.mean * this.#difference[group]) / this.#count[group] / this.variance
  }

  /** mean((f(A) − f(AB))²) / 2V. */
  total(group: number): number {
    return this.#squaredDifference[group] / this.#count[group] / (2 * this.variance)
  }

  /** mean((f(A) − m) (f(B) − m)) / V, which estimates nought. */
  nought(): number {
    return (this.#product / this.rows - this.mean ** 2) / this.variance
  }

  /** The closed index of a pair less their first orders. */
  secondOrder(one: number, other: number): number {
    return (
      existing(this.#pairs, 'the sums of pairs').closed(one, other, this.mean) / this.variance -
      this.firstOrder(one) -
      this.firstOrder(other)
    )
  }
}

/** Sums of f(BA_j) f(AB_k) for every ordered pair, less f(A) f(B), whose mean is m² too. */
class PairSums {
  readonly #groups: number
  readonly #count: Float64Array
  readonly #product: Float64Array
  readonly #sum: Float64Array

  constructor(groups: number) {
    this.#groups = groups
    this.#count = new Float64Array(groups * groups)
    this.#product = new Float64Array(groups * groups)
    this.#sum = new Float64Array(groups * groups)
  }

  add(a: number, b: number, ab: (group: number) => number, ba: (group: number) => number): void {
    for (let j = 0; j < this.#groups; j++) {
      const left = ba(j)
      for (let k = 0; k < this.#groups; k++) {
        if (j === k) continue
        const right = ab(k)
        if (Number.isNaN(left) || Number.isNaN(right)) continue
        const place = j * this.#groups + k
        this.#count[place]++
        this.#product[place] += left * right - a * b
        this.#sum[place] += left + right - a - b
      }
    }
  }

  merge(other: PairSums): void {
    for (const [into, from] of [
      [this.#count, other.#count],
      [this.#product, other.#product],
      [this.#sum, other.#sum],
    ])
      into.forEach((_, i) => (into[i] += from[i]))
  }

  isFinite(): boolean {
    return this.#product.every(Number.isFinite)
  }

  /** mean((f(BA_j) − m) (f(AB_k) − m) − (f(A) − m) (f(B) − m)), over both orders of the pair. */
  closed(j: number, k: number, mean: number): number {
    const of = (place: number) => (this.#product[place] - mean * this.#sum[place]) / this.#count[place]
    return (of(j * this.#groups + k) + of(k * this.#groups + j)) / 2
  }
}
