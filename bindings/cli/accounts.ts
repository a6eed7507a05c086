/** What became of every point of a sweep, for each metric that was asked for. */
import { FIRST_FAILURE, REGIMES } from '../model/layout.ts'
import { metricEntry } from '../model/metrics.ts'
import type { SweepChunk } from '../result/chunk.ts'
import { count, countPoints } from './print.ts'

/** Points by what they have of a metric: a value, none although nothing failed, or a failure. */
export interface Account {
  count: number
  none: number
  failed: number
}

/** Points by regime. */
export type RegimeCounts = Record<(typeof REGIMES)[number], number>

/** The metrics that are quantities; a regime is a word. */
export function quantities(metrics: readonly string[]): string[] {
  return metrics.filter((name) => !isRegime(name))
}

function isRegime(name: string): boolean {
  return metricEntry(name)?.words === 'regimes'
}

/** Counts, chunk by chunk. */
export class Accounts {
  readonly #metrics: readonly string[]
  readonly #quantities = new Map<string, Account>()
  readonly #regimes = new Map<string, number[]>()
  #points = 0
  #failed = 0

  constructor(metrics: readonly string[]) {
    this.#metrics = metrics
    for (const name of metrics) {
      if (isRegime(name))
        this.#regimes.set(
          name,
          REGIMES.map(() => 0),
        )
      else this.#quantities.set(name, { count: 0, none: 0, failed: 0 })
    }
  }

  add({ columns, status, count: points }: SweepChunk): void {
    this.#points += points
    for (let i = 0; i < points; i++) if (status[i] >= FIRST_FAILURE) this.#failed++
    for (const [name, account] of this.#quantities) countValues(account, columns[name], status)
    for (const [name, counts] of this.#regimes) for (let i = 0; i < points; i++) if (status[i] < FIRST_FAILURE) counts[columns[name][i]]++
  }

  /** The counts, as plain data. */
  state() {
    return { points: this.#points, failed: this.#failed, quantities: this.#quantities, regimes: this.#regimes }
  }

  merge({ points, failed, quantities, regimes }: ReturnType<Accounts['state']>): void {
    this.#points += points
    this.#failed += failed
    for (const [name, account] of this.#quantities) {
      const other = quantities.get(name)!
      account.count += other.count
      account.none += other.none
      account.failed += other.failed
    }
    for (const [name, counts] of this.#regimes) regimes.get(name)!.forEach((points, code) => (counts[code] += points))
  }

  /** Points counted. */
  get points(): number {
    return this.#points
  }

  of(metric: string): Account {
    return this.#quantities.get(metric)!
  }

  /** By metric, in the order in which they were asked for. */
  result(): Record<string, Account | RegimeCounts> {
    return Object.fromEntries(this.#metrics.map((name) => [name, this.#quantities.get(name) ?? regimeCounts(this.#regimes.get(name)!)]))
  }

  /** A sentence for each metric that some points lack, or that is a word. */
  sentences(): string[] {
    return this.#metrics.flatMap((name) => {
      const regimes = this.#regimes.get(name)
      if (regimes !== undefined) return [this.#regimeSentence(name, regimes)]
      const account = this.of(name)
      return account.none === 0 ? [] : [`${name}: ${this.#noneSentence(name, account)}${this.#failures()}`]
    })
  }

  #regimeSentence(name: string, counts: number[]): string {
    const words = REGIMES.flatMap((regime, code) => (counts[code] > 0 ? [`${count(counts[code])} ${regime}`] : []))
    return `${name}: ${words.join(', ') || 'at no point'}${this.#failures()}`
  }

  #noneSentence(name: string, { count: values, none }: Account): string {
    const of = `${count(values)} of ${countPoints(this.#points)}`
    const entry = metricEntry(name)
    if (isPayback(name))
      return `${of} ${values === 1 ? 'pays' : 'pay'} back within the horizon, ${count(none)} never ${none === 1 ? 'does' : 'do'}`
    const why = entry?.mayBe?.infinite ?? entry?.mayBe?.undefined
    return `${of} ${values === 1 ? 'has' : 'have'} a finite value, ${count(none)} ${none === 1 ? 'has' : 'have'} none${why === undefined ? '' : ` (${why})`}`
  }

  #failures(): string {
    return this.#failed === 0 ? '' : `, ${count(this.#failed)} failed`
  }
}

function countValues(account: Account, values: Float64Array, status: Uint8Array): void {
  for (let i = 0; i < values.length; i++) {
    if (status[i] >= FIRST_FAILURE) account.failed++
    else if (Number.isFinite(values[i])) account.count++
    else account.none++
  }
}

function regimeCounts(counts: number[]): RegimeCounts {
  return Object.fromEntries(REGIMES.map((regime, code) => [regime, counts[code]])) as RegimeCounts
}

const PAYBACKS = ['payback', 'yearsToPayback', 'yearsFromTransition']

function isPayback(name: string): boolean {
  return PAYBACKS.includes(name)
}

/** The word for a point without a value. */
export function noneWord(name: string): string {
  return isPayback(name) ? 'never' : 'none'
}

/** The end of a metric's range that a reader looks for: the better one, and of a metric of which neither is better the highest. */
export function direction(name: string): 'highest' | 'lowest' {
  return metricEntry(name)?.better === 'less' ? 'lowest' : 'highest'
}
