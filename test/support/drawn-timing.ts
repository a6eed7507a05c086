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
  g?: number
  volume?: number
  level?: number
  start?: number
  end?: number
  discountRate?: number
  changes?: object[]
}

/** One factor, elasticities ½ and ½; g = 1 by default. */
export function scenarioOf({
  A = 50,
  B = 10,
  d = 1,
  q = 1,
  r = 0.1,
  c = 1,
  J = 500,
  K,
  reversal,
  g = 1,
  volume,
  level = 0,
  start = 0,
  end = 20,
  discountRate = 0.05,
  changes,
}: Numbers) {
  return {
    factors: [volume === undefined ? { price: c, lower: 1e-6, upper: 1e9 } : { price: c, volume }],
    production: { scale: A, elasticities: [0.5], price: 1 },
    waste: { scale: B, elasticities: [0.5], disposalCost: d },
    recycling: { yield: 1, exponent: g, price: q, processingCost: r },
    fixedCost: 5,
    transformation: { law: 'linear', from: level, to: 1, start: start + 2, duration: 12 },
    horizon: { start, end, samples: end - start + 1 },
    discountRate,
    investment: {
      conversionCost: J,
      ...(K !== undefined && { adjustmentCost: K }),
      ...(reversal !== undefined && { reversalCost: reversal }),
    },
    ...(changes && { changes }),
  } as unknown as ScenarioInput
}

/** Numbers between 0 and 1 that depend on the seed alone (Mulberry32). */
export function generator(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let z = Math.imul(state ^ (state >>> 15), state | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Drawn {
  scenario: ScenarioInput
  options: TimingOptions & { fall: number }
  plain: Plain
}

/** Without cost of haste, g = 1, discounted at 5 %: the questions that the study meets most. */
export function drawn(number: number): Drawn {
  return drawnOf(number, false)
}

/** All kinds: returns that diminish, fixed volumes, costs of haste, jumps, any discount rate, and what follows. */
export function drawnWidely(number: number): Drawn {
  return drawnOf(number, true)
}

export const VOLUME = 25

function drawnOf(number: number, isWide: boolean): Drawn {
  const next = generator(number)
  const between = (low: number, high: number) => low + (high - low) * next()
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]
  const years = 12
  const numbers = { A: 50, B: between(2, 15), d: between(-0.3, 1.5), q: between(0, 1.5), r: between(0, 0.5), c: 1, J: between(0, 3000) }
  const level = oneOf([0, 0, 0.2, 0.5])
  let rate = oneOf([0.1, 0.2, 0.5, 1])
  const falls = next() < 0.25
  const holds = next() < 0.6
  const growth = [oneOf([0, 0.03, -0.04]), oneOf([0, 0, 0.02])]
  const afterYears = [between(1, 4), between(5, 8), between(9, 11)].map(Math.round)
  const schedule = next() < 0.5 ? [0, 1, 2, 3].map(() => between(0, 2)) : undefined
  const holiday = next() < 0.4 ? [1, between(0.2, 1), 1, between(0.2, 1)] : undefined
  const reversal = between(-0.15, 0.5) * numbers.J
  let [g, K, start, discountRate, fall] = [1, 0, 0, 0.05, falls ? rate : 0]
  let continuation: 'none' | 'hold' | 'stationary' = holds ? 'hold' : 'none'
  if (isWide) {
    g = oneOf([1, 1, 0.5, 0.8])
    start = oneOf([0, 2025])
    discountRate = oneOf([0, 0.02, 0.05, 0.1])
    if (discountRate === 0) continuation = 'none'
    else if (next() < 0.2) continuation = 'stationary'
    if (falls) fall *= oneOf([1, 1, 0.5, 2])
    else if (next() < 0.2) rate = Infinity
    if (rate < Infinity && next() < 0.3) K = between(100, 4000)
    if (!falls && next() < 0.15) numbers.J *= -0.3
  }
  // With diminishing returns the profit is a formula where the volume is fixed.
  const volume = g < 1 || (isWide && next() < 0.3) ? VOLUME : undefined
  const end = start + years
  const dates = afterYears.map((after) => start + after)
  const value = (values: readonly number[], time: number) => values[dates.filter((date) => date <= time).length]
  const price = (time: number) => (schedule ? value(schedule, time) : numbers.d * Math.exp(growth[0] * (time - start)))
  const scale = (time: number) => numbers.A * Math.exp(growth[1] * (time - start))
  const cost = (time: number) => (holiday ? numbers.J * value(holiday, time) : numbers.J)
  const changes = [
    schedule
      ? { parameter: 'waste.disposalCost', times: [start, ...dates], values: schedule }
      : { parameters: ['waste.disposalCost'], growth: growth[0] },
    { parameters: ['production.scale'], growth: growth[1] },
    ...(holiday
      ? [{ parameter: 'investment.conversionCost', times: [start, ...dates], values: holiday.map((share) => share * numbers.J) }]
      : []),
  ]
  const until = (time: number) => Math.min(time, end)
  const profits = new Map<string, (level: number) => number>()
  const profitAt = (time: number) => {
    const [own, disposal] = [scale(until(time)), price(until(time))]
    const key = `${own} ${disposal}`
    const known = profits.get(key)
    if (known) return known
    const profit = profitOf({ ...numbers, A: own, d: disposal, g, volume })
    profits.set(key, profit)
    return profit
  }
  return {
    scenario: scenarioOf({ ...numbers, g, volume, K, level, start, end, discountRate, changes, reversal }),
    options: { rate: rate === Infinity ? null : rate, fall, continuation },
    plain: {
      profitAt,
      start,
      end,
      level,
      rate,
      fall,
      discountRate,
      cost: (time) => cost(until(time)),
      reversal,
      adjustment: K,
      continuation,
      own: (time) => level + (1 - level) * Math.min(1, Math.max(0, (time - start - 2) / 12)),
    },
  }
}

/** The best profit by level, where a volume is fixed, or where g = 1 and its root enters alone. */
export function profitOf({ A, B, d, q, r, c, g, volume }: Record<'A' | 'B' | 'd' | 'q' | 'r' | 'c' | 'g', number> & { volume?: number }) {
  return (at: number) => {
    if (volume !== undefined) {
      const waste = B * Math.sqrt(volume)
      return A * Math.sqrt(volume) + q * (at * waste) ** g - (d * (1 - at) + r * at) * waste - c * volume - 5
    }
    const gain = A + (q * at - d * (1 - at) - r * at) * B
    // No volume is worth having where nothing is gained.
    return (gain > 0 ? (gain * gain) / (4 * c) : 0) - 5
  }
}
