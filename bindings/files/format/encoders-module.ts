/** The one owner of the module of encoders: compiles it when the first file is written. See assembly/encoders. */
import { inflateRawSync } from 'node:zlib'
import { DEFLATED_ENCODERS } from '../../generated/encoders.ts'

/** The module's exports: addresses are bytes in its memory. */
export interface EncoderExports {
  memory: WebAssembly.Memory
  room(): number
  powersAt(): number
  begin(
    columns: number,
    rows: number,
    columnCount: number,
    kinds: number,
    statuses: number,
    statusTexts: number,
    wordTexts: number,
    wordCount: number,
    axisTexts: number,
  ): void
  writeRows(row: number, count: number, index: number, prefix: number, prefixBytes: number, at: number): number
  compress(input: number, length: number, at: number): number
  split(values: number, count: number, to: number): void
  minimum(): number
  maximum(): number
  holdsNaN(): number
}

/** Whether this host can run it; without, everything is encoded in JavaScript. */
export const hasEncoders = typeof WebAssembly !== 'undefined'

const PAGE = 2 ** 16
/** The module copies eight bytes at a time, and so a little more than there is. */
export const SLACK = 8

let compiled: WebAssembly.Module | undefined

/** An instance, and what of its memory is in use. */
export class Encoders {
  readonly exports: EncoderExports
  #end: number

  constructor() {
    compiled ??= new WebAssembly.Module(inflateRawSync(Buffer.from(DEFLATED_ENCODERS, 'base64')))
    this.exports = new WebAssembly.Instance(compiled).exports as unknown as EncoderExports
    this.#end = this.exports.room()
  }

  get buffer(): ArrayBuffer {
    return this.exports.memory.buffer
  }

  /** Memory for so many bytes; views of the memory before do not hold any more. */
  reserve(bytes: number): number {
    const at = this.#end
    this.#end = Math.ceil((at + bytes + SLACK) / 16) * 16
    const missing = this.#end - this.buffer.byteLength
    if (missing > 0) this.exports.memory.grow(Math.ceil(missing / PAGE))
    return at
  }
}
