import { dutyOf } from './elements.ts'
import type { Model } from './model.ts'
import type { Search } from './search.ts'

/** Rounds in which duties follow the prices at once; later, only where the model promises less, of all money. */
const PATIENT = 20
const AT_REST = 1e-4
const MOST_DUTIES = 120

/** Duties of a unit that follow the prices of a search. */
export class Duties {
  readonly #model: Model
  readonly #search: Search
  readonly #hasTariffs: boolean
  #weight = 1
  /** The last changes. */
  readonly #last: Float64Array
  /** The greatest of the last changes, relative to the prices. */
  moved = 0

  constructor(model: Model, search: Search) {
    this.#model = model
    this.#search = search
    this.#hasTariffs = model.elements.some(({ tariff }) => tariff > 0)
    this.#last = new Float64Array(model.elements.length)
  }

  get isTired(): boolean {
    return this.#hasTariffs && this.#search.rounds > MOST_DUTIES
  }

  /**
   * Moves duties to what the prices make them: at once at first; where they go to and fro, only when the prices have come to rest at those
   * that were, and by ever less.
   */
  follow(promise: number): void {
    if (!this.#hasTariffs) return
    const isPatient = this.#search.rounds < PATIENT
    if (!isPatient && promise > AT_REST) return
    const { prices } = this.#search.point
    this.moved = 0
    let along = 0
    this.#model.elements.forEach((element, e) => {
      if (element.tariff === 0) return
      const size = Math.max(...element.markets.map((market) => Math.abs(prices[market])), 1e-300)
      const change = dutyOf(element, prices) - this.#search.duties[e]
      this.moved = Math.max(this.moved, Math.abs(change) / size)
      along += (change * this.#last[e]) / size ** 2
      this.#last[e] = change
    })
    if (this.moved === 0) return
    if (!isPatient) this.#weight = along < 0 ? 0.5 * this.#weight : Math.min(1, 1.3 * this.#weight)
    // A higher duty lowers the price at departure, by as much at the most.
    this.#model.elements.forEach(({ tariff }, e) => (this.#search.duties[e] += (this.#weight / (1 + 0.5 * tariff)) * this.#last[e]))
    this.#search.restart()
  }
}
