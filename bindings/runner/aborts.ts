/** Tells callers of aborts, with one listener a signal however many wait for it: Node warns of more than ten. */
export class Aborts {
  readonly #waiting = new Map<AbortSignal, Set<(reason: unknown) => void>>()

  /** Calls back when the signal aborts, unless the function that it returns was called before. */
  add(signal: AbortSignal, aborted: (reason: unknown) => void): () => void {
    const waiting = this.#waiting.get(signal) ?? this.#listen(signal)
    waiting.add(aborted)
    return () => {
      // A listener keeps its signal alive, and an engine sees one signal a sweep.
      if (waiting.delete(aborted) && waiting.size === 0) this.#forget(signal)
    }
  }

  #listen(signal: AbortSignal): Set<(reason: unknown) => void> {
    const waiting = new Set<(reason: unknown) => void>()
    this.#waiting.set(signal, waiting)
    signal.addEventListener('abort', this.#abort)
    return waiting
  }

  #forget(signal: AbortSignal): void {
    this.#waiting.delete(signal)
    signal.removeEventListener('abort', this.#abort)
  }

  readonly #abort = ({ target }: Event): void => {
    const signal = target as AbortSignal
    for (const aborted of [...(this.#waiting.get(signal) ?? [])]) aborted(signal.reason)
  }
}
