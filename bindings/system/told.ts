import type { Optimum } from '../result/optimum.ts'
import { accountsOf, type Accounts } from './account.ts'
import { indicatorsOf, type Indicators } from './indicators.ts'
import type { Quantities } from './metrics.ts'
import { pricesOf, type Solved } from './solve.ts'

/** An equilibrium as metrics read it: what none reads is not worked out. */
export class Told implements Quantities {
  readonly #solved: Solved
  readonly #optima: readonly Optimum[] | undefined
  #accounts: Accounts | undefined
  #indicators: Indicators | undefined
  #prices: Record<string, number> | undefined

  /** @param optima of its plans, where a metric reads those. */
  constructor(solved: Solved, optima: readonly Optimum[] | undefined) {
    this.#solved = solved
    this.#optima = optima
  }

  get prices(): Record<string, number> {
    this.#prices ??= pricesOf(this.#solved.model, this.#solved.settled)
    return this.#prices
  }

  get indicators(): Indicators {
    this.#indicators ??= indicatorsOf(this.#solved.model.system, this.#own)
    return this.#indicators
  }

  get welfare(): number {
    return this.#own.welfare
  }

  get dutyRevenue(): number {
    return this.#own.dutyRevenue
  }

  get gap(): number {
    return this.#own.gap
  }

  get enterprises(): Accounts['enterprises'] {
    return this.#own.enterprises
  }

  get supplies(): Accounts['supplies'] {
    return this.#own.supplies
  }

  get demands(): Accounts['demands'] {
    return this.#own.demands
  }

  get flows(): Accounts['flows'] {
    return this.#own.flows
  }

  get #own(): Accounts {
    this.#accounts ??= accountsOf(this.#solved.model, this.#solved.settled, this.#optima)
    return this.#accounts
  }
}
