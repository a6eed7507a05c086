/** Factors that random processes give a parameter over time (model.md section 8), sample by sample: exact in distribution at the times of a grid. */
import { exp, log } from '../../numbers/elementary.ts'
import { toMultiples, toScores } from './vectors.ts'
import { keyOf, STREAM, threefry, unitOf, type Words } from './random.ts'

export type Process =
  | { process: 'gbm'; drift: number; volatility: number }
  | { process: 'ou'; reversion: number; volatility: number; mean: boolean }
  | { process: 'jumps'; rate: number; factor: number; duration?: number | null }

/** A process of a scenario, and the times from each of which on its factor holds until the next; at the first the factor is 1. */
export interface RandomFactor {
  process: Process
  times: Float64Array
  /** Its number among the streams of a seed. */
  stream: number
}

/** Numbers that a stream has for each sample: more than grids have times, or jumps happen. */
const STREAM_LENGTH = 2 ** 20
/** Samples of a seed. Numbers from here on are samples of the seeds behind it: 2^32 + j is sample j of the next. */
export const SAMPLES_OF_A_SEED = 2 ** 32

/** Follows one process through its times, for a window of samples at once. */
export class Walk {
  readonly #of: RandomFactor
  readonly #seed: number
  #samples: ArrayLike<number> = []
  #step = 0
  #factors = new Float64Array(0)
  #advance: (step: number) => void = () => {}

  constructor(of: RandomFactor, seed: number) {
    this.#of = of
    this.#seed = seed
  }

  /** The factors of some samples from time number `step` on. Asked in the order of time, each step is made once. */
  window(step: number, samples: ArrayLike<number>): Float64Array {
    if (step < this.#step || !areSame(samples, this.#samples)) this.#begin(samples)
    while (this.#step < step) this.#advance(++this.#step)
    return this.#factors.slice()
  }

  #begin(samples: ArrayLike<number>): void {
    const { process, times, stream } = this.#of
    this.#samples = samples
    this.#step = 0
    this.#factors = new Float64Array(samples.length).fill(1)
    const counters = Uint32Array.from(samples, (sample) => sample % SAMPLES_OF_A_SEED)
    const keys = Array.from(samples, (sample) => Math.floor(sample / SAMPLES_OF_A_SEED)).map(keysFrom(this.#seed))
    const words: Words = [0, 0]
    const unit: Unit = (i, n) => {
      const [key0, key1] = keys[i]
      threefry(words, counters[i], STREAM.process + stream * STREAM_LENGTH + n, key0, key1)
      return unitOf(words)
    }
    this.#advance =
      process.process === 'jumps' ? jumping(process, times, this.#factors, unit) : diffusing(process, times, this.#factors, unit)
  }
}

function areSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The key of the seed that stands so far behind the first. */
function keysFrom(seed: number): (behind: number) => Words {
  const first = keyOf(seed)
  return (behind) => (behind === 0 ? first : keyOf(seed + behind))
}

/** Number n of a sample's stream, between 0 and 1. */
type Unit = (sample: number, n: number) => number

/** ln M plus what it is corrected by is normal: x' = decay x + deviation z. */
function diffusing(of: Exclude<Process, { process: 'jumps' }>, times: Float64Array, factors: Float64Array, unit: Unit) {
  const state = new Float64Array(factors.length)
  const scores = new Float64Array(factors.length)
  const reversion = of.process === 'ou' ? of.reversion : 0
  const variance = of.volatility * of.volatility
  return (step: number) => {
    const length = times[step] - times[step - 1]
    const elapsed = times[step] - times[0]
    const decay = exp(-reversion * length)
    const deviation = of.volatility * Math.sqrt(shrunk(2 * reversion, length))
    const shift =
      of.process === 'gbm' ? (of.drift - variance / 2) * elapsed : of.mean ? -(variance / 2) * shrunk(2 * reversion, elapsed) : 0
    for (let i = 0; i < factors.length; i++) scores[i] = unit(i, step)
    toScores(scores)
    for (let i = 0; i < factors.length; i++) {
      state[i] = decay * state[i] + deviation * scores[i]
      factors[i] = shift + state[i]
    }
    // 1 · e^(1 · x) has the bits of e^x.
    toMultiples(factors, 1, 1)
  }
}

/** ∫ e^{−rate t} dt over a length: (1 − e^{−rate · length})/rate, which is the length at rate 0. */
export function shrunk(rate: number, length: number): number {
  const x = rate * length
  if (x > 0.5) return (1 - exp(-x)) / rate
  let sum = 1
  for (let n = 14; n >= 2; n--) sum = 1 - (x / n) * sum
  return length * sum
}

/** The factor to the number of jumps that have begun and not ended. A jump is the n-th of its sample whichever way it is met. */
function jumping(
  { rate, factor, duration }: Extract<Process, { process: 'jumps' }>,
  times: Float64Array,
  factors: Float64Array,
  unit: Unit,
) {
  const begun = new Arrivals(factors.length, rate, unit)
  const lasting = duration ?? Infinity
  const ended = lasting === Infinity ? undefined : new Arrivals(factors.length, rate, unit)
  const powers = [1]
  return (step: number) => {
    const elapsed = times[step] - times[0]
    for (let i = 0; i < factors.length; i++) {
      const active = begun.until(i, elapsed) - (ended?.until(i, elapsed - lasting) ?? 0)
      while (powers.length <= active) powers.push(powers[powers.length - 1] * factor)
      factors[i] = powers[active]
    }
  }
}

/** How many of the arrivals of a Poisson process there have been, for some samples. */
class Arrivals {
  readonly #rate: number
  readonly #unit: Unit
  readonly #next: Float64Array
  readonly #count: Int32Array

  constructor(samples: number, rate: number, unit: Unit) {
    this.#rate = rate
    this.#unit = unit
    this.#count = new Int32Array(samples)
    this.#next = Float64Array.from({ length: samples }, (_, i) => this.#wait(i, 0))
  }

  /** Up to a time, which is no earlier than the one asked for before. */
  until(sample: number, time: number): number {
    while (this.#next[sample] <= time && this.#count[sample] < STREAM_LENGTH - 1)
      this.#next[sample] += this.#wait(sample, ++this.#count[sample])
    return this.#count[sample]
  }

  #wait(sample: number, n: number): number {
    return this.#rate > 0 ? -log(this.#unit(sample, n)) / this.#rate : Infinity
  }
}
