/** The module of encoders, see assembly/encoders: what is made of columns once they are computed. */

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
    numbers: number,
  ): void
  numberBytes(columnCount: number): number
  writeRows(row: number, count: number, index: number, prefix: number, prefixBytes: number, at: number): number
  compress(input: number, length: number, stride: number, streams: number, smooth: number, at: number): number
  split(values: number, count: number, to: number, stride: number): void
  narrow(values: number, count: number): void
  splitSingles(values: number, count: number, to: number, stride: number): void
  minimum(): number
  maximum(): number
  holdsNaN(): number
  foldBytes(): number
  beginFold(place: number): void
  fold(values: number, count: number, point: number, place: number): void
  beginChecksum(): void
  addToChecksum(words: number, count: number): void
  endChecksum(): number
  packRuns(phase: number, stride: number, points: number, count: number, bits: number, at: number): number
}

const PAGE = 2 ** 16
/** The module copies sixteen bytes at a time, or 32 of a short text, and so a little more than there is. */
export const SLACK = 64

/** An instance, and what of its memory is in use. */
export class Encoders {
  readonly exports: EncoderExports
  #end: number

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as EncoderExports
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
