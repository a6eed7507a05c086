/** When and how fast to transform, against plain searches over formulas: enterprises whose best profit is (p A + m B)²/4c − F. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { timing } from '../../bindings/studies/index.ts'
import { drawn, drawnWidely, scenarioOf } from '../support/drawn-timing.ts'
import { faultsOf } from '../support/judge-timing.ts'
import { known } from '../support/known.ts'
import { bestOf, plainWorth } from '../support/plain-timing.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

const CASES = 8

describe('drawn plans, with schedules, growth of several prices, tax holidays and costs that change', () => {
  test.each(Array.from({ length: CASES }, (_, i) => i))('number %i', async (number) => {
    const { scenario, options, plain } = drawn(number)
    const found = await timing(engine, scenario, options)
    // Every date falls on an end of its steps, and its courses can be followed: none is worth more than the best.
    const best = bestOf(plain)
    expect(Math.abs(found.value - best)).toBeLessThan(1e-4 * Math.abs(best))
    if (options.fall === 0) expect(known(found.bound) - found.value).toBeLessThanOrEqual(1e-4 * Math.abs(found.value))
    if (found.bound !== null) expect(found.bound).toBeGreaterThanOrEqual(Math.max(found.value, best - 1e-6 * Math.abs(best)))
    expect(found.value).toBeGreaterThanOrEqual(Math.max(found.withoutChange, found.startNow) - 1e-9 * Math.abs(best))
    if (found.admissible) expect(found.value).toBeGreaterThanOrEqual(known(found.ownLaw) - 1e-6 * Math.abs(best))
  })
})

// Costs of haste, falls, jumps, returns that diminish, fixed volumes, several discount rates, a level that goes on being chosen.
test.each([1, 2, 3, 4, 6, 7, 10, 11, 12, 26, 94, 210, 241])('of all kinds: number %i', async (number) => {
  const { scenario, options, plain } = drawnWidely(number)
  expect(faultsOf(await timing(engine, scenario, options), plain)).toEqual([])
})

test.each([32, 37])('where the level comes to its end in time, a pause goes where it is worth most: number %i', async (number) => {
  const { scenario, options, plain } = drawnWidely(number)
  const found = await timing(engine, scenario, options)
  expect(found.value).toBeGreaterThan(bestOf(plain) * (1 - 1e-7))
})

test.each([56, 58])(
  'with a cost of haste and dates beside even steps the course is better than a plain one that is fine: number %i',
  async (number) => {
    const { scenario, options, plain } = drawnWidely(number)
    const found = await timing(engine, scenario, options)
    expect(found.value).toBeGreaterThan(bestOf(plain, 4))
    expect(known(found.error)).toBeGreaterThan(0)
    expect(known(found.error)).toBeLessThan(1e-6 * found.value)
  },
)

// Two windows of the cost; a cost of haste and a pause.
test.each([39, 124])('to start now is the best of the moves without a pause that begin at once: number %i', async (number) => {
  const { scenario, options, plain } = drawnWidely(number)
  const { level, rate, start, end, adjustment } = plain
  let best = -Infinity
  for (let i = 1; i <= 60; i++) {
    const change = ((1 - level) * i) / 60
    if (change / rate > end - start) break
    for (let j = 0; j <= (adjustment > 0 ? 30 : 0); j++) {
      const years = change / rate + ((end - start - change / rate) * j) / 30
      best = Math.max(
        best,
        plainWorth(plain, (time) => level + change * Math.min(1, (time - start) / years), 40),
      )
    }
  }
  const { startNow, value } = await timing(engine, scenario, options)
  expect(startNow).toBeLessThan(value)
  expect(Math.abs(startNow - best)).toBeLessThan(2e-4 * Math.abs(best))
})

test('what is reported by sample is within the horizon, also where the level goes on being chosen behind it', async () => {
  const found = await timing(engine, scenarioOf({ q: 0.5, J: 900, end: 10 }), { rate: 0.5, fall: 0.5, continuation: 'stationary' })
  expect([...found.path.time]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('of two holidays of the cost the better one decides the date, whichever comes first', async () => {
  const at = async (second: number) => {
    const changes = [
      { parameter: 'investment.conversionCost', times: [0, 3, 4, 12, 13], values: [4000, 1500, 4000, second, 4000] },
      { parameter: 'waste.disposalCost', times: [0, 12], values: [0.5, 0.9] },
    ]
    return timing(engine, scenarioOf({ B: 10, q: 0.4, changes, J: 1 }), { continuation: 'hold' })
  }
  const [early, late] = [await at(4000), await at(-4000)]
  expect(known(early.start)).toBeGreaterThanOrEqual(3 - 1e-6)
  expect(known(early.start)).toBeLessThan(4)
  expect(known(late.start)).toBeGreaterThanOrEqual(12 - 1e-6)
})

test.each([1e-6, -1e-6])('of two windows of the cost whose gains differ by %d of them the better one is taken', async (share) => {
  // A flow of 20 for ever, discounted at 5 %: a start in 3 at 200 gains 200 e^{-0.15}; one in 12 gains so much but for the share.
  const gain = 200 * Math.exp(-0.15)
  const second = 400 - gain * (1 + share) * Math.exp(0.6)
  const scenario = {
    factors: [{ price: 1, volume: 10 }],
    production: { scale: 50, elasticities: [0.5], price: 1 },
    waste: { scale: 2, elasticities: [1], disposalCost: 1 },
    recycling: { yield: 1, price: 0 },
    transformation: { law: 'constant', level: 0 },
    horizon: { start: 0, end: 20, samples: 21 },
    discountRate: 0.05,
    changes: [{ parameter: 'investment.conversionCost', times: [0, 3, 4, 12, 13], values: [4000, 200, 4000, second, 4000] }],
  } as unknown as ScenarioInput
  const found = await timing(engine, scenario, { rate: null })
  expect(found.start).toBe(share > 0 ? 12 : 3)
  expect(Math.abs((found.value - found.withoutChange) / (gain * (1 + Math.max(0, share))) - 1)).toBeLessThan(1e-9)
  expect(known(found.bound) - found.value).toBeLessThanOrEqual(1e-4 * found.value)
})

test('with a quadratic profit and a cost of haste the course is that of Riccati’s equation', async () => {
  const [A, B, d, q, rho, K, T] = [50, 4, 0.5, 0.5, 0.05, 6000, 10]
  const found = await timing(engine, scenarioOf({ B, d, q, r: 0, J: 0, K, end: T }), { rate: 1, continuation: 'none' })
  // Π* = (m0 + m1 θ)²/4 − 5, and the worth is R + Q θ + P θ²/2: u = (P θ + Q)/K, above 0, as Q and P are.
  const [m0, m1] = [A - d * B, (q + d) * B]
  const [pi0, pi1, pi2] = [(m0 * m0) / 4 - 5, (m0 * m1) / 2, (m1 * m1) / 2]
  const back = ([P, Q, R]: number[]) => [pi2 + (P * P) / K - rho * P, pi1 + (P * Q) / K - rho * Q, pi0 + (Q * Q) / (2 * K) - rho * R]
  const add = (x: number[], y: number[], by: number) => x.map((own, i) => own + by * y[i])
  const steps = 4000
  const h = T / steps
  let state = [0, 0, 0]
  const history: number[][] = []
  for (let k = 0; k < steps; k++) {
    const k1 = back(state)
    const k2 = back(add(state, k1, h / 2))
    const k3 = back(add(state, k2, h / 2))
    const k4 = back(add(state, k3, h))
    state = state.map((own, i) => own + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))
    history.unshift(state)
  }
  // The closed form needs levels below 1.
  const level = history.reduce((at, [P, Q]) => at + (h * (P * at + Q)) / K, 0)
  expect(level).toBeLessThan(1)
  expect(found.value).toBeGreaterThan(state[2] * (1 - 2e-5))
  expect(found.value).toBeLessThan(state[2] * (1 + 1e-9))
  expect(known(found.bound)).toBeGreaterThanOrEqual(state[2])
})

describe('a random price', () => {
  const [A, B, q, c, rho, J] = [50, 10, 0.4, 1, 0.05, 900]
  const years = 12
  const own = (level: number, price: number) => Math.max(0, A + (q * level - price * (1 - level) - 0.1 * level) * B) ** 2 / (4 * c) - 5
  const whole = (1 - Math.exp(-rho)) / rho
  const scenario = (process: object): ScenarioInput =>
    ({
      ...(scenarioOf({ B, q, J, end: years }) as object),
      horizon: { start: 0, end: years, samples: years + 1 },
      changes: [{ parameter: 'waste.disposalCost', ...process }],
    }) as unknown as ScenarioInput

  test('that jumps: all or nothing each year, by a sum over Poisson’s numbers', async () => {
    const [rate, factor] = [0.3, 1.4]
    const most = 40
    const shares = [Math.exp(-rate)]
    while (shares.length <= most) shares.push((shares[shares.length - 1] * rate) / shares.length)
    let worth = [0, 1].map((level) => Array.from({ length: most + 1 }, (_, n) => own(level, factor ** n) / rho))
    for (let k = 0; k < years; k++) {
      const held = worth.map((later, level) =>
        later.map((_, n) => {
          let sum = 0
          let left = 1
          for (let m = 0; n + m < most; m++) {
            sum += shares[m] * later[n + m]
            left -= shares[m]
          }
          return whole * own(level, factor ** n) + Math.exp(-rho) * (sum + left * later[most])
        }),
      )
      worth = [held[0].map((stay, n) => Math.max(stay, held[1][n] - J)), held[1]]
    }
    const found = await timing(engine, scenario({ process: 'jumps', rate, factor }), { decisions: 'samples' })
    expect(Math.abs(found.value / worth[0][0] - 1)).toBeLessThan(1e-5)
  })

  test.each([
    ['that returns to its median, with a rate', { process: 'ou', reversion: 0.4, volatility: 0.35 }, 0, 0],
    ['that returns to its mean, with a rate and falls', { process: 'ou', reversion: 0.4, volatility: 0.5, mean: true }, 0.25, 0],
    ['without drift, with a rate and falls', { process: 'gbm', volatility: 0.4, drift: 0 }, 0.25, 0],
    ['that grows, with a rate and a cost of haste', { process: 'gbm', volatility: 0.3, drift: 0.02 }, 0, 800],
  ])('%s, by sums over a fine grid', async (_, process, fall, K) => {
    const rate = 0.25
    const back = -300
    const cells = 16
    const perStep = 4
    const [kappa, sigma] = [(process as { reversion?: number }).reversion ?? 0, process.volatility]
    const variance = (t: number) => (kappa === 0 ? t : (1 - Math.exp(-2 * kappa * t)) / (2 * kappa)) * sigma * sigma
    const sd = Math.sqrt(variance(1))
    const drift = process.process === 'gbm' ? ((process as { drift?: number }).drift ?? 0) - (sigma * sigma) / 2 : 0
    const correction = (t: number) => ('mean' in process && process.mean ? variance(t) / 2 : 0)
    const h = sd / 6
    const half = Math.ceil((6 * Math.sqrt(variance(years)) + 2) / h)
    const xs = Array.from({ length: 2 * half + 1 }, (_, n) => (n - half) * h)
    const levels = Array.from({ length: cells + 1 }, (_, i) => i / cells)
    const places = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)]
    const weights = [5 / 18, 8 / 18, 5 / 18]
    const earned = (from: number, to: number, price: number) =>
      places.reduce((sum, s, i) => sum + weights[i] * Math.exp(-rho * s) * own(from + (to - from) * s, price), 0)
    let worth = levels.map((level) => xs.map((x) => own(level, Math.exp(x - correction(years))) / rho))
    for (let k = years - 1; k >= 0; k--) {
      const later = worth.map((row) =>
        xs.map((x) => {
          const mean = Math.exp(-kappa) * x + drift
          let [sum, weight] = [0, 0]
          for (let m = Math.floor((mean - 7 * sd) / h); m <= (mean + 7 * sd) / h; m++) {
            const density = Math.exp(-0.5 * ((m * h - mean) / sd) ** 2)
            const at = Math.min(2 * half, Math.max(0, m + half))
            sum += density * row[at]
            weight += density
          }
          return (Math.exp(-rho) * sum) / weight
        }),
      )
      worth = levels.map((level, i) =>
        xs.map((x, n) => {
          const price = Math.exp(x - correction(k))
          let best = -Infinity
          for (let j = Math.max(0, i - (fall > 0 ? perStep : 0)); j <= Math.min(cells, i + perStep); j++) {
            const change = levels[j] - level
            const cost = whole * ((change > 0 ? J * change : -back * change) + 0.5 * K * change * change)
            best = Math.max(best, earned(level, levels[j], price) - cost + later[j][n])
          }
          return best
        }),
      )
    }
    const base = scenario(process) as { investment: object }
    const found = await timing(
      engine,
      { ...base, investment: { ...base.investment, reversalCost: back, adjustmentCost: K } } as unknown as ScenarioInput,
      {
        rate,
        fall,
      },
    )
    expect(Math.abs(found.value / worth[0][half] - 1)).toBeLessThan(1e-4)
    expect(found.error).toBeLessThan(1e-4 * found.value)
  })
})
