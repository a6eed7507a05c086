import type { Batch, Unfinished } from './unfinished.ts'
import type { SpareMemory } from '../../runner/spare-memory.ts'

/** Batches that may wait for the disk: then whoever computes them waits too. */
const MOST_WAITING = 8

/** Writes batches while the next ones are computed; those that come during a write go out together in the next one. */
export class Writing {
  readonly #unfinished: Unfinished
  readonly #spare: SpareMemory
  #waiting: Batch[] = []
  #running?: Promise<void>
  #hasFailed = false

  /** @param spare takes back the memory of what is written. */
  constructor(unfinished: Unfinished, spare: SpareMemory) {
    this.#unfinished = unfinished
    this.#spare = spare
  }

  /** Resolves when there is room for the next batch. Rejects where this or an earlier one could not be written. */
  async add(batch: Batch): Promise<void> {
    this.#waiting.push(batch)
    if (this.#running === undefined) {
      this.#running = this.#write()
      // Its failure is that of the next call.
      this.#running.catch(() => {})
    }
    if (this.#hasFailed || this.#waiting.length >= MOST_WAITING) await this.#running
  }

  /** Resolves when all are written. */
  async end(): Promise<void> {
    await this.#running
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batches = this.#waiting
        this.#waiting = []
        await this.#unfinished.append(batches)
        for (const { bytes } of batches) this.#spare.give(bytes.buffer)
      }
      this.#running = undefined
    } catch (error) {
      this.#hasFailed = true
      throw error
    }
  }
}
