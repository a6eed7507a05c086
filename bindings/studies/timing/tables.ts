/** What each step earns at every level and price, for a policy under a random price. */
import { before } from './pieces.ts'
import type { RandomPrice } from './price.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'
import { discountWeights } from './quadrature.ts'

/** Maximum profits at every level and price. */
export class Tables {
  readonly #known = new Map<string, Float64Array>()
  readonly #earned = new Map<Float64Array, Float64Array>()

  constructor(
    readonly question: Question,
    readonly profits: Profits,
    readonly price: RandomPrice,
    readonly levels: Float64Array,
    readonly nodes: Float64Array,
  ) {}

  /** At a time, with the factor of the process as it has been since a moment; one table for all times between which nothing else moves. */
  async at(time: number, since = time): Promise<Float64Array> {
    const { over, start } = this.question
    const isSteady = over.isStepwise && this.price.correction(1) === 0
    const key = isSteady ? `${over.dates.filter((date) => date <= time).length}` : `${time} ${since}`
    let table = this.#known.get(key)
    if (table === undefined) {
      const multiples = this.nodes.map((x) => Math.exp(x - this.price.correction(since - start)))
      this.#known.set(key, (table = await this.profits.withPrice(time, this.levels, this.price.parameter, multiples)))
    }
    return table
  }

  /** What each step earns at a level that rests and a price that stays, discounted to its start: split at the dates inside it. */
  async steps(times: Float64Array): Promise<Float64Array[]> {
    const { over, discountRate } = this.question
    const steps: Float64Array[] = []
    for (let k = 0; k + 1 < times.length; k++) {
      const ends = [times[k], ...over.dates.filter((date) => date > times[k] && date < times[k + 1]), times[k + 1]]
      const only = await this.at(times[k])
      const isSteady = ends.length === 2 && only === (await this.at(before(times[k + 1]), times[k]))
      const same = isSteady ? this.#earned.get(only) : undefined
      if (same) {
        steps.push(same)
        continue
      }
      const sum = new Float64Array(this.levels.length * this.nodes.length)
      if (isSteady) this.#earned.set(only, sum)
      for (let i = 1; i < ends.length; i++) {
        const [first, last] = [await this.at(ends[i - 1], times[k]), await this.at(before(ends[i]), times[k])]
        const { whole, toEnd } = discountWeights(discountRate, ends[i] - ends[i - 1])
        const discount = Math.exp(-discountRate * (ends[i - 1] - times[k]))
        for (let m = 0; m < sum.length; m++) sum[m] += discount * ((whole - toEnd) * first[m] + toEnd * last[m])
      }
      steps.push(sum)
    }
    return steps
  }
}
