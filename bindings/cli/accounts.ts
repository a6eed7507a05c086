/** What became of every point of a sweep, for each metric that was asked for. */
import { existing } from '../errors.ts'
import { FIRST_FAILURE, REGIMES } from '../model/layout.ts'
import { metricEntry } from '../model/metrics.ts'
import { count as countFinite, type Reducers } from '../reduce/index.ts'
import { countCodes } from '../reduce/counts.ts'
import { count, countPoints } from './print.ts'
import { recordOf } from '../typed.ts'

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

/** What counts the points of each metric. */
export function accountReducers(metrics: readonly string[]): Reducers {
  const counter = (name: string) =>
    (isRegime(name) ? { regimes: countCodes(REGIMES.length) } : { count: countFinite() }) as Reducers[string]
  return Object.fromEntries(metrics.map((name) => [name, counter(name)]))
}

/** What a reduction with such reducers among its own has found. */
export interface Counted {
  statuses: readonly number[]
  result(): Record<string, object>
}

export class Accounts {
  readonly #metrics: readonly string[]
  readonly #quantities = new Map<string, Account>()
  readonly #regimes = new Map<string, number[]>()
  readonly #failed: number
  /** Points counted. */
  readonly points: number

  constructor(metrics: readonly string[], reduction: Counted) {
    const sum = (counts: readonly number[]) => counts.reduce((total, points) => total + points, 0)
    this.#metrics = metrics
    this.points = sum(reduction.statuses)
    this.#failed = sum(reduction.statuses.slice(FIRST_FAILURE))
    const counted = reduction.result() as Record<string, { count?: number; regimes?: number[] }>
    for (const name of metrics) {
      const { count = 0, regimes } = counted[name]
      if (regimes) this.#regimes.set(name, regimes)
      else this.#quantities.set(name, { count, none: this.points - this.#failed - count, failed: this.#failed })
    }
  }

  of(metric: string): Account {
    return existing(this.#quantities.get(metric), metric)
  }

  /** By metric, in the order in which they were asked for. */
  result(): Record<string, Account | RegimeCounts> {
    return Object.fromEntries(
      this.#metrics.map((name) => [name, this.#quantities.get(name) ?? regimeCounts(this.#regimes.get(name) ?? [])]),
    )
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
    const of = `${count(values)} of ${countPoints(this.points)}`
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

function regimeCounts(counts: number[]): RegimeCounts {
  return recordOf(REGIMES, (_, code) => counts[code])
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
