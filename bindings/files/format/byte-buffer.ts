/** Bytes that grow at their end. */
export class ByteBuffer {
  #bytes: Uint8Array
  #length = 0
  readonly #newMemory: (bytes: number) => ArrayBufferLike

  /** @param memory to write into as long as it suffices; `newMemory` makes more. */
  constructor(memory: ArrayBufferLike = new ArrayBuffer(0), newMemory = (bytes: number): ArrayBufferLike => new ArrayBuffer(bytes)) {
    this.#bytes = new Uint8Array(memory)
    this.#newMemory = newMemory
  }

  get length(): number {
    return this.#length
  }

  /** What is written: valid until more is. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Forgets what is written, and keeps the memory. */
  clear(): void {
    this.#length = 0
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A whole number from 0 to 2^32 − 1, seven bits a byte, the lowest first. */
  varInt(value: number): void {
    for (; value >= 0x80; value >>>= 7) this.byte((value & 0x7f) | 0x80)
    this.byte(value)
  }

  /** A whole number of 32 bits with its sign. */
  zigZag(value: number): void {
    this.varInt(((value << 1) ^ (value >> 31)) >>> 0)
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(this.#newMemory(Math.max(needed, 2 * this.#bytes.length, SMALLEST)))
    grown.set(this.bytes)
    this.#bytes = grown
  }
}

const SMALLEST = 256
