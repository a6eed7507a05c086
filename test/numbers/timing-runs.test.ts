/** timing on every backend and number of workers, stopped, followed, and with what it refuses. */
import { expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/index.ts'
import { timing, type Timing, type TimingOptions } from '../../bindings/studies/index.ts'
import { scenarioOf } from '../support/drawn-timing.ts'

const growing = [{ parameters: ['waste.disposalCost', 'factors[0].price'], growth: 0.02 }]
const gbm = { parameter: 'waste.disposalCost', process: 'gbm', volatility: 0.3 }
const smaller = { q: 0.5, J: 900, end: 10 }

const questions: [string, ScenarioInput, TimingOptions][] = [
  ['prices that grow', scenarioOf({ ...smaller, changes: growing }), { rate: 0.2 }],
  ['falling levels', scenarioOf({ ...smaller, level: 0.3, changes: growing }), { rate: 0.5, fall: 0.5 }],
  ['a cost of haste', scenarioOf({ ...smaller, K: 2000 }), { rate: 1 }],
  ['a random price', scenarioOf({ ...smaller, changes: [gbm] }), { rate: 0.25 }],
]

/** What has numbers in a result, but for how it was come by. */
const numbersOf = ({ stats: _, ...timing }: Timing) =>
  JSON.stringify(timing, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value))

async function answer(scenario: ScenarioInput, options: TimingOptions, settings: Parameters<typeof createEngine>[0]): Promise<Timing> {
  const engine = await createEngine(settings)
  try {
    return await timing(engine, scenario, options)
  } finally {
    await engine.close()
  }
}

test.each(questions)('%s: the same bits with any number of workers, the same answer from JavaScript', async (_, scenario, options) => {
  const alone = await answer(scenario, options, { workers: 0 })
  expect(numbersOf(await answer(scenario, options, { workers: 2 }))).toBe(numbersOf(alone))
  const js = await answer(scenario, options, { backend: 'js', workers: 0 })
  expect(js.value).toBeCloseTo(alone.value, 8)
  expect(js.withoutChange).toBeCloseTo(alone.withoutChange, 8)
  expect(js.finalLevel).toBeCloseTo(alone.finalLevel, 4)
})

test.each(questions)('%s: progress rises to its end, and an abort on the way ends it', async (_, scenario, options) => {
  const engine = await createEngine({ workers: 0 })
  const seen: number[] = []
  await timing(engine, scenario, { ...options, onProgress: ({ done, total }) => void seen.push(done / total) })
  expect(seen.at(-1)).toBe(1)
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  const controller = new AbortController()
  const reason = new Error('enough')
  // Before its end: the first sign of progress is.
  const running = timing(engine, scenario, { ...options, signal: controller.signal, onProgress: () => controller.abort(reason) })
  await expect(running).rejects.toBe(reason)
  await engine.close()
})

test('a step of the process is said not to be used, unless it is that of the decisions', async () => {
  const withStep = (step: number) => scenarioOf({ ...smaller, changes: [{ ...gbm, step }] })
  const { warnings } = await answer(withStep(0.25), { rate: 0.25 }, { workers: 0 })
  expect(warnings.join()).toMatch(
    /changes\[0\]\.step is not used: waste\.disposalCost moves when decisions are made, at the horizon’s samples, every 1 years/,
  )
  expect((await answer(withStep(1), { rate: 0.25 }, { workers: 0 })).warnings).toEqual([])
})

test('decisions without a random price are said not to be used', async () => {
  const { warnings } = await answer(scenarioOf(smaller), { rate: 1, decisions: 'continuous' }, { workers: 0 })
  expect(warnings.join()).toMatch(/decisions are not used: they go with a random price/)
})

test.each([
  [[], { law: 'logistic' }, /law is "logistic", and nothing of it is optimised; expected optimise beside it/],
  [
    [gbm],
    { optimise: { start: [0, 5] } },
    /optimise looks for the best numbers of a law where prices are known, and changes\[0\] lets waste\.disposalCost be random/,
  ],
  [[gbm, { ...gbm, parameter: 'recycling.price' }], {}, /changes\[1\]\.process: "gbm"\s+expected: a process on one parameter only/],
  [
    [{ ...gbm, parameter: 'investment.conversionCost' }],
    {},
    /changes\[0\]\.parameter: "investment\.conversionCost"\s+expected: something that profit depends on/,
  ],
  [
    [{ ...gbm, drift: 0.05 }],
    { continuation: 'stationary' },
    /changes\[0\] lets waste\.disposalCost grow by 0\.05 a year on average, with a discountRate of 0\.05; expected less/,
  ],
  [[{ parameter: 'waste.disposalCost', process: 'jumps', rate: 0.2, factor: 1.5 }], { continuation: 'stationary' }, /grow by 0\.1 a year/],
  [
    [{ parameter: 'waste.disposalCost', process: 'jumps', rate: 0.2, factor: 1.5, duration: 3 }],
    {},
    /changes\[0\]\.duration: 3\s+expected: none/,
  ],
])('%j with %j is refused', async (changes, options, message) => {
  await expect(answer(scenarioOf({ ...smaller, changes }), options as TimingOptions, { workers: 0 })).rejects.toThrow(message)
})
