import type { HostModule } from '../host-types.ts'
import { Encoders } from './module.ts'

/** What the values of a column that are finite come to. */
export interface ColumnFold {
  count: number
  /** Infinity and -Infinity where there is none, and the first point that has each. */
  minimum: number
  minimumAt: number
  maximum: number
  maximumAt: number
  /** Their sum in units of 2^-1074, without any rounding. */
  sum: bigint
}

/** Values that are in the module's memory at once. */
const BLOCK = 2 ** 13
const EXPONENTS = 2048
// Where things are at a place, see assembly/encoders/fold.ts.
const [COUNT, LEAST, LEAST_POINT, GREATEST, GREATEST_POINT] = [0, 1, 2, 3, 4]
const [FIRST, LAST] = [10, 11]
const [LOW, HIGH] = [6, 6 + EXPONENTS]
const LOW_BITS = 32n

/** Folds columns in the module of encoders, each at a place of its own. */
export class Folds {
  readonly #encoders: Encoders
  readonly #places: number[]
  readonly #values: number

  constructor(module: HostModule, columns: number) {
    this.#encoders = new Encoders(module)
    const bytes = this.#encoders.exports.foldBytes()
    this.#places = Array.from({ length: columns }, () => this.#encoders.reserve(bytes))
    this.#values = this.#encoders.reserve(BLOCK * Float64Array.BYTES_PER_ELEMENT)
    for (const place of this.#places) this.#encoders.exports.beginFold(place)
  }

  /** Takes in the values of consecutive points, the first of which has the index `start`. */
  add(column: number, values: Float64Array, start: number): void {
    const { exports, buffer } = this.#encoders
    const block = new Float64Array(buffer, this.#values, BLOCK)
    for (let from = 0; from < values.length; from += BLOCK) {
      const part = values.subarray(from, from + BLOCK)
      block.set(part)
      exports.fold(this.#values, part.length, start + from, this.#places[column])
    }
  }

  /** What a column has come to since it was taken last. */
  take(column: number): ColumnFold {
    const { exports, buffer } = this.#encoders
    const place = this.#places[column]
    const numbers = new Float64Array(buffer, place, LOW)
    const result: ColumnFold = {
      count: numbers[COUNT],
      minimum: numbers[LEAST],
      minimumAt: numbers[LEAST_POINT],
      maximum: numbers[GREATEST],
      maximumAt: numbers[GREATEST_POINT],
      sum: this.#takeSum(place),
    }
    exports.beginFold(place)
    return result
  }

  #takeSum(place: number): bigint {
    const { buffer } = this.#encoders
    const [first, last] = new Int32Array(buffer, place).subarray(FIRST, LAST + 1)
    const sums = new BigInt64Array(buffer, place, LOW + 2 * EXPONENTS)
    let total = 0n
    for (let exponent = first; exponent <= last; exponent++) {
      const part = (sums[HIGH + exponent] << LOW_BITS) + sums[LOW + exponent]
      if (part === 0n) continue
      // Subnormal numbers (exponent 0) have the unit of exponent 1.
      total += part << BigInt(Math.max(exponent - 1, 0))
      sums[HIGH + exponent] = sums[LOW + exponent] = 0n
    }
    return total
  }
}
