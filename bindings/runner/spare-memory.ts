/** Memory of chunks that nobody needs any more, for later ones: the host need not clear and collect some for each. */
export class SpareMemory {
  readonly #free: ArrayBuffer[] = []

  /** Memory of at least so many bytes, of any size with 0; undefined where there is none. */
  take(bytes: number): ArrayBuffer | undefined {
    for (let memory; (memory = this.#free.pop()); ) if (memory.byteLength >= bytes) return memory
    return undefined
  }

  give(memory: ArrayBuffer): void {
    this.#free.push(memory)
  }
}
