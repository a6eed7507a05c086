/** Drawn questions of when to transform under a random price, in enterprises whose best profit is a formula. */
import type { ScenarioInput } from '../../bindings/index.ts'
import type { TimingOptions } from '../../bindings/studies/index.ts'
import { generator, profitOf, scenarioOf, VOLUME } from './drawn-timing.ts'
import type { PlainRandom } from './plain-random.ts'

/** The price is what waste costs to discharge; its process and whatever else decides is drawn, corner cases by purpose. */
export function drawnRandom(number: number): { scenario: ScenarioInput; options: TimingOptions; plain: PlainRandom; price: number } {
  const next = generator(number)
  const between = (low: number, high: number) => low + (high - low) * next()
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]
  const years = oneOf([1, 5, 8, 12])
  const numbers = { A: 50, B: between(4, 12), d: between(0.2, 1.2), q: between(0, 0.8), r: between(0, 0.4), c: 1 }
  const process = oneOf<PlainRandom['process']>([
    { process: 'gbm', drift: oneOf([0, 0.02, -0.03]), volatility: oneOf([0, 0.1, 0.3]) },
    { process: 'gbm', drift: 0, volatility: 0.2 },
    { process: 'ou', reversion: oneOf([0, 0.2, 0.6]), volatility: oneOf([0.2, 0.4]), mean: next() < 0.5 },
    { process: 'jumps', rate: oneOf([0, 0.3]), factor: oneOf([0.7, 1.5]) },
  ])
  const g = oneOf([1, 1, 0.6])
  const discountRate = oneOf([0.03, 0.08])
  const holds = next() < 0.6
  const rate = oneOf([Infinity, 0.25, 0.5])
  const fall = rate < Infinity && next() < 0.4 ? rate : 0
  const adjustment = rate < Infinity && next() < 0.3 ? between(100, 800) : 0
  // What the first year's gain is worth for the years that count, more or less: cost about as much, so that the date matters.
  const volume = g < 1 || next() < 0.5 ? VOLUME : undefined
  const own = profitOf({ ...numbers, g, volume })
  const counting = holds ? 1 / discountRate : years
  const cost = Math.max(10, (own(1) - own(0)) * counting * between(0.3, 1.2))
  const reversal = between(-0.3, 0.3) * cost
  const level = oneOf([0, 0, 0.2])
  const profits = new Map<number, (level: number) => number>()
  return {
    scenario: scenarioOf({
      ...numbers,
      g,
      volume,
      J: cost,
      K: adjustment,
      reversal,
      level,
      end: years,
      discountRate,
      changes: [{ parameter: 'waste.disposalCost', ...process }],
    }),
    options: { rate: rate === Infinity ? null : rate, fall, continuation: holds ? 'hold' : 'none' },
    price: numbers.d,
    plain: {
      profit(at, multiple) {
        const known = profits.get(multiple) ?? profitOf({ ...numbers, d: numbers.d * multiple, g, volume })
        profits.set(multiple, known)
        return known(at)
      },
      process,
      years,
      level,
      rate,
      fall,
      discountRate,
      cost,
      reversal,
      adjustment,
      holds,
    },
  }
}
