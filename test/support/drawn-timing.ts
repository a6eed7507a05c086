/** Drawn questions of when to transform, in enterprises whose best profit is a formula. */
import type { ScenarioInput } from '../../bindings/index.ts'
import type { TimingOptions } from '../../bindings/studies/index.ts'
import type { Plain } from './plain-timing.ts'

interface Numbers {
  A?: number
  B?: number
  d?: number
  q?: number
  r?: number
  c?: number
  J?: number
  K?: number
  reversal?: number
  level?: number
  end?: number
  changes?: object[]
}

/** One factor, elasticities ½ and ½, g = 1. */
export function scenarioOf({ A = 50, B = 10, d = 1, q = 1, r = 0.1, c = 1, J = 500, K, reversal, level = 0, end = 20, changes }: Numbers) {
  return {
    factors: [{ price: c, lower: 1e-6, upper: 1e9 }],
    production: { scale: A, elasticities: [0.5], price: 1 },
    waste: { scale: B, elasticities: [0.5], disposalCost: d },
    recycling: { yield: 1, price: q, processingCost: r },
    fixedCost: 5,
    transformation: { law: 'linear', from: level, to: 1, start: 2, duration: 12 },
    horizon: { start: 0, end, samples: end + 1 },
    discountRate: 0.05,
    investment: {
      conversionCost: J,
      ...(K !== undefined && { adjustmentCost: K }),
      ...(reversal !== undefined && { reversalCost: reversal }),
    },
    ...(changes && { changes }),
  } as unknown as ScenarioInput
}

/** Numbers between 0 and 1 that depend on the seed alone (Mulberry32). */
function generator(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let z = Math.imul(state ^ (state >>> 15), state | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32
  }
}

export function drawn(number: number): { scenario: ScenarioInput; options: TimingOptions & { fall: number }; plain: Plain } {
  const next = generator(number)
  const between = (low: number, high: number) => low + (high - low) * next()
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]
  const end = 12
  const numbers = { A: 50, B: between(2, 15), d: between(-0.3, 1.5), q: between(0, 1.5), r: between(0, 0.5), c: 1, J: between(0, 3000) }
  const level = oneOf([0, 0, 0.2, 0.5])
  const rate = oneOf([0.1, 0.2, 0.5, 1])
  const falls = next() < 0.25
  const holds = next() < 0.6
  const growth = [oneOf([0, 0.03, -0.04]), oneOf([0, 0, 0.02])]
  const dates = [between(1, 4), between(5, 8), between(9, 11)].map(Math.round)
  const schedule = next() < 0.5 ? [0, 1, 2, 3].map(() => between(0, 2)) : undefined
  const holiday = next() < 0.4 ? [1, between(0.2, 1), 1, between(0.2, 1)] : undefined
  const value = (values: readonly number[], time: number) => values[dates.filter((date) => date <= time).length]
  const price = (time: number) => (schedule ? value(schedule, time) : numbers.d * Math.exp(growth[0] * time))
  const scale = (time: number) => numbers.A * Math.exp(growth[1] * time)
  const cost = (time: number) => (holiday ? numbers.J * value(holiday, time) : numbers.J)
  const reversal = between(-0.15, 0.5) * numbers.J
  const changes = [
    schedule
      ? { parameter: 'waste.disposalCost', times: [0, ...dates], values: schedule }
      : { parameters: ['waste.disposalCost'], growth: growth[0] },
    { parameters: ['production.scale'], growth: growth[1] },
    ...(holiday
      ? [{ parameter: 'investment.conversionCost', times: [0, ...dates], values: holiday.map((share) => share * numbers.J) }]
      : []),
  ]
  const until = (time: number) => Math.min(time, end)
  return {
    scenario: scenarioOf({ ...numbers, level, end, changes, reversal }),
    options: { rate, fall: falls ? rate : 0, continuation: holds ? 'hold' : 'none' },
    plain: {
      profitAt: (time) => {
        const [own, cost] = [scale(until(time)), price(until(time))]
        return (at) => {
          const gain = own + (numbers.q * at - cost * (1 - at) - numbers.r * at) * numbers.B
          // No volume is worth having where nothing is gained.
          return (gain > 0 ? (gain * gain) / 4 : 0) - 5
        }
      },
      start: 0,
      end,
      level,
      rate,
      fall: falls ? rate : 0,
      discountRate: 0.05,
      cost: (time) => cost(until(time)),
      reversal,
      holds,
    },
  }
}
