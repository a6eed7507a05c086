/** The JSON of every study: the keys that others read, by name. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { starterScenario } from '../../bindings/index.ts'
import { runCommand } from '../support/command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  const own = starterScenario()
  const uniform = (low: number, high: number) => ({ distribution: 'uniform', low, high })
  const parameters = { 'waste.disposalCost': uniform(0.5, 3), 'production.price': uniform(0.9, 1.1) }
  const save = (name: string, content: object) => writeFile(join(folder, name), JSON.stringify(content))
  await save('a.json', { ...own, uncertainty: { parameters } })
  await save('b.json', { ...own, waste: { ...own.waste, disposalCost: 2 }, production: { ...own.production, price: 1.05 } })
  const rows = Array.from({ length: 40 }, (_, i) => [i + 1, ((i * 7) % 40) + 1, 3 * (i + 1) ** 0.4 * (1 + ((i * 13) % 7) / 50), i % 3])
  await writeFile(join(folder, 't.csv'), ['K,L,Y,w', ...rows.map((row) => row.join(','))].join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Keys in their order, and in lists those of the first entry. */
function keysOf(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return keysOf(value[0], depth)
  if (typeof value !== 'object' || value === null || depth === 0) return null
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, keysOf(each, depth - 1)]))
}

const TERM = { name: null, estimate: null, standardError: null, t: null, p: null, low: null, high: null }
const TAIL = { low: { VaR: null, CVaR: null }, high: { VaR: null, CVaR: null } }
const BOTH = { 'waste.disposalCost': null, 'production.price': null }

test.each<[string, object]>([
  [
    'calibrate t.csv --output Y --factors K,L --waste Y --recycled K --additional Y --robust newey-west',
    {
      equations: {
        output: {
          n: null,
          degreesOfFreedom: null,
          terms: TERM,
          covariance: null,
          rss: null,
          sigma: null,
          rSquared: null,
          adjustedRSquared: null,
          durbinWatson: null,
          conditionNumber: null,
          conditionNumberCentred: null,
          lags: null,
          data: {},
          tests: { constantReturns: { F: null, degreesOfFreedom: null, p: null } },
        },
        waste: { terms: TERM },
        additionalOutput: { terms: TERM },
      },
      ces: {},
      scenario: { uncertainty: {} },
      unusable: null,
      conditionWarning: null,
      warnings: null,
    },
  ],
  [
    'risk a.json --metrics npv --samples 16 --within 5 --over-time --decisions b.json',
    {
      metrics: { npv: { quantiles: { '0.5': null }, tails: { '0.95': TAIL }, mean: null, standardError: null } },
      probability: { 'payback <= 5': null },
      overTime: { time: null, metric: null, quantile: null, value: null },
      regret: {},
    },
  ],
  [
    'indices a.json --metrics npv --samples 16 --second-order',
    {
      npv: {
        firstOrder: BOTH,
        total: BOTH,
        secondOrder: { 'waste.disposalCost x production.price': null },
        noise: null,
        half: { firstOrder: BOTH, total: BOTH, noise: null },
      },
    },
  ],
  ['indices a.json --metrics npv --method morris', { npv: { mu: BOTH, muStar: BOTH, sigma: BOTH } }],
  ['indices a.json --metrics profit --method dgsm --samples 16', { profit: { derivativeBased: { nu: BOTH, boundOnTotal: BOTH } } }],
  [
    'tornado a.json --metric profit',
    {
      base: null,
      bars: { parameter: null, low: { value: null, metric: null }, high: { value: null, metric: null }, swing: null, derivative: null },
    },
  ],
  [
    'discover t.csv --when Y>7 --inputs K,L',
    {
      trajectory: { n: null, k: null, coverage: null, density: null, mass: null, restricted: {}, quasiP: {} },
      stability: {},
    },
  ],
  [
    'seek a.json --parameter waste.disposalCost --metric profit --target 560 --from 0.5 --to 3 --level 0.2',
    { solutions: { value: null, metric: null, kind: null }, tried: null },
  ],
  ['seek a.json --parameter waste.disposalCost --metric profit --target 1e9 --from 0.5 --to 3', { nearest: { value: null, metric: null } }],
  ['compare a.json b.json --metric npv', { differences: BOTH, valueA: null, valueB: null, difference: null, shapley: BOTH }],
])('%s', async (command, keys) => {
  const { stdout, stderr, code } = await runCommand(folder, [...command.split(' '), '--json'])
  expect(code, stderr).toBe(0)
  const envelope = JSON.parse(stdout)
  expect(Object.keys(envelope)).toEqual(['offcut', 'command', 'options', 'seed', 'input', 'result'])
  expect(keysOf(envelope.result, 6)).toMatchObject(keys)
})
