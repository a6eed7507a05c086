/** The bodies of Parquet pages: doubles split into streams of bytes, and compression. */
import { Encoders, hasEncoders } from './encoders-module.ts'
import { compress } from './snappy.ts'
import { splitBytes } from './split-bytes.ts'

/** What is compressed, and for doubles their extremes, undefined where one of them is NaN or there is none. */
export interface Compressed {
  /** Valid until the next call. */
  bytes: Uint8Array
  extremes?: { minimum: number; maximum: number }
}

export interface Compression {
  bytes(input: Uint8Array): Uint8Array
  /** Doubles as BYTE_STREAM_SPLIT. */
  doubles(values: Float64Array): Compressed
}

export function createCompression(): Compression {
  return hasEncoders
    ? new ModuleCompression()
    : { bytes: compress, doubles: (values) => ({ bytes: compress(splitBytes(values)), extremes: extremesOf(values) }) }
}

/** The least and the greatest; undefined where a value is NaN. */
export function extremesOf(values: Float64Array): Compressed['extremes'] {
  let [minimum, maximum] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) return undefined
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
  }
  return values.length === 0 ? undefined : { minimum, maximum }
}

/** In the module of encoders: input, its streams and the result stand one behind the other. */
class ModuleCompression implements Compression {
  readonly #encoders = new Encoders()
  /** Bytes of input that there is room for, and where the three are. */
  #capacity = 0
  #input = 0
  #streams = 0
  #output = 0

  bytes(input: Uint8Array): Uint8Array {
    this.#reserve(input.length)
    new Uint8Array(this.#encoders.buffer, this.#input, input.length).set(input)
    return this.#compress(this.#input, input.length)
  }

  doubles(values: Float64Array): Compressed {
    const { exports } = this.#encoders
    this.#reserve(values.byteLength)
    new Float64Array(this.#encoders.buffer, this.#input, values.length).set(values)
    exports.split(this.#input, values.length, this.#streams)
    const known = values.length > 0 && !exports.holdsNaN()
    return {
      bytes: this.#compress(this.#streams, values.byteLength),
      extremes: known ? { minimum: exports.minimum(), maximum: exports.maximum() } : undefined,
    }
  }

  #compress(at: number, length: number): Uint8Array {
    const end = this.#encoders.exports.compress(at, length, this.#output)
    return new Uint8Array(this.#encoders.buffer, this.#output, end - this.#output)
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#capacity) return
    this.#input = this.#encoders.reserve(bytes)
    this.#streams = this.#encoders.reserve(bytes)
    // What does not compress grows by a few bytes a block.
    this.#output = this.#encoders.reserve(bytes + Math.ceil(bytes / 6) + 32)
    this.#capacity = bytes
  }
}
