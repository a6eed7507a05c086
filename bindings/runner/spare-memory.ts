/** As much as all chunks in flight of a sweep take: sweeps that run at the same time leave no more behind. */
const MOST_FREE_BYTES = 2 ** 27

/** Memory of chunks that nobody needs any more, for later ones: the host need not clear and collect some for each. */
export class SpareMemory {
  readonly #free: ArrayBufferLike[] = []
  #bytes = 0

  /** Memory of at least so many bytes, of any size with 0; undefined where there is none. */
  take(bytes: number): ArrayBufferLike | undefined {
    for (let memory; (memory = this.#free.pop()); ) {
      this.#bytes -= memory.byteLength
      if (memory.byteLength >= bytes) return memory
    }
    return undefined
  }

  /** The same, new where there is none: of a power of two, so that chunks of about one size have use for it. */
  room(bytes: number): ArrayBufferLike {
    return this.take(bytes) ?? sharedMemory(2 ** Math.ceil(Math.log2(bytes)))
  }

  give(memory: ArrayBufferLike): void {
    if (this.#bytes + memory.byteLength > MOST_FREE_BYTES) return
    this.#bytes += memory.byteLength
    this.#free.push(memory)
  }
}

const left = new WeakMap<object, WeakRef<SpareMemory>>()

/** What earlier sweeps of an owner have left, as long as the host has not collected it as garbage. */
export function spareMemoryOf(owner: object): SpareMemory {
  let spare = left.get(owner)?.deref()
  if (spare === undefined) left.set(owner, new WeakRef((spare = new SpareMemory())))
  return spare
}

/**
 * New memory that threads share, where the host lets them. What moves between threads instead counts as garbage of the one that it leaves
 * and as new in the one that it comes to: they would collect garbage once in a few chunks. V8 copies into shared memory word by word, and byte by
 * byte what does not lie at multiples of eight: files' bytes move.
 */
export function sharedMemory(bytes: number): ArrayBufferLike {
  return mayShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
}

/** In a page only where it is isolated from those of other origins. */
function mayShare(): boolean {
  return typeof SharedArrayBuffer === 'function' && (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false
}

/** Those of some memory that have to move to another thread; what is shared is there already. */
export function moving(memories: Iterable<ArrayBufferLike>): ArrayBuffer[] {
  return [...new Set(memories)].filter((memory) => memory instanceof ArrayBuffer)
}
