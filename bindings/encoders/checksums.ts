/** CRC-32 by the module of encoders, see assembly/encoders/checksum.ts. A script that a worker runs cannot import Node's own. */
import type { Encoders } from './module.ts'

/** CRC-32 by Node's own code, also of what follows bytes that have one. */
export function checksumOf(bytes: Uint8Array, before = 0): number {
  return process.getBuiltinModule('node:zlib').crc32(bytes, before)
}

export const WORD_BYTES = 16
const REST_WORDS = 300

/** Of bytes that come piece by piece. */
export class Checksum {
  readonly #encoders: Encoders

  constructor(encoders: Encoders) {
    this.#encoders = encoders
  }

  begin(): void {
    this.#encoders.exports.beginChecksum()
  }

  /** Takes in words that are in the module's memory. */
  add(at: number, bytes: number): void {
    this.#encoders.exports.addToChecksum(at, bytes / WORD_BYTES)
  }

  /** The checksum of all words, and of some last bytes. */
  end(bytes: Uint8Array): number {
    const { exports, buffer } = this.#encoders
    const rest = new Uint8Array(buffer, exports.endChecksum(), REST_WORDS * WORD_BYTES)
    // Node's begins with all bits set unless it follows on one that has them all.
    const register = ~checksumOf(rest, ALL_BITS)
    return checksumOf(bytes, ~times(register, BEFORE_REST) >>> 0)
  }
}

// Polynomials of the field of CRC-32: the coefficient of 1 is the highest bit.
const ALL_BITS = 0xffffffff
const POLYNOMIAL = 0xedb88320
const X = 1 << 30
/** Of x^k: that many k come to 1. */
const ORDER = 2 ** 32 - 1
const BITS_PER_BYTE = 8
/** What undoes the empty words at the end: 1 / x^(128 · 300). */
const BEFORE_REST = power(X, ORDER - REST_WORDS * WORD_BYTES * BITS_PER_BYTE)

function times(a: number, b: number): number {
  let product = 0
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= b
    b = (b >>> 1) ^ (b & 1 ? POLYNOMIAL : 0)
  }
  return product
}

function power(base: number, exponent: number): number {
  let result = 1 << 31
  for (let rest = exponent, square = base; rest > 0; rest = Math.floor(rest / 2), square = times(square, square)) {
    if (rest % 2 === 1) result = times(result, square)
  }
  return result
}
