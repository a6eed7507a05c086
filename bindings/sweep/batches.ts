import type { SweepChunk } from '../result/chunk.ts'

/** Joins chunks into batches, which end where `end` says. A batch is overwritten by the next one. */
export class Batches {
  readonly #end: (start: number) => number
  readonly #metrics: readonly string[]
  #columns: Record<string, Float64Array> = {}
  #status = new Uint8Array(0)
  #start = 0
  #count = 0
  /** Points of the batch under way. */
  #size = 0

  /** @param end where the batch that starts at a point ends. */
  constructor(metrics: readonly string[], end: (start: number) => number) {
    this.#metrics = metrics
    this.#end = end
  }

  /** Takes in the next chunk; yields the batches that it fills. */
  *add(chunk: SweepChunk): Generator<SweepChunk, void, void> {
    for (let from = 0; from < chunk.count; ) {
      if (this.#count === this.#size) this.#begin(chunk.start + from)
      const to = Math.min(chunk.count, from + this.#size - this.#count)
      for (const name of this.#metrics) this.#columns[name].set(chunk.columns[name].subarray(from, to), this.#count)
      this.#status.set(chunk.status.subarray(from, to), this.#count)
      this.#count += to - from
      from = to
      if (this.#count === this.#size) yield this.#batch()
    }
  }

  #begin(start: number): void {
    this.#start = start
    this.#count = 0
    this.#size = this.#end(start) - start
    if (this.#status.length >= this.#size) return
    this.#columns = Object.fromEntries(this.#metrics.map((name) => [name, new Float64Array(this.#size)]))
    this.#status = new Uint8Array(this.#size)
  }

  #batch(): SweepChunk {
    const count = this.#count
    const columns = Object.fromEntries(this.#metrics.map((name) => [name, this.#columns[name].subarray(0, count)]))
    return { start: this.#start, count, columns, status: this.#status.subarray(0, count) }
  }
}
