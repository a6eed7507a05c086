/** The bodies of Parquet pages: numbers split into streams of bytes, codes in few bits, and compression. */
import type { Encoders } from '../../encoders/module.ts'
import { packTurns, type PackTurns } from './pages.ts'
import { compress } from './snappy.ts'
import { splitBytes } from './split-bytes.ts'

/** What is compressed, and for numbers their extremes, undefined where one of them is NaN or there is none. */
export interface Compressed {
  /** Valid until the next call. */
  bytes: Uint8Array
  extremes?: { minimum: number; maximum: number }
}

export interface Compression {
  bytes(input: Uint8Array): Uint8Array
  /** Doubles as BYTE_STREAM_SPLIT. */
  doubles(values: Float64Array): Compressed
  /** The nearest singles as BYTE_STREAM_SPLIT. */
  singles(values: Float64Array): Compressed
  pack: PackTurns
}

/** A stream for each byte of a number. In the last ones, of sign, exponent and first digits, smooth columns repeat themselves. */
const STREAMS = 8
const SINGLE_STREAMS = 4
export const SMOOTH_STREAMS = 3

/** @param encoders undefined where the host cannot run them: JavaScript gives the same bytes. */
export function createCompression(encoders: Encoders | undefined): Compression {
  if (encoders) return new ModuleCompression(encoders)
  return {
    bytes: (input) => compress(input),
    doubles: (values) => ({ bytes: compress(splitBytes(values), STREAMS, SMOOTH_STREAMS), extremes: extremesOf(values) }),
    singles: (values) => {
      const singles = Float32Array.from(values)
      return { bytes: compress(splitBytes(singles), SINGLE_STREAMS, SMOOTH_STREAMS), extremes: extremesOf(singles) }
    },
    pack: packTurns,
  }
}

/** The least and the greatest; undefined where a value is NaN. */
export function extremesOf(values: Float64Array | Float32Array): Compressed['extremes'] {
  let [minimum, maximum] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) return undefined
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return values.length === 0 ? undefined : { minimum, maximum }
}

const LINE = 64

/** Bytes from one stream to the next: so many that no two begin at the same place of a processor's cache, as at multiples of 4,096 they would. */
function strideOf(length: number): number {
  return (Math.ceil(length / LINE) + 1) * LINE
}

/** In the module of encoders: input, its streams and the result stand one behind the other. */
class ModuleCompression implements Compression {
  readonly #encoders: Encoders
  /** Bytes of input that there is room for, and where the three are. */
  #capacity = 0
  #input = 0
  #streams = 0
  #output = 0

  constructor(encoders: Encoders) {
    this.#encoders = encoders
  }

  bytes(input: Uint8Array): Uint8Array {
    this.#reserve(input.length)
    new Uint8Array(this.#encoders.buffer, this.#input, input.length).set(input)
    return this.#compress(this.#input, input.length)
  }

  doubles(values: Float64Array): Compressed {
    const { exports } = this.#encoders
    this.#reserve(values.byteLength)
    new Float64Array(this.#encoders.buffer, this.#input, values.length).set(values)
    exports.split(this.#input, values.length, this.#streams, strideOf(values.length))
    return this.#numbers(values.length, STREAMS)
  }

  singles(values: Float64Array): Compressed {
    const { exports } = this.#encoders
    this.#reserve(values.byteLength)
    new Float64Array(this.#encoders.buffer, this.#input, values.length).set(values)
    exports.narrow(this.#input, values.length)
    exports.splitSingles(this.#input, values.length, this.#streams, strideOf(values.length))
    return this.#numbers(values.length, SINGLE_STREAMS)
  }

  #numbers(count: number, streams: number): Compressed {
    const { exports } = this.#encoders
    const known = count > 0 && !exports.holdsNaN()
    return {
      bytes: this.#compress(this.#streams, count, streams, SMOOTH_STREAMS),
      extremes: known ? { minimum: exports.minimum(), maximum: exports.maximum() } : undefined,
    }
  }

  pack: PackTurns = ({ stride, points }, phase, count, bits) => {
    // Whole groups, and the word that the last bits are written with.
    this.#reserve(4 * count + 64)
    const end = this.#encoders.exports.packRuns(phase, stride, points, count, bits, this.#output)
    return new Uint8Array(this.#encoders.buffer, this.#output, end - this.#output)
  }

  #compress(at: number, length: number, streams = 1, smooth = 0): Uint8Array {
    const end = this.#encoders.exports.compress(at, length, strideOf(length), streams, smooth, this.#output)
    return new Uint8Array(this.#encoders.buffer, this.#output, end - this.#output)
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#capacity) return
    this.#input = this.#encoders.reserve(bytes)
    this.#streams = this.#encoders.reserve(bytes + STREAMS * 2 * LINE)
    // What does not compress grows by a few bytes a block.
    this.#output = this.#encoders.reserve(bytes + Math.ceil(bytes / 6) + 32)
    this.#capacity = bytes
  }
}
