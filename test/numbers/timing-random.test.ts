/** When to transform under a random price, against plain sums over a fine grid; processes that hardly move or do not; what follows a horizon without end. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { timing } from '../../bindings/studies/index.ts'
import { drawnRandom } from '../support/drawn-random.ts'
import { scenarioOf } from '../support/drawn-timing.ts'
import { known } from '../support/known.ts'
import { plainPolicy } from '../support/plain-random.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

// Every process, with falls, returns that diminish, a horizon of one step, nothing after it, no volatility; worth it at once, later, and never.
test.each([0, 1, 2, 3, 5, 6, 7, 8, 10, 13, 152, 164])('drawn question %i', async (number) => {
  const { scenario, options, plain, price } = drawnRandom(number)
  const found = await timing(engine, scenario, options)
  const { value, withoutChange, bestCommitted, started, threshold } = plainPolicy(plain)
  const near = (own: number | undefined, reference: number, share: number) =>
    expect(Math.abs(known(own) - reference)).toBeLessThan(share * Math.abs(reference))
  near(found.value, value, 2e-5)
  near(found.withoutChange, withoutChange, 2e-6)
  near(found.bestCommitted, bestCommitted, 2e-5)
  expect(found.valueOfFlexibility).toBeCloseTo(found.value - known(found.bestCommitted), 9)
  expect(found.valueOfWaiting).toBeCloseTo(found.value - found.startNow, 9)
  expect(found.value).toBeGreaterThanOrEqual(known(found.bestCommitted) - 1e-5 * Math.abs(value))
  // Of returns that diminish it depends on how far apart levels are; jumps know no price between theirs.
  if (plain.process.process !== 'jumps' && scenario.recycling.exponent === 1 && threshold !== undefined)
    near(found.threshold, threshold * price, 5e-5)
  known(found.startDistribution).forEach(([, probability], k) => expect(Math.abs(probability - started[k])).toBeLessThan(0.01))
  const { policy, withoutChange: still } = known(found.risk)
  // On 4,096 paths.
  near(policy.mean, value, 0.01)
  near(still.mean, withoutChange, 0.01)
  for (const { mean, VaR, CVaR } of [policy, still])
    expect([CVaR <= VaR + 1e-9 * Math.abs(VaR), VaR <= mean + 1e-9 * Math.abs(mean)]).toEqual([true, true])
})

const smaller = { B: 10, q: 0.4, J: 900, end: 12 }

test.each([
  ['without volatility', { process: 'gbm', volatility: 0, drift: 0.02 }, { process: 'gbm', volatility: 2e-5, drift: 0.02 }],
  ['that stays', { process: 'gbm', volatility: 0 }, { process: 'ou', reversion: 0.3, volatility: 0 }],
  ['whose jumps change nothing', { process: 'jumps', rate: 0.3, factor: 1 }, { process: 'jumps', rate: 0, factor: 1.4 }],
])('a price %s is like one that hardly moves', async (_, own, other) => {
  const at = (process: object) =>
    timing(engine, scenarioOf({ ...smaller, J: 6000, changes: [{ parameter: 'waste.disposalCost', ...process }] }) as ScenarioInput, {
      rate: 0.25,
    })
  const [first, second] = [await at(own), await at(other)]
  expect(Math.abs(first.value / second.value - 1)).toBeLessThan(1e-6)
  expect(Math.abs(first.withoutChange / second.withoutChange - 1)).toBeLessThan(1e-6)
  // Nothing is to be learned by waiting.
  expect(Math.abs(known(first.valueOfFlexibility))).toBeLessThan(1e-9 * first.value)
  const { policy } = known(first.risk)
  expect(Math.abs(policy.CVaR / policy.mean - 1)).toBeLessThan(1e-9)
  expect(Math.abs(policy.mean / first.value - 1)).toBeLessThan(1e-6)
})

test('without an end, what follows the horizon counts on simulated paths too', async () => {
  const changes = [{ parameter: 'waste.disposalCost', process: 'gbm', volatility: 0.3 }]
  const found = await timing(engine, scenarioOf({ ...smaller, changes }), { rate: 0.25, continuation: 'stationary' })
  expect(Math.abs(known(found.risk).policy.mean / found.value - 1)).toBeLessThan(0.01)
  expect(Math.abs(known(found.risk).withoutChange.mean / found.withoutChange - 1)).toBeLessThan(0.02)
})

test('a plan that jumps says one moment, and its path the level from then on', async () => {
  const changes = [{ parameter: 'waste.disposalCost', process: 'gbm', drift: 0.1, volatility: 0.1 }]
  const at = (start: number, d: number) =>
    timing(engine, scenarioOf({ ...smaller, start, end: start + 12, d, J: 3000, changes }) as ScenarioInput)
  const now = await at(0, 3)
  expect([now.intervals, now.path.level[0], now.startNow]).toEqual([[[0, 0, 0, 1]], 1, now.bestCommitted])
  const later = await at(2025, 0.2)
  const [[start, end, from, to]] = later.intervals
  expect([later.intervals.length, end, from, to]).toEqual([1, start, 0, 1])
  expect(start).toBeGreaterThan(2025)
  later.path.time.forEach((time, i) => expect([later.path.level[i], later.path.rate[i]]).toEqual([time < start ? 0 : 1, 0]))
})

test('of the worst 5 % of 4,096 paths the last one counts in part', async () => {
  const at = (rate: number) => [{ parameter: 'waste.disposalCost', process: 'jumps', rate, factor: 1.5 }]
  // Without a jump the disposal of waste, which is paid for, earns the least: about 75 of the paths, one jump about 300.
  const asked = { ...smaller, d: -1, J: 1e6, end: 1 }
  const { risk, withoutChange: none } = await timing(engine, scenarioOf({ ...asked, changes: at(0) }) as ScenarioInput)
  expect(known(risk).withoutChange.CVaR).toBeCloseTo(none, 6)
  const { VaR, CVaR } = known((await timing(engine, scenarioOf({ ...asked, changes: at(4) }) as ScenarioInput)).risk).withoutChange
  const paths = (0.05 * 4096 * (VaR - CVaR)) / (VaR - none)
  expect(paths).toBeGreaterThan(40)
  expect(paths).toBeCloseTo(Math.round(paths), 6)
})
