import type { SweepStats } from '../result/surface.ts'

/** How far a sweep has come. */
export interface Progress {
  /** Points that are computed. */
  done: number
  /** Points that the sweep computes in all. */
  total: number
  /** Points so far whose status is `notConverged` or `domainError`. */
  failed: number
  /** Points a second since the sweep began. */
  pointsPerSecond: number
  /** How long the rest takes at that speed. */
  secondsLeft: number
}

const REPORT_MILLISECONDS = 100

/** Counts points and reports them. */
export class Meter {
  readonly #total: number
  readonly #report?: (progress: Progress) => unknown
  /** Reports that are promises: the last of them, and the reason of the first that rejected. */
  #pending?: Promise<void>
  #rejected?: { reason: unknown }
  readonly #began = performance.now()
  #reported = this.#began
  #done = 0
  #failed = 0

  constructor(total: number, report?: (progress: Progress) => unknown) {
    this.#total = total
    this.#report = report
  }

  /** Throws what a report has thrown, or rejected with. */
  add(points: number, failed: number): void {
    this.#throwIfRejected()
    this.#done += points
    this.#failed += failed
    const now = performance.now()
    if (!this.#report || (this.#done < this.#total && now - this.#reported < REPORT_MILLISECONDS)) return
    this.#reported = now
    const { points: done, pointsPerSecond } = this.stats()
    const reported = this.#report({
      done,
      total: this.#total,
      failed: this.#failed,
      pointsPerSecond,
      secondsLeft: (this.#total - done) / pointsPerSecond,
    })
    this.#pending = Promise.resolve(reported).then(
      () => {},
      (reason: unknown) => void (this.#rejected ??= { reason }),
    )
  }

  /** Waits for the last report, where that is a promise. */
  async settle(): Promise<void> {
    await this.#pending
    this.#throwIfRejected()
  }

  #throwIfRejected(): void {
    if (this.#rejected) throw this.#rejected.reason
  }

  stats(): SweepStats {
    // A clock too coarse to see the run must not make a rate infinite.
    const seconds = Math.max(performance.now() - this.#began, 1e-3) / 1000
    return { points: this.#done, failed: this.#failed, seconds, pointsPerSecond: this.#done / seconds }
  }
}
